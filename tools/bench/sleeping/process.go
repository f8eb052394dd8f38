package sleeping

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"traject.nl/proto/keyring"
	"traject.nl/services/platform/telemetry"
	"traject.nl/services/platform/temporal"
	"traject.nl/tools/stack"
	"traject.nl/tools/twin"
	"traject.nl/workflows/worker"
)

// roleName is the environment variable by which a program knows which part of itself it is.
const roleName = "TRAJECT_BENCH_ROLE"

// The parts that are processes of their own.
const (
	serverRole = "server"
	workerRole = "worker"
)

// Role lets the program be one of those parts, when it was started as one: the first thing that its main or TestMain does. It tells whether
// the program was one, and returns when that part has ended.
func Role(ctx context.Context) (was bool, err error) {
	switch role := os.Getenv(roleName); role {
	case "":
		return false, nil
	case serverRole:
		return true, serve(ctx, os.Stdin, os.Stdout)
	case workerRole:
		return true, work(ctx, os.Stdin)
	default:
		return true, fmt.Errorf("%s=%q: want nothing, %s or %s", roleName, role, serverRole, workerRole)
	}
}

// Process is a part of the program in a process of its own.
type Process struct {
	*twin.Twin
	// Address of the server (host:port); empty for the worker.
	Address string
}

// start this program again in another role, and tell it what it must know.
func start(role string, told any) (*Process, error) {
	one, err := twin.Start(roleName, role)
	if err != nil {
		return nil, err
	}
	if err := json.NewEncoder(one.Told).Encode(told); err != nil {
		return nil, errors.Join(fmt.Errorf("start the %s: %w", role, err), one.End())
	}
	return &Process{Twin: one}, nil
}

// place where the server keeps its file.
type place struct {
	Folder string `json:"folder"`
}

// StartServer starts a Temporal server with its file in the folder (DatabaseFile), and waits until it answers. It goes on where another left that file.
func StartServer(folder string) (*Process, error) {
	c, err := start(serverRole, place{Folder: folder})
	if err != nil {
		return nil, err
	}
	if c.Address, err = c.Says(); err != nil {
		return nil, fmt.Errorf("the server did not start: %w", err)
	}
	return c, nil
}

// serve is the process of the Temporal server, as the whole stack has it: SQLite, and every write on the disk before it is answered.
func serve(ctx context.Context, parent io.Reader, out io.Writer) error {
	var told place
	if err := json.NewDecoder(parent).Decode(&told); err != nil {
		return err
	}
	server, err := stack.StartTemporal(ctx, told.Folder)
	if err != nil {
		return err
	}
	fmt.Fprintln(out, server.Address)
	twin.Alone(ctx, parent)
	return server.Stop()
}

// setting of the worker.
type setting struct {
	Address string          `json:"address"`
	Keys    json.RawMessage `json:"keys"`
}

// StartWorker starts the worker, which works for the server at the address; it does not wait until it does.
func StartWorker(address string, keys *keyring.Ring) (*Process, error) {
	ring, err := json.Marshal(keys)
	if err != nil {
		return nil, err
	}
	return start(workerRole, setting{Address: address, Keys: ring})
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
		twin.Alone(ctx, parent)
		stop()
	}()
	return errors.Join(worker.Run(ctx, engine, worker.Config{}), stopTelemetry(context.WithoutCancel(ctx)))
}
