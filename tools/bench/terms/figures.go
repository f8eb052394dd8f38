package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"traject.nl/tools/bench/sleeping"
)

// figures are what was measured.
type figures struct {
	plan
	// empty is before the cases were opened.
	empty                 look
	opening               time.Duration
	restFrom, restUntil   look
	burstFrom, burstUntil look
	after                 sleeping.Times
}

// write writes the figures as a page of Markdown can show them.
func (f *figures) write(out io.Writer) {
	fmt.Fprintf(out, "%s, %s\n\n", time.Now().UTC().Format(time.DateOnly), machine())
	fmt.Fprintf(out, "%d cases with an open term, %d with a rung at the same moment.\n\n", f.cases, f.due)
	fmt.Fprintf(out, "| what | worker | Temporal server |\n|---|---|---|\n")
	row := func(what string, of func(worker bool) string) {
		fmt.Fprintf(out, "| %s | %s | %s |\n", what, of(true), of(false))
	}
	row("memory before", func(w bool) string { return megabytes(f.empty.of(w).Memory) })
	row("memory at rest", func(w bool) string { return megabytes(f.restUntil.of(w).Memory) })
	row(fmt.Sprintf("CPU at rest, over %s", f.rest), func(w bool) string { return share(f.restFrom, f.restUntil, w) })
	row("CPU until all were told", func(w bool) string {
		used := f.burstUntil.of(w).CPU - f.burstFrom.of(w).CPU
		return fmt.Sprintf("%s, %s", used.Round(10*time.Millisecond), share(f.burstFrom, f.burstUntil, w))
	})
	row("memory at most", func(w bool) string { return megabytes(f.burstUntil.of(w).Peak) })
	fmt.Fprintf(out, "\n| after the moment | half | 99 of 100 | last |\n|---|---|---|---|\n")
	for _, line := range []struct {
		what  string
		times []time.Duration
	}{{"the process acted", f.after.Acted}, {"the record showed it", f.after.Recorded}, {"the notice was handed over", f.after.Told}} {
		fmt.Fprintf(out, "| %s | %s | %s | %s |\n", line.what,
			seconds(percentile(line.times, 50)), seconds(percentile(line.times, 99)), seconds(percentile(line.times, 100)))
	}
	fmt.Fprintf(out, "\nOpening them took %s (%.0f a second).\n", f.opening.Round(time.Second), float64(f.cases)/f.opening.Seconds())
}

func (l look) of(worker bool) sleeping.Usage {
	if worker {
		return l.worker
	}
	return l.server
}

// share of one core between two looks.
func share(from, until look, worker bool) string {
	used := until.of(worker).CPU - from.of(worker).CPU
	return fmt.Sprintf("%.1f%% of a core", 100*used.Seconds()/until.at.Sub(from.at).Seconds())
}

func megabytes(bytes int64) string { return fmt.Sprintf("%d MB", bytes/1_000_000) }

func seconds(d time.Duration) string { return fmt.Sprintf("%.2f s", d.Seconds()) }

// percentile of times that are sorted: the least that so many of a hundred do not exceed.
func percentile(sorted []time.Duration, of int) time.Duration {
	return sorted[max((len(sorted)*of+99)/100-1, 0)]
}

// machine says on what this was measured, and with what.
func machine() string {
	model := "unknown processor"
	if text, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		if _, after, found := strings.Cut(string(text), "model name"); found {
			line, _, _ := strings.Cut(after, "\n")
			model = strings.TrimSpace(strings.TrimLeft(line, "\t: "))
		}
	}
	return fmt.Sprintf("%s, %d cores, %s %s/%s, Temporal server %s, SDK %s", model, runtime.NumCPU(), runtime.Version(), runtime.GOOS, runtime.GOARCH,
		version("go.temporal.io/server"), version("go.temporal.io/sdk"))
}

// version of a module that this program is built with.
func version(module string) string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, dependency := range info.Deps {
			if dependency.Path == module {
				return dependency.Version
			}
		}
	}
	return "unknown"
}
