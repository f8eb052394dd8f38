// Command micro measures what the parts of Traject cost by themselves, without a server: the term engine, the codec, the replay of the golden
// histories, the projection and the letters.
//
//	go run ./tools/bench/micro [-count 6] [-time 1s] [-write docs/benchmarks.md]
//	go run ./tools/bench/micro -base main~5 [-count 10]
//
// With a base it measures that commit too, in a checkout of its own, and compares the two with benchstat. The two take turns, so that a
// machine that becomes busier is no difference between them.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"time"

	"traject.nl/tools/command"
	"traject.nl/tools/figures"
)

func main() { command.Main("micro", run) }

// choices are how it is measured.
type choices struct {
	root  string
	count int
	time  string
	// only are the packages whose path has this in it.
	only string
}

func run(ctx context.Context, args []string, out io.Writer) error {
	var c choices
	flags := flag.NewFlagSet("micro", flag.ContinueOnError)
	flags.StringVar(&c.root, "root", ".", "root of the repository")
	flags.IntVar(&c.count, "count", 6, "how often each is measured")
	flags.StringVar(&c.time, "time", time.Second.String(), "how long each time, or how many of it (100x)")
	flags.StringVar(&c.only, "only", "", "only packages whose path has this in it, such as terms")
	base := flags.String("base", "", "commit to compare with")
	write := flags.String("write", "", "also put the table into this file")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if c.count < 1 {
		return fmt.Errorf("-count %d: want 1 or more", c.count)
	}
	if *base != "" && *write != "" {
		return errors.New("-base compares and -write writes a table: choose one")
	}
	if *base != "" {
		return c.compare(ctx, *base, out)
	}
	text, err := c.measure(ctx, c.root, c.count)
	if err != nil {
		return err
	}
	page := fmt.Sprintf("%s.\n\n%s", figures.Machine(), tabulate(read(text)))
	fmt.Fprintln(out, page)
	if *write == "" {
		return nil
	}
	return figures.Write(*write, "micro", page)
}
