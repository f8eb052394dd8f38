package plaatsing

import (
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/documents"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/terms"
)

func (p *process) checkStop(ctx workflow.Context, act *plaatsingv1.StopReturn) error {
	since, follows := p.back().ReturnedOn, "dag van de terugkeer"
	if since == "" {
		since, follows = p.back().PlannedOn, "dag van het plan"
	}
	var bad casework.Problems
	checkHappened(&bad, "stopped_on", act.StoppedOn, "de terugkeer stopte", casework.Today(ctx), terms.MustParse(since), follows)
	bad.AddIf(act.TextId == "", "text_id", "Schrijf op wat er gebeurde en wat iedereen ervan leerde.")
	return bad.Refuse()
}

// stopReturn: it does not work out. That is a step, not an end: the placement goes on.
func (p *process) stopReturn(ctx workflow.Context, act *plaatsingv1.StopReturn) error {
	if err := p.Attach(ctx, act.Actor, casework.Piece(act.TextId, documents.ReturnStopped)); err != nil {
		return err
	}
	on := terms.MustParse(act.StoppedOn)
	p.inform("terugkeer-gestopt", act.Actor)
	p.Record(ctx, casework.Line{Kind: "terugkeer-gestopt", Text: stoppedText(on, p.In(returned)), Actor: act.Actor})
	p.backToPlaced(ctx, on, act.TextId, "terugkeer gestopt")
	return nil
}

// backToPlaced ends an attempt to go back. Who was back for the whole week begins another stay where the pupil was before, with its own
// evaluations; who was not, never left.
func (p *process) backToPlaced(ctx workflow.Context, on terms.Date, textID, outcome string) {
	attempt := p.back()
	attempt.StoppedOn, attempt.StoppedTextId = on.String(), textID
	p.closeReturnTasks(ctx, outcome)
	wasBack := p.In(returned)
	if wasBack {
		again := proto.CloneOf(p.present())
		again.PlacedOn, again.EndedOn = on.String(), ""
		p.facts.Placements = append(p.facts.Placements, again)
	}
	p.Move(placed)
	p.seat()
	if wasBack {
		p.planEvaluation(ctx, on)
	}
	p.forgetContinuation()
	p.renewDuty(ctx)
	p.dayCame(ctx)
}
