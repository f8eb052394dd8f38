package portal_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"traject.nl/services/portal/portaltest"
)

// begun is an application for a next TLV, started from the placement f1.
const begun = `{"caseId":"n1","dossierId":"k1","fromCaseId":"f1","fromProcedure":"plaatsing","schoolId":"stuifheugel-zeist","hasGroeidocument":true,"application":{
	"pupil":{"firstName":"Noor","lastName":"Vries","birthDate":"2017-03-04"},"parents":[{"name":"A. Vries","email":"a@vries.test"}],"intake":"direct",
	"destination":"sbo","extent":"full","receivingSchoolId":"stuifheugel-zeist","gatesMet":["groeidocument"],"explanation":{},"contact":{}}}`

// extending is a world in which the receiving school applies for a next TLV.
func extending(t *testing.T) (*world, *portaltest.Browser) {
	t.Helper()
	w := placed(t, map[string]any{"acts": acts(map[string]any{"act": "Submit", "path": "/v1/cases"})})
	w.services.AnswerWith("POST /v1/dossiers/k1/applications", portaltest.Answer{Status: http.StatusCreated, Body: begun})
	w.services.AnswerWith("GET /v1/dossiers/k1/applications/n1", portaltest.Answer{Header: map[string]string{"ETag": `"7"`}, Body: begun})
	w.services.AnswerWith("PUT /v1/dossiers/k1/applications/n1", portaltest.Answer{Header: map[string]string{"ETag": `"8"`}, Body: `{"etag":"\"8\""}`})
	return w, w.signedIn(goesTo)
}

func TestExtensionStartsFromThePlacementWithWhatIsKnownFilledIn(t *testing.T) {
	w, browser := extending(t)
	page := browser.Get("/zaken/f1")
	mustSay(t, page, "Moet de leerling langer blijven, of naar een ander soort school?", "Start TLV-aanvraag vanaf hier")
	w.services.Answer("GET /v1/dossiers/k1", strings.Replace(draftDossier, `"id":"d1"`, `"id":"k1"`, 1))
	form := browser.Post("/zaken/f1/aanvraag", url.Values{"csrf": {page.CSRF()}, "sleutel": {"abcdefghijklmnopqrstuvwxyz"}})
	if form.Path != "/vervolgaanvragen/k1/n1/aanvraag" {
		t.Fatalf("led to %s: %s", form.Path, form.Text())
	}
	mustSay(t, form, "Wat vraagt u nu aan?", "Nieuwe aanvraag van Stuifheugel, Zeist voor Noor Vries.", "Wat al bekend is, staat er al in", "vanuit de plaatsing", "Het groeidocument en andere stukken uit het dossier gaan mee.")
	mustHave(t, form, `name="intake" value="direct"`, `value="stuifheugel-zeist" checked`, `href="/vervolgaanvragen/k1/n1/leerling"`)
	mustNotSay(t, form, "Waar komt de aanvraag vandaan?")
	if sent := w.services.Calls("POST /v1/dossiers/k1/applications"); len(sent) != 1 || sent[0].Body != `{"fromCaseId":"f1"}` || sent[0].Key == "" {
		t.Errorf("sent %+v", sent)
	}
	mustHave(t, browser.Get("/vervolgaanvragen/k1/n1/leerling"), `value="Noor"`, `value="a@vries.test"`)
}

func TestNextApplicationIsSavedAndHandedInAsACaseOfItsOwn(t *testing.T) {
	w, browser := extending(t)
	w.services.Answer("GET /v1/dossiers/k1", strings.Replace(draftDossier, `"id":"d1"`, `"id":"k1"`, 1))
	w.services.Answer("POST /v1/cases", `{"caseId":"n1","version":1,"at":"2026-11-22T10:00:00Z"}`)
	page := browser.Get("/vervolgaanvragen/k1/n1/onderbouwing")
	next := browser.Post("/vervolgaanvragen/k1/n1/onderbouwing", url.Values{
		"csrf": {page.CSRF()}, "etag": {`"7"`}, "gatesMet": {"basisondersteuning-shown"}, "process": {"Een jaar op onze school."}, "doe": {"verder"},
	})
	if next.Path != "/vervolgaanvragen/k1/n1/leerling" {
		t.Errorf("led to %s", next.Path)
	}
	saved := w.services.Calls("PUT /v1/dossiers/k1/applications/n1")
	if len(saved) != 1 || saved[0].IfMatch != `"7"` || !strings.Contains(saved[0].Body, "Een jaar op onze school.") || !strings.Contains(saved[0].Body, `"firstName":"Noor"`) {
		t.Errorf("saved %+v", saved)
	}
	check := browser.Get("/vervolgaanvragen/k1/n1/controle")
	mustSay(t, check, "Het groeidocument en andere stukken uit het dossier gaan mee.", "Het dossier van de leerling blijft.")
	mustNotSay(t, check, "Nog invullen voordat u kunt indienen")
	w.services.Answer("GET /v1/cases/n1", caseWith(map[string]any{"id": "n1", "dossierId": "k1", "as": []string{"applicant"}}))
	if done := browser.Post("/vervolgaanvragen/k1/n1/controle/indienen", url.Values{"csrf": {check.CSRF()}}); done.Path != "/zaken/n1?gedaan=Submit" {
		t.Fatalf("led to %s: %s", done.Path, done.Text())
	}
	sent := w.services.Calls("POST /v1/cases")
	if len(sent) != 1 || sent[0].Body != `{"dossierId":"k1","applicantSchoolId":"stuifheugel-zeist","receivingSchoolId":"stuifheugel-zeist","intake":"direct","destination":"sbo","extent":"full","gatesMet":[],"fromCaseId":"f1","caseId":"n1"}` {
		t.Errorf("sent %+v", sent)
	}
}

