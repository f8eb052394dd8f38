package cases_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"google.golang.org/protobuf/types/known/timestamppb"

	"traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/tlv"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/services/cases"
	"traject.nl/services/cases/casestest"
)

func (h *harness) list(who, query string) (ids []string, cursor string) {
	h.Helper()
	page := read[struct {
		Cases      []cases.CaseItem
		NextCursor string
	}](h.get(who, "/v1/cases"+query).want(http.StatusOK))
	ids = []string{}
	for _, item := range page.Cases {
		ids = append(ids, item.ID)
	}
	return ids, page.NextCursor
}

func (h *harness) wantList(who, query string, want ...string) {
	h.Helper()
	if got, _ := h.list(who, query); !slices.Equal(got, append([]string{}, want...)) {
		h.Errorf("%s sees %v with %q, want %v", who, got, query, want)
	}
}

// dated is a case of the applicant with one task of the office on this day.
func dated(id, due string) *casesv1.View {
	view := casestest.View(id, 1)
	view.Terms, view.Tasks = nil, []*caseworkv1.Task{casestest.Task("volledigheid", casestest.Office, due, "")}
	return view
}

func TestASchoolSeesTheCasesInWhichItAppliesOrReceives(t *testing.T) {
	h := newHarness(t)
	h.put(dated("applying", "2026-12-02"))
	receiving := dated("receiving", "2026-12-01")
	receiving.Parties = []string{casestest.Applicant, "school:elsewhere"}
	receiving.ApplicantSchoolId, receiving.ReceivingSchoolId = "elsewhere", "regenboog-uh-amerongen"
	h.put(receiving)
	closed := dated("closed", "")
	closed.Closed, closed.Phase, closed.Tasks = true, "gesloten", nil
	h.put(closed)

	h.wantList("applicant", "", "receiving", "applying", "closed")
	h.wantList("applicant", "?as=applicant", "applying", "closed")
	h.wantList("applicant", "?as=receiving", "receiving")
	h.wantList("applicant", "?closed=false", "receiving", "applying")
	h.wantList("applicant", "?phase=gesloten", "closed")
	h.wantList("applicant", "?school=elsewhere", "receiving")
	h.wantList("stranger", "", "receiving")
	h.wantList("sot", "", "applying", "closed")
	h.get("applicant", "/v1/cases?as=director").want(http.StatusBadRequest, "query.as")
	h.get("applicant", "/v1/cases?limit=0").want(http.StatusBadRequest, "query.limit")
	h.get("applicant", "/v1/cases?cursor=@").want(http.StatusBadRequest, "query.cursor")
}

func TestPagesOfAListFollowEachOtherWithoutLoss(t *testing.T) {
	h := newHarness(t)
	want := []string{"a", "b", "c", "d", "e"}
	for _, id := range want {
		h.put(dated(id, "2026-12-01"))
	}
	got, cursor := h.list("office", "?limit=2")
	for range want {
		if cursor == "" {
			break
		}
		var page []string
		page, cursor = h.list("office", "?limit=2&cursor="+cursor)
		got = append(got, page...)
	}
	if !slices.Equal(got, want) || cursor != "" {
		t.Errorf("pages give %v and then %q, want %v", got, cursor, want)
	}
}

func TestAListOfWhatMustBeDecidedByADayShowsOnlyTermsThatOneMaySee(t *testing.T) {
	h := newHarness(t)
	for id, plannedOn := range map[string]string{"late": "2026-11-20", "soon": "2026-12-01", "soon-too": "2026-12-01", "later": "2027-01-15", "undated": ""} {
		view := dated(id, "2026-12-01")
		view.Terms = []*caseworkv1.Term{{Id: "beslistermijn", PlannedOn: plannedOn}}
		h.put(view)
	}
	h.put(dated("without-term", "2026-11-30"))
	ask := func(who, query string) (found struct {
		Cases      []cases.CaseItem
		NextCursor string
		Total      int
	}) {
		t.Helper()
		return read[struct {
			Cases      []cases.CaseItem
			NextCursor string
			Total      int
		}](h.get(who, "/v1/cases"+query).want(http.StatusOK))
	}
	h.wantList("director", "?decideBy=2026-11-23", "late")
	h.wantList("director", "?decideBy=2026-12-01", "late", "soon", "soon-too")
	first := ask("director", "?decideBy=2026-12-01&limit=2")
	if len(first.Cases) != 2 || first.Total != 3 || first.NextCursor == "" {
		t.Fatalf("the first page is %+v", first)
	}
	if rest := ask("director", "?decideBy=2026-12-01&limit=2&cursor="+first.NextCursor); len(rest.Cases) != 1 || rest.Total != 3 || rest.NextCursor != "" {
		t.Errorf("the second page is %+v", rest)
	}
	if all := ask("director", "?limit=2"); all.Total != 6 {
		t.Errorf("%d in all, want 6", all.Total)
	}
	h.get("director", "/v1/cases?decideBy=morgen").want(http.StatusBadRequest, "query.decideBy")
}

