package portal_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"traject.nl/proto/keyring"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
	"traject.nl/services/portal"
	"traject.nl/services/portal/assets"
	"traject.nl/services/portal/portaltest"
	"traject.nl/services/portal/session"
)

// world is a portal with everything around it.
type world struct {
	t        testing.TB
	provider *portaltest.Provider
	services *portaltest.Services
	url      string
	now      time.Time
	config   portal.Config
	sessions session.Store
	// afterwards waits for what is still done when an answer is there.
	afterwards func()
}

// newWorld starts a portal; change may alter its configuration.
func newWorld(t testing.TB, change ...func(*portal.Config)) *world {
	t.Helper()
	w := &world{t: t, provider: portaltest.NewProvider(), services: portaltest.NewServices(), now: time.Now(), sessions: session.NewMemory()}
	t.Cleanup(w.provider.Server.Close)
	t.Cleanup(w.services.Server.Close)
	// The address must be known before the portal is made.
	server := httptest.NewUnstartedServer(nil)
	w.url = "http://" + server.Listener.Addr().String()
	w.config = portal.Config{
		PublicURL: w.url, Organisation: "Samenwerkingsverband ZOUT", Keys: keyring.Generate("test"), ClientID: "portal",
		Identity: identity.Config{Issuer: w.provider.Server.URL, Audience: "traject"},
		CasesURL: w.services.Server.URL, DocumentsURL: w.services.Server.URL, RegistryURL: w.services.Server.URL,
		NotificationsURL: w.services.Server.URL,
		SessionIdle:      time.Hour, SessionMax: 12 * time.Hour, Clock: func() time.Time { return w.now },
	}
	for _, alter := range change {
		alter(&w.config)
	}
	server.Config.Handler = w.handler()
	server.Start()
	t.Cleanup(server.Close)
	return w
}

func (w *world) handler() http.Handler {
	w.t.Helper()
	verifier, err := identity.NewVerifier(w.t.Context(), w.config.Identity)
	if err != nil {
		w.t.Fatal(err)
	}
	made := portal.New(w.config, &assets.Bundle{}, verifier.Verify, w.sessions)
	w.afterwards = made.Afterwards
	router := edge.New("portal-test", portal.Version)
	made.Mount(router)
	return made.Handler(router)
}

// signedIn is a browser in which somebody has signed in.
func (w *world) signedIn(parties ...string) *portaltest.Browser {
	w.t.Helper()
	w.provider.SignInAs(portaltest.Account{Subject: "s-1", Name: "Els", Email: "els@example.test", Parties: parties})
	browser := portaltest.NewBrowser(w.t, w.url)
	if page := browser.Get("/inloggen"); page.Status != http.StatusOK || page.Path != "/" {
		w.t.Fatalf("signing in led to %s with %d: %s", page.Path, page.Status, page.Text())
	}
	return browser
}

func mustSay(t *testing.T, page portaltest.Page, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(page.Text(), text) {
			t.Errorf("page %s does not say %q; it says: %s", page.Path, text, page.Text())
		}
	}
}

func mustHave(t *testing.T, page portaltest.Page, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(page.HTML, part) {
			t.Errorf("page %s lacks %q in: %s", page.Path, part, page.HTML)
		}
	}
}
