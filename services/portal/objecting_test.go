package portal_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"traject.nl/services/portal/portaltest"
)

// decided is a case whose decision was announced, for this role.
func decided(role string) map[string]any {
	return map[string]any{
		"as": []string{role}, "phase": "rust", "procedure": "tlv", "parties": []string{"school:regenboog-uh-amerongen", "parent:abc", "office:zout"},
		"acts": acts(map[string]any{"act": "Lodge", "path": "/v1/objections"}),
		"terms": decisionTerm(map[string]any{
			"id": "bezwaartermijn", "title": "Bezwaar maken", "basis": "Awb 6:7", "plannedOn": "2027-01-04", "lastOn": "2027-01-04", "daysLeft": 43, "owner": "parent",
		}),
	}
}

// lodging is a world in which somebody can object.
func lodging(t *testing.T, role string) *world {
	t.Helper()
	w := newWorld(t)
	w.showsCase(decided(role))
	w.services.AnswerWith("POST /v1/dossiers/k1/texts", portaltest.Answer{Status: http.StatusCreated, Body: `{"id":"t1"}`})
	w.services.AnswerWith("POST /v1/dossiers/k1/documents", portaltest.Answer{Status: http.StatusCreated, Body: `{"id":"f1","name":"brief.pdf"}`})
	w.services.AnswerWith("POST /v1/objections", portaltest.Answer{Status: http.StatusCreated, Body: `{"caseId":"b1","version":1,"at":"2026-11-22T10:00:00Z"}`})
	w.services.Answer("GET /v1/cases/b1", objection(nil))
	return w
}

func TestParentsObjectFromTheDecisionWithTheRunningDateBesideIt(t *testing.T) {
	w := lodging(t, "parent")
	browser := w.signedIn("parent:abc")
	mustSay(t, browser.Get("/zaken/k1"), "Bezwaar maken kan tot en met maandag 4 januari 2027", "Bezwaar maken")
	page := browser.Get("/zaken/k1/bezwaar")
	mustSay(t, page, "Tot wanneer kan het?", "Maandag 4 januari 2027", "nog 43 dagen", "wet, Awb 6:7", "schuift daardoor niet op", "Gaat dit (ook) over te laat beslissen?", "pro forma")
	done := browser.Post("/zaken/k1/bezwaar", url.Values{
		"csrf": {page.CSRF()}, "sleutel": {"abcdefghijklmnopqrstuvwxyz"}, "objectionText": {"Wij zijn het er niet mee eens."}, "aboutLate": {"nee"},
	})
	if done.Path != "/zaken/b1?gedaan=Lodge" {
		t.Fatalf("led to %s: %s", done.Path, done.Text())
	}
	sent := w.services.Calls("POST /v1/objections")
	if len(sent) != 1 || sent[0].Body != `{"decisionCaseIds":["k1"],"objectionId":"t1","proForma":false,"aboutLateDecision":false}` || sent[0].Key == "" {
		t.Errorf("sent %+v", sent)
	}
	if texts := w.services.Calls("POST /v1/dossiers/k1/texts"); len(texts) != 1 || strings.Contains(texts[0].Body, "caseId") {
		t.Errorf("the words went as %+v", texts)
	}
}

func TestObjectionWithoutWordsOrFileKeepsTheRestAndSaysWhatToDo(t *testing.T) {
	w := lodging(t, "parent")
	browser := w.signedIn("parent:abc")
	page := browser.Post("/zaken/k1/bezwaar", url.Values{
		"csrf": {browser.Get("/zaken/k1/bezwaar").CSRF()}, "represented": {"ja"}, "representative": {"Mr. Bos"}, "proForma": {"ja"},
	})
	if page.Status != http.StatusBadRequest || len(w.services.Calls("POST /v1/")) > 0 {
		t.Errorf("status %d, %v", page.Status, w.services.Calls("POST /v1/"))
	}
	mustSay(t, page, "De redenen mogen later.", "Kies of het ook over te laat beslissen gaat.")
	mustHave(t, page, "Mr. Bos", `value="ja" checked`, `href="#veld-objectionText"`)
}

