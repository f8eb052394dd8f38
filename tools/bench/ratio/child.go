package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/worker"

	"traject.nl/proto/keyring"
	"traject.nl/services/platform/telemetry"
	"traject.nl/services/platform/temporal"
	"traject.nl/tools/bench/ratio/skeleton"
	"traject.nl/tools/bench/sleeping"
	"traject.nl/workflows/tlv/tlvtest"
	processes "traject.nl/workflows/worker"
)

// roleName is the environment variable that makes this program a part of a contestant.
const roleName = "TRAJECT_RATIO_ROLE"

// kind of contestant that a part is of.
type kind string

const (
	// bare is a skeleton with nothing of ours.
	bare kind = "bare"
	// dressed is a skeleton with our codec and telemetry.
	dressed kind = "dressed"
	// alone is Traject's process with services that only answer.
	alone kind = "alone"
)

// orders are what a part must know.
type orders struct {
	Kind kind
	// Services says that it works on activities; otherwise on processes.
	Services           bool
	Address, Namespace string
	Keys               json.RawMessage
	Plan, Begun        skeleton.Plan
}

// child is a part in a process of its own. It ends when its standard input does, so that it never outlives the bench.
type child struct {
	command *exec.Cmd
	input   io.Closer
}

// startChild starts this program again as a part. What it says goes to the log.
func startChild(given orders, log string) (*child, error) {
	text, err := json.Marshal(given)
	if err != nil {
		return nil, err
	}
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	said, err := os.OpenFile(log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	defer said.Close()
	command := exec.Command(program)
	command.Env = append(os.Environ(), roleName+"="+string(text))
	command.Stdout, command.Stderr = said, said
	input, err := command.StdinPipe()
	if err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, fmt.Errorf("start a part of %s: %w", given.Kind, err)
	}
	return &child{command, input}, nil
}

// end stops the part and waits until it is gone.
func (c *child) end() error {
	return errors.Join(c.input.Close(), c.command.Wait())
}

// used is its CPU time so far.
func (c *child) used() (time.Duration, error) {
	now, err := sleeping.UsageOf(c.command.Process.Pid)
	return now.CPU, err
}

// asPart makes this program a part when it was started as one; it returns false when not.
func asPart() (was bool, err error) {
	text := os.Getenv(roleName)
	if text == "" {
		return false, nil
	}
	var given orders
	if err := json.Unmarshal([]byte(text), &given); err != nil {
		return true, fmt.Errorf("%s: %w", roleName, err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin) // however it ends, the parent is gone
		cancel()
	}()
	return true, given.work(ctx)
}

// work until the context ends.
func (o orders) work(ctx context.Context) error {
	if o.Kind != bare {
		stopTelemetry, err := telemetry.Start(ctx, "ratio")
		if err != nil {
			return err
		}
		defer func() { _ = stopTelemetry(context.WithoutCancel(ctx)) }() // nothing is sent anywhere
	}
	engine, err := o.dial(ctx)
	if err != nil {
		return err
	}
	defer engine.Close()
	switch {
	case o.Services && o.Kind == alone:
		return serve(ctx, engine, tlvtest.Procedure.Activities())
	case o.Services:
		return serve(ctx, engine, skeleton.Activities(o.Plan, o.Begun))
	case o.Kind == alone:
		return processes.Run(ctx, engine, processes.Config{})
	default:
		return o.workOnSkeletons(ctx, engine)
	}
}

// dial connects as the kind does: Traject's own way, or the SDK's.
func (o orders) dial(ctx context.Context) (client.Client, error) {
	if o.Kind == bare {
		return dialBare(o.Address, o.Namespace)
	}
	keys, err := keyring.Load(string(o.Keys))
	if err != nil {
		return nil, err
	}
	return temporal.Dial(ctx, temporal.Config{Address: o.Address, Namespace: o.Namespace, Keys: keys, Identity: "ratio"})
}

func dialBare(address, namespace string) (client.Client, error) {
	return client.Dial(client.Options{HostPort: address, Namespace: namespace, Logger: log.NewStructuredLogger(slog.New(slog.DiscardHandler))})
}

// queueOf the processes of skeletons of a kind.
func queueOf(of kind) string { return string(of) + "-processes" }

// workOnSkeletons with the options of Traject's own worker.
func (o orders) workOnSkeletons(ctx context.Context, engine client.Client) error {
	w := worker.New(engine, queueOf(o.Kind), worker.Options{
		WorkflowTaskPollerBehavior: worker.NewPollerBehaviorAutoscaling(worker.PollerBehaviorAutoscalingOptions{}),
	})
	skeleton.Register(w, o.Plan, o.Begun)
	if err := w.Start(); err != nil {
		return err
	}
	defer w.Stop()
	<-ctx.Done()
	return nil
}

// serve works on activities, as every service does.
func serve(ctx context.Context, engine client.Client, all map[string]map[string]any) error {
	for queue, activities := range all {
		w := temporal.Worker(engine, queue, activities)
		if err := w.Start(); err != nil {
			return err
		}
		defer w.Stop()
	}
	<-ctx.Done()
	return nil
}
