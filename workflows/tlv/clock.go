package tlv

import (
	"fmt"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// The terms of a TLV case.
const (
	decisionTermID  = "beslistermijn"
	objectionTermID = "bezwaartermijn"
)

// pinPolicy freezes the policy of today in the history: a new policy file never moves a running case.
func pinPolicy(ctx workflow.Context) *tlvv1.Policy {
	pinned := new(tlvv1.Policy)
	if err := workflow.SideEffect(ctx, func(workflow.Context) any { return policy.TLV() }).Get(pinned); err != nil {
		panic(fmt.Errorf("read pinned policy: %w", err))
	}
	return pinned
}

// decisionClock: eight weeks from receipt, never from completeness (Awb 4:13). The term is met when the decision is announced,
// because a decision that nobody knows of has no effect (Awb 3:40).
func (p *process) decisionClock() casework.Clock {
	return casework.Clock{
		ID:    decisionTermID,
		Kind:  caseworkv1.TermKind_TERM_KIND_STATUTORY,
		Basis: p.policy.DecisionBasis,
		Title: "Beslissen op de aanvraag",
		Event: "Ontvangst van de aanvraag",
		Weeks: int(p.policy.DecisionWeeks),
	}
}

// objectionClock: six weeks from the announcement (Awb 6:7, 6:8).
func (p *process) objectionClock() casework.Clock {
	return casework.Clock{
		ID:    objectionTermID,
		Kind:  caseworkv1.TermKind_TERM_KIND_STATUTORY,
		Basis: p.policy.ObjectionBasis,
		Title: "Bezwaar maken tegen het besluit",
		Event: "Bekendmaking van het besluit",
		Weeks: int(p.policy.ObjectionWeeks),
	}
}

// ask opens a task for a party, due by the norm of the policy counted from today.
func (p *process) ask(ctx workflow.Context, kind string, of party.Party, reason string) {
	p.askFrom(ctx, casework.Today(ctx), kind, of, reason)
}

// askFrom counts the norm from another day. No task is due after the day to plan the decision on: where that day comes
// first, the task has the basis of the law.
func (p *process) askFrom(ctx workflow.Context, from terms.Date, kind string, of party.Party, reason string) {
	norm, ok := policy.Norm(p.policy, kind)
	if !ok {
		panic(fmt.Sprintf("tlv case %s: policy %s has no norm for task %s", p.CaseID, p.policy.Version, kind))
	}
	due, basis := terms.WorkingDayFrom(from.AddDays(int(norm.Days))), norm.Basis
	if term := p.Term(decisionTermID); term.GetPlannedOn() != "" {
		if planned := terms.MustParse(term.PlannedOn); planned.Before(due) {
			due, basis = planned, term.Basis
		}
	}
	p.askBy(ctx, kind, of, reason, due, basis)
}

// askBy opens a task whose date somebody set.
func (p *process) askBy(
	ctx workflow.Context, kind string, of party.Party, reason string, due terms.Date, basis string,
) {
	p.OpenTask(ctx, casework.Request{
		Kind: kind, Party: of, Title: taskWording[kind].title, Reason: reason, Basis: basis, Due: due,
	})
}
