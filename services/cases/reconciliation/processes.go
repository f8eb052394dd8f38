package reconciliation

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/bezwaar"
	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/plaatsing"
	"traject.nl/proto/contract/tlv"
	"traject.nl/proto/contract/upkeep"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
)

// answerTime is how long a process may take to say where it stands: a worker that does not know it any more reads it back first.
const answerTime = 20 * time.Second

// Temporal asks the processes themselves.
type Temporal struct{ Client client.Client }

// Running implements Processes. The list is of the visibility store, which is a moment behind: what it misses or has too many
// is seen by the second look.
func (t Temporal) Running(ctx context.Context, page []byte) ([]Standing, []byte, error) {
	listed, err := t.Client.ListWorkflow(ctx, &workflowservice.ListWorkflowExecutionsRequest{
		Query: upkeep.RunningCases, PageSize: pageSize, NextPageToken: page,
	})
	if err != nil {
		return nil, nil, fmt.Errorf("list the running processes: %w", err)
	}
	found := make([]Standing, 0, len(listed.GetExecutions()))
	for _, one := range listed.GetExecutions() {
		procedure, caseID, _ := strings.Cut(one.GetExecution().GetWorkflowId(), "/")
		found = append(found, Standing{CaseID: caseID, Procedure: procedure})
	}
	return found, listed.GetNextPageToken(), nil
}

// state is what the state of every procedure has.
type state interface {
	proto.Message
	GetVersion() int64
}

// states makes an empty state of a procedure.
var states = map[string]func() state{
	tlv.Workflow:        func() state { return &tlvv1.State{} },
	bezwaar.Workflow:    func() state { return &bezwaarv1.State{} },
	buitenkans.Workflow: func() state { return &buitenkansv1.State{} },
	plaatsing.Workflow:  func() state { return &plaatsingv1.State{} },
}

// Version implements Processes.
func (t Temporal) Version(ctx context.Context, procedure, caseID string) (int64, error) {
	empty, known := states[procedure]
	if !known {
		return 0, fmt.Errorf("case %s is of procedure %q, which has no process", caseID, procedure)
	}
	asking, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	answer, err := t.Client.QueryWorkflowWithOptions(asking, &client.QueryWorkflowWithOptionsRequest{
		WorkflowID: act.WorkflowID(procedure, caseID), QueryType: act.StateQuery, QueryRejectCondition: enumspb.QUERY_REJECT_CONDITION_NOT_OPEN,
	})
	if err != nil {
		return 0, meaning(ctx, procedure, caseID, err)
	}
	if answer.QueryRejected != nil {
		return 0, ErrAbsent // it ended
	}
	found := empty()
	if err := answer.QueryResult.Get(found); err != nil {
		return 0, fmt.Errorf("read the state of case %s: %w", caseID, err)
	}
	return found.GetVersion(), nil
}

// meaning of an error: about this process, or about Temporal as a whole, which is tried again later.
func meaning(ctx context.Context, procedure, caseID string, err error) error {
	var absent *serviceerror.NotFound
	var failed *serviceerror.QueryFailed
	var stuck *serviceerror.WorkflowNotReady
	var late *serviceerror.DeadlineExceeded
	switch {
	case errors.As(err, &absent):
		return ErrAbsent
	case errors.As(err, &failed), errors.As(err, &stuck):
		return ErrSilent
	case ctx.Err() == nil && (errors.As(err, &late) || errors.Is(err, context.DeadlineExceeded)):
		return ErrSilent
	}
	return fmt.Errorf("ask %s of case %s where it stands: %w", procedure, caseID, err)
}