// postFile sends a form with a file as a browser does.
func postFile(t *testing.T, w *world, browser *portaltest.Browser, path string, fields [][2]string, file string) portaltest.Page {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for _, field := range fields {
		if err := form.WriteField(field[0], field[1]); err != nil {
			t.Fatal(err)
		}
	}
	part, err := form.CreateFormFile("bestand", file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write([]byte("%PDF-1.7")); err != nil {
		t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequest(http.MethodPost, w.url+path, &body)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", form.FormDataContentType())
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	return browser.Do(request)
}

func TestFileOfAnObjectionIsNotLostWhenSomethingElseIsWrong(t *testing.T) {
	w := lodging(t, "parent")
	browser := w.signedIn("parent:abc")
	csrf := browser.Get("/zaken/k1/bezwaar").CSRF()
	fields := [][2]string{{"csrf", csrf}, {"sleutel", "abcdefghijklmnopqrstuvwxyz"}}
	wrong := postFile(t, w, browser, "/zaken/k1/bezwaar", fields, "brief.pdf")
	if wrong.Status != http.StatusBadRequest {
		t.Errorf("status %d", wrong.Status)
	}
	mustHave(t, wrong, `name="objectionFile" value="f1"`)
	again := append(fields, [2]string{"objectionFile", "f1"}, [2]string{"aboutLate", "ja"})
	if done := postFile(t, w, browser, "/zaken/k1/bezwaar", again, ""); done.Path != "/zaken/b1?gedaan=Lodge" {
		t.Fatalf("led to %s: %s", done.Path, done.Text())
	}
	if files := w.services.Calls("POST /v1/dossiers/k1/documents"); len(files) != 1 {
		t.Errorf("the file went %d times", len(files))
	}
	if sent := w.services.Calls("POST /v1/objections"); len(sent) != 1 || !strings.Contains(sent[0].Body, `"objectionId":"f1"`) || !strings.Contains(sent[0].Body, `"aboutLateDecision":true`) {
		t.Errorf("sent %+v", sent)
	}
}

func TestFileOfAnotherSessionGoesNowhere(t *testing.T) {
	w := lodging(t, "parent")
	page := postFile(t, w, w.signedIn("parent:abc"), "/zaken/k1/bezwaar", [][2]string{{"csrf", "geraden"}}, "brief.pdf")
	if page.Status != http.StatusForbidden || len(w.services.Calls("POST /v1/")) > 0 {
		t.Errorf("status %d, %v", page.Status, w.services.Calls("POST /v1/"))
	}
}

func TestOfficeRecordsAnObjectionOfSomebodyWithoutAnAccountThatCameByPost(t *testing.T) {
	w := lodging(t, "office")
	w.services.Answer("GET /v1/cases", `{"cases":[
		{"id":"k1","procedure":"tlv","outcome":"refused","dossierId":"k1"},{"id":"k9","procedure":"tlv","outcome":"refused","dossierId":"k9","status":"Het besluit is er."}]}`)
	w.services.Answer("POST /v1/dossiers/_labels", `{"labels":[{"id":"k1","label":"Noor Vries"},{"id":"k9","label":"Noor Vries"}]}`)
	browser := w.signedIn("office:zout")
	page := browser.Get("/zaken/k1/bezwaar")
	mustSay(t, page, "Bezwaar vastleggen", "kenmerk k9", "De ouders", "De school: Regenboog UH, Amerongen", "Iemand anders, zonder account")
	form := url.Values{"csrf": {page.CSRF()}, "channel": {"post"}, "receivedOn": {"2026-11-20"}, "postedOn": {"2026-11-18"}, "objector": {"ander"},
		"objectionText": {"Namens oma."}, "aboutLate": {"nee"}, "decisions": {"k9"}}
	mustSay(t, browser.Post("/zaken/k1/bezwaar", form), "Schrijf naam en adres op van wie bezwaar maakt.")
	form.Set("objectorAddress", "A. Vries\nDorpsstraat 1\n3958 AB Amerongen")
	browser.Post("/zaken/k1/bezwaar", form)
	sent := w.services.Calls("POST /v1/objections")
	if len(sent) != 1 || sent[0].Body != `{"decisionCaseIds":["k1","k9"],"objectorTextId":"t1","channel":"post","receivedOn":"2026-11-20","postedOn":"2026-11-18","objectionId":"t1","proForma":false,"aboutLateDecision":false}` {
		t.Errorf("sent %+v", sent)
	}
}

func TestWithoutADecisionThereIsNothingToObjectTo(t *testing.T) {
	w := newWorld(t)
	w.showsCase(map[string]any{"as": []string{"parent"}})
	browser := w.signedIn("parent:abc")
	page := browser.Get("/zaken/k1")
	if strings.Contains(page.HTML, "/bezwaar") {
		t.Error("there is a way to object")
	}
	if page := browser.Get("/zaken/k1/bezwaar"); page.Path != "/zaken/k1" {
		t.Errorf("led to %s", page.Path)
	}
}
