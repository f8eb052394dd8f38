package images

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// Build says from what and as what the images are made. The same Build of the same sources by the same Go gives the same
// bytes, on every machine.
type Build struct {
	// Source is the root of the workspace.
	Source string
	// Version is shown in logs, metrics and labels; Revision is the commit. Both may be "".
	Version, Revision string
	// Created is the time on the label and in the SBOM: that of the commit, not that of the build.
	Created time.Time
	// Arch is the processor, as Go names it: amd64, arm64.
	Arch string
}

const (
	// goflags are those of the Makefile, so that tests and images share one build cache.
	goflags = "-trimpath -buildvcs=false"
	// strip leaves out the symbol table and debugging information; panics still name functions and lines.
	strip = "-s -w"
	// versioned is the variable that tells a process its version.
	versioned = "traject.nl/services/platform/launch.Build"
)

// compile puts the static binaries of the images in the folder, each under the last part of its package.
func (b Build) compile(ctx context.Context, folder string, images []Image) error {
	ldflags := strip
	if b.Version != "" {
		ldflags += " -X " + versioned + "=" + b.Version
	}
	// One command for all: they share most packages, and Go divides the work over the processors.
	args := []string{"build", "-ldflags", ldflags, "-o", folder + string(filepath.Separator)}
	for _, image := range images {
		args = append(args, "./"+image.Package)
	}
	command := exec.CommandContext(ctx, "go", args...)
	command.Dir = b.Source
	command.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH="+b.Arch, "GOFLAGS="+goflags)
	if out, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("go build: %w\n%s", err, out)
	}
	return nil
}

// compiled is where compile left the binary of the image.
func compiled(folder string, image Image) string {
	return filepath.Join(folder, filepath.Base(image.Package))
}
