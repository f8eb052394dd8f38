package portal_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"traject.nl/services/portal/portaltest"
)

// caseWith is a case as the cases service gives it, with these parts on top.
func caseWith(parts map[string]any) string {
	shown := map[string]any{
		"id": "k1", "version": 7, "phase": "volledigheid", "status": "Wij kijken of de aanvraag volledig is.",
		"acting": "Het kantoor kijkt of alles er is.", "receivedAt": "2026-11-20T10:00:00Z", "dossierId": "k1",
		"applicantSchoolId": "regenboog-uh-amerongen", "receivingSchoolId": "stuifheugel-zeist", "as": []string{"office"},
		"tasks": []any{}, "timeline": []any{}, "acts": []any{},
		"terms": []any{map[string]any{
			"id": "beslistermijn", "title": "Beslissen op de aanvraag", "kind": "statutory", "basis": "Awb 4:13", "plannedOn": "2027-01-15",
			"lastOn": "2027-01-15", "daysLeft": 54, "steps": []string{"Acht weken na 20 november 2026 is 15 januari 2027."},
		}},
		"tlv": map[string]any{"application": map[string]any{"intake": "referral", "destination": "sbo", "extent": "full", "gatesMet": []string{"groeidocument"}}},
	}
	for name, value := range parts {
		shown[name] = value
	}
	return portaltest.Text(shown)
}

func act(name, path string) []any {
	return []any{map[string]string{"act": name, "path": "/v1/cases/k1/" + path}}
}

func task(kind string) []any {
	return []any{map[string]any{
		"id": kind, "kind": kind, "party": "office:zout", "mine": true, "title": "Kijk of de aanvraag volledig is", "reason": "Er is een aanvraag.",
		"basis": "ZOUT-instelling", "dueOn": "2026-11-27", "daysLeft": 5, "openedAt": "2026-11-20T10:00:00Z",
	}}
}

const dossier = `{"id":"k1","caseId":"k1","state":"submitted","schoolId":"regenboog-uh-amerongen","mayReadApplication":true,
	"person":{"firstName":"Noor","lastName":"Vries","parents":[{"name":"A. Vries"}]},
	"pieces":[{"id":"p1","kind":"groeidocument","shape":"file","name":"groei.pdf","size":2097152,"author":"school:x","attached":true,"createdAt":"2026-11-20T10:00:00Z"}],
	"mayAdd":["bijlage"]}`

func TestCaseThatIsNotYoursLooksLikeOneThatDoesNotExist(t *testing.T) {
	w := newWorld(t)
	w.services.Refuse("GET /v1/cases/van-een-ander", http.StatusNotFound, `{"status":404}`)
	browser := w.signedIn("school:regenboog-uh-amerongen")
	theirs, nobodys := browser.Get("/zaken/van-een-ander"), browser.Get("/dit-is-er-niet")
	if theirs.Status != http.StatusNotFound || theirs.Text() != nobodys.Text() {
		t.Errorf("%d %q, and %q", theirs.Status, theirs.Text(), nobodys.Text())
	}
	mustSay(t, theirs, "Niet gevonden")
}

func TestCasePageSaysWhereItStandsWhoActsAndWhichDateIsNextAndWhy(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/cases/k1", caseWith(nil))
	w.services.Answer("GET /v1/dossiers/k1", dossier)
	page := w.signedIn("office:zout").Get("/zaken/k1")
	mustSay(t, page, "Noor Vries", "Wij kijken of de aanvraag volledig is.", "Het kantoor kijkt of alles er is.",
		"uiterlijk vrijdag 15 januari 2027", "Awb 4:13", "Acht weken na 20 november 2026", "groei.pdf", "2,0 MB", "Wie heeft het dossier bekeken?")
	mustHave(t, page, `<h1`, `aria-current="step"`, `href="#inhoud"`, `<main id="inhoud"`, `role="status"`, `lang="nl"`)
}

func TestReceivingSchoolSeesTheCaseWithoutTheDossier(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/cases/k1", caseWith(map[string]any{"as": []string{"receiver"}, "tlv": nil}))
	page := w.signedIn("school:stuifheugel-zeist").Get("/zaken/k1")
	if page.Status != http.StatusOK {
		t.Fatalf("status %d", page.Status)
	}
	mustSay(t, page, "Aanvraag van Regenboog UH", "Er zijn geen documenten die u kunt lezen.")
	if strings.Contains(page.HTML, "/inzage") {
		t.Error("a school is led to the access log")
	}
}

