package buitenkans

import (
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/documents"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
)

// admit: the Buitenkans reads the question and the groeidocument, and says whether it can answer it.
func (p *process) admit(ctx workflow.Context) error { return p.Stay(ctx, admission) }

func (p *process) checkAdmission(_ workflow.Context, act *buitenkansv1.AdmitPupil) error {
	urgent := act.Urgency != buitenkansv1.Urgency_URGENCY_UNSPECIFIED
	var bad casework.Problems
	bad.AddIf(urgent && urgencyWording[act.Urgency] == "", "urgency", "Kies waarom deze leerling voorgaat, of laat dit leeg.")
	bad.AddIf(!act.Admitted && urgent, "urgency", "Spoed hoort alleen bij een leerling die wordt toegelaten. Laat dit leeg.")
	bad.AddIf(!act.Admitted && act.ReasonsTextId == "", "reasons_text_id", "Schrijf op waarom de Buitenkans deze leerling niet kan helpen.")
	bad.AddIf(act.Admitted && urgent && act.ReasonsTextId == "", "reasons_text_id", "Schrijf op waarom deze leerling voorgaat.")
	return bad.Refuse()
}

// admitPupil puts the pupil in the book of places, which has a place at once or a number on the list.
func (p *process) admitPupil(ctx workflow.Context, act *buitenkansv1.AdmitPupil) error {
	if err := p.Attach(ctx, act.Actor, casework.Piece(act.ReasonsTextId, documents.AdmissionReasons)); err != nil {
		return err
	}
	if !act.Admitted {
		p.facts.Admitted, p.facts.ReasonsTextId = proto.Bool(false), act.ReasonsTextId
		p.end(ctx, buitenkansv1.Outcome_OUTCOME_NOT_ADMITTED, "niet toegelaten", casework.Line{
			Kind: "niet-toegelaten", Text: "De Buitenkans kan deze vraag niet beantwoorden. De zaak is gesloten.", Actor: act.Actor,
		})
		return nil
	}
	today := casework.Today(ctx).String()
	answer, err := p.askPlace(ctx, act.Urgency, today)
	if err != nil {
		return err
	}
	p.facts.Admitted, p.facts.AdmittedOn = proto.Bool(true), today
	p.facts.Urgency, p.facts.ReasonsTextId = act.Urgency, act.ReasonsTextId
	p.CloseTasks(ctx, policy.Intake, "toegelaten")
	if answer.Place == nil {
		p.facts.Waiting = answer
		p.Move(waiting)
		p.Notify(notificationsv1.NoticeKind_NOTICE_KIND_BUITENKANS, "wachtlijst", p.around()...)
	} else {
		p.placed(ctx, answer.Place)
	}
	p.Record(ctx, casework.Line{Kind: "toegelaten", Text: admittedText(answer), Actor: act.Actor})
	return nil
}

// askPlace asks for a stay as long as the policy of this case has it.
func (p *process) askPlace(ctx workflow.Context, urgency buitenkansv1.Urgency, admittedOn string) (*buitenkansv1.PlaceAnswer, error) {
	rule := policy.Term(p.Policy, policy.EindePlaatsing)
	return p.doPlace(ctx, "ask", &casesv1.PlaceRequest{Act: &casesv1.PlaceRequest_Ask{Ask: &buitenkansv1.AskPlace{
		CaseId:      p.CaseID,
		SchoolId:    p.facts.Application.SchoolId,
		Groep:       p.facts.Application.Groep,
		AdmittedOn:  admittedOn,
		Urgency:     urgency,
		NotBefore:   p.facts.Application.NotBefore,
		Weeks:       rule.Weeks,
		SchoolWeeks: rule.SchoolWeeks,
	}}})
}
