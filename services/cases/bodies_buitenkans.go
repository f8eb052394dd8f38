package cases

import (
	"github.com/danielgtaylor/huma/v2"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/party"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/services/platform/identity"
)

// The years of primary school for which the Buitenkans is there (ondersteuningsplan 2.2).
const (
	lowestGroep  = 3
	highestGroep = 8
)

// BuitenkansBody asks a place.
type BuitenkansBody struct {
	SchoolID       string `json:"schoolId" minLength:"1" maxLength:"100" doc:"The school that asks: one of the caller's."`
	DossierID      string `json:"dossierId" pattern:"^[0-9a-hjkmnp-tv-z]{12}$" patternDescription:"het kenmerk van een dossier heeft 12 tekens"`
	Groep          int    `json:"groep" doc:"The year of primary school that the pupil is in: 3 to 8." example:"4"`
	QuestionTextID string `json:"questionTextId" minLength:"1" maxLength:"64" doc:"What the school wants to know."`
	NotBefore      string `json:"notBefore,omitempty" format:"date" doc:"First day on which the pupil can start; absent for as soon as possible."`
	FromCaseID     string `json:"fromCaseId,omitempty" maxLength:"64" doc:"The case of this pupil that the request is started from."`
}

// Resolve checks what the schema cannot say in words of this field.
func (b *BuitenkansBody) Resolve(_ huma.Context, at *huma.PathBuffer) []error {
	if b.Groep < lowestGroep || b.Groep > highestGroep {
		return []error{&huma.ErrorDetail{Location: at.With("groep"), Message: "De Buitenkans is voor leerlingen van groep 3 tot en met groep 8. Kies een van die groepen."}}
	}
	return nil
}

func (b *BuitenkansBody) message(actor *caseworkv1.Actor) proto.Message {
	return &buitenkansv1.RequestPlacement{Actor: actor, Application: &buitenkansv1.Application{
		SchoolId: b.SchoolID, DossierId: b.DossierID, Groep: int32(b.Groep), QuestionTextId: b.QuestionTextID, NotBefore: b.NotBefore,
		FromCaseId: b.FromCaseID,
	}}
}

// SupportBody is the word of the SOT.
type SupportBody struct {
	Supported bool   `json:"supported"`
	TextID    string `json:"textId,omitempty" maxLength:"64" doc:"Why; required when not supported."`
}

// Resolve checks what the schema cannot say.
func (b *SupportBody) Resolve(_ huma.Context, at *huma.PathBuffer) []error {
	if b.Supported {
		return nil
	}
	return required(at, "Schrijf op waarom u de aanvraag niet steunt.", field{"textId", b.TextID})
}

func (b *SupportBody) message(actor *caseworkv1.Actor) proto.Message {
	return &buitenkansv1.SupportRequest{Actor: actor, Supported: b.Supported, TextId: b.TextID}
}

// ConsentBody is the word of the parents.
type ConsentBody struct {
	Agreed bool   `json:"agreed"`
	TextID string `json:"textId,omitempty" maxLength:"64" doc:"Their own words, or the paper that they signed; required when the office records it."`
}

// Resolve checks what the schema cannot say: the office records what came on paper, so there is a paper.
func (b *ConsentBody) Resolve(ctx huma.Context, at *huma.PathBuffer) []error {
	if !identity.From(ctx.Context()).Has(party.Office) {
		return nil
	}
	return required(at, "Voeg het papier toe waarop de ouders hun antwoord gaven.", field{"textId", b.TextID})
}

func (b *ConsentBody) message(actor *caseworkv1.Actor) proto.Message {
	return &buitenkansv1.ConsentToPlacement{Actor: actor, Agreed: b.Agreed, TextId: b.TextID}
}

