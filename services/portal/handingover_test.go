package portal_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"traject.nl/services/portal/portaltest"
)

// listed is a task of the office in a list.
func listed(parts map[string]any) string {
	one := map[string]any{
		"id": "volledigheid", "caseId": "k1", "kind": "volledigheid", "party": "office:zout", "mine": true, "title": "Kijk of alles er is", "reason": "Er is een aanvraag.",
		"basis": "ZOUT-instelling", "dueOn": "2026-11-20", "daysLeft": 2, "dossierId": "k1", "applicantSchoolId": "op-dreef-zeist", "procedure": "tlv",
	}
	for name, value := range parts {
		one[name] = value
	}
	return portaltest.Text(map[string]any{"today": "2026-11-18", "tasks": []any{one}})
}

func TestTaskIsTakenUpFromTheListAndTheListComesBack(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/tasks", listed(nil))
	w.showsCase(map[string]any{
		"tasks": task("volledigheid"), "acts": acts(map[string]any{"act": "ClaimTask", "path": "/v1/cases/k1/task-claim", "taskIds": []string{"volledigheid"}}),
	})
	w.services.Answer("POST /v1/cases/k1/task-claim", `{"caseId":"k1","version":8,"at":"2026-11-22T10:00:00Z"}`)
	browser := w.signedIn("office:zout")
	list := browser.Get("/?bereik=all")
	mustSay(t, list, "Ik pak dit op : Kijk of alles er is")
	form := url.Values{"csrf": {list.CSRF()}, "sleutel": {"abcdefghijklmnopqrstuvwxyz"}, "taskId": {"volledigheid"}, "terug": {"/?bereik=all"}}
	if after := browser.Post("/zaken/k1/handelingen/ClaimTask", form); after.Path != "/?bereik=all&gedaan=ClaimTask" {
		t.Errorf("led to %s", after.Path)
	}
	if sent := w.services.Calls("POST /v1/cases/k1/task-claim"); len(sent) != 1 || sent[0].Body != `{"taskId":"volledigheid"}` {
		t.Errorf("sent %+v", sent)
	}
	form.Set("terug", "https://elders.example")
	if after := browser.Post("/zaken/k1/handelingen/ClaimTask", form); after.Path != "/?gedaan=ClaimTask" {
		t.Errorf("an address of another site led to %s", after.Path)
	}
}

func TestWhoTookATaskUpIsSaidByFunction(t *testing.T) {
	for said, parts := range map[string]map[string]any{
		"Opgepakt door u":                        {"assignee": "me", "assigneeSubject": "s-1"},
		"Opgepakt door Managementondersteuner 2": {"assignee": "colleague", "assigneeSubject": "bo"},
		"Opgepakt door een collega":              {"assignee": "colleague", "assigneeSubject": "onbekend"},
	} {
		w := newWorld(t)
		w.services.Answer("GET /v1/tasks", listed(parts))
		mustSay(t, w.signedIn("office:zout").Get("/"), said)
	}
}

func TestTaskGoesToAColleagueOrToAnotherSOT(t *testing.T) {
	w := newWorld(t)
	mine := task("sot-betrokkenheid")
	mine[0].(map[string]any)["party"] = "sot:zeist"
	w.showsCase(map[string]any{
		"as": []string{"sot"}, "tasks": mine,
		"acts": acts(map[string]any{"act": "HandOverTask", "path": "/v1/cases/k1/task-handover", "taskIds": []string{"sot-betrokkenheid"}}),
	})
	w.services.Answer("POST /v1/cases/k1/task-handover", `{"caseId":"k1","version":8,"at":"2026-11-22T10:00:00Z"}`)
	browser := w.signedIn("sot:zeist")
	own := browser.Get("/zaken/k1/doen/HandOverTask?taak=sot-betrokkenheid")
	mustSay(t, own, "SOT-medewerker Zeist", "Het SOT De Bilt", "SOT-medewerker De Bilt")
	if strings.Contains(own.Text(), "Managementondersteuner") {
		t.Error("a task of the SOT can go to the office")
	}
	form := url.Values{"csrf": {own.CSRF()}, "pagina": {"ja"}, "taskId": {"sot-betrokkenheid"}}
	mustSay(t, browser.Post("/zaken/k1/handelingen/HandOverTask", form), "Kies aan wie u de taak geeft.")
	form.Set("to", "sot:de-bilt|rik")
	browser.Post("/zaken/k1/handelingen/HandOverTask", form)
	sent := w.services.Calls("POST /v1/cases/k1/task-handover")
	if len(sent) != 1 || sent[0].Body != `{"taskId":"sot-betrokkenheid","toParty":"sot:de-bilt","toSubject":"rik"}` {
		t.Errorf("sent %+v", sent)
	}
}

