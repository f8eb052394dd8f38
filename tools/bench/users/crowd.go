package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"sync"
	"time"

	"traject.nl/tools/journey"
)

const (
	// tokenKept is how long an access token is used; it lasts ten minutes.
	tokenKept = 5 * time.Minute
	// patience is how long a person waits for an answer before it counts as none.
	patience = 60 * time.Second
	// fillPatience is how long what is made beforehand is tried again.
	fillPatience = 5 * time.Minute
	// connections that stay open to each service: enough for every request of a moment to find one.
	connections = 512
)

// crowd are the people who use Traject. Each signs in once, as people do; what that costs is not measured.
type crowd struct {
	*journey.Traject
	portal string
	http   *http.Client
	// streams are for pages that stay open: an answer that never ends has no limit.
	streams *http.Client

	mu       sync.Mutex
	tokens   map[string]token
	sessions map[string]*http.Cookie
}

type token struct {
	text  string
	until time.Time
}

// newCrowd lets people use the Traject whose portal is at this address.
func newCrowd(traject *journey.Traject, portal string) *crowd {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConns, transport.MaxIdleConnsPerHost = 0, connections
	small := http.DefaultTransport.(*http.Transport).Clone()
	small.ReadBufferSize, small.WriteBufferSize = 512, 512
	c := &crowd{
		portal: portal, http: &http.Client{Transport: transport, Timeout: patience}, streams: &http.Client{Transport: small},
		tokens: map[string]token{}, sessions: map[string]*http.Cookie{},
	}
	people := *traject
	people.HTTP, people.Patience = c.http, fillPatience
	people.Token = func(ctx context.Context, account string) (string, error) { return c.token(ctx, account, traject.Token) }
	c.Traject = &people
	return c
}

// measured takes away the patience: from now on every request is sent once.
func (c *crowd) measured() { c.Patience = 0 }

// token of an account; a fresh one now and then.
func (c *crowd) token(ctx context.Context, account string, ask func(context.Context, string) (string, error)) (string, error) {
	c.mu.Lock()
	kept, found := c.tokens[account]
	c.mu.Unlock()
	if found && time.Now().Before(kept.until) {
		return kept.text, nil
	}
	text, err := ask(ctx, account)
	if err != nil {
		return "", err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.tokens[account] = token{text, time.Now().Add(tokenKept)}
	return text, nil
}

// session is the cookie of an account at the portal, which signs in when it has none.
func (c *crowd) session(ctx context.Context, account string) (*http.Cookie, error) {
	c.mu.Lock()
	kept := c.sessions[account]
	c.mu.Unlock()
	if kept != nil {
		return kept, nil
	}
	fresh, err := c.signInAs(ctx, account)
	if err != nil {
		return nil, fmt.Errorf("sign in as %s: %w", account, err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sessions[account] = fresh
	return fresh, nil
}

// signInAs does what a browser does: to the portal, from there to the page with the accounts, a click on one, and back.
func (c *crowd) signInAs(ctx context.Context, account string) (*http.Cookie, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	browser := &http.Client{Transport: c.http.Transport, Timeout: patience, Jar: jar}
	page, err := follow(ctx, browser, http.MethodGet, c.portal+"/inloggen?naar=/healthz", nil)
	if err != nil {
		return nil, err
	}
	chosen := url.Values{"request": {page.Query().Get("request")}, "account": {account}}
	page.RawQuery = ""
	if _, err := follow(ctx, browser, http.MethodPost, page.String(), chosen); err != nil {
		return nil, err
	}
	at, err := url.Parse(c.portal)
	if err != nil {
		return nil, err
	}
	for _, cookie := range jar.Cookies(at) {
		if cookie.Name == "traject" || cookie.Name == "__Host-traject" {
			return &http.Cookie{Name: cookie.Name, Value: cookie.Value}, nil
		}
	}
	return nil, errors.New("the portal gave no session")
}

// follow sends a form, and says where all redirections end.
func follow(ctx context.Context, browser *http.Client, method, at string, form url.Values) (*url.URL, error) {
	request, err := http.NewRequestWithContext(ctx, method, at, formOf(form))
	if err != nil {
		return nil, err
	}
	if form != nil {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	answer, err := browser.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answered %s", answer.Request.URL.Path, answer.Status)
	}
	return answer.Request.URL, nil
}
