package portal_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"traject.nl/services/portal/portaltest"
)

// ofPupil is what the documents service knows of the pupil of dossier k1.
const ofPupil = `{"dossierIds":["k1"],"label":"Noor Vries","cases":[
	{"caseId":"k1","procedure":"tlv","dossierId":"k1","closed":true},{"caseId":"f1","procedure":"plaatsing","dossierId":"k1"}],"merges":[],
	"candidates":[{"dossierId":"k5","schoolId":"op-dreef-zeist","label":"Noor Vries","cases":[{"caseId":"p5","procedure":"buitenkans","dossierId":"k5"}]}]}`

// known is a world in which a pupil has several cases, and another dossier has the same name.
func known(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.services.Answer("GET /v1/dossiers/k1/pupil", ofPupil)
	w.services.Answer("GET /v1/dossiers/k5/pupil", `{"dossierIds":["k5"],"label":"Noor Vries","cases":[{"caseId":"p5","procedure":"buitenkans","dossierId":"k5"}],"merges":[],"candidates":[]}`)
	w.services.Answer("GET /v1/cases/k1", caseWith(map[string]any{"status": "De TLV is toegekend.", "closed": true}))
	w.services.Answer("GET /v1/cases/f1", followed(nil))
	w.services.Answer("GET /v1/cases/p5", placement(map[string]any{"id": "p5", "dossierId": "k5"}))
	w.services.Answer("GET /v1/pupils/k1/timeline", `{"total":3,"lines":[
		{"caseId":"f1","procedure":"plaatsing","version":1,"at":"2026-08-17T08:00:00Z","kind":"geplaatst","text":"De leerling is er.","by":"school"},
		{"caseId":"k1","procedure":"tlv","version":9,"at":"2026-06-01T08:00:00Z","kind":"besluit","text":"De directeur kent de aanvraag toe.","by":"director"}]}`)
	return w
}

func TestPageOfAPupilHasAllCasesAndOneTimeline(t *testing.T) {
	w := known(t)
	page := w.signedIn(goesTo).Get("/leerlingen/k1")
	mustSay(t, page, "Noor Vries", "Aanvraag toelaatbaarheidsverklaring", "De TLV is toegekend.", "Plaatsing", "De leerling is op de school waarvoor de TLV is.",
		"De leerling is er. 17 augustus 2026", "Hier staan de nieuwste 2 regels.")
	if first, second := strings.Index(page.Text(), "De leerling is er."), strings.Index(page.Text(), "De directeur kent de aanvraag toe."); first > second {
		t.Error("the newest line is not first")
	}
	mustHave(t, page, `href="/zaken/f1"`, `href="/zaken/k1"`)
	mustNotSay(t, page, "Is er nog een dossier van deze leerling?")
	if asked := w.services.Calls("GET /v1/pupils/k1/timeline"); len(asked) != 1 || asked[0].Query != "cases=k1%2Cf1" {
		t.Errorf("asked %+v", asked)
	}
}

func TestPupilOfWhomSomebodyHasNoCaseDoesNotExist(t *testing.T) {
	if page := newWorld(t).signedIn(goesTo).Get("/leerlingen/k1"); page.Status != http.StatusNotFound {
		t.Errorf("status %d", page.Status)
	}
}

func TestOfficeMergesTwoDossiersAfterItSawWhatWillBeTogether(t *testing.T) {
	w := known(t)
	w.services.AnswerWith("POST /v1/dossiers/k1/merges", portaltest.Answer{Status: http.StatusCreated, Body: `{"id":"m1"}`})
	browser := w.signedIn("office:zout")
	mustSay(t, browser.Get("/leerlingen/k1"), "Er is nog 1 dossier met dezelfde naam en geboortedatum.", "Is er nog een dossier van deze leerling?", "Op Dreef, Zeist", "1 zaak")
	page := browser.Get("/leerlingen/k1/samenvoegen?met=k5")
	mustSay(t, page, "Dit dossier", "Het andere dossier", "zien alle 3 zaken bij elkaar", "Samenvoegen opent voor niemand iets nieuws.", "De leerling is bij de Buitenkans.")
	form := url.Values{"csrf": {page.CSRF()}, "sleutel": {"abcdefghijklmnopqrstuvwxyz"}, "met": {"k5"}, "reason": {"Gebeld met de school."}}
	wrong := browser.Post("/leerlingen/k1/samenvoegen", form)
	if wrong.Status != http.StatusBadRequest || len(w.services.Calls("POST /v1/dossiers/k1/merges")) > 0 {
		t.Errorf("status %d", wrong.Status)
	}
	mustSay(t, wrong, "Vink aan dat u dit zeker weet.", "Gebeld met de school.")
	form.Set("zeker", "ja")
	if done := browser.Post("/leerlingen/k1/samenvoegen", form); done.Path != "/leerlingen/k1?gedaan=samengevoegd" {
		t.Fatalf("led to %s: %s", done.Path, done.Text())
	}
	if sent := w.services.Calls("POST /v1/dossiers/k1/merges"); len(sent) != 1 || sent[0].Body != `{"otherDossierId":"k5","reason":"Gebeld met de school."}` || sent[0].Key == "" {
		t.Errorf("sent %+v", sent)
	}
}

