package cases_test

import (
	"net/http"
	"slices"
	"testing"

	"google.golang.org/protobuf/types/known/timestamppb"

	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/services/cases"
	"traject.nl/services/cases/casestest"
)

func TestAStayIsShownWhole(t *testing.T) {
	h := newHarness(t)
	stay := casestest.Stay(stayID, 2)
	facts := stay.GetBuitenkans()
	facts.Direction, facts.AdviceId, facts.AdvisedOn = buitenkansv1.Direction_DIRECTION_RETURN, "d-advice", "2026-12-01"
	facts.ReturnOn, facts.PlanId, facts.TlvCaseId = "2027-01-04", "d-plan", "tlv-after"
	facts.EndedOn, facts.EndReason, facts.EndTextId = "2026-12-18", buitenkansv1.EndReason_END_REASON_DONE, "t-end"
	facts.Aftercare = []*buitenkansv1.Aftercare{{
		HeldOn: "2027-02-15", Going: buitenkansv1.Going_GOING_WELL, ReportId: "d-care", Actor: &caseworkv1.Actor{Party: casestest.Applicant, Subject: "s-1"},
	}}
	stay.Departure = &caseworkv1.Departure{
		Reason: caseworkv1.DepartureReason_DEPARTURE_REASON_MOVED, On: "2027-03-01", RecordedAt: timestamppb.New(casestest.Start),
		Actor: &caseworkv1.Actor{Party: casestest.SOT}, CaseId: stayID,
	}
	h.put(stay)
	h.get("parent", "/v1/cases/"+stayID).want(http.StatusOK,
		`"buitenkans":{"phase":"observation","receivedAt":"2026-11-23T09:00:00Z","schoolId":"regenboog-uh-amerongen","groep":4,"questionTextId":"t-question",`+
			`"notBefore":"2026-10-01","fromCaseId":"tlv-before","supported":true,"supportTextId":"t-support","consented":true,"consentTextId":"t-consent",`+
			`"consentedOn":"2026-09-10","admitted":true,"admittedOn":"2026-09-14","urgency":"threatened","reasonsTextId":"t-reasons",`+
			`"place":{"groupId":"onderbouw","groupName":"Onderbouw","fromOn":"2026-10-05","untilOn":"2027-01-03"},"maximumOn":"2027-01-03",`+
			`"maximumSteps":["13 weken vanaf 5 oktober 2026"],"startedOn":"2026-10-05","noShows":1,`+
			`"interruptions":[{"fromOn":"2026-11-02","reason":"illness","resumedOn":"2026-11-09"}],"endedOn":"2026-12-18","endReason":"done",`+
			`"endTextId":"t-end","tlvCaseId":"tlv-after","letterIds":["l-start"],"midwayOn":"2026-11-16","midwayReportId":"t-midway","direction":"return",`+
			`"adviceId":"d-advice","advisedOn":"2026-12-01","returnOn":"2027-01-04","planId":"d-plan",`+
			`"aftercare":[{"heldOn":"2027-02-15","going":"well","reportId":"d-care","by":"school","bySchoolId":"regenboog-uh-amerongen"}]}`,
		`"departure":{"reason":"moved","on":"2027-03-01","recordedAt":"2026-11-23T09:00:00Z","by":"sot","caseId":"`+stayID+`"}`,
		`"about":["tlv-before"]`)
}

func TestBeforeTheParentsAgreedTheBuitenkansSeesOnlyThatThereIsARequest(t *testing.T) { // WPO 18a.13
	h := newHarness(t)
	asked := casestest.Asked(stayID, 1)
	asked.Planned = []*caseworkv1.PlannedTask{{Kind: "intake", Party: casestest.Applicant, Title: "Later"}}
	asked.Departure = &caseworkv1.Departure{Reason: caseworkv1.DepartureReason_DEPARTURE_REASON_DECEASED, On: "2026-11-23"}
	h.put(asked)
	h.put(casestest.View("tlv-before", 1))
	seen := h.seen("provision", stayID)
	if facts := seen.Buitenkans; facts.Phase != "request" || facts.Groep != 0 || facts.QuestionTextID != "" || facts.FromCaseID != "" || facts.SchoolID != "" {
		t.Errorf("the Buitenkans reads %+v", facts)
	}
	if len(seen.Tasks)+len(seen.Terms)+len(seen.Timeline)+len(seen.Planned)+len(seen.Acts)+len(seen.Related)+len(seen.About) > 0 || seen.Departure != nil {
		t.Errorf("the Buitenkans sees %+v", seen)
	}
	if !slices.Equal(seen.As, []string{"provision"}) {
		t.Errorf("it is seen as %v", seen.As)
	}
	h.put(casestest.Stay(stayID, 2))
	if seen := h.seen("provision", stayID); seen.Buitenkans.QuestionTextID != "t-question" || len(seen.Tasks) == 0 || len(seen.Timeline) != 2 {
		t.Errorf("after they agreed the Buitenkans sees %+v", seen)
	}
}

