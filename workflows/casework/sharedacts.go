package casework

import (
	"errors"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/failure"
	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
)

// ListenShared registers the acts that every procedure shares.
func (c *Case) ListenShared(ctx workflow.Context) error {
	Hear(ctx, c, casework.DepartureSignal, c.depart)
	return errors.Join(
		c.answerWhatHolds(ctx),
		Handle(ctx, c, string(casework.AnswerEscalation), c.checkAnswer, c.answerEscalation),
		share(ctx, c, casework.ClaimTask, c.checkClaim, c.claimTask),
		share(ctx, c, casework.PutBackTask, c.checkPutBack, c.putBackTask),
		share(ctx, c, casework.HandOverTask, c.checkHandOver, c.handOverTask),
		share(ctx, c, casework.CommentTask, c.checkComment, c.commentTask),
		share(ctx, c, casework.ExtendTerm, c.checkExtension, c.extendTerm),
		share(ctx, c, casework.AgreeDelay, c.checkDelay, c.agreeDelay),
		share(ctx, c, casework.SuspendTerm, c.checkSuspension, c.suspendTerm),
		share(ctx, c, casework.ResumeTerm, c.checkResumption, c.resumeTerm),
		share(ctx, c, casework.NotifyDefault, c.checkDefault, c.notifyDefault),
		share(ctx, c, casework.JudgeDefault, c.checkJudgement, c.judgeDefault),
		share(ctx, c, casework.DecidePenalty, c.checkPenalty, c.decidePenalty),
		share(ctx, c, casework.MovePolicy, c.checkMove, c.movePolicy),
		share(ctx, c, casework.RecordDeparture, c.checkDeparture, c.recordDeparture),
	)
}

// share puts the questions that all of these have in common in front of what is particular to one.
func share[A Act](
	ctx workflow.Context, c *Case, name act.Act, check func(workflow.Context, A) error, do func(workflow.Context, A) error,
) error {
	allow := func(ctx workflow.Context, message A) error {
		actor := message.GetActor()
		switch {
		case actor.GetSubject() == "" || !casework.Actors.May(party.Party(actor.GetParty()).Role(), name):
			return NotYours("Dit kunt u niet doen in deze procedure.")
		case !c.HasParty(actor.GetParty()):
			return NotYours("U bent niet betrokken bij deze zaak.")
		case c.procedure.View().Closed && !isAnswer(name):
			return NotNow("Deze zaak is gesloten.")
		}
		return check(ctx, message)
	}
	return Handle(ctx, c, string(name), allow, do)
}

// isAnswer tells the acts by which ZOUT answers a notice of default: these can be done as long as one is owed.
func isAnswer(name act.Act) bool {
	return name == casework.JudgeDefault || name == casework.DecidePenalty
}

// NotYours refuses an act by who may not do it, with a Dutch sentence.
func NotYours(detail string) error {
	return failure.Refuse(failure.NotYours, failure.Problem{Detail: detail})
}

// NotNow refuses an act for which it is not the moment, with a Dutch sentence.
func NotNow(detail string) error {
	return failure.Refuse(failure.NotNow, failure.Problem{Detail: detail})
}

func isOffice(actor *caseworkv1.Actor) bool {
	return party.Party(actor.GetParty()).Role() == party.Office
}
