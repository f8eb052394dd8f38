// The registry command runs the registry service by itself; docs/registry.md names its settings.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"traject.nl/services/platform/telemetry"
	"traject.nl/services/registry"
)

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "registry:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) (err error) {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	config, err := registry.FromEnv()
	if err != nil {
		return err
	}
	flush, err := telemetry.Start(ctx, "registry")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, flush(context.WithoutCancel(ctx))) }()
	return registry.Run(ctx, config)
}