func TestWhoReadsWhatOfAPlacement(t *testing.T) {
	type sight struct{ placement, going, report, returns, timeline bool }
	everything := sight{true, true, true, true, true}
	h := placements(t)
	for who, want := range map[string]sight{
		"office": everything, "director": everything, "sot": everything, "parent": everything, "receiving": everything,
		// The school of origin follows how it goes; the plan to return elsewhere is not its own.
		"applicant": {placement: true, going: true, report: true, timeline: true},
		"target":    {returns: true},
		"awaited":   {},
	} {
		facts := h.seen(who, placedID).Plaatsing
		got := sight{
			placement: len(facts.Placements) == 1 && facts.Placements[0].TLVs[0].Number == "PO2603-000001" && facts.Next != nil,
			going:     len(facts.Evaluations) == 1 && facts.Evaluations[0].Going == "attention",
			report:    len(facts.Evaluations) == 1 && facts.Evaluations[0].ReportID == "t-evaluation",
			returns:   len(facts.Returns) == 2 && facts.Returns[1].PlanID == "t-plan-2" && facts.Returns[0].StoppedTextID == "t-stopped",
			timeline:  len(h.seen(who, placedID).Timeline) > 0,
		}
		if got != want {
			t.Errorf("%s sees %+v, want %+v", who, got, want)
		}
	}
	for _, who := range []string{"municipality", "board", "provision", "expert", "stranger", "engineer"} {
		h.get(who, "/v1/cases/"+placedID).want(http.StatusNotFound)
	}
}

func TestASchoolThatThePupilLeftSeesNoMoreThanWhereItStands(t *testing.T) {
	h := newHarness(t)
	view := casestest.Returning(placedID, 1)
	view.GetPlaatsing().Phase, view.GetPlaatsing().Placements[0].EndedOn = plaatsingv1.Phase_PHASE_RETURNED, "2027-01-31"
	h.put(view)
	seen := h.seen("receiving", placedID)
	if facts := seen.Plaatsing; facts.Phase != "returned" || len(facts.Placements)+len(facts.Evaluations)+len(facts.Returns) > 0 || len(seen.Timeline) > 0 {
		t.Errorf("it sees %+v with %v", facts, seen.Timeline)
	}
	if seen.Status == "" || len(seen.Terms) != 1 {
		t.Errorf("it does not see where it stands: %+v", seen)
	}
}

func TestTheSchoolOfOriginFollowsAPupilInAnInstitution(t *testing.T) {
	h := newHarness(t)
	view := casestest.Placed(placedID, 1)
	view.ReceivingSchoolId, view.Parties = "", []string{casestest.Applicant, casestest.Office}
	facts := view.GetPlaatsing()
	facts.Placements = []*plaatsingv1.Placement{{Institution: plaatsingv1.Institution_INSTITUTION_GGZ, PlacedOn: "2026-11-02", ExpectedUntil: "2027-02-01"}}
	facts.AgreementsTextId, facts.Continuation = "t-agreed", plaatsingv1.Continuation_CONTINUATION_RETURN
	h.put(view)
	if seen := h.seen("applicant", placedID).Plaatsing; seen.AgreementsTextID != "t-agreed" || seen.Placements[0].Institution != "ggz" || seen.Continuation != "return" {
		t.Errorf("it sees %+v", seen)
	}
}

