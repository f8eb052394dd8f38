package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"
)

// smallInput is the most that an input may take to be kept, in bytes: what is kept runs with every `go test`.
const smallInput = 4 << 10

// keep puts the inputs that reached something new since a moment beside the target, at most so many: the last, as those begin where the others
// ended. The go command keeps all of them in its cache, which is of one machine.
func (t target) keep(ctx context.Context, since time.Time, most int) error {
	cache, err := t.cache(ctx)
	if err != nil {
		return err
	}
	inputs, err := newest(cache, since)
	if err != nil {
		return fmt.Errorf("%s: %w", t, err)
	}
	into := filepath.Join(t.root, t.module, t.folder, "testdata", "fuzz", t.name)
	for _, name := range inputs[:min(most, len(inputs))] {
		content, err := os.ReadFile(filepath.Join(cache, name))
		if err == nil {
			err = os.MkdirAll(into, 0o750)
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(into, name), content, 0o600)
		}
		if err != nil {
			return fmt.Errorf("%s: keep an input: %w", t, err)
		}
	}
	return nil
}

// cache is where the go command has the inputs of the target.
func (t target) cache(ctx context.Context) (string, error) {
	ask := func(args ...string) (string, error) {
		command := exec.CommandContext(ctx, "go", args...)
		command.Dir = filepath.Join(t.root, t.module, t.folder)
		answer, err := command.Output()
		if err != nil {
			return "", fmt.Errorf("%s: go %v: %w", t, args, err)
		}
		return string(bytes.TrimSpace(answer)), nil
	}
	folder, err := ask("env", "GOCACHE")
	if err != nil {
		return "", err
	}
	name, err := ask("list")
	return filepath.Join(folder, "fuzz", filepath.FromSlash(name), t.name), err
}

// newest are the names of the small files in a folder that were written since a moment, the last first; none when there is no such folder.
func newest(folder string, since time.Time) ([]string, error) {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	written := map[string]time.Time{}
	var names []string
	for _, entry := range entries {
		info, err := entry.Info()
		if err != nil {
			return nil, err
		}
		if info.Size() <= smallInput && !info.ModTime().Before(since) {
			names = append(names, entry.Name())
			written[entry.Name()] = info.ModTime()
		}
	}
	slices.SortFunc(names, func(a, b string) int { return written[b].Compare(written[a]) })
	return names, nil
}
