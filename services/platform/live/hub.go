// Package live pushes changes to who is looking. A service announces that something of its own reached a version; every
// replica has a hub that hears of it through the store, and passes it on to the open streams of the people who may know.
//
//	hub.go       who listens, and the one small question that a hub asks its store while somebody does
//	stream.go    server-sent events
//	follower.go  what is kept in memory and follows the announcements, exactly
//	store.go     the announcements, in MongoDB, and journal.go their numbered entries
//	measures.go  how many look, and how late they hear
package live

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"time"

	"go.opentelemetry.io/otel/trace"

	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/edge"
)

const (
	// pollEvery is how often the store is asked for changes while somebody looks. A change made by any replica is on
	// every screen well within a second.
	pollEvery = 150 * time.Millisecond
	// overlap is how far back a question by time reaches, so that no change is missed that was written a little earlier by
	// a slower replica or by one whose clock is behind. It costs little: mostly the journal tells, and that goes by number.
	overlap = 30 * time.Second
	// waitingMost is of how many ids a change may wait for one listener before it is dropped as too slow.
	waitingMost = 512
	// heardMost is how many changes a hub remembers for who joins: about a megabyte.
	heardMost = 4096
	// StreamsEach is how many streams one person may have open, unless a hub is told otherwise: tabs, and some that were not closed neatly.
	StreamsEach = 20
)

// Change tells that something reached a version.
type Change struct {
	// ID of what changed, such as a case; opaque.
	ID string
	// Version goes up with every change of one id.
	Version int64
	// Phase is where it now stands, in one word without personal data; may be empty.
	Phase string
	// Parties who may know.
	Parties []string
	// At is when it was written, by the clock of who wrote it.
	At time.Time
}

// Changes is where a hub hears of changes.
type Changes interface {
	// Mark is another one after every announcement, and the same as long as there was none. It is cheap to ask, so that who watches need not
	// ask for the changes each time.
	Mark(ctx context.Context) (Mark, error)
	// Entries of the journal behind one number, up to and including another, in order; ErrRemoved when it does not go back that far. Only
	// when the mark Tells are they all that was announced.
	Entries(ctx context.Context, after, through int64) ([]Change, error)
	// Changes lists what changed last at or after a moment, oldest first, each id once.
	Changes(ctx context.Context, since time.Time) ([]Change, error)
	// All lists the version of everything that was ever announced.
	All(ctx context.Context) ([]Change, error)
}

// Ticker gives a channel that ticks at an interval until it is stopped.
type Ticker func(every time.Duration) (ticks <-chan time.Time, stop func())

// SystemTicker ticks by the system's clock.
func SystemTicker(every time.Duration) (<-chan time.Time, func()) {
	ticker := time.NewTicker(every)
	return ticker.C, ticker.Stop
}

// Hub passes changes on to who is looking. Each replica has one. It hears of changes through the store only,
// its own and those of other replicas alike, and asks nothing while nobody looks.
type Hub struct {
	// StreamsEach is how many streams one person may have open at this replica; set it before the first joins.
	StreamsEach int

	store  Changes
	clock  clock.Clock
	ticker Ticker
	awake  chan struct{}
	counts measures

	mu        sync.Mutex
	listeners map[*Listener]struct{}
	streams   map[string]int
	stopped   bool
	// heard is what was passed on since the hub began to ask, the oldest first, and complete from a moment on; zero while nobody looks.
	heard     []Change
	heardFrom time.Time
}

// NewHub makes a hub; Run makes it work.
func NewHub(store Changes, clock clock.Clock, ticker Ticker) *Hub {
	return &Hub{
		StreamsEach: StreamsEach,

		store: store, clock: clock, ticker: ticker, awake: make(chan struct{}, 1), counts: newMeasures(),
		listeners: map[*Listener]struct{}{}, streams: map[string]int{},
	}
}