func TestAPlacementIsShownWhole(t *testing.T) {
	h := newHarness(t)
	view := casestest.Returning(placedID, 1)
	facts := view.GetPlaatsing()
	facts.Continuation, facts.ContinuationTextId, facts.ContinuationOn = plaatsingv1.Continuation_CONTINUATION_RETURN, "t-continue", "2026-11-20"
	facts.Returns[1].ReturnedOn, facts.Returns[1].AgreedOn = "2027-02-01", "2026-11-24"
	facts.Returns[1].FollowUps = []*plaatsingv1.FollowUp{{HeldOn: "2027-03-15", Going: plaatsingv1.Going_GOING_NOT_WELL, ReportId: "d-follow", Actor: &caseworkv1.Actor{Party: casestest.Target}}}
	facts.ApplicationCaseIds = []string{"tlv-new"}
	facts.Placements = append([]*plaatsingv1.Placement{{Institution: plaatsingv1.Institution_INSTITUTION_JJI, PlacedOn: "2025-01-01", EndedOn: "2026-07-31", ExpectedUntil: "2026-08-01"}}, facts.Placements...)
	h.put(view)
	h.get("director", "/v1/cases/"+placedID).want(http.StatusOK,
		`"plaatsing":{"phase":"return","openedAt":"2026-11-23T09:00:00Z","originSchoolId":"regenboog-uh-amerongen",`+
			`"placements":[{"institution":"jji","tlvs":[],"placedOn":"2025-01-01","endedOn":"2026-07-31","expectedUntil":"2026-08-01"},`+
			`{"schoolId":"meerklank-zeist","tlvs":[{"caseId":"tlv-`+placedID+`","number":"PO2603-000001","destination":"so","category":"laag","extent":"full",`+
			`"validFrom":"2026-08-01","validUntil":"2028-07-31","agreementsTextId":"t-agreements"}],"placedOn":"2026-08-24"}],`+
			`"evaluations":[{"heldOn":"2026-11-20","going":"attention","reportId":"t-evaluation","by":"school","bySchoolId":"meerklank-zeist","together":true,"returnInSight":false}],`+
			`"continuation":"return","continuationTextId":"t-continue","continuationOn":"2026-11-20",`,
		`{"schoolId":"op-dreef-zeist","steps":[{"fromOn":"2027-01-11","halfDays":4},{"fromOn":"2027-02-01","halfDays":10}],"planId":"t-plan-2","plannedOn":"2026-11-23",`+
			`"agreedOn":"2026-11-24","returnedOn":"2027-02-01","followUps":[{"heldOn":"2027-03-15","going":"not-well","reportId":"d-follow","by":"school","bySchoolId":"op-dreef-zeist"}]}`,
		`"applicationCaseIds":["tlv-new"],"letterIds":[]}`)
}

func TestTasksThatOpenLaterAreForWhoSeesTasks(t *testing.T) {
	h := placements(t)
	planned := h.seen("applicant", stayID).Planned
	if len(planned) != 1 || !planned[0].Mine || planned[0].OpensOn != "2026-12-07" || planned[0].DueOn != "2026-12-21" || planned[0].Kind != "terugkeerplan" {
		t.Errorf("the school of origin sees %+v", planned)
	}
	if planned := h.seen("office", stayID).Planned; len(planned) != 1 || planned[0].Mine {
		t.Errorf("the office sees %+v", planned)
	}
	// The task to evaluate is for the school where the pupil is.
	if planned := h.seen("applicant", placedID).Planned; len(planned) != 0 {
		t.Errorf("the school of origin sees %+v", planned)
	}
}

// offers are the names of the acts that somebody is offered in a case.
func (h *harness) offers(who, id string) []string {
	h.Helper()
	var names []string
	for _, open := range h.seen(who, id).Acts {
		names = append(names, open.Act)
	}
	return names
}

