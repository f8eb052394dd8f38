package tlv

import (
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"

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

// transitions are all ways there are; Move refuses any other, and the diagram in the docs is drawn from them.
var transitions = []casework.Transition[tlvv1.Phase]{
	{From: none, To: competence, Why: "aanvraag ontvangen"},
	{From: competence, To: completeness, Why: "ZOUT is bevoegd"},
	{From: competence, To: closed, Why: "doorgestuurd"},
	{From: completeness, To: completion, Why: "er ontbreekt iets"},
	{From: completion, To: completeness, Why: "aangevuld, of de tijd is voorbij"},
	{From: completeness, To: parents, Why: "volledig"},
	{From: parents, To: zienswijze, Why: "ouders geven zienswijze, deskundigen aangewezen"},
	{From: parents, To: advice, Why: "ouders akkoord of zonder antwoord, deskundigen aangewezen"},
	{From: zienswijze, To: advice, Why: "ouders hebben het verslag"},
	{From: advice, To: decision, Why: "adviezen gelijk"},
	{From: advice, To: difference, Why: "adviezen verschillen"},
	{From: difference, To: advice, Why: "overleg of derde deskundige"},
	{From: difference, To: decision, Why: "naar de directeur"},
	{From: decision, To: announcement, Why: "besloten"},
	{From: announcement, To: rest, Why: "brieven verstuurd"},
	{From: rest, To: closed, Why: "bezwaartermijn voorbij"},
	{From: competence, To: closed, Why: "ingetrokken"},
	{From: completeness, To: closed, Why: "ingetrokken"},
	{From: completion, To: closed, Why: "ingetrokken"},
	{From: parents, To: closed, Why: "ingetrokken"},
	{From: zienswijze, To: closed, Why: "ingetrokken"},
	{From: advice, To: closed, Why: "ingetrokken"},
	{From: difference, To: closed, Why: "ingetrokken"},
	{From: decision, To: closed, Why: "ingetrokken"},
	{From: announcement, To: closed, Why: "leerling overleden"},
}

// Phase is where the facts keep it.
func (p *process) Phase() *tlvv1.Phase { return &p.facts.Phase }

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
		Continued: p.Continued,
		Keeping:   p.Keeping(),
	}
}

// Next is the input of the next run: everything there is.
func (p *process) Next() proto.Message {
	state := p.state()
	state.Continued++
	return &tlvv1.Input{CaseId: p.CaseID, State: state}
}

// restore is the other way round; a new case starts with nothing but its id and the policy of today.
func (p *process) restore(ctx workflow.Context, input *tlvv1.Input) {
	state := input.GetState()
	p.facts = state.GetFacts()
	if p.facts == nil {
		p.facts = &tlvv1.Facts{}
	}
	ledger := casework.LedgerOf(input.GetCaseId(), state)
	ledger.DossierID = p.facts.GetApplication().GetDossierId()
	switch {
	case ledger.Policy != nil:
	case state.GetPolicy() != nil:
		ledger.Policy = fromFirstLogic(state.GetPolicy())
	default:
		ledger.Policy = p.pinPolicy(ctx)
	}
	p.Course = casework.Take(ctx, ledger, p, transitions)
}
