package journey

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
)

// Browser is that of somebody who is signed in at the portal.
type Browser struct {
	// Portal is its base URL.
	Portal string
	// HTTP sends the requests, with the session.
	HTTP *http.Client
}

// SignIn does what a browser does for a development account: to the portal, from there to the page with the accounts, a click on one, and back.
// The client needs no cookies of its own; what it has as a limit and as a transport is kept.
func SignIn(ctx context.Context, client http.Client, portal, account string) (*Browser, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	client.Jar = jar
	b := &Browser{Portal: portal, HTTP: &client}
	accounts, err := b.follow(ctx, http.MethodGet, portal+"/inloggen?naar=/healthz", nil)
	if err != nil {
		return nil, fmt.Errorf("sign in as %s: %w", account, err)
	}
	chosen := url.Values{"request": {accounts.Query().Get("request")}, "account": {account}}
	accounts.RawQuery = ""
	if _, err := b.follow(ctx, http.MethodPost, accounts.String(), chosen); err != nil {
		return nil, fmt.Errorf("sign in as %s: %w", account, err)
	}
	return b, nil
}

// follow sends a form, and says where all redirections end.
func (b *Browser) follow(ctx context.Context, method, at string, form url.Values) (*url.URL, error) {
	request, err := http.NewRequestWithContext(ctx, method, at, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	if form != nil {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	answer, err := b.HTTP.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answered %s", answer.Request.URL.Path, answer.Status)
	}
	return answer.Request.URL, nil
}

// Page reads a page of the portal, by its path.
func (b *Browser) Page(ctx context.Context, path string) (string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, b.Portal+path, nil)
	if err != nil {
		return "", err
	}
	answer, err := b.HTTP.Do(request)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return "", err
	}
	if answer.StatusCode != http.StatusOK || answer.Request.URL.Path != path {
		return "", fmt.Errorf("page %s: %s answered %s", path, answer.Request.URL.Path, answer.Status)
	}
	return string(text), nil
}
