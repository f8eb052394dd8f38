package edge

import (
	"context"
	"log/slog"
	"time"
)

const (
	// askEvery is how soon a part that is away is asked again.
	askEvery = time.Second
	// tellEvery is how often the log says what is still waited for.
	tellEvery = 15 * time.Second
)

// Await waits until the part answers; false when the context ended first. A process that cannot start without a part waits for
// it: one that ended would be started again after ever longer pauses, and stay away long after the part is back.
func (r Ready) Await(ctx context.Context) bool {
	ticker := time.NewTicker(askEvery)
	defer ticker.Stop()
	var told time.Time
	for {
		err := r.ask(ctx)
		if err == nil {
			return true
		}
		if ctx.Err() == nil && time.Since(told) >= tellEvery {
			slog.WarnContext(ctx, "waiting", "part", r.Name, "error", err)
			told = time.Now()
		}
		select {
		case <-ctx.Done():
			return false
		case <-ticker.C:
		}
	}
}

func (r Ready) ask(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	return r.Check(ctx)
}
