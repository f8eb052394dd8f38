package buitenkans

import (
	"fmt"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/documents"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// observe: the pupil is at the Buitenkans, until there is an advice.
func (p *process) observe(ctx workflow.Context) error { return p.Stay(ctx, observation) }

func (p *process) checkInterruption(ctx workflow.Context, act *buitenkansv1.InterruptPlacement) error {
	from, err := terms.Parse(act.FromOn)
	var bad casework.Problems
	bad.AddIf(err != nil, "from_on", "Vul de eerste dag in waarop de leerling er niet is.")
	bad.AddIf(interruptionWording[act.Reason] == "", "reason", "Kies ziekte, of een andere reden.")
	if len(bad) > 0 {
		return bad.Refuse()
	}
	return refuseIf(stayOf(p.facts).interrupt(from, casework.Today(ctx)))
}

// interrupt records that the pupil is away. The last day stays as it is: no day is added to the thirteen weeks.
func (p *process) interrupt(ctx workflow.Context, act *buitenkansv1.InterruptPlacement) error {
	p.facts.Interruptions = append(p.facts.Interruptions, &buitenkansv1.Interruption{FromOn: act.FromOn, Reason: act.Reason})
	p.Notify(notificationsv1.NoticeKind_NOTICE_KIND_BUITENKANS, p.about("onderbroken"), p.others(act.Actor)...)
	p.Record(ctx, casework.Line{Kind: "onderbroken", Text: interruptedText(act, p.facts), Actor: act.Actor})
	return nil
}

func (p *process) checkResumption(ctx workflow.Context, act *buitenkansv1.ResumePlacement) error {
	on, err := terms.Parse(act.On)
	var bad casework.Problems
	bad.AddIf(err != nil, "on", "Vul de eerste dag in waarop de leerling er weer is.")
	if len(bad) > 0 {
		return bad.Refuse()
	}
	return refuseIf(stayOf(p.facts).resume(on, casework.Today(ctx)))
}

func (p *process) resume(ctx workflow.Context, act *buitenkansv1.ResumePlacement) error {
	p.facts.Interruptions[len(p.facts.Interruptions)-1].ResumedOn = act.On
	p.Notify(notificationsv1.NoticeKind_NOTICE_KIND_BUITENKANS, p.about("hervat"), p.others(act.Actor)...)
	p.Record(ctx, casework.Line{Kind: "hervat", Text: resumedText(act, p.facts), Actor: act.Actor})
	return nil
}

func (p *process) checkMoveEnd(ctx workflow.Context, act *buitenkansv1.MoveEnd) error {
	until, err := terms.Parse(act.UntilOn)
	var bad casework.Problems
	bad.AddIf(err != nil, "until_on", "Vul de laatste dag in, uiterlijk "+terms.MustParse(p.facts.MaximumOn).Short()+".")
	if len(bad) > 0 {
		return bad.Refuse()
	}
	return refuseIf(stayOf(p.facts).moveEnd(until, casework.Today(ctx)))
}

// moveEnd sets another last day, up to the maximum and where the group has room. What was asked for the end moves along.
func (p *process) moveEnd(ctx workflow.Context, act *buitenkansv1.MoveEnd) error {
	have := p.facts.Place
	place, err := p.movePlace(ctx, have.GroupId, terms.MustParse(have.FromOn), terms.MustParse(act.UntilOn))
	if err != nil {
		return renamed(err, map[string]string{"from_on": "until_on", "group_id": "until_on"})
	}
	p.facts.Place = place
	p.planStay(ctx)
	p.Notify(notificationsv1.NoticeKind_NOTICE_KIND_BUITENKANS, p.about("einddatum"), append(p.around(), p.director()...)...)
	p.Record(ctx, casework.Line{Kind: "einddatum", Text: endMovedText(p.facts), Actor: act.Actor})
	return nil
}

func (p *process) checkEvaluation(ctx workflow.Context, act *buitenkansv1.EvaluateMidway) error {
	if p.facts.MidwayOn != "" {
		return casework.NotNow("De tussenevaluatie van " + terms.MustParse(p.facts.MidwayOn).Short() + " is al vastgelegd.")
	}
	var bad casework.Problems
	bad.AddIf(act.ReportId == "", "report_id", "Voeg het verslag van de tussenevaluatie toe.")
	checkHeld(&bad, act.HeldOn, casework.Today(ctx), terms.MustParse(p.facts.StartedOn), "de start")
	return bad.Refuse()
}

// checkHeld: a talk is not in the future, nor before what it follows on.
func checkHeld(bad *casework.Problems, value string, today, notBefore terms.Date, follows string) {
	on, err := terms.Parse(value)
	bad.AddIf(err != nil, "held_on", "Vul de dag van het gesprek in, zoals "+today.String()+".")
	bad.AddIf(err == nil && on.After(today), "held_on", notYet(on))
	bad.AddIf(err == nil && on.Before(notBefore), "held_on",
		fmt.Sprintf("De datum %s ligt voor %s op %s. Kies die dag of een latere.", on.Short(), follows, notBefore.Short()))
}

// evaluateMidway files the report of the talk halfway, with school and parents.
func (p *process) evaluateMidway(ctx workflow.Context, act *buitenkansv1.EvaluateMidway) error {
	if err := p.Attach(ctx, act.Actor, casework.Piece(act.ReportId, documents.MidwayReport)); err != nil {
		return err
	}
	p.facts.MidwayOn, p.facts.MidwayReportId = act.HeldOn, act.ReportId
	p.DropPlanned(policy.Tussenevaluatie)
	p.CloseTasks(ctx, policy.Tussenevaluatie, "gehouden")
	p.Notify(notificationsv1.NoticeKind_NOTICE_KIND_BUITENKANS, "tussenevaluatie", p.around()...)
	p.Record(ctx, casework.Line{Kind: "tussenevaluatie", Text: midwayText(terms.MustParse(act.HeldOn)), Actor: act.Actor})
	return nil
}
