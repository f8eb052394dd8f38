package portal_test

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"traject.nl/services/portal/portaltest"
)

// the schools of a placement: where the pupil comes from, and where the pupil is.
const comesFrom, goesTo = "school:regenboog-uh-amerongen", "school:stuifheugel-zeist"

// followed is the follow-up of a placement as the cases service gives it, with these parts on top.
func followed(parts map[string]any) string {
	facts := map[string]any{
		"phase": "placed", "originSchoolId": "regenboog-uh-amerongen",
		"placements": []any{map[string]any{
			"schoolId": "stuifheugel-zeist", "placedOn": "2026-08-17", "tlvs": []any{map[string]any{
				"caseId": "k1", "number": "PO2603-000001", "destination": "sbo", "extent": "full", "validFrom": "2026-08-01", "validUntil": "2027-07-31", "agreementsTextId": "r1",
			}},
		}},
		"evaluations": []any{map[string]any{"heldOn": "2026-11-02", "going": "attention", "together": true, "returnInSight": true, "reportId": "e1", "bySchoolId": "stuifheugel-zeist"}},
		"returns":     []any{}, "applicationCaseIds": []any{},
	}
	if own, ok := parts["facts"].(map[string]any); ok {
		maps.Copy(facts, own)
	}
	shown := map[string]any{
		"id": "f1", "version": 5, "procedure": "plaatsing", "phase": "geplaatst", "status": "De leerling is op de school waarvoor de TLV is.",
		"acting": "De school evalueert de plaatsing.", "receivedAt": "2026-06-01T10:00:00Z", "dossierId": "k1",
		"applicantSchoolId": "regenboog-uh-amerongen", "receivingSchoolId": "stuifheugel-zeist", "as": []string{"host"},
		"tasks": []any{}, "timeline": []any{}, "acts": []any{}, "related": []any{map[string]any{"caseId": "k1", "procedure": "tlv", "status": "Het besluit is er."}},
		"planned": []any{map[string]any{"kind": "evaluatie", "party": goesTo, "title": "De plaatsing evalueren", "dueOn": "2027-10-01", "opensOn": "2027-08-20"}},
		"terms": decisionTerm(map[string]any{
			"id": "laatste-schooljaar", "title": "Regelen wat er na deze TLV komt", "basis": "WPO 40 lid 14, WEC 40 lid 15", "owner": "school",
			"plannedOn": "2027-07-31", "lastOn": "2027-07-31", "fixedOn": "2027-07-31", "weeks": 0, "segments": nil,
		}),
		"plaatsing": facts,
	}
	for name, value := range parts {
		if name != "facts" {
			shown[name] = value
		}
	}
	return portaltest.Text(shown)
}

// placed is a world with a placement in it.
func placed(t *testing.T, parts map[string]any) *world {
	t.Helper()
	w := newWorld(t)
	w.services.Answer("GET /v1/cases/f1", followed(parts))
	w.services.Answer("GET /v1/dossiers/k1", strings.Replace(dossier, `"pieces":[`, `"pieces":[
		{"id":"e1","kind":"evaluatieverslag","shape":"text","author":"school:stuifheugel-zeist","attached":true,"createdAt":"2026-11-02T10:00:00Z"},
		{"id":"p9","kind":"terugplaatsingsplan","shape":"file","name":"plan.pdf","author":"school:stuifheugel-zeist","attached":true,"createdAt":"2026-11-02T10:00:00Z"},`, 1))
	w.services.AnswerWith("POST /v1/dossiers/k1/texts", portaltest.Answer{Status: http.StatusCreated, Body: `{"id":"t1"}`})
	return w
}

// goingBack is a return that is agreed.
var goingBack = []any{map[string]any{
	"schoolId": "regenboog-uh-amerongen", "planId": "p9", "plannedOn": "2027-01-10", "agreedOn": "2027-01-14",
	"steps": []any{map[string]any{"fromOn": "2027-02-01", "halfDays": 4}, map[string]any{"fromOn": "2027-03-01", "halfDays": 10}}, "followUps": []any{},
}}

