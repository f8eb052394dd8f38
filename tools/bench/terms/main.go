// Command terms measures one worker with many open terms: what it costs at rest, and when many fall due at the same moment.
//
//	go run ./tools/bench/terms [-cases 10000] [-due 1000] [-rest 30s]
//
// It runs a real Temporal server and the real worker, each in a process of its own so that their memory and CPU can be told
// apart, with stand-ins for the services. Every case is a TLV case that waits for its parents, copied from one that was played; it has an
// open term of the law and open tasks. Some of them have a task whose first rung falls due at one moment.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"

	"traject.nl/proto/keyring"
	"traject.nl/services/platform/temporal"
	"traject.nl/tools/bench/sleeping"
	"traject.nl/tools/command"
	"traject.nl/tools/stack"
)

func main() {
	command.Quiet(slog.LevelWarn)
	command.Main("terms", run)
}

func run(ctx context.Context, args []string, out io.Writer) error {
	if was, err := sleeping.Role(ctx); was {
		return err
	}
	plan := plan{settle: 10 * time.Second}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.IntVar(&plan.cases, "cases", 10_000, "cases, each with an open term")
	flags.IntVar(&plan.due, "due", 1_000, "how many of them have something that falls due at the same moment")
	flags.DurationVar(&plan.rest, "rest", 30*time.Second, "how long to look at the worker at rest")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if plan.due < 1 || plan.due > plan.cases {
		return fmt.Errorf("-due %d: want 1 to %d", plan.due, plan.cases)
	}
	figures, err := plan.measure(ctx, os.Stderr)
	if err != nil {
		return err
	}
	figures.write(out)
	return nil
}

// plan is what is measured.
type plan struct {
	cases, due int
	rest       time.Duration
	// settle is how long everything is left alone before it is called at rest.
	settle time.Duration
}

// measure starts the parts, opens the cases, looks at them at rest, and waits for the moment.
func (p plan) measure(ctx context.Context, progress io.Writer) (f figures, err error) {
	keys := keyring.Generate("bench")
	folder, err := os.MkdirTemp("", "traject-bench-")
	if err != nil {
		return f, err
	}
	defer os.RemoveAll(folder)
	server, err := sleeping.StartServer(folder)
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, server.End()) }()
	worker, err := sleeping.StartWorker(server.Address, keys)
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, worker.End()) }()
	engine, err := temporal.Dial(ctx, temporal.Config{Address: server.Address, Namespace: stack.Namespace, Keys: keys, Identity: "bench"})
	if err != nil {
		return f, err
	}
	defer engine.Close()
	services := sleeping.NewServices()
	stop, err := services.Serve(engine)
	if err != nil {
		return f, err
	}
	defer stop()
	b := bench{plan: p, engine: engine, services: services, parts: parts{worker: worker, server: server}, progress: progress}
	return b.run(ctx)
}
