package machine

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// Usage is what a part used.
type Usage struct {
	// CPU time in all its lives together.
	CPU time.Duration
	// Memory that it has now and Peak, the most it had in any life, in bytes. Both count the program, which all parts share.
	Memory, Peak int64
	// Own is what it has now without the program, in bytes.
	Own int64
	// Files are how many files and connections it has open now.
	Files int
}

// Usage of a part. One that is down has no memory.
func (m *Machine) Usage(one Part) (Usage, error) {
	p, err := m.process(one)
	if err != nil {
		return Usage{}, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	used := Usage{CPU: p.spent, Peak: p.peak}
	if p.child == nil {
		return used, nil
	}
	now, err := readUsage(p.child.Process.Pid)
	if err != nil {
		return Usage{}, fmt.Errorf("usage of %s: %w", one, err)
	}
	return Usage{CPU: p.spent + now.CPU, Memory: now.Memory, Own: now.Own, Peak: max(p.peak, now.Peak), Files: now.Files}, nil
}

// tick is how the kernel counts CPU time for whoever reads it (USER_HZ, the same everywhere).
const tick = 10 * time.Millisecond

// readUsage of a process from /proc.
func readUsage(pid int) (Usage, error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return Usage{}, err
	}
	// The name of the program is between brackets, and may hold anything; utime and stime are the 12th and 13th after it.
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	if len(fields) < 13 {
		return Usage{}, fmt.Errorf("/proc/%d/stat cannot be read: %q", pid, stat)
	}
	var used Usage
	for _, field := range fields[11:13] {
		ticks, err := strconv.ParseInt(field, 10, 64)
		if err != nil {
			return Usage{}, fmt.Errorf("/proc/%d/stat: %w", pid, err)
		}
		used.CPU += time.Duration(ticks) * tick
	}
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return Usage{}, err
	}
	for line := range strings.Lines(string(status)) {
		name, value, _ := strings.Cut(line, ":")
		into := map[string]*int64{"VmRSS": &used.Memory, "VmHWM": &used.Peak, "RssAnon": &used.Own}[name]
		if into == nil {
			continue
		}
		kilobytes, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 10, 64)
		if err != nil {
			return Usage{}, fmt.Errorf("/proc/%d/status: %s: %w", pid, name, err)
		}
		*into = kilobytes << 10
	}
	files, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))
	used.Files = len(files)
	return used, err
}
