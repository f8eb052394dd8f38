package temporal

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"go.temporal.io/sdk/worker"

	"traject.nl/services/platform/edge"
)

// retryEvery is how soon a server that is away is asked again.
const retryEvery = time.Second

// Run runs a worker until the context ends or the worker fails. It waits for a server, or a namespace in it, that is not there yet.
func Run(ctx context.Context, server edge.Ready, w worker.Worker) error {
	if !Await(ctx, server) {
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

// Await waits until the server answers; false when the context ended first.
func Await(ctx context.Context, server edge.Ready) bool {
	ticker := time.NewTicker(retryEvery)
	defer ticker.Stop()
	for told := false; ; {
		err := server.Check(ctx)
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