func TestParentIsToldWhatItMeansAndWhoToAsk(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/cases/k1", caseWith(map[string]any{"as": []string{"parent"}, "phase": "ouders", "acts": act("AnswerAsParents", "parents-answer"), "tasks": task("ouders")}))
	w.services.Answer("GET /v1/dossiers/k1", dossier)
	w.services.AnswerWith("GET /v1/dossiers/k1/application", portaltest.Answer{Header: map[string]string{"ETag": `"1"`}, Body: `{"contact":{"name":"Els IB","email":"els@school.test"}}`})
	page := w.signedIn("parent:abc").Get("/zaken/k1")
	mustSay(t, page, "Wat betekent dit voor u?", "Dat heet een zienswijze", "Els IB", "Bent u het eens met de aanvraag?")
}

func TestRefusedActKeepsWhatWasTypedAndPointsAtTheField(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/cases/k1", caseWith(map[string]any{"acts": act("JudgeCompleteness", "completeness"), "tasks": task("volledigheid")}))
	w.services.Answer("GET /v1/dossiers/k1", dossier)
	w.services.AnswerWith("POST /v1/dossiers/k1/texts", portaltest.Answer{Status: http.StatusCreated, Body: `{"id":"t1"}`})
	w.services.Refuse("POST /v1/cases/k1/completeness", http.StatusBadRequest,
		`{"status":400,"errors":[{"location":"body.completeBy","message":"De dag moet na vandaag liggen."}]}`)
	browser := w.signedIn("office:zout")
	first := browser.Get("/zaken/k1")
	form := url.Values{
		"csrf": {first.CSRF()}, "sleutel": {"abcdefghijklmnopqrstuvwxyz"}, "gates": {"groeidocument"}, "gate-groeidocument": {"nee"},
		"request": {"Stuur het groeidocument."}, "completeBy": {"2020-01-01"},
	}
	page := browser.Post("/zaken/k1/handelingen/JudgeCompleteness", form)
	if page.Status != http.StatusBadRequest {
		t.Errorf("status %d", page.Status)
	}
	mustHave(t, page, `href="#veld-completeBy"`, `id="fout-completeBy"`, `aria-invalid="true"`, "Stuur het groeidocument.", `value="abcdefghijklmnopqrstuvwxyz"`)
	mustSay(t, page, "De dag moet na vandaag liggen.")
}

func TestTextsGoToTheDossierBeforeTheActAndTwiceIsTheSame(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/cases/k1", caseWith(map[string]any{"acts": act("JudgeCompleteness", "completeness"), "tasks": task("volledigheid")}))
	w.services.Answer("GET /v1/dossiers/k1", dossier)
	w.services.AnswerWith("POST /v1/dossiers/k1/texts", portaltest.Answer{Status: http.StatusCreated, Body: `{"id":"t1"}`})
	w.services.Answer("POST /v1/cases/k1/completeness", `{"caseId":"k1","version":8,"at":"2026-11-22T10:00:00Z"}`)
	browser := w.signedIn("office:zout")
	form := url.Values{
		"csrf": {browser.Get("/zaken/k1").CSRF()}, "sleutel": {"abcdefghijklmnopqrstuvwxyz"}, "gates": {"groeidocument"}, "gate-groeidocument": {"nee"},
		"request": {"Stuur het groeidocument."}, "completeBy": {"2026-12-10"},
	}
	for range 2 {
		if page := browser.Post("/zaken/k1/handelingen/JudgeCompleteness", form); page.Path != "/zaken/k1?gedaan=JudgeCompleteness" {
			t.Fatalf("led to %s: %s", page.Path, page.Text())
		}
	}
	texts, acts := w.services.Calls("POST /v1/dossiers/k1/texts"), w.services.Calls("POST /v1/cases/k1/completeness")
	if len(texts) != 2 || texts[0].Key != texts[1].Key || len(texts[0].Key) > 64 {
		t.Errorf("texts: %+v", texts)
	}
	if len(acts) != 2 || acts[0].Key != acts[1].Key || acts[0].Body != acts[1].Body {
		t.Errorf("acts: %+v", acts)
	}
	if !strings.Contains(acts[0].Body, `"requestTextId":"t1"`) || strings.Contains(acts[0].Body, "Stuur") {
		t.Errorf("the act carries %s", acts[0].Body)
	}
}

