package portal_test

import (
	"net/http"
	"strings"
	"testing"

	"traject.nl/services/portal"
	"traject.nl/services/portal/portaltest"
)

const temporalUI = "http://localhost:8233"

func withTemporalUI(config *portal.Config) { config.CodecOrigin = temporalUI }

// askCodec is what a page at an origin asks, with the cookies of the browser.
func (w *world) askCodec(browser *portaltest.Browser, method, origin string) portaltest.Page {
	w.t.Helper()
	request, err := http.NewRequest(method, w.url+"/codec/decode", strings.NewReader(`{"payloads":[]}`))
	if err != nil {
		w.t.Fatal(err)
	}
	request.Header.Set("Origin", origin)
	request.Header.Set("Sec-Fetch-Site", "same-site")
	request.Header.Set("Content-Type", "application/json")
	return browser.Do(request)
}

func TestTheTemporalUIReadsPayloadsAsWhoIsSignedIn(t *testing.T) {
	w := newWorld(t, withTemporalUI)
	w.services.Answer("POST /v1/codec/decode", `{"payloads":[{"data":"e30="}]}`)
	engineer := w.signedIn("engineer:ops")
	if asked := w.askCodec(engineer, http.MethodOptions, temporalUI); asked.Status != http.StatusNoContent ||
		asked.Header.Get("Access-Control-Allow-Origin") != temporalUI || asked.Header.Get("Access-Control-Allow-Credentials") != "true" {
		t.Errorf("may it ask: %d, %v", asked.Status, asked.Header)
	}
	if read := w.askCodec(engineer, http.MethodPost, temporalUI); read.Status != http.StatusOK || !strings.Contains(read.HTML, "e30=") {
		t.Errorf("read %d: %s", read.Status, read.HTML)
	}
}

func TestPayloadsStayClosedForOthersAndFromElsewhere(t *testing.T) {
	w := newWorld(t, withTemporalUI)
	w.services.Refuse("POST /v1/codec/decode", http.StatusForbidden, `{"status":403}`)
	if got := w.askCodec(w.signedIn("school:regenboog-uh-amerongen"), http.MethodPost, temporalUI); got.Status != http.StatusForbidden {
		t.Errorf("a school gets %d", got.Status)
	}
	if got := w.askCodec(portaltest.NewBrowser(t, w.url), http.MethodPost, temporalUI); got.Status != http.StatusUnauthorized {
		t.Errorf("nobody gets %d", got.Status)
	}
	for _, method := range []string{http.MethodOptions, http.MethodPost} {
		got := w.askCodec(w.signedIn("engineer:ops"), method, "https://elsewhere.example")
		if got.Status != http.StatusForbidden || got.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s from elsewhere gets %d, %v", method, got.Status, got.Header)
		}
	}
}

func TestWithoutATemporalUIThereIsNoCodec(t *testing.T) {
	w := newWorld(t)
	if got := w.askCodec(w.signedIn("engineer:ops"), http.MethodPost, temporalUI); got.Status != http.StatusNotFound {
		t.Errorf("got %d", got.Status)
	}
}
