package buitenkans

import (
	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/documents"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// aftercare: the school and the SOT talk twice about how it goes after the return.
func (p *process) aftercare(ctx workflow.Context) error { return p.Stay(ctx, aftercare) }

func (p *process) checkAftercare(ctx workflow.Context, act *buitenkansv1.RecordAftercare) error {
	var bad casework.Problems
	checkHeld(&bad, act.HeldOn, casework.Today(ctx), terms.MustParse(p.facts.EndedOn), "het einde van de plaatsing")
	bad.AddIf(goingWording[act.Going] == "", "going", "Kies hoe het gaat: goed, met aandachtspunten of niet goed.")
	bad.AddIf(act.ReportId == "", "report_id", "Voeg het verslag van het gesprek toe.")
	return bad.Refuse()
}

// recordAftercare files a talk. The one that answers the last question closes the case; a talk in between is welcome and closes nothing.
func (p *process) recordAftercare(ctx workflow.Context, act *buitenkansv1.RecordAftercare) error {
	if err := p.Attach(ctx, act.Actor, casework.Piece(act.ReportId, documents.AftercareReport)); err != nil {
		return err
	}
	p.facts.Aftercare = append(p.facts.Aftercare, &buitenkansv1.Aftercare{
		HeldOn: act.HeldOn, Going: act.Going, ReportId: act.ReportId, Actor: act.Actor,
	})
	text := aftercareText(act)
	if p.answersLast(ctx) {
		p.facts.Outcome = outcomeOf(p.facts)
		p.Notify(notificationsv1.NoticeKind_NOTICE_KIND_ENDED, "gesloten", append(p.around(), p.provision()...)...)
		p.Close(ctx, closed, "gevoerd", casework.Line{Kind: "gesloten", Text: text + " Dit was het laatste gesprek. De zaak is gesloten.", Actor: act.Actor})
		return nil
	}
	p.Notify(notificationsv1.NoticeKind_NOTICE_KIND_BUITENKANS, p.about("nazorg"), p.others(act.Actor)...)
	p.Record(ctx, casework.Line{Kind: "nazorg", Text: text, Actor: act.Actor})
	return nil
}

// answersLast closes the question that this talk answers, and says whether it was the last one. The first may be answered before it was
// asked; the second not, because it is about how it goes after a while.
func (p *process) answersLast(ctx workflow.Context) bool {
	if p.isOpen(policy.Nazorg1) || p.PlannedTask(policy.Nazorg1) != nil {
		p.DropPlanned(policy.Nazorg1)
		p.CloseTasks(ctx, policy.Nazorg1, "gevoerd")
		return false
	}
	return p.isOpen(policy.Nazorg2)
}

func (p *process) isOpen(kind string) bool {
	task := p.LastTask(kind)
	return task != nil && task.ClosedAt == nil
}

// outcomeOf a stay that ended: where the pupil went from there.
func outcomeOf(facts *buitenkansv1.Facts) buitenkansv1.Outcome {
	switch {
	case facts.TlvCaseId != "" || facts.Direction == toTLV:
		return buitenkansv1.Outcome_OUTCOME_TLV
	case facts.Direction == otherSchool:
		return buitenkansv1.Outcome_OUTCOME_OTHER_SCHOOL
	case facts.Direction == back:
		return buitenkansv1.Outcome_OUTCOME_RETURNED
	default:
		return buitenkansv1.Outcome_OUTCOME_ENDED_EARLY
	}
}