func TestAllTasksOfWhoIsIllGoOverAtOnce(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("POST /v1/task-handovers", `{"handedOver":1,"failed":1,"results":[
		{"caseId":"k1","taskId":"advies","title":"Kijk of alles er is","done":true},{"caseId":"k2","taskId":"x","title":"Brief versturen","done":false,"detail":"De zaak is gesloten."}]}`)
	browser := w.signedIn("office:zout")
	page := browser.Get("/overdragen")
	form := url.Values{"csrf": {page.CSRF()}, "sleutel": {"abcdefghijklmnopqrstuvwxyz"}, "van": {"office:zout|els"}}
	refused := browser.Post("/overdragen", form)
	if refused.Status != http.StatusBadRequest || len(w.services.Calls("POST /v1/task-handovers")) > 0 {
		t.Errorf("without a receiver: %d", refused.Status)
	}
	mustSay(t, refused, "Kies aan wie u de taken geeft.")
	form.Set("aan", "office:zout|bo")
	mustSay(t, browser.Post("/overdragen", form), "Overgedragen: 1 taak. Niet gelukt: 1 taak.", "De zaak is gesloten.")
	sent := w.services.Calls("POST /v1/task-handovers")
	if len(sent) != 1 || sent[0].Body != `{"from":"office:zout","fromSubject":"els","toParty":"office:zout","toSubject":"bo"}` || sent[0].Key == "" {
		t.Errorf("sent %+v", sent)
	}
}

func TestRefusedHandOverIsSaidInTheForm(t *testing.T) {
	w := newWorld(t)
	w.services.Refuse("POST /v1/task-handovers", http.StatusForbidden, `{"status":403,"detail":"U kunt alleen taken van uzelf of uw collega's overdragen."}`)
	browser := w.signedIn("office:zout")
	page := browser.Post("/overdragen", url.Values{"csrf": {browser.Get("/overdragen").CSRF()}, "van": {"sot:zeist|sam"}, "aan": {"sot:de-bilt|rik"}})
	mustSay(t, page, "U kunt alleen taken van uzelf")
	mustHave(t, page, `<option value="sot:zeist|sam" selected>`)
}

func TestAnSOTHandsOverOnlyItsOwnTasks(t *testing.T) {
	page := newWorld(t).signedIn("sot:zeist").Get("/overdragen")
	from, _, _ := strings.Cut(page.HTML, `id="veld-aan"`)
	if strings.Contains(from, "De Bilt") || !strings.Contains(from, "SOT-medewerker Zeist") {
		t.Errorf("offers %s", from)
	}
	if other := newWorld(t).signedIn("school:regenboog-uh-amerongen").Get("/overdragen"); other.Status != http.StatusNotFound {
		t.Errorf("a school gets %d", other.Status)
	}
}

func TestTaskThatIsOverdueOnTheDayItselfStandsUnderTooLate(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/tasks", listed(map[string]any{"daysLeft": 0, "dueAt": "2020-01-01T00:00:00Z"}))
	mustSay(t, w.signedIn("office:zout").Get("/"), "Te laat 1 taak")
}
