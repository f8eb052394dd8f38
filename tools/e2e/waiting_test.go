package e2e

import (
	"context"
	"errors"
	"testing"
	"time"
)

var errNotYet = errors.New("not yet")

// eventually asks until there is no error, for at most half a minute.
func eventually(t *testing.T, what string, ask func(context.Context) error) {
	t.Helper()
	within(t, 30*time.Second, what, ask)
}

// within asks until there is no error, for at most so long.
func within(t *testing.T, limit time.Duration, what string, ask func(context.Context) error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	var why error
	for {
		err := ask(ctx)
		if err == nil {
			return
		}
		if ctx.Err() == nil || why == nil {
			why = err // that the time was up in the middle of asking says nothing
		}
		select {
		case <-ctx.Done():
			t.Fatalf("%s: %v", what, why)
		case <-tick.C:
		}
	}
}
