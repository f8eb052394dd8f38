package portal_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"traject.nl/services/portal/portaltest"
)

// asking is a world with a request to the Buitenkans under construction.
func asking(t *testing.T, form string) (*world, *portaltest.Browser) {
	t.Helper()
	w, browser := withDraft(t, form)
	w.services.Answer("GET /v1/dossiers/d1", strings.Replace(draftDossier, `"pieces":[]`, `"pieces":[
		{"id":"q1","kind":"observatievraag","shape":"text","mine":true,"author":"school:regenboog-uh-amerongen","createdAt":"2026-11-20T10:00:00Z"},
		{"id":"g1","kind":"groeidocument","shape":"file","name":"groei.pdf","mine":true,"createdAt":"2026-11-20T10:00:00Z"}]`, 1))
	w.services.Answer("GET /v1/dossiers/d1/texts/q1", `{"id":"q1","kind":"observatievraag","text":"Wat helpt bij druk gedrag?"}`)
	w.services.AnswerWith("POST /v1/dossiers/d1/texts", portaltest.Answer{Status: http.StatusCreated, Body: `{"id":"q2"}`})
	return w, browser
}

func TestRequestBeginsWithItsQuestionAndThenHasADossier(t *testing.T) {
	w, browser := asking(t, `{}`)
	w.services.AnswerWith("POST /v1/dossiers", portaltest.Answer{Status: http.StatusCreated, Body: `{"id":"d1","state":"draft"}`})
	mustHave(t, browser.Get("/"), `href="/buitenkans/aanvragen"`)
	first := browser.Get("/buitenkans/aanvragen")
	mustSay(t, first, "ten hoogste 13 weken", "Zonder hun toestemming leest de Buitenkans niets.", "Wat wilt u weten over deze leerling?")
	form := url.Values{"csrf": {first.CSRF()}, "sleutel": {"abcdefghijklmnopqrstuvwxyz"}, "school": {"regenboog-uh-amerongen"}, "question": {" "}}
	mustSay(t, browser.Post("/buitenkans/aanvragen", form), "Schrijf op wat u over deze leerling wilt weten.")
	if made := w.services.Calls("POST /v1/dossiers"); len(made) > 0 {
		t.Fatalf("a dossier without a question: %v", made)
	}
	form.Set("question", "Wat helpt bij druk gedrag?")
	if next := browser.Post("/buitenkans/aanvragen", form); next.Path != "/aanvragen/d1/leerling" {
		t.Fatalf("led to %s: %s", next.Path, next.Text())
	}
	texts := w.services.Calls("POST /v1/dossiers/d1/texts")
	if len(texts) != 1 || texts[0].Body != `{"kind":"observatievraag","text":"Wat helpt bij druk gedrag?"}` {
		t.Errorf("texts %+v", texts)
	}
}

func TestRequestAsksForAGroupThatTheBuitenkansTakes(t *testing.T) {
	_, browser := asking(t, `{"pupil":{"firstName":"Noor","group":"groep 4b"}}`)
	page := browser.Get("/aanvragen/d1/leerling")
	mustSay(t, page, "vraagt een plek bij de Buitenkans", "Groep 3", "Groep 8", "De vraag", "Controleren")
	mustHave(t, page, `value="4" selected`, `value="Noor"`)
	mustNotSay(t, page, "Onderbouwing", "Groep 2")
}

func TestChangedQuestionTakesThePlaceOfTheOldOne(t *testing.T) {
	w, browser := asking(t, `{}`)
	w.services.AnswerWith("DELETE /v1/dossiers/d1/documents/q1", portaltest.Answer{Status: http.StatusNoContent})
	shown := browser.Get("/aanvragen/d1/vraag")
	mustHave(t, shown, "Wat helpt bij druk gedrag?")
	form := url.Values{"csrf": {shown.CSRF()}, "question": {"Wat helpt bij druk gedrag?"}, "doe": {"verder"}}
	browser.Post("/aanvragen/d1/vraag", form)
	if same := w.services.Calls("POST /v1/dossiers/d1/texts"); len(same) > 0 {
		t.Errorf("the same question was written again: %v", same)
	}
	form.Set("question", "Wat heeft Noor nodig?")
	if next := browser.Post("/aanvragen/d1/vraag", form); next.Path != "/aanvragen/d1/leerling" {
		t.Errorf("led to %s", next.Path)
	}
	if len(w.services.Calls("POST /v1/dossiers/d1/texts")) != 1 || len(w.services.Calls("DELETE /v1/dossiers/d1/documents/q1")) != 1 {
		t.Errorf("calls %v", w.services.Calls(""))
	}
}

func TestCheckSaysAllThatIsMissingWithWhereToFillItIn(t *testing.T) {
	w, browser := asking(t, `{}`)
	w.services.Answer("GET /v1/dossiers/d1", strings.Replace(draftDossier, `"pieces":[]`, `"pieces":[{"id":"q1","kind":"observatievraag","shape":"text"}]`, 1))
	page := browser.Get("/aanvragen/d1/controle")
	mustSay(t, page, "Nog invullen voordat u kunt versturen", "De voornaam van de leerling", "De groep van de leerling", "Het groeidocument", "Wat helpt bij druk gedrag?")
	mustHave(t, page, `href="/aanvragen/d1/leerling#veld-group"`, `href="/aanvragen/d1/documenten#veld-file"`)
}

