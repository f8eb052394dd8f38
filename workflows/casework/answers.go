package casework

import (
	"fmt"
	"slices"

	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/types/known/timestamppb"

	"traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
)

// checkAnswer: who was told of something overdue may answer, and nobody else. That it is done by now is no reason to refuse a helping hand.
func (c *Case) checkAnswer(_ workflow.Context, act *caseworkv1.AnswerEscalation) error {
	who := act.GetActor()
	firing := c.firing(act.FiringKey)
	told := firing.GetKind() == caseworkv1.FiringKind_FIRING_KIND_ESCALATION && slices.Contains(firing.GetTold(), who.GetParty())
	switch {
	case who.GetSubject() == "" || !casework.Answerers.May(party.Party(who.GetParty()).Role(), casework.AnswerEscalation) || !told:
		return NotYours("U kreeg hierover geen bericht, dus u kunt er niet op antwoorden.")
	case c.procedure.View().Closed:
		return NotNow("Deze zaak is gesloten. Een antwoord is niet meer nodig.")
	}
	var bad Problems
	bad.AddIf(responseText[act.Response] == "", "response", "Kies een antwoord: gezien, dat pakken wij op, of niet voor ons.")
	return bad.Refuse()
}

// answerEscalation keeps the answer with what it answers, and tells those of ZOUT who wait for it.
func (c *Case) answerEscalation(ctx workflow.Context, act *caseworkv1.AnswerEscalation) error {
	if err := c.Attach(ctx, act.Actor, Piece(act.TextId, documents.PartnerAnswer)); err != nil {
		return err
	}
	firing := c.firing(act.FiringKey)
	firing.Answers = append(firing.Answers, &caseworkv1.EscalationAnswer{
		Actor: act.Actor, At: timestamppb.New(workflow.Now(ctx)), Response: act.Response, TextId: act.TextId,
	})
	about := fmt.Sprintf("antwoord/%s/%d", casework.EscalationID(c.CaseID, firing.Key), len(firing.Answers))
	for _, role := range []party.Role{party.SOT, party.Office} {
		c.Notify(notificationsv1.NoticeKind_NOTICE_KIND_ANSWER, about, c.procedure.Told(role)...)
	}
	c.Record(ctx, Line{
		Kind: "antwoord-partner", Text: answerText(firing, act), Actor: act.Actor,
		Audience: []party.Role{party.Office, party.Director, party.SOT},
	})
	return nil
}
