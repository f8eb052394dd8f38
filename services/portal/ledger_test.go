package portal_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"traject.nl/services/portal/portaltest"
)

// decisionTerm is the term for the decision, with these parts on top.
func decisionTerm(parts map[string]any) []any {
	term := map[string]any{
		"id": "beslistermijn", "title": "Beslissen op de aanvraag", "kind": "statutory", "basis": "Awb 4:13 lid 2", "event": "Ontvangst van de aanvraag",
		"eventOn": "2026-11-20", "weeks": 8, "plannedOn": "2027-01-15", "lastOn": "2027-01-15", "daysLeft": 54, "owner": "office",
		"steps":    []string{"Acht weken na 20 november 2026 is 15 januari 2027."},
		"segments": []any{map[string]any{"kind": "loopt", "from": "2026-11-21", "until": "2027-01-15", "days": 56}},
	}
	for name, value := range parts {
		term[name] = value
	}
	return []any{term}
}

// acts are what somebody can do now, each on these terms, tasks or notices.
func acts(list ...map[string]any) []any {
	all := make([]any, len(list))
	for i, one := range list {
		all[i] = one
	}
	return all
}

func (w *world) showsCase(parts map[string]any) {
	w.services.Answer("GET /v1/cases/k1", caseWith(parts))
	w.services.Answer("GET /v1/dossiers/k1", dossier)
}

func TestTermIsShownWithItsSourceAndHowItWasCounted(t *testing.T) {
	w := newWorld(t)
	w.showsCase(map[string]any{"terms": decisionTerm(nil)})
	page := w.signedIn("office:zout").Get("/zaken/k1")
	mustSay(t, page, "wet Awb 4:13 lid 2", "nog 54 dagen", "8 weken vanaf: ontvangst van de aanvraag, 20 november 2026.", "Acht weken na 20 november 2026")
	mustHave(t, page, `class="baan__loopt"`, `id="termijn-beslistermijn"`)
}

func TestBothAnswersAreShownWhenTheLawLeavesTwo(t *testing.T) {
	w := newWorld(t)
	w.showsCase(map[string]any{"terms": decisionTerm(map[string]any{"lastOn": "2027-01-16"})})
	mustSay(t, w.signedIn("office:zout").Get("/zaken/k1"), "reken op vrijdag 15 januari 2027, uiterlijk zaterdag 16 januari 2027")
}

func TestTermThatStandsStillSaysSinceWhenWhyAndWhatIsLeft(t *testing.T) {
	w := newWorld(t)
	w.showsCase(map[string]any{"terms": decisionTerm(map[string]any{
		"plannedOn": "", "lastOn": "", "daysLeft": nil, "suspended": true, "budgetLeft": 19,
		"suspensions": []any{map[string]any{"ground": "Awb 4:15 lid 1 onder a", "invitedOn": "2026-12-01", "dueOn": "2026-12-15"}},
	})})
	page := w.signedIn("office:zout").Get("/zaken/k1")
	mustSay(t, page, "Staat stil vanaf 2 december 2026. Er zijn nog 19 dagen over.", "er wordt op een aanvulling gewacht (Awb 4:15 lid 1 onder a)",
		"Aanvullen kan tot en met 15 december 2026.")
	if strings.Contains(page.Text(), "te laat") {
		t.Error("a term that stands still is called late")
	}
}

func TestAgreedDelaySaysUntilWhenItLastsAndTheNewLastDay(t *testing.T) {
	w := newWorld(t)
	w.showsCase(map[string]any{"terms": decisionTerm(map[string]any{
		"plannedOn": "2027-01-29", "lastOn": "2027-01-29", "suspended": true,
		"suspensions": []any{map[string]any{"ground": "Awb 4:15 lid 2 onder a", "fromOn": "2026-11-21", "untilOn": "2026-12-04", "proofId": "p1"}},
	})})
	mustSay(t, w.signedIn("office:zout").Get("/zaken/k1"), "Staat stil van 21 november 2026 tot en met 4 december 2026. De laatste dag is vrijdag 29 januari 2027.",
		"de aanvrager stemde schriftelijk in met uitstel (Awb 4:15 lid 2 onder a)")
}

