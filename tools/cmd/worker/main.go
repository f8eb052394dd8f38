// Command worker runs the process code of Traject against a Temporal cluster.
package main

import (
	"context"

	"golang.org/x/sync/errgroup"

	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/launch"
	"traject.nl/services/platform/temporal"
	"traject.nl/workflows/worker"
)

func main() { launch.Main("worker", fromEnv, run) }

// version of what the worker answers over HTTP: health and metrics.
const version = "1.0.0"

// run works on processes, and tells how it is, until the context ends. It waits for a Temporal that is not there yet.
func run(ctx context.Context, config Config) error {
	engine, err := temporal.Dial(ctx, config.Temporal)
	if err != nil {
		return err
	}
	defer engine.Close()
	listener, err := edge.Listen(ctx, config.Listen)
	if err != nil {
		return err
	}
	server := temporal.Ready(engine, config.Temporal.Namespace)
	router := edge.New("worker", version, server)

	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return edge.Serve(ctx, listener, router) })
	group.Go(func() error {
		if !server.Await(ctx) {
			return nil // told to stop before Temporal was there
		}
		return worker.Run(ctx, engine, config.Processes)
	})
	return group.Wait()
}
