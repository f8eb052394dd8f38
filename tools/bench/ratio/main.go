// Command ratio measures Traject against a fair baseline: the same steps with nothing of Traject in them, on the same server in the same run.
//
//	go run ./tools/bench/ratio [-cases 24] [-at-once 8] [-repetitions 6] [-temporal both] [-write docs/benchmarks.md]
//
// B0 is a workflow that does nothing. B1 issues exactly the commands of the golden history of the TLV happy path, with activities that do
// nothing and payloads of 1 KB. B2 is B1 with our codec and telemetry. S is Traject's process with services that only answer. T is Traject:
// its process and its services, to which the acts go as updates. P is T through the public API with tokens, and W is P with everything that
// comes before: the dossier, the form, a paper and the words of the experts. Absolute figures mean little; the ratios are of one run.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"time"

	"traject.nl/tools/command"
	"traject.nl/tools/figures"
	"traject.nl/tools/machine"
)

func main() {
	machine.Main()
	command.Quiet(slog.LevelWarn)
	command.Main("ratio", func(ctx context.Context, args []string, out io.Writer) error {
		if was, err := asPart(); was {
			return err
		}
		return run(ctx, args, out)
	})
}

// The settings of the Temporal server.
const (
	inMemory = "memory"
	onDisk   = "disk"
)

// choices are how the bench is done.
type choices struct {
	load
	repetitions int
	// settings of the server, each a run of its own.
	settings []string
	// folder for what the parts keep; a temporary one when it is empty.
	folder string
	root   string
}

func run(ctx context.Context, args []string, out io.Writer) error {
	var c choices
	flags := flag.NewFlagSet("ratio", flag.ContinueOnError)
	flags.IntVar(&c.cases, "cases", 24, "cases in a round; B0 does ten times as many")
	flags.IntVar(&c.atOnce, "at-once", 8, "how many of them at once")
	flags.IntVar(&c.repetitions, "repetitions", 6, "rounds of each, alternating A B B A")
	flags.DurationVar(&c.settle, "settle", 2*time.Second, "how long everything is left alone after each stage")
	flags.StringVar(&c.folder, "folder", "", "where the parts keep what they keep; a temporary folder when empty")
	flags.StringVar(&c.root, "root", ".", "root of the repository, for the golden histories")
	settings := flags.String("temporal", "both", "setting of the Temporal server: memory, disk (WAL, synchronous FULL) or both")
	write := flags.String("write", "", "also put the tables into this file")
	if err := flags.Parse(args); err != nil {
		return err
	}
	switch *settings {
	case "both":
		c.settings = []string{onDisk, inMemory}
	case inMemory, onDisk:
		c.settings = []string{*settings}
	default:
		return fmt.Errorf("-temporal %q: want memory, disk or both", *settings)
	}
	if c.cases < 1 || c.atOnce < 1 || c.repetitions < 1 {
		return fmt.Errorf("-cases %d, -at-once %d, -repetitions %d: want 1 or more of each", c.cases, c.atOnce, c.repetitions)
	}
	page, err := c.page(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintln(out, page)
	if *write == "" {
		return nil
	}
	return figures.Write(*write, "ratio", page)
}

// page measures with every setting, and writes what came of it.
func (c choices) page(ctx context.Context) (string, error) {
	var text strings.Builder
	about := figures.Machine()
	fmt.Fprintf(&text, "%s.\n\n%d cases in a round, %d at once, %d rounds of each.\n", about, c.cases, c.atOnce, c.repetitions)
	for _, setting := range c.settings {
		rounds, err := c.measureOn(ctx, setting)
		if err != nil {
			return "", fmt.Errorf("with Temporal %s: %w", said(setting), err)
		}
		fmt.Fprintf(&text, "\nTemporal %s:\n\n%s\n%s", said(setting), rounds.ratios(), rounds.costs())
	}
	return text.String(), nil
}

func said(setting string) string {
	if setting == inMemory {
		return "in memory"
	}
	return "on disk (SQLite, WAL, synchronous FULL)"
}

// measureOn starts an installation with this setting of the server, and everything it is compared with, and measures.
func (c choices) measureOn(ctx context.Context, setting string) (all rounds, err error) {
	folder, err := os.MkdirTemp(c.folder, "traject-ratio-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	m, err := machine.Start(ctx, machine.Options{
		Folder: folder, TemporalInMemory: setting == inMemory, Without: []machine.Part{machine.Portal}, Env: unlimited(),
	})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, m.Stop()) }()
	field, err := enter(ctx, m, c.root)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, field.end()) }()
	if err := c.warm(ctx, field.all); err != nil {
		return nil, err
	}
	return c.play(ctx, field.all, os.Stderr)
}

// unlimited lets few people do what a day of many people is.
func unlimited() map[machine.Part][]string {
	none := []string{
		"TRAJECT_LIMIT_PERSON=0", "TRAJECT_LIMIT_PERSON_AT_ONCE=0", "TRAJECT_LIMIT_ADDRESS=0", "TRAJECT_LIMIT_ADDRESS_AT_ONCE=0",
	}
	env := map[machine.Part][]string{}
	for _, part := range machine.Services {
		env[part] = none
	}
	return env
}
