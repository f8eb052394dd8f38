package replicas

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"testing"
)

// signedIn is a browser in which somebody signed in at the portal. Both portals are on one host, so that it has its session at both.
func signedIn(ctx context.Context, t *testing.T, account string) *http.Client {
	t.Helper()
	browser := &http.Client{Jar: get(cookiejar.New(nil))(t)}
	asked, _, _ := visit(ctx, t, browser, here.OwnPortal()+"/inloggen")
	form := url.Values{"request": {asked.Query().Get("request")}, "account": {account}}
	answer := get(browser.PostForm(here.SignIn+"/login", form))(t)
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK || answer.Request.URL.Path != "/" {
		t.Fatalf("signing in led to %s with %s", answer.Request.URL, answer.Status)
	}
	return browser
}

// visit opens a page: where it led, with what status, and what it says.
func visit(ctx context.Context, t *testing.T, browser *http.Client, address string) (at *url.URL, status int, text string) {
	t.Helper()
	request := get(http.NewRequestWithContext(ctx, http.MethodGet, address, nil))(t)
	answer := get(browser.Do(request))(t)
	defer answer.Body.Close()
	said := get(io.ReadAll(answer.Body))(t)
	return answer.Request.URL, answer.StatusCode, string(said)
}
