package portal_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"traject.nl/services/portal/portaltest"
)

const hook = `{"id":"w1","party":"municipality:zeist","url":"https://hooks.zeist.test/in","format":"cloudevents","types":["nl.passendonderwijs.bezwaren"],"active":true,
	"authorized":false,"createdAt":"2026-11-18T08:00:00Z","waiting":0,"dead":1,"last":{"at":"2026-11-18T09:00:00Z","status":500,"accepted":false}}`

// hooked is a portal whose municipality of Zeist has a subscription.
func hooked(t *testing.T) *world {
	w := newWorld(t)
	w.services.Answer("GET /v1/subscriptions", `{"items":[`+hook+`]}`)
	w.services.Answer("GET /v1/subscriptions/w1", hook)
	w.services.Answer("GET /v1/subscriptions/w1/deliveries", `{"items":[{"id":"m1","eventId":"e1","type":"nl.passendonderwijs.bezwaren.beslistermijn-overschreden","caseId":"k1","state":"dead","attempts":8,"reply":"antwoord 500"}]}`)
	w.services.Answer("PUT /v1/subscriptions/w1", hook)
	return w
}

func TestMunicipalityMakesASubscriptionAndSeesItsSecretOnce(t *testing.T) {
	w := hooked(t)
	w.services.AnswerWith("POST /v1/subscriptions", portaltest.Answer{Status: http.StatusCreated, Body: strings.Replace(hook, `"active"`, `"secret":"whsec_geheim","active"`, 1)})
	browser := w.signedIn("municipality:zeist")
	form := browser.Get("/koppelingen/nieuw")
	mustSay(t, form, "Toelaatbaarheidsverklaringen", "Bezwaren", "CloudEvents", "VNG Notificaties")
	made := browser.Post("/koppelingen/nieuw", url.Values{"csrf": {form.CSRF()}, "sleutel": {"abcdefghijklmnopqrstuvwxyz"}, "gemeente": {"zeist"},
		"adres": {" https://hooks.zeist.test/in "}, "vorm": {"cloudevents"}, "soort": {"nl.passendonderwijs.bezwaren"}})
	mustHave(t, made, `id="geheim" value="whsec_geheim"`)
	calls := w.services.Calls("POST /v1/subscriptions")
	if len(calls) != 1 || calls[0].Body != `{"party":"municipality:zeist","url":"https://hooks.zeist.test/in","format":"cloudevents","types":["nl.passendonderwijs.bezwaren"],"active":true}` {
		t.Errorf("asked %+v", calls)
	}
	if again := browser.Get("/koppelingen/w1"); strings.Contains(again.HTML, "whsec_geheim") {
		t.Error("the secret is shown twice")
	}
}

func TestRefusedAddressIsSaidAtItsField(t *testing.T) {
	w := hooked(t)
	w.services.Refuse("POST /v1/subscriptions", http.StatusBadRequest, `{"status":400,"errors":[{"location":"body.url","message":"Dit adres is niet vanaf internet te bereiken."}]}`)
	browser := w.signedIn("office:zout")
	form := browser.Get("/koppelingen/nieuw")
	mustSay(t, form, "Kies een gemeente", "Wijk bij Duurstede")
	page := browser.Post("/koppelingen/nieuw", url.Values{"csrf": {form.CSRF()}, "gemeente": {"bunnik"}, "adres": {"https://10.0.0.1/x"}, "vorm": {"notificaties"}})
	if page.Status != http.StatusBadRequest {
		t.Errorf("status %d", page.Status)
	}
	mustHave(t, page, `href="#veld-adres"`, `value="https://10.0.0.1/x"`, `id="fout-adres"`)
	mustSay(t, page, "Dit adres is niet vanaf internet te bereiken.")
}

