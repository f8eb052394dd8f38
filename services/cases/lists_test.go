package cases_test

import (
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"google.golang.org/protobuf/types/known/timestamppb"

	"traject.nl/proto/contract/casework"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/services/cases"
	"traject.nl/services/cases/casestest"
)

func (h *harness) terms(who, query string) []cases.TermItem {
	h.Helper()
	return read[struct{ Terms []cases.TermItem }](h.get(who, "/v1/terms"+query).want(http.StatusOK)).Terms
}

// due is a case with one term that must be met on a day; it stands still when there is none.
func due(id, on, missedOn string) *casesv1.View {
	view := casestest.View(id, 1)
	view.Terms[0].PlannedOn, view.Terms[0].LastOn, view.Terms[0].MissedOn = on, on, missedOn
	if on == "" {
		view.Terms[0].Suspensions = []*caseworkv1.Suspension{{Ground: "Awb 4:15 lid 1 onder a", InvitedOn: "2026-11-20"}}
	}
	return view
}

func TestOpenTermsAreListedByRisk(t *testing.T) {
	h := newHarness(t)
	for _, view := range []*casesv1.View{
		due("later", "2026-12-23", ""), due("still", "", ""), due("soon", "2026-12-22", ""), due("week", "2026-12-01", ""),
		due("today", "2026-11-24", ""), due("missed", "2026-11-20", "2026-11-21"), due("yesterday", "2026-11-23", ""),
		// Extended after it was missed: that stays a fact.
		due("extended", "2027-02-01", "2026-11-21"),
	} {
		h.put(view)
	}
	met := casestest.View("met", 1)
	met.Terms[0].MetOn = "2026-11-20"
	h.put(met)
	got := []string{}
	for _, term := range h.terms("director", "") {
		got = append(got, term.CaseID+" "+term.Risk)
	}
	want := []string{
		"missed missed", "yesterday missed", "extended missed", "today this-week", "week this-week", "soon soon", "later later", "still suspended",
	}
	if !slices.Equal(got, want) {
		t.Errorf("terms are %v, want %v", got, want)
	}
	first := h.terms("office", "?risk=missed")[0]
	if first.TermID != "beslistermijn" || first.Kind != "statutory" || *first.DaysLeft != -4 || first.MissedOn != "2026-11-21" ||
		first.SubregionID != "utrechtse-heuvelrug" {
		t.Errorf("item is %+v", first)
	}
	if still := h.terms("office", "?risk=suspended")[0]; !still.Suspended || still.DaysLeft != nil {
		t.Errorf("a term that stands still is %+v", still)
	}
}

func TestTheTermsOfTheRegionAreForOfficeDirectorAndForTheSOTItsOwn(t *testing.T) {
	h := objected(t)
	other := due("elsewhere", "2026-12-01", "")
	other.Parties, other.SubregionId = []string{"sot:zeist", casestest.Office, casestest.Director}, "zeist"
	h.put(other)
	for who, want := range map[string]int{"office": 3, "director": 3, "sot": 2, "other sot": 1} {
		if got := h.terms(who, ""); len(got) != want {
			t.Errorf("%s sees %d terms, want %d: %+v", who, len(got), want, got)
		}
	}
	for _, who := range []string{"applicant", "receiving", "parent", "expert", "board", "municipality", "engineer", "nobody"} {
		h.get(who, "/v1/terms").want(http.StatusForbidden)
	}
	for query, want := range map[string]int{"?procedure=bezwaar": 1, "?procedure=tlv": 2, "?subregion=zeist": 1, "?kind=statutory": 3, "?kind=internal": 0} {
		if got := h.terms("office", query); len(got) != want {
			t.Errorf("%s gives %d terms, want %d", query, len(got), want)
		}
	}
}

// rates of Awb 4:17 lid 2 from a first day on.
func rates(days ...string) []*caseworkv1.PenaltyRate {
	return []*caseworkv1.PenaltyRate{
		{FromOn: days[0], UntilOn: days[1], EurosADay: 23}, {FromOn: days[2], UntilOn: days[3], EurosADay: 35},
		{FromOn: days[4], UntilOn: days[5], EurosADay: 45},
	}
}

// inDefault is a case with a notice of default that counts: the first day was 8 November 2026.
func inDefault(id string) *casesv1.View {
	view := casestest.View(id, 1)
	view.Defaults = []*caseworkv1.DefaultNotice{{
		Id: "ingebrekestelling/1", TermId: "beslistermijn", ReceivedOn: "2026-10-24", FromParty: casestest.Parent,
		Judgement: caseworkv1.Judgement_JUDGEMENT_VALID, FirstDay: "2026-11-08", LastDay: "2026-12-19",
		Rates: rates("2026-11-08", "2026-11-21", "2026-11-22", "2026-12-05", "2026-12-06", "2026-12-19"),
	}}
	return view
}

type penalties struct {
	AsOf, Until          string
	Items                []cases.PenaltyItem
	EurosNow, EurosUntil int
}

