package skeleton

import (
	"context"
	"fmt"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

// The names of the workflows: one with the commands of a case, one with those of the case that it begins, and one that does nothing at all.
const (
	Case  = "skeleton"
	Begun = "skeleton-child"
	Empty = "empty"
)

// Size of every argument and answer (bytes).
const Size = 1024

// Words of that size.
func Words() []byte {
	words := make([]byte, Size)
	for i := range words {
		words[i] = byte(i*7 + i/64)
	}
	return words
}

// Register makes the workflows known.
func Register(registry worker.WorkflowRegistry, plan, child Plan) {
	registry.RegisterWorkflowWithOptions(plan.run, workflow.RegisterOptions{Name: Case})
	registry.RegisterWorkflowWithOptions(child.run, workflow.RegisterOptions{Name: Begun})
	registry.RegisterWorkflowWithOptions(func(workflow.Context) error { return nil }, workflow.RegisterOptions{Name: Empty})
}

// Activities that do nothing, by task queue and name: those that the plans ask for.
func Activities(plans ...Plan) map[string]map[string]any {
	all := map[string]map[string]any{}
	answer := Words()
	nothing := func(context.Context, []byte) ([]byte, error) { return answer, nil }
	for _, plan := range plans {
		for _, batch := range plan.Batches {
			for _, command := range batch.Commands {
				if command.Kind != Activity {
					continue
				}
				queue := plan.Prefix + command.Queue
				if all[queue] == nil {
					all[queue] = map[string]any{}
				}
				all[queue][command.Name] = nothing
			}
		}
	}
	return all
}

// run is the state of one run.
type run struct {
	plan Plan
	// came and answered are how many acts came in and were answered.
	came, answered int
	words          []byte
	// begun is what was started and may be done, by number; timers are how to cancel them.
	begun  map[int64]workflow.Future
	timers map[int64]workflow.CancelFunc
}

// run issues the commands of the plan, and then rests like a case that is decided.
func (p Plan) run(ctx workflow.Context, _ []byte) error {
	r := &run{plan: p, words: Words(), begun: map[int64]workflow.Future{}, timers: map[int64]workflow.CancelFunc{}}
	if err := r.listen(ctx); err != nil {
		return err
	}
	for _, batch := range p.Batches {
		if err := workflow.Await(ctx, func() bool { return r.ready(batch) }); err != nil {
			return err
		}
		if err := r.read(ctx, batch); err != nil {
			return err
		}
		for _, command := range batch.Commands {
			if err := r.issue(ctx, command); err != nil {
				return err
			}
		}
	}
	return workflow.Await(ctx, func() bool { return false })
}

// listen takes the acts. Each is answered when the plan says so.
func (r *run) listen(ctx workflow.Context) error {
	take := func(ctx workflow.Context, _ string, _ []byte) ([]byte, error) {
		mine := r.came
		r.came++
		err := workflow.Await(ctx, func() bool { return r.answered > mine })
		return r.words, err
	}
	names := map[string]bool{}
	for _, name := range r.plan.Acts {
		if names[name] {
			continue
		}
		names[name] = true
		if err := workflow.SetUpdateHandler(ctx, name, take); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) ready(batch Batch) bool {
	if r.came < batch.Came {
		return false
	}
	for _, number := range batch.Done {
		if !r.begun[number].IsReady() {
			return false
		}
	}
	return true
}

// read takes the answers, as a process does.
func (r *run) read(ctx workflow.Context, batch Batch) error {
	for _, number := range batch.Done {
		var answer []byte
		future := r.begun[number]
		if child, is := future.(started); is {
			if err := child.Get(ctx, nil); err != nil {
				return err
			}
			continue
		}
		if err := future.Get(ctx, &answer); err != nil {
			return err
		}
	}
	return nil
}

// started is done as soon as a child is there.
type started struct{ workflow.Future }

func (r *run) issue(ctx workflow.Context, command Command) error {
	switch command.Kind {
	case Activity:
		r.begun[command.Number] = workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
			TaskQueue: r.plan.Prefix + command.Queue, StartToCloseTimeout: command.Timeout,
			RetryPolicy: &temporal.RetryPolicy{
				InitialInterval: command.Again, BackoffCoefficient: command.Factor, MaximumInterval: command.Longest,
			},
		}), command.Name, r.words)
	case Timer:
		waiting, cancel := workflow.WithCancel(ctx)
		r.timers[command.Number] = cancel
		workflow.NewTimer(waiting, command.Timeout)
	case Cancel:
		r.timers[command.Number]()
	case Child:
		child := workflow.ExecuteChildWorkflow(workflow.WithChildOptions(ctx, workflow.ChildWorkflowOptions{
			WorkflowID: workflow.GetInfo(ctx).WorkflowExecution.ID + "/child", TaskQueue: r.plan.ChildQueue,
			ParentClosePolicy: enumspb.PARENT_CLOSE_POLICY_ABANDON,
		}), Begun, r.words)
		r.begun[command.Number] = started{child.GetChildWorkflowExecution()}
	case Side:
		var words []byte
		return workflow.SideEffect(ctx, func(workflow.Context) any { return r.words }).Get(&words)
	case Version:
		workflow.GetVersion(ctx, fmt.Sprintf("change-%d", command.Number), workflow.DefaultVersion, 3)
	case Answer:
		r.answered++
	default:
		return fmt.Errorf("command %q: a skeleton cannot do that", command.Kind)
	}
	return nil
}
