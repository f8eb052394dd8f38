package cases_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/bezwaar"
	"traject.nl/proto/contract/failure"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	"traject.nl/services/cases"
	"traject.nl/services/cases/casestest"
)

const (
	parentsObjection = `{"decisionCaseIds":["` + caseID + `"],"objectionId":"t1","proForma":true,"aboutLateDecision":true,"representativeTextId":"t2"}`
	officeObjection  = `{"decisionCaseIds":["` + caseID + `"],"objectionId":"d1","objector":"` + casestest.Parent + `","channel":"post",
		"receivedOn":"2026-11-24","postedOn":"2026-11-20"}`
)

func (h *harness) lodged() *bezwaarv1.Lodge {
	h.Helper()
	arrived, err := h.process.last()
	if err != nil {
		h.Fatal(err)
	}
	if arrived.act != bezwaar.Lodge || arrived.procedure != bezwaar.Workflow {
		h.Fatalf("process got %s", arrived.act)
	}
	return arrived.message.(*bezwaarv1.Lodge)
}

func TestWhoObjectsInThePortalIsTheObjectorToday(t *testing.T) {
	for who, party := range map[string]string{"parent": casestest.Parent, "applicant": casestest.Applicant, "two schools": casestest.Applicant} {
		h := newHarness(t)
		h.put(casestest.Decided(caseID, 3))
		h.post(who, "/v1/objections", "key-00001", parentsObjection).want(http.StatusCreated)
		want := &bezwaarv1.Lodge{
			Actor: by(who, party), DecisionCaseIds: []string{caseID}, Objector: party, Channel: bezwaarv1.Channel_CHANNEL_PORTAL,
			ObjectionId: "t1", RepresentativeTextId: "t2", ProForma: true, AboutLateDecision: true,
		}
		if got := h.lodged(); !proto.Equal(got, want) {
			t.Errorf("%s: process got %v\nwant %v", who, got, want)
		}
	}
}

func TestTheOfficeRecordsWhatCameOnPaper(t *testing.T) {
	h := newHarness(t)
	h.put(casestest.Decided(caseID, 3))
	h.post("office", "/v1/objections", "key-00001", officeObjection).want(http.StatusCreated)
	want := &bezwaarv1.Lodge{
		Actor: by("office", casestest.Office), DecisionCaseIds: []string{caseID}, Objector: casestest.Parent,
		Channel: bezwaarv1.Channel_CHANNEL_POST, ReceivedOn: "2026-11-24", PostedOn: "2026-11-20", ObjectionId: "d1",
	}
	if got := h.lodged(); !proto.Equal(got, want) {
		t.Errorf("process got %v\nwant %v", got, want)
	}
	stranger := `{"decisionCaseIds":["` + caseID + `"],"objectionId":"d1","objectorTextId":"t9","channel":"forwarded","receivedOn":"2026-11-24"}`
	h.post("office", "/v1/objections", "key-00002", stranger).want(http.StatusCreated)
	if got := h.lodged(); got.GetObjector() != "" || got.GetObjectorTextId() != "t9" {
		t.Errorf("objector without an account is %v", got)
	}
}

func TestOneFormNeverBecomesTwoObjections(t *testing.T) {
	h := newHarness(t)
	h.put(casestest.Decided(caseID, 3))
	first := h.post("parent", "/v1/objections", "key-00001", parentsObjection).want(http.StatusCreated)
	again := h.post("parent", "/v1/objections", "key-00001", parentsObjection).want(http.StatusCreated)
	id := read[cases.Accepted](first).CaseID
	if !regexp.MustCompile(`^[0-9a-hjkmnp-tv-z]{12}$`).MatchString(id) || first.Header().Get("Location") != "/v1/cases/"+id {
		t.Errorf("the case is %q, at %q", id, first.Header().Get("Location"))
	}
	if first.Body.String() != again.Body.String() || h.process.done != 1 {
		t.Errorf("answers %s and %s, done %d times", first.Body, again.Body, h.process.done)
	}
	other := h.post("parent", "/v1/objections", "key-00002", parentsObjection).want(http.StatusCreated)
	if read[cases.Accepted](other).CaseID == id {
		t.Error("two forms became one case")
	}
	schools := h.post("applicant", "/v1/objections", "key-00001", parentsObjection).want(http.StatusCreated)
	if read[cases.Accepted](schools).CaseID == id {
		t.Error("two people became one case")
	}
}

