package tlv

import (
	"context"

	"go.temporal.io/sdk/client"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/act"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
)

// Client does acts on TLV cases. An act is answered when it is in the case for good; the same key twice gives the same answer.
type Client struct{ Temporal client.Client }

// Submit starts the case and hands in the application in one round trip. A second submission of the same case, by
// whatever key, is refused by the case itself (failure.NotNow) and never starts another.
func (c Client) Submit(ctx context.Context, caseID, key string, message *tlvv1.Submit) (*caseworkv1.Accepted, error) {
	return act.Start(ctx, c.Temporal, Workflow, WorkflowID(caseID), &tlvv1.Input{CaseId: caseID}, key, Submit, message)
}

// Do performs any other act, also those that every procedure shares.
func (c Client) Do(ctx context.Context, caseID, key string, what Act, message proto.Message) (*caseworkv1.Accepted, error) {
	return act.Do(ctx, c.Temporal, WorkflowID(caseID), key, what, message)
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
