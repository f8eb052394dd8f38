package identity_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/MicahParks/jwkset"
	"github.com/golang-jwt/jwt/v5"

	"traject.nl/proto/keyring"
	"traject.nl/services/platform/identity"
)

const audience = "traject"

// provider is an identity provider with real keys.
type provider struct {
	*httptest.Server
	// away makes it answer 503.
	away atomic.Bool
	// fetched counts how often the keys were asked.
	fetched atomic.Int32

	mu   sync.Mutex
	keys map[string]crypto.Signer
}

func startProvider(t testing.TB) *provider {
	t.Helper()
	p := &provider{keys: map[string]crypto.Signer{}}
	mux := http.NewServeMux()
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		write(t, w, map[string]string{"issuer": p.URL, "jwks_uri": p.URL + "/keys"})
	})
	mux.HandleFunc("/keys", func(w http.ResponseWriter, _ *http.Request) {
		p.fetched.Add(1)
		write(t, w, p.published(t))
	})
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if p.away.Load() {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(p.Close)
	p.add("rsa", must(rsa.GenerateKey(rand.Reader, 2048)))
	p.add("ec", must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader)))
	_, edwards, err := ed25519.GenerateKey(rand.Reader)
	p.add("ed", must(edwards, err))
	return p
}

func (p *provider) add(id string, key crypto.Signer) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.keys[id] = key
}

func (p *provider) remove(id string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.keys, id)
}

func (p *provider) published(t testing.TB) jwkset.JWKSMarshal {
	p.mu.Lock()
	defer p.mu.Unlock()
	var set jwkset.JWKSMarshal
	for id, key := range p.keys {
		made, err := jwkset.NewJWKFromKey(key.Public(), jwkset.JWKOptions{Metadata: jwkset.JWKMetadataOptions{KID: id, USE: jwkset.UseSig}})
		if err != nil {
			t.Error(err)
		}
		set.Keys = append(set.Keys, made.Marshal())
	}
	return set
}

// good are the claims of a token that is accepted.
func (p *provider) good() jwt.MapClaims {
	return jwt.MapClaims{
		"iss": p.URL, "aud": audience, "sub": "subject-1", "name": "Iris Voorbeeld",
		"exp": time.Now().Add(5 * time.Minute).Unix(), "iat": time.Now().Unix(),
		"traject_parties": []string{"school:regenboog", "sot:zeist"},
	}
}

// with gives the good claims with one changed.
func (p *provider) with(claim string, value any) jwt.MapClaims {
	claims := p.good()
	claims[claim] = value
	return claims
}

// sign makes a token with the key of that id.
func (p *provider) sign(method jwt.SigningMethod, id string, claims jwt.MapClaims) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return signWith(method, id, p.keys[id], claims)
}

func signWith(method jwt.SigningMethod, id string, key any, claims jwt.MapClaims) string {
	token := jwt.NewWithClaims(method, claims)
	token.Header["kid"] = id
	return must(token.SignedString(key))
}

func (p *provider) verifier(t testing.TB, parents *keyring.Ring) *identity.Verifier {
	t.Helper()
	return must(identity.NewVerifier(t.Context(), identity.Config{Issuer: p.URL, Audience: audience, Parents: parents}))
}

func write(t testing.TB, w io.Writer, document any) {
	if err := json.NewEncoder(w).Encode(document); err != nil {
		t.Error(err)
	}
}

func must[T any](made T, err error) T {
	if err != nil {
		panic(err)
	}
	return made
}
