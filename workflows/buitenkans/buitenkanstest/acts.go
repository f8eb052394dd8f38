package buitenkanstest

import (
	"traject.nl/proto/contract/party"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/workflows/tlv/tlvtest"
)

// The people who act, each as a party.
var (
	School      = tlvtest.School
	SOT         = tlvtest.SOT
	Parent      = tlvtest.Parent
	OtherParent = tlvtest.By(tlvtest.SecondParent)
	Office      = tlvtest.Office
	Director    = tlvtest.Director
	Buitenkans  = tlvtest.By(party.TheBuitenkans)
)

// Request asks a place for a pupil of a groep.
func Request(groep int32) *buitenkansv1.RequestPlacement {
	return &buitenkansv1.RequestPlacement{Actor: School, Application: &buitenkansv1.Application{
		SchoolId: tlvtest.Bao, DossierId: "dossier00001", Groep: groep, QuestionTextId: "text-question",
	}}
}

// RequestFrom asks it for a pupil who can start from a day on.
func RequestFrom(groep int32, notBefore string) *buitenkansv1.RequestPlacement {
	act := Request(groep)
	act.Application.NotBefore = notBefore
	return act
}

// Support is the word of the SOT.
func Support() *buitenkansv1.SupportRequest {
	return &buitenkansv1.SupportRequest{Actor: SOT, Supported: true}
}

// NoSupport says why not.
func NoSupport() *buitenkansv1.SupportRequest {
	return &buitenkansv1.SupportRequest{Actor: SOT, TextId: "text-sot"}
}

// Consent is the word of one parent.
func Consent(parent *caseworkv1.Actor) *buitenkansv1.ConsentToPlacement {
	return &buitenkansv1.ConsentToPlacement{Actor: parent, Agreed: true}
}

// NoConsent says no, with their own words.
func NoConsent() *buitenkansv1.ConsentToPlacement {
	return &buitenkansv1.ConsentToPlacement{Actor: Parent, TextId: "text-parents"}
}

// ConsentOnPaper is the paper that the parents signed.
func ConsentOnPaper() *buitenkansv1.ConsentToPlacement {
	return &buitenkansv1.ConsentToPlacement{Actor: Office, Agreed: true, TextId: "file-consent"}
}

// Admit the pupil.
func Admit() *buitenkansv1.AdmitPupil {
	return &buitenkansv1.AdmitPupil{Actor: Buitenkans, Admitted: true}
}

// AdmitUrgently puts the pupil before others.
func AdmitUrgently(urgency buitenkansv1.Urgency) *buitenkansv1.AdmitPupil {
	return &buitenkansv1.AdmitPupil{Actor: Buitenkans, Admitted: true, Urgency: urgency, ReasonsTextId: "text-admission"}
}

// NotAdmitted says why not.
func NotAdmitted() *buitenkansv1.AdmitPupil {
	return &buitenkansv1.AdmitPupil{Actor: Buitenkans, ReasonsTextId: "text-admission"}
}

// PlanStart on a day, for as long as it can be.
func PlanStart(on string) *buitenkansv1.PlanStart {
	return &buitenkansv1.PlanStart{Actor: Buitenkans, StartOn: on}
}

// PlanStay from a day up to another.
func PlanStay(from, until string) *buitenkansv1.PlanStart {
	return &buitenkansv1.PlanStart{Actor: Buitenkans, StartOn: from, UntilOn: until}
}

// Arrived says that the pupil came.
func Arrived() *buitenkansv1.ConfirmStart {
	return &buitenkansv1.ConfirmStart{Actor: Buitenkans, Arrived: true}
}

// Missed says that the pupil did not come.
func Missed() *buitenkansv1.ConfirmStart {
	return &buitenkansv1.ConfirmStart{Actor: Buitenkans, TextId: "text-no-show"}
}

// Interrupt from a day on, because of illness.
func Interrupt(from string) *buitenkansv1.InterruptPlacement {
	return &buitenkansv1.InterruptPlacement{
		Actor: School, FromOn: from, Reason: buitenkansv1.InterruptionReason_INTERRUPTION_REASON_ILLNESS,
	}
}

// Resume on a day.
func Resume(on string) *buitenkansv1.ResumePlacement {
	return &buitenkansv1.ResumePlacement{Actor: Buitenkans, On: on}
}

// MoveEnd to another day.
func MoveEnd(until string) *buitenkansv1.MoveEnd {
	return &buitenkansv1.MoveEnd{Actor: Buitenkans, UntilOn: until}
}

// Evaluate halfway.
func Evaluate(on string) *buitenkansv1.EvaluateMidway {
	return &buitenkansv1.EvaluateMidway{Actor: Buitenkans, HeldOn: on, ReportId: "file-midway"}
}

// Advise in a direction.
func Advise(direction buitenkansv1.Direction) *buitenkansv1.AdviseSupport {
	return &buitenkansv1.AdviseSupport{Actor: Buitenkans, Direction: direction, AdviceId: "file-advice"}
}

// PlanReturn to school on a day.
func PlanReturn(on string) *buitenkansv1.PlanReturn {
	return &buitenkansv1.PlanReturn{Actor: School, ReturnOn: on, PlanId: "text-plan"}
}

// End the stay on time.
func End(on string) *buitenkansv1.EndPlacement {
	return &buitenkansv1.EndPlacement{Actor: Buitenkans, EndedOn: on, Reason: buitenkansv1.EndReason_END_REASON_DONE}
}

// EndEarly ends it for another reason.
func EndEarly(on string, reason buitenkansv1.EndReason) *buitenkansv1.EndPlacement {
	return &buitenkansv1.EndPlacement{Actor: Buitenkans, EndedOn: on, Reason: reason, TextId: "text-end"}
}

// NeverCame ends a stay that never began.
func NeverCame() *buitenkansv1.EndPlacement {
	return &buitenkansv1.EndPlacement{Actor: Buitenkans, Reason: buitenkansv1.EndReason_END_REASON_NO_SHOW}
}

// Aftercare is a talk after the return.
func Aftercare(on string) *buitenkansv1.RecordAftercare {
	return &buitenkansv1.RecordAftercare{
		Actor: School, HeldOn: on, Going: buitenkansv1.Going_GOING_WELL, ReportId: "file-aftercare",
	}
}

// Withdraw the request.
func Withdraw() *buitenkansv1.WithdrawRequest { return &buitenkansv1.WithdrawRequest{Actor: School} }

// Departed says that the pupil left on a day.
func Departed(reason caseworkv1.DepartureReason, on string) *caseworkv1.RecordDeparture {
	return &caseworkv1.RecordDeparture{Actor: School, Reason: reason, On: on}
}
