package check

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"
)

// again is how long to wait before something that is not ready is asked again.
const again = time.Second

// longest answer that is read, in bytes.
const longest = 4 << 20

// looking is one look at all parts.
type looking struct {
	Config
	http *http.Client
}

// ready waits until the part says that it, and what it cannot do without, answers.
func (l *looking) ready(ctx context.Context, one part) error {
	return eventually(ctx, l.Wait, func(ctx context.Context) error {
		status, body, err := l.get(ctx, one.url+"/readyz")
		if err != nil {
			return err
		}
		if status != http.StatusOK {
			return fmt.Errorf("/readyz answered %d: %s", status, shortened(body))
		}
		return nil
	})
}

// built is the metric with which every process tells its version.
var built = regexp.MustCompile(`(?m)^traject_build_info\{[^}\n]*\bversion="([^"]*)"`)

// version looks whether the part runs the version that was meant. A rollout that goes on may answer with the one before it.
func (l *looking) version(ctx context.Context, one part) error {
	return eventually(ctx, l.Wait, func(ctx context.Context) error {
		status, body, err := l.get(ctx, one.url+"/metrics")
		if err != nil {
			return err
		}
		found := built.FindSubmatch(body)
		switch {
		case status != http.StatusOK:
			return fmt.Errorf("/metrics answered %d", status)
		case found == nil:
			return errors.New("/metrics has no traject_build_info with a version")
		case l.Version != "" && string(found[1]) != l.Version:
			return fmt.Errorf("it runs %q, want %q", found[1], l.Version)
		}
		return nil
	})
}

// refuses looks whether a call without a token is refused, as a problem that a program can read.
func (l *looking) refuses(ctx context.Context, one part) error {
	status, body, err := l.get(ctx, one.url+one.guarded)
	if err != nil {
		return err
	}
	var problem struct{ Status int }
	if status != http.StatusUnauthorized || json.Unmarshal(body, &problem) != nil || problem.Status != status {
		return fmt.Errorf("GET %s without a token answered %d, want 401 as problem+json", one.guarded, status)
	}
	return nil
}

// welcomes looks whether somebody who is not signed in sees the page that invites to sign in.
func (l *looking) welcomes(ctx context.Context, one part) error {
	status, body, err := l.get(ctx, one.url+"/")
	if err != nil {
		return err
	}
	if status != http.StatusOK || !strings.Contains(string(body), `href="/inloggen`) {
		return fmt.Errorf("GET / answered %d, without a link to sign in", status)
	}
	return nil
}

func (l *looking) get(ctx context.Context, url string) (int, []byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, nil, err
	}
	answer, err := l.http.Do(request)
	if err != nil {
		return 0, nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, longest))
	return answer.StatusCode, body, err
}

// shortened is an answer as it fits in a line.
func shortened(body []byte) string {
	words := strings.Fields(string(body))
	return strings.Join(slices.Clip(words[:min(len(words), 60)]), " ")
}

// eventually tries until it is so, or the time is up; the error is that of the last try that had its time.
func eventually(ctx context.Context, limit time.Duration, try func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, max(limit, again))
	defer cancel()
	var last error
	for {
		err := try(ctx)
		if err == nil {
			return nil
		}
		if last == nil || ctx.Err() == nil {
			last = err
		}
		select {
		case <-ctx.Done():
			return last
		case <-time.After(again):
		}
	}
}
