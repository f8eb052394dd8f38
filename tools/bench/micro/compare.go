package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// benchstat is the program that compares, at the version that this one was tried with.
const benchstat = "golang.org/x/perf/cmd/benchstat@v0.0.0-20260908200009-22c9c6c9d4da"

// compare measures a commit and what is in the checkout now, in turns, and writes how they differ.
func (c choices) compare(ctx context.Context, base string, out io.Writer) (err error) {
	folder, err := os.MkdirTemp("", "traject-micro-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	before := filepath.Join(folder, "checkout")
	if err := c.checkOut(ctx, base, before); err != nil {
		return err
	}
	defer func() {
		err = errors.Join(err, c.git(context.WithoutCancel(ctx), "worktree", "remove", "--force", before))
	}()
	var old, now strings.Builder
	for range c.count {
		for _, one := range []struct {
			root string
			into *strings.Builder
		}{{before, &old}, {c.root, &now}} {
			text, err := c.measure(ctx, one.root, 1)
			if err != nil {
				return err
			}
			one.into.WriteString(text)
		}
	}
	return stat(ctx, folder, base, old.String(), now.String(), out)
}

// checkOut puts a commit into a folder of its own.
func (c choices) checkOut(ctx context.Context, commit, folder string) error {
	if err := c.git(ctx, "rev-parse", "--verify", "--quiet", "--end-of-options", commit+"^{commit}"); err != nil {
		return fmt.Errorf("-base %q is no commit of this repository: %w", commit, err)
	}
	return c.git(ctx, "worktree", "add", "--quiet", "--detach", folder, commit)
}

func (c choices) git(ctx context.Context, args ...string) error {
	_, err := output(exec.CommandContext(ctx, "git", append([]string{"-C", c.root}, args...)...))
	return err
}

// stat lets benchstat compare.
func stat(ctx context.Context, folder, base, old, now string, out io.Writer) error {
	for name, text := range map[string]string{"base": old, "now": now} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			return err
		}
	}
	command := exec.CommandContext(ctx, "go", "run", benchstat, base+"=base", "now=now")
	command.Dir = folder
	command.Env = append(os.Environ(), "GOWORK=off")
	said, err := output(command)
	if err != nil {
		return err
	}
	_, err = io.WriteString(out, said)
	return err
}