func TestMissedLastDayStaysOnThePageAfterTheDecision(t *testing.T) {
	w := newWorld(t)
	w.showsCase(map[string]any{"terms": decisionTerm(map[string]any{"metOn": "2027-01-20", "missedOn": "2027-01-16"})})
	mustSay(t, w.signedIn("office:zout").Get("/zaken/k1"), "Gedaan op 20 januari 2027", "te laat gedaan", "Moest uiterlijk 15 januari 2027.")
}

func TestDateBeyondTheKnownFreeDaysRaisesAnAlarm(t *testing.T) {
	w := newWorld(t)
	w.showsCase(map[string]any{"terms": decisionTerm(map[string]any{"beyondHorizon": true})})
	mustSay(t, w.signedIn("office:zout").Get("/zaken/k1"), "nog niet alle vrije dagen bekend")
}

func TestExtensionIsALetterWithAReason(t *testing.T) {
	w := newWorld(t)
	w.showsCase(map[string]any{
		"terms": decisionTerm(nil), "extendable": []any{map[string]any{"termId": "beslistermijn", "ground": "Awb 4:14 lid 3", "atMostWeeks": 0}},
		"acts": acts(map[string]any{"act": "ExtendTerm", "path": "/v1/cases/k1/term-extension", "termIds": []string{"beslistermijn"}}),
	})
	w.services.AnswerWith("POST /v1/dossiers/k1/texts", portaltest.Answer{Status: http.StatusCreated, Body: `{"id":"t1"}`})
	w.services.Answer("POST /v1/cases/k1/term-extension", `{"caseId":"k1","version":8,"at":"2026-11-22T10:00:00Z"}`)
	browser := w.signedIn("office:zout")
	mustHave(t, browser.Get("/zaken/k1"), `href="/zaken/k1/doen/ExtendTerm?termijn=beslistermijn"`)
	own := browser.Get("/zaken/k1/doen/ExtendTerm?termijn=beslistermijn")
	mustSay(t, own, "De verlenging telt pas als de brief weg is", "Awb 4:14 lid 3", "Hoe het er nu voor staat")
	form := url.Values{"csrf": {own.CSRF()}, "sleutel": {"abcdefghijklmnopqrstuvwxyz"}, "pagina": {"ja"}, "termId": {"beslistermijn"}, "untilOn": {"2027-02-12"}}
	empty := browser.Post("/zaken/k1/handelingen/ExtendTerm", form)
	if empty.Status != http.StatusBadRequest || len(w.services.Calls("POST /v1/cases")) > 0 {
		t.Errorf("an extension without a reason: %d, %v", empty.Status, w.services.Calls("POST /v1/cases"))
	}
	mustSay(t, empty, "Schrijf op waarom het niet op tijd lukt.")
	mustHave(t, empty, `value="2027-02-12"`, `href="#veld-extensionReason"`)
	form.Set("extensionReason", "Het onderzoek is nog niet klaar.")
	if done := browser.Post("/zaken/k1/handelingen/ExtendTerm", form); done.Path != "/zaken/k1?gedaan=ExtendTerm" {
		t.Fatalf("led to %s: %s", done.Path, done.Text())
	}
	sent := w.services.Calls("POST /v1/cases/k1/term-extension")
	if len(sent) != 1 || sent[0].Body != `{"reasonTextId":"t1","termId":"beslistermijn","untilOn":"2027-02-12"}` {
		t.Errorf("sent %+v", sent)
	}
}