func TestOtherDossierIsFoundByTheKenmerkOfOneOfItsCases(t *testing.T) {
	browser := known(t).signedIn("office:zout")
	mustHave(t, browser.Get("/leerlingen/k1/samenvoegen?met=P5+"), `name="met" value="k5"`)
	for _, nothing := range []string{"", "k1", "bestaat-niet"} {
		page := browser.Get("/leerlingen/k1/samenvoegen?met=" + nothing)
		if page.Status != http.StatusNotFound {
			t.Errorf("%q gives %d", nothing, page.Status)
		}
		mustSay(t, page, "Er is geen ander dossier met dit kenmerk.")
	}
}

func TestMergeThatIsRefusedSaysWhyAndKeepsTheReason(t *testing.T) {
	w := known(t)
	w.services.Refuse("POST /v1/dossiers/k1/merges", http.StatusConflict, `{"status":409,"detail":"Deze dossiers horen al bij elkaar."}`)
	browser := w.signedIn("office:zout")
	page := browser.Post("/leerlingen/k1/samenvoegen", url.Values{
		"csrf": {browser.Get("/leerlingen/k1/samenvoegen?met=k5").CSRF()}, "met": {"k5"}, "reason": {"Gebeld."}, "zeker": {"ja"},
	})
	mustSay(t, page, "Deze dossiers horen al bij elkaar.", "Gebeld.")
}

func TestOfficeTakesAMergeBack(t *testing.T) {
	w := known(t)
	w.services.Answer("GET /v1/dossiers/k1/pupil", `{"dossierIds":["k1","k5"],"label":"Noor Vries","cases":[
		{"caseId":"f1","procedure":"plaatsing","dossierId":"k1"},{"caseId":"p5","procedure":"buitenkans","dossierId":"k5"}],
		"merges":[{"id":"m1","dossierIds":["k1","k5"],"reason":"Gebeld met de school.","at":"2026-11-20T10:00:00Z"}],"candidates":[]}`)
	w.services.AnswerWith("DELETE /v1/dossiers/k1/merges/m1", portaltest.Answer{Status: http.StatusNoContent})
	browser := w.signedIn("office:zout")
	mustSay(t, browser.Get("/leerlingen/k1"), "Samengevoegde dossiers", "Gebeld met de school.", "Weer losmaken")
	page := browser.Get("/leerlingen/k1/losmaken/m1")
	mustSay(t, page, "Dossiers losmaken", "Er gaat niets verloren.", "De leerling is bij de Buitenkans.")
	if done := browser.Post("/leerlingen/k1/losmaken/m1", url.Values{"csrf": {page.CSRF()}}); done.Path != "/leerlingen/k1?gedaan=losgemaakt" {
		t.Errorf("led to %s", done.Path)
	}
	if gone := w.services.Calls("DELETE /v1/dossiers/k1/merges/m1"); len(gone) != 1 {
		t.Errorf("undone %d times", len(gone))
	}
}

func TestMergingIsForTheOfficeOnly(t *testing.T) {
	w := known(t)
	browser := w.signedIn("sot:zeist")
	csrf := browser.Get("/leerlingen/k1").CSRF()
	for _, page := range []portaltest.Page{
		browser.Get("/leerlingen/k1/samenvoegen?met=k5"), browser.Get("/leerlingen/k1/losmaken/m1"),
		browser.Post("/leerlingen/k1/samenvoegen", url.Values{"csrf": {csrf}, "met": {"k5"}, "reason": {"x"}, "zeker": {"ja"}}),
	} {
		if page.Status != http.StatusNotFound {
			t.Errorf("%s gives %d", page.Path, page.Status)
		}
	}
	if sent := w.services.Calls("POST /v1/dossiers/k1/merges"); len(sent) > 0 {
		t.Errorf("merged by an SOT: %+v", sent)
	}
}
