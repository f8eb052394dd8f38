// Command growth measures how the cost of open cases grows with how many there are.
//
//	go run ./tools/bench/growth [-sizes 100,1000,10000] [-real 100,1000] [-due 1000] [-memory] [-write docs/benchmarks.md]
//
// Each size starts anew. The sizes of -sizes are TLV cases that sleep on their terms, copied from one that was played, with a real Temporal
// server and the real worker in processes of their own and stand-ins for the services. In the midst of it everything is ended and started
// again, so that the worker has no case in its cache, and then up to -due of them have something to do at the same moment. The sizes of
// -real are cases that people handed in through the public API of the whole stack, every part a process of its own. A placement of ten
// school years is counted in virtual time by the test of the procedure.
//
// On two cores 10,000 sleeping cases take some five minutes and 100,000 half an hour, and 3 GB on the disk; a thousand real ones take
// some fifteen minutes.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"time"

	"traject.nl/tools/bench/sleeping"
	"traject.nl/tools/command"
	"traject.nl/tools/figures"
	"traject.nl/tools/machine"
)

func main() {
	machine.Main()
	command.Quiet(slog.LevelWarn)
	command.Main("growth", run)
}

// plan is what is measured.
type plan struct {
	sizes, real []int
	// most is how many at most have something to do at the same moment.
	most int
	// settle is how long everything is left alone before it is looked at, and margin how long the end and the new start of everything may take.
	settle, margin time.Duration
	// folder in which every size gets one of its own.
	folder string
	// module is where the tests of the procedures are; empty for no placement of ten years.
	module   string
	progress io.Writer
}

func run(ctx context.Context, args []string, out io.Writer) error {
	if was, err := sleeping.Role(ctx); was {
		return err
	}
	p, file, err := planOf(args)
	if err != nil {
		return err
	}
	tables, err := p.measure(ctx)
	for _, one := range tables {
		fmt.Fprintf(out, "## %s\n\n%s\n", one.name, one.body)
		if file != "" {
			err = errors.Join(err, figures.Write(file, one.name, one.body))
		}
	}
	return err
}

// memoryFolder is a folder of Linux that is in memory.
const memoryFolder = "/dev/shm"

// planOf the flags, and the file to write the tables in.
func planOf(args []string) (p plan, file string, err error) {
	p = plan{settle: 10 * time.Second, progress: os.Stderr}
	flags := flag.NewFlagSet("growth", flag.ContinueOnError)
	sizes := flags.String("sizes", "100,1000,10000", "how many sleeping cases, each size by itself; empty for none")
	standing := flags.String("real", "100,1000", "how many cases of the whole stack, each size by itself; empty for none")
	memory := flags.Bool("memory", false, "keep the files of Temporal and of the store in memory, not on the disk")
	flags.StringVar(&p.module, "workflows", "workflows", "the module of the procedures, for the placement of ten years; empty for none")
	flags.IntVar(&p.most, "due", 1000, "how many at most have something to do at the same moment")
	flags.DurationVar(&p.margin, "margin", 2*time.Minute, "how long the end and the new start of everything may take")
	flags.StringVar(&file, "write", "", "file to write the tables in; empty for none")
	if err := flags.Parse(args); err != nil {
		return p, file, err
	}
	p.folder = os.TempDir()
	if *memory {
		p.folder = memoryFolder
	}
	var errSizes, errReal error
	p.sizes, errSizes = numbers("-sizes", *sizes)
	p.real, errReal = numbers("-real", *standing)
	return p, file, errors.Join(errSizes, errReal)
}

// numbers of a flag, from small to large.
func numbers(name, list string) (sizes []int, err error) {
	for part := range strings.SplitSeq(list, ",") {
		if part == "" {
			continue
		}
		size, err := strconv.Atoi(part)
		if err != nil || size < 2 || (len(sizes) > 0 && size <= sizes[len(sizes)-1]) {
			return nil, fmt.Errorf("%s=%s: want numbers from 2 that go up, such as 100,1000", name, list)
		}
		sizes = append(sizes, size)
	}
	return sizes, nil
}

// table to be written under its name.
type table struct{ name, body string }

// measure one after the other. What was measured before something failed is given too.
func (p plan) measure(ctx context.Context) (tables []table, err error) {
	var asleep []asleep
	for _, size := range p.sizes {
		one, err := p.sleep(ctx, size)
		if err != nil {
			return tables, fmt.Errorf("%d sleeping cases: %w", size, err)
		}
		asleep = append(asleep, one)
		tables = []table{{"growth", p.asleepBody(asleep)}}
	}
	var standing []whole
	for _, size := range p.real {
		one, err := p.stand(ctx, size)
		if err != nil {
			return tables, fmt.Errorf("%d cases of the whole stack: %w", size, err)
		}
		standing = append(standing, one)
	}
	if len(standing) > 0 {
		tables = append(tables, table{"growth-real", p.wholeBody(standing)})
	}
	if p.module != "" {
		body, err := tenYears(ctx, p.module)
		if err != nil {
			return tables, err
		}
		tables = append(tables, table{"ten-years", body})
	}
	return tables, nil
}
