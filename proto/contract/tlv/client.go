package tlv

import (
	"context"
	"fmt"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
	"google.golang.org/protobuf/proto"

	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
)

// Client does acts on TLV cases. An act is answered when it is in the case for good; the same key twice gives the same answer.
type Client struct{ Temporal client.Client }

// Submit starts the case and hands in the application in one round trip. A second submission of the same case, by
// whatever key, is refused by the case itself (failure.NotNow) and never starts another.
func (c Client) Submit(ctx context.Context, caseID, key string, act *tlvv1.Submit) (*caseworkv1.Accepted, error) {
	start := c.Temporal.NewWithStartWorkflowOperation(client.StartWorkflowOptions{
		ID:                       WorkflowID(caseID),
		TaskQueue:                TaskQueue,
		WorkflowIDConflictPolicy: enumspb.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		WorkflowIDReusePolicy:    enumspb.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY,
	}, Workflow, &tlvv1.Input{CaseId: caseID})
	handle, err := c.Temporal.UpdateWithStartWorkflow(ctx, client.UpdateWithStartWorkflowOptions{
		StartWorkflowOperation: start,
		UpdateOptions:          updateOptions(caseID, key, Submit, act),
	})
	if err != nil {
		return nil, err
	}
	return accepted(ctx, handle)
}

// Do performs any other act. The message must be the one that belongs to the act.
func (c Client) Do(ctx context.Context, caseID, key string, act Act, message proto.Message) (*caseworkv1.Accepted, error) {
	if name := string(message.ProtoReflect().Descriptor().Name()); name != string(act) {
		return nil, fmt.Errorf("act %s got a message %s", act, name)
	}
	handle, err := c.Temporal.UpdateWorkflow(ctx, updateOptions(caseID, key, act, message))
	if err != nil {
		return nil, err
	}
	return accepted(ctx, handle)
}

// State asks the process itself where it stands; for repair and reconciliation, not for pages.
func (c Client) State(ctx context.Context, caseID string) (*tlvv1.State, error) {
	value, err := c.Temporal.QueryWorkflow(ctx, WorkflowID(caseID), "", StateQuery)
	if err != nil {
		return nil, err
	}
	var state tlvv1.State
	return &state, value.Get(&state)
}

func updateOptions(caseID, key string, act Act, message proto.Message) client.UpdateWorkflowOptions {
	return client.UpdateWorkflowOptions{
		WorkflowID: WorkflowID(caseID),
		// A key belongs to one act: the same key with another act is another request.
		UpdateID:     string(act) + "/" + key,
		UpdateName:   string(act),
		Args:         []any{key, message},
		WaitForStage: client.WorkflowUpdateStageCompleted,
	}
}

func accepted(ctx context.Context, handle client.WorkflowUpdateHandle) (*caseworkv1.Accepted, error) {
	var answer caseworkv1.Accepted
	if err := handle.Get(ctx, &answer); err != nil {
		return nil, err
	}
	return &answer, nil
}
