// Command licences lists the licences of everything that the images of Traject are made of, and refuses what does not go together with the
// EUPL-1.2 or is not known. It writes docs/licences.md; run it from the root of the workspace.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// listTime is how long it may take.
const listTime = 5 * time.Minute

// document is where the list is, from the root of the workspace.
var document = filepath.Join("docs", "licences.md")

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), listTime)
	defer cancel()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1) //nolint:gocritic // nothing is left to end
	}
}

func run(ctx context.Context) error {
	found, err := all(ctx)
	if err != nil {
		return err
	}
	if err := judge(found); err != nil {
		return err
	}
	return os.WriteFile(document, []byte(page(found)), 0o644)
}

// all that is shipped, from Go and from npm.
func all(ctx context.Context) ([]shipped, error) {
	modules, err := goModules(ctx)
	if err != nil {
		return nil, err
	}
	packages, err := npmPackages(filepath.Join("services", "portal", "assets", "package-lock.json"))
	if err != nil {
		return nil, err
	}
	return readers(append(modules, packages...)), nil
}