func TestActsOnAPlacementAreOfferedWhereTheyMakeSense(t *testing.T) {
	h := newHarness(t)
	asked, stay := casestest.Asked("b1x8n2k6t9wd", 1), casestest.Stay("b2x8n2k6t9wd", 1)
	yes := true
	asked.GetBuitenkans().Supported = &yes
	away := casestest.Stay("b3x8n2k6t9wd", 1)
	away.GetBuitenkans().Interruptions[0].ResumedOn = ""
	away.GetBuitenkans().MidwayOn = ""
	early := casestest.Stay("b5x8n2k6t9wd", 1)
	early.GetBuitenkans().Phase, early.GetBuitenkans().NoShows = buitenkansv1.Phase_PHASE_PLANNED, 0
	early.GetBuitenkans().Place.FromOn = "2026-11-30"
	advised := casestest.Stay("b6x8n2k6t9wd", 1)
	advised.GetBuitenkans().Phase, advised.GetBuitenkans().Direction = buitenkansv1.Phase_PHASE_RETURN, buitenkansv1.Direction_DIRECTION_TLV
	placed, returning := casestest.Placed("p1j7r5m1v8qc", 1), going(1)
	awaited := casestest.Placed("p4j7r5m1v8qc", 1)
	awaited.GetPlaatsing().Phase, awaited.GetPlaatsing().Placements[0].PlacedOn = plaatsingv1.Phase_PHASE_AWAITED, ""
	applied := casestest.Placed("p5j7r5m1v8qc", 1)
	applied.GetPlaatsing().ApplicationCaseIds = []string{"tlv-new"}
	left := casestest.Placed("p6j7r5m1v8qc", 1)
	back := casestest.Returning("p7j7r5m1v8qc", 1)
	back.GetPlaatsing().Phase, back.GetPlaatsing().Placements[0].EndedOn = plaatsingv1.Phase_PHASE_RETURNED, "2027-01-31"
	inside := casestest.Placed("p8j7r5m1v8qc", 1)
	inside.ReceivingSchoolId, inside.Parties = "", []string{casestest.Applicant, casestest.Office, casestest.SOT}
	inside.GetPlaatsing().Placements = []*plaatsingv1.Placement{{Institution: plaatsingv1.Institution_INSTITUTION_GGZ, PlacedOn: "2026-11-02"}}
	left.Departure = &caseworkv1.Departure{Reason: caseworkv1.DepartureReason_DEPARTURE_REASON_VO, On: "2026-11-23"}
	for _, view := range []*casesv1.View{asked, stay, away, early, advised, placed, returning, awaited, applied, back, inside, left} {
		h.put(view)
	}
	tests := []struct {
		who, id string
		want    []string
	}{
		{"sot", asked.GetCaseId(), []string{"ClaimTask", "HandOverTask", "CommentTask", "RecordDeparture"}}, // the SOT has spoken
		{"parent", asked.GetCaseId(), []string{"ConsentToPlacement"}},
		{"applicant", asked.GetCaseId(), []string{"WithdrawRequest", "RecordDeparture"}},
		{"provision", stay.GetCaseId(), []string{"InterruptPlacement", "MoveEnd", "AdviseSupport", "EndPlacement", "ClaimTask", "CommentTask", "RecordDeparture"}},
		{"provision", away.GetCaseId(), []string{"ResumePlacement", "MoveEnd", "EvaluateMidway", "AdviseSupport", "EndPlacement", "ClaimTask", "CommentTask", "RecordDeparture"}},
		{"provision", early.GetCaseId(), []string{"PlanStart", "ClaimTask", "CommentTask", "RecordDeparture"}}, // the first day is yet to come
		{"applicant", stay.GetCaseId(), []string{"InterruptPlacement", "RecordDeparture"}},
		{"applicant", advised.GetCaseId(), []string{"InterruptPlacement", "PlanReturn", "Submit", "RecordDeparture"}},
		{"receiving", placed.GetCaseId(), []string{"Evaluate", "ChooseContinuation", "PlanReturn", "Submit", "RecordDeparture"}},
		{"receiving", applied.GetCaseId(), []string{"Evaluate", "ChooseContinuation", "PlanReturn", "RecordDeparture"}},
		{"applicant", placed.GetCaseId(), []string{"Evaluate", "RecordDeparture"}},
		{"receiving", awaited.GetCaseId(), []string{"ConfirmPlacement", "ReportUnused", "RecordDeparture"}},
		{"office", awaited.GetCaseId(), []string{"ReportUnused", "RecordDeparture"}},
		{"receiving", returning.GetCaseId(), []string{"Evaluate", "PlanReturn", "StopReturn", "Submit", "RecordDeparture"}},
		{"target", returning.GetCaseId(), []string{"AnswerReturn", "StopReturn", "ClaimTask", "CommentTask", "RecordDeparture"}},
		{"target", back.GetCaseId(), []string{"FollowUpReturn", "StopReturn", "Submit", "ClaimTask", "CommentTask", "RecordDeparture"}},
		{"receiving", back.GetCaseId(), []string{"RecordDeparture"}}, // the pupil left it
		{"applicant", inside.GetCaseId(), []string{"Evaluate", "PlanReturn", "ConfirmReturn", "Submit", "RecordDeparture"}},
		{"sot", left.GetCaseId(), nil},
	}
	for _, test := range tests {
		if got := h.offers(test.who, test.id); !slices.Equal(got, test.want) {
			t.Errorf("%s is offered in %s %v, want %v", test.who, h.seen(test.who, test.id).Phase, got, test.want)
		}
	}
	for _, open := range h.seen("receiving", placed.GetCaseId()).Acts {
		paths := map[string]string{"Submit": "/v1/cases", "PlanReturn": "/v1/cases/" + placed.GetCaseId() + "/return"}
		if want := paths[open.Act]; want != "" && open.Path != want {
			t.Errorf("%s is at %s, want %s", open.Act, open.Path, want)
		}
	}
}

