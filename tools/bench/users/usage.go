package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"traject.nl/tools/machine"
)

// tick in which Linux counts CPU time for whoever reads it.
const tick = 10 * time.Millisecond

// usageOf a process and the children that it has now, as one: CPU time with that of children that ended, and memory in which what they share
// counts once.
func usageOf(pid int) (machine.Usage, error) {
	var all machine.Usage
	processes, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		return all, err
	}
	for _, file := range processes {
		fields, err := statOf(file)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return all, err
		}
		own := filepath.Base(filepath.Dir(file)) == strconv.Itoa(pid)
		if !own && fields[1] != strconv.Itoa(pid) {
			continue
		}
		// utime and stime, and of the process itself those of its children that ended.
		times := fields[11:13]
		if own {
			times = fields[11:15]
		}
		for _, field := range times {
			ticks, err := strconv.ParseInt(field, 10, 64)
			if err != nil {
				return all, fmt.Errorf("%s: %w", file, err)
			}
			all.CPU += time.Duration(ticks) * tick
		}
		all.Memory += shareOf(filepath.Dir(file))
	}
	if all.CPU == 0 && all.Memory == 0 {
		return all, fmt.Errorf("no process %d", pid)
	}
	return all, nil
}

// statOf a process: the fields after its name, the first of which is its state.
func statOf(file string) ([]string, error) {
	text, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) || err != nil && strings.Contains(err.Error(), "no such process") {
		return nil, fs.ErrNotExist
	}
	if err != nil {
		return nil, err
	}
	fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
	if len(fields) < 15 {
		return nil, fmt.Errorf("%s cannot be read: %q", file, text)
	}
	return fields, nil
}

// shareOf memory that a process has (bytes): what others have as well is divided among them. A process that just ended has none.
func shareOf(process string) int64 {
	text, err := os.ReadFile(filepath.Join(process, "smaps_rollup"))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(line, "Pss:"); ok {
			kilobytes, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 10, 64)
			if err == nil {
				return kilobytes << 10
			}
		}
	}
	return 0
}
