// Command soak lets people work with the whole stack for a long time, evenly, and says whether anything of it grows without bound and whether
// every case is right.
//
//	go run ./tools/bench/soak [-for 10m] [-cases 20] [-pages 4] [-streams 30] [-every 10s] [-write docs/benchmarks.md]
//
// Every part is a process of its own. People hand in cases at a fixed rate and take them to their end, others read pages, and pages stay open
// for live status. Every so often each part is looked at.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"traject.nl/tools/command"
	"traject.nl/tools/figures"
	"traject.nl/tools/machine"
)

func main() {
	machine.Main()
	command.Main("soak", run)
}

// plan is what is done.
type plan struct {
	long time.Duration
	// cases a minute that are handed in, pages a second that are read, and streams that are open.
	cases, pages float64
	streams      int
	// every so often is looked. Before warm has passed, what grows is what fills up after a start.
	every, warm time.Duration
	folder      string
	progress    io.Writer
}

func run(ctx context.Context, args []string, out io.Writer) error {
	p := plan{progress: os.Stderr}
	flags := flag.NewFlagSet("soak", flag.ContinueOnError)
	flags.DurationVar(&p.long, "for", 10*time.Minute, "how long people work")
	flags.Float64Var(&p.cases, "cases", 20, "cases a minute that are handed in")
	flags.Float64Var(&p.pages, "pages", 4, "pages a second that are read")
	flags.IntVar(&p.streams, "streams", 30, "pages that stay open for live status, at most: three people share them")
	flags.DurationVar(&p.every, "every", 10*time.Second, "how often each part is looked at")
	flags.DurationVar(&p.warm, "warm", 0, "how long everything may fill up first; 0 for a third of the time")
	memory := flags.Bool("memory", false, "keep all files in memory, not on the disk")
	file := flags.String("write", "", "file to write the tables in; empty for none")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if p.long < 2*time.Second || p.every <= 0 || p.cases <= 0 || p.pages <= 0 {
		return errors.New("want -for of at least 2s, and -every, -cases and -pages above 0")
	}
	if p.warm == 0 {
		p.warm = p.long / 3
	}
	place := os.TempDir()
	if *memory {
		place = "/dev/shm"
	}
	var err error
	if p.folder, err = os.MkdirTemp(place, "traject-soak-"); err != nil {
		return err
	}
	defer os.RemoveAll(p.folder)
	found, err := p.soak(ctx)
	if err != nil {
		return err
	}
	return errors.Join(found.tell(out, *file), found.verdict())
}

// tell writes the tables, and puts them in the file when there is one.
func (f *outcome) tell(out io.Writer, file string) (err error) {
	for _, one := range []struct{ name, body string }{{"soak", f.workBody()}, {"soak-drift", f.driftBody()}} {
		fmt.Fprintf(out, "## %s\n\n%s\n", one.name, one.body)
		if file != "" {
			err = errors.Join(err, figures.Write(file, one.name, one.body))
		}
	}
	return err
}

// outcome of a soak.
type outcome struct {
	plan
	looks []look
	// kinds of requests, with how long each took.
	kinds map[string]*taken
	// started cases, those that could not be started in time since everybody was at work, and what is wrong with which case.
	started, late int
	wrong         []string
	// connections of streams, and events that they told of.
	connections, events int
}

// soak is the whole of it.
func (p plan) soak(ctx context.Context) (found *outcome, err error) {
	running, err := machine.Start(ctx, machine.Options{Folder: p.folder})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, running.Stop()) }()
	c := newCrowd(p, running)
	if err := c.examples(ctx); err != nil {
		return nil, err
	}
	fmt.Fprintf(p.progress, "people work for %s…\n", p.long)
	looks, err := c.work(ctx)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(p.progress, "judging %d cases…\n", len(c.tales))
	found = &outcome{plan: p, looks: looks, kinds: c.meter.kinds, started: len(c.tales), late: c.late}
	found.connections, found.events = c.listened()
	found.wrong = c.judge(ctx)
	select {
	case failed := <-running.Failed():
		found.wrong = append(found.wrong, failed.Error())
	default:
	}
	return found, nil
}

// verdict is an error when a case is wrong, a request was not answered well, or nothing was done.
func (f *outcome) verdict() error {
	var failed int
	for _, kind := range f.kinds {
		failed += kind.failed
	}
	switch {
	case f.started == 0:
		return errors.New("no case was handed in")
	case len(f.wrong) > 0:
		return fmt.Errorf("%d things are wrong: %q", len(f.wrong), f.wrong)
	case failed > 0:
		return fmt.Errorf("%d requests failed", failed)
	}
	return nil
}
