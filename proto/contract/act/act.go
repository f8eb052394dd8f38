// Package act is how a person's act reaches a case: the update of its process, once for each key.
package act

import (
	"context"
	"fmt"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
)

// TaskQueue on which the code of all processes runs.
const TaskQueue = "processes"

// WorkflowID of the process of a case: every procedure has the same pattern.
func WorkflowID(procedure, caseID string) string { return procedure + "/" + caseID }

// StateQuery answers with the State message of the procedure.
const StateQuery = "state"

// ContinueAsNewSignal makes a run continue as new at the next safe moment: the hatch to move a case to repaired code.
const ContinueAsNewSignal = "continue-as-new"

// Act is one thing a person can do; it is the name of an Update, and of the message that it takes.
type Act string

// Actors are the roles that may do an act, provided they are party to the case.
type Actors map[Act][]party.Role

// May says whether the role may do the act at all.
func (a Actors) May(role party.Role, act Act) bool {
	for _, may := range a[act] {
		if may == role {
			return true
		}
	}
	return false
}

// Start starts the process of a case and does its first act in one round trip. A second first act, by whatever key, is for
// the case itself to refuse (failure.NotNow) and never starts another.
func Start(
	ctx context.Context, temporal client.Client, workflow, workflowID string, input proto.Message, key string, act Act, message proto.Message,
) (*caseworkv1.Accepted, error) {
	start := temporal.NewWithStartWorkflowOperation(client.StartWorkflowOptions{
		ID:                       workflowID,
		TaskQueue:                TaskQueue,
		WorkflowIDConflictPolicy: enumspb.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		WorkflowIDReusePolicy:    enumspb.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY,
	}, workflow, input)
	handle, err := temporal.UpdateWithStartWorkflow(ctx, client.UpdateWithStartWorkflowOptions{
		StartWorkflowOperation: start,
		UpdateOptions:          options(workflowID, key, act, message),
	})
	if err != nil {
		return nil, err
	}
	return accepted(ctx, handle)
}

// Do performs any other act; it is answered when it is in the case for good. The message must be the one that belongs to the act.
func Do(
	ctx context.Context, temporal client.Client, workflowID, key string, act Act, message proto.Message,
) (*caseworkv1.Accepted, error) {
	if name := string(message.ProtoReflect().Descriptor().Name()); name != string(act) {
		return nil, fmt.Errorf("act %s got a message %s", act, name)
	}
	handle, err := temporal.UpdateWorkflow(ctx, options(workflowID, key, act, message))
	if err != nil {
		return nil, err
	}
	return accepted(ctx, handle)
}

func options(workflowID, key string, act Act, message proto.Message) client.UpdateWorkflowOptions {
	return client.UpdateWorkflowOptions{
		WorkflowID: workflowID,
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
