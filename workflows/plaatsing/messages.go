package plaatsing

import (
	"errors"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/plaatsing"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/workflows/casework"
)

// listen registers every act: its name, which school it is for, what it is checked for, and what it does.
func (p *process) listen(ctx workflow.Context) error {
	return errors.Join(
		casework.Handle(ctx, p.Case, string(plaatsing.FollowInstitution), p.allowInstitution, p.followInstitution),
		handle(ctx, p, plaatsing.ConfirmPlacement, p.checkConfirmation, p.confirmPlacement),
		handle(ctx, p, plaatsing.ReportUnused, p.checkUnused, p.reportUnused),
		handle(ctx, p, plaatsing.Evaluate, p.checkEvaluation, p.evaluate),
		handle(ctx, p, plaatsing.ChooseContinuation, p.checkContinuation, p.chooseContinuation),
		handle(ctx, p, plaatsing.PlanReturn, p.checkPlan, p.planReturn),
		handle(ctx, p, plaatsing.AnswerReturn, p.checkAnswer, p.answerReturn),
		handle(ctx, p, plaatsing.ConfirmReturn, p.checkReturned, p.confirmReturn),
		handle(ctx, p, plaatsing.FollowUpReturn, p.checkFollowUp, p.followUpReturn),
		handle(ctx, p, plaatsing.StopReturn, p.checkStop, p.stopReturn),
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
		if !p.In(plaatsing.Moments[name]...) {
			return casework.NotNow(notNowWording(name, p.facts.Phase))
		}
		if err := p.allowSchool(name, message.GetActor()); err != nil {
			return err
		}
		return check(ctx, message)
	}
	return casework.Handle(ctx, p.Case, string(name), allow, do)
}

// allowActor: the role may do this, and the party is party to the case.
func (p *process) allowActor(name act.Act, actor *caseworkv1.Actor) error {
	switch {
	case actor.GetSubject() == "" || !plaatsing.Actors.May(party.Party(actor.GetParty()).Role(), name):
		return casework.NotYours("Dit kunt u niet doen bij deze plaatsing.")
	case !p.HasParty(actor.GetParty()):
		return casework.NotYours("U bent niet betrokken bij deze plaatsing.")
	}
	return nil
}