func TestSubscriptionIsTestedPausedRenewedAndResent(t *testing.T) {
	w := hooked(t)
	w.services.Answer("POST /v1/subscriptions/w1/pings", `{"eventId":"p1","accepted":false,"status":500,"reason":"De ontvanger had een fout.","took":42}`)
	w.services.Answer("POST /v1/subscriptions/w1/secrets", `{"secret":"whsec_nieuw","previousSecretUntil":"2026-11-19T08:00:00Z"}`)
	w.services.AnswerWith("POST /v1/webhook-deliveries/m1/resends", portaltest.Answer{Status: http.StatusAccepted, Body: `{"id":"m1"}`})
	browser := w.signedIn("municipality:zeist")
	page := browser.Get("/koppelingen/w1")
	mustSay(t, page, "Koppeling van gemeente Zeist", "De beslistermijn van een bezwaar is voorbij", "Kenmerk k1 · 8 keer geprobeerd", "laatste keer mislukt")
	csrf := page.CSRF()
	mustSay(t, browser.Post("/koppelingen/w1/test", url.Values{"csrf": {csrf}}), "Het proefbericht is niet aangenomen (antwoord 500, na 42 ms): De ontvanger had een fout.")
	mustHave(t, browser.Post("/koppelingen/w1/geheim", url.Values{"csrf": {csrf}}), `value="whsec_nieuw"`)
	if paused := browser.Post("/koppelingen/w1/pauze", url.Values{"csrf": {csrf}, "doe": {"pauze"}}); paused.Path != "/koppelingen/w1?gedaan=koppeling-pauze" {
		t.Errorf("led to %s", paused.Path)
	}
	if calls := w.services.Calls("PUT /v1/subscriptions/w1"); len(calls) != 1 ||
		calls[0].Body != `{"url":"https://hooks.zeist.test/in","format":"cloudevents","types":["nl.passendonderwijs.bezwaren"],"active":false}` {
		t.Errorf("paused %+v", calls)
	}
	browser.Post("/koppelingen/w1/opnieuw", url.Values{"csrf": {csrf}, "bericht": {"m1"}, "sleutel": {"abcdefghijklmnopqrstuvwxyz"}})
	if calls := w.services.Calls("POST /v1/webhook-deliveries/m1/resends"); len(calls) != 1 || calls[0].Key == "" {
		t.Errorf("resent %+v", calls)
	}
}

func TestSubscriptionGoesAwayOnlyWhenAskedTwice(t *testing.T) {
	w := hooked(t)
	w.services.AnswerWith("DELETE /v1/subscriptions/w1", portaltest.Answer{Status: http.StatusNoContent})
	browser := w.signedIn("office:zout")
	form := url.Values{"csrf": {browser.Get("/koppelingen/w1").CSRF()}}
	mustSay(t, browser.Post("/koppelingen/w1/weg", form), "Koppeling weghalen?")
	if calls := w.services.Calls("DELETE /v1/subscriptions/"); len(calls) > 0 {
		t.Fatalf("gone before it was asked twice: %+v", calls)
	}
	form.Set("zeker", "ja")
	if gone := browser.Post("/koppelingen/w1/weg", form); gone.Path != "/koppelingen?gedaan=koppeling-weg" {
		t.Errorf("led to %s", gone.Path)
	}
}

func TestChangingASubscriptionLeavesItsPauseAndItsAccessAlone(t *testing.T) {
	w := hooked(t)
	w.services.Answer("GET /v1/subscriptions/w1", strings.NewReplacer(`"active":true`, `"active":false`, `"authorized":false`, `"authorized":true`).Replace(hook))
	browser := w.signedIn("office:zout")
	form := browser.Get("/koppelingen/w1/wijzigen")
	mustSay(t, form, "Haal die sleutel weg")
	change := url.Values{"csrf": {form.CSRF()}, "adres": {"https://nieuw.zeist.test/in"}, "vorm": {"notificaties"}}
	browser.Post("/koppelingen/w1/wijzigen", change)
	change.Set("toegang-weg", "ja")
	browser.Post("/koppelingen/w1/wijzigen", change)
	calls := w.services.Calls("PUT /v1/subscriptions/w1")
	if len(calls) != 2 || calls[0].Body != `{"url":"https://nieuw.zeist.test/in","format":"notificaties","types":[],"active":false}` ||
		calls[1].Body != `{"url":"https://nieuw.zeist.test/in","format":"notificaties","types":[],"active":false,"authorization":""}` {
		t.Errorf("changed %+v", calls)
	}
}

func TestDirectorReadsSubscriptionsAndOthersHaveNone(t *testing.T) {
	director := hooked(t).signedIn("director:zout")
	if page := director.Get("/koppelingen/w1"); strings.Contains(page.HTML, "/koppelingen/w1/test") || page.Status != http.StatusOK {
		t.Errorf("the director is offered to act: %d", page.Status)
	}
	if page := director.Get("/koppelingen/nieuw"); page.Status != http.StatusNotFound {
		t.Errorf("the director makes one: %d", page.Status)
	}
	for _, who := range []string{"sot:zeist", "board:x", "school:op-dreef-zeist", "parent:abc"} {
		if page := hooked(t).signedIn(who).Get("/koppelingen"); page.Status != http.StatusNotFound {
			t.Errorf("%s gets %d", who, page.Status)
		}
	}
}
