package portal_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/edge/edgetest"
	"traject.nl/services/portal"
	"traject.nl/services/portal/assets"
)

// forms that lead somewhere. CSRF stands for the secret of the session.
var forms = []string{
	"csrf=CSRF", "csrf=CSRF&besluit=toegekend&vanaf=2026-02-30&tekst=%3Cscript%3Ex", "csrf=CSRF&q=%ff%00&filter=%E2%80%AE", "csrf=fout&tekst=a", "csrf=CSRF&bestand=&soort=onbekend", "csrf=CSRF&taak=a&taak=b&aan=els", "%", "a=%zz&csrf=CSRF", "",
	"csrf=CSRF&naam=" + "%3Cscript%3Ex&email=a%40b%40c&postcode=1",
}

// FuzzTheEdgeOfThePortal sends anything to the real pages, as somebody of the office who signed in and as nobody: never a failure, a refusal is a page
// that shows nothing of the inside, and what was typed never becomes part of a page as HTML.
func FuzzTheEdgeOfThePortal(f *testing.F) {
	edgetest.Quiet(f)
	w := newWorld(f)
	browser := w.signedIn("office:zout")
	home, err := url.Parse(w.url)
	if err != nil {
		f.Fatal(err)
	}
	cookies := browser.HTTP.Jar.Cookies(home)
	if len(cookies) == 0 {
		f.Fatal("signed in without a cookie")
	}
	fill := strings.NewReplacer("COOKIE", cookies[0].Name+"="+cookies[0].Value, "CSRF", browser.Get("/").CSRF())
	routes := edge.New("portal-test", portal.Version)
	portal.New(w.config, &assets.Bundle{}, nil, w.sessions).Mount(routes)
	for i, head := range edgetest.Heads(routes, nil, "Cookie: COOKIE", "Sec-Fetch-Site: same-origin") {
		head = strings.Replace(head, "Content-Type: application/json", "Content-Type: application/x-www-form-urlencoded", 1)
		f.Add(head, []byte(forms[i%len(forms)]))
	}
	for _, head := range append(edgetest.Odd, edgetest.Head(http.MethodGet, "/", "Cookie: traject=%00; traject=x"), edgetest.Head(http.MethodGet, "/inloggen/terug?code=x&state=y"), edgetest.Head(http.MethodGet, "/zaken?q=%3Cscript%3Ex", "Cookie: COOKIE")) {
		f.Add(head, []byte("csrf=CSRF"))
	}
	handler := w.handler()
	f.Fuzz(func(t *testing.T, head string, body []byte) {
		if strings.Contains(head, "uitloggen") || strings.Contains(head, "/assets/") {
			return // the session is for all requests, and no assets were built for a test
		}
		head, sent := fill.Replace(head), []byte(fill.Replace(string(body)))
		got, ok := edgetest.Send(handler, "", head, sent)
		if !ok {
			return
		}
		text := got.Body.String()
		if got.Code >= http.StatusInternalServerError && got.Code != http.StatusServiceUnavailable {
			t.Errorf("%s\n%s: failed with %d: %.300s", head, sent, got.Code, text)
		}
		if found := edgetest.Inside(text); edgetest.Refused(got.Code) && found != "" {
			t.Errorf("%s: %d tells of the inside: %q", head, got.Code, found)
		}
		if strings.Contains(text, "<script>x") && strings.HasPrefix(got.Header().Get("Content-Type"), "text/html") {
			t.Errorf("%s\n%s: what was typed became HTML", head, sent)
		}
	})
}
