// Command targets runs every fuzz target of the modules, one after the other and for the same time each, and prints what each did. What it finds is
// kept by the go command in testdata/fuzz beside the target, where it is a test from then on; with -keep, so are inputs that got further than all
// before, and the next run begins with them.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"time"

	"traject.nl/tools/command"
	"traject.nl/tools/figures"
)

func main() { command.Main("fuzz targets", fuzz) }

func fuzz(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("targets", flag.ContinueOnError)
	flags.SetOutput(out)
	each := flags.Duration("time", 20*time.Second, "how long each target runs")
	only := flags.String("only", "", "only targets of which package and name, such as services/cases.FuzzTheEdgeOfCases, match this expression")
	keep := flags.Int("keep", 0, "how many of the inputs that got furthest are kept of each target")
	list := flags.Bool("list", false, "only list them")
	root := flags.String("root", ".", "the folder with the modules")
	file := flags.String("write", "", "the file of which the table between the marks figures:fuzz-targets is replaced")
	if err := flags.Parse(args); err != nil {
		return err
	}
	wanted, err := regexp.Compile(*only)
	if err != nil {
		return err
	}
	all, err := find(*root, wanted)
	if err != nil {
		return err
	}
	if *list {
		for _, one := range all {
			fmt.Fprintln(out, one)
		}
		return nil
	}
	return run(ctx, all, *each, *keep, *file, out)
}

// run them, and tell of all before telling what failed.
func run(ctx context.Context, all []target, each time.Duration, keep int, file string, out io.Writer) error {
	table := figures.Table{Head: []string{"target", "requests or inputs", "new in the corpus", "found"}}
	var failed []error
	for _, one := range all {
		began := time.Now()
		done, err := one.run(ctx, each)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if keep > 0 {
			failed = append(failed, one.keep(ctx, began, keep))
		}
		found := "nothing"
		if err != nil {
			found = "a fault"
			failed = append(failed, fmt.Errorf("%s: %w\n%s", one, err, done.output))
		}
		fmt.Fprintf(out, "%s: %s inputs, %s new, found %s\n", one, done.inputs, done.fresh, found)
		table.Rows = append(table.Rows, []string{one.String(), done.inputs, done.fresh, found})
	}
	body := fmt.Sprintf("%s\n\n%d targets, %s each, one at a time.\n\n%s", figures.Machine(), len(all), each, table)
	fmt.Fprintf(out, "\n%s", body)
	if file != "" {
		failed = append(failed, figures.Write(file, "fuzz-targets", body))
	}
	return errors.Join(failed...)
}

// target is one of them.
type target struct{ root, module, folder, name string }

// String is how the table and -only name it.
func (t target) String() string {
	return filepath.ToSlash(filepath.Join(t.module, t.folder)) + "." + t.name
}

var declared = regexp.MustCompile(`(?m)^func (Fuzz\w+)\(f \*testing\.F\)`)

// find them by their declarations, in the order of their folders.
func find(root string, wanted *regexp.Regexp) (all []target, err error) {
	for _, module := range []string{"proto", "workflows", "services", "tools"} {
		err := filepath.WalkDir(filepath.Join(root, module), func(path string, entry os.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(path, "_test.go") {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			folder, err := filepath.Rel(filepath.Join(root, module), filepath.Dir(path))
			if err != nil {
				return err
			}
			for _, found := range declared.FindAllSubmatch(text, -1) {
				if one := (target{root, module, folder, string(found[1])}); wanted.MatchString(one.String()) {
					all = append(all, one)
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("no target in %s that matches %q", root, wanted)
	}
	return all, nil
}

// done is what a target did.
type done struct {
	inputs, fresh string
	output        []byte
}

var told = regexp.MustCompile(`execs: (\d+) .*new interesting: (\d+)`)

// run the target in one worker. An input that takes too long is a fault that the go command finds by itself.
func (t target) run(ctx context.Context, each time.Duration) (done, error) {
	command := exec.CommandContext(ctx, "go", "test", "./"+filepath.ToSlash(t.folder), "-run", "^$", "-fuzz", "^"+t.name+"$", "-fuzztime", each.String(), "-parallel", "1")
	command.Dir = filepath.Join(t.root, t.module)
	// What it starts goes with it: the go command starts the test, and the test its worker.
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	command.Cancel = func() error { return syscall.Kill(-command.Process.Pid, syscall.SIGTERM) }
	command.WaitDelay = 10 * time.Second
	var output bytes.Buffer
	command.Stdout, command.Stderr = &output, &output
	err := command.Run()
	result := done{inputs: "-", fresh: "-", output: output.Bytes()}
	if lines := told.FindAllSubmatch(output.Bytes(), -1); len(lines) > 0 {
		last := lines[len(lines)-1]
		result.inputs, result.fresh = string(last[1]), string(last[2])
	}
	if overTime.Match(output.Bytes()) {
		err = nil
	}
	return result, err
}

// overTime is how the go command ends when the time is over while its worker is busy: it calls that a failure, and names no input that failed
// .
var overTime = regexp.MustCompile(`(?m)^--- FAIL: Fuzz\w+ \(.*\)\n\s+context deadline exceeded\nFAIL$`)