// Listener is one open stream.
type Listener struct {
	hub     *Hub
	subject string
	parties []string
	only    string
	// all says that each change stands for all before it.
	all bool
	// waiting was not taken yet, of each id the last; the lock of the hub guards it. Woken has one while something waits.
	waiting []Change
	woken   chan struct{}
}

// Woken receives when something waits to be taken; it is closed when the listener was too slow or the hub stops.
func (l *Listener) Woken() <-chan struct{} { return l.woken }

// Take gives what the listener may know of and did not take yet: of each id its last change, in the order in which they came.
func (l *Listener) Take() []Change {
	l.hub.mu.Lock()
	defer l.hub.mu.Unlock()
	taken := l.waiting
	l.waiting = nil
	return taken
}

// Leave ends the listening.
func (l *Listener) Leave() {
	l.hub.mu.Lock()
	defer l.hub.mu.Unlock()
	l.hub.remove(l)
}

// Join starts listening for a person: to one id, or with an empty id to all that the parties may know of. A person who
// listens too often already is refused (429).
func (h *Hub) Join(subject string, parties []string, only string) (*Listener, error) {
	return h.join(&Listener{hub: h, subject: subject, parties: parties, only: only, woken: make(chan struct{}, 1)})
}

// JoinForAny is for who only wants to hear that something changed, whatever it is: never more than the last change waits, so that this listener is
// never too slow.
func (h *Hub) JoinForAny(subject string, parties []string) (*Listener, error) {
	return h.join(&Listener{hub: h, subject: subject, parties: parties, all: true, woken: make(chan struct{}, 1)})
}

func (h *Hub) join(listener *Listener) (*Listener, error) {
	subject := listener.subject
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.streams[subject] >= h.StreamsEach {
		return nil, &edge.ProblemDetails{
			Type: "about:blank", Title: "Te veel verzoeken", Status: http.StatusTooManyRequests,
			Detail: "U heeft te veel vensters open. Sluit er een paar en probeer het opnieuw.",
		}
	}
	if h.stopped {
		close(listener.woken)
		return listener, nil
	}
	h.listeners[listener] = struct{}{}
	h.streams[subject]++
	h.counts.streams.Add(context.Background(), 1)
	select {
	case h.awake <- struct{}{}:
	default:
	}
	return listener, nil
}

// remove ends a listener, once. The caller holds the lock.
func (h *Hub) remove(l *Listener) {
	if _, listening := h.listeners[l]; !listening {
		return
	}
	delete(h.listeners, l)
	close(l.woken)
	h.counts.streams.Add(context.Background(), -1)
	if h.streams[l.subject]--; h.streams[l.subject] == 0 {
		delete(h.streams, l.subject)
	}
}

// Run works until the context ends, and then ends all listening.
func (h *Hub) Run(ctx context.Context) {
	defer h.stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-h.awake:
			h.watch(ctx)
		}
	}
}

func (h *Hub) stop() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.stopped = true
	for listener := range h.listeners {
		h.remove(listener)
	}
}

// watch asks for changes as long as somebody listens.
func (h *Hub) watch(ctx context.Context) {
	ctx = untraced(ctx)
	ticks, stop := h.ticker(pollEvery)
	defer stop()
	defer h.forgetHeard()
	began := h.clock.Now()
	seen := round{began: began, from: began, passed: map[string]Change{}}
	failing := false
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks:
		}
		if h.idle() {
			return
		}
		err := h.ask(ctx, &seen)
		if err != nil && ctx.Err() == nil {
			h.counts.failures.Add(ctx, 1)
		}
		if err != nil && !failing && ctx.Err() == nil {
			slog.WarnContext(ctx, "live status stands still", "error", err)
		}
		failing = err != nil
	}
}

// round is what a watch knows from the last time that it asked.
type round struct {
	// began is when somebody started to look.
	began  time.Time
	asked  bool
	mark   Mark
	from   time.Time
	passed map[string]Change
}

