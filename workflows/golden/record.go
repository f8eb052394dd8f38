package golden

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	historypb "go.temporal.io/api/history/v1"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/act"
	"traject.nl/workflows/terms"
	processes "traject.nl/workflows/worker"
)

// Record plays every script of a procedure on a real server and writes the history of every run to the folder, as "<script>-<run>.json".
// The client must encrypt (proto/payload): histories are kept as they are stored. An existing file of the same name is replaced.
func Record(ctx context.Context, temporal client.Client, procedure Procedure, folder string) error {
	stop, err := Serve(temporal, procedure.Activities())
	if err != nil {
		return err
	}
	defer stop()
	for _, script := range procedure.Scripts {
		// The case id also becomes part of the recorded history.
		caseID := "golden-" + script.Name
		if err := procedure.Play(ctx, temporal, caseID, script); err != nil {
			return err
		}
		chain, err := Histories(ctx, temporal, procedure.WorkflowID(caseID))
		if err != nil {
			return err
		}
		if err := write(folder, script.Name, chain); err != nil {
			return err
		}
	}
	return nil
}

// Serve works on processes and on the activities of stand-in services, by task queue and name, until stopped.
func Serve(temporal client.Client, services map[string]map[string]any) (stop func(), err error) {
	var started []worker.Worker
	stop = func() {
		for _, w := range started {
			w.Stop()
		}
	}
	start := func(w worker.Worker) {
		if err == nil {
			err = w.Start()
			started = append(started, w)
		}
	}
	for queue, activities := range services {
		w := worker.New(temporal, queue, worker.Options{DisableWorkflowWorker: true})
		for name, do := range activities {
			w.RegisterActivityWithOptions(do, activity.RegisterOptions{Name: name})
		}
		start(w)
	}
	w := worker.New(temporal, act.TaskQueue, worker.Options{})
	processes.Register(w)
	start(w)
	if err != nil {
		stop()
		return nil, fmt.Errorf("start the workers of the script: %w", err)
	}
	return stop, nil
}

// Play acts a script out as people do: each act is an update of the process.
func (p Procedure) Play(ctx context.Context, temporal client.Client, caseID string, script Script) error {
	today, id := terms.DateOf(time.Now()), p.WorkflowID(caseID)
	begun := p.Begins != nil && p.Begins(caseID)
	if begun {
		if err := p.begin(ctx, temporal, caseID); err != nil {
			return fmt.Errorf("script %s: %w", script.Name, err)
		}
	}
	var left []client.WorkflowRun
	for i, step := range script.Steps {
		var err error
		key := fmt.Sprintf("%s-step-%d", script.Name, i+1)
		if step == nil {
			var run client.WorkflowRun
			run, err = continueAsNew(ctx, temporal, id)
			left = append(left, run)
			if err == nil && script.InTurn {
				err = isLeft(ctx, run)
			}
		} else if message := step(caseID, today); p.Signals[string(nameOf(message))] != "" {
			err = p.tell(ctx, temporal, id, message)
		} else if p.Act != nil {
			err = p.Act(ctx, temporal, caseID, key, message)
		} else if i == 0 && !begun {
			_, err = act.Start(ctx, temporal, p.Workflow, id, p.Input(caseID), key, nameOf(message), message)
		} else {
			_, err = act.Do(ctx, temporal, id, key, nameOf(message), message)
		}
		if err != nil {
			return fmt.Errorf("script %s, step %d: %w", script.Name, i+1, err)
		}
	}
	for _, run := range left {
		if err := isLeft(ctx, run); err != nil {
			return fmt.Errorf("script %s: %w", script.Name, err)
		}
	}
	// An answer means that the last run was taken up: a history without a step of its code replays nothing.
	if _, err := temporal.QueryWorkflow(ctx, id, "", act.StateQuery); err != nil {
		return fmt.Errorf("script %s: ask the last run where it stands: %w", script.Name, err)
	}
	return nil
}

// isLeft waits for the end of a run that must continue as new.
func isLeft(ctx context.Context, run client.WorkflowRun) error {
	var continued *workflow.ContinueAsNewError
	err := run.GetWithOptions(ctx, nil, client.WorkflowRunGetOptions{DisableFollowingRuns: true})
	if !errors.As(err, &continued) {
		return fmt.Errorf("run %s did not continue as new: %w", run.GetRunID(), err)
	}
	return nil
}

func nameOf(message proto.Message) act.Act {
	return act.Act(message.ProtoReflect().Descriptor().Name())
}

// continueAsNew asks the present run to continue as new; it will when everything under way is done.
func continueAsNew(ctx context.Context, temporal client.Client, id string) (client.WorkflowRun, error) {
	now, err := temporal.DescribeWorkflowExecution(ctx, id, "")
	if err != nil {
		return nil, err
	}
	run := now.WorkflowExecutionInfo.Execution.RunId
	return temporal.GetWorkflow(ctx, id, run), temporal.SignalWorkflow(ctx, id, run, act.ContinueAsNewSignal, nil)
}

// Histories are the histories of all runs of a process, the first run first.
func Histories(ctx context.Context, temporal client.Client, id string) ([]*historypb.History, error) {
	last, err := temporal.DescribeWorkflowExecution(ctx, id, "")
	if err != nil {
		return nil, err
	}
	var chain []*historypb.History
	run := last.WorkflowExecutionInfo.FirstRunId
	for run != "" {
		history := &historypb.History{}
		events := temporal.GetWorkflowHistory(ctx, id, run, false, enumspb.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
		for events.HasNext() {
			event, err := events.Next()
			if err != nil {
				return nil, fmt.Errorf("history of %s, run %s: %w", id, run, err)
			}
			history.Events = append(history.Events, event)
		}
		if len(history.Events) == 0 {
			return nil, errors.New("history of " + id + ", run " + run + " is empty")
		}
		chain = append(chain, history)
		run = history.Events[len(history.Events)-1].GetWorkflowExecutionContinuedAsNewEventAttributes().GetNewExecutionRunId()
	}
	return chain, nil
}

func write(folder, script string, chain []*historypb.History) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for i, history := range chain {
		text, err := protojson.MarshalOptions{Multiline: true}.Marshal(history)
		if err != nil {
			return fmt.Errorf("history of script %s, run %d: %w", script, i+1, err)
		}
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%s-%d.json", script, i+1)), append(text, '\n'), 0o644); err != nil {
			return err
		}
	}
	return nil
}
