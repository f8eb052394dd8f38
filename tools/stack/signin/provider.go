package signin

import (
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"path/filepath"
	"time"

	jose "github.com/go-jose/go-jose/v4"
	"github.com/zitadel/oidc/v3/pkg/op"
	"golang.org/x/text/language"
)

const (
	// Audience of every access token: the HTTP services of Traject.
	Audience = "traject-api"
	// PartiesClaim holds the parties for which the person acts.
	PartiesClaim = "traject_parties"

	loginPath = "/login"
)

// Provider is a running development OpenID provider; it serves HTTP.
type Provider struct {
	issuer  string
	memory  *memory
	oidc    op.OpenIDProvider
	handler http.Handler
}

// New makes a provider that keeps its keys and refresh tokens in the folder.
func New(issuer, folder string, logger *slog.Logger, clients ...Client) (*Provider, error) {
	keys, err := loadSigningKeys(filepath.Join(folder, "signin.json"))
	if err != nil {
		return nil, fmt.Errorf("development sign-in: signing keys: %w", err)
	}
	remembered, err := newMemory(keys, clients, filepath.Join(folder, "signin-sessions.json"))
	if err != nil {
		return nil, fmt.Errorf("development sign-in: sessions: %w", err)
	}
	provider, err := op.NewProvider(&op.Config{
		// Encrypts authorization codes, which live for minutes: derived from the signing key, so that it need not be kept.
		CryptoKey:                sha256.Sum256(keys.current().private.D.Bytes()),
		DefaultLogoutRedirectURI: "/signed-out",
		CodeMethodS256:           true,
		AuthMethodPrivateKeyJWT:  true,
		GrantTypeRefreshToken:    true,
		SupportedUILocales:       []language.Tag{language.Dutch},
		SupportedScopes:          []string{"openid", "profile", "email", "offline_access"},
		SupportedClaims:          []string{"sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "name", "email", "email_verified", PartiesClaim},
	}, remembered, op.StaticIssuer(issuer), op.WithAllowInsecure(), op.WithLogger(logger))
	if err != nil {
		return nil, fmt.Errorf("development sign-in: %w", err)
	}
	p := &Provider{issuer: issuer, memory: remembered, oidc: provider}
	p.handler = p.routes()
	return p, nil
}

func (p *Provider) ServeHTTP(w http.ResponseWriter, r *http.Request) { p.handler.ServeHTTP(w, r) }

// TokensLast sets how long access tokens last of who signs in from now on, or renews: for tests of renewing.
func (p *Provider) TokensLast(life time.Duration) {
	p.memory.mu.Lock()
	defer p.memory.mu.Unlock()
	p.memory.life = life
}

func (p *Provider) routes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", p.oidc)
	mux.HandleFunc("GET "+loginPath, p.showAccounts)
	mux.Handle("POST "+loginPath, op.NewIssuerInterceptor(p.oidc.IssuerFromRequest).HandlerFunc(p.chooseAccount))
	mux.HandleFunc("GET /signed-out", p.showSignedOut)
	mux.HandleFunc("POST /dev/token", p.giveToken)
	mux.HandleFunc("POST /dev/rotate", p.rotate)
	return mux
}

//go:embed login.html
var loginPage string

//go:embed signed-out.html
var signedOutPage []byte

var login = template.Must(template.New("login").Parse(loginPage))

// group of accounts under one heading.
type group struct {
	Name     string
	Accounts []Account
}

func groups() []group {
	var all []group
	for _, account := range Accounts {
		if len(all) == 0 || all[len(all)-1].Name != account.Group {
			all = append(all, group{Name: account.Group})
		}
		last := &all[len(all)-1]
		last.Accounts = append(last.Accounts, account)
	}
	return all
}

func (p *Provider) showAccounts(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	page := struct {
		Request string
		Groups  []group
	}{r.FormValue("request"), groups()}
	if err := login.Execute(w, page); err != nil {
		slog.Warn("development sign-in: page not written", "error", err)
	}
}

func (p *Provider) chooseAccount(w http.ResponseWriter, r *http.Request) {
	account, err := find(r.PostFormValue("account"))
	if err != nil {
		http.Error(w, "Dit account bestaat niet.", http.StatusBadRequest)
		return
	}
	request := r.PostFormValue("request")
	if err := p.memory.choose(request, account); err != nil {
		http.Error(w, "Deze aanmelding is verlopen. Ga terug naar Traject en begin opnieuw.", http.StatusBadRequest)
		return
	}
	http.Redirect(w, r, op.AuthCallbackURL(p.oidc)(r.Context(), request), http.StatusFound)
}

func (p *Provider) showSignedOut(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if _, err := w.Write(signedOutPage); err != nil {
		slog.Warn("development sign-in: page not written", "error", err)
	}
}

// giveToken answers POST /dev/token?account=… with an access token: for scripts and tests, in development only.
func (p *Provider) giveToken(w http.ResponseWriter, r *http.Request) {
	token, err := p.Token(r.FormValue("account"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	answer := map[string]any{"access_token": token, "token_type": "Bearer", "expires_in": int(accessTokenLife.Seconds())}
	if err := json.NewEncoder(w).Encode(answer); err != nil {
		slog.Warn("development sign-in: token not written", "error", err)
	}
}

// rotate answers POST /dev/rotate: from now on another key signs, and the older ones still verify.
func (p *Provider) rotate(w http.ResponseWriter, _ *http.Request) {
	if err := p.memory.keys.rotate(); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// Token is an access token of the account, as it would have after signing in.
func (p *Provider) Token(account string) (string, error) {
	found, err := find(account)
	if err != nil {
		return "", err
	}
	claims := found.claims()
	claims["sub"] = found.Subject()
	return p.Sign(context.Background(), claims)
}

// Sign makes an access token with the claims, and with the usual ones where they are absent. Tests make bad tokens with it.
func (p *Provider) Sign(_ context.Context, claims map[string]any) (string, error) {
	now := time.Now()
	whole := map[string]any{
		"iss": p.issuer, "aud": []string{Audience}, "iat": now.Unix(), "nbf": now.Unix(), "exp": now.Add(accessTokenLife).Unix(),
	}
	for name, value := range claims {
		whole[name] = value
	}
	key := p.memory.keys.current()
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: key.private},
		(&jose.SignerOptions{}).WithType("JWT").WithHeader("kid", key.id))
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(whole)
	if err != nil {
		return "", err
	}
	signed, err := signer.Sign(text)
	if err != nil {
		return "", err
	}
	return signed.CompactSerialize()
}
