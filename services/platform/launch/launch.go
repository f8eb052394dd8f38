// Package launch is the main function of every process.
package launch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"traject.nl/services/platform/telemetry"
)

// Main reads the settings, starts telemetry and runs until the process is told to stop (SIGINT, SIGTERM). It exits with 1
// when the settings are wrong or the run fails.
func Main[Config any](name string, fromEnv func() (Config, error), run func(context.Context, Config) error) {
	if err := launch(name, fromEnv, run); err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", name, err)
		os.Exit(1)
	}
}

// flushTime is how long telemetry gets to send what is left.
const flushTime = 5 * time.Second

func launch[Config any](name string, fromEnv func() (Config, error), run func(context.Context, Config) error) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	config, err := fromEnv()
	if err != nil {
		return fmt.Errorf("settings: %w", err)
	}
	flush, err := telemetry.Start(ctx, name)
	if err != nil {
		return err
	}
	err = run(ctx, config)
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), flushTime)
	defer cancel()
	return errors.Join(err, flush(ending))
}
