package portal_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"traject.nl/services/portal/portaltest"
)

func preferences(party, more string) portaltest.Answer {
	return portaltest.Answer{Header: map[string]string{"ETag": `"4"`}, Body: `{"parties":[{"party":"` + party + `",
		"mailbox":{"kinds":{"task":"direct","letter":"direct","ended":"weekly","escalation":"direct"}},
		"own":{"address":false,"possible":true,"kinds":{"task":"none","letter":"direct"}},"mandatory":["letter","default"]` + more + `}]}`}
}

func TestPreferencesAreKeptPerKindAndOnlyWhatIsOnTheFormChanges(t *testing.T) {
	w := newWorld(t)
	w.services.AnswerWith("GET /v1/preferences", preferences("school:op-dreef-zeist", ""))
	w.services.Answer("PUT /v1/preferences", `{}`)
	browser := w.signedIn("school:op-dreef-zeist")
	page := browser.Get("/berichten/instellingen")
	mustSay(t, page, "Berichten voor Op Dreef", "Brief of besluit: daarvan krijgt u meteen een e-mail.", "Stuur ook e-mail aan het adres waarmee ik inlog")
	mustHave(t, page, `name="postbus-0-task"`, `name="eigen-0"`, `name="versie" value="&#34;4&#34;"`, `for="veld-postbus-0-task"`)
	if strings.Contains(page.HTML, `name="postbus-0-letter"`) || strings.Contains(page.HTML, "Digitale post") {
		t.Error("a school is asked what is no choice of its own")
	}
	done := browser.Post("/berichten/instellingen", url.Values{
		"csrf": {page.CSRF()}, "versie": {`"4"`}, "partij-0": {"school:op-dreef-zeist"}, "postbus-0-task": {"weekly"}, "eigen-0": {"ja"}, "eigen-0-task": {"nooit"},
	})
	if done.Path != "/berichten/instellingen?gedaan=voorkeuren" {
		t.Fatalf("led to %s: %s", done.Path, done.Text())
	}
	mustSay(t, done, "Uw instellingen zijn bewaard.")
	call := w.services.Calls("PUT /v1/preferences")[0]
	if call.IfMatch != `"4"` {
		t.Errorf("version %q", call.IfMatch)
	}
	want := `{"parties":[{"party":"school:op-dreef-zeist","mailbox":{"kinds":{"ended":"weekly","escalation":"direct","letter":"direct","task":"weekly"},"optOut":false},` +
		`"own":{"address":true,"kinds":{"letter":"direct","task":"none"}}}]}`
	if call.Body != want {
		t.Errorf("sent %s\nwant %s", call.Body, want)
	}
}

func TestOnlyWhoRefusesItExpresslyGetsNoMailAboutALetter(t *testing.T) {
	w := newWorld(t)
	w.services.AnswerWith("GET /v1/preferences", preferences("school:op-dreef-zeist", ""))
	w.services.Answer("PUT /v1/preferences", `{}`)
	browser := w.signedIn("school:op-dreef-zeist")
	form := url.Values{"csrf": {browser.Get("/").CSRF()}, "versie": {`"4"`}, "partij-0": {"school:op-dreef-zeist"}, "postbus-0-letter": {"none"}}
	for _, refused := range []bool{false, true} {
		if refused {
			form.Set("geen-bericht-0", "ja")
		}
		browser.Post("/berichten/instellingen", form)
		calls := w.services.Calls("PUT /v1/preferences")
		var sent struct {
			Parties []struct {
				Mailbox struct {
					Kinds  map[string]string
					OptOut bool
				}
			}
		}
		if err := json.Unmarshal([]byte(calls[len(calls)-1].Body), &sent); err != nil {
			t.Fatal(err)
		}
		want := map[bool]string{false: "direct", true: "none"}[refused]
		if got := sent.Parties[0].Mailbox; got.Kinds["letter"] != want || got.OptOut != refused {
			t.Errorf("refused %v: %+v", refused, got)
		}
	}
}

