// Command images makes the container images of Traject without a container engine.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"traject.nl/tools/command"
	"traject.nl/tools/images"
)

func main() { command.Main("images", run) }

func run(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("images", flag.ExitOnError)
	flags.Usage = func() {
		fmt.Fprintln(flags.Output(), "usage: images [flags] [name…]: all images, or those with these names")
		flags.PrintDefaults()
	}
	folder := flags.String("out", ".bin/images", "write <name>.tar and <name>.cdx.json to this `folder`")
	unpacked := flags.String("unpacked", "", "write the files of one image to this `folder`, and no .tar: for the Dockerfile")
	repository := flags.String("repository", "localhost/traject", "begin of the names of the images")
	tag := flags.String("tag", "dev", "tag of the images")
	version := flags.String("version", "", "version that the programs show (default: the tag)")
	revision := flags.String("revision", "", "commit that they are made of (default: that of the checkout)")
	arch := flags.String("arch", runtime.GOARCH, "processor: amd64 or arm64")
	if err := flags.Parse(args); err != nil {
		return err
	}
	root, err := workspace()
	if err != nil {
		return err
	}
	build := images.Build{Source: root, Version: *version, Revision: *revision, Arch: *arch}
	if build.Version == "" {
		build.Version = *tag
	}
	if build.Revision == "" {
		build.Revision = git(ctx, root, "rev-parse", "HEAD")
	}
	if build.Created, err = created(ctx, root); err != nil {
		return err
	}
	if *unpacked != "" {
		if flags.NArg() != 1 {
			return fmt.Errorf("-unpacked is for one image: give its name")
		}
		return build.Files(ctx, flags.Args(), func(files images.Files) error { return files.Unpacked(*unpacked) })
	}
	return write(ctx, build, *folder, *repository, *tag, flags.Args(), out)
}

// write makes the images and prints of each its file, sizes and id.
func write(ctx context.Context, build images.Build, folder, repository, tag string, names []string, out io.Writer) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "image\tfile\tbinary\tcompressed\tid")
	err := build.Files(ctx, names, func(files images.Files) error {
		id, size, err := build.Write(folder, repository, tag, files)
		fmt.Fprintf(table, "%s/%s:%s\t%s\t%.1f MB\t%.1f MB\t%s\n", repository, files.Image.Name, tag,
			filepath.Join(folder, files.Image.Name+".tar"), megabytes(len(files.Binary)), megabytes(int(size)), id)
		return err
	})
	if err != nil {
		return err
	}
	return table.Flush()
}

func megabytes(bytes int) float64 { return float64(bytes) / 1e6 }

// workspace is the folder with go.work, here or above.
func workspace() (string, error) {
	folder, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(folder, "go.work")); err == nil {
			return folder, nil
		}
		above := filepath.Dir(folder)
		if above == folder {
			return "", fmt.Errorf("no go.work here or above: run it in a checkout of Traject")
		}
		folder = above
	}
}

// created is the time that the images say they are of: SOURCE_DATE_EPOCH (as reproducible-builds.org asks), else the time of
// the commit, else 1970. Never now: the same commit gives the same image.
func created(ctx context.Context, root string) (time.Time, error) {
	seconds := os.Getenv("SOURCE_DATE_EPOCH")
	if seconds == "" {
		seconds = git(ctx, root, "log", "-1", "--format=%ct")
	}
	if seconds == "" {
		return time.Unix(0, 0), nil
	}
	number, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		return time.Time{}, fmt.Errorf("SOURCE_DATE_EPOCH must be a number of seconds: %w", err)
	}
	return time.Unix(number, 0), nil
}

// git asks the checkout; the answer is empty where there is none, as in a build from an archive.
func git(ctx context.Context, root string, args ...string) string {
	command := exec.CommandContext(ctx, "git", args...)
	command.Dir = root
	out, err := command.Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}
