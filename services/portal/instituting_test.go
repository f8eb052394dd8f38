package portal_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"traject.nl/services/portal/portaltest"
)

const agreedDraft = `{"id":"d1","caseId":"","state":"draft","schoolId":"regenboog-uh-amerongen","mayAdd":[],"pieces":[
	{"id":"g1","kind":"afspraken-instelling","shape":"text","mine":true,"createdAt":"2026-11-22T10:00:00Z"}]}`

// instituting is a world in which a school begins to follow a pupil in an institution.
func instituting(t *testing.T) (*world, *portaltest.Browser) {
	t.Helper()
	w, browser := withDraft(t, `{"pupil":{"firstName":"Noor","lastName":"Vries","birthDate":"2017-03-04"},"parents":[{"name":"A. Vries"}]}`)
	w.services.AnswerWith("POST /v1/dossiers", portaltest.Answer{Status: http.StatusCreated, Body: `{"id":"d1","state":"draft"}`})
	w.services.AnswerWith("POST /v1/dossiers/d1/texts", portaltest.Answer{Status: http.StatusCreated, Body: `{"id":"g1"}`})
	w.services.Answer("GET /v1/dossiers/d1/texts/g1", `{"id":"g1","kind":"afspraken-instelling","text":"Instelling De Bron, bel Jo."}`)
	w.services.AnswerWith("POST /v1/placements", portaltest.Answer{Status: http.StatusCreated, Body: `{"caseId":"f1","version":1,"at":"2026-11-22T10:00:00Z"}`})
	w.services.Answer("GET /v1/cases/f1", followed(nil))
	return w, browser
}

func TestSchoolFollowsAPupilInAnInstitutionWhoHasNoDossierYet(t *testing.T) {
	w, browser := instituting(t)
	first := browser.Get("/plaatsingen/instelling")
	mustSay(t, first, "Een leerling volgen in een instelling", "Zolang dat duurt, is geen TLV nodig.")
	form := url.Values{"csrf": {first.CSRF()}, "sleutel": {"abcdefghijklmnopqrstuvwxyz"}, "school": {"regenboog-uh-amerongen"}}
	mustSay(t, browser.Post("/plaatsingen/instelling", form), "wie u daar kunt bellen")
	form.Set("question", "Instelling De Bron, bel Jo.")
	w.services.Answer("GET /v1/dossiers/d1", agreedDraft)
	if next := browser.Post("/plaatsingen/instelling", form); next.Path != "/aanvragen/d1/leerling" {
		t.Fatalf("led to %s: %s", next.Path, next.Text())
	}
	if texts := w.services.Calls("POST /v1/dossiers/d1/texts"); len(texts) != 1 || texts[0].Body != `{"kind":"afspraken-instelling","text":"Instelling De Bron, bel Jo."}` {
		t.Errorf("texts %+v", texts)
	}
	check := browser.Get("/aanvragen/d1/controle")
	mustSay(t, check, "volgt een leerling in een instelling", "Instelling De Bron, bel Jo.", "Waar is de leerling?")
	empty := browser.Post("/aanvragen/d1/controle/indienen", url.Values{"csrf": {check.CSRF()}, "institutionUntil": {"2027-03-01"}})
	mustSay(t, empty, "Kies waar de leerling is.", "Vul in vanaf welke dag de leerling daar is.")
	mustHave(t, empty, `value="2027-03-01"`)
	done := browser.Post("/aanvragen/d1/controle/indienen", url.Values{
		"csrf": {check.CSRF()}, "institution": {"ggz"}, "institutionFrom": {"2026-11-02"}, "institutionUntil": {"2027-03-01"},
	})
	if done.Path != "/zaken/f1?gedaan=FollowInstitution" {
		t.Fatalf("led to %s: %s", done.Path, done.Text())
	}
	if sent := w.services.Calls("POST /v1/placements"); len(sent) != 1 || sent[0].Body != `{"schoolId":"regenboog-uh-amerongen","dossierId":"d1","institution":"ggz","agreementsTextId":"g1","placedOn":"2026-11-02","expectedUntil":"2027-03-01"}` {
		t.Errorf("sent %+v", sent)
	}
}

