package portal_test

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"traject.nl/services/portal/portaltest"
)

const origin, theBuitenkans = "school:regenboog-uh-amerongen", "provision:buitenkans"

// placement is a Buitenkans case as the cases service gives it, with these parts on top.
func placement(parts map[string]any) string {
	facts := map[string]any{
		"phase": "observation", "schoolId": "regenboog-uh-amerongen", "groep": 5, "questionTextId": "q1", "supported": true, "consented": true,
		"consentedOn": "2026-10-05", "admitted": true, "admittedOn": "2026-10-12", "urgency": "at-home", "startedOn": "2026-11-02",
		"place":     map[string]any{"groupId": "middenbouw", "groupName": "Middenbouw", "fromOn": "2026-11-02", "untilOn": "2027-01-29"},
		"maximumOn": "2027-01-31", "maximumSteps": []string{"13 weken vanaf 2 november 2026, die dag telt mee: tot en met 31 januari 2027."},
		"interruptions": []any{}, "aftercare": []any{},
	}
	if own, ok := parts["facts"].(map[string]any); ok {
		maps.Copy(facts, own)
	}
	shown := map[string]any{
		"id": "p1", "version": 5, "procedure": "buitenkans", "phase": "observation", "status": "De leerling is bij de Buitenkans.",
		"acting": "De Buitenkans kijkt mee.", "receivedAt": "2026-10-01T10:00:00Z", "dossierId": "k1", "applicantSchoolId": "regenboog-uh-amerongen",
		"as": []string{"origin"}, "tasks": []any{}, "terms": []any{}, "timeline": []any{}, "acts": []any{}, "related": []any{}, "planned": []any{}, "buitenkans": facts,
	}
	for name, value := range parts {
		if name != "facts" {
			shown[name] = value
		}
	}
	return portaltest.Text(shown)
}

// staying is a world with a Buitenkans case in it.
func staying(t *testing.T, parts map[string]any) *world {
	t.Helper()
	w := newWorld(t)
	w.services.Answer("GET /v1/cases/p1", placement(parts))
	w.services.Answer("GET /v1/dossiers/k1", strings.Replace(dossier, `"pieces":[`, `"pieces":[
		{"id":"q1","kind":"observatievraag","shape":"text","author":"school:x","attached":true,"createdAt":"2026-10-01T10:00:00Z"},
		{"id":"a1","kind":"buitenkans-advies","shape":"file","name":"advies.pdf","author":"provision:buitenkans","attached":true,"createdAt":"2026-12-10T10:00:00Z"},`, 1))
	w.services.AnswerWith("POST /v1/dossiers/k1/texts", portaltest.Answer{Status: http.StatusCreated, Body: `{"id":"t1"}`})
	w.services.Answer("GET /v1/places", book)
	return w
}

// book of places with two groups, one of them full.
const book = `{"provisionId":"buitenkans","version":3,"today":"2026-11-23","groups":[
	{"id":"middenbouw","name":"Middenbouw","fromGroep":5,"toGroep":6,"stays":[{"caseId":"p1","schoolId":"regenboog-uh-amerongen","groep":5,"fromOn":"2026-11-02","untilOn":"2027-01-29"},
		{"schoolId":"op-dreef-zeist","groep":6,"fromOn":"2027-02-01","untilOn":"2027-04-30"}],
	 "weeks":[{"fromOn":"2026-11-23","untilOn":"2026-11-27","places":1,"taken":1,"free":0},{"fromOn":"2026-11-30","untilOn":"2026-12-04","places":0,"taken":0,"free":0}]},
	{"id":"extra","name":"Extra","fromGroep":3,"toGroep":8,"stays":[],"weeks":[{"fromOn":"2026-11-23","untilOn":"2026-11-27","places":2,"taken":0,"free":2}]}],
	"waiting":[{"number":1,"schoolId":"op-dreef-zeist","groep":6,"admittedOn":"2026-11-16","urgency":"threatened","reasons":["Groep Middenbouw is vol tot en met 29 januari 2027."],"expectedOn":"2027-02-01"}],
	"leaving":[{"caseId":"p1","schoolId":"regenboog-uh-amerongen","groupId":"middenbouw","groupName":"Middenbouw","groep":5,"untilOn":"2026-12-04"}]}`

