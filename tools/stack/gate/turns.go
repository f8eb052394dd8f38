package gate

import (
	"context"
	"sync"
)

// turns lets one writer at a time into each database, in the order in which they came.
type turns struct {
	mu sync.Mutex
	// lanes has one for each database that was ever written to.
	lanes map[string]chan struct{}
}

func newTurns() *turns { return &turns{lanes: map[string]chan struct{}{}} }

func (t *turns) lane(database string) chan struct{} {
	t.mu.Lock()
	defer t.mu.Unlock()
	lane, known := t.lanes[database]
	if !known {
		lane = make(chan struct{}, 1)
		t.lanes[database] = lane
	}
	return lane
}

// take waits for the turn of a writer, and gives what ends it.
func (t *turns) take(ctx context.Context, database string) (done func(), err error) {
	lane := t.lane(database)
	select {
	case lane <- struct{}{}:
		return func() { <-lane }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