func TestParentSaysThatZoutIsLateInOneSentence(t *testing.T) {
	w := newWorld(t)
	w.showsCase(map[string]any{
		"as": []string{"parent"}, "terms": decisionTerm(map[string]any{"missedOn": "2027-01-16", "daysLeft": -3}),
		"acts": acts(map[string]any{"act": "NotifyDefault", "path": "/v1/cases/k1/default-notice"}),
	})
	w.services.AnswerWith("POST /v1/dossiers/k1/texts", portaltest.Answer{Status: http.StatusCreated, Body: `{"id":"t1"}`})
	w.services.Answer("POST /v1/cases/k1/default-notice", `{"caseId":"k1","version":8,"at":"2026-11-22T10:00:00Z"}`)
	browser := w.signedIn("parent:abc")
	mustSay(t, browser.Get("/zaken/k1"), "Melden dat ZOUT te laat is")
	own := browser.Get("/zaken/k1/doen/NotifyDefault")
	mustSay(t, own, "Dat heet een ingebrekestelling", "dwangsom")
	browser.Post("/zaken/k1/handelingen/NotifyDefault", url.Values{
		"csrf": {own.CSRF()}, "pagina": {"ja"}, "termId": {"beslistermijn"}, "noticeText": {"U bent te laat."},
	})
	sent := w.services.Calls("POST /v1/cases/k1/default-notice")
	if len(sent) != 1 || sent[0].Body != `{"termId":"beslistermijn","textId":"t1"}` {
		t.Errorf("sent %+v", sent)
	}
}

func TestRunningDwangsomIsShownInDaysAndEuros(t *testing.T) {
	w := newWorld(t)
	w.showsCase(map[string]any{
		"as": []string{"director"}, "terms": decisionTerm(nil),
		"defaults": []any{map[string]any{
			"id": "ingebrekestelling/1", "termId": "beslistermijn", "receivedOn": "2026-09-01", "from": "parent", "judgement": "valid", "judgedOn": "2026-09-01",
			"firstDay": "2026-09-16", "lastDay": "2099-10-27", "owed": map[string]any{"on": "2026-09-30", "days": 15, "euros": 1357},
			"rates": []any{map[string]any{"fromOn": "2026-09-16", "untilOn": "2026-09-29", "eurosADay": 23}},
		}},
		"acts": acts(map[string]any{"act": "DecidePenalty", "path": "/v1/cases/k1/penalty-decision", "noticeIds": []string{"ingebrekestelling/1"}}),
	})
	w.services.Answer("POST /v1/cases/k1/penalty-decision", `{"caseId":"k1","version":8,"at":"2026-11-22T10:00:00Z"}`)
	browser := w.signedIn("director:zout")
	mustSay(t, browser.Get("/zaken/k1"), "De dwangsom loopt sinds 16 september 2026", "€ 1.357 na 15 dagen", "€ 23 per dag")
	own := browser.Get("/zaken/k1/doen/DecidePenalty?kennisgeving=ingebrekestelling%2F1")
	mustHave(t, own, `name="noticeId" value="ingebrekestelling/1"`, `value="1357"`)
	form := url.Values{"csrf": {own.CSRF()}, "pagina": {"ja"}, "noticeId": {"ingebrekestelling/1"}, "euros": {"veel"}}
	mustSay(t, browser.Post("/zaken/k1/handelingen/DecidePenalty", form), "Vul het bedrag in hele euro’s in")
	form.Set("euros", "1.357")
	browser.Post("/zaken/k1/handelingen/DecidePenalty", form)
	if sent := w.services.Calls("POST /v1/cases/k1/penalty-decision"); len(sent) != 1 || sent[0].Body != `{"euros":1357,"noticeId":"ingebrekestelling/1"}` {
		t.Errorf("sent %+v", sent)
	}
}

