package plaatsing

import (
	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/documents"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

func (p *process) checkReturned(ctx workflow.Context, act *plaatsingv1.ConfirmReturn) error {
	plan := p.back()
	switch {
	case plan == nil && !p.inInstitution():
		return casework.NotNow("Er is nog geen plan voor de terugkeer. Maak dat eerst, met de gewone school.")
	case plan != nil && plan.AgreedOn == "":
		return casework.NotNow("De gewone school heeft nog niet gezegd dat de leerling kan komen. Dat komt eerst.")
	}
	notBefore, follows := terms.MustParse(p.present().PlacedOn), "eerste dag daar"
	if plan != nil {
		notBefore, follows = terms.MustParse(plan.Steps[0].FromOn), "eerste stap van het plan"
	}
	var bad casework.Problems
	checkHappened(&bad, "returned_on", act.ReturnedOn, "de leerling de hele week terug was", casework.Today(ctx), notBefore, follows)
	return bad.Refuse()
}

// confirmReturn: back for the whole week. The stay ends, and with it the part of the school where it was; the duty of the last school year is
// met, and three talks follow. From an institution the pupil simply comes back to the school of origin.
func (p *process) confirmReturn(ctx workflow.Context, act *plaatsingv1.ConfirmReturn) error {
	on := terms.MustParse(act.ReturnedOn)
	if p.back() == nil {
		p.facts.Returns = append(p.facts.Returns, &plaatsingv1.Return{SchoolId: p.facts.OriginSchoolId})
	}
	p.back().ReturnedOn = act.ReturnedOn
	p.endStay(ctx, on, "terug")
	p.meetDuty(ctx, on, "terug")
	p.closeReturnTasks(ctx, "terug")
	p.Move(returned)
	p.seat()
	for _, kind := range talks {
		p.askTalk(ctx, kind, taskWording[kind].title, on)
	}
	p.inform("terug", act.Actor)
	p.Record(ctx, casework.Line{Kind: "terug", Text: returnedText(on), Actor: act.Actor})
	return nil
}

// talks after a return: after six weeks, three and six months.
var talks = []string{policy.Opvolging1, policy.Opvolging2, policy.Opvolging3}

func (p *process) askTalk(ctx workflow.Context, kind, title string, from terms.Date) {
	p.Ask(ctx, casework.Question{Kind: kind, Party: p.target(), Title: title, Reason: reasonTalk, From: from})
}

func (p *process) checkFollowUp(ctx workflow.Context, act *plaatsingv1.FollowUpReturn) error {
	notBefore, follows := terms.MustParse(p.back().ReturnedOn), "dag van de terugkeer"
	if held := p.back().FollowUps; len(held) > 0 {
		notBefore, follows = terms.MustParse(held[len(held)-1].HeldOn), "vorige opvolging"
	}
	var bad casework.Problems
	checkHappened(&bad, "held_on", act.HeldOn, "het gesprek was", casework.Today(ctx), notBefore, follows)
	bad.AddIf(goingWording[act.Going] == "", "going", chooseGoing)
	bad.AddIf(act.ReportId == "", "report_id", "Voeg het verslag van het gesprek toe.")
	return bad.Refuse()
}

// followUpReturn files a talk. The third one ends the case, unless it does not go well then: a return that does not hold is not one to close
// the book on, so another talk follows.
func (p *process) followUpReturn(ctx workflow.Context, act *plaatsingv1.FollowUpReturn) error {
	if err := p.Attach(ctx, act.Actor, casework.Piece(act.ReportId, documents.FollowUpReport)); err != nil {
		return err
	}
	attempt := p.back()
	p.closeTalk(ctx, len(attempt.FollowUps))
	attempt.FollowUps = append(attempt.FollowUps, &plaatsingv1.FollowUp{
		HeldOn: act.HeldOn, Going: act.Going, ReportId: act.ReportId, Actor: act.Actor,
	})
	p.inform("opvolging", act.Actor)
	line := casework.Line{Kind: "opvolging", Text: followUpText(len(attempt.FollowUps), act), Actor: act.Actor}
	switch {
	case len(attempt.FollowUps) < len(talks):
		p.Record(ctx, line)
	case act.Going == plaatsingv1.Going_GOING_NOT_WELL:
		p.askTalk(ctx, policy.Opvolging1, titleTalkAgain, terms.MustParse(act.HeldOn))
		line.Text += anotherTalkText
		p.Record(ctx, line)
	default:
		p.facts.Outcome = plaatsingv1.Outcome_OUTCOME_RETURNED
		p.Record(ctx, line)
		p.Close(ctx, closed, "afgesloten", casework.Line{Kind: "gesloten", Text: heldText})
	}
	return nil
}

// closeTalk closes the talk that was asked after so many; it may have been held before the task opened.
func (p *process) closeTalk(ctx workflow.Context, held int) {
	kind := policy.Opvolging1
	if held < len(talks) {
		kind = talks[held]
	}
	p.CloseTasks(ctx, kind, "gehouden")
	p.DropPlanned(kind)
}
