package buitenkans

import (
	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/documents"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
)

// The directions of the advice, short.
const (
	back        = buitenkansv1.Direction_DIRECTION_RETURN
	toTLV       = buitenkansv1.Direction_DIRECTION_TLV
	otherSchool = buitenkansv1.Direction_DIRECTION_OTHER_SCHOOL
)

// letterDirection names a direction for the letter.
var letterDirection = map[buitenkansv1.Direction]string{back: "terug", toTLV: "tlv", otherSchool: "andere-school"}

func (p *process) checkAdvice(_ workflow.Context, act *buitenkansv1.AdviseSupport) error {
	var bad casework.Problems
	bad.AddIf(letterDirection[act.Direction] == "", "direction", "Kies terug naar de school, een TLV, of een andere basisschool.")
	bad.AddIf(act.AdviceId == "", "advice_id", "Voeg het advies toe.")
	return bad.Refuse()
}

// advise gives the advice on fitting support to the school and the parents (WPO 18a.14 asks for the copy to parents), and asks the
// school what it does with it.
func (p *process) advise(ctx workflow.Context, act *buitenkansv1.AdviseSupport) error {
	if err := p.Attach(ctx, act.Actor, casework.Piece(act.AdviceId, documents.BuitenkansAdvice)); err != nil {
		return err
	}
	letters, err := p.letters(ctx, &documentsv1.ComposeLetterRequest{
		Key:     p.CaseID + "/advies",
		Kind:    documentsv1.LetterKind_LETTER_KIND_BUITENKANS_ADVICE,
		Facts:   map[string]string{"direction": letterDirection[act.Direction], "until": p.facts.Place.UntilOn},
		TextIds: []string{act.AdviceId},
	})
	if err != nil {
		return err
	}
	p.facts.Direction, p.facts.AdviceId, p.facts.AdvisedOn = act.Direction, act.AdviceId, casework.Today(ctx).String()
	for _, kind := range []string{policy.Tussenevaluatie, policy.AdviesBuitenkans} {
		p.DropPlanned(kind)
	}
	p.CloseTasks(ctx, policy.Tussenevaluatie, notNeeded)
	p.CloseTasks(ctx, policy.AdviesBuitenkans, "gegeven")
	p.Move(returning)
	p.planStay(ctx)
	p.keepLetters(letters, "advies")
	p.Notify(notificationsv1.NoticeKind_NOTICE_KIND_BUITENKANS, "advies", p.sot()...)
	p.Record(ctx, casework.Line{Kind: "advies", Text: adviceText(act.Direction), Actor: act.Actor})
	return nil
}