func TestAnItemTellsTheNextDateAndTheDecisionTerm(t *testing.T) {
	h := newHarness(t)
	h.put(withExperts())
	items := read[struct{ Cases []cases.CaseItem }](h.get("sot", "/v1/cases").want(http.StatusOK)).Cases
	item := items[0]
	if next := item.Next; next == nil || next.On != "2026-11-30" || next.Kind != "task" || next.DaysLeft != 6 || next.Basis != "ZOUT-instelling" {
		t.Errorf("next is %+v", item.Next)
	}
	if term := item.DecisionTerm; term == nil || term.PlannedOn != "2027-01-18" || *term.DaysLeft != 55 || term.Suspended {
		t.Errorf("decision term is %+v", term)
	}
	if item.Tasks != 1 || !slices.Equal(item.As, []string{"sot"}) || item.Destination != "so" {
		t.Errorf("item is %+v", item)
	}
	// The receiving school sees no tasks of others: its next date is the term.
	received := read[struct{ Cases []cases.CaseItem }](h.get("receiving", "/v1/cases").want(http.StatusOK)).Cases[0]
	if received.Next == nil || received.Next.Kind != "term" || received.Next.On != "2027-01-18" || received.Destination != "" {
		t.Errorf("receiving school sees %+v", received)
	}
}

func TestACaseIsOnePageWithItsVersionAsETag(t *testing.T) {
	h := newHarness(t)
	h.put(withExperts())
	got := h.get("office", "/v1/cases/"+caseID).want(http.StatusOK)
	if etag := got.Header().Get("ETag"); etag != `"3"` {
		t.Errorf("ETag is %s", etag)
	}
	seen := read[cases.CaseView](got)
	if len(seen.Tasks) != 3 || len(seen.Timeline) != 3 || len(seen.Terms) != 1 || !slices.Equal(seen.You, []string{casestest.Office}) {
		t.Errorf("page is %+v", seen)
	}
	if done := seen.Tasks[0]; done.Outcome != "bevoegd" || done.DaysLeft != nil || done.ClosedAt == nil || !done.Mine {
		t.Errorf("closed task is %+v", done)
	}
	term := seen.Terms[0]
	if term.Kind != "statutory" || term.Basis != "Awb 4:13" || *term.DaysLeft != 55 || len(term.Steps) != 1 {
		t.Errorf("term is %+v", term)
	}
	if !strings.HasSuffix(seen.ReceivedAt.Format(time.RFC3339), "Z") {
		t.Errorf("times are not in UTC: %v", seen.ReceivedAt)
	}
}

func TestASuspendedTermHasNoDaysLeft(t *testing.T) {
	h := newHarness(t)
	view := withExperts()
	view.Terms[0].PlannedOn, view.Terms[0].LastOn = "", ""
	view.Terms[0].Suspensions = []*caseworkv1.Suspension{{Ground: "Awb 4:15 lid 1 onder a", InvitedOn: "2026-11-24", DueOn: "2026-12-08"}}
	h.put(view)
	term := read[cases.CaseView](h.get("parent", "/v1/cases/"+caseID).want(http.StatusOK)).Terms[0]
	if !term.Suspended || term.DaysLeft != nil || term.PlannedOn != "" || len(term.Suspensions) != 1 {
		t.Errorf("suspended term is %+v", term)
	}
}

