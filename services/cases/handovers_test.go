package cases_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"go.temporal.io/api/serviceerror"

	"traject.nl/proto/contract/failure"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/services/cases"
	"traject.nl/services/cases/casestest"
)

type handedOver struct {
	HandedOver, Failed int
	Results            []cases.HandoverResult
}

// withTask is a case in which the SOT has a task that a colleague took up.
func withTask(id, assignee string) *casesv1.View {
	view := casestest.View(id, 1)
	view.Tasks[2].Assignee = assignee
	return view
}

// updateTask carries the hand-over out in the record, as the process does.
func (h *harness) updateTask(id, assignee string) {
	view := withTask(id, assignee)
	view.Version = 2
	h.put(view)
}

func TestAllTasksOfAnIllColleagueAreHandedOver(t *testing.T) {
	h := newHarness(t)
	h.put(withTask("a", "s-ill"))
	h.put(withTask("b", "s-ill"))
	h.put(withTask("c", "s-healthy"))
	objection := casestest.Objection(objectionID, 1, "a")
	objection.Tasks = []*caseworkv1.Task{casestest.Task("overleg", casestest.SOT, "2026-12-01", "")}
	objection.Tasks[0].Assignee = "s-ill"
	h.put(objection)
	body := `{"from":"` + casestest.SOT + `","fromSubject":"s-ill","toParty":"` + casestest.SOT + `","toSubject":"s-healthy"}`
	got := read[handedOver](h.post("office", "/v1/task-handovers", "key-00001", body).want(http.StatusOK))
	if got.HandedOver != 3 || got.Failed != 0 || len(got.Results) != 3 || h.process.done != 3 {
		t.Fatalf("handed over %+v", got)
	}
	sent := map[string]string{}
	for _, call := range h.process.calls {
		message := call.message.(*caseworkv1.HandOverTask)
		sent[call.caseID] = fmt.Sprint(call.procedure, " ", message.GetTaskId(), " ", message.GetToParty(), " ", message.GetToSubject(), " ", message.GetActor().GetParty())
	}
	task := "sot-betrokkenheid/" + casestest.SOT + " " + casestest.SOT + " s-healthy office:zout"
	want := map[string]string{
		"a": "tlv " + task, "b": "tlv " + task, objectionID: "bezwaar overleg/" + casestest.SOT + " " + casestest.SOT + " s-healthy office:zout",
	}
	if fmt.Sprint(sent) != fmt.Sprint(want) {
		t.Errorf("process got %v, want %v", sent, want)
	}
	// The same request again, before the record shows it: nothing is done twice. And after: there is nothing left.
	again := read[handedOver](h.post("office", "/v1/task-handovers", "key-00001", body).want(http.StatusOK))
	if again.HandedOver != 3 || h.process.done != 3 {
		t.Errorf("again: %+v, %d done", again, h.process.done)
	}
	h.updateTask("a", "s-healthy")
	h.updateTask("b", "s-healthy")
	left := read[handedOver](h.post("office", "/v1/task-handovers", "key-00002", body).want(http.StatusOK))
	if len(left.Results) != 1 || left.Results[0].CaseID != objectionID {
		t.Errorf("left is %+v", left)
	}
}

func TestARefusalOfOneTaskDoesNotHoldUpTheOthers(t *testing.T) {
	h := newHarness(t)
	for i := range 20 {
		h.put(withTask(fmt.Sprintf("case-%02d", i), ""))
	}
	h.process.refuseCase = map[string]error{
		"case-07": failure.Refuse(failure.NotNow, failure.Problem{Detail: "Deze taak is al klaar."}),
		"case-11": failure.Refuse(failure.BadInput, failure.Problem{Field: "to_party", Detail: "Daar ligt al zo'n taak."}),
	}
	body := `{"from":"` + casestest.SOT + `","toParty":"sot:zeist"}`
	got := read[handedOver](h.post("sot", "/v1/task-handovers", "key-00001", body).want(http.StatusOK))
	if got.HandedOver != 18 || got.Failed != 2 {
		t.Fatalf("handed over %+v", got)
	}
	for _, result := range got.Results {
		want := map[string]string{"case-07": "Deze taak is al klaar.", "case-11": "Daar ligt al zo'n taak."}[result.CaseID]
		if result.Detail != want || result.Done != (want == "") {
			t.Errorf("%+v", result)
		}
	}
}

func TestWhenTheEngineIsAwayTheHandOverCanBeSentAgain(t *testing.T) {
	h := newHarness(t)
	h.put(withTask("a", ""))
	h.put(withTask("b", ""))
	h.process.refuseCase = map[string]error{"b": serviceerror.NewUnavailable("connection refused")}
	body := `{"from":"` + casestest.SOT + `","toParty":"sot:zeist"}`
	h.post("sot", "/v1/task-handovers", "key-00001", body).want(http.StatusServiceUnavailable, "dezelfde Idempotency-Key")
	h.process.refuseCase = nil
	got := read[handedOver](h.post("sot", "/v1/task-handovers", "key-00001", body).want(http.StatusOK))
	if got.HandedOver != 2 || h.process.done != 2 {
		t.Errorf("handed over %+v, %d done", got, h.process.done)
	}
}

func TestWhoMayHandOverWhoseTasks(t *testing.T) {
	ofSOT, ofOffice := `{"from":"`+casestest.SOT+`","toParty":"sot:zeist"}`, `{"from":"office:zout","toParty":"office:zout","toSubject":"s-x"}`
	ofExpert := `{"from":"expert:gz-1","toParty":"expert:gz-2"}`
	may := map[string][]string{ofSOT: {"sot", "office", "director"}, ofOffice: {"office"}, ofExpert: {}}
	h := newHarness(t)
	h.put(withExperts())
	for body, allowed := range may {
		for i, who := range slices.Concat(insiders, outsiders) {
			got := h.post(who, "/v1/task-handovers", fmt.Sprintf("key-%05d", i), body)
			if slices.Contains(allowed, who) {
				got.want(http.StatusOK)
			} else {
				got.want(http.StatusForbidden, "uzelf of uw collega's")
			}
		}
	}
	for body, words := range map[string][]string{
		`{"from":"sot","toParty":"collega"}`:                                           {"body.from", "body.toParty"},
		`{"from":"sot:zeist","toParty":"office:zout"}`:                                 {"body.toParty", "dezelfde rol"},
		`{"from":"sot:zeist","toParty":"sot:zeist"}`:                                   {"body.toSubject", "liggen daar al"},
		`{"from":"sot:zeist","fromSubject":"s","toParty":"sot:zeist","toSubject":"s"}`: {"body.toSubject"},
	} {
		h.post("office", "/v1/task-handovers", "key-00099", body).want(http.StatusBadRequest, words...)
	}
}
