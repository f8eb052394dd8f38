package figures

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"time"
)

// Machine says on what was measured, with what, how busy it was and when, in one line.
func Machine() string {
	return fmt.Sprintf("%s, %d cores, %s, %s/%s, %s; %sload %s; %s", processor(), runtime.NumCPU(), memory(), system(), runtime.GOARCH,
		runtime.Version(), versions(), load(), time.Now().UTC().Format("2 January 2006 15:04 UTC"))
}

// built with, as people name them.
var modules = []struct{ name, path string }{
	{"Temporal server", "go.temporal.io/server"},
	{"SDK", "go.temporal.io/sdk"},
	{"MongoDB driver", "go.mongodb.org/mongo-driver/v2"},
	{"FerretDB", "github.com/FerretDB/FerretDB"},
}

// versions of what the program is built with; what is no part of it is left out.
func versions() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	found := map[string]string{}
	for _, dependency := range info.Deps {
		found[dependency.Path] = dependency.Version
	}
	var text strings.Builder
	for _, module := range modules {
		if version := found[module.path]; version != "" {
			text.WriteString(module.name + " " + strings.TrimPrefix(version, "v") + ", ")
		}
	}
	if text.Len() == 0 {
		return ""
	}
	return strings.TrimSuffix(text.String(), ", ") + "; "
}

func processor() string {
	if model := field("/proc/cpuinfo", "model name"); model != "" {
		return strings.Join(strings.Fields(strings.TrimLeft(model, ": \t")), " ")
	}
	return "unknown processor"
}

func memory() string {
	var kilobytes float64
	if _, err := fmt.Sscanf(field("/proc/meminfo", "MemTotal:"), "%f", &kilobytes); err != nil {
		return "unknown memory"
	}
	return fmt.Sprintf("%.0f GiB", kilobytes/(1<<20))
}

func system() string {
	text, err := os.ReadFile("/proc/sys/kernel/osrelease")
	if err != nil {
		return runtime.GOOS
	}
	return runtime.GOOS + " " + strings.TrimSpace(string(text))
}

// load is how many programs wanted to run, on average over the last minute.
func load() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	first, _, _ := strings.Cut(string(text), " ")
	return first
}

// field is what stands after a word on a line of a file of the system; empty when it is not there.
func field(file, word string) string {
	text, err := os.ReadFile(file)
	if err != nil {
		return ""
	}
	_, after, _ := strings.Cut(string(text), word)
	line, _, _ := strings.Cut(after, "\n")
	return strings.TrimSpace(line)
}