func TestRequestIsSentWithTheQuestionInTheDossier(t *testing.T) {
	w, browser := asking(t, `{"pupil":{"firstName":"Noor","lastName":"Vries","group":"4"}}`)
	w.services.Refuse("POST /v1/buitenkans", http.StatusBadRequest, `{"status":400,"errors":[{"location":"body.groep","message":"De Buitenkans is voor groep 3 tot en met 8."},
		{"location":"body.notBefore","message":"Kies een dag vanaf vandaag."},{"location":"pupil.birthDate","message":"Vul de geboortedatum in."}]}`)
	form := url.Values{"csrf": {browser.Get("/aanvragen/d1/controle").CSRF()}, "sleutel": {"abcdefghijklmnopqrstuvwxyz"}, "notBefore": {"2020-01-01"}}
	wrong := browser.Post("/aanvragen/d1/controle/indienen", form)
	mustSay(t, wrong, "De Buitenkans is voor groep 3 tot en met 8.", "Kies een dag vanaf vandaag.", "Vul de geboortedatum in.")
	mustHave(t, wrong, `href="/aanvragen/d1/leerling#veld-group"`, `href="/aanvragen/d1/controle#veld-notBefore"`, `value="2020-01-01"`)
	w.services.AnswerWith("POST /v1/buitenkans", portaltest.Answer{Status: http.StatusCreated, Body: `{"caseId":"p1","version":1,"at":"2026-11-22T10:00:00Z"}`})
	w.services.Answer("GET /v1/cases/p1", placement(nil))
	form.Set("notBefore", "2026-12-07")
	if done := browser.Post("/aanvragen/d1/controle/indienen", form); done.Path != "/zaken/p1?gedaan=RequestPlacement" {
		t.Fatalf("led to %s: %s", done.Path, done.Text())
	}
	sent := w.services.Calls("POST /v1/buitenkans")
	if last := sent[len(sent)-1]; last.Body != `{"schoolId":"regenboog-uh-amerongen","dossierId":"d1","groep":4,"questionTextId":"q1","notBefore":"2026-12-07"}` || last.Key != "abcdefghijklmnopqrstuvwxyz" {
		t.Errorf("sent %+v", last)
	}
}

func TestRequestFromACaseAsksOnlyWhatIsNew(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/cases/k1", caseWith(map[string]any{"as": []string{"applicant"}}))
	w.services.Answer("GET /v1/dossiers/k1", strings.Replace(dossier, `"lastName":"Vries"`, `"lastName":"Vries","group":"groep 5"`, 1))
	w.services.AnswerWith("POST /v1/dossiers/k1/texts", portaltest.Answer{Status: http.StatusCreated, Body: `{"id":"q1"}`})
	w.services.AnswerWith("POST /v1/buitenkans", portaltest.Answer{Status: http.StatusCreated, Body: `{"caseId":"p1","version":1,"at":"2026-11-22T10:00:00Z"}`})
	w.services.Answer("GET /v1/cases/p1", placement(nil))
	browser := w.signedIn(origin)
	mustHave(t, browser.Get("/zaken/k1"), `href="/zaken/k1/buitenkans"`)
	page := browser.Get("/zaken/k1/buitenkans")
	mustSay(t, page, "Voor Noor Vries", "Het groeidocument: groei.pdf")
	mustHave(t, page, `value="5" selected`)
	mustNotSay(t, page, "Voornaam", "E-mailadres")
	form := url.Values{"csrf": {page.CSRF()}, "notBefore": {"2026-12-07"}}
	wrong := browser.Post("/zaken/k1/buitenkans", form)
	mustSay(t, wrong, "Schrijf op wat u over deze leerling wilt weten.", "Kies de groep van de leerling.")
	mustHave(t, wrong, `value="2026-12-07"`)
	form.Set("question", "Wat heeft Noor nodig?")
	form.Set("groep", "5")
	if done := browser.Post("/zaken/k1/buitenkans", form); done.Path != "/zaken/p1?gedaan=RequestPlacement" {
		t.Fatalf("led to %s: %s", done.Path, done.Text())
	}
	if sent := w.services.Calls("POST /v1/buitenkans"); len(sent) != 1 || !strings.Contains(sent[0].Body, `"fromCaseId":"k1"`) || strings.Contains(sent[0].Body, "Noor") {
		t.Errorf("sent %+v", sent)
	}
}

func TestSecondRequestForAPupilIsRefusedWithItsReason(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/cases/k1", caseWith(map[string]any{"as": []string{"applicant"}}))
	w.services.Answer("GET /v1/dossiers/k1", dossier)
	w.services.AnswerWith("POST /v1/dossiers/k1/texts", portaltest.Answer{Status: http.StatusCreated, Body: `{"id":"q1"}`})
	w.services.Refuse("POST /v1/buitenkans", http.StatusBadRequest, `{"status":400,"errors":[{"location":"body.dossierId","message":"Voor deze leerling loopt al een aanvraag bij de Buitenkans."}]}`)
	browser := w.signedIn(origin)
	page := browser.Post("/zaken/k1/buitenkans", url.Values{"csrf": {browser.Get("/").CSRF()}, "question": {"Wat heeft Noor nodig?"}, "groep": {"5"}})
	mustSay(t, page, "Voor deze leerling loopt al een aanvraag bij de Buitenkans.")
	mustHave(t, page, "Wat heeft Noor nodig?")
	w.services.Answer("GET /v1/cases/k1", caseWith(map[string]any{"as": []string{"applicant"}, "related": []any{map[string]any{"caseId": "p1", "procedure": "buitenkans"}}}))
	if again := browser.Get("/zaken/k1/buitenkans"); again.Path != "/zaken/k1" {
		t.Errorf("a second request is offered: %s", again.Text())
	}
}
