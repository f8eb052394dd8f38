package bezwaar

import (
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/bezwaar"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	"traject.nl/workflows/casework"
)

// The phases, short.
const (
	none         = bezwaarv1.Phase_PHASE_UNSPECIFIED
	intake       = bezwaarv1.Phase_PHASE_INTAKE
	hearing      = bezwaarv1.Phase_PHASE_HEARING
	advice       = bezwaarv1.Phase_PHASE_ADVICE
	decision     = bezwaarv1.Phase_PHASE_DECISION
	announcement = bezwaarv1.Phase_PHASE_ANNOUNCEMENT
	appeal       = bezwaarv1.Phase_PHASE_APPEAL
	closed       = bezwaarv1.Phase_PHASE_CLOSED
)

// transitions are all ways there are; Move refuses any other, and the diagram in the docs is drawn from them.
var transitions = []casework.Transition[bezwaarv1.Phase]{
	{From: none, To: intake, Why: "bezwaar ontvangen"},
	{From: intake, To: hearing, Why: "dossier naar de LBT"},
	{From: intake, To: announcement, Why: "helemaal gegrond, zonder LBT"},
	{From: hearing, To: advice, Why: "gehoord, of er is een grond om niet te horen"},
	{From: advice, To: decision, Why: "advies van de LBT ontvangen"},
	{From: decision, To: announcement, Why: "besloten"},
	{From: announcement, To: appeal, Why: "brieven verstuurd"},
	{From: appeal, To: closed, Why: "beroepstermijn voorbij"},
	{From: intake, To: closed, Why: "ingetrokken"},
	{From: hearing, To: closed, Why: "ingetrokken"},
	{From: advice, To: closed, Why: "ingetrokken"},
	{From: decision, To: closed, Why: "ingetrokken"},
	{From: announcement, To: closed, Why: "leerling overleden"},
}

// Phase is where the facts keep it.
func (p *process) Phase() *bezwaarv1.Phase { return &p.facts.Phase }

// undecided: the director has yet to decide, so that what is missing can still be handed in.
func (p *process) undecided() bool { return p.In(intake, hearing, advice, decision) }

// state is all that a next run needs to go on.
func (p *process) state() *bezwaarv1.State {
	return &bezwaarv1.State{
		CaseId:    p.CaseID,
		DossierId: p.DossierID,
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
	return &bezwaarv1.Input{CaseId: p.CaseID, State: state}
}

// restore is the other way round; a new case starts with nothing but its id and the policy of today.
func (p *process) restore(ctx workflow.Context, input *bezwaarv1.Input) {
	state := input.GetState()
	p.facts = state.GetFacts()
	if p.facts == nil {
		p.facts = &bezwaarv1.Facts{}
	}
	ledger := casework.LedgerOf(input.GetCaseId(), state)
	ledger.DossierID = state.GetDossierId()
	if ledger.Policy == nil {
		ledger.Policy = casework.PinPolicy(ctx, bezwaar.Workflow)
	}
	p.Course = casework.Take(ctx, ledger, p, transitions)
}
