package tlv

import (
	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/terms"
)

// rest: school and parents may object until the last day is over (Awb 6:7). Bezwaar is a procedure of its own; as long as one
// goes on, the decision may still change, and the case stays open. So it does until a notice of default is judged and a dwangsom
// decided on.
func (p *process) rest(ctx workflow.Context) error {
	if !p.In(rest) {
		return nil
	}
	if err := p.InTurn(ctx, func() { p.followEarlier(ctx) }); err != nil {
		return err
	}
	last := terms.MustParse(p.Term(objectionTermID).LastOn)
	if err := p.StayUntilPassed(ctx, rest, last); err != nil {
		return err
	}
	if err := p.StayUntil(ctx, rest, func() bool { return !p.underObjection() && !p.OwesAnswer() }); err != nil {
		return err
	}
	return p.InTurn(ctx, func() {
		if !p.In(rest) {
			return // the pupil died meanwhile
		}
		p.EndTerm(ctx, objectionTermID)
		p.Close(ctx, closed, "afgesloten", casework.Line{Kind: "gesloten", Text: restOverText(len(p.facts.Objections) > 0)})
	})
}

func (p *process) checkWithdrawal(workflow.Context, *tlvv1.Withdraw) error { return nil }

// withdraw: the application is the school's own, until there is a decision on it.
func (p *process) withdraw(ctx workflow.Context, act *tlvv1.Withdraw) error {
	if err := p.Attach(ctx, act.Actor, casework.Piece(act.TextId, documents.Withdrawal)); err != nil {
		return err
	}
	p.endWithoutDecision(ctx, tlvv1.Outcome_OUTCOME_WITHDRAWN, casework.Line{
		Kind: "ingetrokken", Text: "De school heeft de aanvraag ingetrokken. De zaak is gesloten.", Actor: act.Actor,
	})
	return nil
}

// endWithoutDecision closes a case that needs no decision any more, and tells everybody outside ZOUT who has a part in it.
func (p *process) endWithoutDecision(ctx workflow.Context, outcome tlvv1.Outcome, line casework.Line) {
	p.facts.Outcome = outcome
	p.EndTerm(ctx, decisionTermID)
	p.tellOrigin(ctx, true)
	p.Notify(notificationsv1.NoticeKind_NOTICE_KIND_ENDED, line.Kind,
		p.partiesOf(party.School, party.SOT, party.Parent, party.Expert)...)
	p.Close(ctx, closed, line.Kind, line)
}