func TestProblemsOfAPupilInAnInstitutionLeadToTheirInputs(t *testing.T) {
	w, browser := instituting(t)
	w.services.Answer("GET /v1/dossiers/d1", agreedDraft)
	w.services.Refuse("POST /v1/placements", http.StatusBadRequest, `{"status":400,"errors":[{"location":"body.placedOn","message":"Deze dag moet nog komen."},
		{"location":"pupil.birthDate","message":"Vul de geboortedatum in."},{"location":"body.dossierId","message":"Voor deze leerling loopt al een plaatsing."}]}`)
	page := browser.Post("/aanvragen/d1/controle/indienen", url.Values{
		"csrf": {browser.Get("/aanvragen/d1/controle").CSRF()}, "institution": {"jji"}, "institutionFrom": {"2099-11-02"},
	})
	mustSay(t, page, "Deze dag moet nog komen.", "Voor deze leerling loopt al een plaatsing.")
	mustHave(t, page, `href="#veld-institutionFrom"`, `href="/aanvragen/d1/leerling#veld-birthDate"`, `value="jji" checked`)
}

func TestPupilOfACaseIsFollowedInAnInstitutionWithoutTypingItAgain(t *testing.T) {
	w := newWorld(t)
	w.showsCase(map[string]any{"as": []string{"applicant"}, "procedure": "tlv", "closed": true})
	w.services.AnswerWith("POST /v1/dossiers/k1/texts", portaltest.Answer{Status: http.StatusCreated, Body: `{"id":"t1"}`})
	w.services.AnswerWith("POST /v1/placements", portaltest.Answer{Status: http.StatusCreated, Body: `{"caseId":"f1","version":1,"at":"2026-11-22T10:00:00Z"}`})
	w.services.Answer("GET /v1/cases/f1", followed(nil))
	browser := w.signedIn(comesFrom)
	mustHave(t, browser.Get("/zaken/k1"), `href="/zaken/k1/instelling"`)
	form := url.Values{"csrf": {browser.Get("/zaken/k1/instelling").CSRF()}, "institution": {"other"}, "institutionFrom": {"2026-11-02"}}
	wrong := browser.Post("/zaken/k1/instelling", form)
	mustSay(t, wrong, "wie u daar kunt bellen")
	mustHave(t, wrong, `value="other" checked`)
	form.Set("question", "Bel Jo.")
	if done := browser.Post("/zaken/k1/instelling", form); done.Path != "/zaken/f1?gedaan=FollowInstitution" {
		t.Fatalf("led to %s: %s", done.Path, done.Text())
	}
	if sent := w.services.Calls("POST /v1/placements"); len(sent) != 1 || sent[0].Body != `{"schoolId":"regenboog-uh-amerongen","dossierId":"k1","institution":"other","agreementsTextId":"t1","placedOn":"2026-11-02"}` {
		t.Errorf("sent %+v", sent)
	}
}

func TestPupilWhoIsPlacedAlreadyIsNotFollowedTwice(t *testing.T) {
	w := newWorld(t)
	w.showsCase(map[string]any{"as": []string{"applicant"}, "related": []any{map[string]any{"caseId": "f1", "procedure": "plaatsing", "status": "De leerling is er."}}})
	browser := w.signedIn(comesFrom)
	if strings.Contains(browser.Get("/zaken/k1").HTML, "/zaken/k1/instelling") {
		t.Error("there is a way to follow the pupil twice")
	}
	if page := browser.Get("/zaken/k1/instelling"); page.Path != "/zaken/k1" {
		t.Errorf("led to %s", page.Path)
	}
}
