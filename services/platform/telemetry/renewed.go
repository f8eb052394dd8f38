package telemetry

import (
	"context"
	"sync"
	"time"

	"traject.nl/services/platform/clock"
)

const (
	// renewEvery is how old a figure from a store may be, however often the metrics are read.
	renewEvery = time.Minute
	// renewTime is how long the question for it may take.
	renewTime = 5 * time.Second
)

// Renewed is a figure for metrics that a store is asked for, at most once a minute by a process. After a failure it is not asked sooner.
type Renewed[T any] struct {
	// Ask the store; the question may take five seconds.
	Ask   func(context.Context) (T, error)
	Clock clock.Clock

	mu    sync.Mutex
	asked time.Time
	value T
	err   error
}

// Get gives the figure of at most a minute ago, or why there is none.
func (r *Renewed[T]) Get(ctx context.Context) (T, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.Clock.Now()
	if !r.asked.IsZero() && now.Sub(r.asked) < renewEvery {
		return r.value, r.err
	}
	r.asked = now
	ctx, cancel := context.WithTimeout(ctx, renewTime)
	defer cancel()
	r.value, r.err = r.Ask(ctx)
	return r.value, r.err
}