func TestWordsForAStepThatIsGoneAreNotLost(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/cases/k1", caseWith(map[string]any{"as": []string{"expert"}}))
	w.services.Answer("GET /v1/dossiers/k1", dossier)
	w.services.AnswerWith("POST /v1/dossiers/k1/texts", portaltest.Answer{Status: http.StatusCreated, Body: `{"id":"t1"}`})
	w.services.Refuse("POST /v1/cases/k1/advices", http.StatusConflict, `{"status":409,"detail":"De aanvraag is ingetrokken."}`)
	browser := w.signedIn("expert:gz-1")
	page := browser.Post("/zaken/k1/handelingen/GiveAdvice", url.Values{
		"csrf": {browser.Get("/").CSRF()}, "admissible": {"nee"}, "text": {"Mijn lange advies over deze aanvraag."},
	})
	if page.Status != http.StatusConflict {
		t.Errorf("status %d", page.Status)
	}
	mustSay(t, page, "De aanvraag is ingetrokken.", "Deze stap kan niet meer", "Mijn lange advies over deze aanvraag.")
}

func TestDecisionIsSignedOnlyAfterItWasReadOnceMore(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/cases/k1", caseWith(map[string]any{"as": []string{"director"}, "phase": "besluit", "acts": act("Decide", "decision"), "tasks": task("besluit")}))
	w.services.Answer("GET /v1/dossiers/k1", dossier)
	w.services.Answer("GET /v1/dossiers/k1/application", `{"pupil":{"firstName":"Noor"}}`)
	w.services.Answer("POST /v1/cases/k1/decision", `{"caseId":"k1","version":8,"at":"2026-11-22T10:00:00Z"}`)
	browser := w.signedIn("director:zout")
	form := url.Values{
		"csrf": {browser.Get("/zaken/k1/besluit").CSRF()}, "sleutel": {"abcdefghijklmnopqrstuvwxyz"}, "granted": {"ja"}, "destination": {"sbo"},
		"category": {"laag"}, "extent": {"full"}, "validFrom": {"2026-12-01"}, "validUntil": {"2028-07-31"}, "receivingSchoolId": {"stuifheugel-zeist"},
	}
	mustSay(t, browser.Post("/zaken/k1/handelingen/Decide", form), "Besluit ondertekenen", "Stuifheugel, Zeist", "maandag 31 juli 2028")
	if signed := w.services.Calls("POST /v1/cases/k1/decision"); len(signed) > 0 {
		t.Fatalf("decided before it was signed: %v", signed)
	}
	form.Set("doe", "ondertekenen")
	browser.Post("/zaken/k1/handelingen/Decide", form)
	signed := w.services.Calls("POST /v1/cases/k1/decision")
	if len(signed) != 1 || strings.Contains(signed[0].Body, "category") {
		t.Errorf("signed: %+v", signed)
	}
}

func TestNewsLeavesAFormAloneInWhichSomebodyTypes(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/cases/k1", caseWith(map[string]any{"acts": act("Withdraw", "withdrawal"), "as": []string{"applicant"}}))
	w.services.Answer("GET /v1/dossiers/k1", dossier)
	browser := w.signedIn("school:regenboog-uh-amerongen")
	same := browser.Get("/zaken/k1/nieuws?versie=6&vormen=Withdraw&typt=1")
	if strings.Contains(same.HTML, `id="taken"`) || strings.Contains(same.HTML, `id="taakmelding"`) {
		t.Error("the same can be done, and the form is touched")
	}
	mustHave(t, same, `id="stand" hx-swap-oob="innerHTML"`, `id="termijnen" hx-swap-oob="innerHTML"`)
	typing := browser.Get("/zaken/k1/nieuws?versie=6&vormen=Complete,Withdraw&typt=1")
	if strings.Contains(typing.HTML, `id="taken"`) {
		t.Error("a form in which somebody types is taken away")
	}
	mustSay(t, typing, "Er is iets veranderd")
	mustHave(t, browser.Get("/zaken/k1/nieuws?versie=6&vormen=Complete,Withdraw"), `id="taken" hx-swap-oob="innerHTML"`)
	w.services.Answer("GET /v1/cases/k1", caseWith(map[string]any{"acts": act("Withdraw", "withdrawal"), "as": []string{"applicant"}, "tasks": task("aanvulling")}))
	mustHave(t, browser.Get("/zaken/k1/nieuws?versie=6&vormen=Withdraw"), `id="taken" hx-swap-oob="innerHTML"`)
	if known := browser.Get("/zaken/k1/nieuws?versie=7&vormen=Withdraw"); known.Status != http.StatusNoContent {
		t.Errorf("nothing new, and yet %d", known.Status)
	}
}

