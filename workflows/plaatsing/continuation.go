package plaatsing

import (
	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/documents"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
)

// The choices, short.
const (
	undecided = plaatsingv1.Continuation_CONTINUATION_UNSPECIFIED
	toRegular = plaatsingv1.Continuation_CONTINUATION_RETURN
	extension = plaatsingv1.Continuation_CONTINUATION_EXTENSION
	otherType = plaatsingv1.Continuation_CONTINUATION_OTHER_TYPE
	toVO      = plaatsingv1.Continuation_CONTINUATION_VO
)

func (p *process) checkContinuation(_ workflow.Context, act *plaatsingv1.ChooseContinuation) error {
	switch {
	case p.inInstitution():
		return casework.NotNow("In een instelling is geen TLV nodig. Leg de terugkeer vast, of vraag een TLV aan.")
	case p.facts.Next != nil:
		return casework.NotNow("Er is al een TLV voor een andere school. Die school bevestigt nu of de leerling er is.")
	}
	var bad casework.Problems
	bad.AddIf(continuationWording[act.Continuation] == "", "continuation",
		"Kies wat er na deze TLV komt: terug naar een gewone school, langer hier, een ander type school, of voortgezet onderwijs.")
	bad.AddIf(act.ReasonsTextId == "", "reasons_text_id", "Schrijf op waarom, en wat de ouders ervan vinden.")
	return bad.Refuse()
}

// chooseContinuation keeps the choice. It does not meet the duty: that takes a new TLV, the return itself, or the pupil going to
// secondary education. Another choice takes its place as long as the duty runs.
func (p *process) chooseContinuation(ctx workflow.Context, act *plaatsingv1.ChooseContinuation) error {
	if err := p.Attach(ctx, act.Actor, casework.Piece(act.ReasonsTextId, documents.ContinuationReasons)); err != nil {
		return err
	}
	p.facts.Continuation, p.facts.ContinuationTextId = act.Continuation, act.ReasonsTextId
	p.facts.ContinuationOn = casework.Today(ctx).String()
	p.CloseTasks(ctx, policy.VervolgKiezen, continuationWording[act.Continuation])
	p.DropPlanned(policy.VervolgKiezen)
	p.inform("vervolg", act.Actor)
	p.Record(ctx, casework.Line{Kind: "vervolg", Text: p.continuationText(casework.Today(ctx)), Actor: act.Actor})
	return nil
}

// forgetContinuation: the choice belonged to a TLV that something took the place of.
func (p *process) forgetContinuation() {
	p.facts.Continuation, p.facts.ContinuationTextId, p.facts.ContinuationOn = undecided, "", ""
}
