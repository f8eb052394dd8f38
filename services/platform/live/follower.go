package live

import (
	"context"
	"errors"
	"sync"
	"time"
)

// followTime is how long it may take to catch up with the store. The first time reads everything.
const followTime = 2 * time.Minute

// Follower keeps what a replica has in memory as the store has it. Before each answer that is given from memory, CatchUp asks the store for its
// mark, and reads what was announced since: so an answer shows all that was announced before it was asked for, by any replica.
type Follower struct {
	store Changes
	fill  func(ctx context.Context) error
	apply func(ctx context.Context, changes []Change) error

	mu      sync.Mutex
	waiting *catching
	running bool
	// Only the one that runs touches these.
	filled bool
	mark   Mark
}

// catching is one time of catching up, for all who asked before it began.
type catching struct {
	done chan struct{}
	err  error
}

// NewFollower makes one. Fill reads everything, once; apply reads what is told to have changed, of which some may be there already. They are never
// called at once.
func NewFollower(store Changes, fill func(context.Context) error, apply func(context.Context, []Change) error) *Follower {
	return &Follower{store: store, fill: fill, apply: apply}
}

// CatchUp returns when memory shows all that was announced before the call. Many who ask at once share one question to the store.
func (f *Follower) CatchUp(ctx context.Context) error {
	f.mu.Lock()
	if f.waiting == nil {
		f.waiting = &catching{done: make(chan struct{})}
	}
	mine := f.waiting
	if !f.running {
		f.running = true
		// It serves all who wait, so it must not end with the first of them.
		go f.run(context.WithoutCancel(ctx))
	}
	f.mu.Unlock()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-mine.done:
		return mine.err
	}
}

// run catches up until nobody waits any more.
func (f *Follower) run(ctx context.Context) {
	for {
		f.mu.Lock()
		next := f.waiting
		f.waiting = nil
		f.running = next != nil
		f.mu.Unlock()
		if next == nil {
			return
		}
		next.err = f.once(ctx)
		close(next.done)
	}
}

// once asks for the mark first and reads then: what is announced in between is read twice and not missed.
func (f *Follower) once(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, followTime)
	defer cancel()
	mark, err := f.store.Mark(ctx)
	if err != nil || f.filled && mark == f.mark {
		return err
	}
	if err := f.read(ctx, mark); err != nil {
		return err
	}
	f.filled, f.mark = true, mark
	return nil
}

func (f *Follower) read(ctx context.Context, mark Mark) error {
	if !f.filled {
		return f.fill(ctx)
	}
	changes, err := f.news(ctx, mark)
	if err != nil {
		return err
	}
	return f.apply(ctx, changes)
}

// news are the entries of the journal; or the versions of everything, when the journal does not tell all.
func (f *Follower) news(ctx context.Context, mark Mark) ([]Change, error) {
	if mark.Tells(f.mark) {
		changes, err := f.store.Entries(ctx, f.mark.Tail, mark.Tail)
		if !errors.Is(err, ErrRemoved) {
			return changes, err
		}
	}
	return f.store.All(ctx)
}
