package plaatsing

import (
	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/documents"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

const nothingComing = "Er is geen TLV waarvan nog moet blijken of zij wordt gebruikt."

func (p *process) checkConfirmation(ctx workflow.Context, act *plaatsingv1.ConfirmPlacement) error {
	coming := p.coming()
	if coming == nil {
		return casework.NotNow(nothingComing)
	}
	today, tlv := casework.Today(ctx), lastOf(coming)
	var bad casework.Problems
	on := checkHappened(&bad, "placed_on", act.PlacedOn, "de leerling op uw school begon",
		today, terms.MustParse(tlv.ValidFrom), "eerste dag van de TLV")
	last := terms.MustParse(tlv.ValidUntil)
	bad.AddIf(on.After(last), "placed_on",
		"De TLV gold tot en met "+last.Long()+". Op "+on.Short()+" was er een nieuwe TLV nodig.")
	if !p.In(awaited) {
		before := terms.MustParse(p.beganOn())
		bad.AddIf(len(bad) == 0 && !on.After(before), "placed_on",
			"De leerling was op "+before.Short()+" nog ergens anders. Kies een latere dag.")
	}
	return bad.Refuse()
}

// beganOn is the day on which the pupil came where the pupil is now: at the school or in the institution, or back at a regular school.
func (p *process) beganOn() string {
	if on := p.back().GetReturnedOn(); on != "" {
		return on
	}
	return p.present().PlacedOn
}

// confirmPlacement: the pupil is there, so the TLV is used. At another school than before the earlier stay ends, and with it a return that
// was planned from there.
func (p *process) confirmPlacement(ctx workflow.Context, act *plaatsingv1.ConfirmPlacement) error {
	on := terms.MustParse(act.PlacedOn)
	p.CloseTasks(ctx, policy.PlaatsingBevestigen, "bevestigd")
	p.DropPlanned(policy.PlaatsingBevestigen)
	if p.facts.Next != nil {
		p.leaveForNext(ctx, on)
	}
	p.present().PlacedOn = act.PlacedOn
	if !p.In(placed) {
		p.Move(placed)
	}
	p.seat()
	p.openFirstEvaluation(ctx)
	p.planEvaluation(ctx, on)
	p.inform("geplaatst", act.Actor)
	p.Record(ctx, casework.Line{Kind: "geplaatst", Text: placedText(on, lastOf(p.present())), Actor: act.Actor})
	p.dayCame(ctx)
	return nil
}

// leaveForNext ends the stay before, the day before the next one begins.
func (p *process) leaveForNext(ctx workflow.Context, on terms.Date) {
	p.endStay(ctx, on.AddDays(-1), "andere school")
	if attempt := p.back(); attempt != nil {
		attempt.StoppedOn = on.String()
		p.closeReturnTasks(ctx, "andere school")
	}
	p.facts.Placements = append(p.facts.Placements, p.facts.Next)
	p.facts.Next = nil
}

// endStay closes what only has sense while the pupil is there.
func (p *process) endStay(ctx workflow.Context, last terms.Date, outcome string) {
	if stay := p.present(); stay.EndedOn == "" {
		stay.EndedOn = last.String()
	}
	for _, kind := range []string{policy.Evaluatie, policy.VervolgKiezen, policy.VervolgBesluit} {
		p.CloseTasks(ctx, kind, outcome)
		p.DropPlanned(kind)
	}
	if casework.Runs(p.Term(policy.EersteEvaluatie)) {
		p.EndTerm(ctx, policy.EersteEvaluatie)
	}
}

func (p *process) checkUnused(_ workflow.Context, act *plaatsingv1.ReportUnused) error {
	if p.coming() == nil {
		return casework.NotNow(nothingComing)
	}
	var bad casework.Problems
	bad.AddIf(act.TextId == "", "text_id", "Schrijf op waarom de leerling niet komt.")
	return bad.Refuse()
}

// reportUnused: the pupil does not come. Of a first TLV that ends the case; with a next one the pupil stays where it is.
func (p *process) reportUnused(ctx workflow.Context, act *plaatsingv1.ReportUnused) error {
	if err := p.Attach(ctx, act.Actor, casework.Piece(act.TextId, documents.UnusedReasons)); err != nil {
		return err
	}
	p.inform("niet-gebruikt", act.Actor)
	if p.In(awaited) {
		p.facts.Outcome = plaatsingv1.Outcome_OUTCOME_UNUSED
		p.Close(ctx, closed, "niet gebruikt", casework.Line{Kind: "niet-gebruikt", Text: unusedText, Actor: act.Actor})
		return nil
	}
	p.dropNext(ctx, "niet gebruikt")
	p.Record(ctx, casework.Line{Kind: "niet-gebruikt", Text: nextUnusedText, Actor: act.Actor})
	p.renewDuty(ctx)
	return nil
}

// dropNext forgets a next TLV: its school has no part any more.
func (p *process) dropNext(ctx workflow.Context, outcome string) {
	p.facts.Next = nil
	p.CloseTasks(ctx, policy.PlaatsingBevestigen, outcome)
	p.DropPlanned(policy.PlaatsingBevestigen)
	p.seat()
}

// checkHappened: what people say that happened on a day is not in the future, nor before what it follows on. The date is the zero one
// when it cannot be read.
func checkHappened(
	bad *casework.Problems, field, value, what string, today, notBefore terms.Date, follows string,
) terms.Date {
	on, err := terms.Parse(value)
	if err != nil {
		bad.Add(field, "Vul de dag in waarop "+what+", zoals "+today.String()+".")
		return terms.Date{}
	}
	bad.AddIf(on.After(today), field, "De datum "+on.Short()+" is nog niet geweest. Vul de dag in waarop "+what+".")
	bad.AddIf(!on.After(today) && on.Before(notBefore), field,
		"De datum "+on.Short()+" ligt voor de "+follows+", "+notBefore.Short()+". Kies die dag of later.")
	return on
}
