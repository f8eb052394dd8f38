package portal_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"traject.nl/services/portal/portaltest"
)

const draftDossier = `{"id":"d1","caseId":"","state":"draft","schoolId":"regenboog-uh-amerongen","pieces":[],"mayAdd":["groeidocument"]}`

func withDraft(t *testing.T, form string) (*world, *portaltest.Browser) {
	t.Helper()
	w := newWorld(t)
	w.services.Answer("GET /v1/dossiers/d1", draftDossier)
	w.services.AnswerWith("GET /v1/dossiers/d1/application", portaltest.Answer{Header: map[string]string{"ETag": `"3"`}, Body: form})
	w.services.AnswerWith("PUT /v1/dossiers/d1/application", portaltest.Answer{Header: map[string]string{"ETag": `"4"`}, Body: `{"etag":"\"4\""}`})
	return w, w.signedIn("school:regenboog-uh-amerongen")
}

func TestSavingAStepLeavesTheOtherStepsAlone(t *testing.T) {
	w, browser := withDraft(t, `{"pupil":{"firstName":"Noor"},"explanation":{"process":"Er is veel gedaan."},"gatesMet":["groeidocument"]}`)
	shown := browser.Get("/aanvragen/d1/aanvraag")
	mustHave(t, shown, `name="etag" value="&#34;3&#34;"`, "Stuifheugel", "Op Dreef")
	next := browser.Post("/aanvragen/d1/aanvraag", url.Values{
		"csrf": {shown.CSRF()}, "etag": {`"3"`}, "destination": {"sbo"}, "category": {"hoog"}, "receivingSchoolId": {"stuifheugel-zeist"}, "doe": {"verder"},
	})
	if next.Path != "/aanvragen/d1/onderbouwing" {
		t.Errorf("led to %s", next.Path)
	}
	saved := w.services.Calls("PUT /v1/dossiers/d1/application")
	if len(saved) != 1 || saved[0].IfMatch != `"3"` {
		t.Fatalf("saved: %+v", saved)
	}
	for _, part := range []string{`"firstName":"Noor"`, "Er is veel gedaan.", `"destination":"sbo"`, `"category":""`} {
		if !strings.Contains(saved[0].Body, part) {
			t.Errorf("%s is not in %s", part, saved[0].Body)
		}
	}
}

func TestColleagueWhoSavedFirstIsNotOverwritten(t *testing.T) {
	w, browser := withDraft(t, `{"pupil":{"firstName":"Noor"}}`)
	w.services.Refuse("PUT /v1/dossiers/d1/application", http.StatusPreconditionFailed, `{"status":412}`)
	form := url.Values{"csrf": {browser.Get("/aanvragen/d1/leerling").CSRF()}, "etag": {`"2"`}, "firstName": {"Noortje"}, "doe": {"verder"}}
	page := browser.Post("/aanvragen/d1/leerling", form)
	if page.Status != http.StatusConflict {
		t.Errorf("status %d", page.Status)
	}
	mustSay(t, page, "Een collega heeft dit formulier intussen bewaard", "Mijn antwoorden van deze stap bewaren")
	mustHave(t, page, `value="Noortje"`)
	w.services.AnswerWith("PUT /v1/dossiers/d1/application", portaltest.Answer{Header: map[string]string{"ETag": `"4"`}, Body: `{"etag":"x"}`})
	form.Set("toch", "ja")
	browser.Post("/aanvragen/d1/leerling", form)
	saved := w.services.Calls("PUT /v1/dossiers/d1/application")
	if last := saved[len(saved)-1]; last.IfMatch != `"3"` {
		t.Errorf("kept against %s, not against what the colleague saved", last.IfMatch)
	}
}

