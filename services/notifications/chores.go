package notifications

import (
	"context"
	"log/slog"
	"time"
)

// Chore is work that returns, such as looking for notices that nobody was told of. Every replica does it, so it must bear to be done twice.
type Chore struct {
	Name  string
	Every time.Duration
	Do    func(ctx context.Context) error
}

// run does the chore at once and then every so often, until the context ends. What fails is tried at the next turn.
func (c Chore) run(ctx context.Context) error {
	ticker := time.NewTicker(c.Every)
	defer ticker.Stop()
	for {
		if err := c.Do(ctx); err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "a chore of notices failed", "chore", c.Name, "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
	}
}