func TestBuitenkansPageSaysTheLastDayAndHowTheUtmostOneWasCounted(t *testing.T) {
	w := staying(t, map[string]any{
		"planned": []any{map[string]any{"kind": "advies-buitenkans", "party": theBuitenkans, "title": "Geef advies", "dueOn": "2027-01-04", "opensOn": "2026-12-14"}},
		"facts":   map[string]any{"interruptions": []any{map[string]any{"fromOn": "2026-11-16", "reason": "illness"}}},
	})
	page := w.signedIn(origin).Get("/zaken/p1")
	mustSay(t, page, "Noor Vries", "Buitenkans, aangevraagd door Regenboog UH", "vrijdag 29 januari 2027", "Langer dan tot en met zondag 31 januari 2027 kan niet",
		"13 weken vanaf 2 november 2026, die dag telt mee", "ondersteuningsplan 2.2", "Sinds 16 november 2026 even weg door ziekte", "De laatste dag blijft dezelfde.",
		"Dit komt nog", "Buitenkans: geef advies", "de taak komt vanzelf op 14 december 2026", "De vraag voor de observatie lezen", "Gaat voor: de leerling zit thuis")
	mustHave(t, page, `aria-current="step"`, `href="/zaken/p1/teksten/q1"`)
}

func TestPlaceOnTheWaitingListIsExplained(t *testing.T) {
	w := staying(t, map[string]any{"as": []string{"parent"}, "facts": map[string]any{
		"phase": "waiting", "place": nil, "maximumOn": "", "maximumSteps": nil,
		"waiting": map[string]any{"number": 3, "reasons": []string{"2 kinderen gaan voor: zij zijn eerder toegelaten."}, "expectedOn": "2027-01-18"},
	}})
	page := w.signedIn("parent:abc").Get("/zaken/p1")
	mustSay(t, page, "Plaats op de wachtlijst", "Nummer 3", "2 kinderen gaan voor: zij zijn eerder toegelaten.", "maandag 18 januari 2027", "Wat betekent dit voor u?")
	if strings.Contains(page.HTML, `href="/buitenkans"`) {
		t.Error("parents are led to the whole book")
	}
}

func TestBuitenkansSeesOnlyThatThereIsARequestUntilTheParentsConsent(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/cases/p1", portaltest.Text(map[string]any{
		"id": "p1", "version": 1, "procedure": "buitenkans", "phase": "request", "status": "Het SOT en de ouders zijn gevraagd.", "receivedAt": "2026-10-01T10:00:00Z",
		"dossierId": "k1", "applicantSchoolId": "regenboog-uh-amerongen", "as": []string{"provision"}, "tasks": []any{}, "terms": []any{}, "timeline": []any{},
		"acts": []any{}, "buitenkans": map[string]any{"phase": "request"},
	}))
	w.services.Refuse("GET /v1/dossiers/k1", http.StatusForbidden, `{"status":403}`)
	page := w.signedIn(theBuitenkans).Get("/zaken/p1")
	mustSay(t, page, "zodra de ouders toestemming geven", "Er zijn geen documenten die u kunt lezen.")
	mustNotSay(t, page, "Noor", "Groep 5")
}

func TestEveryActOfABuitenkansCaseHasItsForm(t *testing.T) {
	for act, says := range map[string]string{
		"SupportRequest": "Steunt het SOT deze aanvraag?", "ConsentToPlacement": "Het ondertekende papier", "AdmitPupil": "Gaat deze leerling voor?",
		"PlanStart": "In welke groep?", "ConfirmStart": "Is de leerling op de eerste dag gekomen?", "InterruptPlacement": "Schrijf nergens op welke ziekte het is.",
		"ResumePlacement": "Vanaf welke dag is de leerling er weer?", "MoveEnd": "Later kan niet.", "EvaluateMidway": "Of voeg het verslag toe als bestand",
		"AdviseSupport": "Terug naar de eigen school", "PlanReturn": "Lees het advies van de Buitenkans", "EndPlacement": "Waarom stopt de plaatsing?",
		"RecordAftercare": "Hoe gaat het met de leerling op school?", "WithdrawRequest": "Ja, de aanvraag wordt ingetrokken", "RecordDeparture": "De leerling is overleden",
	} {
		t.Run(act, func(t *testing.T) {
			w := staying(t, map[string]any{"as": []string{"office"}, "acts": acts(map[string]any{"act": act, "path": "/x"}), "facts": map[string]any{"adviceId": "a1"}})
			mustSay(t, w.signedIn("office:zout").Get("/zaken/p1/doen/"+act), says)
		})
	}
}

