package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	classifier "github.com/google/licenseclassifier/v2"
	"github.com/google/licenseclassifier/v2/assets"

	"traject.nl/tools/images"
)

// shipped is one thing of others that is in an image.
type shipped struct {
	name, version string
	// licences by their SPDX ids; empty when none was recognised.
	licences []string
	// programs that it is in, by the names of their images.
	programs []string
}

// licenceFile is what a file with a licence is called.
var licenceFile = regexp.MustCompile(`(?i)^(licen[cs]e|copying|unlicense)([-._].*)?$`)

// confidence that the text is that of a licence; the rest of a file are names and years.
const confidence = 0.9

// goPackage is what `go list` says of a package.
type goPackage struct {
	Dir      string
	Standard bool
	Module   *struct {
		Path, Version, Dir string
		Main               bool
	}
}

// goModules lists those of which a package is linked into an image.
func goModules(ctx context.Context) ([]shipped, error) {
	recognise, err := assets.DefaultClassifier()
	if err != nil {
		return nil, err
	}
	modules, files := map[string]*shipped{}, map[string]map[string]bool{}
	for _, image := range images.All {
		packages, err := linked(ctx, image.Package)
		if err != nil {
			return nil, err
		}
		for _, one := range packages {
			if one.Standard || one.Module == nil || one.Module.Main {
				continue
			}
			path := one.Module.Path
			if modules[path] == nil {
				modules[path], files[path] = &shipped{name: path, version: one.Module.Version}, map[string]bool{}
			}
			if !slices.Contains(modules[path].programs, image.Name) {
				modules[path].programs = append(modules[path].programs, image.Name)
			}
			for _, file := range nearest(one.Dir, one.Module.Dir) {
				files[path][file] = true
			}
		}
	}
	var found []shipped
	for path, module := range modules {
		for file := range files[path] {
			if err := module.read(recognise, file); err != nil {
				return nil, err
			}
		}
		slices.Sort(module.licences)
		found = append(found, *module)
	}
	slices.SortFunc(found, func(a, b shipped) int { return cmp.Compare(a.name, b.name) })
	return append([]shipped{standardLibrary()}, found...), nil
}

// standardLibrary is a part of every program.
func standardLibrary() shipped {
	library := shipped{name: "std (the Go standard library)", licences: []string{"BSD-3-Clause"}}
	for _, image := range images.All {
		library.programs = append(library.programs, image.Name)
	}
	return library
}

func linked(ctx context.Context, program string) ([]goPackage, error) {
	command := exec.CommandContext(ctx, "go", "list", "-deps", "-json=Dir,Standard,Module", "./"+program)
	command.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH=amd64")
	command.Stderr = os.Stderr
	out, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("go list of %s: %w", program, err)
	}
	var packages []goPackage
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; {
		var one goPackage
		if err := decoder.Decode(&one); errors.Is(err, io.EOF) {
			return packages, nil
		} else if err != nil {
			return nil, fmt.Errorf("go list of %s: %w", program, err)
		}
		packages = append(packages, one)
	}
}

// nearest are the files with a licence in the folder of a package or, when there are none, the first folder above it that has any.
func nearest(folder, top string) []string {
	for ; strings.HasPrefix(folder, top); folder = filepath.Dir(folder) {
		entries, err := os.ReadDir(folder)
		if err != nil {
			return nil
		}
		var files []string
		for _, entry := range entries {
			if !entry.IsDir() && licenceFile.MatchString(entry.Name()) && !strings.HasSuffix(entry.Name(), ".go") {
				files = append(files, filepath.Join(folder, entry.Name()))
			}
		}
		if len(files) > 0 {
			return files
		}
	}
	return nil
}

// read adds the licences in a file. Each file that is called a licence must be one.
func (s *shipped) read(recognise *classifier.Classifier, file string) error {
	content, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, match := range recognise.Match(content).Matches {
		if match.MatchType == "License" && match.Confidence >= confidence {
			known[match.Name] = true
		}
	}
	if len(known) == 0 {
		known["unknown: "+filepath.Base(file)] = true
	}
	for name := range maps.Keys(known) {
		if !slices.Contains(s.licences, name) {
			s.licences = append(s.licences, name)
		}
	}
	return nil
}
