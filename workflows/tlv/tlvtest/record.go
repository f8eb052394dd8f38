package tlvtest

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

	contract "traject.nl/proto/contract/tlv"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/terms"
	processes "traject.nl/workflows/worker"
)

// Record plays every script on a real server and writes the history of every run to the folder, as "<script>-<run>.json". The client
// must encrypt (proto/payload): histories are kept as they are stored. An existing file of the same name is replaced.
func Record(ctx context.Context, temporal client.Client, folder string) error {
	stop, err := Serve(temporal)
	if err != nil {
		return err
	}
	defer stop()
	for _, script := range Scripts {
		// The case id also becomes part of the recorded history.
		caseID := "golden-" + script.Name
		if err := Play(ctx, temporal, caseID, script); err != nil {
			return err
		}
		chain, err := Histories(ctx, temporal, caseID)
		if err != nil {
			return err
		}
		if err := write(folder, script.Name, chain); err != nil {
			return err
		}
	}
	return nil
}

// Serve works on processes and on the activities of stand-in services until stopped.
func Serve(temporal client.Client) (stop func(), err error) {
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
	for queue, activities := range NewServices().Activities() {
		w := worker.New(temporal, queue, worker.Options{DisableWorkflowWorker: true})
		for name, do := range activities {
			w.RegisterActivityWithOptions(do, activity.RegisterOptions{Name: name})
		}
		start(w)
	}
	w := worker.New(temporal, contract.TaskQueue, worker.Options{})
	processes.Register(w)
	start(w)
	if err != nil {
		stop()
		return nil, fmt.Errorf("start the workers of the script: %w", err)
	}
	return stop, nil
}

// Play acts a script out through the contract's client.
func Play(ctx context.Context, temporal client.Client, caseID string, script Script) error {
	acts := contract.Client{Temporal: temporal}
	today := terms.DateOf(time.Now())
	var left []client.WorkflowRun
	for i, step := range script.Steps {
		var err error
		key := fmt.Sprintf("%s-step-%d", script.Name, i+1)
		if step == nil {
			var run client.WorkflowRun
			run, err = continueAsNew(ctx, temporal, caseID)
			left = append(left, run)
		} else if act := step(caseID, today); i == 0 {
			_, err = acts.Submit(ctx, caseID, key, act.(*tlvv1.Submit))
		} else {
			_, err = acts.Do(ctx, caseID, key, contract.Act(act.ProtoReflect().Descriptor().Name()), act)
		}
		if err != nil {
			return fmt.Errorf("script %s, step %d: %w", script.Name, i+1, err)
		}
	}
	for _, run := range left {
		var continued *workflow.ContinueAsNewError
		err := run.GetWithOptions(ctx, nil, client.WorkflowRunGetOptions{DisableFollowingRuns: true})
		if !errors.As(err, &continued) {
			return fmt.Errorf("script %s, run %s did not continue as new: %w", script.Name, run.GetRunID(), err)
		}
	}
	return nil
}

// continueAsNew asks the present run to continue as new; it will when everything under way is done.
func continueAsNew(ctx context.Context, temporal client.Client, caseID string) (client.WorkflowRun, error) {
	id := contract.WorkflowID(caseID)
	now, err := temporal.DescribeWorkflowExecution(ctx, id, "")
	if err != nil {
		return nil, err
	}
	run := now.WorkflowExecutionInfo.Execution.RunId
	return temporal.GetWorkflow(ctx, id, run), temporal.SignalWorkflow(ctx, id, run, contract.ContinueAsNewSignal, nil)
}

// Histories are the histories of all runs of a case, the first run first.
func Histories(ctx context.Context, temporal client.Client, caseID string) ([]*historypb.History, error) {
	id := contract.WorkflowID(caseID)
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
