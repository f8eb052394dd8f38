package notifications

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/converter"

	"traject.nl/proto/contract/act"
	contract "traject.nl/proto/contract/notifications"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
)

// queryTime is how long a process gets to say whether notices still hold.
const queryTime = 10 * time.Second

// Processes says of notices of a case whether they still hold, in the order asked.
type Processes interface {
	Hold(ctx context.Context, procedure, caseID string, reasons []*notificationsv1.Reason) ([]bool, error)
}

// stillHolds asks the process of each case, once, what still has a reason: a reminder of a task that is done has none.
type stillHolds struct{ processes Processes }

func (s stillHolds) sift(ctx context.Context, outgoing []Outgoing) (may []Outgoing, stopped []Result, err error) {
	type theCase struct{ procedure, id string }
	reasons := map[theCase][]*notificationsv1.Reason{}
	for _, one := range outgoing {
		if one.NoticeKey != "" {
			of := theCase{one.Notice.Procedure, one.CaseID}
			reasons[of] = append(reasons[of], &notificationsv1.Reason{Kind: numbers[one.Kind], About: one.Notice.About, Party: one.Party})
		}
	}
	hold := map[theCase][]bool{}
	for of, asked := range reasons {
		if hold[of], err = s.processes.Hold(ctx, of.procedure, of.id, asked); err != nil {
			return nil, nil, fmt.Errorf("ask case %s what still holds: %w", of.id, err)
		}
		if len(hold[of]) != len(asked) {
			return nil, nil, fmt.Errorf("case %s answered %d of %d reasons", of.id, len(hold[of]), len(asked))
		}
	}
	for _, one := range outgoing {
		of := theCase{one.Notice.Procedure, one.CaseID}
		if one.NoticeKey != "" {
			holds := hold[of][0]
			hold[of] = hold[of][1:]
			if !holds {
				stopped = append(stopped, Result{ID: one.ID, State: Superseded, Reply: "de reden is vervallen"})
				continue
			}
		}
		may = append(may, one)
	}
	return may, stopped, nil
}

// askProcesses asks by a query, which leaves no trace in the history.
type askProcesses struct{ temporal queries }

// queries is what is needed of a Temporal client.
type queries interface {
	QueryWorkflow(ctx context.Context, workflowID, runID, query string, arguments ...any) (converter.EncodedValue, error)
}

// Hold implements Processes. A case that is not known there any more, or that runs code of before this question, keeps its reasons: to send
// a mail too many is better than one too few.
func (a askProcesses) Hold(ctx context.Context, procedure, caseID string, reasons []*notificationsv1.Reason) ([]bool, error) {
	ctx, cancel := context.WithTimeout(ctx, queryTime)
	defer cancel()
	value, err := a.temporal.QueryWorkflow(ctx, act.WorkflowID(procedure, caseID), "", contract.HoldsQuery,
		&notificationsv1.HoldsRequest{Reasons: reasons})
	var unknown *serviceerror.NotFound
	var failed *serviceerror.QueryFailed
	if errors.As(err, &unknown) || errors.As(err, &failed) {
		all := make([]bool, len(reasons))
		for i := range all {
			all[i] = true
		}
		return all, nil
	}
	if err != nil {
		return nil, err
	}
	var answer notificationsv1.HoldsResponse
	if err := value.Get(&answer); err != nil {
		return nil, err
	}
	return answer.GetHolds(), nil
}
