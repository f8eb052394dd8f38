// Command cmd runs cases by seeded scripts while parts of Traject fail, judges them from outside, and puts the tables into the docs.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"traject.nl/tools/chaos"
	"traject.nl/tools/command"
	"traject.nl/tools/figures"
	"traject.nl/tools/machine"
)

func main() {
	machine.Main()
	command.Main("chaos", run)
}

func run(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("chaos", flag.ContinueOnError)
	config := chaos.Config{}
	flags.Uint64Var(&config.From, "from", 1, "first seed")
	flags.IntVar(&config.Seeds, "seeds", 200, "number of seeds")
	flags.IntVar(&config.Cases, "cases", 5, "pupils of a seed; each has one to three cases")
	flags.IntVar(&config.Together, "together", 10, "seeds that share a machine, one after the other")
	flags.IntVar(&config.AtOnce, "at-once", 1, "machines at once")
	flags.IntVar(&config.Faults, "faults", 4, "faults of a seed")
	flags.StringVar(&config.Policy, "policy", "", "demo or zout; in turn when it is not given")
	flags.StringVar(&config.Folder, "folder", "", "where the machines keep their state; a temporary folder when it is not given")
	flags.StringVar(&config.Kept, "kept", "", "file in which it keeps how far it came, and from which it goes on when it was broken off")
	flags.DurationVar(&config.Settle, "settle", 0, "how long everything may take to come to rest; five minutes when it is not given")
	flags.Int64Var(&config.Disk, "disk", 0, "bytes of a disk in memory for each machine, which can be filled; takes root")
	flags.BoolVar(&config.Beats, "beats", false, "tell of everything that is done")
	only := flags.String("only", "", "names of faults to choose from, with commas between them")
	write := flags.String("write", "", "file with the marks between which the tables go")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *only != "" {
		config.Only = strings.Split(*only, ",")
	}
	if config.Seeds < 1 || config.Together < 1 || config.Cases < 1 || config.AtOnce < 1 || config.Faults < 0 {
		return fmt.Errorf("%d seeds of %d pupils with %d faults, %d together on %d machines: want at least one of each, and no fewer faults than 0",
			config.Seeds, config.Cases, config.Faults, config.Together, config.AtOnce)
	}
	if config.Folder == "" {
		folder, err := os.MkdirTemp("", "traject-chaos-")
		if err != nil {
			return err
		}
		config.Folder = folder
		defer os.Remove(folder) // stays when something is in it
	}
	report, err := chaos.Run(ctx, config, out)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "\n%s\n", report.Summary())
	if *write != "" {
		if err := figures.Write(*write, "chaos", report.Summary()); err != nil {
			return err
		}
	}
	if wrong := report.Wrong(); wrong > 0 {
		return fmt.Errorf("something is wrong with %d of %d seeds", wrong, len(report.Outcomes))
	}
	return nil
}