func TestReceivingSchoolSeesUntilWhenTheDutyOfTheLastYearAndHowItGoes(t *testing.T) {
	w := placed(t, map[string]any{"tasks": []any{map[string]any{
		"id": "vervolg-kiezen", "kind": "vervolg-kiezen", "party": goesTo, "title": "Kiezen wat er na deze TLV komt", "dueOn": "2027-03-01",
	}}})
	page := w.signedIn(goesTo).Get("/zaken/f1")
	mustSay(t, page, "Noor Vries", "Plaatsing op Stuifheugel, Zeist · kenmerk f1", "zaterdag 31 juli 2027", "Dit is het laatste schooljaar van de TLV.",
		"wet, WPO 40 lid 14, WEC 40 lid 15", "De school kiest uiterlijk maandag 1 maart 2027", "Het heeft aandacht nodig", "De volgende evaluatie is uiterlijk vrijdag 1 oktober 2027",
		"De scholen deden dit samen. Terugkeer is in zicht.", "Verslag van een evaluatie lezen", "PO2603-000001", "Afspraken bij het besluit lezen", "Dit komt nog")
	mustHave(t, page, `aria-current="step"`, `href="/zaken/k1/teksten/r1"`, `href="/leerlingen/k1"`)
}

func TestBeforeTheLastYearThePageSaysWhenItBegins(t *testing.T) {
	w := placed(t, map[string]any{"terms": []any{}, "facts": map[string]any{"placements": []any{map[string]any{
		"schoolId": "stuifheugel-zeist", "placedOn": "2026-08-17", "tlvs": []any{map[string]any{"caseId": "k1", "validFrom": "2026-08-01", "validUntil": "2099-07-31"}},
	}}}})
	mustSay(t, w.signedIn(goesTo).Get("/zaken/f1"), "Het laatste schooljaar van de TLV begint op 1 augustus 2098", "wet, WPO 40 lid 14 en WEC 40 lid 15")
}

func TestReferringSchoolSeesThatThePupilIsThereAndHowItGoesAndNoDossier(t *testing.T) {
	w := placed(t, map[string]any{"as": []string{"origin"}})
	w.services.Refuse("GET /v1/dossiers/k1", http.StatusForbidden, `{"status":403}`)
	page := w.signedIn(comesFrom).Get("/zaken/f1")
	mustSay(t, page, "Leerling van Regenboog UH", "Plaatsing op Stuifheugel, Zeist", "Het heeft aandacht nodig", "U ziet dat de leerling er is, tot wanneer, en hoe het gaat.",
		"Er zijn geen documenten die u kunt lezen.")
	mustNotSay(t, page, "Noor Vries", "Verslag van een evaluatie lezen")
}

func TestSchoolThatTakesThePupilBackReadsThePlanAndAnswers(t *testing.T) {
	w := placed(t, map[string]any{
		"as": []string{"target"}, "facts": map[string]any{"phase": "return", "placements": []any{}, "evaluations": []any{}, "returns": goingBack},
		"tasks": openTask("terugplaatsing-antwoord"), "acts": acts(map[string]any{"act": "AnswerReturn", "path": "/x"}),
	})
	page := w.signedIn(comesFrom).Get("/zaken/f1")
	mustSay(t, page, "Terug in stappen", "Vanaf maandag 1 februari 2027: 4 dagdelen per week", "Vanaf maandag 1 maart 2027: de hele week", "Kan de leerling volgens dit plan bij u komen?")
	mustHave(t, page, `href="/zaken/f1/documenten/p9"`)
}

func TestParentsReadWhatThePlacementMeansAndFailedReturnStays(t *testing.T) {
	stopped := []any{map[string]any{"schoolId": "regenboog-uh-amerongen", "plannedOn": "2026-09-01", "stoppedOn": "2026-10-05", "steps": []any{}, "followUps": []any{}}}
	w := placed(t, map[string]any{"as": []string{"parent"}, "facts": map[string]any{"returns": stopped}})
	mustSay(t, w.signedIn("parent:abc").Get("/zaken/f1"), "Wat betekent dit voor u?", "Uw kind is op deze school.", "De school waar uw kind is: Stuifheugel, Zeist", "Gestopt op 5 oktober 2026")
}

func TestInstitutionHasNoTLVAndNobodyIsAwaitedThere(t *testing.T) {
	w := placed(t, map[string]any{"as": []string{"following"}, "acts": acts(map[string]any{"act": "Evaluate", "path": "/x"}), "receivingSchoolId": "", "terms": []any{}, "facts": map[string]any{
		"placements": []any{map[string]any{"institution": "ggz", "placedOn": "2026-10-01", "expectedUntil": "2027-02-01", "tlvs": []any{}}}, "agreementsTextId": "e1",
	}})
	w.services.Answer("POST /v1/cases/f1/evaluation", `{"caseId":"f1","version":6,"at":"2026-11-22T10:00:00Z"}`)
	browser := w.signedIn(comesFrom)
	page := browser.Get("/zaken/f1")
	mustSay(t, page, "Uw school volgt hoe het gaat", "Plaatsing: een instelling voor geestelijke gezondheidszorg (ggz)", "Waarschijnlijk tot en met 1 februari 2027")
	mustNotSay(t, page, "Verwacht")
	form := browser.Get("/zaken/f1/doen/Evaluate")
	mustNotSay(t, form, "Deden beide scholen mee?")
	browser.Post("/zaken/f1/handelingen/Evaluate", url.Values{
		"csrf": {form.CSRF()}, "alone": {"ja"}, "evaluatedOn": {"2026-11-02"}, "going": {"well"}, "returnInSight": {"ja"}, "evaluationText": {"Goed."},
	})
	if sent := w.services.Calls("POST /v1/cases/f1/evaluation"); len(sent) != 1 || !strings.Contains(sent[0].Body, `"together":false`) {
		t.Errorf("sent %+v", sent)
	}
}

