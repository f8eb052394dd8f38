package cases_test

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"traject.nl/services/cases"
	"traject.nl/services/cases/casestest"
)

// beat is a ticker that the test drives: a tick arrives when the one who waits for it takes it.
type beat struct {
	mu    sync.Mutex
	ticks map[time.Duration]chan time.Time
	// stopped hears of every ticker that was stopped.
	stopped chan time.Duration
}

func newBeat() *beat {
	return &beat{ticks: map[time.Duration]chan time.Time{}, stopped: make(chan time.Duration, 100)}
}

func (b *beat) ticker(every time.Duration) (<-chan time.Time, func()) {
	return b.channel(every), func() { b.stopped <- every }
}

func (b *beat) channel(every time.Duration) chan time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ticks[every] == nil {
		b.ticks[every] = make(chan time.Time)
	}
	return b.ticks[every]
}

const poll, heartbeat = 150 * time.Millisecond, 15 * time.Second

// tick makes one interval pass.
func (b *beat) tick(t *testing.T, every time.Duration) {
	t.Helper()
	select {
	case b.channel(every) <- time.Time{}:
	case <-t.Context().Done():
		t.Fatal("nobody waits for the tick")
	}
}

// polled makes the hub ask the store, and waits until it has passed on what it found: it takes the second tick only then.
func (b *beat) polled(t *testing.T) {
	t.Helper()
	b.tick(t, poll)
	b.tick(t, poll)
}

// replica is one hub on a store, at work until the test ends.
func replica(t *testing.T, store cases.Changes) (*cases.Hub, *beat) {
	t.Helper()
	beat := newBeat()
	hub := cases.NewHub(store, today, beat.ticker)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		hub.Run(ctx)
	}()
	t.Cleanup(func() {
		cancel()
		<-done
	})
	return hub, beat
}

func join(t *testing.T, hub *cases.Hub, who, caseID string, parties ...string) *cases.Listener {
	t.Helper()
	listener, err := hub.Join(who, parties, caseID)
	if err != nil {
		t.Fatal(err)
	}
	return listener
}

// change writes a version of a case now.
func change(t *testing.T, store *casestest.Memory, id string, version int64) {
	t.Helper()
	if err := store.Project(t.Context(), casestest.View(id, version), casestest.Lines(1, version), today.Now()); err != nil {
		t.Fatal(err)
	}
}

// drain takes what waits for a listener.
func drain(l *cases.Listener) []string {
	got := []string{}
	for {
		select {
		case change, ok := <-l.Events():
			if !ok {
				return append(got, "closed")
			}
			got = append(got, fmt.Sprintf("%s@%d", change.CaseID, change.Version))
		default:
			return got
		}
	}
}

func wantEvents(t *testing.T, l *cases.Listener, want ...string) {
	t.Helper()
	if got := drain(l); strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("events are %v, want %v", got, want)
	}
}

func TestAChangeReachesWhoLooksOnEveryReplica(t *testing.T) {
	store := casestest.NewMemory()
	first, firstBeat := replica(t, store)
	second, secondBeat := replica(t, store)
	here := join(t, first, "s1", "", casestest.Applicant)
	there := join(t, second, "s2", caseID, casestest.Parent)

	change(t, store, caseID, 1)
	firstBeat.polled(t)
	secondBeat.polled(t)
	wantEvents(t, here, caseID+"@1")
	wantEvents(t, there, caseID+"@1")
	// Nothing new: nothing again, although the question overlaps.
	firstBeat.polled(t)
	wantEvents(t, here)

	change(t, store, caseID, 3)
	firstBeat.polled(t)
	secondBeat.polled(t)
	wantEvents(t, here, caseID+"@3")
	wantEvents(t, there, caseID+"@3")
}

func TestNobodyHearsOfACaseOfOthers(t *testing.T) {
	store := casestest.NewMemory()
	hub, beat := replica(t, store)
	stranger := join(t, hub, "s1", "", "school:elsewhere", "sot:zeist")
	ofAnother := join(t, hub, "s2", "another-case", casestest.Applicant)
	alone := join(t, hub, "s3", "")
	party := join(t, hub, "s4", "", casestest.Director)
	change(t, store, caseID, 1)
	beat.polled(t)
	wantEvents(t, stranger)
	wantEvents(t, ofAnother)
	wantEvents(t, alone)
	wantEvents(t, party, caseID+"@1")
}

