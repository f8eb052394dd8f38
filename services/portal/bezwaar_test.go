package portal_test

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"traject.nl/services/portal/portaltest"
)

// objection is a bezwaar as the cases service gives it, with these parts on top.
func objection(parts map[string]any) string {
	facts := map[string]any{
		"phase": "intake", "receivedOn": "2026-12-10", "channel": "portal", "objector": "parent", "objectionId": "s1", "mine": true,
		"decisions": []any{map[string]any{"caseId": "k1", "applicantSchoolId": "regenboog-uh-amerongen", "announcedOn": "2026-11-20", "granted": false}},
		"repairs":   []any{}, "talks": []any{},
	}
	if own, ok := parts["facts"].(map[string]any); ok {
		maps.Copy(facts, own)
	}
	shown := map[string]any{
		"id": "b1", "version": 3, "procedure": "bezwaar", "phase": "intake", "status": "Wij hebben het bezwaar ontvangen.", "acting": "Het kantoor bevestigt de ontvangst.",
		"receivedAt": "2026-12-10T10:00:00Z", "dossierId": "k1", "applicantSchoolId": "regenboog-uh-amerongen", "as": []string{"objector"},
		"tasks": []any{}, "timeline": []any{}, "acts": []any{}, "bezwaar": facts,
		"terms": decisionTerm(map[string]any{"id": "beslistermijn-bezwaar", "title": "Beslissen op het bezwaar", "basis": "Awb 7:10 lid 1", "plannedOn": "2027-03-30", "lastOn": "2027-03-30"}),
	}
	for name, value := range parts {
		if name != "facts" {
			shown[name] = value
		}
	}
	return portaltest.Text(shown)
}

// objected is a world with a bezwaar in it.
func objected(t *testing.T, parts map[string]any) *world {
	t.Helper()
	w := newWorld(t)
	w.services.Answer("GET /v1/cases/b1", objection(parts))
	w.services.Answer("GET /v1/dossiers/k1", strings.Replace(dossier, `"pieces":[`, `"pieces":[
		{"id":"s1","kind":"bezwaarschrift","shape":"text","author":"parent:abc","attached":true,"createdAt":"2026-12-10T10:00:00Z"},
		{"id":"a1","kind":"lbt-advies","shape":"file","name":"advies.pdf","author":"office:zout","attached":true,"createdAt":"2026-12-10T10:00:00Z"},`, 1))
	w.services.AnswerWith("POST /v1/dossiers/k1/texts", portaltest.Answer{Status: http.StatusCreated, Body: `{"id":"t1"}`})
	return w
}

func openTask(kind string) []any {
	one := task(kind)
	one[0].(map[string]any)["title"] = "Taak " + kind
	return one
}

func TestBezwaarPageSaysWhereItStandsWhatItIsAboutAndWhatItMeans(t *testing.T) {
	w := objected(t, map[string]any{"related": []any{
		map[string]any{"caseId": "k1", "procedure": "tlv", "status": "Het besluit is er."},
		map[string]any{"caseId": "b2", "procedure": "bezwaar", "status": "De hoorzitting is gepland.", "objector": "school", "receivedOn": "2026-12-12"},
	}})
	page := w.signedIn("parent:abc").Get("/zaken/b1")
	mustSay(t, page, "Noor Vries", "Bezwaar van de ouders, ontvangen op 10 december 2026 · kenmerk b1", "uiterlijk dinsdag 30 maart 2027", "Awb 7:10 lid 1",
		"Waar het bezwaar over gaat", "Besluit van 20 november 2026", "Afgewezen", "Bezwaar van de school, 12 december 2026", "Wat betekent dit voor u?",
		"geen enkele datum verandert", "Bezwaarschrift lezen")
	mustHave(t, page, `href="/zaken/k1"`, `href="/zaken/b2"`, `aria-current="step"`)
}

func TestEveryActOfABezwaarHasItsForm(t *testing.T) {
	for act, says := range map[string]string{
		"Acknowledge": "Ontvangstbevestiging versturen", "AskRepair": "Wat ontbreekt er aan het bezwaar?", "Repair": "De aanvulling",
		"ExplainLateness": "Waarom kwam het bezwaar later?", "HoldTalk": "lopen tijdens zo’n gesprek gewoon door", "FileDefence": "Of voeg het verweerschrift toe als bestand",
		"MakeBundle": "Dossier maken", "SendToLbt": "Op welke dag hebt u het ingediend?", "PlanHearing": "Uitnodigingen versturen",
		"ReportHearing": "Is de hoorzitting gehouden?", "RecordAdvice": "Wat adviseert de LBT?", "DecideObjection": "Hoe beslist u op het bezwaar?",
		"AnnounceObjection": "Brieven maken en versturen", "RecordAppeal": "Op welke dag is beroep ingesteld?", "WithdrawObjection": "Bezwaar intrekken",
		"NotifyDefault": "ingebrekestelling", "AgreeDelay": "De schriftelijke instemming", "SuspendTerm": "Overmacht", "ResumeTerm": "Termijn weer laten lopen",
	} {
		t.Run(act, func(t *testing.T) {
			w := objected(t, map[string]any{"as": []string{"office"}, "acts": acts(map[string]any{"act": act, "path": "/x", "termIds": []string{"beslistermijn-bezwaar"}})})
			mustSay(t, w.signedIn("office:zout").Get("/zaken/b1/doen/"+act), says)
		})
	}
}