func TestAfterADeathThePageOfAPlacementIsQuiet(t *testing.T) {
	w := placed(t, map[string]any{"closed": true, "departure": map[string]any{"reason": "deceased", "on": "2026-11-10"}, "facts": map[string]any{"phase": "closed", "outcome": "departed"}})
	page := w.signedIn(goesTo).Get("/zaken/f1")
	mustSay(t, page, "Er gaan geen berichten meer uit.")
	mustNotSay(t, page, "Dit komt nog", "Overleden", "laatste schooljaar van de TLV")
}

func TestEveryActOfAPlacementHasItsForm(t *testing.T) {
	for act, says := range map[string]string{
		"ConfirmPlacement": "Vanaf welke dag is de leerling op uw school?", "ReportUnused": "Waarom komt de leerling niet?", "Evaluate": "Deden beide scholen mee?",
		"ChooseContinuation": "Twee deskundigen kijken opnieuw.", "PlanReturn": "daar kwam de leerling vandaan", "AnswerReturn": "Lees eerst het plan",
		"ConfirmReturn": "de hele week terug?", "FollowUpReturn": "Hoe gaat het met de leerling op school?", "StopReturn": "wat is ervan geleerd?",
		"RecordDeparture": "De leerling is overleden",
	} {
		t.Run(act, func(t *testing.T) {
			w := placed(t, map[string]any{"acts": acts(map[string]any{"act": act, "path": "/x"}), "facts": map[string]any{"returns": goingBack}})
			mustSay(t, w.signedIn(goesTo).Get("/zaken/f1/doen/"+act), says)
		})
	}
}

func TestActsOfAPlacementAreSentAsTheServiceReadsThem(t *testing.T) {
	for act, sent := range map[string]struct {
		path, body string
		answers    url.Values
	}{
		"ConfirmPlacement":   {"placement-confirmation", `{"placedOn":"2026-08-17"}`, url.Values{"placedOn": {"2026-08-17"}}},
		"ReportUnused":       {"unused", `{"textId":"t1"}`, url.Values{"unusedText": {"Verhuisd."}}},
		"Evaluate":           {"evaluation", `{"going":"well","heldOn":"2026-11-02","reportId":"t1","returnInSight":false,"together":true}`, url.Values{"evaluatedOn": {"2026-11-02"}, "going": {"well"}, "together": {"ja"}, "evaluationText": {"Goed."}}},
		"ChooseContinuation": {"continuation", `{"continuation":"extension","reasonsTextId":"t1"}`, url.Values{"continuation": {"extension"}, "continuationText": {"De ouders willen dit."}}},
		"PlanReturn": {"return", `{"planId":"t1","schoolId":"regenboog-uh-amerongen","steps":[{"fromOn":"2027-02-01","halfDays":4},{"fromOn":"2027-03-01","halfDays":10}]}`, url.Values{
			"returnSchoolId": {"regenboog-uh-amerongen"}, "stap1Vanaf": {"2027-02-01"}, "stap1Dagdelen": {"4"}, "stap2Vanaf": {"2027-03-01"}, "stap2Dagdelen": {"10"}, "planText": {"Zo."},
		}},
		"AnswerReturn":   {"return-answer", `{"agreed":true}`, url.Values{"agreed": {"ja"}, "answerText": {"Dit telt niet mee."}}},
		"ConfirmReturn":  {"return-confirmation", `{"returnedOn":"2027-03-01"}`, url.Values{"returnedOn": {"2027-03-01"}}},
		"FollowUpReturn": {"follow-up", `{"going":"not-well","heldOn":"2027-04-12","reportId":"t1"}`, url.Values{"followedUpOn": {"2027-04-12"}, "going": {"not-well"}, "followUpText": {"Het valt tegen."}}},
		"StopReturn":     {"return-stop", `{"stoppedOn":"2027-04-20","textId":"t1"}`, url.Values{"stoppedOn": {"2027-04-20"}, "stoppedText": {"Het ging niet."}}},
	} {
		t.Run(act, func(t *testing.T) {
			w := placed(t, map[string]any{"acts": acts(map[string]any{"act": act, "path": "/x"})})
			w.services.Answer("POST /v1/cases/f1/"+sent.path, `{"caseId":"f1","version":6,"at":"2026-11-22T10:00:00Z"}`)
			browser := w.signedIn(goesTo)
			sent.answers.Set("csrf", browser.Get("/zaken/f1").CSRF())
			if done := browser.Post("/zaken/f1/handelingen/"+act, sent.answers); done.Path != "/zaken/f1?gedaan="+act {
				t.Fatalf("led to %s: %s", done.Path, done.Text())
			}
			if got := w.services.Calls("POST /v1/cases/f1/" + sent.path); len(got) != 1 || got[0].Body != sent.body {
				t.Errorf("sent %+v", got)
			}
		})
	}
}

