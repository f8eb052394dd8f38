package portal_test

import (
	"crypto/rand"
	"crypto/rsa"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"traject.nl/services/portal"
	"traject.nl/services/portal/portaltest"
	"traject.nl/services/portal/signin"
)

func TestSomebodyWhoIsNotSignedInSeesOnlyTheWelcome(t *testing.T) {
	w := newWorld(t)
	page := portaltest.NewBrowser(t, w.url).Get("/")
	mustSay(t, page, "Toelaatbaarheid aanvragen en volgen", "Inloggen")
	if calls := w.services.Calls(""); len(calls) > 0 {
		t.Errorf("the portal called %v for nobody", calls)
	}
}

func TestSigningInReturnsToThePageThatWasAsked(t *testing.T) {
	w := newWorld(t)
	w.provider.SignInAs(portaltest.Account{Subject: "s-1", Name: "Els", Parties: []string{"office:zout"}})
	page := portaltest.NewBrowser(t, w.url).Get("/zaken?toon=alles")
	if page.Path != "/zaken?toon=alles" {
		t.Errorf("came back at %s", page.Path)
	}
	mustSay(t, page, "Alle zaken", "Els")
}

func TestReturnAddressStaysWithinThePortal(t *testing.T) {
	w := newWorld(t)
	for _, address := range []string{"https://elders.example", "//elders.example", `/\elders.example`} {
		browser := portaltest.NewBrowser(t, w.url)
		w.provider.SignInAs(portaltest.Account{Subject: "s-1", Parties: []string{"office:zout"}})
		if page := browser.Get("/inloggen?" + url.Values{"naar": {address}}.Encode()); page.Path != "/" {
			t.Errorf("%s led to %s", address, page.Path)
		}
	}
}

func TestSigningInFailsWithoutItsOwnState(t *testing.T) {
	w := newWorld(t)
	page := portaltest.NewBrowser(t, w.url).Get(portal.CallbackPath + "?code=gestolen&state=geraden")
	if page.Status != http.StatusBadRequest {
		t.Errorf("status %d", page.Status)
	}
	mustSay(t, page, "Inloggen is niet gelukt")
}

func TestPortalProvesWhoItIsWithItsKey(t *testing.T) {
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	key, err := signin.NewClientKey("k1", private)
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, func(c *portal.Config) { c.ClientKey = key })
	w.provider.ClientKey = &private.PublicKey
	mustSay(t, w.signedIn("office:zout").Get("/"), "Mijn taken")

	stranger := newWorld(t)
	stranger.provider.ClientKey = &private.PublicKey
	mustSay(t, portaltest.NewBrowser(t, stranger.url).Get("/inloggen"), "Inloggen is niet gelukt")
}

func TestSessionCookieIsOutOfReachOfScriptsAndOtherSites(t *testing.T) {
	w := newWorld(t)
	browser := w.signedIn("office:zout")
	browser.HTTP.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	first := browser.Get("/inloggen")
	followed, err := http.NewRequest(http.MethodGet, first.Header.Get("Location"), http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	back := browser.Do(followed)
	callback := strings.TrimPrefix(back.Header.Get("Location"), w.url)
	cookies := strings.Join(browser.Get(callback).Header.Values("Set-Cookie"), "\n")
	for _, part := range []string{"traject=", "HttpOnly", "SameSite=Lax", "Path=/"} {
		if !strings.Contains(cookies, part) {
			t.Errorf("cookie lacks %s: %s", part, cookies)
		}
	}
}

func TestPagesForbidScriptsThatAreNotOurs(t *testing.T) {
	header := portaltest.NewBrowser(t, newWorld(t).url).Get("/").Header
	if policy := header.Get("Content-Security-Policy"); !strings.HasPrefix(policy, "default-src 'self'") || strings.Contains(policy, "unsafe") {
		t.Errorf("policy %q", policy)
	}
	if header.Get("Cache-Control") != "no-store" {
		t.Errorf("pages may be kept: %q", header.Get("Cache-Control"))
	}
}

func TestFormOfAnotherSiteOrSessionDoesNothing(t *testing.T) {
	w := newWorld(t)
	browser := w.signedIn("school:regenboog-uh-amerongen")
	forged := url.Values{"school": {"regenboog-uh-amerongen"}, "csrf": {"geraden"}}
	if page := browser.Post("/aanvragen", forged); page.Status != http.StatusForbidden {
		t.Errorf("a form with a wrong secret: %d", page.Status)
	}
	good := url.Values{"school": {"regenboog-uh-amerongen"}, "csrf": {browser.Get("/").CSRF()}}
	request, err := http.NewRequest(http.MethodPost, w.url+"/aanvragen", strings.NewReader(good.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Sec-Fetch-Site", "cross-site")
	if page := browser.Do(request); page.Status != http.StatusForbidden {
		t.Errorf("a form of another site: %d", page.Status)
	}
	if made := w.services.Calls("POST /v1/dossiers"); len(made) > 0 {
		for _, call := range made {
			if call.Path == "/v1/dossiers" {
				t.Errorf("a dossier was made: %v", call)
			}
		}
	}
}

func TestSigningOutEndsTheSessionHere(t *testing.T) {
	w := newWorld(t)
	browser := w.signedIn("office:zout")
	csrf := browser.Get("/").CSRF()
	browser.HTTP.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	out := browser.Post("/uitloggen", url.Values{"csrf": {csrf}})
	if location := out.Header.Get("Location"); !strings.HasPrefix(location, w.provider.Server.URL+"/end?") {
		t.Errorf("signing out leads to %q, not to the provider", location)
	}
	mustSay(t, browser.Get("/"), "Toelaatbaarheid aanvragen en volgen")
}

func TestSessionEndsWhenItIsNotUsed(t *testing.T) {
	w := newWorld(t)
	browser := w.signedIn("office:zout")
	w.now = w.now.Add(61 * time.Minute)
	page := browser.Get("/zaken")
	if page.Status != http.StatusUnauthorized {
		t.Errorf("status %d", page.Status)
	}
	mustSay(t, page, "U bent uitgelogd")
}

func TestExpiringTokenIsRenewedOnceHoweverManyAsk(t *testing.T) {
	w := newWorld(t)
	browser := w.signedIn("office:zout")
	w.now = w.now.Add(59*time.Minute + 45*time.Second)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if page := browser.Get("/zaken"); page.Status != http.StatusOK {
				t.Errorf("status %d", page.Status)
			}
		})
	}
	all.Wait()
	if renewed := w.provider.Refreshed(); renewed != 1 {
		t.Errorf("renewed %d times", renewed)
	}
}

func TestAccountThatTheProviderNoLongerKnowsIsSignedOut(t *testing.T) {
	w := newWorld(t)
	browser := w.signedIn("office:zout")
	w.provider.RefuseRefresh()
	w.now = w.now.Add(59*time.Minute + 45*time.Second)
	mustSay(t, browser.Get("/zaken"), "U bent uitgelogd")
}

func TestServicesAreCalledWithTheTokenOfThePerson(t *testing.T) {
	w := newWorld(t)
	w.signedIn("office:zout")
	for _, call := range w.services.Calls("GET /v1/tasks") {
		if strings.Count(call.Token, ".") != 2 {
			t.Errorf("call without a token: %+v", call)
		}
	}
	if len(w.services.Calls("GET /v1/tasks")) == 0 {
		t.Error("the start page of the office read no tasks")
	}
}