// AdmissionBody is the intake.
type AdmissionBody struct {
	Admitted      bool   `json:"admitted"`
	Urgency       string `json:"urgency,omitempty" enum:"at-home,threatened" doc:"Why the pupil goes before others; absent when the order is that of admission."`
	ReasonsTextID string `json:"reasonsTextId,omitempty" maxLength:"64" doc:"Required when not admitted, and when it is urgent."`
}

// Resolve checks what the schema cannot say.
func (b *AdmissionBody) Resolve(_ huma.Context, at *huma.PathBuffer) []error {
	switch {
	case !b.Admitted:
		return append(required(at, "Schrijf op waarom de leerling niet wordt toegelaten.", field{"reasonsTextId", b.ReasonsTextID}),
			absent(at, "Voorrang hoort alleen bij een toelating. Laat het leeg.", field{"urgency", b.Urgency})...)
	case b.Urgency != "":
		return required(at, "Schrijf op waarom deze leerling voorgaat.", field{"reasonsTextId", b.ReasonsTextID})
	default:
		return nil
	}
}

func (b *AdmissionBody) message(actor *caseworkv1.Actor) proto.Message {
	return &buitenkansv1.AdmitPupil{Actor: actor, Admitted: b.Admitted, Urgency: urgencies.value(b.Urgency), ReasonsTextId: b.ReasonsTextID}
}

// StartPlanBody sets the days of the stay.
type StartPlanBody struct {
	StartOn string `json:"startOn" format:"date" doc:"A school day from today on."`
	UntilOn string `json:"untilOn,omitempty" format:"date" doc:"Last day; absent for the maximum."`
	GroupID string `json:"groupId,omitempty" maxLength:"100" doc:"Another group than the one that was offered."`
}

// Resolve checks what the schema cannot say.
func (b *StartPlanBody) Resolve(_ huma.Context, at *huma.PathBuffer) []error {
	return inOrder(at, b.StartOn, field{"untilOn", b.UntilOn})
}

func (b *StartPlanBody) message(actor *caseworkv1.Actor) proto.Message {
	return &buitenkansv1.PlanStart{Actor: actor, StartOn: b.StartOn, UntilOn: b.UntilOn, GroupId: b.GroupID}
}

// StartBody says whether the pupil came.
type StartBody struct {
	Arrived bool   `json:"arrived"`
	TextID  string `json:"textId,omitempty" maxLength:"64" doc:"After a no-show: what was agreed with the school of origin; optional."`
}

// Resolve checks what the schema cannot say.
func (b *StartBody) Resolve(_ huma.Context, at *huma.PathBuffer) []error {
	if b.Arrived {
		return absent(at, "Dit hoort alleen bij een leerling die niet kwam. Laat het leeg.", field{"textId", b.TextID})
	}
	return nil
}

func (b *StartBody) message(actor *caseworkv1.Actor) proto.Message {
	return &buitenkansv1.ConfirmStart{Actor: actor, Arrived: b.Arrived, TextId: b.TextID}
}

// InterruptionBody records that the pupil is away for a while.
type InterruptionBody struct {
	FromOn string `json:"fromOn" format:"date" doc:"First day away."`
	Reason string `json:"reason" enum:"illness,other" doc:"Which illness, or what happened, is not for here."`
}

func (b *InterruptionBody) message(actor *caseworkv1.Actor) proto.Message {
	return &buitenkansv1.InterruptPlacement{Actor: actor, FromOn: b.FromOn, Reason: interruptionReasons.value(b.Reason)}
}

// ResumptionBody records that the pupil is back.
type ResumptionBody struct {
	On string `json:"on" format:"date" doc:"First day back."`
}

func (b *ResumptionBody) message(actor *caseworkv1.Actor) proto.Message {
	return &buitenkansv1.ResumePlacement{Actor: actor, On: b.On}
}

// EndDateBody sets another last day.
type EndDateBody struct {
	UntilOn string `json:"untilOn" format:"date" doc:"Never after the maximum."`
}

