package tlv

import (
	"errors"
	"slices"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/tlv"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/workflows/casework"
)

// listen registers every act: its name, what it is checked for, and what it does.
func (p *process) listen(ctx workflow.Context) error {
	return errors.Join(
		p.ListenShared(ctx),
		casework.Handle(ctx, p.Case, string(tlv.Submit), p.allowSubmit, p.submit),
		handle(ctx, p, tlv.JudgeCompetence, p.checkCompetence, p.judgeCompetence),
		handle(ctx, p, tlv.ConfirmSot, p.checkSot, p.confirmSot),
		handle(ctx, p, tlv.JudgeCompleteness, p.checkCompleteness, p.judgeCompleteness),
		handle(ctx, p, tlv.Complete, p.checkCompletion, p.complete),
		handle(ctx, p, tlv.AnswerAsParents, p.checkParentsAnswer, p.answerAsParents),
		handle(ctx, p, tlv.AssignExperts, p.checkExperts, p.assignExperts),
		handle(ctx, p, tlv.InviteToTalk, p.checkInvitation, p.inviteToTalk),
		handle(ctx, p, tlv.ReportTalk, p.checkReport, p.reportTalk),
		handle(ctx, p, tlv.ConfirmReportCopy, p.checkReportCopy, p.confirmReportCopy),
		handle(ctx, p, tlv.GiveAdvice, p.checkAdvice, p.giveAdvice),
		handle(ctx, p, tlv.ResolveDifference, p.checkNextStep, p.resolveDifference),
		handle(ctx, p, tlv.Decide, p.checkDecision, p.takeDecision),
		handle(ctx, p, tlv.Announce, p.checkAnnouncement, p.sendLetters),
		handle(ctx, p, tlv.Withdraw, p.checkWithdrawal, p.withdraw),
	)
}

// handle puts the two questions before every act, who and when, in front of what is particular to it.
func handle[A casework.Act](
	ctx workflow.Context, p *process, act tlv.Act, check, do func(workflow.Context, A) error,
) error {
	allow := func(ctx workflow.Context, message A) error {
		if err := p.allowActor(act, message.GetActor()); err != nil {
			return err
		}
		if !p.In(tlv.Moments[act]...) {
			return casework.NotNow(notNowWording(act, p.facts.Phase))
		}
		return check(ctx, message)
	}
	return casework.Handle(ctx, p.Case, string(act), allow, do)
}

// allowActor: the role may do this, and the party is party to the case. A school is the one that applied: the school that will
// receive the child looks on.
func (p *process) allowActor(act tlv.Act, actor *caseworkv1.Actor) error {
	role := party.Party(actor.GetParty()).Role()
	switch {
	case actor.GetSubject() == "" || !tlv.MayAct(role, act):
		return casework.NotYours("Dit kunt u niet doen in deze procedure.")
	case !p.HasParty(actor.GetParty()):
		return casework.NotYours("U bent niet betrokken bij deze aanvraag.")
	case role == party.School && actor.GetParty() != p.applicant():
		return casework.NotYours("Alleen de school die de aanvraag deed kan dit doen.")
	}
	return nil
}

func (p *process) applicant() string {
	return string(party.Of(party.School, p.facts.GetApplication().GetApplicantSchoolId()))
}

// partiesOf are the parties to the case with a role, in the order in which they came in.
func (p *process) partiesOf(roles ...party.Role) []string {
	var found []string
	for _, have := range p.Parties {
		if slices.Contains(roles, party.Party(have).Role()) {
			found = append(found, have)
		}
	}
	return found
}