func TestARefusedObjectionKeepsItsIdForTheCorrectedOne(t *testing.T) {
	h := newHarness(t)
	h.put(casestest.Decided(caseID, 3))
	h.process.refusal = failure.Refuse(failure.BadInput, failure.Problem{Field: "objection_id", Detail: "Dit stuk is er niet."})
	h.post("parent", "/v1/objections", "key-00001", parentsObjection).want(http.StatusBadRequest, "body.objectionId", "Dit stuk is er niet.")
	h.process.refusal = nil
	h.post("parent", "/v1/objections", "key-00001", strings.Replace(parentsObjection, "t1", "t5", 1)).want(http.StatusCreated)
	if h.process.calls[0].caseID != h.process.calls[1].caseID {
		t.Error("the corrected form is another case")
	}
}

func TestWhoMayObject(t *testing.T) {
	refusals := map[string]int{
		"receiving": http.StatusForbidden, "sot": http.StatusForbidden, "expert": http.StatusForbidden, "director": http.StatusForbidden,
	}
	for _, who := range outsiders {
		refusals[who] = http.StatusNotFound
	}
	for who, status := range refusals {
		h := newHarness(t)
		decided := casestest.Decided(caseID, 3)
		decided.Parties = append(decided.Parties, casestest.Expert1)
		h.put(decided)
		h.post(who, "/v1/objections", "key-00001", parentsObjection).want(status)
		if _, err := h.process.last(); err == nil {
			t.Errorf("the objection of %s reached the process", who)
		}
	}
}

func TestWhoObjectsMustBePartyToEveryDecision(t *testing.T) {
	h := newHarness(t)
	h.put(casestest.Decided(caseID, 3))
	second := casestest.Decided("b3v9x2m4q8pd", 1)
	h.put(second)
	both := strings.Replace(parentsObjection, `"]`, `","b3v9x2m4q8pd"]`, 1)
	h.post("parent", "/v1/objections", "key-00001", both).want(http.StatusCreated)
	if got := h.lodged().GetDecisionCaseIds(); len(got) != 2 || got[0] != caseID {
		t.Errorf("objects to %v", got)
	}
	foreign := casestest.Decided("c3v9x2m4q8pd", 1)
	foreign.Parties = []string{casestest.Office, "parent:ffffffffffffffffffff"}
	h.put(foreign)
	h.post("parent", "/v1/objections", "key-00002", strings.Replace(both, "b3v9", "c3v9", 1)).want(http.StatusNotFound, "niet gevonden")
	h.post("parent", "/v1/objections", "key-00003", strings.Replace(both, "b3v9", "z3v9", 1)).want(http.StatusNotFound, "niet gevonden")
}

func TestOnlyAnAnnouncedDecisionOnATLVCanBeObjectedTo(t *testing.T) {
	h := newHarness(t)
	h.put(casestest.View(caseID, 3))
	h.put(casestest.Objection(objectionID, 1, caseID))
	h.post("parent", "/v1/objections", "key-00001", parentsObjection).
		want(http.StatusBadRequest, "body.decisionCaseIds[0]", "nog geen besluit bekendgemaakt")
	h.post("parent", "/v1/objections", "key-00002", strings.Replace(parentsObjection, caseID, objectionID, 1)).
		want(http.StatusBadRequest, "body.decisionCaseIds[0]", "in beroep")
	if got, err := h.process.last(); err == nil {
		t.Errorf("process got %s", got.act)
	}
}

