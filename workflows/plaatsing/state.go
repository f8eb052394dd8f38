package plaatsing

import (
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/plaatsing"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	"traject.nl/workflows/casework"
)

// The phases, short.
const (
	none      = plaatsingv1.Phase_PHASE_UNSPECIFIED
	awaited   = plaatsingv1.Phase_PHASE_AWAITED
	placed    = plaatsingv1.Phase_PHASE_PLACED
	returning = plaatsingv1.Phase_PHASE_RETURN
	returned  = plaatsingv1.Phase_PHASE_RETURNED
	closed    = plaatsingv1.Phase_PHASE_CLOSED
)

// transitions are all ways there are; Move refuses any other, and the diagram in the docs is drawn from them.
var transitions = []casework.Transition[plaatsingv1.Phase]{
	{From: none, To: awaited, Why: "TLV bekendgemaakt"},
	{From: none, To: placed, Why: "geplaatst in een instelling"},
	{From: awaited, To: placed, Why: "de leerling is op school"},
	{From: placed, To: returning, Why: "terugkeer gepland"},
	{From: placed, To: returned, Why: "terug uit een instelling"},
	{From: returning, To: returned, Why: "de hele week terug op een gewone school"},
	{From: returning, To: placed, Why: "de terugkeer gaat niet door"},
	{From: returned, To: placed, Why: "de terugkeer lukt niet"},
	{From: returned, To: closed, Why: "de terugkeer houdt stand, of de leerling is vertrokken"},
	{From: awaited, To: closed, Why: "TLV niet gebruikt of ingetrokken, of de leerling is vertrokken"},
	{From: placed, To: closed, Why: "de leerling is vertrokken"},
	{From: returning, To: closed, Why: "de leerling is vertrokken"},
}

// Phase is where the facts keep it.
func (p *process) Phase() *plaatsingv1.Phase { return &p.facts.Phase }

// state is all that a next run needs to go on.
func (p *process) state() *plaatsingv1.State {
	return &plaatsingv1.State{
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
	return &plaatsingv1.Input{CaseId: p.CaseID, State: state}
}

// restore is the other way round; a new case starts with nothing but its id and the policy of today.
func (p *process) restore(ctx workflow.Context, input *plaatsingv1.Input) {
	state := input.GetState()
	p.facts = state.GetFacts()
	if p.facts == nil {
		p.facts = &plaatsingv1.Facts{}
	}
	ledger := casework.LedgerOf(input.GetCaseId(), state)
	ledger.DossierID = state.GetDossierId()
	if ledger.Policy == nil {
		ledger.Policy = casework.PinPolicy(ctx, plaatsing.Workflow)
	}
	p.Course = casework.Take(ctx, ledger, p, transitions)
}

// present is the stay that is now, or the last one when the pupil is back.
func (p *process) present() *plaatsingv1.Placement {
	if n := len(p.facts.Placements); n > 0 {
		return p.facts.Placements[n-1]
	}
	return nil
}

// inInstitution: the pupil is, or was last, in an institution.
func (p *process) inInstitution() bool {
	return p.present().GetInstitution() != plaatsingv1.Institution_INSTITUTION_UNSPECIFIED
}

// coming is the stay of which a school has yet to say that the pupil is there; nil when there is none.
func (p *process) coming() *plaatsingv1.Placement {
	if p.In(awaited) {
		return p.present()
	}
	return p.facts.Next
}

// back is the present attempt to go back; nil when there is none, or when the last one stopped.
func (p *process) back() *plaatsingv1.Return {
	if n := len(p.facts.Returns); n > 0 && p.facts.Returns[n-1].StoppedOn == "" {
		return p.facts.Returns[n-1]
	}
	return nil
}

// tlv is the TLV by which the pupil is there; nil in an institution, and when a bezwaar took it away.
func (p *process) tlv() *plaatsingv1.Tlv { return lastOf(p.present()) }

func lastOf(stay *plaatsingv1.Placement) *plaatsingv1.Tlv {
	if n := len(stay.GetTlvs()); n > 0 {
		return stay.Tlvs[n-1]
	}
	return nil
}