func (b *EndDateBody) message(actor *caseworkv1.Actor) proto.Message {
	return &buitenkansv1.MoveEnd{Actor: actor, UntilOn: b.UntilOn}
}

// MidwayEvaluationBody files the report of the talk halfway.
type MidwayEvaluationBody struct {
	HeldOn   string `json:"heldOn" format:"date"`
	ReportID string `json:"reportId" minLength:"1" maxLength:"64"`
}

func (b *MidwayEvaluationBody) message(actor *caseworkv1.Actor) proto.Message {
	return &buitenkansv1.EvaluateMidway{Actor: actor, HeldOn: b.HeldOn, ReportId: b.ReportID}
}

// SupportAdviceBody is the advice.
type SupportAdviceBody struct {
	Direction string `json:"direction" enum:"return,tlv,other-school"`
	AdviceID  string `json:"adviceId" minLength:"1" maxLength:"64"`
}

func (b *SupportAdviceBody) message(actor *caseworkv1.Actor) proto.Message {
	return &buitenkansv1.AdviseSupport{Actor: actor, Direction: directions.value(b.Direction), AdviceId: b.AdviceID}
}

// ReturnToSchoolBody is the plan for the days after the Buitenkans.
type ReturnToSchoolBody struct {
	ReturnOn string `json:"returnOn" format:"date" doc:"First day back at school."`
	PlanID   string `json:"planId" minLength:"1" maxLength:"64"`
}

func (b *ReturnToSchoolBody) message(actor *caseworkv1.Actor) proto.Message {
	return &buitenkansv1.PlanReturn{Actor: actor, ReturnOn: b.ReturnOn, PlanId: b.PlanID}
}

// PlacementEndBody ends the stay.
type PlacementEndBody struct {
	EndedOn string `json:"endedOn,omitempty" format:"date" doc:"Last day of the pupil at the Buitenkans; absent only when the pupil never came."`
	Reason  string `json:"reason" enum:"done,parents,school,buitenkans,no-show"`
	TextID  string `json:"textId,omitempty" maxLength:"64" doc:"Why it ends early; required then."`
}

// Resolve checks what the schema cannot say.
func (b *PlacementEndBody) Resolve(_ huma.Context, at *huma.PathBuffer) []error {
	var wrong []error
	if b.Reason != "no-show" {
		wrong = required(at, "Vul de laatste dag in waarop de leerling er was.", field{"endedOn", b.EndedOn})
	}
	if b.Reason == "parents" || b.Reason == "school" || b.Reason == "buitenkans" {
		wrong = append(wrong, required(at, "Schrijf op waarom de plaatsing eerder stopt.", field{"textId", b.TextID})...)
	}
	return wrong
}

func (b *PlacementEndBody) message(actor *caseworkv1.Actor) proto.Message {
	return &buitenkansv1.EndPlacement{Actor: actor, EndedOn: b.EndedOn, Reason: endReasons.value(b.Reason), TextId: b.TextID}
}

// AftercareBody files a talk after the return.
type AftercareBody struct {
	HeldOn   string `json:"heldOn" format:"date"`
	Going    string `json:"going" enum:"well,attention,not-well"`
	ReportID string `json:"reportId" minLength:"1" maxLength:"64"`
}

func (b *AftercareBody) message(actor *caseworkv1.Actor) proto.Message {
	return &buitenkansv1.RecordAftercare{Actor: actor, HeldOn: b.HeldOn, Going: buitenkansGoings.value(b.Going), ReportId: b.ReportID}
}

// RequestWithdrawalBody ends the case before the pupil starts.
type RequestWithdrawalBody struct {
	TextID string `json:"textId,omitempty" maxLength:"64" doc:"Why; optional."`
}

func (b *RequestWithdrawalBody) message(actor *caseworkv1.Actor) proto.Message {
	return &buitenkansv1.WithdrawRequest{Actor: actor, TextId: b.TextID}
}