func (h *harness) penalties(query string) penalties {
	h.Helper()
	return read[penalties](h.get("director", "/v1/penalties"+query).want(http.StatusOK))
}

func TestExposureIsWhatIsOwedTodayAndUntilADay(t *testing.T) {
	h := newHarness(t)
	h.put(inDefault("running"))
	for _, test := range []struct {
		until                string
		daysUntil, eurosThen int
	}{
		{"2026-11-24", 17, 14*23 + 3*35}, {"2026-12-05", 28, 322 + 490}, {"2026-12-06", 29, 322 + 490 + 45},
		{"2026-12-19", 42, 1442}, {"2027-11-24", 42, 1442}, // never more than the maximum
	} {
		got := h.penalties("?until=" + test.until)
		item := got.Items[0]
		if got.AsOf != "2026-11-24" || got.Until != test.until || item.DaysNow != 17 || item.EurosNow != 427 || got.EurosNow != 427 ||
			item.DaysUntil != test.daysUntil || item.EurosUntil != test.eurosThen || got.EurosUntil != test.eurosThen {
			t.Errorf("until %s: %+v", test.until, got)
		}
	}
	if got := h.penalties(""); got.Until != "2027-01-05" {
		t.Errorf("without a day it looks until %s", got.Until)
	}
	h.get("director", "/v1/penalties?until=2026-11-23").want(http.StatusBadRequest, "query.until", "al geweest")
	h.get("director", "/v1/penalties?until=morgen").want(http.StatusBadRequest, "query.until")
}

func TestADwangsomStopsOnTheDayOfTheDecisionAndWhatWasDecidedStands(t *testing.T) {
	h := newHarness(t)
	stopped := inDefault("stopped")
	stopped.Defaults[0].StoppedOn = "2026-11-22"
	h.put(stopped)
	early := inDefault("early")
	early.Defaults[0].StoppedOn = "2026-11-08"
	h.put(early)
	decided := inDefault("decided")
	decided.Defaults[0].StoppedOn, decided.Defaults[0].DecidedOn, decided.Defaults[0].DecidedEuros = "2026-11-10", "2026-11-20", 40
	h.put(decided)
	waiting := inDefault("judged as unfounded")
	waiting.Defaults[0] = &caseworkv1.DefaultNotice{Id: "ingebrekestelling/1", ReceivedOn: "2026-11-20"}
	h.put(waiting)
	two := inDefault("two")
	two.Defaults = append(two.Defaults, inDefault("two").GetDefaults()[0])
	two.Defaults[1].Id = "ingebrekestelling/2"
	h.put(two)

	got := h.penalties("?until=2026-12-01")
	euros := map[string][2]int{}
	for _, item := range got.Items {
		euros[item.CaseID+" "+item.NoticeID] = [2]int{item.EurosNow, item.EurosUntil}
	}
	running := [2]int{427, 322 + 10*35}
	want := map[string][2]int{
		"stopped ingebrekestelling/1": {322, 322}, "early ingebrekestelling/1": {0, 0}, "decided ingebrekestelling/1": {40, 40},
		"two ingebrekestelling/1": running, "two ingebrekestelling/2": running,
	}
	if fmt.Sprint(euros) != fmt.Sprint(want) || got.EurosNow != 322+40+2*427 || got.EurosUntil != 322+40+2*running[1] {
		t.Errorf("exposure is %v, %d and %d; want %v", euros, got.EurosNow, got.EurosUntil, want)
	}
}

func TestExposureIsForOfficeAndDirector(t *testing.T) {
	h := newHarness(t)
	for _, who := range slices.Concat(insiders, outsiders) {
		got := h.get(who, "/v1/penalties")
		if who == "office" || who == "director" {
			got.want(http.StatusOK)
		} else {
			got.want(http.StatusForbidden, "kantoor en de directeur")
		}
	}
}

// escalated is a case in which a task went overdue until the municipality was told.
func escalated(id string, dueOn string) *casesv1.View {
	view := casestest.View(id, 1)
	view.Tasks[1].DueOn = dueOn
	about := view.Tasks[1].GetId()
	for i, told := range [][]string{{casestest.SOT}, {casestest.Director}, {"municipality:utrechtse-heuvelrug"}} {
		view.Fired = append(view.Fired, &caseworkv1.Firing{
			Key: fmt.Sprint(i), Kind: caseworkv1.FiringKind_FIRING_KIND_ESCALATION, About: about, Title: "Taak volledigheid", DueOn: dueOn,
			Days: int32(i), Told: told, At: timestamppb.New(casestest.Start), Late: i == 2,
		})
	}
	return view
}

func (h *harness) escalations(who string) []cases.EscalationItem {
	h.Helper()
	return read[struct{ Escalations []cases.EscalationItem }](h.get(who, "/v1/escalations").want(http.StatusOK)).Escalations
}

