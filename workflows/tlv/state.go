package tlv

import (
	"fmt"

	"go.temporal.io/sdk/workflow"

	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/casework"
)

// The phases, short.
const (
	none         = tlvv1.Phase_PHASE_UNSPECIFIED
	competence   = tlvv1.Phase_PHASE_COMPETENCE
	completeness = tlvv1.Phase_PHASE_COMPLETENESS
	completion   = tlvv1.Phase_PHASE_COMPLETION
	parents      = tlvv1.Phase_PHASE_PARENTS
	zienswijze   = tlvv1.Phase_PHASE_ZIENSWIJZE
	advice       = tlvv1.Phase_PHASE_ADVICE
	difference   = tlvv1.Phase_PHASE_DIFFERENCE
	decision     = tlvv1.Phase_PHASE_DECISION
	announcement = tlvv1.Phase_PHASE_ANNOUNCEMENT
	rest         = tlvv1.Phase_PHASE_REST
	closed       = tlvv1.Phase_PHASE_CLOSED
)

// transition is one way from a phase to another.
type transition struct {
	from, to tlvv1.Phase
	// why in Dutch, as the diagram shows it.
	why string
}

// transitions are all ways there are; move refuses any other, and the diagram in the docs is drawn from them.
var transitions = []transition{
	{none, competence, "aanvraag ontvangen"},
	{competence, completeness, "ZOUT is bevoegd"},
	{competence, closed, "doorgestuurd"},
	{completeness, completion, "er ontbreekt iets"},
	{completion, completeness, "aangevuld, of de tijd is voorbij"},
	{completeness, parents, "volledig"},
	{parents, zienswijze, "ouders geven zienswijze, deskundigen aangewezen"},
	{parents, advice, "ouders akkoord of zonder antwoord, deskundigen aangewezen"},
	{zienswijze, advice, "ouders hebben het verslag"},
	{advice, decision, "adviezen gelijk"},
	{advice, difference, "adviezen verschillen"},
	{difference, advice, "overleg of derde deskundige"},
	{difference, decision, "naar de directeur"},
	{decision, announcement, "besloten"},
	{announcement, rest, "brieven verstuurd"},
	{rest, closed, "bezwaartermijn voorbij"},
	{competence, closed, "ingetrokken"},
	{completeness, closed, "ingetrokken"},
	{completion, closed, "ingetrokken"},
	{parents, closed, "ingetrokken"},
	{zienswijze, closed, "ingetrokken"},
	{advice, closed, "ingetrokken"},
	{difference, closed, "ingetrokken"},
	{decision, closed, "ingetrokken"},
}

func mayMove(from, to tlvv1.Phase) bool {
	for _, t := range transitions {
		if t.from == from && t.to == to {
			return true
		}
	}
	return false
}

// move brings the case to another phase. A way that is not in the table is a fault in the code, and stops the case.
func (p *process) move(to tlvv1.Phase) {
	if !mayMove(p.facts.Phase, to) {
		panic(fmt.Sprintf("tlv case %s: no way from %s to %s", p.CaseID, p.facts.Phase, to))
	}
	p.facts.Phase = to
}

func (p *process) in(phases ...tlvv1.Phase) bool {
	for _, phase := range phases {
		if p.facts.Phase == phase {
			return true
		}
	}
	return false
}

// state is all that a next run needs to go on.
func (p *process) state() *tlvv1.State {
	return &tlvv1.State{
		CaseId:    p.CaseID,
		Facts:     p.facts,
		Tasks:     p.Tasks,
		Terms:     p.Terms,
		Parties:   p.Parties,
		Version:   p.Version,
		Unwritten: p.Unwritten,
		Answered:  p.Answered,
		Continued: p.continued,
		Keeping:   p.Keeping(),
	}
}

// restore is the other way round; a new case starts with nothing but its id and the policy of today.
func (p *process) restore(ctx workflow.Context, input *tlvv1.Input) {
	state := input.GetState()
	p.facts, p.continued = state.GetFacts(), state.GetContinued()
	if p.facts == nil {
		p.facts = &tlvv1.Facts{}
	}
	ledger := casework.Ledger{
		CaseID:    input.GetCaseId(),
		DossierID: p.facts.GetApplication().GetDossierId(),
		Parties:   state.GetParties(),
		Tasks:     state.GetTasks(),
		Terms:     state.GetTerms(),
		Version:   state.GetVersion(),
		Unwritten: state.GetUnwritten(),
		Answered:  state.GetAnswered(),
	}
	ledger.Keep(state.GetKeeping())
	switch {
	case ledger.Policy != nil:
	case state.GetPolicy() != nil:
		ledger.Policy = fromFirstLogic(state.GetPolicy())
	default:
		ledger.Policy = p.pinPolicy(ctx)
	}
	p.Case = casework.Start(ctx, ledger, p)
}