func TestCasesOfOnePupilAreRelated(t *testing.T) {
	h := newHarness(t)
	first, stay, second, placed := casestest.Decided("tlv-first000", 1), casestest.Stay("stay00000000", 1), casestest.Decided("tlv-second00", 1), casestest.Placed("placed000000", 1)
	objection := casestest.Objection("objection000", 1, "tlv-second00")
	placed.AboutCaseIds, stay.AboutCaseIds, second.AboutCaseIds = []string{"tlv-second00"}, []string{"tlv-first000"}, []string{"stay00000000"}
	elsewhere := casestest.View("elsewhere000", 1)
	for i, view := range []*casesv1.View{first, stay, second, placed, objection} {
		view.DossierId = "one-pupil000"
		view.ReceivedAt = timestamppb.New(casestest.Start.AddDate(0, 0, i))
		h.put(view)
	}
	h.put(elsewhere)
	related := func(who, id string) []string {
		var ids []string
		for _, other := range h.seen(who, id).Related {
			ids = append(ids, other.Procedure+" "+other.CaseID)
			if other.DossierID != "one-pupil000" {
				t.Errorf("%s is of dossier %q", other.CaseID, other.DossierID)
			}
		}
		return ids
	}
	// First what it came from, then what came from it, then the rest of the dossier; each once.
	want := []string{"buitenkans stay00000000", "bezwaar objection000", "plaatsing placed000000", "tlv tlv-first000"}
	if got := related("office", "tlv-second00"); !slices.Equal(got, want) {
		t.Errorf("beside the second application: %v, want %v", got, want)
	}
	if got := related("provision", "stay00000000"); len(got) != 0 {
		t.Errorf("the Buitenkans, which has no part in the others, is told of %v", got)
	}
	if got := related("receiving", "placed000000"); !slices.Equal(got, []string{"tlv tlv-second00", "tlv tlv-first000"}) {
		t.Errorf("the receiving school is told of %v", got)
	}
}

func TestPlacementsAreInEveryList(t *testing.T) {
	h := placements(t)
	list := read[struct{ Cases []cases.CaseItem }](h.get("provision", "/v1/cases?procedure=buitenkans").want(http.StatusOK))
	if len(list.Cases) != 1 || list.Cases[0].ID != stayID || list.Cases[0].Tasks != 1 || !slices.Equal(list.Cases[0].As, []string{"provision"}) {
		t.Errorf("the Buitenkans has the cases %+v", list.Cases)
	}
	tasks := read[struct{ Tasks []cases.TaskItem }](h.get("provision", "/v1/tasks").want(http.StatusOK))
	if len(tasks.Tasks) != 1 || tasks.Tasks[0].Kind != "advies-buitenkans" || tasks.Tasks[0].Procedure != "buitenkans" {
		t.Errorf("the Buitenkans has the tasks %+v", tasks.Tasks)
	}
	tasks = read[struct{ Tasks []cases.TaskItem }](h.get("target", "/v1/tasks").want(http.StatusOK))
	if len(tasks.Tasks) != 1 || tasks.Tasks[0].Kind != "terugplaatsing-antwoord" {
		t.Errorf("the school that takes the pupil back has the tasks %+v", tasks.Tasks)
	}
	terms := read[struct{ Terms []cases.TermItem }](h.get("sot", "/v1/terms?procedure=plaatsing").want(http.StatusOK))
	if len(terms.Terms) != 1 || terms.Terms[0].TermID != "eerste-evaluatie" {
		t.Errorf("the terms of placements are %+v", terms.Terms)
	}
	link := read[cases.NewCalendarLink](h.post("provision", "/v1/calendar-links", "key-00001", `{}`).want(http.StatusCreated))
	h.get("", link.Path).want(http.StatusOK, "Taak advies-buitenkans", "Laatste dag op de Buitenkans")
	if !slices.Equal(link.Parties, []string{"provision:buitenkans"}) {
		t.Errorf("the link shows the deadlines of %v", link.Parties)
	}
}

