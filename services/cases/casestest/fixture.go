package casestest

import (
	"fmt"
	"time"

	"google.golang.org/protobuf/types/known/timestamppb"

	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
)

// Start is the moment at which the cases of tests begin: a Monday morning.
var Start = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// The parties of View.
const (
	Applicant = "school:regenboog-uh-amerongen"
	Receiving = "school:meerklank-zeist"
	SOT       = "sot:utrechtse-heuvelrug"
	Office    = "office:zout"
	Director  = "director:zout"
	Parent    = "parent:0123456789abcdef0123"
	Expert1   = "expert:gz-1"
	Expert2   = "expert:ortho-1"
)

// View is a case in the phase in which the office looks whether it is complete, at a version.
func View(id string, version int64) *casesv1.View {
	return &casesv1.View{
		CaseId: id, Procedure: "tlv", Version: version, Phase: "volledigheid",
		Status: "Wij kijken of de aanvraag volledig is.", Acting: "Het kantoor",
		ReceivedAt: timestamppb.New(Start),
		Parties:    []string{Applicant, Receiving, SOT, Office, Director, Parent},
		Tasks: []*caseworkv1.Task{
			Task("competentie", Office, "2026-11-26", "bevoegd"),
			Task("volledigheid", Office, "2026-11-30", ""),
			Task("sot-betrokkenheid", SOT, "2026-12-01", ""),
		},
		Terms: []*caseworkv1.Term{{
			Id: "beslistermijn", Title: "Beslissen op de aanvraag", Kind: caseworkv1.TermKind_TERM_KIND_STATUTORY, Basis: "Awb 4:13",
			EventOn: "2026-11-23", Weeks: 8, PlannedOn: "2027-01-18", LastOn: "2027-01-18", Steps: []string{"8 weken na 23 november 2026"},
		}},
		DossierId: id, ApplicantSchoolId: "regenboog-uh-amerongen", ReceivingSchoolId: "meerklank-zeist",
		MunicipalityId: "utrechtse-heuvelrug", SubregionId: "utrechtse-heuvelrug",
		Facts: &casesv1.View_Tlv{Tlv: &tlvv1.Facts{
			Phase: tlvv1.Phase_PHASE_COMPLETENESS,
			Application: &tlvv1.Application{
				Intake: tlvv1.Intake_INTAKE_REFERRAL, ApplicantSchoolId: "regenboog-uh-amerongen", ReceivingSchoolId: "meerklank-zeist",
				Destination: tlvv1.Destination_DESTINATION_SO, Category: tlvv1.Category_CATEGORY_LAAG, Extent: tlvv1.Extent_EXTENT_FULL,
				GatesMet: []tlvv1.Gate{tlvv1.Gate_GATE_GROEIDOCUMENT}, DossierId: id,
			},
		}},
	}
}

// Task of a party, due on a date; closed when it has an outcome.
func Task(kind, party, due, outcome string) *caseworkv1.Task {
	task := &caseworkv1.Task{
		Id: kind + "/" + party, Kind: kind, Party: party, Title: "Taak " + kind, Reason: "De zaak wacht hierop.",
		Basis: "ZOUT-instelling", DueOn: due, OpenedAt: timestamppb.New(Start), Outcome: outcome,
	}
	if outcome != "" {
		task.ClosedAt = timestamppb.New(Start.Add(time.Hour))
	}
	return task
}

// Lines of a timeline from one version up to and including another.
func Lines(from, to int64) []*caseworkv1.TimelineEntry {
	var lines []*caseworkv1.TimelineEntry
	for version := from; version <= to; version++ {
		lines = append(lines, &caseworkv1.TimelineEntry{
			Version: version, At: timestamppb.New(Start.Add(time.Duration(version) * time.Minute)), Kind: "stap",
			Text: fmt.Sprintf("Stap %d is gedaan.", version), Actor: &caseworkv1.Actor{Party: Office, Subject: "s-office"},
		})
	}
	return lines
}