func TestNoAnswerHoldsASubject(t *testing.T) {
	h := newHarness(t)
	h.put(withExperts())
	for _, who := range insiders {
		if body := h.get(who, "/v1/cases/"+caseID).Body.String(); strings.Contains(body, "s-office") {
			t.Errorf("%s is told which person acted: %s", who, body)
		}
	}
}

func (h *harness) taskIDs(who, query string) []string {
	h.Helper()
	list := read[struct{ Tasks []cases.TaskItem }](h.get(who, "/v1/tasks"+query).want(http.StatusOK))
	ids := []string{}
	for _, task := range list.Tasks {
		ids = append(ids, task.CaseID+" "+task.ID)
	}
	return ids
}

func TestTasksAreListedByScopeTheEarliestDueFirst(t *testing.T) {
	h := newHarness(t)
	first, second := casestest.View("a", 1), casestest.View("b", 1)
	second.ApplicantSchoolId = "elsewhere"
	second.Tasks[2].DueOn = "2026-11-25"
	h.put(first)
	h.put(second)
	office, sot := "volledigheid/"+casestest.Office, "sot-betrokkenheid/"+casestest.SOT

	tests := []struct {
		who, query string
		want       []string
	}{
		{"sot", "", []string{"b " + sot, "a " + sot}},
		{"sot", "?scope=subregion", []string{"b " + sot, "a " + office, "b " + office, "a " + sot}},
		{"sot", "?scope=subregion&school=elsewhere", []string{"b " + sot, "b " + office}},
		{"sot", "?scope=subregion&kind=volledigheid", []string{"a " + office, "b " + office}},
		{"other sot", "?scope=subregion", []string{}},
		{"office", "", []string{"a " + office, "b " + office}},
		{"director", "", []string{}},
		{"director", "?scope=all", []string{"b " + sot, "a " + office, "b " + office, "a " + sot}},
		{"parent", "", []string{}},
	}
	for _, test := range tests {
		if got := h.taskIDs(test.who, test.query); !slices.Equal(got, test.want) {
			t.Errorf("%s with %q sees %v, want %v", test.who, test.query, got, test.want)
		}
	}
	for who, scope := range map[string]string{"applicant": "all", "parent": "subregion", "sot": "all", "office": "subregion"} {
		h.get(who, "/v1/tasks?scope="+scope).want(http.StatusForbidden)
	}
}

