package livetest

import (
	"sync"
	"testing"
	"time"
)

// The intervals of a hub.
const (
	// Poll is how often it asks its store.
	Poll = 150 * time.Millisecond
	// Heartbeat is how often a stream gives a sign of life.
	Heartbeat = 15 * time.Second
)

// patience is how long a test waits for who has to take a tick: all that the machine needs, and not for ever.
const patience = time.Minute

// Beat is a ticker that the test drives: a tick arrives when the one who waits for it takes it.
type Beat struct {
	mu    sync.Mutex
	ticks map[time.Duration]chan time.Time
	// Stopped hears of every ticker that was stopped.
	Stopped chan time.Duration
}

// NewBeat makes one that stands still.
func NewBeat() *Beat {
	return &Beat{ticks: map[time.Duration]chan time.Time{}, Stopped: make(chan time.Duration, 100)}
}

// Ticker is a live.Ticker.
func (b *Beat) Ticker(every time.Duration) (<-chan time.Time, func()) {
	return b.Channel(every), func() { b.Stopped <- every }
}

// Channel on which the ticks of an interval go.
func (b *Beat) Channel(every time.Duration) chan time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ticks[every] == nil {
		b.ticks[every] = make(chan time.Time)
	}
	return b.ticks[every]
}

// Tick makes one interval pass.
func (b *Beat) Tick(t *testing.T, every time.Duration) {
	t.Helper()
	select {
	case b.Channel(every) <- time.Time{}:
	case <-time.After(patience):
		t.Fatal("nobody waits for the tick")
	}
}

// Polled makes the hub ask the store, and waits until it has passed on what it found: it takes the second tick only then.
func (b *Beat) Polled(t *testing.T) {
	t.Helper()
	b.Tick(t, Poll)
	b.Tick(t, Poll)
}
