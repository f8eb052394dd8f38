package temporal

import (
	"context"
	"fmt"

	"go.temporal.io/sdk/worker"

	"traject.nl/services/platform/edge"
)

// Run runs a worker until the context ends or the worker fails. It waits for a server, or a namespace in it, that is not there yet.
func Run(ctx context.Context, server edge.Ready, w worker.Worker) error {
	if !server.Await(ctx) {
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
