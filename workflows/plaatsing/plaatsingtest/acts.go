package plaatsingtest

import (
	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/tlv/tlvtest"
)

// The schools of the stand-in registry, besides those of package tlvtest.
const (
	// NewBao is a regular school near home that is not the school of origin.
	NewBao = "bao-bunnik"
	// GoneBao stopped before the placements of the tests began, StoppingBao stops in the middle of them.
	GoneBao     = "bao-opgeheven"
	StoppingBao = "bao-stopt"
)

var schools = map[string]struct{ kind, closedOn string }{
	tlvtest.Bao:      {kind: "bao"},
	tlvtest.OtherBao: {kind: "bao"},
	NewBao:           {kind: "bao"},
	GoneBao:          {kind: "bao", closedOn: "2025-07-31"},
	StoppingBao:      {kind: "bao", closedOn: "2027-07-31"},
	tlvtest.Sbo:      {kind: "sbo"},
	tlvtest.OtherSbo: {kind: "sbo"},
	tlvtest.So:       {kind: "so"},
}

// The people who act, each as a party. The school of origin refers to the sbo school.
var (
	Origin   = tlvtest.School
	Sbo      = Of(tlvtest.Sbo)
	OtherSbo = Of(tlvtest.OtherSbo)
	So       = Of(tlvtest.So)
	Regular  = Of(NewBao)
	Office   = tlvtest.Office
	SOT      = tlvtest.SOT
	Parent   = tlvtest.Parent
)

// Of is somebody of a school.
func Of(school string) *caseworkv1.Actor { return tlvtest.By(party.Of(party.School, school)) }

// Granted is a TLV for a school, as it was announced.
func Granted(school, number, from, until string) *tlvv1.Decision {
	destination := tlvv1.Destination_DESTINATION_SBO
	if schools[school].kind == "so" {
		destination = tlvv1.Destination_DESTINATION_SO
	}
	return &tlvv1.Decision{
		Granted: true, Destination: destination, Extent: tlvv1.Extent_EXTENT_FULL, ValidFrom: from, ValidUntil: until,
		ReceivingSchoolId: school, ReturnAgreementsTextId: "text-return", TlvNumber: number, DecidedOn: from, AnnouncedOn: from,
		LetterIds: []string{"letter-1"}, DecidedBy: tlvtest.Director,
	}
}

// Opening is what the TLV case hands over: a referral by the school in Zeist.
func Opening(tlvCase string, decision *tlvv1.Decision) *plaatsingv1.Opening {
	return &plaatsingv1.Opening{
		TlvCaseId: tlvCase, DossierId: "dossier00001", OriginSchoolId: tlvtest.Bao, Decision: decision,
		Parents: []string{tlvtest.FirstParent, tlvtest.SecondParent},
	}
}

// Institution is a stay in a ggz institution since a day.
func Institution(on, until string) *plaatsingv1.FollowInstitution {
	return &plaatsingv1.FollowInstitution{
		Actor: Origin, SchoolId: tlvtest.Bao, DossierId: "dossier00001", Institution: plaatsingv1.Institution_INSTITUTION_GGZ,
		AgreementsTextId: "text-agreements", PlacedOn: on, ExpectedUntil: until,
	}
}

// Confirm that the pupil is there since a day.
func Confirm(by *caseworkv1.Actor, on string) *plaatsingv1.ConfirmPlacement {
	return &plaatsingv1.ConfirmPlacement{Actor: by, PlacedOn: on}
}

// Unused says that the pupil does not come.
func Unused(by *caseworkv1.Actor) *plaatsingv1.ReportUnused {
	return &plaatsingv1.ReportUnused{Actor: by, TextId: "text-unused"}
}

// Evaluated by the receiving school.
func Evaluated(on string) *plaatsingv1.Evaluate {
	return &plaatsingv1.Evaluate{Actor: Sbo, HeldOn: on, Going: plaatsingv1.Going_GOING_WELL, ReportId: "file-evaluation"}
}

// EvaluatedTogether by both schools.
func EvaluatedTogether(on string) *plaatsingv1.Evaluate {
	act := Evaluated(on)
	act.Together = true
	return act
}

// EvaluatedBy another school.
func EvaluatedBy(by *caseworkv1.Actor, on string) *plaatsingv1.Evaluate {
	act := Evaluated(on)
	act.Actor = by
	return act
}

// Choose what follows on the TLV.
func Choose(continuation plaatsingv1.Continuation) *plaatsingv1.ChooseContinuation {
	return &plaatsingv1.ChooseContinuation{Actor: Sbo, Continuation: continuation, ReasonsTextId: "text-continuation"}
}

// Plan the return to a school: two half days a week, and later the whole week.
func Plan(school, from, full string) *plaatsingv1.PlanReturn {
	return &plaatsingv1.PlanReturn{Actor: Sbo, SchoolId: school, PlanId: "file-plan", Steps: []*plaatsingv1.ReturnStep{
		{FromOn: from, HalfDays: 2}, {FromOn: full, HalfDays: 10},
	}}
}

// PlanAtOnce plans the whole week from a day, by whoever keeps the placement.
func PlanAtOnce(by *caseworkv1.Actor, school, on string) *plaatsingv1.PlanReturn {
	return &plaatsingv1.PlanReturn{
		Actor: by, SchoolId: school, PlanId: "file-plan", Steps: []*plaatsingv1.ReturnStep{{FromOn: on, HalfDays: 10}},
	}
}

// Agree with the plan.
func Agree(by *caseworkv1.Actor) *plaatsingv1.AnswerReturn {
	return &plaatsingv1.AnswerReturn{Actor: by, Agreed: true}
}

// Disagree with the plan.
func Disagree(by *caseworkv1.Actor) *plaatsingv1.AnswerReturn {
	return &plaatsingv1.AnswerReturn{Actor: by, TextId: "text-why-not"}
}

// Returned for the whole week since a day.
func Returned(by *caseworkv1.Actor, on string) *plaatsingv1.ConfirmReturn {
	return &plaatsingv1.ConfirmReturn{Actor: by, ReturnedOn: on}
}

// Talked about the return.
func Talked(by *caseworkv1.Actor, on string, going plaatsingv1.Going) *plaatsingv1.FollowUpReturn {
	return &plaatsingv1.FollowUpReturn{Actor: by, HeldOn: on, Going: going, ReportId: "file-talk"}
}

// Stop the return.
func Stop(by *caseworkv1.Actor, on string) *plaatsingv1.StopReturn {
	return &plaatsingv1.StopReturn{Actor: by, StoppedOn: on, TextId: "text-stopped"}
}

// Depart records that the pupil left.
func Depart(by *caseworkv1.Actor, reason caseworkv1.DepartureReason, on string) *caseworkv1.RecordDeparture {
	return &caseworkv1.RecordDeparture{Actor: by, Reason: reason, On: on}
}
