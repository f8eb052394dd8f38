package cases

import (
	"fmt"

	"github.com/danielgtaylor/huma/v2"
	"google.golang.org/protobuf/proto"

	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
)

// InstitutionBody starts to follow a pupil in an institution.
type InstitutionBody struct {
	SchoolID         string `json:"schoolId" minLength:"1" maxLength:"100" doc:"The school of origin; one of the caller's, unless the office starts it."`
	DossierID        string `json:"dossierId" pattern:"^[0-9a-hjkmnp-tv-z]{12}$" patternDescription:"het kenmerk van een dossier heeft 12 tekens"`
	Institution      string `json:"institution" enum:"ggz,jji,other"`
	AgreementsTextID string `json:"agreementsTextId" minLength:"1" maxLength:"64" doc:"Which institution, whom to call, and what was agreed on the return."`
	PlacedOn         string `json:"placedOn" format:"date"`
	ExpectedUntil    string `json:"expectedUntil,omitempty" format:"date" doc:"Absent when nobody knows."`
}

// Resolve checks what the schema cannot say.
func (b *InstitutionBody) Resolve(_ huma.Context, at *huma.PathBuffer) []error {
	return inOrder(at, b.PlacedOn, field{"expectedUntil", b.ExpectedUntil})
}

func (b *InstitutionBody) message(actor *caseworkv1.Actor) proto.Message {
	return &plaatsingv1.FollowInstitution{
		Actor: actor, SchoolId: b.SchoolID, DossierId: b.DossierID, Institution: institutions.value(b.Institution),
		AgreementsTextId: b.AgreementsTextID, PlacedOn: b.PlacedOn, ExpectedUntil: b.ExpectedUntil,
	}
}

// PlacementConfirmationBody says that the pupil is there.
type PlacementConfirmationBody struct {
	PlacedOn string `json:"placedOn" format:"date"`
}

func (b *PlacementConfirmationBody) message(actor *caseworkv1.Actor) proto.Message {
	return &plaatsingv1.ConfirmPlacement{Actor: actor, PlacedOn: b.PlacedOn}
}

// UnusedBody says that the TLV is not used.
type UnusedBody struct {
	TextID string `json:"textId" minLength:"1" maxLength:"64" doc:"Why."`
}

func (b *UnusedBody) message(actor *caseworkv1.Actor) proto.Message {
	return &plaatsingv1.ReportUnused{Actor: actor, TextId: b.TextID}
}

// EvaluationBody files an evaluation of the placement.
type EvaluationBody struct {
	HeldOn        string `json:"heldOn" format:"date"`
	Going         string `json:"going" enum:"well,attention,not-well"`
	Together      bool   `json:"together" doc:"Both schools took part (ondersteuningsplan 2.1.3-3)."`
	ReturnInSight bool   `json:"returnInSight" doc:"A return to regular education is in sight."`
	ReportID      string `json:"reportId" minLength:"1" maxLength:"64"`
}

func (b *EvaluationBody) message(actor *caseworkv1.Actor) proto.Message {
	return &plaatsingv1.Evaluate{
		Actor: actor, HeldOn: b.HeldOn, Going: goings.value(b.Going), Together: b.Together, ReturnInSight: b.ReturnInSight, ReportId: b.ReportID,
	}
}

// ContinuationBody chooses what follows on the last school year of the TLV.
type ContinuationBody struct {
	Continuation  string `json:"continuation" enum:"return,extension,other-type,vo"`
	ReasonsTextID string `json:"reasonsTextId" minLength:"1" maxLength:"64" doc:"Why, and what the parents think of it."`
}

func (b *ContinuationBody) message(actor *caseworkv1.Actor) proto.Message {
	return &plaatsingv1.ChooseContinuation{Actor: actor, Continuation: continuations.value(b.Continuation), ReasonsTextId: b.ReasonsTextID}
}

// ReturnStepBody is a step of the build-up.
type ReturnStepBody struct {
	FromOn   string `json:"fromOn" format:"date"`
	HalfDays int    `json:"halfDays" minimum:"1" maximum:"10" doc:"Half days a week at the regular school; 10 is the whole week."`
}

