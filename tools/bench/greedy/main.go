// Command greedy measures what slow and greedy callers do to somebody who behaves: it starts the whole of Traject with the limits of an
// installation, lets one kind of them after the other at it while a well-behaved person works on, and tells how long that person waited, how often
// the others were refused, and what they left behind.
//
//	go run ./tools/bench/greedy -write docs/benchmarks.md
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"traject.nl/tools/command"
	"traject.nl/tools/figures"
	"traject.nl/tools/stack"
)

// plan is how much of it.
type plan struct {
	// many are the greedy callers of each kind.
	many int
	// each is how long each kind is at it, and how long the well-behaved person is measured alone.
	each time.Duration
}

func main() { command.Main("greedy", play) }

func play(ctx context.Context, args []string, out io.Writer) error {
	var p plan
	flags := flag.NewFlagSet("greedy", flag.ContinueOnError)
	flags.IntVar(&p.many, "greedy", 100, "callers of each kind")
	flags.DurationVar(&p.each, "for", 20*time.Second, "how long each kind is at it")
	write := flags.String("write", "", "document to put the table in, between its marks; without it it is only printed")
	if err := flags.Parse(args); err != nil {
		return err
	}
	return run(ctx, p, *write, out)
}

func run(ctx context.Context, p plan, document string, out io.Writer) (err error) {
	folder, err := os.MkdirTemp("", "greedy-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	running, err := stack.Start(ctx, stack.Options{State: folder, RandomPorts: true, Limits: map[string]string{}})
	if err != nil {
		return err
	}
	rounds, err := measure(ctx, running, p)
	if stopped := running.Stop(); err == nil {
		err = stopped
	}
	if err != nil {
		return err
	}
	body := fmt.Sprintf("%d callers of each kind, %s each, with the whole of Traject in one process. %s\n\n%s",
		p.many, p.each, figures.Machine(), table(rounds))
	fmt.Fprintln(out, body)
	if document == "" {
		return nil
	}
	return figures.Write(document, "greedy", body)
}

// measure lets every kind at it, the first being none.
func measure(ctx context.Context, on *stack.Stack, p plan) ([]round, error) {
	with, err := prepare(on)
	if err != nil {
		return nil, err
	}
	var rounds []round
	for _, one := range append([]kind{{name: "alone"}}, kinds...) {
		done, err := with.play(ctx, one, p)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", one.name, err)
		}
		rounds = append(rounds, done)
	}
	return rounds, nil
}

// table of the rounds; times in milliseconds.
func table(rounds []round) string {
	t := figures.Table{Head: []string{
		"beside whom", "p50 ms", "p95 ms", "p99 ms", "failed", "they asked", "refused", "goroutines before", "most", "left behind", "heap MB before", "after",
	}}
	for _, r := range rounds {
		t.Rows = append(t.Rows, []string{
			r.name, fmt.Sprintf("%.1f", r.waited.Percentile(50)), fmt.Sprintf("%.1f", r.waited.Percentile(95)), fmt.Sprintf("%.1f", r.waited.Percentile(99)),
			fmt.Sprint(r.failed), fmt.Sprint(r.asked), fmt.Sprint(r.refused),
			fmt.Sprint(r.before.goroutines), fmt.Sprint(r.most), fmt.Sprint(max(0, r.after.busy-r.before.busy)),
			fmt.Sprint(r.before.heap >> 20), fmt.Sprint(r.after.heap >> 20),
		})
	}
	return t.String()
}