func TestPreferencesThatAColleagueChangedAreShownAsTheyAreNow(t *testing.T) {
	w := newWorld(t)
	w.services.AnswerWith("GET /v1/preferences", preferences("school:op-dreef-zeist", ""))
	w.services.Refuse("PUT /v1/preferences", http.StatusPreconditionFailed, `{"status":412}`)
	browser := w.signedIn("school:op-dreef-zeist")
	page := browser.Post("/berichten/instellingen", url.Values{
		"csrf": {browser.Get("/").CSRF()}, "versie": {`"3"`}, "partij-0": {"school:op-dreef-zeist"}, "postbus-0-task": {"none"},
	})
	if page.Status != http.StatusConflict {
		t.Errorf("status %d", page.Status)
	}
	mustSay(t, page, "Iemand anders heeft deze instellingen intussen veranderd.")
	mustHave(t, page, `value="direct" selected`)
}

func TestParentIsAskedForDigitalPostUntilTheChoiceIsMade(t *testing.T) {
	w := newWorld(t)
	w.services.AnswerWith("GET /v1/preferences", preferences("parent:abc", ""))
	w.services.Answer("PUT /v1/preferences", `{}`)
	browser := w.signedIn("parent:abc")
	start := browser.Get("/")
	mustSay(t, start, "Wilt u uw post digitaal krijgen?")
	mustHave(t, start, `href="/berichten/instellingen#digitaal"`)
	page := browser.Get("/berichten/instellingen")
	mustSay(t, page, "artikel 2:8 van de Algemene wet bestuursrecht", "Binnen 48 uur", "Nee, op papier.")
	for _, text := range []string{"data-toestemming", `name="postbus-0-escalation"`, `name="eigen-0"`, `value="nee" checked`, `value="ja" checked`} {
		if strings.Contains(page.HTML, text) {
			t.Errorf("the page has %q", text)
		}
	}
	form := url.Values{"csrf": {page.CSRF()}, "versie": {`"4"`}, "partij": {"parent:abc"}}
	nothing := browser.Post("/berichten/toestemming", form)
	if nothing.Status != http.StatusBadRequest {
		t.Errorf("status %d", nothing.Status)
	}
	mustHave(t, nothing, `href="#veld-digitaal-0"`, `id="veld-digitaal-0"`)
	form.Set("elektronisch", "nee")
	mustSay(t, browser.Post("/berichten/toestemming", form), "U krijgt uw brieven op papier, met de post.")
	if body := w.services.Calls("PUT /v1/preferences")[0].Body; body != `{"parties":[{"party":"parent:abc","electronic":{"given":false}}]}` {
		t.Errorf("sent %s", body)
	}
	w.services.AnswerWith("GET /v1/preferences", preferences("parent:abc", `,"electronic":{"given":false,"at":"2026-11-22T10:00:00Z"}`))
	if strings.Contains(browser.Get("/").HTML, "data-toestemming") {
		t.Error("a parent who chose is asked again")
	}
	mustSay(t, browser.Get("/berichten/instellingen"), "U koos op 22 november 2026 voor post op papier.")
}

func TestOwnAddressIsOnlyForWhoHasOneThatWasVerified(t *testing.T) {
	w := newWorld(t)
	w.services.AnswerWith("GET /v1/preferences", portaltest.Answer{Header: map[string]string{"ETag": `"4"`}, Body: `{"parties":[{"party":"office:zout",
		"mailbox":{"kinds":{"task":"direct"}},"own":{"address":false,"possible":false,"kinds":{"task":"direct"}},"mandatory":["letter"]}]}`})
	page := w.signedIn("office:zout").Get("/berichten/instellingen")
	mustSay(t, page, "wij kennen geen gecontroleerd e-mailadres van u")
	if strings.Contains(page.HTML, `name="eigen-0"`) {
		t.Error("an address is offered that is not there")
	}
}

func TestNobodyConsentsForAnother(t *testing.T) {
	w := newWorld(t)
	w.services.AnswerWith("GET /v1/preferences", preferences("parent:abc", ""))
	browser := w.signedIn("parent:abc")
	form := url.Values{"csrf": {browser.Get("/").CSRF()}, "versie": {`"4"`}, "partij": {"parent:def"}, "elektronisch": {"ja"}}
	if page := browser.Post("/berichten/toestemming", form); page.Status != http.StatusNotFound {
		t.Errorf("status %d", page.Status)
	}
	if calls := w.services.Calls("PUT /v1/preferences"); len(calls) != 0 {
		t.Errorf("sent %v", calls)
	}
}
