package portal_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"traject.nl/services/platform/limits"
	"traject.nl/services/portal"
	"traject.nl/services/portal/portaltest"
)

// fetch asks for a page as somebody at an address behind the ingress.
func fetch(t *testing.T, w *world, client *http.Client, path, address string, change ...func(*http.Request)) *http.Response {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, w.url+path, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("X-Forwarded-For", address)
	request.Header.Set("Accept", "text/html")
	for _, one := range change {
		one(request)
	}
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	return response
}

// strict allows an address three requests, and a person so many.
func strict(person int) func(*portal.Config) {
	trusted, err := limits.ParseNetworks(limits.PrivateNetworks)
	if err != nil {
		panic(err)
	}
	return func(c *portal.Config) {
		c.Strangers = limits.Strangers{Limiter: limits.New(limits.Address, limits.Allowance{PerSecond: 0.001, Burst: 3}, nil), Trusted: trusted}
		c.Person = limits.Allowance{PerSecond: 0.001, Burst: person}
	}
}

func TestWhoAsksTooMuchWithoutSigningInIsRefusedByAddress(t *testing.T) {
	w := newWorld(t, strict(100))
	for address, cookie := range map[string]string{"192.0.2.1": "", "192.0.2.2": "traject=verzonnen"} {
		var last *http.Response
		for range 4 {
			last = fetch(t, w, http.DefaultClient, "/", address, func(r *http.Request) {
				if cookie != "" {
					r.Header.Set("Cookie", cookie)
				}
			})
		}
		if last.StatusCode != http.StatusTooManyRequests || last.Header.Get("Retry-After") == "" {
			t.Errorf("cookie %q: the fourth request got %d, Retry-After %q", cookie, last.StatusCode, last.Header.Get("Retry-After"))
		}
	}
	if other := fetch(t, w, http.DefaultClient, "/", "192.0.2.3"); other.StatusCode != http.StatusOK {
		t.Errorf("another address got %d", other.StatusCode)
	}
	browser := w.signedIn("engineer:x")
	if colleague := fetch(t, w, browser.HTTP, "/", "192.0.2.1"); colleague.StatusCode != http.StatusOK {
		t.Errorf("who is signed in behind the same address got %d", colleague.StatusCode)
	}
}

func TestAPersonWhoAsksTooMuchReadsSoAndOthersGoOn(t *testing.T) {
	w := newWorld(t, strict(5))
	greedy := w.signedIn("engineer:x")
	var page portaltest.Page
	for range 6 {
		page = greedy.Get("/")
	}
	if page.Status != http.StatusTooManyRequests {
		t.Fatalf("the sixth page has status %d", page.Status)
	}
	mustSay(t, page, "Even wachten", "te veel verzoeken")
	w.provider.SignInAs(portaltest.Account{Subject: "s-2", Name: "Els", Parties: []string{"engineer:y"}})
	if other := portaltest.NewBrowser(t, w.url).Get("/inloggen"); other.Status != http.StatusOK {
		t.Errorf("somebody else got %d", other.Status)
	}
}

func TestAProviderThatIsAwayIsAskedOnceForAllWhoComeMeanwhile(t *testing.T) {
	var asked atomic.Int64
	away := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		rw.WriteHeader(http.StatusInternalServerError)
	}))
	defer away.Close()
	w := newWorld(t, func(c *portal.Config) { c.Identity.Issuer = away.URL })
	for range 5 {
		if got := fetch(t, w, http.DefaultClient, "/inloggen", "192.0.2.1"); got.StatusCode != http.StatusServiceUnavailable {
			t.Errorf("status %d", got.StatusCode)
		}
	}
	if times := asked.Load(); times != 1 {
		t.Errorf("the provider was asked %d times", times)
	}
	w.now = w.now.Add(3 * time.Second)
	fetch(t, w, http.DefaultClient, "/inloggen", "192.0.2.1")
	if times := asked.Load(); times != 2 {
		t.Errorf("after a while the provider was asked %d times in all, want once more", times)
	}
}

// stuck is the browser of somebody whose machine sleeps: nothing that is sent to it goes anywhere.
type stuck struct{ header http.Header }

func (s stuck) Header() http.Header             { return s.header }
func (s stuck) WriteHeader(int)                 {}
func (s stuck) Write([]byte) (int, error)       { return 0, os.ErrDeadlineExceeded }
func (s stuck) Flush()                          {}
func (s stuck) SetReadDeadline(time.Time) error { return nil }
func (s stuck) SetWriteDeadline(at time.Time) error {
	if at.IsZero() || time.Until(at) > time.Minute {
		return errors.New("an event may take too long")
	}
	return nil
}

func TestAStreamEndsForABrowserThatDoesNotRead(t *testing.T) {
	cases, inbox := newStream(t, "/v1/events"), newStream(t, "/v1/inbox/events")
	w := newWorld(t, func(c *portal.Config) { c.CasesURL, c.NotificationsURL = cases.server.URL, inbox.server.URL })
	request := httptest.NewRequest(http.MethodGet, "/gebeurtenissen", nil)
	address, err := url.Parse(w.url)
	if err != nil {
		t.Fatal(err)
	}
	for _, cookie := range w.signedIn("engineer:x").HTTP.Jar.Cookies(address) {
		request.AddCookie(cookie)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		w.handler().ServeHTTP(stuck{http.Header{}}, request)
	}()
	<-cases.asked
	cases.events <- "id: 1\nevent: case\ndata: {}\n\n"
	<-ended
}

func TestSigningInAgainAndAgainEndsTheOldestSession(t *testing.T) {
	w := newWorld(t)
	first := w.signedIn("engineer:x")
	for range 100 {
		w.now = w.now.Add(time.Second)
		w.signedIn("engineer:x")
	}
	if page := first.Get("/"); page.Status != http.StatusUnauthorized {
		t.Errorf("the oldest of 101 sessions gets status %d", page.Status)
	}
}
