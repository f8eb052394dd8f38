package main

import (
	"context"
	"fmt"

	"go.temporal.io/sdk/client"

	"traject.nl/tools/bench/ratio/skeleton"
)

// empty is B0: start a workflow that does nothing, and wait until it is done.
type empty struct {
	*beside
	next int
}

func (*empty) name() string            { return "B0" }
func (*empty) size(cases int) int      { return 10 * cases }
func (e *empty) open() course          { e.next++; return &nothing{e.client, fmt.Sprintf("empty-%d", e.next)} }
func (e *empty) engine() client.Client { return e.client }

// nothing is one workflow of B0.
type nothing struct {
	client client.Client
	id     string
}

func (n *nothing) workflowID() string               { return n.id }
func (*nothing) prepare(context.Context, int) error { return nil }
func (n *nothing) act(ctx context.Context, stage int) error {
	if stage > 0 {
		return nil
	}
	run, err := n.client.ExecuteWorkflow(ctx, client.StartWorkflowOptions{ID: n.id, TaskQueue: queueOf(bare)}, skeleton.Empty)
	if err != nil {
		return err
	}
	return run.Get(ctx, nil)
}

// bones are B1 and B2: a skeleton, without and with our codec and telemetry.
type bones struct {
	*beside
	title string
	plan  skeleton.Plan
	next  int
}

func (b *bones) name() string          { return b.title }
func (*bones) size(cases int) int      { return cases }
func (b *bones) engine() client.Client { return b.client }
func (b *bones) open() course {
	b.next++
	return &bone{bones: b, id: fmt.Sprintf("%s-%d", b.title, b.next)}
}

// bone is one case of a skeleton.
type bone struct {
	*bones
	id string
}

func (b *bone) workflowID() string               { return b.id }
func (*bone) prepare(context.Context, int) error { return nil }

func (b *bone) act(ctx context.Context, stage int) error {
	from, until := actsOf(stage, len(b.plan.Acts))
	for i := from; i < until; i++ {
		if err := b.update(ctx, i); err != nil {
			return fmt.Errorf("%s, act %d: %w", b.id, i+1, err)
		}
	}
	return nil
}

// update does one act; the first one starts the case.
func (b *bone) update(ctx context.Context, i int) error {
	key := fmt.Sprintf("step-%d", i+1)
	update := client.UpdateWorkflowOptions{
		WorkflowID: b.id, UpdateID: b.plan.Acts[i] + "/" + key, UpdateName: b.plan.Acts[i], Args: []any{key, skeleton.Words()},
		WaitForStage: client.WorkflowUpdateStageCompleted,
	}
	var handle client.WorkflowUpdateHandle
	var err error
	if i == 0 {
		handle, err = b.client.UpdateWithStartWorkflow(ctx, client.UpdateWithStartWorkflowOptions{
			StartWorkflowOperation: b.client.NewWithStartWorkflowOperation(startOptions(b.id, queueOf(b.kind)), skeleton.Case, skeleton.Words()),
			UpdateOptions:          update,
		})
	} else {
		handle, err = b.client.UpdateWorkflow(ctx, update)
	}
	if err != nil {
		return err
	}
	var answer []byte
	return handle.Get(ctx, &answer)
}

// actsOf a stage: from the first, until before the other.
func actsOf(stage, all int) (from, until int) {
	if stage == 0 {
		return 0, secondFrom
	}
	return secondFrom, all
}