func TestFormOfAnOpenTaskStandsOnThePageItself(t *testing.T) {
	w := objected(t, map[string]any{
		"as": []string{"office"}, "tasks": openTask("lbt-dossier"),
		"acts": acts(map[string]any{"act": "MakeBundle", "path": "/x"}, map[string]any{"act": "SendToLbt", "path": "/x"}),
		"facts": map[string]any{"bundle": map[string]any{
			"documentId": "d1", "filesId": "d2", "madeOn": "2026-12-12", "missing": []string{"Het schoolprofiel van de school"},
			"items": []any{map[string]any{"number": 1, "title": "Het bezwaarschrift", "documentId": "s1", "firstPage": 2, "pages": 3}},
		}},
	})
	page := w.signedIn("office:zout").Get("/zaken/b1")
	mustSay(t, page, "Taak lbt-dossier", "Dossier opnieuw maken", "Het schoolprofiel van de school", "Het bezwaarschrift (bladzijde 2 tot en met 4)", "Op welke dag hebt u het ingediend?")
	mustHave(t, page, `href="/zaken/b1/documenten/d1"`, `href="/zaken/b1/documenten/d2?bewaren=ja"`)
}

func TestDatesBeforeAHearingAreCountedBackWhileItsDayIsChosen(t *testing.T) {
	w := objected(t, nil)
	page := w.signedIn("office:zout").Get("/zaken/b1/hoorzitting?hearingOn=2027-02-15")
	mustSay(t, page, "Stukken insturen kan tot en met vrijdag 5 februari 2027", "maandag 8 februari 2027")
	if strings.Contains(page.HTML, "<html") {
		t.Error("the answer is a whole page")
	}
}

func TestHearingIsPlannedWithPlaceAndTime(t *testing.T) {
	w := objected(t, map[string]any{"as": []string{"office"}, "tasks": openTask("hoorzitting-plannen"), "acts": acts(map[string]any{"act": "PlanHearing", "path": "/x"})})
	w.services.Answer("POST /v1/cases/b1/hearing", `{"caseId":"b1","version":4,"at":"2026-11-22T10:00:00Z"}`)
	browser := w.signedIn("office:zout")
	form := url.Values{"csrf": {browser.Get("/zaken/b1").CSRF()}, "hearingOn": {"2027-02-15"}, "hearingPlace": {"Zeist, zaal 2"}}
	wrong := browser.Post("/zaken/b1/handelingen/PlanHearing", form)
	mustSay(t, wrong, "Vul in hoe laat de zitting begint.")
	mustHave(t, wrong, "Zeist, zaal 2", `value="2027-02-15"`)
	form.Set("hearingTime", "13:30")
	browser.Post("/zaken/b1/handelingen/PlanHearing", form)
	if sent := w.services.Calls("POST /v1/cases/b1/hearing"); len(sent) != 1 || sent[0].Body != `{"hearingOn":"2027-02-15","hearingTime":"13:30","placeTextId":"t1"}` {
		t.Errorf("sent %+v", sent)
	}
	texts := w.services.Calls("POST /v1/dossiers/k1/texts")
	if len(texts) != 1 || texts[0].Body != `{"caseId":"b1","kind":"plaats-hoorzitting","text":"Zeist, zaal 2"}` {
		t.Errorf("texts %+v", texts)
	}
}

func TestHearingThatIsMovedStartsFromItsPresentDay(t *testing.T) {
	w := objected(t, map[string]any{
		"as": []string{"office"}, "acts": acts(map[string]any{"act": "PlanHearing", "path": "/x"}),
		"facts": map[string]any{"phase": "hearing", "hearing": map[string]any{"hearingOn": "2027-02-15", "hearingTime": "13:30"}},
	})
	browser := w.signedIn("office:zout")
	mustSay(t, browser.Get("/zaken/b1"), "De hoorzitting verzetten")
	mustHave(t, browser.Get("/zaken/b1/doen/PlanHearing"), `value="2027-02-15"`, `value="13:30"`)
}

