package buitenkans

import (
	"errors"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/workflows/casework"
)

// listen registers every act: its name, what it is checked for, and what it does.
func (p *process) listen(ctx workflow.Context) error {
	return errors.Join(
		casework.Handle(ctx, p.Case, string(buitenkans.RequestPlacement), p.allowRequest, p.takeRequest),
		handle(ctx, p, buitenkans.SupportRequest, p.checkSupport, p.support),
		handle(ctx, p, buitenkans.ConsentToPlacement, p.checkConsent, p.consent),
		handle(ctx, p, buitenkans.AdmitPupil, p.checkAdmission, p.admitPupil),
		handle(ctx, p, buitenkans.PlanStart, p.checkStart, p.planStart),
		handle(ctx, p, buitenkans.ConfirmStart, p.checkArrival, p.confirmStart),
		handle(ctx, p, buitenkans.InterruptPlacement, p.checkInterruption, p.interrupt),
		handle(ctx, p, buitenkans.ResumePlacement, p.checkResumption, p.resume),
		handle(ctx, p, buitenkans.MoveEnd, p.checkMoveEnd, p.moveEnd),
		handle(ctx, p, buitenkans.EvaluateMidway, p.checkEvaluation, p.evaluateMidway),
		handle(ctx, p, buitenkans.AdviseSupport, p.checkAdvice, p.advise),
		handle(ctx, p, buitenkans.PlanReturn, p.checkReturn, p.planReturn),
		handle(ctx, p, buitenkans.EndPlacement, p.checkEnd, p.endPlacement),
		handle(ctx, p, buitenkans.RecordAftercare, p.checkAftercare, p.recordAftercare),
		handle(ctx, p, buitenkans.WithdrawRequest, p.checkWithdrawal, p.withdraw),
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
		if !p.In(buitenkans.Moments[name]...) {
			return casework.NotNow(notNowWording(name, p.facts.Phase))
		}
		return check(ctx, message)
	}
	return casework.Handle(ctx, p.Case, string(name), allow, do)
}

// allowActor: the role may do this, and the party is party to the case.
func (p *process) allowActor(name act.Act, actor *caseworkv1.Actor) error {
	switch {
	case actor.GetSubject() == "" || !buitenkans.Actors.May(party.Party(actor.GetParty()).Role(), name):
		return casework.NotYours("Dit kunt u niet doen in deze procedure.")
	case !p.HasParty(actor.GetParty()):
		return casework.NotYours("U bent niet betrokken bij deze zaak.")
	}
	return nil
}

func isOffice(actor *caseworkv1.Actor) bool {
	return party.Party(actor.GetParty()).Role() == party.Office
}
