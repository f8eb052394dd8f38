package bezwaar

import (
	"fmt"
	"slices"

	"go.temporal.io/sdk/workflow"

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

// transition is one way from a phase to another.
type transition struct {
	from, to bezwaarv1.Phase
	// why in Dutch, as the diagram shows it.
	why string
}

// transitions are all ways there are; move refuses any other, and the diagram in the docs is drawn from them.
var transitions = []transition{
	{none, intake, "bezwaar ontvangen"},
	{intake, hearing, "dossier naar de LBT"},
	{intake, announcement, "helemaal gegrond, zonder LBT"},
	{hearing, advice, "gehoord, of er is een grond om niet te horen"},
	{advice, decision, "advies van de LBT ontvangen"},
	{decision, announcement, "besloten"},
	{announcement, appeal, "brieven verstuurd"},
	{appeal, closed, "beroepstermijn voorbij"},
	{intake, closed, "ingetrokken"},
	{hearing, closed, "ingetrokken"},
	{advice, closed, "ingetrokken"},
	{decision, closed, "ingetrokken"},
}

func mayMove(from, to bezwaarv1.Phase) bool {
	return slices.ContainsFunc(transitions, func(t transition) bool { return t.from == from && t.to == to })
}

// move brings the case to another phase. A way that is not in the table is a fault in the code, and stops the case.
func (p *process) move(to bezwaarv1.Phase) {
	if !mayMove(p.facts.Phase, to) {
		panic(fmt.Sprintf("bezwaar %s: no way from %s to %s", p.CaseID, p.facts.Phase, to))
	}
	p.facts.Phase = to
}

func (p *process) in(phases ...bezwaarv1.Phase) bool { return slices.Contains(phases, p.facts.Phase) }

// undecided: the director has yet to decide, so that what is missing can still be handed in.
func (p *process) undecided() bool { return p.in(intake, hearing, advice, decision) }

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
		Continued: p.continued,
		Keeping:   p.Keeping(),
	}
}

// restore is the other way round; a new case starts with nothing but its id and the policy of today.
func (p *process) restore(ctx workflow.Context, input *bezwaarv1.Input) {
	state := input.GetState()
	p.facts, p.continued = state.GetFacts(), state.GetContinued()
	if p.facts == nil {
		p.facts = &bezwaarv1.Facts{}
	}
	ledger := casework.Ledger{
		CaseID:    input.GetCaseId(),
		DossierID: state.GetDossierId(),
		Parties:   state.GetParties(),
		Tasks:     state.GetTasks(),
		Terms:     state.GetTerms(),
		Version:   state.GetVersion(),
		Unwritten: state.GetUnwritten(),
		Answered:  state.GetAnswered(),
	}
	ledger.Keep(state.GetKeeping())
	if ledger.Policy == nil {
		ledger.Policy = casework.PinPolicy(ctx, bezwaar.Workflow)
	}
	p.Case = casework.Start(ctx, ledger, p)
}
