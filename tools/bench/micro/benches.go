package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// suite is the benchmarks of one package.
type suite struct {
	// module and pkg are where they are, below the root.
	module, pkg string
	// only is a pattern of which ones; empty for all.
	only string
}

// suites are all that need no server.
var suites = []suite{
	{"workflows", "./terms", ""},
	{"workflows", "./terms/calculator", ""},
	{"workflows", "./buitenkans/places", ""},
	{"workflows", "./golden/goldentest", ""},
	{"proto", "./payload", ""},
	{"services", "./cases", "Merge|Project"},
	{"services", "./documents/letter", ""},
	{"services", "./platform/evidence", "Verify|Append"},
}

// measure runs all suites of a checkout so many times, and gives what `go test` said.
func (c choices) measure(ctx context.Context, root string, count int) (string, error) {
	var text strings.Builder
	for _, one := range suites {
		if !strings.Contains(one.module+"/"+one.pkg, c.only) {
			continue
		}
		if _, err := os.Stat(filepath.Join(root, one.module, one.pkg)); errors.Is(err, os.ErrNotExist) {
			continue // a commit of before there was such a package
		}
		pattern := one.only
		if pattern == "" {
			pattern = "."
		}
		command := exec.CommandContext(ctx, "go", "test", "-run", "^$", "-bench", pattern, "-benchmem", "-count", fmt.Sprint(count),
			"-benchtime", c.time, "-timeout", "1h", one.pkg)
		command.Dir = filepath.Join(root, one.module)
		said, err := output(command)
		if err != nil {
			return "", fmt.Errorf("%s in %s: %w", one.pkg, command.Dir, err)
		}
		text.WriteString(said)
	}
	return text.String(), nil
}

// output of a command; when it fails, what it said is the reason.
func output(command *exec.Cmd) (string, error) {
	var said, complaint bytes.Buffer
	command.Stdout, command.Stderr = &said, io.MultiWriter(&complaint, os.Stderr)
	if err := command.Run(); err != nil {
		return "", fmt.Errorf("%s: %w\n%s%s", strings.Join(command.Args, " "), err, said.String(), complaint.String())
	}
	return said.String(), nil
}
