package bezwaar

import (
	"errors"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/bezwaar"
	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/workflows/casework"
)

// listen registers every act: its name, what it is checked for, and what it does.
func (p *process) listen(ctx workflow.Context) error {
	return errors.Join(
		casework.Handle(ctx, p.Case, string(bezwaar.Lodge), p.allowLodge, p.lodge),
		handle(ctx, p, bezwaar.Acknowledge, p.checkAcknowledgement, p.acknowledge),
		handle(ctx, p, bezwaar.AskRepair, p.checkRepairRequest, p.askRepair),
		handle(ctx, p, bezwaar.Repair, p.checkRepair, p.repair),
		handle(ctx, p, bezwaar.ExplainLateness, p.checkLateness, p.explainLateness),
		handle(ctx, p, bezwaar.HoldTalk, p.checkTalk, p.holdTalk),
		handle(ctx, p, bezwaar.FileDefence, p.checkDefence, p.fileDefence),
		handle(ctx, p, bezwaar.MakeBundle, p.checkBundle, p.makeBundle),
		handle(ctx, p, bezwaar.SendToLbt, p.checkSending, p.sendToLbt),
		handle(ctx, p, bezwaar.PlanHearing, p.checkHearing, p.planHearing),
		handle(ctx, p, bezwaar.ReportHearing, p.checkReport, p.reportHearing),
		handle(ctx, p, bezwaar.RecordAdvice, p.checkAdvice, p.recordAdvice),
		handle(ctx, p, bezwaar.DecideObjection, p.checkDecision, p.takeDecision),
		handle(ctx, p, bezwaar.AnnounceObjection, p.checkAnnouncement, p.sendLetters),
		handle(ctx, p, bezwaar.RecordAppeal, p.checkAppeal, p.recordAppeal),
		handle(ctx, p, bezwaar.WithdrawObjection, p.checkWithdrawal, p.withdraw),
		p.ListenShared(ctx),
	)
}

// handle puts the two questions before every act, who and when, in front of what is particular to it.
func handle[A casework.Act](
	ctx workflow.Context, p *process, name act.Act, check, do func(workflow.Context, A) error,
) error {
	allow := func(ctx workflow.Context, message A) error {
		if err := p.allowActor(name, message.GetActor()); err != nil {
			return err
		}
		if !p.In(bezwaar.Moments[name]...) {
			return casework.NotNow(notNowWording(name, p.facts.Phase))
		}
		return check(ctx, message)
	}
	return casework.Handle(ctx, p.Case, string(name), allow, do)
}

// allowActor: the role may do this, and the party is party to the case. Of parents, schools and boards only the one that objected acts:
// the others look on.
func (p *process) allowActor(name act.Act, actor *caseworkv1.Actor) error {
	role := party.Party(actor.GetParty()).Role()
	switch {
	case actor.GetSubject() == "" || !bezwaar.Actors.May(role, name):
		return casework.NotYours("Dit kunt u niet doen in deze procedure.")
	case !p.HasParty(actor.GetParty()):
		return casework.NotYours("U bent niet betrokken bij dit bezwaar.")
	case mayObject(role) && actor.GetParty() != p.facts.Objector:
		return casework.NotYours("Alleen wie bezwaar maakte, kan dit doen.")
	}
	return nil
}

func isOffice(actor *caseworkv1.Actor) bool {
	return party.Party(actor.GetParty()).Role() == party.Office
}
