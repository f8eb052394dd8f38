package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	"traject.nl/tools/images"
)

// npmPackages are those whose code or styles the portal serves, by the lock file.
func npmPackages(lockFile string) ([]shipped, error) {
	content, err := os.ReadFile(lockFile)
	if err != nil {
		return nil, err
	}
	var lock struct {
		Packages map[string]struct {
			Version, License string
			Dev              bool
		}
	}
	if err := json.Unmarshal(content, &lock); err != nil {
		return nil, fmt.Errorf("%s: %w", lockFile, err)
	}
	var programs []string
	for _, image := range images.All {
		if image.Assets {
			programs = append(programs, image.Name)
		}
	}
	var found []shipped
	for path, locked := range lock.Packages {
		name, below := strings.CutPrefix(path, "node_modules/")
		if !below || locked.Dev {
			continue
		}
		one := shipped{name: name + " (npm)", version: locked.Version, programs: programs}
		if locked.License != "" {
			one.licences = []string{locked.License}
		}
		found = append(found, one)
	}
	slices.SortFunc(found, func(a, b shipped) int { return cmp.Compare(a.name, b.name) })
	return found, nil
}
