package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"traject.nl/services/platform/telemetry"
	"traject.nl/tools/stack"
	"traject.nl/workflows/policy"
)

// startTime is how long everything together may take to start.
const startTime = 3 * time.Minute

// run starts the stack, prints where it is, and stops it cleanly when the context ends.
func run(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("traject run", flag.ContinueOnError)
	state := flags.String("state", ".state", "folder in which everything is kept")
	ports := flags.String("ports", "fixed", "fixed, or random for free ones that the state folder remembers")
	policies := flags.String("policy", policy.ZOUT, "what new cases start with: zout, or demo, in which a day of a task lasts seconds")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *ports != "fixed" && *ports != "random" {
		return fmt.Errorf("--ports %q: want fixed or random", *ports)
	}
	if *policies != policy.ZOUT && *policies != policy.Demo {
		return fmt.Errorf("--policy %q: want %s or %s", *policies, policy.ZOUT, policy.Demo)
	}
	stopTelemetry, err := telemetry.Start(ctx, "traject")
	if err != nil {
		return err
	}
	fmt.Fprintln(out, "Traject is starting…")
	running, err := start(ctx, stack.Options{State: *state, RandomPorts: *ports == "random", Policy: *policies})
	if err != nil {
		return err
	}
	if err := tell(out, *state, running.Addresses); err != nil {
		return err
	}
	if err := untilStopped(ctx, running, stopTelemetry); err != nil {
		return err
	}
	fmt.Fprintln(out, "\nTraject is stopped.")
	return nil
}

// stoppable is a stack that runs.
type stoppable interface {
	Failed() <-chan error
	Stop() error
}

// untilStopped waits until the context ends or a part of the stack ends by itself, and stops everything cleanly.
func untilStopped(ctx context.Context, running stoppable, stopTelemetry func(context.Context) error) error {
	var failure error
	select {
	case <-ctx.Done():
	case failure = <-running.Failed():
	}
	stopped := running.Stop()
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	return errors.Join(failure, stopped, stopTelemetry(last))
}

func start(ctx context.Context, options stack.Options) (*stack.Stack, error) {
	ctx, cancel := context.WithTimeout(ctx, startTime)
	defer cancel()
	return stack.Start(ctx, options)
}

// tell prints the addresses for people, and writes them to addresses.json in the state folder for programs.
func tell(out io.Writer, state string, at stack.Addresses) error {
	text, err := json.MarshalIndent(at, "", "  ")
	if err != nil {
		return err
	}
	file := filepath.Join(state, "addresses.json")
	if err := os.WriteFile(file, append(text, '\n'), 0o600); err != nil {
		return err
	}
	for _, line := range [][2]string{
		{"Portal", at.Portal}, {"Mail that was sent", at.Mail}, {"Sign-in (development)", at.SignIn}, {"Temporal UI", at.TemporalUI},
		{"Cases API", at.Cases + "/v1/openapi.json"}, {"Registry API", at.Registry + "/v1/openapi.json"},
		{"Documents API", at.Documents + "/v1/openapi.json"}, {"Notifications API", at.Notifications + "/v1/openapi.json"},
		{"Log", filepath.Join(state, "traject.log")},
	} {
		fmt.Fprintf(out, "  %-22s %s\n", line[0], line[1])
	}
	fmt.Fprintln(out, "Traject is running. Open the portal and choose an account; Ctrl-C stops it.")
	return nil
}