func TestActsThatAreOfferedFollowPhaseRoleAndFacts(t *testing.T) {
	type given = func(*casesv1.View)
	in := func(phase tlvv1.Phase, more ...given) given {
		return func(view *casesv1.View) {
			view.GetTlv().Phase = phase
			for _, set := range more {
				set(view)
			}
		}
	}
	talk := func(z *tlvv1.Zienswijze) given { return func(v *casesv1.View) { v.GetTlv().Zienswijze = z } }
	adviceTask := func(v *casesv1.View) {
		v.Tasks = append(v.Tasks, casestest.Task("advies", casestest.Expert1, "2026-12-20", ""))
	}
	tests := []struct {
		name, who string
		given     given
		want      []tlv.Act
	}{
		{"competence", "office", in(tlvv1.Phase_PHASE_COMPETENCE), []tlv.Act{tlv.JudgeCompetence}},
		{"sot may speak", "sot", in(tlvv1.Phase_PHASE_COMPETENCE), []tlv.Act{tlv.ConfirmSot}},
		{"sot has no part in direct intake", "sot", in(tlvv1.Phase_PHASE_COMPETENCE, func(v *casesv1.View) {
			v.GetTlv().Application.Intake = tlvv1.Intake_INTAKE_DIRECT
		}), nil},
		{"completeness", "office", in(tlvv1.Phase_PHASE_COMPLETENESS), []tlv.Act{tlv.JudgeCompleteness}},
		{"applicant may withdraw", "applicant", in(tlvv1.Phase_PHASE_COMPLETENESS), []tlv.Act{tlv.Withdraw}},
		{"receiving school only looks", "receiving", in(tlvv1.Phase_PHASE_COMPLETENESS), nil},
		{"applicant completes", "applicant", in(tlvv1.Phase_PHASE_COMPLETION, func(v *casesv1.View) {
			v.GetTlv().CompletionRequests = []*tlvv1.CompletionRequest{{}}
		}), []tlv.Act{tlv.Complete, tlv.Withdraw}},
		{"parents answer", "parent", in(tlvv1.Phase_PHASE_PARENTS), []tlv.Act{tlv.AnswerAsParents}},
		{"a zienswijze stands", "parent", in(tlvv1.Phase_PHASE_PARENTS, func(v *casesv1.View) {
			v.GetTlv().ParentsAnswer = tlvv1.ParentsAnswer_PARENTS_ANSWER_ZIENSWIJZE
		}), nil},
		{"office while parents are asked", "office", in(tlvv1.Phase_PHASE_PARENTS), []tlv.Act{tlv.AnswerAsParents, tlv.AssignExperts}},
		{"expert before the talk", "expert", in(tlvv1.Phase_PHASE_ZIENSWIJZE, talk(&tlvv1.Zienswijze{})), []tlv.Act{tlv.InviteToTalk}},
		{"expert after the talk", "expert", in(tlvv1.Phase_PHASE_ZIENSWIJZE, talk(&tlvv1.Zienswijze{TalkOn: "2026-12-01"})),
			[]tlv.Act{tlv.InviteToTalk, tlv.ReportTalk}},
		{"office with a report", "office", in(tlvv1.Phase_PHASE_ZIENSWIJZE, talk(&tlvv1.Zienswijze{TalkOn: "2026-12-01", ReportId: "r"})),
			[]tlv.Act{tlv.AssignExperts, tlv.ConfirmReportCopy}},
		{"expert who owes an advice", "expert", in(tlvv1.Phase_PHASE_ADVICE, adviceTask), []tlv.Act{tlv.GiveAdvice}},
		{"expert who gave it", "expert", in(tlvv1.Phase_PHASE_ADVICE), nil},
		{"experts differ", "office", in(tlvv1.Phase_PHASE_DIFFERENCE), []tlv.Act{tlv.ResolveDifference}},
		{"decision", "director", in(tlvv1.Phase_PHASE_DECISION), []tlv.Act{tlv.Decide}},
		{"announcement", "office", in(tlvv1.Phase_PHASE_ANNOUNCEMENT), []tlv.Act{tlv.Announce}},
		{"no way back after the decision", "applicant", in(tlvv1.Phase_PHASE_ANNOUNCEMENT), nil},
		{"closed", "office", in(tlvv1.Phase_PHASE_CLOSED), nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			h := newHarness(t)
			view := withExperts()
			test.given(view)
			h.put(view)
			seen := read[cases.CaseView](h.get(test.who, "/v1/cases/"+caseID).want(http.StatusOK))
			var got []tlv.Act
			for _, open := range seen.Acts {
				if _, shared := casework.Actors[tlv.Act(open.Act)]; shared {
					continue // see TestSharedActsAreOfferedWhereTheyMakeSense
				}
				got = append(got, tlv.Act(open.Act))
				if !strings.HasPrefix(open.Path, "/v1/cases/"+caseID+"/") {
					t.Errorf("path of %s is %s", open.Act, open.Path)
				}
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("%s is offered %v, want %v", test.who, got, test.want)
			}
		})
	}
}

func TestTheAPIIsPublishedOpenly(t *testing.T) {
	h := newHarness(t)
	document := h.get("", "/v1/openapi.json").want(http.StatusOK)
	var api struct {
		OpenAPI string
		Paths   map[string]any
	}
	if err := json.Unmarshal(document.Body.Bytes(), &api); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(api.OpenAPI, "3.1") || api.Paths["/v1/cases/{caseId}/decision"] == nil || api.Paths["/v1/objections"] == nil {
		t.Errorf("OpenAPI %s with %d paths", api.OpenAPI, len(api.Paths))
	}
	h.get("", "/v1/cases").want(http.StatusUnauthorized)
}

