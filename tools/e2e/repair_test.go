package e2e

import (
	"net/http"
	"testing"

	"go.temporal.io/api/common/v1"
	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"

	"traject.nl/proto/contract/tlv"
	"traject.nl/tools/journey"
	"traject.nl/tools/stack"
)

// What docs/operations.md tells to do with a case that has no process any more.
func TestACaseWhoseProcessWasEndedByMistakeGoesOnFromItsLastStep(t *testing.T) {
	s := told(t, journey.Draft, journey.HandIn, journey.Competent, journey.SotConfirmed)
	engine := get(client.Dial(client.Options{HostPort: running.Temporal, Namespace: stack.Namespace}))(t)
	defer engine.Close()
	process := tlv.WorkflowID(s.CaseID)
	if err := engine.TerminateWorkflow(t.Context(), process, "", "a mistake"); err != nil {
		t.Fatal(err)
	}
	if err := s.Tell(t.Context(), journey.Complete); err == nil || journey.Status(err) < http.StatusBadRequest {
		t.Fatalf("an act on a case without a process: %v", err)
	}
	before := get(s.As("kantoor").Case(t.Context(), s.CaseID))(t)

	reset(t, engine, process)

	if err := s.Tell(t.Context(), journey.Complete, journey.ParentsAgree, journey.Experts); err != nil {
		t.Fatal(err)
	}
	after := get(s.As("kantoor").Case(t.Context(), s.CaseID))(t)
	if after.Version <= before.Version {
		t.Errorf("version %d after %d", after.Version, before.Version)
	}
	seen := map[int64]bool{}
	for _, line := range after.Timeline {
		if seen[line.Version] {
			t.Errorf("line %d is in the timeline twice", line.Version)
		}
		seen[line.Version] = true
	}
	for _, line := range before.Timeline {
		if !seen[line.Version] {
			t.Errorf("line %d is gone from the timeline", line.Version)
		}
	}
}

// reset takes a process back to its last step, as `temporal workflow reset --type LastWorkflowTask` does.
func reset(t *testing.T, engine client.Client, process string) {
	t.Helper()
	var last int64
	for events := engine.GetWorkflowHistory(t.Context(), process, "", false, enums.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT); events.HasNext(); {
		event := get(events.Next())(t)
		if event.GetEventType() == enums.EVENT_TYPE_WORKFLOW_TASK_COMPLETED {
			last = event.GetEventId()
		}
	}
	_, err := engine.ResetWorkflowExecution(t.Context(), &workflowservice.ResetWorkflowExecutionRequest{
		Namespace: stack.Namespace, WorkflowExecution: &common.WorkflowExecution{WorkflowId: process},
		Reason: "ended by mistake", WorkflowTaskFinishEventId: last, RequestId: t.Name(),
	})
	if err != nil {
		t.Fatal(err)
	}
}