func TestWhoWasToldReadsWhatIsLateAndNothingElse(t *testing.T) {
	h := newHarness(t)
	h.put(escalated(caseID, "2026-11-20"))
	got := h.escalations("municipality")
	want := cases.EscalationItem{
		ID: casework.EscalationID(caseID, "2"), MayAnswer: true, Asked: cases.Asked{Answers: []cases.EscalationAnswerView{}},
		CaseID: caseID, Procedure: "tlv", About: "volledigheid/" + casestest.Office, Title: "Taak volledigheid", DueOn: "2026-11-20",
		DaysLate: 4, Late: true, Contact: casestest.SOT,
	}
	if len(got) != 1 || got[0].At == nil {
		t.Fatalf("municipality is told %+v", got)
	}
	got[0].At = nil
	if !reflect.DeepEqual(got[0], want) {
		t.Errorf("municipality is told %+v, want %+v", got[0], want)
	}
	body := h.get("municipality", "/v1/escalations").Body.String()
	for _, secret := range []string{"regenboog", "meerklank", "school", "parent", "dossier"} {
		if strings.Contains(body, secret) {
			t.Errorf("municipality reads of %q: %s", secret, body)
		}
	}
	h.get("municipality", "/v1/cases/"+caseID).want(http.StatusNotFound)
	for who, number := range map[string]int{"sot": 1, "director": 1, "office": 0, "parent": 0, "other sot": 0, "board": 0, "nobody": 0} {
		if got := h.escalations(who); len(got) != number {
			t.Errorf("%s is told %+v, want %d", who, got, number)
		}
	}
}

func TestWhatIsOverIsSaidToBeOver(t *testing.T) {
	h := newHarness(t)
	h.put(escalated("a-open", "2026-11-22"))
	h.put(escalated("b-open", "2026-11-20"))
	done := escalated("c-done", "2026-11-20")
	done.Tasks[1].ClosedAt = timestamppb.New(casestest.Start) // 23 November
	h.put(done)
	term := func(id string, change func(*caseworkv1.Term)) {
		view := casestest.View(id, 1)
		view.Terms[0].PlannedOn = "2026-11-10"
		view.Fired = []*caseworkv1.Firing{{
			Key: "1", Kind: caseworkv1.FiringKind_FIRING_KIND_ESCALATION, About: "beslistermijn", DueOn: "2026-11-10", Told: []string{"municipality:utrechtse-heuvelrug"},
		}}
		change(view.Terms[0])
		h.put(view)
	}
	term("d-missed", func(*caseworkv1.Term) {})
	term("e-met", func(t *caseworkv1.Term) { t.MetOn = "2026-11-12" })
	term("f-moved", func(t *caseworkv1.Term) { t.PlannedOn = "2026-12-10" })
	notice := inDefault("g-stopped")
	notice.Defaults[0].StoppedOn = "2026-11-18"
	notice.Fired = []*caseworkv1.Firing{{
		Key: "1", Kind: caseworkv1.FiringKind_FIRING_KIND_ESCALATION, About: "ingebrekestelling/1", DueOn: "2026-11-08", Told: []string{"municipality:utrechtse-heuvelrug"},
	}}
	h.put(notice)
	got := []string{}
	for _, item := range h.escalations("municipality") {
		got = append(got, fmt.Sprint(item.CaseID, " ", item.DaysLate, " ", item.Over))
	}
	want := []string{
		"d-missed 14 false", "b-open 4 false", "a-open 2 false", "f-moved 14 true", "g-stopped 10 true", "c-done 3 true", "e-met 2 true",
	}
	if !slices.Equal(got, want) {
		t.Errorf("escalations are %v, want %v", got, want)
	}
}

func TestTasksAreListedByWhoTookThemUp(t *testing.T) {
	h := newHarness(t)
	h.put(clocked(1))
	for query, want := range map[string][]string{
		"?assignee=me": {caseID + " volledigheid/" + casestest.Office}, "?assignee=nobody": {}, "?assignee=colleague": {},
		"?scope=all&assignee=colleague": nil,
	} {
		if want == nil {
			h.get("office", "/v1/tasks"+query).want(http.StatusOK, "sot-betrokkenheid")
		} else if got := h.taskIDs("office", query); !slices.Equal(got, want) {
			t.Errorf("%s gives %v, want %v", query, got, want)
		}
	}
}

func TestNoListLosesARowOfManyCases(t *testing.T) {
	const many = 300
	h := newHarness(t)
	for i := range many {
		view := escalated(fmt.Sprintf("case-%03d", i), "2026-11-20")
		view.Defaults = inDefault("").GetDefaults()
		h.put(view)
		// Between them as many that have nothing of the kind.
		other := casestest.View(fmt.Sprintf("other-%03d", i), 1)
		other.Tasks, other.Terms = nil, nil
		h.put(other)
	}
	for list, got := range map[string]int{
		"terms":       len(h.terms("director", "")),
		"penalties":   len(h.penalties("").Items),
		"escalations": len(h.escalations("municipality")),
		"tasks":       len(h.taskIDs("office", "")),
	} {
		if got != many {
			t.Errorf("%s has %d rows, want %d", list, got, many)
		}
	}
}
