package golden

import (
	"context"
	"fmt"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/cases"
)

// begin starts a process that begins by itself, and waits until the record has its case.
func (p Procedure) begin(ctx context.Context, temporal client.Client, caseID string) error {
	options := client.StartWorkflowOptions{ID: p.WorkflowID(caseID), TaskQueue: act.TaskQueue}
	if _, err := temporal.ExecuteWorkflow(ctx, options, p.Workflow, p.Input(caseID)); err != nil {
		return err
	}
	return awaitRecord(ctx, temporal, p.WorkflowID(caseID), 0)
}

// tell is what another case would tell, and waits until the record has what came of it: nobody answers to news. It must make a change that
// is recorded.
func (p Procedure) tell(ctx context.Context, temporal client.Client, id string, news proto.Message) error {
	now, err := temporal.DescribeWorkflowExecution(ctx, id, "")
	if err != nil {
		return err
	}
	if err := temporal.SignalWorkflow(ctx, id, "", p.Signals[string(nameOf(news))], news); err != nil {
		return err
	}
	return awaitRecord(ctx, temporal, id, now.WorkflowExecutionInfo.HistoryLength)
}

// awaitRecord waits until the present run wrote to the record after an event.
func awaitRecord(ctx context.Context, temporal client.Client, id string, after int64) error {
	writing := map[int64]bool{}
	for events := temporal.GetWorkflowHistory(ctx, id, "", true, enumspb.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT); events.HasNext(); {
		event, err := events.Next()
		if err != nil {
			return fmt.Errorf("wait for what %s writes: %w", id, err)
		}
		scheduled := event.GetActivityTaskScheduledEventAttributes()
		if event.EventId > after && scheduled.GetActivityType().GetName() == cases.Project {
			writing[event.EventId] = true
		}
		if writing[event.GetActivityTaskCompletedEventAttributes().GetScheduledEventId()] {
			return nil
		}
	}
	return fmt.Errorf("%s ended without writing to the record", id)
}
