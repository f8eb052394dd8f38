package tlv

import (
	"fmt"

	"go.temporal.io/sdk/workflow"

	contract "traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/tlv"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// The terms of a TLV case.
const (
	// decisionTermID: eight weeks from receipt, never from completeness (Awb 4:13). It is met when the decision is announced,
	// because a decision that nobody knows of has no effect (Awb 3:40).
	decisionTermID = "beslistermijn"
	// objectionTermID: six weeks from the announcement (Awb 6:7, 6:8).
	objectionTermID = "bezwaartermijn"
)

var (
	decisionTerm  = casework.TermWords{Title: "Beslissen op de aanvraag", Event: "Ontvangst van de aanvraag"}
	objectionTerm = casework.TermWords{Title: "Bezwaar maken tegen het besluit", Event: "Bekendmaking van het besluit"}
)

// pinPolicy freezes the policy of today in the history: a new policy file never moves a running case.
func (p *process) pinPolicy(ctx workflow.Context) *caseworkv1.Policy {
	if p.logic >= clockLogic {
		return casework.PinPolicy(ctx, tlv.Workflow)
	}
	pinned := new(tlvv1.Policy)
	if err := workflow.SideEffect(ctx, func(workflow.Context) any { return policy.TLV() }).Get(pinned); err != nil {
		panic(fmt.Errorf("read pinned policy: %w", err))
	}
	return fromFirstLogic(pinned)
}

// fromFirstLogic is the policy of a case from before there were reminders and ladders. It has none, until somebody moves the
// case to a newer one; what the law asks of every case it has.
func fromFirstLogic(first *tlvv1.Policy) *caseworkv1.Policy {
	statutory := caseworkv1.TermKind_TERM_KIND_STATUTORY
	p := &caseworkv1.Policy{
		Procedure: tlv.Workflow,
		Version:   first.Version,
		Terms: []*caseworkv1.TermRule{
			{Id: decisionTermID, Kind: statutory, Basis: first.DecisionBasis, Weeks: first.DecisionWeeks, Owner: string(party.Office)},
			{Id: objectionTermID, Kind: statutory, Basis: first.ObjectionBasis, Weeks: first.ObjectionWeeks, Owner: string(party.Parent)},
			{Id: contract.PenaltyTask, Kind: statutory, Basis: "Awb 4:18", Weeks: 2, Owner: string(party.Director)},
		},
	}
	for _, norm := range first.TaskNorms {
		p.Tasks = append(p.Tasks, &caseworkv1.TaskRule{Kind: norm.TaskKind, Days: norm.Days, Basis: norm.Basis})
	}
	return p
}

// ask opens a task for a party, due by the norm of the policy counted from today.
func (p *process) ask(ctx workflow.Context, kind string, of party.Party, reason string) {
	p.askFrom(ctx, casework.Today(ctx), kind, of, reason)
}

// askFrom counts the norm from another day. No task outlasts the term to decide.
func (p *process) askFrom(ctx workflow.Context, from terms.Date, kind string, of party.Party, reason string) {
	p.Ask(ctx, casework.Question{
		Kind: kind, Party: of, Title: taskWording[kind].title, Reason: reason, From: from, AtMost: decisionTermID,
	})
}

// askBy opens a task whose date somebody set.
func (p *process) askBy(ctx workflow.Context, kind string, of party.Party, reason string, due terms.Date, basis string) {
	p.AskBy(ctx, casework.Question{Kind: kind, Party: of, Title: taskWording[kind].title, Reason: reason}, due, basis)
}

// Told: the board is that of the school that applied, the municipality that of its pupil; neither is party to the case.
func (p *process) Told(role party.Role) []string {
	switch role {
	case party.School:
		return []string{p.applicant()}
	case party.Board:
		return partyIfKnown(party.Board, p.facts.BoardId)
	case party.Municipality:
		return partyIfKnown(party.Municipality, p.facts.MunicipalityId)
	default:
		return p.partiesOf(role)
	}
}

func partyIfKnown(role party.Role, id string) []string {
	if id == "" {
		return nil
	}
	return []string{string(party.Of(role, id))}
}

// Extendable: the decision term, once, by a notice that names a new date (Awb 4:14 lid 3).
func (p *process) Extendable() []*casesv1.Extendable {
	term := p.Term(decisionTermID)
	if !casework.Runs(term) || len(term.Extensions) > 0 || term.MissedOn != "" {
		return nil
	}
	return []*casesv1.Extendable{{TermId: decisionTermID, Ground: terms.GroundNewDate}}
}

// Waiting: the school that applied, and the parents, whom the decision concerns.
func (p *process) Waiting() []string {
	if p.facts.Application == nil {
		return nil
	}
	return append([]string{p.applicant()}, p.partiesOf(party.Parent)...)
}

// PolicyMoved: a run of the first logic has no clock; it gets one by going on in a new run.
func (p *process) PolicyMoved() {
	if p.logic < clockLogic {
		p.LeaveRun()
	}
}