// ask passes on what changed since the last time. After an error it is as if it was not asked.
func (h *Hub) ask(ctx context.Context, last *round) error {
	now := h.clock.Now()
	mark, err := h.store.Mark(ctx)
	if err != nil || last.asked && mark == last.mark {
		return err
	}
	changes, err := h.news(ctx, last, mark)
	if err != nil {
		return err
	}
	h.pass(changes, last)
	last.asked, last.mark, last.from = true, mark, now
	forget(last.passed, now.Add(-2*overlap))
	return nil
}

// news are the entries of the journal since the last time; or, the first time and when the journal does not tell all, what changed lately.
func (h *Hub) news(ctx context.Context, last *round, mark Mark) ([]Change, error) {
	if last.asked && mark.Tells(last.mark) {
		changes, err := h.store.Entries(ctx, last.mark.Tail, mark.Tail)
		if !errors.Is(err, ErrRemoved) {
			return changes, err
		}
	}
	return h.store.Changes(ctx, last.from.Add(-overlap))
}

// untraced keeps the steady asking out of the traces, of which each would hold one query.
func untraced(ctx context.Context) context.Context {
	return trace.ContextWithSpanContext(ctx, trace.NewSpanContext(trace.SpanContextConfig{
		TraceID: trace.TraceID{1}, SpanID: trace.SpanID{1},
	}))
}

func (h *Hub) idle() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.listeners) == 0
}

// pass hands on the changes that were not passed before.
func (h *Hub) pass(changes []Change, last *round) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.heardFrom.IsZero() {
		h.heardFrom = last.from.Add(-overlap)
	}
	for _, change := range changes {
		if last.passed[change.ID].Version >= change.Version {
			continue
		}
		last.passed[change.ID] = change
		h.remember(change)
		h.counts.heard(change, last.began, h.clock.Now())
		for listener := range h.listeners {
			if listener.mayKnow(change) {
				h.offer(listener, change)
			}
		}
	}
}

// remember what was heard; of more than is kept, the oldest go. The caller holds the lock.
func (h *Hub) remember(change Change) {
	h.heard = append(h.heard, change)
	if len(h.heard) > heardMost {
		h.heardFrom = h.heard[heardMost/2-1].At.Add(overlap)
		h.heard = slices.Clone(h.heard[heardMost/2:])
	}
}

func (h *Hub) forgetHeard() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.heard, h.heardFrom = nil, time.Time{}
}

// lately are the changes at or after a moment that were passed on before somebody joined; false when the hub did not listen that long. What it
// hears later goes to who joined.
func (h *Hub) lately(since time.Time) (changes []Change, known bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.heardFrom.IsZero() || since.Before(h.heardFrom) {
		return nil, false
	}
	for _, change := range h.heard {
		if !change.At.Before(since) {
			changes = append(changes, change)
		}
	}
	return changes, true
}

// mayKnow says whether the change is of what the listener follows, and one of its parties may know of it.
func (l *Listener) mayKnow(change Change) bool {
	return (l.only == "" || l.only == change.ID) &&
		slices.ContainsFunc(l.parties, func(who string) bool { return slices.Contains(change.Parties, who) })
}

// offer never waits: who does not keep up is dropped, and catches up by connecting again. The caller holds the lock.
func (h *Hub) offer(l *Listener, change Change) {
	l.waiting = append(slices.DeleteFunc(l.waiting, func(older Change) bool { return l.all || older.ID == change.ID }), change)
	if len(l.waiting) > waitingMost {
		h.counts.dropped.Add(context.Background(), 1)
		h.remove(l)
		return
	}
	select {
	case l.woken <- struct{}{}:
	default:
	}
}

// forget drops what can no longer come again.
func forget(passed map[string]Change, before time.Time) {
	for id, change := range passed {
		if change.At.Before(before) {
			delete(passed, id)
		}
	}
}