func TestSecondOpenApplicationIsRefusedAndLeadsBackToTheCase(t *testing.T) {
	w, browser := extending(t)
	w.services.Refuse("POST /v1/dossiers/k1/applications", http.StatusConflict, `{"status":409,"detail":"Voor deze leerling loopt al een aanvraag."}`)
	page := browser.Post("/zaken/f1/aanvraag", url.Values{"csrf": {browser.Get("/zaken/f1").CSRF()}})
	mustSay(t, page, "Voor deze leerling loopt al een aanvraag.")
	mustHave(t, page, `href="/zaken/f1"`)
}

func TestNextApplicationThatWasHandedInLeadsToItsCase(t *testing.T) {
	w, browser := extending(t)
	w.services.Answer("GET /v1/cases/n1", caseWith(map[string]any{"id": "n1", "dossierId": "k1", "as": []string{"applicant"}}))
	if page := browser.Get("/vervolgaanvragen/k1/n1/leerling"); page.Path != "/zaken/n1" {
		t.Errorf("led to %s", page.Path)
	}
}

func TestPaperOfANextApplicationBelongsToItsCase(t *testing.T) {
	w, browser := extending(t)
	w.services.Answer("GET /v1/dossiers/k1", strings.Replace(draftDossier, `"id":"d1"`, `"id":"k1"`, 1))
	w.services.AnswerWith("POST /v1/dossiers/k1/documents", portaltest.Answer{Status: http.StatusCreated, Body: `{"id":"p1"}`})
	csrf := browser.Get("/vervolgaanvragen/k1/n1/documenten").CSRF()
	done := uploadTo(t, w, browser, "/vervolgaanvragen/k1/n1/documenten/toevoegen", [2]string{"csrf", csrf}, [2]string{"kind", "opp"}, [2]string{"file", "%PDF"})
	if done.Path != "/vervolgaanvragen/k1/n1/documenten?gedaan=document" {
		t.Errorf("led to %s: %s", done.Path, done.Text())
	}
	if sent := w.services.Calls("POST /v1/dossiers/k1/documents"); len(sent) != 1 || sent[0].Query != "caseId=n1" {
		t.Errorf("sent %+v", sent)
	}
}

func TestDiscardingANextApplicationLeavesTheDossier(t *testing.T) {
	w, browser := extending(t)
	w.services.Answer("GET /v1/dossiers/k1", strings.Replace(draftDossier, `"id":"d1"`, `"id":"k1"`, 1))
	w.services.AnswerWith("DELETE /v1/dossiers/k1/applications/n1", portaltest.Answer{Status: http.StatusNoContent})
	csrf := browser.Get("/vervolgaanvragen/k1/n1/controle").CSRF()
	if done := browser.Post("/vervolgaanvragen/k1/n1/controle/weggooien", url.Values{"csrf": {csrf}}); done.Path != "/?gedaan=concept-weg" {
		t.Errorf("led to %s", done.Path)
	}
	if gone := w.services.Calls("DELETE /v1/dossiers/k1"); len(gone) != 1 || gone[0].Path != "/v1/dossiers/k1/applications/n1" {
		t.Errorf("destroyed %+v", gone)
	}
}

func TestSchoolFindsItsNextApplicationsAndItsPlacementsOnItsStartPage(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/dossiers", `{"dossiers":[],"applications":[{"caseId":"n1","dossierId":"k1","fromCaseId":"f1","fromProcedure":"plaatsing","schoolId":"stuifheugel-zeist","label":"Noor Vries"}]}`)
	w.services.Answer("GET /v1/cases", `{"cases":[{"id":"f1","procedure":"plaatsing","dossierId":"k1","status":"De leerling is er.","as":["host"]}]}`)
	page := w.signedIn(goesTo).Get("/")
	mustSay(t, page, "Nog niet ingediend", "Noor Vries", "Plaatsingen", "De leerling is er.")
	mustHave(t, page, `href="/vervolgaanvragen/k1/n1"`, `href="/zaken/f1"`)
}

func TestApplicationOfANextCaseIsReadByItsOwnForm(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/cases/n1", caseWith(map[string]any{"id": "n1", "dossierId": "k1", "procedure": "tlv"}))
	w.services.Answer("GET /v1/dossiers/k1", strings.Replace(dossier, `"mayReadApplication":true`, `"mayReadApplication":false,"cases":[{"caseId":"n1","procedure":"tlv","mayReadApplication":true}]`, 1))
	w.services.Answer("GET /v1/dossiers/k1/applications/n1", begun)
	browser := w.signedIn("office:zout")
	mustHave(t, browser.Get("/zaken/n1"), `href="/zaken/n1/aanvraag"`)
	mustSay(t, browser.Get("/zaken/n1/aanvraag"), "Rechtstreekse instroom", "Stuifheugel, Zeist")
}