func TestTheRegisterShowsWhatWasGiven(t *testing.T) {
	h := newHarness(t)
	activities := cases.Activities{Store: h.store, Clock: today, Pattern: "PO2603-%06d"}
	request := &casesv1.AssignTlvNumberRequest{CaseId: caseID, ApplicantSchoolId: "regenboog-uh-amerongen", Decision: &tlvv1.Decision{
		Granted: true, Destination: tlvv1.Destination_DESTINATION_SO, Category: tlvv1.Category_CATEGORY_HOOG, Extent: tlvv1.Extent_EXTENT_FULL,
		ValidFrom: "2026-12-01", ValidUntil: "2028-07-31", ReceivingSchoolId: "meerklank-zeist", DecidedOn: "2026-11-24",
	}}
	if _, err := activities.AssignTLVNumber(t.Context(), request); err != nil {
		t.Fatal(err)
	}
	want := cases.RegisterLine{
		TLVNumber: "PO2603-000001", CaseID: caseID, ApplicantSchoolID: "regenboog-uh-amerongen", ReceivingSchoolID: "meerklank-zeist",
		Destination: "so", Category: "hoog", Extent: "full", ValidFrom: "2026-12-01", ValidUntil: "2028-07-31", DecidedOn: "2026-11-24",
	}
	for query, lines := range map[string]int{"": 1, "?year=2026": 1, "?year=2025": 0, "?school=meerklank-zeist": 1, "?school=elsewhere": 0} {
		got := read[struct{ TLVs []cases.RegisterLine }](h.get("office", "/v1/tlv-register"+query).want(http.StatusOK)).TLVs
		if len(got) != lines || lines == 1 && got[0] != want {
			t.Errorf("register with %q is %+v", query, got)
		}
	}
	h.get("office", "/v1/tlv-register?year=dit").want(http.StatusBadRequest, "query.year")
}

func TestProjectIsAnActivityThatCanBeTriedAgain(t *testing.T) {
	h := newHarness(t)
	activities := cases.Activities{Store: h.store, Clock: today, Pattern: "PO2603-%06d"}
	view := casestest.View(caseID, 2)
	view.ClosedAt = timestamppb.New(casestest.Start)
	request := &casesv1.ProjectRequest{View: view, Entries: casestest.Lines(1, 2)}
	for range 2 {
		if _, err := activities.Project(t.Context(), request); err != nil {
			t.Fatal(err)
		}
	}
	seen := read[cases.CaseView](h.get("office", "/v1/cases/"+caseID).want(http.StatusOK))
	if seen.Version != 2 || len(seen.Timeline) != 2 || seen.ClosedAt == nil {
		t.Errorf("case is %+v", seen)
	}
}

func TestTasksComeInPagesThatMissNothingWhenOneIsDoneInBetween(t *testing.T) {
	h := newHarness(t)
	h.put(casestest.View("a", 1))
	h.put(casestest.View("b", 1))
	whole := h.taskIDs("director", "?scope=all")
	type tasks struct {
		Tasks []cases.TaskItem
		Total int
		Next  string `json:"nextCursor"`
	}
	ask := func(query string) tasks {
		return read[tasks](h.get("director", "/v1/tasks?scope=all"+query).want(http.StatusOK))
	}
	var paged []string
	for cursor, pages := "", 0; ; pages++ {
		page := ask("&limit=1" + cursor)
		if page.Total != len(whole) || pages > len(whole) {
			t.Fatalf("page %d: %d tasks in all, want %d", pages, page.Total, len(whole))
		}
		for _, one := range page.Tasks {
			paged = append(paged, one.CaseID+" "+one.ID)
		}
		if page.Next == "" {
			break
		}
		cursor = "&cursor=" + page.Next
	}
	if !slices.Equal(paged, whole) {
		t.Errorf("in pages %v, at once %v", paged, whole)
	}
	first := ask("&limit=1")
	done := casestest.View("a", 2)
	done.Tasks = nil
	h.put(done)
	if rest := ask("&limit=200&cursor=" + first.Next); len(rest.Tasks) != 2 || rest.Tasks[0].CaseID != "b" {
		t.Errorf("after the tasks of a are done, behind the first of them: %+v", rest)
	}
	h.get("director", "/v1/tasks?scope=all&cursor=elders").want(http.StatusBadRequest)
}
