package main

import (
	"context"
	"encoding/json"
	"errors"
	"path/filepath"
	"syscall"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"google.golang.org/protobuf/types/known/durationpb"

	"traject.nl/proto/keyring"
	"traject.nl/tools/machine"
)

// besideUs is the namespace of what Traject is compared with, on the same server.
const besideUs = "beside"

// beside is a contestant whose parts are not those of the installation: a worker and services of its own.
type beside struct {
	kind             kind
	client           client.Client
	worker, services *child
	machine          *machine.Machine
}

// startBeside starts the parts of such a contestant.
func startBeside(ctx context.Context, m *machine.Machine, given orders) (*beside, error) {
	given.Address, given.Namespace = m.Address(machine.Temporal), besideUs
	given.Plan.Prefix, given.Begun.Prefix, given.Plan.ChildQueue = string(given.Kind)+"-", string(given.Kind)+"-", queueOf(given.Kind)
	keys, err := json.Marshal(keyring.Generate("ratio"))
	if err != nil {
		return nil, err
	}
	given.Keys = keys
	b := &beside{kind: given.Kind, machine: m}
	if b.client, err = given.dial(ctx); err != nil {
		return nil, err
	}
	log := filepath.Join(filepath.Dir(m.Log(machine.Temporal)), "ratio-"+string(given.Kind)+".log")
	if b.worker, err = startChild(given, log); err != nil {
		return nil, errors.Join(err, b.end())
	}
	given.Services = true
	if b.services, err = startChild(given, log); err != nil {
		return nil, errors.Join(err, b.end())
	}
	return b, nil
}

func (b *beside) end() error {
	var err error
	for _, part := range []*child{b.worker, b.services} {
		if part != nil {
			err = errors.Join(err, part.end())
		}
	}
	b.client.Close()
	return err
}

func (b *beside) used() (cpu, error) {
	server, err := b.machine.Usage(machine.Temporal)
	if err != nil {
		return cpu{}, err
	}
	worker, err := b.worker.used()
	if err != nil {
		return cpu{}, err
	}
	services, err := b.services.used()
	if err != nil {
		return cpu{}, err
	}
	own, err := ownCPU()
	return cpu{server: server.CPU, worker: worker, services: services, caller: own}, err
}

// ownCPU is the CPU time of this program, which plays the people.
func ownCPU() (time.Duration, error) {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0, err
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano()), nil
}

// startOptions are those with which every case starts.
func startOptions(id, queue string) client.StartWorkflowOptions {
	return client.StartWorkflowOptions{
		ID: id, TaskQueue: queue, WorkflowIDConflictPolicy: enumspb.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		WorkflowIDReusePolicy: enumspb.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY,
	}
}

// namespaceTime is how long the server may take before it knows a new namespace everywhere.
const namespaceTime = time.Minute

// makeNamespace makes the namespace of what Traject is compared with, and waits until the server starts workflows in it.
func makeNamespace(ctx context.Context, address string) error {
	made, err := client.NewNamespaceClient(client.Options{HostPort: address})
	if err != nil {
		return err
	}
	defer made.Close()
	err = made.Register(ctx, &workflowservice.RegisterNamespaceRequest{
		Namespace: besideUs, WorkflowExecutionRetentionPeriod: durationpb.New(24 * time.Hour),
	})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, namespaceTime)
	defer cancel()
	for {
		err := knows(ctx, address)
		if err == nil {
			return nil
		}
		if waited := pause(ctx, 100*time.Millisecond); waited != nil {
			return errors.Join(waited, err)
		}
	}
}

// knows starts a workflow that nobody works on, and ends it.
func knows(ctx context.Context, address string) error {
	engine, err := dialBare(address, besideUs)
	if err != nil {
		return err
	}
	defer engine.Close()
	run, err := engine.ExecuteWorkflow(ctx, client.StartWorkflowOptions{ID: "first", TaskQueue: "nobody"}, "first")
	if err != nil {
		return err
	}
	if _, err := engine.DescribeTaskQueue(ctx, "nobody", enumspb.TASK_QUEUE_TYPE_WORKFLOW); err != nil {
		return err
	}
	return engine.TerminateWorkflow(ctx, run.GetID(), run.GetRunID(), "only to see whether it can start")
}
