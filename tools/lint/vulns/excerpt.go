package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/mod/semver"
)

// modulesFile names the modules that the excerpt was made for, with the versions that they then had.
const modulesFile = "modules.txt"

// standard are the names of the standard library and the go command in the database.
var standard = []string{"stdlib", "toolchain"}

// entry is what must be known of one of the database to choose it.
type entry struct {
	ID        string `json:"id"`
	Withdrawn string `json:"withdrawn"`
	Affected  []struct {
		Package struct {
			Name string `json:"name"`
		} `json:"package"`
		Ranges []struct {
			Events []struct {
				Introduced string `json:"introduced"`
				Fixed      string `json:"fixed"`
			} `json:"events"`
		} `json:"ranges"`
	} `json:"affected"`
}

// concerns says whether it is about a module that we use, in a version that is ours or later.
func (e entry) concerns(used map[string]string) bool {
	for _, affected := range e.Affected {
		ours, ok := used[affected.Package.Name]
		if !ok {
			continue
		}
		for _, span := range affected.Ranges {
			last := ""
			for _, event := range span.Events {
				last = event.Fixed
			}
			if last == "" || semver.Compare("v"+last, ours) > 0 {
				return e.Withdrawn == ""
			}
		}
	}
	return false
}

// modules that any program is made of, with their versions. The standard library has that of the go command.
func modules(ctx context.Context) (map[string]string, error) {
	command := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{if not .Main}}{{.Path}} {{.Version}}{{end}}", "all")
	command.Stderr = os.Stderr
	out, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("go list -m all: %w", err)
	}
	used := map[string]string{}
	for line := range strings.Lines(string(out)) {
		if path, version, ok := strings.Cut(strings.TrimSpace(line), " "); ok {
			used[path] = version
		}
	}
	for _, name := range standard {
		used[name] = "v" + strings.TrimPrefix(runtime.Version(), "go")
	}
	return used, nil
}

// renew writes the excerpt anew from the entries of the whole database.
func renew(ctx context.Context, entries string) error {
	used, err := modules(ctx)
	if err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(entries, "GO-*.json"))
	if err != nil || len(files) == 0 {
		return fmt.Errorf("no entries in %s: give a checkout of github.com/golang/vulndb", entries)
	}
	old, err := filepath.Glob(filepath.Join(folder, "GO-*.json"))
	if err != nil {
		return err
	}
	for _, file := range old {
		if err := os.Remove(file); err != nil {
			return err
		}
	}
	kept := 0
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		var one entry
		if err := json.Unmarshal(content, &one); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		if !one.concerns(used) {
			continue
		}
		kept++
		if err := os.WriteFile(filepath.Join(folder, filepath.Base(file)), content, 0o644); err != nil {
			return err
		}
	}
	fmt.Fprintf(os.Stdout, "%d of %d entries concern the %d modules that are used\n", kept, len(files), len(used))
	return os.WriteFile(filepath.Join(folder, modulesFile), []byte(lines(used)), 0o644)
}

func lines(used map[string]string) string {
	var all []string
	for path, version := range used {
		all = append(all, path+" "+version+"\n")
	}
	slices.Sort(all)
	return strings.Join(all, "")
}

// covered says which modules the excerpt was not made for: they are new, or older than they were then.
func covered(ctx context.Context, folder string) error {
	used, err := modules(ctx)
	if err != nil {
		return err
	}
	file, err := os.Open(filepath.Join(folder, modulesFile))
	if err != nil {
		return err
	}
	defer file.Close()
	then := map[string]string{}
	for scanner := bufio.NewScanner(file); scanner.Scan(); {
		path, version, _ := strings.Cut(scanner.Text(), " ")
		then[path] = version
	}
	return uncovered(used, then)
}

func uncovered(used, then map[string]string) error {
	var missing []error
	for path, version := range used {
		if known, ok := then[path]; !ok || semver.Compare(version, known) < 0 {
			missing = append(missing, fmt.Errorf("%s %s is not in the excerpt of the vulnerability database: renew it (make vulns-update)", path, version))
		}
	}
	return errors.Join(missing...)
}
