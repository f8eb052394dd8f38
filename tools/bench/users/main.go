// Command users measures what people feel: how long it takes to hand in, to decide and to see a list or a case, and how soon somebody else sees a
// decision, with many open cases and many open pages.
//
//	go run ./tools/bench/users [-cases 2000] [-store embedded] [-store postgres] [-store mongodb://…] [-write docs/benchmarks.md]
//
// It runs Traject as separate processes, fills it through the API, and then puts a steady load on it: everything begins at its time, whether or
// not what went before is done, and is measured from that time. The same is done for each store, one after the other.
//
//	plan.go      what is measured, in order
//	fill.go      the cases
//	crowd.go     the people: tokens and sessions
//	work.go      what they do and look at
//	load.go      so many a second
//	tab.go       a page that is open
//	live.go      who sees a decision, and when
//	screen.go    pages in Chromium
//	store.go     the stores; postgres.go and usage.go one of them
//	report.go    the tables
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"traject.nl/tools/command"
	"traject.nl/tools/figures"
	"traject.nl/tools/machine"
)

func main() {
	machine.Main()
	command.Quiet(slog.LevelWarn)
	command.Main("users", func(ctx context.Context, args []string, out io.Writer) error {
		if served, err := becomeFerret(); served {
			return err
		}
		return run(ctx, args, out)
	})
}

// asked is what the flags say.
type asked struct {
	plan
	stores list
	write  string
}

func run(ctx context.Context, args []string, out io.Writer) error {
	wanted, err := parse(args)
	if err != nil {
		return err
	}
	var all []results
	var failed error
	for _, store := range wanted.stores {
		r, err := wanted.measure(ctx, store, os.Stderr)
		if err != nil {
			failed = errors.Join(failed, fmt.Errorf("%s: %w", store, err))
			continue
		}
		all = append(all, r)
	}
	if len(all) == 0 {
		return failed
	}
	tables := report(wanted.plan, all)
	if wanted.write != "" {
		return errors.Join(failed, figures.Write(wanted.write, "users", tables))
	}
	_, err = io.WriteString(out, tables)
	return errors.Join(failed, err)
}

func parse(args []string) (asked, error) {
	var a asked
	var pages string
	flags := flag.NewFlagSet("users", flag.ContinueOnError)
	flags.IntVar(&a.cases, "cases", 2000, "open cases")
	flags.Var(&a.stores, "store", "embedded, postgres (FerretDB on a PostgreSQL of its own) or a MongoDB connection string; more than once for more stores (default embedded)")
	flags.Float64Var(&a.reads, "reads", 3, "how many of each kind of reading begin each second")
	flags.Float64Var(&a.acts, "acts", 1, "how many of each kind of act begin each second")
	flags.DurationVar(&a.long, "for", 20*time.Second, "how long each kind of work goes on by itself, and then all together")
	flags.StringVar(&pages, "pages", "100,1000", "how many pages are open besides one, the fewest first; empty for none")
	flags.IntVar(&a.decisions, "decisions", 60, "decisions for each number of open pages")
	flags.StringVar(&a.script, "screen", "tools/bench/users/interactive.mjs", "script that looks at pages in Chromium; empty leaves that out")
	flags.IntVar(&a.times, "times", 20, "how often each page is opened in Chromium")
	flags.StringVar(&a.write, "write", "", "file in which the tables take the place of those of before; empty prints them")
	if err := flags.Parse(args); err != nil {
		return a, err
	}
	if len(a.stores) == 0 {
		a.stores = list{embedded}
	}
	for one := range strings.SplitSeq(pages, ",") {
		if one == "" {
			continue
		}
		count, err := strconv.Atoi(one)
		if err != nil || count < 2 {
			return a, fmt.Errorf("-pages %s: want numbers from 2, such as 100,1000", pages)
		}
		a.pages = append(a.pages, count)
	}
	return a, a.check()
}

func (a asked) check() error {
	var wrong []error
	if !slices.IsSorted(a.pages) {
		wrong = append(wrong, fmt.Errorf("-pages %v: want the fewest first", a.pages))
	}
	for name, number := range map[string]float64{"reads": a.reads, "acts": a.acts, "for": a.long.Seconds(), "decisions": float64(a.decisions), "times": float64(a.times)} {
		if number <= 0 {
			wrong = append(wrong, fmt.Errorf("-%s: want more than nothing", name))
		}
	}
	return errors.Join(wrong...)
}

// list of flags that may be given more than once.
type list []string

func (l *list) String() string { return strings.Join(*l, " ") }

// Set implements flag.Value.
func (l *list) Set(one string) error {
	*l = append(*l, one)
	return nil
}
