package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"traject.nl/proto/keyring"
	"traject.nl/services/platform/telemetry"
	"traject.nl/services/platform/temporal"
	"traject.nl/tools/stack"
	"traject.nl/workflows/worker"
)

// The parts that are processes of their own.
const (
	serverRole = "server"
	workerRole = "worker"
)

// child is a part of the program in a process of its own. It ends when its standard input does, so that it never outlives the bench.
type child struct {
	command *exec.Cmd
	input   io.Closer
	output  *bufio.Reader
	// address of the server; empty for the worker.
	address string
}

// startChild starts this program again in another role, and tells it what it must know.
func startChild(role string, told any) (*child, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	command := exec.Command(program)
	command.Env = append(os.Environ(), roleName+"="+role)
	command.Stderr = os.Stderr
	input, err := command.StdinPipe()
	if err != nil {
		return nil, err
	}
	output, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, fmt.Errorf("start the %s: %w", role, err)
	}
	c := &child{command: command, input: input, output: bufio.NewReader(output)}
	if err := json.NewEncoder(input).Encode(told); err != nil {
		return nil, errors.Join(fmt.Errorf("start the %s: %w", role, err), c.end())
	}
	return c, nil
}

// end stops the part and waits until it is gone.
func (c *child) end() error {
	if err := c.input.Close(); err != nil {
		return err
	}
	return c.command.Wait()
}

// startServer starts the Temporal server and waits until it answers.
func startServer() (*child, error) {
	c, err := startChild(serverRole, struct{}{})
	if err != nil {
		return nil, err
	}
	line, err := c.output.ReadString('\n')
	if err != nil {
		return nil, errors.Join(fmt.Errorf("the server did not start: %w", err), c.end())
	}
	c.address = strings.TrimSpace(line)
	return c, nil
}

// serve is the process of the Temporal server, as the whole stack has it: SQLite, and every write on the disk before it is answered.
func serve(ctx context.Context, parent io.Reader, out io.Writer) error {
	folder, err := os.MkdirTemp("", "traject-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	server, err := stack.StartTemporal(ctx, folder)
	if err != nil {
		return err
	}
	fmt.Fprintln(out, server.Address)
	untilAlone(ctx, parent)
	return server.Stop()
}

// setting of the worker.
type setting struct {
	Address string          `json:"address"`
	Keys    json.RawMessage `json:"keys"`
}

func startWorker(address string, keys *keyring.Ring) (*child, error) {
	ring, err := json.Marshal(keys)
	if err != nil {
		return nil, err
	}
	return startChild(workerRole, setting{Address: address, Keys: ring})
}

// work is the process of the worker, as it runs in practice.
func work(ctx context.Context, parent io.Reader) error {
	var told setting
	lines := json.NewDecoder(parent)
	if err := lines.Decode(&told); err != nil {
		return err
	}
	keys, err := keyring.Load(string(told.Keys))
	if err != nil {
		return err
	}
	stopTelemetry, err := telemetry.Start(ctx, "worker")
	if err != nil {
		return err
	}
	engine, err := temporal.Dial(ctx, temporal.Config{Address: told.Address, Namespace: stack.Namespace, Keys: keys, Identity: "worker"})
	if err != nil {
		return err
	}
	defer engine.Close()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		untilAlone(ctx, parent)
		stop()
	}()
	return errors.Join(worker.Run(ctx, engine, worker.Config{}), stopTelemetry(context.WithoutCancel(ctx)))
}

// untilAlone waits until the parent is gone or the context ends.
func untilAlone(ctx context.Context, parent io.Reader) {
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		_, _ = io.Copy(io.Discard, parent) // however it ends, the parent is gone
	}()
	select {
	case <-gone:
	case <-ctx.Done():
	}
}

// usage is what a process has used so far, and has in memory now.
type usage struct {
	cpu time.Duration
	// memory is what it has in RAM, peak the most that it ever had (bytes).
	memory, peak int64
}

// ticks in which Linux counts CPU time, a second.
const ticks = 100

// usage reads what Linux knows of the process.
func (c *child) usage() (usage, error) { return usageOf(c.command.Process.Pid) }

func usageOf(pid int) (usage, error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return usage{}, err
	}
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return usage{}, err
	}
	// The name of the program, in brackets, may hold spaces; the fields after it are counted from the third on.
	_, after, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(after)
	if len(fields) < 13 {
		return usage{}, fmt.Errorf("/proc/%d/stat: %q", pid, stat)
	}
	user, errUser := strconv.ParseInt(fields[11], 10, 64)
	system, errSystem := strconv.ParseInt(fields[12], 10, 64)
	memory, errMemory := kilobytes(string(status), "VmRSS:")
	peak, errPeak := kilobytes(string(status), "VmHWM:")
	return usage{cpu: time.Duration(user+system) * time.Second / ticks, memory: memory, peak: peak},
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
