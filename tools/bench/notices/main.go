// Command notices measures the notifications service: how many notices a second leave, how soon one is in an inbox and at a receiver of
// webhooks, and what it costs to have very many of them scheduled.
//
//	go run ./tools/bench/notices [-notices 2000] [-rate 20] [-for 30s] [-scheduled 100000]
//
// It runs the real service on the embedded store of `make run`, which is in a process of its own, with a mail server and receivers of webhooks on
// this machine. Processes are not asked what still holds: that is one question a case before something leaves.
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

	"traject.nl/tools/command"
	"traject.nl/tools/stack"
	"traject.nl/tools/twin"
)

// storeRole is the environment variable that makes this program the store.
const storeRole = "TRAJECT_BENCH_STORE"

func main() {
	command.Quiet(slog.LevelError)
	command.Main("notices", run)
}

// plan is what is measured.
type plan struct {
	// notices that are handed over at once.
	notices int
	// rate a second, for so long, at which latency is measured.
	rate   int
	during time.Duration
	// scheduled for a day that is far away.
	scheduled int
}

func run(ctx context.Context, args []string, out io.Writer) error {
	if folder := os.Getenv(storeRole); folder != "" {
		return keep(ctx, folder, os.Stdin, out)
	}
	var plan plan
	flags := flag.NewFlagSet("notices", flag.ContinueOnError)
	flags.IntVar(&plan.notices, "notices", 2_000, "notices that are handed over as fast as it goes")
	flags.IntVar(&plan.rate, "rate", 20, "notices a second at which latency is measured")
	flags.DurationVar(&plan.during, "for", 30*time.Second, "for how long")
	flags.IntVar(&plan.scheduled, "scheduled", 100_000, "notices that wait for a day that is far away")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if plan.notices < 1 || plan.rate < 1 || plan.during < time.Second || plan.scheduled < 0 {
		return errors.New("want at least one notice, a rate of one, a second, and no less than nothing scheduled")
	}
	figures, err := plan.measure(ctx, os.Stderr)
	if err != nil {
		return err
	}
	figures.write(out)
	return nil
}

// keep is the store, until its standard input ends.
func keep(ctx context.Context, folder string, in io.Reader, out io.Writer) error {
	uri, stop, err := stack.StartStore(ctx, folder)
	if err != nil {
		return err
	}
	fmt.Fprintln(out, uri)
	twin.Alone(ctx, in)
	return stop()
}
