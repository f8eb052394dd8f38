// Package launch is the main function of every process.
package launch

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"traject.nl/services/platform/telemetry"
)

// Main reads the settings, starts telemetry and runs until the process is told to stop (SIGINT, SIGTERM). It exits with 1
// when the settings are wrong or the run fails.
func Main[Config any](name string, fromEnv func() (Config, error), run func(context.Context, Config) error) {
	slog.SetDefault(slog.New(telemetry.NewHandler(os.Stderr, name)))
	err := launch(name, fromEnv, run)
	for _, problem := range problems(err) {
		slog.Error("cannot run", "error", problem)
	}
	if err != nil {
		os.Exit(1)
	}
}

const (
	// stopTime is how long the run gets to end after the signal to stop: 10 seconds for requests and work under way, the rest
	// to close connections. With flushTime it stays below 25 seconds, which is what the chart counts on.
	stopTime = 18 * time.Second
	// flushTime is how long telemetry gets to send what is left.
	flushTime = 5 * time.Second
)

func launch[Config any](name string, fromEnv func() (Config, error), run func(context.Context, Config) error) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	config, err := fromEnv()
	if err != nil {
		return settingsError{err}
	}
	flush, err := telemetry.Start(ctx, name)
	if err != nil {
		return err
	}
	slog.InfoContext(ctx, "starting", "version", Build)
	build.WithLabelValues(name, Build).Set(1)
	ended := make(chan error, 1)
	go func() { ended <- run(ctx, config) }()
	err = await(ctx, ended, stop)
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), flushTime)
	defer cancel()
	return errors.Join(err, flush(ending))
}

// await waits for the end of the run. What does not end in time after the signal is left behind: who waits for the process
// would otherwise kill it, and with it what telemetry still has to send.
func await(ctx context.Context, ended <-chan error, stop func()) error {
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	stop() // a second signal ends the process at once
	slog.InfoContext(ctx, "stopping")
	late := time.NewTimer(stopTime)
	defer late.Stop()
	select {
	case err := <-ended:
		return err
	case <-late.C:
		return fmt.Errorf("work under way did not end within %s of the signal to stop", stopTime)
	}
}

// settingsError is all that is wrong with the settings.
type settingsError struct{ error }

func (e settingsError) Unwrap() error { return e.error }

// problems gives each thing that is wrong a line of its own.
func problems(err error) []error {
	if err == nil {
		return nil
	}
	var settings settingsError
	if errors.As(err, &settings) {
		if joined, ok := settings.error.(interface{ Unwrap() []error }); ok {
			return joined.Unwrap()
		}
	}
	return []error{err}
}
