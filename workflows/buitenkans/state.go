package buitenkans

import (
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"

	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
)

// The phases, short.
const (
	none        = buitenkansv1.Phase_PHASE_UNSPECIFIED
	request     = buitenkansv1.Phase_PHASE_REQUEST
	admission   = buitenkansv1.Phase_PHASE_ADMISSION
	waiting     = buitenkansv1.Phase_PHASE_WAITING
	planned     = buitenkansv1.Phase_PHASE_PLANNED
	observation = buitenkansv1.Phase_PHASE_OBSERVATION
	returning   = buitenkansv1.Phase_PHASE_RETURN
	aftercare   = buitenkansv1.Phase_PHASE_AFTERCARE
	closed      = buitenkansv1.Phase_PHASE_CLOSED
)

// transitions are all ways there are; Move refuses any other, and the diagram in the docs is drawn from them.
var transitions = []casework.Transition[buitenkansv1.Phase]{
	{From: none, To: request, Why: "aanvraag ontvangen"},
	{From: request, To: admission, Why: "SOT en ouders zijn het eens"},
	{From: admission, To: planned, Why: "toegelaten, er is plek"},
	{From: admission, To: waiting, Why: "toegelaten, het is vol"},
	{From: waiting, To: planned, Why: "er is plek"},
	{From: planned, To: observation, Why: "de leerling is gekomen"},
	{From: observation, To: returning, Why: "advies gegeven"},
	{From: observation, To: aftercare, Why: "eerder gestopt, zonder advies"},
	{From: returning, To: aftercare, Why: "plaatsing beëindigd"},
	{From: aftercare, To: closed, Why: "laatste gesprek gevoerd"},
	{From: request, To: closed, Why: "geen steun, geen toestemming of ingetrokken"},
	{From: admission, To: closed, Why: "niet toegelaten of ingetrokken"},
	{From: waiting, To: closed, Why: "ingetrokken"},
	{From: planned, To: closed, Why: "niet gekomen of ingetrokken"},
	{From: observation, To: closed, Why: "leerling vertrokken"},
	{From: returning, To: closed, Why: "leerling vertrokken"},
}

// Phase is where the facts keep it.
func (p *process) Phase() *buitenkansv1.Phase { return &p.facts.Phase }

// isThere: the pupil came and the stay has not ended.
func (p *process) isThere() bool { return p.In(observation, returning) }

// state is all that a next run needs to go on.
func (p *process) state() *buitenkansv1.State {
	return &buitenkansv1.State{
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
	return &buitenkansv1.Input{CaseId: p.CaseID, State: state}
}

// restore is the other way round; a new case starts with nothing but its id and the policy of today.
func (p *process) restore(ctx workflow.Context, input *buitenkansv1.Input) {
	state := input.GetState()
	p.facts = state.GetFacts()
	if p.facts == nil {
		p.facts = &buitenkansv1.Facts{}
	}
	ledger := casework.LedgerOf(input.GetCaseId(), state)
	ledger.DossierID = state.GetDossierId()
	if ledger.Policy == nil {
		ledger.Policy = casework.PinPolicy(ctx, policy.BuitenkansProcedure)
	}
	p.Course = casework.Take(ctx, ledger, p, transitions)
}
