// Package signin talks to the OpenID provider: authorization code with PKCE, state and nonce, refresh, and sign-out.
package signin

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"traject.nl/services/portal/session"
)

// ErrRefused says that the provider refused: the person must sign in again.
var ErrRefused = errors.New("the provider refused")

// Config of the portal as a client of the provider.
type Config struct {
	Issuer   string
	ClientID string
	// Key authenticates the portal by private_key_jwt; nil means a public client, protected by PKCE alone.
	Key *ClientKey
	// RedirectURL is where the provider sends people back; SignedOutURL after signing out.
	RedirectURL  string
	SignedOutURL string
	// Audience is asked for as resource (RFC 8707) when set.
	Audience string
	Scopes   []string
	// HTTP is used for all calls to the provider.
	HTTP  *http.Client
	Clock func() time.Time
}

// Provider is the OpenID provider. It is discovered at first use, so that the portal can start before it.
type Provider struct {
	config Config

	mu         sync.Mutex
	discovered *discovered
	// failed is why the provider could not be reached, until it is asked again.
	failed  error
	retryAt time.Time
}

// retryEvery is how soon a provider that could not be reached is asked again. All who come meanwhile hear so at once: each would otherwise wait
// for all who came before.
const retryEvery = 2 * time.Second

type discovered struct {
	oauth      oauth2.Config
	verifier   *oidc.IDTokenVerifier
	endSession string
}

// NewProvider checks nothing yet; see Ready.
func NewProvider(config Config) *Provider { return &Provider{config: config} }

// Ready says whether the provider can be reached.
func (p *Provider) Ready(ctx context.Context) error {
	_, err := p.discover(ctx)
	return err
}

// Attempt is one sign-in under way. It travels in a sealed cookie.
type Attempt struct {
	State    string    `json:"state"`
	Nonce    string    `json:"nonce"`
	Verifier string    `json:"verifier"`
	ReturnTo string    `json:"returnTo"`
	Begun    time.Time `json:"begun"`
}

// Begin returns a new attempt and the address to send the browser to.
func (p *Provider) Begin(ctx context.Context, returnTo string) (Attempt, string, error) {
	d, err := p.discover(ctx)
	if err != nil {
		return Attempt{}, "", err
	}
	attempt := Attempt{
		State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier(), ReturnTo: returnTo, Begun: p.config.Clock(),
	}
	options := []oauth2.AuthCodeOption{oauth2.S256ChallengeOption(attempt.Verifier), oidc.Nonce(attempt.Nonce)}
	if p.config.Audience != "" {
		options = append(options, oauth2.SetAuthURLParam("resource", p.config.Audience))
	}
	return attempt, d.oauth.AuthCodeURL(attempt.State, options...), nil
}

// Finish exchanges the code for tokens and verifies the ID token against the attempt.
func (p *Provider) Finish(ctx context.Context, attempt Attempt, code string) (session.Tokens, error) {
	d, err := p.discover(ctx)
	if err != nil {
		return session.Tokens{}, err
	}
	options := []oauth2.AuthCodeOption{oauth2.VerifierOption(attempt.Verifier)}
	authentication, err := p.authentication(d.oauth.Endpoint.TokenURL)
	if err != nil {
		return session.Tokens{}, err
	}
	for name, values := range authentication {
		options = append(options, oauth2.SetAuthURLParam(name, values[0]))
	}
	token, err := d.oauth.Exchange(p.withHTTP(ctx), code, options...)
	if err != nil {
		return session.Tokens{}, refused("exchange the code", err)
	}
	return p.accept(ctx, d, token, attempt.Nonce)
}

// SignOutURL is where the browser goes to end the session at the provider too; empty when the provider has no such place.
func (p *Provider) SignOutURL(ctx context.Context, idToken string) string {
	d, err := p.discover(ctx)
	if err != nil || d.endSession == "" {
		return ""
	}
	query := url.Values{"client_id": {p.config.ClientID}, "post_logout_redirect_uri": {p.config.SignedOutURL}}
	if idToken != "" {
		query.Set("id_token_hint", idToken)
	}
	return d.endSession + "?" + query.Encode()
}

func (p *Provider) accept(ctx context.Context, d *discovered, token *oauth2.Token, nonce string) (session.Tokens, error) {
	raw, ok := token.Extra("id_token").(string)
	if !ok {
		return session.Tokens{}, fmt.Errorf("%w: the answer has no id_token; ask the provider to grant the scope openid", ErrRefused)
	}
	id, err := d.verifier.Verify(p.withHTTP(ctx), raw)
	if err != nil {
		return session.Tokens{}, fmt.Errorf("%w: id token: %w", ErrRefused, err)
	}
	if id.Nonce != nonce {
		return session.Tokens{}, fmt.Errorf("%w: the nonce of the id token is not that of this sign-in", ErrRefused)
	}
	return session.Tokens{Access: token.AccessToken, Refresh: token.RefreshToken, ID: raw, Expires: token.Expiry, Subject: id.Subject}, nil
}

func (p *Provider) discover(ctx context.Context) (*discovered, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.discovered != nil {
		return p.discovered, nil
	}
	if p.config.Clock().Before(p.retryAt) {
		return nil, p.failed
	}
	found, err := p.ask(ctx)
	if err != nil {
		p.failed, p.retryAt = err, p.config.Clock().Add(retryEvery)
		return nil, err
	}
	p.discovered = found
	return found, nil
}

// ask reads the description of the provider.
func (p *Provider) ask(ctx context.Context) (*discovered, error) {
	// The key set outlives this request, so it must not die with its context.
	provider, err := oidc.NewProvider(p.withHTTP(context.WithoutCancel(ctx)), p.config.Issuer)
	if err != nil {
		return nil, fmt.Errorf("discover the OpenID provider %s: %w", p.config.Issuer, err)
	}
	var more struct {
		EndSession string `json:"end_session_endpoint"`
	}
	if err := provider.Claims(&more); err != nil {
		return nil, fmt.Errorf("read the description of provider %s: %w", p.config.Issuer, err)
	}
	endpoint := provider.Endpoint()
	endpoint.AuthStyle = oauth2.AuthStyleInParams
	return &discovered{
		oauth: oauth2.Config{
			ClientID: p.config.ClientID, Endpoint: endpoint, RedirectURL: p.config.RedirectURL, Scopes: p.config.Scopes,
		},
		verifier:   provider.Verifier(&oidc.Config{ClientID: p.config.ClientID, Now: p.config.Clock}),
		endSession: more.EndSession,
	}, nil
}

func (p *Provider) withHTTP(ctx context.Context) context.Context {
	return oidc.ClientContext(ctx, p.config.HTTP)
}

// refused tells a refusal by the provider from a provider that cannot be reached.
func refused(what string, err error) error {
	var answer *oauth2.RetrieveError
	if errors.As(err, &answer) && answer.Response != nil && answer.Response.StatusCode < http.StatusInternalServerError {
		return fmt.Errorf("%w to %s: %s", ErrRefused, what, answer.ErrorCode)
	}
	return fmt.Errorf("%s: %w", what, err)
}