func TestAFurtherApplicationSaysWhereItCameFrom(t *testing.T) {
	h := newHarness(t)
	view := casestest.View(caseID, 1)
	view.AboutCaseIds = []string{stayID}
	view.GetTlv().Application.FromCaseId, view.GetTlv().FromProcedure = stayID, "buitenkans"
	h.put(view)
	if seen := h.seen("sot", caseID); seen.TLV.Application.FromCaseID != stayID || seen.TLV.Application.FromProcedure != "buitenkans" || !slices.Equal(seen.About, []string{stayID}) {
		t.Errorf("the application is %+v about %v", seen.TLV.Application, seen.About)
	}
}

func TestACaseThatLapsedSaysSoToEveryoneInIt(t *testing.T) {
	h := newHarness(t)
	application, objection := casestest.View(caseID, 1), casestest.Objection(objectionID, 1, caseID)
	application.Closed, application.GetTlv().Outcome = true, tlvv1.Outcome_OUTCOME_LAPSED
	objection.Closed, objection.GetBezwaar().Outcome = true, bezwaarv1.Outcome_OUTCOME_LAPSED
	h.put(application)
	h.put(objection)
	if got := h.seen("receiving", caseID).TLV.Outcome; got != "lapsed" {
		t.Errorf("the application ended as %q", got)
	}
	if got := h.seen("applicant", objectionID).Bezwaar.Outcome; got != "lapsed" {
		t.Errorf("the objection ended as %q", got)
	}
}

func TestAPlacementChangesNothingInTheTLVRegister(t *testing.T) {
	store := casestest.NewMemory()
	asked := cases.Activities{Store: store, Clock: today, Pattern: cases.DefaultPattern}
	decided := casestest.Decided("tlv-"+placedID, 1)
	number, err := asked.AssignTLVNumber(t.Context(), &casesv1.AssignTlvNumberRequest{CaseId: decided.GetCaseId(), Decision: decided.GetTlv().GetDecision()})
	if err != nil {
		t.Fatal(err)
	}
	for _, view := range []*casesv1.View{going(1), casestest.Stay(stayID, 1)} {
		if _, err := asked.Project(t.Context(), &casesv1.ProjectRequest{View: view, Entries: casestest.Lines(1, 1)}); err != nil {
			t.Fatal(err)
		}
	}
	lines, err := store.Registrations(t.Context(), cases.RegisterQuery{})
	if err != nil || len(lines) != 1 || lines[0].Number != number.GetTlvNumber() || lines[0].EndedOn != "" || lines[0].ReplacedBy != "" {
		t.Errorf("the register is %+v, %v", lines, err)
	}
}

func TestATermWithADayOfTheLawSaysSo(t *testing.T) {
	h := newHarness(t)
	view := casestest.Placed(placedID, 1)
	view.Terms = []*caseworkv1.Term{{Id: "laatste-schooljaar", Title: "Besluiten wat volgt", FixedOn: "2028-07-31", PlannedOn: "2028-07-31", SchoolWeeks: true, StartCounts: true, EventOn: "2027-08-01"}}
	h.put(view)
	if term := h.seen("parent", placedID).Terms[0]; term.FixedOn != "2028-07-31" || !term.SchoolWeeks || !term.StartCounts || term.Weeks != 0 {
		t.Errorf("the term is %+v", term)
	}
}
