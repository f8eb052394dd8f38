package sleeping

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// Usage is what a process has used so far, and has in memory now.
type Usage struct {
	// CPU time so far.
	CPU time.Duration
	// Memory is what it has in RAM, Peak the most that it ever had (bytes).
	Memory, Peak int64
}

// ticks in which Linux counts CPU time, a second.
const ticks = 100

// Usage reads what Linux knows of the process.
func (c *Process) Usage() (Usage, error) { return UsageOf(c.PID()) }

// UsageOf a process of this machine.
func UsageOf(pid int) (Usage, error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return Usage{}, err
	}
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return Usage{}, err
	}
	// The name of the program, in brackets, may hold spaces; the fields after it are counted from the third on.
	_, after, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(after)
	if len(fields) < 13 {
		return Usage{}, fmt.Errorf("/proc/%d/stat: %q", pid, stat)
	}
	user, errUser := strconv.ParseInt(fields[11], 10, 64)
	system, errSystem := strconv.ParseInt(fields[12], 10, 64)
	memory, errMemory := kilobytes(string(status), "VmRSS:")
	peak, errPeak := kilobytes(string(status), "VmHWM:")
	return Usage{CPU: time.Duration(user+system) * time.Second / ticks, Memory: memory, Peak: peak},
		errors.Join(errUser, errSystem, errMemory, errPeak)
}

func kilobytes(status, name string) (int64, error) {
	_, after, found := strings.Cut(status, name)
	fields := strings.Fields(after)
	if !found || len(fields) == 0 {
		return 0, fmt.Errorf("no %s in %q", name, status)
	}
	count, err := strconv.ParseInt(fields[0], 10, 64)
	return count * 1024, err
}
