package portal_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"traject.nl/services/portal/portaltest"
)

const asked = `{"today":"2026-11-18","escalations":[{"id":"e1","caseId":"k1","procedure":"tlv","about":"advies/expert:gz-1","title":"Advies geven","dueOn":"2026-11-01",
	"daysLate":17,"at":"2026-11-15T08:00:00Z","contact":"sot:zeist","asks":"Denk met ons mee: is er hulp voor het gezin?","answerOn":"2026-11-22","subject":"leerplicht",
	"mayAnswer":true,"answers":[]}]}`

func TestMunicipalityIsToldWhatIsAskedByWhenOfWhichDeskAndWhomToReach(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/escalations", asked)
	w.services.Answer("GET /v1/subregions/zeist", `{"id":"zeist","name":"Zeist","contact":{"party":"sot:zeist","function":"SOT Zeist","mail":"sot-zeist@example.test"}}`)
	page := w.signedIn("municipality:zeist").Get("/meldingen")
	mustSay(t, page, "Wij vragen u: Denk met ons mee: is er hulp voor het gezin?", "Uw antwoord graag uiterlijk 22 november 2026", "Voor: leerplicht",
		"Mail SOT Zeist sot-zeist@example.test", "Dat pakken wij op", "Gezien", "Niet voor ons", "Schrijf geen namen van kinderen op.")
	mustHave(t, page, `id="melding-e1"`, `action="/meldingen/e1/antwoord"`)
}

func answerForm(page portaltest.Page, answer, remark string) url.Values {
	return url.Values{"csrf": {page.CSRF()}, "sleutel": {"abcdefghijklmnopqrstuvwxyz"}, "antwoord": {answer}, "opmerking": {remark}}
}

func TestWordsOfAnAnswerGoToTheDossierAndTheAnswerRefersToThem(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/escalations", asked)
	w.services.AnswerWith("POST /v1/cases/k1/partner-answers", portaltest.Answer{Status: http.StatusCreated, Body: `{"id":"t1"}`})
	w.services.Answer("POST /v1/escalations/e1/answers", `{"caseId":"k1","version":8,"at":"2026-11-18T10:00:00Z"}`)
	browser := w.signedIn("municipality:zeist")
	form := answerForm(browser.Get("/meldingen"), "taken-up", "Wij bellen morgen.")
	for range 2 {
		if page := browser.Post("/meldingen/e1/antwoord", form); !strings.HasPrefix(page.Path, "/meldingen?gedaan=melding-beantwoord") {
			t.Fatalf("led to %s: %s", page.Path, page.Text())
		}
	}
	words, answered := w.services.Calls("POST /v1/cases/k1/partner-answers"), w.services.Calls("POST /v1/escalations/e1/answers")
	if len(words) != 2 || words[0].Key != words[1].Key || words[0].Body != `{"text":"Wij bellen morgen."}` {
		t.Errorf("words: %+v", words)
	}
	if len(answered) != 2 || answered[0].Key != answered[1].Key || answered[0].Body != `{"response":"taken-up","textId":"t1"}` {
		t.Errorf("answers: %+v", answered)
	}
}

func TestAnswerWithoutWordsWritesNothingInTheDossier(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/escalations", asked)
	w.services.Answer("POST /v1/escalations/e1/answers", `{"caseId":"k1","version":8,"at":"2026-11-18T10:00:00Z"}`)
	browser := w.signedIn("board:x")
	browser.Post("/meldingen/e1/antwoord", answerForm(browser.Get("/meldingen"), "seen", "  "))
	if answered := w.services.Calls("POST /v1/escalations/e1/answers"); len(answered) != 1 || answered[0].Body != `{"response":"seen"}` {
		t.Errorf("answers: %+v", answered)
	}
	if words := w.services.Calls("POST /v1/cases/"); len(words) > 0 {
		t.Errorf("words: %+v", words)
	}
}