func TestBuildUpWithGapsSaysAllThatIsMissingAndKeepsTheRest(t *testing.T) {
	w := placed(t, map[string]any{"acts": acts(map[string]any{"act": "PlanReturn", "path": "/x"})})
	browser := w.signedIn(goesTo)
	page := browser.Post("/zaken/f1/handelingen/PlanReturn", url.Values{
		"csrf": {browser.Get("/zaken/f1").CSRF()}, "pagina": {"ja"}, "stap1Vanaf": {"2027-02-01"}, "stap3Dagdelen": {"10"}, "planText": {"Ons plan."},
	})
	if page.Status != http.StatusBadRequest || len(w.services.Calls("POST /v1/cases")) > 0 {
		t.Errorf("status %d, %v", page.Status, w.services.Calls("POST /v1/cases"))
	}
	mustSay(t, page, "Kies de gewone school.", "Kies bij stap 1 hoeveel dagdelen.", "Vul bij stap 2 de eerste dag in.", "Kies bij stap 2 hoeveel dagdelen.", "Vul bij stap 3 de eerste dag in.")
	mustHave(t, page, `value="2027-02-01"`, "Ons plan.", `href="#veld-stap2Vanaf"`, `id="veld-stap3Dagdelen"`)
}

func TestProblemWithAStepLeadsToItsInput(t *testing.T) {
	w := placed(t, map[string]any{"acts": acts(map[string]any{"act": "PlanReturn", "path": "/x"})})
	w.services.Refuse("POST /v1/cases/f1/return", http.StatusBadRequest, `{"status":400,"errors":[
		{"location":"body.steps[1].halfDays","message":"De laatste stap is de hele week: 10 dagdelen."},{"location":"body.schoolId","message":"Deze school bestaat niet meer."}]}`)
	browser := w.signedIn(goesTo)
	page := browser.Post("/zaken/f1/handelingen/PlanReturn", url.Values{
		"csrf": {browser.Get("/zaken/f1").CSRF()}, "pagina": {"ja"}, "returnSchoolId": {"weg"}, "planText": {"Ons plan."},
		"stap1Vanaf": {"2027-02-01"}, "stap1Dagdelen": {"2"}, "stap2Vanaf": {"2027-03-01"}, "stap2Dagdelen": {"6"},
	})
	mustSay(t, page, "De laatste stap is de hele week: 10 dagdelen.", "Deze school bestaat niet meer.")
	mustHave(t, page, `href="#veld-stap2Dagdelen"`, `href="#veld-returnSchoolId"`, `value="2027-03-01"`)
}

func TestEvaluationBySchoolWithoutAPartIsSaidAsTheServiceSaysIt(t *testing.T) {
	w := placed(t, map[string]any{"as": []string{"origin"}})
	w.services.Refuse("POST /v1/cases/f1/evaluation", http.StatusForbidden, `{"status":403,"detail":"U mag dit in deze zaak niet doen."}`)
	browser := w.signedIn(comesFrom)
	page := browser.Post("/zaken/f1/handelingen/Evaluate", url.Values{
		"csrf": {browser.Get("/zaken/f1").CSRF()}, "evaluatedOn": {"2026-11-02"}, "going": {"well"}, "together": {"nee"}, "evaluationText": {"Onze kijk op deze leerling."},
	})
	if page.Status != http.StatusForbidden {
		t.Errorf("status %d", page.Status)
	}
	mustSay(t, page, "U mag dit in deze zaak niet doen.", "Onze kijk op deze leerling.")
}
