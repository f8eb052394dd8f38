package buitenkans

import (
	"context"
	"fmt"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"

	"traject.nl/proto/contract/act"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
)

// PlacesWorkflow is the name of the one process that keeps the places of a provision. All acts on places go through it one after the
// other, so that no place is ever given twice.
const PlacesWorkflow = "places"

// PlacesWorkflowID of the book of a provision.
func PlacesWorkflowID(provision string) string { return PlacesWorkflow + "/" + provision }

// The updates of that process, each with the message of traject.buitenkans.v1 with the same name, answered with a PlaceAnswer.
const (
	AskPlace   = "AskPlace"
	MovePlace  = "MovePlace"
	LeavePlace = "LeavePlace"
)

// Places brings acts to the book of a provision, and starts the process that keeps it when it does not run yet.
type Places struct{ Temporal client.Client }

// Do performs the act of the request; the same key twice gives the same answer.
func (p Places) Do(ctx context.Context, request *casesv1.PlaceRequest) (*buitenkansv1.PlaceAnswer, error) {
	name, message, err := actOf(request)
	if err != nil {
		return nil, err
	}
	id := PlacesWorkflowID(request.GetProvisionId())
	start := p.Temporal.NewWithStartWorkflowOperation(client.StartWorkflowOptions{
		ID:                       id,
		TaskQueue:                act.TaskQueue,
		WorkflowIDConflictPolicy: enumspb.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
	}, PlacesWorkflow, &buitenkansv1.Places{ProvisionId: request.GetProvisionId()})
	handle, err := p.Temporal.UpdateWithStartWorkflow(ctx, client.UpdateWithStartWorkflowOptions{
		StartWorkflowOperation: start,
		UpdateOptions: client.UpdateWorkflowOptions{
			WorkflowID:   id,
			UpdateID:     name + "/" + request.GetKey(),
			UpdateName:   name,
			Args:         []any{request.GetKey(), message},
			WaitForStage: client.WorkflowUpdateStageCompleted,
		},
	})
	if err != nil {
		return nil, err
	}
	var answer buitenkansv1.PlaceAnswer
	if err := handle.Get(ctx, &answer); err != nil {
		return nil, err
	}
	return &answer, nil
}

func actOf(request *casesv1.PlaceRequest) (name string, message any, err error) {
	switch what := request.GetAct().(type) {
	case *casesv1.PlaceRequest_Ask:
		return AskPlace, what.Ask, nil
	case *casesv1.PlaceRequest_Move:
		return MovePlace, what.Move, nil
	case *casesv1.PlaceRequest_Leave:
		return LeavePlace, what.Leave, nil
	default:
		return "", nil, fmt.Errorf("place request %s has no act", request.GetKey())
	}
}
