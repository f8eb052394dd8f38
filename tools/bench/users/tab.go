package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"time"
)

// tab is a page that somebody has open. As the script of the portal does, it listens to the stream that the page names, and fetches what changed
// when the stream says that something did.
type tab struct {
	crowd   *crowd
	account string
	// caseID of the page; empty for a list.
	caseID string
	// stream and news are the addresses that the page names.
	stream, news string

	mu sync.Mutex
	// seen is when the page heard of each version of a case, and showed it.
	seen map[change]sight
	lost error
}

// change of a case, by the version that it reached.
type change struct {
	CaseID  string `json:"caseId"`
	Version int64  `json:"version"`
}

// sight is when a page heard of a change, and when it showed that.
type sight struct{ heard, shown time.Time }

var (
	streamOf = regexp.MustCompile(`id="live"\s+data-stroom="([^"]+)"`)
	newsOf   = regexp.MustCompile(`id="live"[^>]*\shx-get="([^"]+)"`)
)

// load reads the page, and finds in it what the script would.
func (t *tab) load(ctx context.Context) error {
	path := "/zaken"
	if t.caseID != "" {
		path += "/" + t.caseID
	}
	text, err := t.crowd.page(ctx, t.account, path)
	if err != nil {
		return err
	}
	stream, news := streamOf.FindStringSubmatch(text), newsOf.FindStringSubmatch(text)
	if stream == nil || news == nil {
		return fmt.Errorf("%s: %s names no stream or no news", t.account, path)
	}
	t.stream, t.news, t.seen = html.UnescapeString(stream[1]), html.UnescapeString(news[1]), map[change]sight{}
	return nil
}

// open listens until the context ends; it returns when the stream has begun. One that ends, as each does after ten minutes, is opened again from
// where it was, as browsers do.
func (t *tab) open(ctx context.Context, listening *sync.WaitGroup) error {
	lines, err := t.connect(ctx, "")
	if err != nil {
		return err
	}
	listening.Go(func() {
		for range reopenings {
			last, err := t.listen(ctx, lines)
			lines.Close()
			if err == nil && until(ctx, time.Now().Add(reopenAfter)) {
				lines, err = t.connect(ctx, last)
			}
			if err != nil || ctx.Err() != nil {
				t.lose(ctx, err)
				return
			}
		}
		t.lose(ctx, fmt.Errorf("%s ended %d times", t.stream, reopenings))
	})
	return nil
}

const (
	// reopenings is how often a page opens its stream, and reopenAfter how long it waits with that.
	reopenings, reopenAfter = 10, 2 * time.Second
)

// stream that is open.
type stream struct {
	*bufio.Reader
	io.Closer
}

func (t *tab) connect(ctx context.Context, last string) (stream, error) {
	request, err := t.crowd.request(ctx, t.account, t.stream)
	if err != nil {
		return stream{}, err
	}
	request.Header.Set("Accept", "text/event-stream")
	if last != "" {
		request.Header.Set("Last-Event-ID", last)
	}
	answer, err := t.crowd.streams.Do(request)
	if err != nil {
		return stream{}, err
	}
	if answer.StatusCode != http.StatusOK {
		answer.Body.Close()
		return stream{}, fmt.Errorf("%s: %s answered %s", t.account, t.stream, answer.Status)
	}
	lines := bufio.NewReaderSize(answer.Body, 512)
	if _, err := lines.Peek(1); err != nil {
		answer.Body.Close()
		return stream{}, fmt.Errorf("%s: %s began with nothing: %w", t.account, t.stream, err)
	}
	return stream{lines, answer.Body}, nil
}

// listen until the stream ends, and say which event was the last. A fault in what it tells of is one of the page.
func (t *tab) listen(ctx context.Context, lines stream) (last string, err error) {
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			return last, nil //nolint:nilerr // however it ended, it can be opened again
		}
		if id, isID := strings.CutPrefix(line, "id: "); isID {
			last = strings.TrimSpace(id)
		}
		data, isData := strings.CutPrefix(line, "data: ")
		var told change
		if !isData || json.Unmarshal([]byte(data), &told) != nil || told.CaseID == "" {
			continue
		}
		heard := time.Now()
		// As in a browser, the stream goes on meanwhile; it is empty until the next change.
		if _, err := t.crowd.page(ctx, t.account, t.news); err != nil {
			return last, err
		}
		t.mu.Lock()
		t.seen[told] = sight{heard, time.Now()}
		t.mu.Unlock()
	}
}

// lose keeps why a page no longer listens, unless it was closed.
func (t *tab) lose(ctx context.Context, err error) {
	if ctx.Err() != nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.lost = errors.Join(errors.New("a page no longer listens"), err)
}

// saw is when the page saw the case at the version, or later.
func (t *tab) saw(caseID string, version int64) (sight, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	var first sight
	for what, when := range t.seen {
		if what.CaseID == caseID && what.Version >= version && (first.shown.IsZero() || when.shown.Before(first.shown)) {
			first = when
		}
	}
	return first, !first.shown.IsZero()
}

func (t *tab) problem() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.lost
}
