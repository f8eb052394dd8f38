package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	// comeBack is how soon a page connects again when its stream ends, as the stream tells it to.
	comeBack = 2 * time.Second
	// awaited is how long a page may take to hear of what somebody was answered.
	awaited = time.Minute
)

// stream is a page that is open for live status of one case.
type stream struct {
	stop context.CancelFunc
	done chan struct{}

	mu sync.Mutex
	// last version that it told of, and what it told wrongly.
	last                int64
	wrong               []string
	connections, events int
	// heard is closed, and made anew, with every event.
	heard chan struct{}
}

// patient has no limit to how long an answer takes.
var patient = &http.Client{Transport: &http.Transport{}}

// listen to the stream at the URL, until it is closed; who puts into a request who looks.
func listen(ctx context.Context, url string, who func(context.Context, *http.Request) error) *stream {
	ctx, stop := context.WithCancel(ctx)
	s := &stream{stop: stop, done: make(chan struct{}), heard: make(chan struct{})}
	go func() {
		defer close(s.done)
		for ctx.Err() == nil {
			if err := s.connect(ctx, url, who); err != nil && ctx.Err() == nil {
				s.note(err.Error())
			}
			select {
			case <-ctx.Done():
			case <-time.After(comeBack):
			}
		}
	}()
	return s
}

func (s *stream) note(wrong string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wrong = append(s.wrong, wrong)
}

// connect holds one connection until the server ends it, as it does every ten minutes.
func (s *stream) connect(ctx context.Context, url string, who func(context.Context, *http.Request) error) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	if err := who(ctx, request); err != nil {
		return err
	}
	request.Header.Set("Accept", "text/event-stream")
	s.mu.Lock()
	s.connections++
	if s.last > 0 {
		request.Header.Set("Last-Event-ID", strconv.FormatInt(s.last, 10))
	}
	s.mu.Unlock()
	answer, err := patient.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("a stream answered %d", answer.StatusCode)
	}
	lines := bufio.NewScanner(answer.Body)
	for lines.Scan() {
		s.hear(lines.Text())
	}
	return lines.Err()
}

// hear reads one line; only data says something.
func (s *stream) hear(line string) {
	data, ok := strings.CutPrefix(line, "data:")
	var event struct{ Version int64 }
	if !ok || json.Unmarshal([]byte(strings.TrimSpace(data)), &event) != nil || event.Version == 0 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if event.Version <= s.last {
		s.wrong = append(s.wrong, fmt.Sprintf("a stream told of version %d after %d", event.Version, s.last))
	}
	s.last = event.Version
	s.events++
	close(s.heard)
	s.heard = make(chan struct{})
}

// await a version.
func (s *stream) await(ctx context.Context, version int64) error {
	ctx, cancel := context.WithTimeout(ctx, awaited)
	defer cancel()
	for {
		s.mu.Lock()
		last, heard := s.last, s.heard
		s.mu.Unlock()
		if last >= version {
			return nil
		}
		select {
		case <-heard:
		case <-ctx.Done():
			return fmt.Errorf("a stream told of version %d last, and an act was answered with %d", last, version)
		}
	}
}

func (s *stream) close() {
	s.stop()
	<-s.done
}
