package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// finding is a vulnerability of which the code can be reached from a program.
type finding struct {
	OSV   string  `json:"osv"`
	Fixed string  `json:"fixed_version"`
	Trace []frame `json:"trace"`
}

type frame struct {
	Module, Version, Package, Function, Receiver string
}

// String says what it is, where, how it is reached and what mends it.
func (f finding) String() string {
	said := fmt.Sprintf("%s in %s %s, mended in %q; reached by", f.OSV, f.Trace[0].Module, f.Trace[0].Version, f.Fixed)
	for i := len(f.Trace) - 1; i >= 0; i-- {
		step := f.Trace[i]
		said += " " + strings.Join(strings.Fields(step.Package+" "+step.Receiver+" "+step.Function), ".")
	}
	return said
}

// scan runs govulncheck.
func (p program) scan(ctx context.Context) ([]finding, error) {
	database, err := filepath.Abs(folder)
	if err != nil {
		return nil, err
	}
	arguments := []string{"-format", "json", "-db", "file://" + filepath.ToSlash(database)}
	if !p.binary {
		return p.ask(ctx, append(arguments, "-C", p.module, p.pattern)...)
	}
	made, err := os.MkdirTemp("", "vulns-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(made)
	file := filepath.Join(made, "program")
	build := exec.CommandContext(ctx, "go", "build", "-o", file, p.pattern)
	build.Dir, build.Stderr = p.module, os.Stderr
	if err := build.Run(); err != nil {
		return nil, fmt.Errorf("build %s in %s: %w", p.pattern, p.module, err)
	}
	return p.ask(ctx, append(arguments, "-mode", "binary", file)...)
}

func (p program) ask(ctx context.Context, arguments ...string) ([]finding, error) {
	command := exec.CommandContext(ctx, "govulncheck", arguments...)
	command.Stderr = os.Stderr
	out, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("govulncheck of %s in %s: %w (make tools installs it)", p.pattern, p.module, err)
	}
	return read(bytes.NewReader(out))
}

// read takes from what govulncheck says the vulnerabilities of which a function can be reached, each once.
func read(from io.Reader) ([]finding, error) {
	var found []finding
	seen := map[string]bool{}
	for decoder := json.NewDecoder(from); ; {
		var message struct {
			Finding *finding `json:"finding"`
		}
		if err := decoder.Decode(&message); errors.Is(err, io.EOF) {
			return found, nil
		} else if err != nil {
			return nil, fmt.Errorf("read what govulncheck says: %w", err)
		}
		one := message.Finding
		if one == nil || len(one.Trace) == 0 || one.Trace[0].Function == "" || seen[one.OSV] {
			continue
		}
		seen[one.OSV] = true
		found = append(found, *one)
	}
}
