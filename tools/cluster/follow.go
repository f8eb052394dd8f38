package cluster

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"traject.nl/tools/witness"
)

const (
	// comeBack is how soon a page connects again, as the stream tells it to.
	comeBack = 2 * time.Second
	// silence is how long a stream may say nothing, heartbeats included, before it counts as gone.
	silence = 40 * time.Second
)

// sighting is a version of a case that a stream told of.
type sighting struct {
	Version int64
	At      time.Time
}

// errStreamEnded is a stream that the server closed, as it does when it stops and every ten minutes.
var errStreamEnded = errors.New("the stream ended")

// follower watches one case live, as its page does: when the stream breaks it connects again and says what it saw last.
type follower struct {
	url string
	// who puts into a request who looks.
	who    func(context.Context, *http.Request) error
	stop   context.CancelFunc
	done   chan struct{}
	opened chan struct{}

	mu          sync.Mutex
	seen        []sighting
	connections int
	breaks      []string
}

// follow begins to watch with the token of somebody; it returns once the stream is open.
func follow(ctx context.Context, url string, token func(context.Context) (string, error)) (*follower, error) {
	return followWith(ctx, url, func(ctx context.Context, request *http.Request) error {
		text, err := token(ctx)
		request.Header.Set("Authorization", "Bearer "+text)
		return err
	})
}

// followWith begins to watch as whoever is put into each request.
func followWith(ctx context.Context, url string, who func(context.Context, *http.Request) error) (*follower, error) {
	ctx, stop := context.WithCancel(ctx)
	f := &follower{url: url, who: who, stop: stop, done: make(chan struct{}), opened: make(chan struct{})}
	go f.run(ctx)
	select {
	case <-f.opened:
		return f, nil
	case <-time.After(2 * time.Minute):
		f.close()
		return nil, fmt.Errorf("stream %s did not open: %s", url, strings.Join(f.breaks, "; "))
	case <-ctx.Done():
		f.close()
		return nil, ctx.Err()
	}
}

func (f *follower) close() {
	f.stop()
	<-f.done
}

func (f *follower) run(ctx context.Context) {
	defer close(f.done)
	var once sync.Once
	for ctx.Err() == nil {
		err := f.listen(ctx, func() { once.Do(func() { close(f.opened) }) })
		if ctx.Err() != nil {
			return
		}
		f.mu.Lock()
		f.breaks = append(f.breaks, witness.Reason(err))
		f.mu.Unlock()
		select {
		case <-ctx.Done():
		case <-time.After(comeBack):
		}
	}
}

// listen holds one connection until it breaks.
func (f *follower) listen(ctx context.Context, opened func()) error {
	ctx, cut := context.WithCancel(ctx)
	defer cut()
	quiet := time.AfterFunc(silence, cut)
	defer quiet.Stop()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, f.url, nil)
	if err != nil {
		return err
	}
	if err := f.who(ctx, request); err != nil {
		return err
	}
	request.Header.Set("Accept", "text/event-stream")
	if last := f.last(); last > 0 {
		request.Header.Set("Last-Event-ID", strconv.FormatInt(last, 10))
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("the stream answered %d", answer.StatusCode)
	}
	f.mu.Lock()
	f.connections++
	f.mu.Unlock()
	opened()
	lines := bufio.NewScanner(answer.Body)
	for lines.Scan() {
		quiet.Reset(silence)
		f.hear(lines.Text())
	}
	if lines.Err() != nil {
		return lines.Err()
	}
	return errStreamEnded
}

// hear reads one line; only data says something.
func (f *follower) hear(line string) {
	data, ok := strings.CutPrefix(line, "data:")
	var event struct{ Version int64 }
	if !ok || json.Unmarshal([]byte(strings.TrimSpace(data)), &event) != nil || event.Version == 0 {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.seen = append(f.seen, sighting{event.Version, time.Now()})
}

// last version that was seen.
func (f *follower) last() int64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.seen) == 0 {
		return 0
	}
	return f.seen[len(f.seen)-1].Version
}

// sightings until now, and how often it had to connect.
func (f *follower) sightings() (seen []sighting, connections int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]sighting(nil), f.seen...), f.connections
}

// await the version; gives when it was seen.
func (f *follower) await(ctx context.Context, version int64, limit time.Duration) (time.Time, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		seen, _ := f.sightings()
		for _, one := range seen {
			if one.Version >= version {
				return one.At, nil
			}
		}
		select {
		case <-ctx.Done():
			return time.Time{}, fmt.Errorf("version %d was not seen within %s: the last was %d", version, limit, f.last())
		case <-tick.C:
		}
	}
}