func TestUnreachableServiceIsSaidPlainly(t *testing.T) {
	w := newWorld(t)
	browser := w.signedIn("office:zout")
	w.services.Refuse("GET /v1/tasks", http.StatusServiceUnavailable, `{"status":503,"detail":"Probeer het over een minuut opnieuw."}`)
	page := browser.Get("/")
	if page.Status != http.StatusServiceUnavailable {
		t.Errorf("status %d", page.Status)
	}
	mustSay(t, page, "Traject is even niet bereikbaar", "Probeer het over een minuut opnieuw.")
}

func TestEveryRoleHasAStartPage(t *testing.T) {
	for who, says := range map[string]string{
		"school:regenboog-uh-amerongen": "Nieuwe aanvraag", "sot:zeist": "Hele subregio", "office:zout": "Taken van iedereen",
		"expert:gz-1": "Mijn zaken", "director:zout": "Wacht op uw besluit", "parent:abc": "De zaken van uw kind",
		"municipality:zeist": "geen rol bij een toelaatbaarheidsverklaring", "board:x": "schoolbestuur", "engineer:x": "Beheer",
	} {
		t.Run(who, func(t *testing.T) {
			page := newWorld(t).signedIn(who).Get("/")
			if page.Status != http.StatusOK {
				t.Errorf("status %d", page.Status)
			}
			mustSay(t, page, says)
		})
	}
}

func TestManyTasksComeInPages(t *testing.T) {
	w := newWorld(t)
	task := map[string]any{"id": "a", "caseId": "ka", "kind": "volledigheid", "party": "office:zout", "title": "Taak a", "reason": "Daarom.", "basis": "Awb 4:13",
		"dueOn": "2026-11-20", "daysLeft": 2, "dossierId": "ka", "mine": true, "applicantSchoolId": "op-dreef-zeist"}
	answer := func(query, next string) {
		w.services.Answer("GET /v1/tasks"+query, portaltest.Text(map[string]any{"today": "2026-11-18", "tasks": []any{task}, "total": 120, "nextCursor": next}))
	}
	answer("?limit=50&scope=all", "c/2")
	answer("?cursor=c%2F2&limit=50&scope=all", "")
	browser := w.signedIn("office:zout")
	first := browser.Get("/?bereik=all")
	mustSay(t, first, "U ziet hier 1 van de 120 taken.", "Volgende taken")
	mustHave(t, first, `href="/?bereik=all&amp;vanaf=c%2F2"`)
	last := browser.Get("/?bereik=all&vanaf=c%2F2")
	mustSay(t, last, "Naar de eerste taken")
	mustHave(t, last, `href="/?bereik=all"`)
	if strings.Contains(last.Text(), "Volgende taken") {
		t.Error("something is behind the last page")
	}
}

func TestTasksStandUnderTooLateTodayThisWeekAndLater(t *testing.T) {
	w := newWorld(t)
	// 18 November 2026 is a Wednesday: the week ends four days later.
	var tasks []any
	for id, days := range map[string]int{"a": -2, "b": 0, "c": 4, "d": 5} {
		tasks = append(tasks, map[string]any{"id": id, "caseId": "k" + id, "kind": "volledigheid", "party": "office:zout", "title": "Taak " + id,
			"reason": "Daarom.", "basis": "Awb 4:13", "dueOn": "2026-11-20", "daysLeft": days, "dossierId": "k" + id, "mine": true, "applicantSchoolId": "op-dreef-zeist"})
	}
	w.services.Answer("GET /v1/tasks", portaltest.Text(map[string]any{"today": "2026-11-18", "tasks": tasks}))
	text := w.signedIn("office:zout").Get("/").Text()
	last := -1
	for _, part := range []string{"Te laat 1 taak", "Taak a", "2 dagen te laat", "Vandaag 1 taak", "Taak b", "Deze week 1 taak", "Taak c", "Later 1 taak", "Taak d"} {
		at := strings.Index(text, part)
		if at <= last {
			t.Fatalf("%q is not in its place in %s", part, text)
		}
		last = at
	}
}