func TestNobodyIsLedToAnAnswerAboutTheObjection(t *testing.T) {
	w := objected(t, map[string]any{
		"as": []string{"director"}, "acts": acts(map[string]any{"act": "DecideObjection", "path": "/x"}),
		"facts": map[string]any{"phase": "decision", "advice": "unfounded", "adviceId": "a1"},
	})
	if page := w.signedIn("director:zout").Get("/zaken/b1/doen/DecideObjection"); strings.Contains(page.HTML, " checked") {
		t.Error("an answer is chosen before the director chose")
	}
}

func TestDecisionOnAnObjectionIsSignedAfterItWasReadOnceMore(t *testing.T) {
	w := objected(t, map[string]any{
		"as": []string{"director"}, "tasks": openTask("besluit-bezwaar"), "acts": acts(map[string]any{"act": "DecideObjection", "path": "/x"}),
		"facts": map[string]any{"phase": "decision", "advice": "unfounded", "adviceId": "a1", "adviceOn": "2027-02-01"},
	})
	w.services.Answer("POST /v1/cases/b1/objection-decision", `{"caseId":"b1","version":4,"at":"2026-11-22T10:00:00Z"}`)
	browser := w.signedIn("director:zout")
	mustHave(t, browser.Get("/zaken/b1"), `href="/zaken/b1/doen/DecideObjection"`)
	page := browser.Get("/zaken/b1/doen/DecideObjection")
	mustSay(t, page, "De LBT adviseert: ongegrond", "Waarom wijkt u af van het advies van de LBT?")
	form := url.Values{
		"csrf": {page.CSRF()}, "sleutel": {"abcdefghijklmnopqrstuvwxyz"}, "pagina": {"ja"}, "opinion": {"upheld"}, "nieuw1Case": {"k1"}, "nieuw1Granted": {"ja"},
		"nieuw1Destination": {"sbo"}, "nieuw1Extent": {"full"}, "nieuw1ReceivingSchoolId": {"stuifheugel-zeist"}, "nieuw1ValidFrom": {"2027-03-01"},
		"nieuw1ValidUntil": {"2028-07-30"}, "objectionReasons": {"Na heroverweging."}, "deviation": {"De commissie miste iets."},
	}
	wrong := browser.Post("/zaken/b1/handelingen/DecideObjection", form)
	mustSay(t, wrong, "De laatste dag moet een 31 juli zijn.")
	mustHave(t, wrong, `href="#veld-nieuw1ValidUntil"`, "De commissie miste iets.")
	form.Set("nieuw1ValidUntil", "2028-07-31")
	mustSay(t, browser.Post("/zaken/b1/handelingen/DecideObjection", form), "Beslissing op bezwaar ondertekenen", "Gegrond", "Geldig van 1 maart 2027 tot en met 31 juli 2028")
	if sent := w.services.Calls("POST /v1/cases/b1/"); len(sent) > 0 {
		t.Fatalf("decided before it was signed: %v", sent)
	}
	form.Set("doe", "ondertekenen")
	browser.Post("/zaken/b1/handelingen/DecideObjection", form)
	sent := w.services.Calls("POST /v1/cases/b1/objection-decision")
	if len(sent) != 1 || sent[0].Body != `{"deviationTextId":"t1","opinion":"upheld","reasonsTextId":"t1","replacements":[{"caseId":"k1","decision":{"destination":"sbo","extent":"full","granted":true,"receivingSchoolId":"stuifheugel-zeist","validFrom":"2027-03-01","validUntil":"2028-07-31"}}]}` {
		t.Errorf("sent %+v", sent)
	}
}

func TestProblemWithANewDecisionLeadsToItsInput(t *testing.T) {
	w := objected(t, map[string]any{"as": []string{"director"}, "acts": acts(map[string]any{"act": "DecideObjection", "path": "/x"}), "facts": map[string]any{"phase": "decision"}})
	w.services.Refuse("POST /v1/cases/b1/objection-decision", http.StatusBadRequest,
		`{"status":400,"errors":[{"location":"body.replacements[0].decision.validFrom","message":"Kies een dag vanaf vandaag."}]}`)
	browser := w.signedIn("director:zout")
	page := browser.Post("/zaken/b1/handelingen/DecideObjection", url.Values{
		"csrf": {browser.Get("/").CSRF()}, "pagina": {"ja"}, "doe": {"ondertekenen"}, "opinion": {"upheld"}, "nieuw1Case": {"k1"}, "nieuw1Granted": {"nee"},
		"objectionReasons": {"Na heroverweging."},
	})
	mustSay(t, page, "Kies een dag vanaf vandaag.")
	mustHave(t, page, `href="#veld-nieuw1ValidFrom"`)
}