func TestNothingIsAskedWhileNobodyLooks(t *testing.T) {
	store := casestest.NewMemory()
	hub, beat := replica(t, store)
	listener := join(t, hub, "s1", "", casestest.Applicant)
	beat.polled(t)
	listener.Leave()
	// The hub notices at its next tick at the latest, and then waits for a listener without ticking.
	select {
	case beat.channel(poll) <- time.Time{}:
		<-beat.stopped
	case <-beat.stopped:
	}
	asked := store.Queries()
	change(t, store, caseID, 1)
	select {
	case beat.channel(poll) <- time.Time{}:
		t.Error("the hub still ticks")
	default:
	}
	if now := store.Queries(); now != asked {
		t.Errorf("store was asked %d times while nobody looked", now-asked)
	}
	again := join(t, hub, "s1", "", casestest.Applicant)
	beat.polled(t)
	wantEvents(t, again, caseID+"@1")
}

func TestWhoDoesNotKeepUpIsDroppedAndOthersGoOn(t *testing.T) {
	store := casestest.NewMemory()
	hub, beat := replica(t, store)
	slow := join(t, hub, "s1", "", casestest.Applicant)
	quick := join(t, hub, "s2", "", casestest.Applicant)
	const more = 40 // than fit in a queue
	for version := int64(1); version <= more; version++ {
		change(t, store, caseID, version)
		beat.polled(t)
		wantEvents(t, quick, fmt.Sprintf("%s@%d", caseID, version))
	}
	got := drain(slow)
	if len(got) == more || got[len(got)-1] != "closed" {
		t.Errorf("slow listener got %d events, the last %q; want fewer and then the end", len(got), got[len(got)-1])
	}
	slow.Leave() // after being dropped: harmless
}

func TestAPersonHasALimitedNumberOfStreams(t *testing.T) {
	store := casestest.NewMemory()
	hub, _ := replica(t, store)
	var last *cases.Listener
	for range 20 {
		last = join(t, hub, "s1", "", casestest.Applicant)
	}
	if _, err := hub.Join("s1", []string{casestest.Applicant}, ""); err == nil {
		t.Error("a 21st stream was accepted")
	}
	join(t, hub, "s2", "", casestest.Applicant)
	last.Leave()
	join(t, hub, "s1", "", casestest.Applicant)
}

func TestListeningEndsWhenTheServiceStops(t *testing.T) {
	hub := cases.NewHub(casestest.NewMemory(), today, newBeat().ticker)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		hub.Run(ctx)
	}()
	listener := join(t, hub, "s1", "", casestest.Applicant)
	stop()
	<-ended
	wantEvents(t, listener, "closed")
	wantEvents(t, join(t, hub, "s1", "", casestest.Applicant), "closed")
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
	beat   *beat
}

func newStreaming(t *testing.T) *streaming {
	t.Helper()
	store, beat := casestest.NewMemory(), newBeat()
	h := newHarnessOn(t, store, store, &fakeProcess{}, today, beat.ticker)
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
	s.beat.polled(t)
	stream.want(caseEvent(3, 3))
	s.beat.tick(t, heartbeat)
	stream.want(": ")
}

func TestAStreamGoesOnWhereItWas(t *testing.T) {
	s := newStreaming(t)
	change(t, s.store, caseID, 2)
	path := "/v1/cases/" + caseID + "/events"
	upToDate, onPage, behind := s.open("parent", path, "2"), s.open("parent", path+"?since=2", ""), s.open("parent", path, "1")
	behind.want("retry: 2000", caseEvent(2, 2))
	change(t, s.store, caseID, 3)
	s.beat.polled(t)
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
	s.beat.polled(t)
	away.want(caseEvent(today.Now().UnixMilli(), 2))
	fresh.want(caseEvent(today.Now().UnixMilli(), 2))
	own := casestest.View("elsewhere", 1)
	own.Parties = []string{"school:elsewhere"}
	if err := s.store.Project(t.Context(), own, casestest.Lines(1, 1), today.Now()); err != nil {
		t.Fatal(err)
	}
	s.beat.polled(t)
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
