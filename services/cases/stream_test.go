package cases_test

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"traject.nl/services/cases/casestest"
	"traject.nl/services/platform/live/livetest"
)

// change writes a version of a case now.
func change(t *testing.T, store *casestest.Memory, id string, version int64) {
	t.Helper()
	if err := store.Project(t.Context(), casestest.View(id, version), casestest.Lines(1, version), today.Now()); err != nil {
		t.Fatal(err)
	}
}

// stream is an open stream of a browser.
type stream struct {
	t     *testing.T
	lines *bufio.Scanner
	close func()
}

// streaming is the API on a real connection, with a hub that the test drives.
type streaming struct {
	*harness
	server *httptest.Server
	beat   *livetest.Beat
}

func newStreaming(t *testing.T) *streaming {
	t.Helper()
	store, beat := casestest.NewMemory(), livetest.NewBeat()
	h := newHarnessOn(t, store, store, &fakeProcess{}, today, beat.Ticker)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		h.live.Run(ctx)
	}()
	server := httptest.NewServer(h.router)
	t.Cleanup(func() {
		cancel()
		<-done
		server.Close()
	})
	return &streaming{harness: h, server: server, beat: beat}
}

func (s *streaming) open(who, path, lastEventID string) *stream {
	s.Helper()
	ctx, cancel := context.WithCancel(s.Context())
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.server.URL+path, nil)
	if err != nil {
		s.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+who)
	if lastEventID != "" {
		request.Header.Set("Last-Event-ID", lastEventID)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		s.Fatal(err)
	}
	s.Cleanup(func() {
		cancel()
		_ = response.Body.Close()
	})
	if kind := response.Header.Get("Content-Type"); response.StatusCode != http.StatusOK || kind != "text/event-stream" {
		s.Fatalf("stream answers %d %s", response.StatusCode, kind)
	}
	return &stream{t: s.T, lines: bufio.NewScanner(response.Body), close: cancel}
}

// next reads lines until a blank one.
func (s *stream) next() string {
	s.t.Helper()
	var event []string
	for s.lines.Scan() {
		if s.lines.Text() == "" {
			return strings.Join(event, "|")
		}
		event = append(event, s.lines.Text())
	}
	return "end"
}

func (s *stream) want(events ...string) {
	s.t.Helper()
	for _, want := range events {
		if got := s.next(); got != want {
			s.t.Errorf("stream gives %q, want %q", got, want)
		}
	}
}

func caseEvent(id any, version int) string {
	return fmt.Sprintf(`id: %v|event: case|data: {"caseId":"%s","version":%d,"phase":"volledigheid"}`, id, caseID, version)
}

func TestTheStreamOfACaseTellsItsVersionAndThenEveryChange(t *testing.T) {
	s := newStreaming(t)
	change(t, s.store, caseID, 2)
	stream := s.open("parent", "/v1/cases/"+caseID+"/events", "")
	stream.want("retry: 2000", caseEvent(2, 2))
	change(t, s.store, caseID, 3)
	s.beat.Polled(t)
	stream.want(caseEvent(3, 3))
	s.beat.Tick(t, livetest.Heartbeat)
	stream.want(": ")
}

func TestAStreamGoesOnWhereItWas(t *testing.T) {
	s := newStreaming(t)
	change(t, s.store, caseID, 2)
	path := "/v1/cases/" + caseID + "/events"
	upToDate, onPage, behind := s.open("parent", path, "2"), s.open("parent", path+"?since=2", ""), s.open("parent", path, "1")
	behind.want("retry: 2000", caseEvent(2, 2))
	change(t, s.store, caseID, 3)
	s.beat.Polled(t)
	behind.want(caseEvent(3, 3))
	upToDate.want("retry: 2000", caseEvent(3, 3))
	onPage.want("retry: 2000", caseEvent(3, 3))
}

func TestTheStreamOfAllCasesGoesOnFromTheLastEvent(t *testing.T) {
	s := newStreaming(t)
	old := today.Now().Add(-time.Hour)
	if err := s.store.Project(t.Context(), casestest.View(caseID, 1), casestest.Lines(1, 1), old); err != nil {
		t.Fatal(err)
	}
	away := s.open("applicant", "/v1/events", fmt.Sprint(old.Add(-time.Minute).UnixMilli()))
	away.want("retry: 2000", caseEvent(old.UnixMilli(), 1))
	fresh, stranger := s.open("applicant", "/v1/events", ""), s.open("stranger", "/v1/events", "")
	fresh.want("retry: 2000")
	stranger.want("retry: 2000")
	change(t, s.store, caseID, 2)
	s.beat.Polled(t)
	away.want(caseEvent(today.Now().UnixMilli(), 2))
	fresh.want(caseEvent(today.Now().UnixMilli(), 2))
	own := casestest.View("elsewhere", 1)
	own.Parties = []string{"school:elsewhere"}
	if err := s.store.Project(t.Context(), own, casestest.Lines(1, 1), today.Now()); err != nil {
		t.Fatal(err)
	}
	s.beat.Polled(t)
	// The first that the stranger hears is of the own case.
	if got := stranger.next(); !strings.Contains(got, `"caseId":"elsewhere"`) {
		t.Errorf("stranger hears %q", got)
	}
}

func TestTooManyStreamsAreRefused(t *testing.T) {
	s := newStreaming(t)
	for range 20 {
		s.open("applicant", "/v1/events", "").want("retry: 2000")
	}
	s.get("applicant", "/v1/events").want(http.StatusTooManyRequests, "te veel vensters")
}
