package portal_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

const receiptOfAnAnswer = `{"id":"r1","caseId":"k1","act":"JudgeCompleteness","party":"office:zout","mine":true,"at":"2026-11-22T09:04:00Z","sha256":"abc123",
	"entered":{"missing":["groeidocument"],"completeBy":"2026-12-10","requestTextId":"t1"}}`

func TestReceiptHasACopyOfWhatWasEnteredWithTheWordsThemselves(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/cases/k1", caseWith(nil))
	w.services.Answer("GET /v1/dossiers/k1", `{"id":"k1","caseId":"k1","pieces":[{"id":"t1","kind":"aanvullingsverzoek","shape":"text","author":"office:zout"}]}`)
	w.services.Answer("GET /v1/dossiers/k1/texts/t1", `{"id":"t1","kind":"aanvullingsverzoek","text":"Stuur het <groeidocument>."}`)
	w.services.Answer("GET /v1/cases/k1/receipts", `{"receipts":[`+receiptOfAnAnswer+`]}`)
	w.services.Answer("GET /v1/cases/k1/receipts/r1", receiptOfAnAnswer)
	browser := w.signedIn("office:zout")
	list := browser.Get("/zaken/k1/ontvangen")
	mustSay(t, list, "Wat is ingestuurd", "De volledigheid beoordelen", "Ingestuurd door u", "22 november 2026, 10:04 uur")
	mustHave(t, list, `href="/zaken/k1/ontvangen/r1"`)
	page := browser.Get("/zaken/k1/ontvangen/r1")
	mustSay(t, page, "Ontvangen", "Samenwerkingsverband ZOUT heeft dit van u ontvangen", "Wat u instuurde", "Nog niet aan voldaan Er is een groeidocument",
		"Aanvullen uiterlijk 10 december 2026", "Verzoek om aanvulling Stuur het &lt;groeidocument&gt;.", "abc123")
	mustHave(t, page, "data-afdrukken")
	if text := w.services.Calls("GET /v1/dossiers/k1/texts/t1"); len(text) != 1 || text[0].Token == "" {
		t.Errorf("the words were not asked for as the person: %v", text)
	}
}

func TestActLeadsToItsReceipt(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/cases/k1", caseWith(map[string]any{"as": []string{"applicant"}}))
	browser := w.signedIn("school:op-dreef-zeist")
	mustHave(t, browser.Get("/zaken/k1"), "Wat u instuurde")
	mustHave(t, browser.Get("/zaken/k1?gedaan=JudgeCompleteness"), `<a href="/zaken/k1/ontvangen">Bekijk wat u instuurde</a>`)
	for _, path := range []string{"/zaken/k1?gedaan=ClaimTask", "/zaken/k1?gedaan=document", "/zaken/k1", "/?gedaan=JudgeCompleteness"} {
		if page := browser.Get(path); strings.Contains(page.HTML, "Bekijk wat u instuurde") {
			t.Errorf("%s leads to a receipt that there is not", path)
		}
	}
}

func TestReceiptLeavesNothingOutThatThePortalDoesNotKnow(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/cases/k1", caseWith(nil))
	w.services.Answer("GET /v1/cases/k1/receipts/r1", `{"id":"r1","caseId":"k1","act":"Nieuw","party":"school:op-dreef-zeist","at":"2026-11-22T09:04:00Z",
		"entered":{"iets":"anders","weeks":6,"agreed":false,"steps":[{"fromOn":"2026-12-01","halfDays":4}],"dossierId":"k1"}}`)
	page := w.signedIn("school:op-dreef-zeist").Get("/zaken/k1/ontvangen/r1")
	mustSay(t, page, "Samenwerkingsverband ZOUT heeft dit ontvangen.", "iets anders", "Aantal weken 6", "Eens nee", "Vanaf 1 december 2026 Dagdelen per week 4", "door Op Dreef")
	if strings.Contains(page.HTML, "dossierId") {
		t.Error("the copy shows how Traject ties things together")
	}
}

func TestMunicipalityHasAReceiptOfItsAnswerWithoutSeeingTheCase(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/cases/k1/receipts/r1", `{"id":"r1","caseId":"k1","act":"AnswerEscalation","party":"municipality:zeist","mine":true,
		"at":"2026-11-22T09:04:00Z","entered":{"response":"taken-up","textId":"t1"}}`)
	w.services.Answer("GET /v1/cases/k1/partner-answers/t1", `{"id":"t1","caseId":"k1","text":"Wij bellen morgen."}`)
	page := w.signedIn("municipality:zeist").Get("/zaken/k1/ontvangen/r1")
	mustSay(t, page, "Antwoord op een melding", "Antwoord Wij pakken dit op", "Wij bellen morgen.")
}

func TestReceiptOfAnotherIsNotFound(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/cases/k1", caseWith(nil))
	browser := w.signedIn("school:op-dreef-zeist")
	for _, path := range []string{"/zaken/k1/ontvangen", "/zaken/k1/ontvangen/r1", "/zaken/" + url.PathEscape("a/b") + "/ontvangen"} {
		if page := browser.Get(path); page.Status != http.StatusNotFound {
			t.Errorf("%s: %d", path, page.Status)
		}
	}
}