func TestEveryChangeIsSavedAndTheNextSaveFollowsOnIt(t *testing.T) {
	w, browser := withDraft(t, `{}`)
	form := url.Values{"csrf": {browser.Get("/aanvragen/d1/leerling").CSRF()}, "etag": {`"3"`}, "firstName": {"Noor"}}
	request, err := http.NewRequest(http.MethodPost, w.url+"/aanvragen/d1/leerling", strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("HX-Request", "true")
	answer := browser.Do(request)
	mustSay(t, answer, "Bewaard om")
	mustHave(t, answer, `value="&#34;4&#34;"`, `hx-swap-oob="true"`)
}

func TestProblemsAtSubmissionLeadToTheirFields(t *testing.T) {
	w, browser := withDraft(t, `{"intake":"direct","gatesMet":["groeidocument","basisondersteuning-shown"]}`)
	w.services.Refuse("POST /v1/cases", http.StatusBadRequest, `{"status":400,"errors":[
		{"location":"body.receivingSchoolId","message":"Kies een school."},{"location":"pupil.birthDate","message":"Vul de geboortedatum in."},
		{"location":"parents[1].email","message":"Dit is geen e-mailadres."}]}`)
	page := browser.Post("/aanvragen/d1/controle/indienen", url.Values{"csrf": {browser.Get("/aanvragen/d1/controle").CSRF()}})
	mustSay(t, page, "Kies een school.", "Vul de geboortedatum in.")
	mustHave(t, page, `href="/aanvragen/d1/aanvraag#veld-receivingSchoolId"`, `href="/aanvragen/d1/leerling#veld-birthDate"`,
		`href="/aanvragen/d1/leerling#veld-parent2Email"`)
	if sent := w.services.Calls("POST /v1/cases"); !strings.Contains(sent[0].Body, `"gatesMet":["basisondersteuning-shown"]`) {
		t.Errorf("rechtstreekse instroom has one condition; sent %s", sent[0].Body)
	}
}

func TestSecondSubmissionLeadsToTheCaseOfTheFirst(t *testing.T) {
	w, browser := withDraft(t, `{}`)
	w.services.Refuse("POST /v1/cases", http.StatusConflict, `{"status":409,"detail":"Deze aanvraag is al ingediend."}`)
	w.services.Answer("GET /v1/cases/d1", caseWith(map[string]any{"id": "d1", "dossierId": "d1"}))
	page := browser.Post("/aanvragen/d1/controle/indienen", url.Values{"csrf": {browser.Get("/aanvragen/d1/controle").CSRF()}})
	if page.Path != "/zaken/d1?gedaan=Submit" {
		t.Errorf("led to %s", page.Path)
	}
}

func TestApplicationThatWasSentIsNoLongerAForm(t *testing.T) {
	w, browser := withDraft(t, `{}`)
	w.services.Answer("GET /v1/dossiers/d1", strings.Replace(draftDossier, `"caseId":"","state":"draft"`, `"caseId":"k1","state":"submitted"`, 1))
	w.services.Answer("GET /v1/cases/k1", caseWith(nil))
	w.services.Answer("GET /v1/dossiers/k1", dossier)
	if page := browser.Get("/aanvragen/d1/leerling"); page.Path != "/zaken/k1" {
		t.Errorf("led to %s", page.Path)
	}
}

func upload(t *testing.T, w *world, browser *portaltest.Browser, fields ...[2]string) portaltest.Page {
	t.Helper()
	return uploadTo(t, w, browser, "/aanvragen/d1/documenten/toevoegen", fields...)
}

func uploadTo(t *testing.T, w *world, browser *portaltest.Browser, path string, fields ...[2]string) portaltest.Page {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for _, field := range fields {
		open := func() (io.Writer, error) { return form.CreateFormField(field[0]) }
		if field[0] == "file" {
			open = func() (io.Writer, error) { return form.CreateFormFile("file", "groei.pdf") }
		}
		part, err := open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte(field[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequest(http.MethodPost, w.url+path, &body)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", form.FormDataContentType())
	return browser.Do(request)
}

func TestFileGoesOnlyWithTheSecretOfTheForm(t *testing.T) {
	w, browser := withDraft(t, `{}`)
	w.services.AnswerWith("POST /v1/dossiers/d1/documents", portaltest.Answer{Status: http.StatusCreated, Body: `{"id":"p1"}`})
	csrf := browser.Get("/aanvragen/d1/documenten").CSRF()
	if page := upload(t, w, browser, [2]string{"kind", "opp"}, [2]string{"file", "%PDF"}); page.Status != http.StatusForbidden {
		t.Errorf("without the secret: %d", page.Status)
	}
	if page := upload(t, w, browser, [2]string{"csrf", csrf}, [2]string{"kind", "opp"}, [2]string{"file", "%PDF"}); page.Path != "/aanvragen/d1/documenten?gedaan=document" {
		t.Errorf("led to %s: %s", page.Path, page.Text())
	}
	sent := w.services.Calls("POST /v1/dossiers/d1/documents")
	if len(sent) != 1 || !strings.Contains(sent[0].Body, "groei.pdf") || strings.Index(sent[0].Body, `name="kind"`) > strings.Index(sent[0].Body, `name="file"`) {
		t.Errorf("sent: %+v", sent)
	}
}

func TestRefusedFileIsSaidWithItsReason(t *testing.T) {
	w, browser := withDraft(t, `{}`)
	w.services.Refuse("POST /v1/dossiers/d1/documents", http.StatusUnsupportedMediaType, `{"status":415,"detail":"Dit is een programma, geen document."}`)
	csrf := browser.Get("/aanvragen/d1/documenten").CSRF()
	mustSay(t, upload(t, w, browser, [2]string{"csrf", csrf}, [2]string{"kind", "opp"}, [2]string{"file", "MZ"}), "Dit is een programma, geen document.")
}
