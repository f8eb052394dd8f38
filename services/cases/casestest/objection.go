package casestest

import (
	"google.golang.org/protobuf/types/known/timestamppb"

	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
)

// Decided is the case with a granted TLV that was announced, in the term for bezwaar.
func Decided(id string, version int64) *casesv1.View {
	view := View(id, version)
	view.Phase, view.Status, view.Acting = "rust", "Er is een besluit. Bezwaar kan nog.", ""
	view.Tasks = []*caseworkv1.Task{Task("besluit", Director, "2026-11-20", "toegekend")}
	view.Terms[0].MetOn = "2026-11-20"
	view.Terms = append(view.Terms, &caseworkv1.Term{
		Id: "bezwaartermijn", Title: "Bezwaar maken", Kind: caseworkv1.TermKind_TERM_KIND_STATUTORY, Basis: "Awb 6:7",
		EventOn: "2026-11-20", Weeks: 6, PlannedOn: "2027-01-04", LastOn: "2027-01-04",
	})
	facts := view.GetTlv()
	facts.Phase, facts.Outcome, facts.BoardId = tlvv1.Phase_PHASE_REST, tlvv1.Outcome_OUTCOME_GRANTED, "stichting"
	facts.Experts = []*tlvv1.Expert{{Id: "gz-1", Profession: "gz-psycholoog"}, {Id: "ortho-1", Profession: "orthopedagoog"}}
	facts.Decision = &tlvv1.Decision{
		Granted: true, Destination: tlvv1.Destination_DESTINATION_SO, Category: tlvv1.Category_CATEGORY_LAAG,
		Extent: tlvv1.Extent_EXTENT_FULL, DecidedOn: "2026-11-20", AnnouncedOn: "2026-11-20", TlvNumber: "PO2603-000001",
		ReceivingSchoolId: "meerklank-zeist",
	}
	return view
}

// Objection is a bezwaar of the parents against the decisions of TLV cases, the first of which keeps the dossier. The file for
// the LBT is being made.
func Objection(id string, version int64, about ...string) *casesv1.View {
	facts := &bezwaarv1.Facts{
		Phase: bezwaarv1.Phase_PHASE_INTAKE, RecordedAt: timestamppb.New(Start), ReceivedOn: "2026-11-23",
		Channel: bezwaarv1.Channel_CHANNEL_PORTAL, Objector: Parent, ObjectionId: "t-objection",
		RepresentativeTextId: "t-representative", Talks: []*bezwaarv1.Talk{{TalkOn: "2026-12-02"}},
	}
	view := &casesv1.View{
		CaseId: id, Procedure: "bezwaar", Version: version, Phase: "intake", Status: "Wij bereiden het bezwaar voor.",
		Acting: "Het kantoor", ReceivedAt: timestamppb.New(Start), AboutCaseIds: about,
		Parties: []string{Parent, Applicant, SOT, Office, Director},
		Tasks: []*caseworkv1.Task{
			Task("lbt-dossier", Office, "2026-12-03", ""), Task("verweerschrift", Office, "2026-12-07", ""),
		},
		Terms: []*caseworkv1.Term{{
			Id: "beslistermijn-bezwaar", Title: "Beslissen op het bezwaar", Kind: caseworkv1.TermKind_TERM_KIND_STATUTORY,
			Basis: "Awb 7:10 lid 1", EventOn: "2027-01-04", Weeks: 12, PlannedOn: "2027-03-30", LastOn: "2027-03-30", Owner: "office",
		}},
		ApplicantSchoolId: "regenboog-uh-amerongen", ReceivingSchoolId: "meerklank-zeist",
		MunicipalityId: "utrechtse-heuvelrug", SubregionId: "utrechtse-heuvelrug", PolicyVersion: "2026-2",
		Facts: &casesv1.View_Bezwaar{Bezwaar: facts},
	}
	for _, decided := range about {
		facts.Decisions = append(facts.Decisions, &bezwaarv1.DecidedCase{
			CaseId: decided, DossierId: decided, ApplicantSchoolId: "regenboog-uh-amerongen", ReceivingSchoolId: "meerklank-zeist",
			AnnouncedOn: "2026-11-20", ObjectionPlannedOn: "2027-01-04", ObjectionLastOn: "2027-01-04",
			Decision: Decided(decided, 1).GetTlv().GetDecision(),
		})
	}
	if len(about) > 0 {
		view.DossierId = about[0]
	}
	return view
}