func TestAllThatIsWrongWithAnObjectionIsToldAtOnce(t *testing.T) {
	tests := []struct {
		name, who, body string
		words           []string
	}{
		{"nothing filled in", "parent", `{}`, []string{"decisionCaseIds", "objectionId"}},
		{"parents who fill in the office's part", "parent",
			`{"decisionCaseIds":["` + caseID + `"],"objectionId":"t1","objector":"office:zout","objectorTextId":"t2","channel":"post","receivedOn":"2026-11-20","postedOn":"2026-11-20"}`,
			[]string{"body.objector", "body.objectorTextId", "body.channel", "body.receivedOn", "body.postedOn"}},
		{"an office that leaves its part open", "office", `{"decisionCaseIds":["` + caseID + `"],"objectionId":"t1"}`,
			[]string{"body.objector", "body.receivedOn", "body.channel"}},
		{"two objectors at once", "office", strings.Replace(officeObjection, `"channel"`, `"objectorTextId":"t2","channel"`, 1), []string{"body.objector", "Een van de twee"}},
		{"an objector who decides", "office", strings.Replace(officeObjection, casestest.Parent, casestest.Director, 1), []string{"body.objector", "naam en adres"}},
		{"a postmark on an e-mail", "office", strings.Replace(officeObjection, `"post"`, `"email"`, 1), []string{"body.postedOn"}},
		{"posted after it was received", "office", strings.Replace(officeObjection, "2026-11-20", "2026-11-25", 1), []string{"body.postedOn"}},
		{"the same decision twice", "parent", strings.Replace(parentsObjection, `"]`, `","`+caseID+`"]`, 1), []string{"body.decisionCaseIds"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			h := newHarness(t)
			h.put(casestest.Decided(caseID, 3))
			h.post(test.who, "/v1/objections", "key-00001", test.body).want(http.StatusBadRequest, test.words...)
			if got, err := h.process.last(); err == nil {
				t.Errorf("%s reached the process", got.act)
			}
		})
	}
}

func TestDecisionsAreDescribedFromTheRecord(t *testing.T) {
	h := objected(t)
	activities := cases.Activities{Store: h.store, Clock: today, Pattern: cases.DefaultPattern}
	h.put(casestest.View("b3v9x2m4q8pd", 1))
	response, err := activities.DescribeDecisions(t.Context(), &casesv1.DescribeDecisionsRequest{CaseIds: []string{"b3v9x2m4q8pd", caseID}})
	if err != nil {
		t.Fatal(err)
	}
	undecided, decided := response.GetDecisions()[0], response.GetDecisions()[1]
	if undecided.GetCaseId() != "b3v9x2m4q8pd" || undecided.GetAnnouncedOn() != "" || undecided.GetObjectionLastOn() != "" {
		t.Errorf("undecided case is %v", undecided)
	}
	view := casestest.Decided(caseID, 3)
	want := &bezwaarv1.DecidedCase{
		CaseId: caseID, DossierId: caseID, Parties: view.GetParties(), ApplicantSchoolId: "regenboog-uh-amerongen",
		ReceivingSchoolId: "meerklank-zeist", MunicipalityId: "utrechtse-heuvelrug", SubregionId: "utrechtse-heuvelrug",
		BoardId: "stichting", AnnouncedOn: "2026-11-20", ObjectionPlannedOn: "2027-01-04", ObjectionLastOn: "2027-01-04",
		Application: view.GetTlv().GetApplication(), Decision: view.GetTlv().GetDecision(), Experts: view.GetTlv().GetExperts(),
		DecisionTerm: view.GetTerms()[0],
	}
	if !proto.Equal(decided, want) {
		t.Errorf("decided case is %v\nwant %v", decided, want)
	}
}

func TestEveryUnknownDecisionIsRefusedByName(t *testing.T) {
	h := objected(t)
	activities := cases.Activities{Store: h.store, Clock: today, Pattern: cases.DefaultPattern}
	_, err := activities.DescribeDecisions(t.Context(), &casesv1.DescribeDecisionsRequest{CaseIds: []string{"nowhere", caseID, objectionID}})
	kind, problems, ok := failure.Read(err)
	if !ok || kind != failure.BadInput || len(problems) != 2 {
		t.Fatalf("got %v, want two problems", err)
	}
	if problems[0].Field != "decision_case_ids[0]" || !strings.Contains(problems[0].Detail, "nowhere") ||
		problems[1].Field != "decision_case_ids[2]" || !strings.Contains(problems[1].Detail, objectionID) {
		t.Errorf("problems are %+v", problems)
	}
}