func TestMoveToNewRulesSaysWhatItMeansFirst(t *testing.T) {
	w := newWorld(t)
	w.showsCase(map[string]any{
		"policyVersion": "2026-1", "policyNewest": "2026-2", "acts": acts(map[string]any{"act": "MovePolicy", "path": "/v1/cases/k1/policy-move"}),
	})
	w.services.Answer("POST /v1/cases/k1/policy-move", `{"caseId":"k1","version":8,"at":"2026-11-22T10:00:00Z"}`)
	browser := w.signedIn("office:zout")
	mustSay(t, browser.Get("/zaken/k1"), "Deze zaak volgt versie 2026-1", "Overzetten naar versie 2026-2")
	own := browser.Get("/zaken/k1/doen/MovePolicy")
	mustSay(t, own, "Data die al vastliggen, blijven zoals ze zijn.")
	browser.Post("/zaken/k1/handelingen/MovePolicy", url.Values{"csrf": {own.CSRF()}, "pagina": {"ja"}, "toVersion": {"2026-2"}})
	if sent := w.services.Calls("POST /v1/cases/k1/policy-move"); len(sent) != 1 || sent[0].Body != `{"toVersion":"2026-2"}` {
		t.Errorf("sent %+v", sent)
	}
}

func TestPageOfAnActThatIsNotPossibleLeadsToTheCase(t *testing.T) {
	w := newWorld(t)
	w.showsCase(nil)
	if page := w.signedIn("office:zout").Get("/zaken/k1/doen/ExtendTerm"); page.Path != "/zaken/k1" {
		t.Errorf("led to %s", page.Path)
	}
}

func TestOfficeSaysFromWhomANoticeCameAndWhen(t *testing.T) {
	w := newWorld(t)
	w.showsCase(map[string]any{
		"terms": decisionTerm(nil), "parties": []string{"school:regenboog-uh-amerongen", "school:stuifheugel-zeist", "parent:abc", "office:zout"},
		"acts": acts(map[string]any{"act": "NotifyDefault", "path": "/x"}),
	})
	w.services.AnswerWith("POST /v1/dossiers/k1/texts", portaltest.Answer{Status: http.StatusCreated, Body: `{"id":"t1"}`})
	w.services.Answer("POST /v1/cases/k1/default-notice", `{"caseId":"k1","version":8,"at":"2026-11-22T10:00:00Z"}`)
	browser := w.signedIn("office:zout")
	own := browser.Get("/zaken/k1/doen/NotifyDefault")
	mustSay(t, own, "Een ingebrekestelling vastleggen", "Regenboog UH, Amerongen", "Ouders")
	if strings.Contains(own.HTML, `value="school:stuifheugel-zeist"`) {
		t.Error("a school that waits for nothing can have sent a notice")
	}
	form := url.Values{"csrf": {own.CSRF()}, "pagina": {"ja"}, "fromParty": {""}, "noticeReceivedOn": {"2026-11-20"}, "noticeText": {"Te laat."}}
	mustSay(t, browser.Post("/zaken/k1/handelingen/NotifyDefault", form), "Kies van wie de ingebrekestelling komt.")
	form.Set("fromParty", "parent:abc")
	browser.Post("/zaken/k1/handelingen/NotifyDefault", form)
	if sent := w.services.Calls("POST /v1/cases/k1/default-notice"); len(sent) != 1 || sent[0].Body != `{"fromParty":"parent:abc","receivedOn":"2026-11-20","textId":"t1"}` {
		t.Errorf("sent %+v", sent)
	}
}

func TestWhatTheClockDidIsToldWithWhoWasToldAndWhetherThatWasLate(t *testing.T) {
	w := newWorld(t)
	w.showsCase(map[string]any{"fired": []any{
		map[string]any{"key": "a", "kind": "reminder", "title": "Advies geven", "dueOn": "2026-12-01", "days": -2, "told": []string{"expert:gz-1"}, "at": "2026-11-29T07:00:00Z"},
		map[string]any{"key": "b", "kind": "escalation", "title": "Advies geven", "dueOn": "2026-12-01", "days": 3, "told": []string{"office:zout", "sot:zeist"}, "at": "2026-12-06T07:00:00Z", "late": true},
	}})
	mustSay(t, w.signedIn("office:zout").Get("/zaken/k1"), "2 herinneringen en meldingen", "Herinnering aan deskundige: ‘Advies geven’ moet uiterlijk 1 december 2026.",
		"Gemeld aan kantoor en SOT Zeist: ‘Advies geven’ moest uiterlijk 1 december 2026. Dit ging later dan bedoeld.")
}
