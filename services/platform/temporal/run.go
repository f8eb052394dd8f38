package temporal

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
)

// retryEvery is how soon a server that is away is asked again.
const retryEvery = time.Second

// Run runs a worker until the context ends or the worker fails. It waits for a server that is not there yet.
func Run(ctx context.Context, c client.Client, w worker.Worker) error {
	if !await(ctx, c) {
		return nil
	}
	failed := make(chan any, 1)
	stop := make(chan any)
	go func() {
		select {
		case <-ctx.Done():
			close(stop)
		case <-failed:
		}
	}()
	err := w.Run(stop)
	failed <- struct{}{}
	if err != nil {
		return fmt.Errorf("temporal worker: %w", err)
	}
	return nil
}

// await waits until the server answers; false when the context ended first.
func await(ctx context.Context, c client.Client) bool {
	ticker := time.NewTicker(retryEvery)
	defer ticker.Stop()
	for told := false; ; {
		err := Ready(c).Check(ctx)
		if err == nil {
			return true
		}
		if !told && ctx.Err() == nil {
			slog.WarnContext(ctx, "waiting for temporal", "error", err)
			told = true
		}
		select {
		case <-ctx.Done():
			return false
		case <-ticker.C:
		}
	}
}