func TestBuitenkansActsAreSentAsTheServiceReadsThem(t *testing.T) {
	for act, sent := range map[string]struct {
		path, body string
		answers    url.Values
	}{
		"SupportRequest":     {"support", `{"supported":false,"textId":"t1"}`, url.Values{"supported": {"nee"}, "supportText": {"Er is meer nodig."}}},
		"ConsentToPlacement": {"consent", `{"agreed":true,"textId":"t1"}`, url.Values{"agreed": {"ja"}, "consentWords": {"Graag snel."}}},
		"AdmitPupil":         {"admission", `{"admitted":true,"reasonsTextId":"t1","urgency":"at-home"}`, url.Values{"admitted": {"ja"}, "urgency": {"at-home"}, "admissionReasons": {"Zit thuis."}}},
		"PlanStart":          {"start-plan", `{"groupId":"extra","startOn":"2026-12-01","untilOn":"2027-02-01"}`, url.Values{"startOn": {"2026-12-01"}, "planUntilOn": {"2027-02-01"}, "groupId": {"extra"}}},
		"ConfirmStart":       {"start", `{"arrived":true}`, url.Values{"arrived": {"ja"}, "noShowText": {"niet van toepassing"}}},
		"InterruptPlacement": {"interruption", `{"fromOn":"2026-12-01","reason":"illness"}`, url.Values{"awayFromOn": {"2026-12-01"}, "awayReason": {"illness"}}},
		"ResumePlacement":    {"resumption", `{"on":"2026-12-08"}`, url.Values{"backOn": {"2026-12-08"}}},
		"MoveEnd":            {"end-date", `{"untilOn":"2026-12-18"}`, url.Values{"endUntilOn": {"2026-12-18"}}},
		"EvaluateMidway":     {"midway-evaluation", `{"heldOn":"2026-12-10","reportId":"t1"}`, url.Values{"midwayOn": {"2026-12-10"}, "midwayText": {"Het gaat goed."}}},
		"AdviseSupport":      {"support-advice", `{"adviceId":"t1","direction":"return"}`, url.Values{"direction": {"return"}, "supportAdviceText": {"Een vaste plek."}}},
		"PlanReturn":         {"return-plan", `{"planId":"t1","returnOn":"2027-02-01"}`, url.Values{"returnOn": {"2027-02-01"}, "returnPlanText": {"Rustig opbouwen."}}},
		"EndPlacement":       {"placement-end", `{"endedOn":"2027-01-29","reason":"done"}`, url.Values{"endReason": {"done"}, "endedOn": {"2027-01-29"}, "earlyEndText": {"niet van toepassing"}}},
		"RecordAftercare":    {"aftercare", `{"going":"attention","heldOn":"2027-03-01","reportId":"t1"}`, url.Values{"aftercareOn": {"2027-03-01"}, "going": {"attention"}, "aftercareText": {"Nog even kijken."}}},
		"WithdrawRequest":    {"request-withdrawal", `{}`, url.Values{"zeker": {"ja"}}},
		"RecordDeparture":    {"departure", `{"on":"2026-12-01","reason":"moved"}`, url.Values{"departureReason": {"moved"}, "departedOn": {"2026-12-01"}, "departureSure": {"ja"}}},
	} {
		t.Run(act, func(t *testing.T) {
			w := staying(t, map[string]any{"as": []string{"office"}, "acts": acts(map[string]any{"act": act, "path": "/x"})})
			w.services.Answer("POST /v1/cases/p1/"+sent.path, `{"caseId":"p1","version":6,"at":"2026-11-22T10:00:00Z"}`)
			browser := w.signedIn("office:zout")
			sent.answers.Set("csrf", browser.Get("/").CSRF())
			if done := browser.Post("/zaken/p1/handelingen/"+act, sent.answers); done.Path != "/zaken/p1?gedaan="+act {
				t.Fatalf("led to %s: %s", done.Path, done.Text())
			}
			if calls := w.services.Calls("POST /v1/cases/p1/" + sent.path); len(calls) != 1 || calls[0].Body != sent.body {
				t.Errorf("sent %+v", calls)
			}
		})
	}
}

func TestAllThatIsWrongWithAnActIsSaidAtOnceAndWhatWasTypedStays(t *testing.T) {
	for act, wrong := range map[string]struct {
		answers url.Values
		says    []string
		keeps   string
	}{
		"AdmitPupil":         {url.Values{"admitted": {"ja"}, "urgency": {"at-home"}}, []string{"Schrijf op waarom deze leerling voorgaat."}, `value="at-home" checked`},
		"AdviseSupport":      {url.Values{"direction": {"tlv"}}, []string{"Schrijf het advies op, of voeg het toe als bestand."}, `value="tlv" checked`},
		"RecordAftercare":    {url.Values{"aftercareText": {"Het ging goed."}}, []string{"Vul de datum van het gesprek in.", "Kies hoe het met de leerling gaat."}, "Het ging goed."},
		"EndPlacement":       {url.Values{"endReason": {"parents"}}, []string{"Schrijf op waarom het eerder stopt.", "Vul de laatste dag van de leerling in."}, `value="parents" checked`},
		"ConsentToPlacement": {url.Values{"recorded": {"ja"}}, []string{"Kies of de ouders toestemming geven.", "Voeg het ondertekende papier toe, of neem de tekst over."}, `name="recorded"`},
		"RecordDeparture":    {url.Values{"departedOn": {"2026-12-01"}}, []string{"Kies wat er is gebeurd.", "Vink aan dat dit klopt."}, `value="2026-12-01"`},
	} {
		t.Run(act, func(t *testing.T) {
			w := staying(t, map[string]any{"as": []string{"office"}, "acts": acts(map[string]any{"act": act, "path": "/x"})})
			browser := w.signedIn("office:zout")
			wrong.answers.Set("csrf", browser.Get("/").CSRF())
			wrong.answers.Set("pagina", "ja")
			page := browser.Post("/zaken/p1/handelingen/"+act, wrong.answers)
			if page.Status != http.StatusBadRequest {
				t.Errorf("status %d", page.Status)
			}
			mustSay(t, page, wrong.says...)
			mustHave(t, page, wrong.keeps)
			if calls := w.services.Calls("POST /v1/cases/"); len(calls) > 0 {
				t.Errorf("sent %v", calls)
			}
		})
	}
}

