// Package portaltest has stand-ins for what the portal talks to: an identity provider and the services.
package portaltest

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// Provider is an OpenID provider at which everyone who comes is at once signed in as Who.
type Provider struct {
	Server *httptest.Server
	// ClientKey, when set, must have signed the client's assertion.
	ClientKey *rsa.PublicKey
	// Life of access tokens.
	Life time.Duration
	// Renewing, when set, is called while tokens are being renewed.
	Renewing func()

	mu        sync.Mutex
	key       *rsa.PrivateKey
	who       Account
	pending   map[string]url.Values
	refreshed int
	refused   bool
	refresh   string
}

// Account is who signs in.
type Account struct {
	Subject, Name, Email string
	Parties              []string
}

// signingKey is the same for all: making one takes a while.
var signingKey = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
})

// NewProvider starts one; close its Server at the end.
func NewProvider() *Provider {
	p := &Provider{key: signingKey(), pending: map[string]url.Values{}, Life: time.Hour}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", p.describe)
	mux.HandleFunc("GET /keys", p.keys)
	mux.HandleFunc("GET /authorize", p.authorize)
	mux.HandleFunc("POST /token", p.token)
	p.Server = httptest.NewServer(mux)
	return p
}

// SignInAs sets who signs in next.
func (p *Provider) SignInAs(account Account) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.who = account
}

// RefuseRefresh makes every later renewal fail, as when the account was blocked.
func (p *Provider) RefuseRefresh() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.refused = true
}

// Refreshed is how often tokens were renewed.
func (p *Provider) Refreshed() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.refreshed
}

func (p *Provider) describe(w http.ResponseWriter, _ *http.Request) {
	at := p.Server.URL
	answer(w, http.StatusOK, map[string]any{
		"issuer": at, "authorization_endpoint": at + "/authorize", "token_endpoint": at + "/token", "jwks_uri": at + "/keys",
		"end_session_endpoint": at + "/end", "id_token_signing_alg_values_supported": []string{"RS256"},
	})
}

func (p *Provider) keys(w http.ResponseWriter, _ *http.Request) {
	answer(w, http.StatusOK, map[string]any{"keys": []map[string]string{{
		"kty": "RSA", "kid": "test", "alg": "RS256", "use": "sig",
		"n": encode(p.key.N.Bytes()), "e": encode(big.NewInt(int64(p.key.E)).Bytes()),
	}}})
}

func (p *Provider) authorize(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	code := rand.Text()
	p.mu.Lock()
	p.pending[code] = query
	p.mu.Unlock()
	back := url.Values{"code": {code}, "state": {query.Get("state")}}
	http.Redirect(w, r, query.Get("redirect_uri")+"?"+back.Encode(), http.StatusFound)
}

func (p *Provider) token(w http.ResponseWriter, r *http.Request) {
	err := r.ParseForm()
	if p.Renewing != nil && r.PostForm.Get("grant_type") == "refresh_token" {
		p.Renewing()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if err != nil || !p.knows(r.PostForm) {
		answer(w, http.StatusUnauthorized, map[string]string{"error": "invalid_client"})
		return
	}
	nonce := ""
	switch r.PostForm.Get("grant_type") {
	case "authorization_code":
		asked, ok := p.pending[r.PostForm.Get("code")]
		delete(p.pending, r.PostForm.Get("code"))
		sum := sha256.Sum256([]byte(r.PostForm.Get("code_verifier")))
		if !ok || asked.Get("code_challenge_method") != "S256" || encode(sum[:]) != asked.Get("code_challenge") {
			answer(w, http.StatusBadRequest, map[string]string{"error": "invalid_grant"})
			return
		}
		nonce = asked.Get("nonce")
	case "refresh_token":
		// A refresh token works once.
		if p.refused || r.PostForm.Get("refresh_token") != p.refresh {
			answer(w, http.StatusBadRequest, map[string]string{"error": "invalid_grant"})
			return
		}
		p.refreshed++
	}
	p.refresh = rand.Text()
	answer(w, http.StatusOK, map[string]any{
		"access_token": p.sign("traject", ""), "id_token": p.sign(r.PostForm.Get("client_id"), nonce), "refresh_token": p.refresh,
		"token_type": "Bearer", "expires_in": int(p.Life.Seconds()),
	})
}

// knows says whether the client proved who it is, when it must.
func (p *Provider) knows(form url.Values) bool {
	if p.ClientKey == nil {
		return true
	}
	claims := jwt.RegisteredClaims{}
	_, err := jwt.ParseWithClaims(form.Get("client_assertion"), &claims, func(*jwt.Token) (any, error) { return p.ClientKey, nil },
		jwt.WithAudience(p.Server.URL), jwt.WithIssuer(form.Get("client_id")), jwt.WithExpirationRequired())
	return err == nil
}

func (p *Provider) sign(audience, nonce string) string {
	now := time.Now()
	token := jwt.NewWithClaims(jwt.SigningMethodRS256, jwt.MapClaims{
		"iss": p.Server.URL, "sub": p.who.Subject, "aud": audience, "iat": now.Unix(), "exp": now.Add(p.Life).Unix(), "jti": rand.Text(),
		"nonce": nonce, "name": p.who.Name, "email": p.who.Email, "email_verified": true, "traject_parties": p.who.Parties,
	})
	token.Header["kid"] = "test"
	signed, err := token.SignedString(p.key)
	if err != nil {
		panic(err)
	}
	return signed
}

func encode(bytes []byte) string { return base64.RawURLEncoding.EncodeToString(bytes) }

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(body); err != nil {
		panic(err)
	}
}