func TestRefusedAnswerKeepsTheRemark(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/escalations", asked)
	w.services.AnswerWith("POST /v1/cases/k1/partner-answers", portaltest.Answer{Status: http.StatusCreated, Body: `{"id":"t1"}`})
	w.services.Refuse("POST /v1/escalations/e1/answers", http.StatusConflict, `{"status":409,"detail":"Deze zaak is gesloten. Een antwoord is niet meer nodig."}`)
	browser := w.signedIn("municipality:zeist")
	page := browser.Post("/meldingen/e1/antwoord", answerForm(browser.Get("/meldingen"), "taken-up", "Wij bellen morgen."))
	if page.Status != http.StatusConflict {
		t.Errorf("status %d", page.Status)
	}
	mustSay(t, page, "Deze zaak is gesloten.")
	mustHave(t, page, ">Wij bellen morgen.</textarea>", `value="abcdefghijklmnopqrstuvwxyz"`)
	if none := browser.Post("/meldingen/e1/antwoord", answerForm(page, "misschien", "Wij bellen.")); none.Status != http.StatusBadRequest || !strings.Contains(none.HTML, "Wij bellen.") {
		t.Errorf("an unknown answer: %d %s", none.Status, none.Text())
	}
}

func TestOnlyOutsidersAnswerAndOnlyWhatTheyWereTold(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/escalations", asked)
	sot := w.signedIn("sot:zeist")
	if page := sot.Post("/meldingen/e1/antwoord", answerForm(sot.Get("/meldingen"), "seen", "")); page.Status != http.StatusNotFound {
		t.Errorf("an SOT gets %d", page.Status)
	}
	municipality := w.signedIn("municipality:zeist")
	if page := municipality.Post("/meldingen/e9/antwoord", answerForm(municipality.Get("/meldingen"), "seen", "")); page.Status != http.StatusNotFound {
		t.Errorf("another escalation: %d", page.Status)
	}
	if calls := w.services.Calls("POST /v1/escalations/"); len(calls) > 0 {
		t.Errorf("answered %+v", calls)
	}
}

func TestNewsLeavesAnAnswerAloneInWhichSomebodyTypes(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/escalations", asked)
	browser := w.signedIn("municipality:zeist")
	request, err := http.NewRequest(http.MethodGet, w.url+"/meldingen?typt=1", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("HX-Request", "true")
	if page := browser.Do(request); page.Status != http.StatusNoContent {
		t.Errorf("status %d", page.Status)
	}
}

func TestAnswerOfTheMunicipalityStandsWithTheEscalationOfTheCase(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/cases/k1", caseWith(map[string]any{"as": []string{"sot"}, "fired": []any{map[string]any{
		"id": "e1", "key": "task/advies/1/+14", "kind": "escalation", "title": "Advies geven", "dueOn": "2026-11-01", "days": 14, "told": []string{"municipality:zeist"},
		"at": "2026-11-15T08:00:00Z", "asks": "Denk met ons mee.", "answerOn": "2026-11-22", "subject": "leerplicht",
		"answers": []any{map[string]any{"party": "municipality:zeist", "at": "2026-11-16T08:00:00Z", "response": "taken-up", "textId": "t1"}},
	}}}))
	w.services.Answer("GET /v1/dossiers/k1", dossier)
	w.services.Answer("GET /v1/cases/k1/partner-answers/t1", `{"id":"t1","caseId":"k1","author":"municipality:zeist","attached":true,"createdAt":"2026-11-16T08:00:00Z","text":"Wij bellen morgen."}`)
	browser := w.signedIn("sot:zeist")
	page := browser.Get("/zaken/k1")
	mustSay(t, page, "Gevraagd: Denk met ons mee. (leerplicht)", "Dat pakken wij op Gemeente Zeist, 16 november 2026")
	mustHave(t, page, `href="/zaken/k1/antwoorden/t1"`, `href="/oogo#kop-zeist"`)
	mustSay(t, browser.Get("/zaken/k1/antwoorden/t1"), "Gemeente Zeist", "Wij bellen morgen.")
}