func TestDayThatIsRefusedIsPointedAtInItsInput(t *testing.T) {
	w := staying(t, map[string]any{"as": []string{"provision"}, "acts": acts(map[string]any{"act": "MoveEnd", "path": "/x"})})
	w.services.Refuse("POST /v1/cases/p1/end-date", http.StatusBadRequest, `{"status":400,"errors":[{"location":"body.untilOn","message":"De laatste dag kan niet na 31 januari 2027 liggen."}]}`)
	browser := w.signedIn(theBuitenkans)
	page := browser.Post("/zaken/p1/handelingen/MoveEnd", url.Values{"csrf": {browser.Get("/").CSRF()}, "pagina": {"ja"}, "endUntilOn": {"2027-02-10"}})
	mustSay(t, page, "De laatste dag kan niet na 31 januari 2027 liggen.")
	mustHave(t, page, `href="#veld-endUntilOn"`, `value="2027-02-10"`)
}

func TestFormOfAnOpenBuitenkansTaskStandsWithIt(t *testing.T) {
	w := staying(t, map[string]any{"tasks": openTask("nazorg-2"), "acts": acts(map[string]any{"act": "RecordAftercare", "path": "/x"}), "facts": map[string]any{"phase": "aftercare"}})
	page := w.signedIn(origin).Get("/zaken/p1")
	mustSay(t, page, "Taak nazorg-2", "Hoe gaat het met de leerling op school?")
}

func TestApplicationStartsFromTheCaseWhenThatIsPossible(t *testing.T) {
	w := staying(t, map[string]any{"acts": acts(map[string]any{"act": "Submit", "path": "/v1/cases"}), "facts": map[string]any{"direction": "tlv", "phase": "return"}})
	page := w.signedIn(origin).Get("/zaken/p1")
	mustSay(t, page, "De Buitenkans adviseert een toelaatbaarheidsverklaring", "Start TLV-aanvraag vanaf hier", "U vult alleen aan wat nieuw is.")
	mustHave(t, page, `action="/zaken/p1/aanvraag"`)
}

func TestPageIsQuietAfterADeath(t *testing.T) {
	w := staying(t, map[string]any{
		"as": []string{"parent"}, "closed": true, "phase": "closed", "status": "De zaak is gesloten.", "acting": "",
		"departure": map[string]any{"reason": "deceased", "on": "2026-11-10", "recordedAt": "2026-11-11T10:00:00Z", "by": "school", "caseId": "p1"},
		"facts":     map[string]any{"phase": "closed", "outcome": "departed"},
		"planned":   []any{map[string]any{"kind": "nazorg-1", "party": "school:x", "title": "Nazorg", "dueOn": "2027-01-04", "opensOn": "2026-12-14"}},
	})
	page := w.signedIn("parent:abc").Get("/zaken/p1")
	mustSay(t, page, "De zaak is gesloten.", "Er gaan geen berichten meer uit.")
	mustNotSay(t, page, "Uw taak", "Wat nu?", "Dit komt nog", "Wat betekent dit voor u?", "nog 6", "uiterste dag is", "krijgt u een e-mail", "Document toevoegen", "Aan zet", "Terug op school")
}

func TestNewsBringsTheNameAndTakesAwayWhatIsOver(t *testing.T) {
	w := staying(t, map[string]any{"as": []string{"provision"}})
	news := w.signedIn(theBuitenkans).Get("/zaken/p1/nieuws?versie=1&vormen=")
	mustHave(t, news, `id="naam" hx-swap-oob="innerHTML">Noor Vries`, `id="mensen" hx-swap-oob="innerHTML"`, `id="hulp" hx-swap-oob="innerHTML"`)
	mustNotSay(t, news, "zodra de ouders toestemming geven")
}