// wholeWeek is how many half days it has.
const wholeWeek = 10

// ReturnBody is the plan for the return.
type ReturnBody struct {
	SchoolID string           `json:"schoolId" minLength:"1" maxLength:"100" doc:"A regular school: the school of origin, or another near home."`
	Steps    []ReturnStepBody `json:"steps" minItems:"1" maxItems:"20" nullable:"false" doc:"In order of time; the last one is the whole week."`
	PlanID   string           `json:"planId" minLength:"1" maxLength:"64" doc:"What goes along, who supports, and what was agreed with the parents."`
}

// Resolve checks what the schema cannot say.
func (b *ReturnBody) Resolve(_ huma.Context, at *huma.PathBuffer) []error {
	var wrong []error
	for i, step := range b.Steps {
		if i > 0 && step.FromOn != "" && step.FromOn <= b.Steps[i-1].FromOn {
			wrong = append(wrong, &huma.ErrorDetail{
				Location: at.With(fmt.Sprintf("steps[%d].fromOn", i)), Message: "Deze stap begint niet na de stap ervoor. Kies een latere dag.",
			})
		}
	}
	if last := len(b.Steps) - 1; last >= 0 && b.Steps[last].HalfDays != wholeWeek {
		wrong = append(wrong, &huma.ErrorDetail{
			Location: at.With(fmt.Sprintf("steps[%d].halfDays", last)), Message: "De laatste stap is de hele week: 10 dagdelen.",
		})
	}
	return wrong
}

func (b *ReturnBody) message(actor *caseworkv1.Actor) proto.Message {
	planned := &plaatsingv1.PlanReturn{Actor: actor, SchoolId: b.SchoolID, PlanId: b.PlanID}
	for _, step := range b.Steps {
		planned.Steps = append(planned.Steps, &plaatsingv1.ReturnStep{FromOn: step.FromOn, HalfDays: int32(step.HalfDays)})
	}
	return planned
}

// ReturnAnswerBody is the answer of the regular school.
type ReturnAnswerBody struct {
	Agreed bool   `json:"agreed"`
	TextID string `json:"textId,omitempty" maxLength:"64" doc:"Why not; required then."`
}

// Resolve checks what the schema cannot say.
func (b *ReturnAnswerBody) Resolve(_ huma.Context, at *huma.PathBuffer) []error {
	if b.Agreed {
		return nil
	}
	return required(at, "Schrijf op waarom u het niet eens bent met het plan.", field{"textId", b.TextID})
}

func (b *ReturnAnswerBody) message(actor *caseworkv1.Actor) proto.Message {
	return &plaatsingv1.AnswerReturn{Actor: actor, Agreed: b.Agreed, TextId: b.TextID}
}

// ReturnConfirmationBody says that the pupil is back.
type ReturnConfirmationBody struct {
	ReturnedOn string `json:"returnedOn" format:"date"`
}

func (b *ReturnConfirmationBody) message(actor *caseworkv1.Actor) proto.Message {
	return &plaatsingv1.ConfirmReturn{Actor: actor, ReturnedOn: b.ReturnedOn}
}

// FollowUpBody files a talk after the return.
type FollowUpBody struct {
	HeldOn   string `json:"heldOn" format:"date"`
	Going    string `json:"going" enum:"well,attention,not-well"`
	ReportID string `json:"reportId" minLength:"1" maxLength:"64"`
}

func (b *FollowUpBody) message(actor *caseworkv1.Actor) proto.Message {
	return &plaatsingv1.FollowUpReturn{Actor: actor, HeldOn: b.HeldOn, Going: goings.value(b.Going), ReportId: b.ReportID}
}

// ReturnStopBody says that the return does not work out.
type ReturnStopBody struct {
	StoppedOn string `json:"stoppedOn" format:"date"`
	TextID    string `json:"textId" minLength:"1" maxLength:"64" doc:"What happened, and what was learned."`
}

func (b *ReturnStopBody) message(actor *caseworkv1.Actor) proto.Message {
	return &plaatsingv1.StopReturn{Actor: actor, StoppedOn: b.StoppedOn, TextId: b.TextID}
}
