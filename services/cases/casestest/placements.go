package casestest

import (
	"google.golang.org/protobuf/types/known/timestamppb"

	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
)

// The parties of Stay and Placed, besides those of View.
const (
	Provision = "provision:buitenkans"
	// Target is a regular school to which a pupil returns.
	Target = "school:op-dreef-zeist"
)

// Stay is a pupil of the applicant at the Buitenkans, in the observation, half of which is over.
func Stay(id string, version int64) *casesv1.View {
	yes := true
	facts := &buitenkansv1.Facts{
		Application: &buitenkansv1.Application{
			SchoolId: "regenboog-uh-amerongen", DossierId: "dossier-" + id, Groep: 4, QuestionTextId: "t-question", NotBefore: "2026-10-01", FromCaseId: "tlv-before",
		},
		Phase: buitenkansv1.Phase_PHASE_OBSERVATION, ReceivedAt: timestamppb.New(Start), BoardId: "stichting",
		Supported: &yes, SupportTextId: "t-support", Consented: &yes, ConsentTextId: "t-consent", ConsentedOn: "2026-09-10",
		Admitted: &yes, AdmittedOn: "2026-09-14", Urgency: buitenkansv1.Urgency_URGENCY_THREATENED, ReasonsTextId: "t-reasons",
		Place:     &buitenkansv1.Place{GroupId: "onderbouw", GroupName: "Onderbouw", FromOn: "2026-10-05", UntilOn: "2027-01-03"},
		MaximumOn: "2027-01-03", MaximumSteps: []string{"13 weken vanaf 5 oktober 2026"}, StartedOn: "2026-10-05", NoShows: 1,
		Interruptions: []*buitenkansv1.Interruption{{
			FromOn: "2026-11-02", Reason: buitenkansv1.InterruptionReason_INTERRUPTION_REASON_ILLNESS, ResumedOn: "2026-11-09",
		}},
		MidwayOn: "2026-11-16", MidwayReportId: "t-midway", LetterIds: []string{"l-start"},
	}
	return &casesv1.View{
		CaseId: id, Procedure: "buitenkans", Version: version, Phase: "observatie", Status: "De leerling is op de Buitenkans.", Acting: "De Buitenkans",
		ReceivedAt: timestamppb.New(Start), Parties: []string{Applicant, SOT, Office, Director, Parent, Provision}, AboutCaseIds: []string{"tlv-before"},
		Tasks: []*caseworkv1.Task{
			Task("tussenevaluatie", Provision, "2026-11-16", "gehouden"), Task("advies-buitenkans", Provision, "2026-12-07", ""),
		},
		Planned: []*caseworkv1.PlannedTask{{
			Kind: "terugkeerplan", Party: Applicant, Title: "Plan de terugkeer", Reason: "De plaatsing eindigt.", Basis: "ZOUT-instelling",
			DueOn: "2026-12-21", DueAt: timestamppb.New(Start.AddDate(0, 0, 28)), OpensAt: timestamppb.New(Start.AddDate(0, 0, 14)),
		}},
		Terms: []*caseworkv1.Term{{
			Id: "einde-plaatsing", Title: "Laatste dag op de Buitenkans", Kind: caseworkv1.TermKind_TERM_KIND_SERVICE_NORM,
			Basis: "ondersteuningsplan 2.2", EventOn: "2026-10-05", Weeks: 13, PlannedOn: "2027-01-03", LastOn: "2027-01-03", Owner: "provision",
		}},
		DossierId: "dossier-" + id, ApplicantSchoolId: "regenboog-uh-amerongen",
		MunicipalityId: "utrechtse-heuvelrug", SubregionId: "utrechtse-heuvelrug", PolicyVersion: "2026-1",
		Facts: &casesv1.View_Buitenkans{Buitenkans: facts},
	}
}

// Asked is the same pupil before the parents agreed: the Buitenkans is a third party to it.
func Asked(id string, version int64) *casesv1.View {
	view := Stay(id, version)
	whole := view.GetBuitenkans()
	view.Phase, view.Status, view.Acting = "aanvraag", "Wij vragen het SOT en de ouders.", "Het SOT en de ouders"
	view.Planned, view.Terms = nil, nil
	view.Tasks = []*caseworkv1.Task{Task("sot-steun", SOT, "2026-11-30", ""), Task("toestemming", Parent, "2026-12-03", "")}
	view.Facts = &casesv1.View_Buitenkans{Buitenkans: &buitenkansv1.Facts{
		Application: whole.GetApplication(), Phase: buitenkansv1.Phase_PHASE_REQUEST, ReceivedAt: whole.GetReceivedAt(), BoardId: whole.GetBoardId(),
	}}
	return view
}

// Placed is a pupil of the applicant who is at the receiving school by the TLV of another case, with one evaluation.
func Placed(id string, version int64) *casesv1.View {
	return &casesv1.View{
		CaseId: id, Procedure: "plaatsing", Version: version, Phase: "geplaatst", Status: "De leerling is geplaatst.", Acting: "",
		ReceivedAt: timestamppb.New(Start), Parties: []string{Applicant, Receiving, SOT, Office, Director, Parent}, AboutCaseIds: []string{"tlv-" + id},
		Planned: []*caseworkv1.PlannedTask{{
			Kind: "evaluatie", Party: Receiving, Title: "Evalueer de plaatsing", Reason: "Elk jaar.", Basis: "ondersteuningsplan 2.1.3-3",
			DueOn: "2027-08-24", OpensAt: timestamppb.New(Start.AddDate(0, 7, 0)),
		}},
		Terms: []*caseworkv1.Term{{
			Id: "eerste-evaluatie", Title: "Eerste evaluatie", Kind: caseworkv1.TermKind_TERM_KIND_SERVICE_NORM, Basis: "ondersteuningsplan 2.1.3-3",
			EventOn: "2026-08-24", Months: 12, PlannedOn: "2027-08-24", LastOn: "2027-08-24", Owner: "school",
		}},
		DossierId: "dossier-" + id, ApplicantSchoolId: "regenboog-uh-amerongen", ReceivingSchoolId: "meerklank-zeist",
		MunicipalityId: "utrechtse-heuvelrug", SubregionId: "utrechtse-heuvelrug", PolicyVersion: "2026-1",
		Facts: &casesv1.View_Plaatsing{Plaatsing: &plaatsingv1.Facts{
			Phase: plaatsingv1.Phase_PHASE_PLACED, OpenedAt: timestamppb.New(Start), OriginSchoolId: "regenboog-uh-amerongen",
			MunicipalityId: "utrechtse-heuvelrug", SubregionId: "utrechtse-heuvelrug",
			Placements: []*plaatsingv1.Placement{{SchoolId: "meerklank-zeist", PlacedOn: "2026-08-24", Tlvs: []*plaatsingv1.Tlv{{
				CaseId: "tlv-" + id, Number: "PO2603-000001", Destination: tlvv1.Destination_DESTINATION_SO, Category: tlvv1.Category_CATEGORY_LAAG,
				Extent: tlvv1.Extent_EXTENT_FULL, ValidFrom: "2026-08-01", ValidUntil: "2028-07-31", AgreementsTextId: "t-agreements",
			}}}},
			Evaluations: []*plaatsingv1.Evaluation{{
				HeldOn: "2026-11-20", Going: plaatsingv1.Going_GOING_ATTENTION, Together: true, ReportId: "t-evaluation",
				Actor: &caseworkv1.Actor{Party: Receiving, Subject: "s-receiving"},
			}},
		}},
	}
}

// Returning is that pupil with a plan to go to another regular school, after an attempt that stopped; the school has yet to answer.
func Returning(id string, version int64) *casesv1.View {
	view := Placed(id, version)
	view.Phase, view.Status = "terugkeer", "De leerling gaat terug naar het basisonderwijs."
	view.Parties = append(view.Parties, Target)
	view.Tasks = []*caseworkv1.Task{Task("terugplaatsing-antwoord", Target, "2026-12-07", "")}
	facts := view.GetPlaatsing()
	facts.Phase = plaatsingv1.Phase_PHASE_RETURN
	facts.Returns = []*plaatsingv1.Return{
		{SchoolId: "regenboog-uh-amerongen", PlanId: "t-plan-1", PlannedOn: "2026-09-01", StoppedOn: "2026-10-01", StoppedTextId: "t-stopped"},
		{SchoolId: "op-dreef-zeist", PlanId: "t-plan-2", PlannedOn: "2026-11-23", Steps: []*plaatsingv1.ReturnStep{
			{FromOn: "2027-01-11", HalfDays: 4}, {FromOn: "2027-02-01", HalfDays: 10},
		}},
	}
	return view
}
