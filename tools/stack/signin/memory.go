package signin

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	jose "github.com/go-jose/go-jose/v4"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"
)

// memory is what the provider remembers; it implements op.Storage. Refresh tokens live in a file, so that who is signed in
// stays signed in over a restart; everything else may be forgotten.
type memory struct {
	keys      *signingKeys
	clients   map[string]client
	grantFile string

	mu       sync.Mutex
	requests map[string]*signInRequest
	codes    map[string]string
	grants   map[string]*grant
	// life of access tokens of who signs in from now on, or renews.
	life time.Duration
}

func newMemory(keys *signingKeys, clients []Client, grantFile string) (*memory, error) {
	m := &memory{
		keys: keys, clients: map[string]client{}, grantFile: grantFile,
		requests: map[string]*signInRequest{}, codes: map[string]string{}, grants: map[string]*grant{},
		life: accessTokenLife,
	}
	for _, c := range clients {
		m.clients[c.ID] = client{c}
	}
	text, err := os.ReadFile(grantFile)
	if errors.Is(err, os.ErrNotExist) {
		return m, nil
	}
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(text, &m.grants); err != nil {
		return nil, fmt.Errorf("%s: %w", grantFile, err)
	}
	return m, nil
}

// ---- signing in ----

func (m *memory) CreateAuthRequest(_ context.Context, asked *oidc.AuthRequest, _ string) (op.AuthRequest, error) {
	if asked.CodeChallenge == "" || asked.CodeChallengeMethod != oidc.CodeChallengeMethodS256 {
		return nil, oidc.ErrInvalidRequest().WithDescription("PKCE with S256 is required")
	}
	if len(asked.Prompt) == 1 && asked.Prompt[0] == oidc.PromptNone {
		return nil, oidc.ErrLoginRequired()
	}
	request := &signInRequest{id: rand.Text(), asked: asked, begun: time.Now()}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.forgetOld()
	m.requests[request.id] = request
	return *request, nil
}

// forgetOld drops sign-ins that nobody finished.
func (m *memory) forgetOld() {
	for id, request := range m.requests {
		if time.Since(request.begun) > requestLife {
			delete(m.requests, id)
		}
	}
	for code, id := range m.codes {
		if _, known := m.requests[id]; !known {
			delete(m.codes, code)
		}
	}
}

// choose finishes a sign-in as the account.
func (m *memory) choose(id string, account Account) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	request, ok := m.requests[id]
	if !ok {
		return errors.New("this sign-in is over or was never begun")
	}
	request.account, request.done, request.at = account, true, time.Now()
	return nil
}

func (m *memory) AuthRequestByID(_ context.Context, id string) (op.AuthRequest, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	request, ok := m.requests[id]
	if !ok {
		return nil, errors.New("no such sign-in")
	}
	return *request, nil
}

func (m *memory) AuthRequestByCode(ctx context.Context, code string) (op.AuthRequest, error) {
	m.mu.Lock()
	id, ok := m.codes[code]
	m.mu.Unlock()
	if !ok {
		return nil, errors.New("no such code")
	}
	return m.AuthRequestByID(ctx, id)
}

func (m *memory) SaveAuthCode(_ context.Context, id, code string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.codes[code] = id
	return nil
}

func (m *memory) DeleteAuthRequest(_ context.Context, id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.requests, id)
	m.forgetOld()
	return nil
}

// ---- tokens ----

func (m *memory) CreateAccessToken(context.Context, op.TokenRequest) (string, time.Time, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return rand.Text(), time.Now().Add(m.life), nil
}

// CreateAccessAndRefreshTokens gives a fresh refresh token; the one it replaces can be used no more.
func (m *memory) CreateAccessAndRefreshTokens(ctx context.Context, request op.TokenRequest, current string) (string, string, time.Time, error) {
	next := grant{Subject: request.GetSubject(), Scopes: request.GetScopes(), At: time.Now(), Expires: time.Now().Add(refreshTokenLife)}
	switch from := request.(type) {
	case op.AuthRequest:
		next.Client, next.At = from.GetClientID(), from.GetAuthTime()
	case op.RefreshTokenRequest:
		next.Client, next.At = from.GetClientID(), from.GetAuthTime()
	}
	id, expires, err := m.CreateAccessToken(ctx, request)
	if err != nil {
		return "", "", time.Time{}, err
	}
	fresh := rand.Text()
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, known := m.grants[current]; current != "" && !known {
		return "", "", time.Time{}, op.ErrInvalidRefreshToken
	}
	delete(m.grants, current)
	m.grants[fresh] = &next
	return id, fresh, expires, m.saveGrants()
}

func (m *memory) TokenRequestByRefreshToken(_ context.Context, token string) (op.RefreshTokenRequest, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	found, ok := m.grants[token]
	if !ok || found.Expires.Before(time.Now()) {
		return nil, op.ErrInvalidRefreshToken
	}
	request := *found
	return &request, nil
}

func (m *memory) TerminateSession(_ context.Context, subject, clientID string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for token, g := range m.grants {
		if g.Subject == subject && g.Client == clientID {
			delete(m.grants, token)
		}
	}
	return m.saveGrants()
}

func (m *memory) RevokeToken(_ context.Context, token, _, _ string) *oidc.Error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.grants, token)
	if err := m.saveGrants(); err != nil {
		return oidc.ErrServerError().WithParent(err)
	}
	return nil
}

func (m *memory) GetRefreshTokenInfo(_ context.Context, _, token string) (subject, id string, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	found, ok := m.grants[token]
	if !ok {
		return "", "", op.ErrInvalidRefreshToken
	}
	return found.Subject, token, nil
}

// saveGrants writes the refresh tokens that are still good.
func (m *memory) saveGrants() error {
	for token, g := range m.grants {
		if g.Expires.Before(time.Now()) {
			delete(m.grants, token)
		}
	}
	text, err := json.Marshal(m.grants)
	if err != nil {
		return err
	}
	return os.WriteFile(m.grantFile, text, 0o600)
}

// ---- keys, clients and claims ----

func (m *memory) SigningKey(context.Context) (op.SigningKey, error) { return m.keys.current(), nil }
func (m *memory) KeySet(context.Context) ([]op.Key, error)          { return m.keys.published(), nil }
func (m *memory) SignatureAlgorithms(context.Context) ([]jose.SignatureAlgorithm, error) {
	return []jose.SignatureAlgorithm{jose.RS256}, nil
}
func (m *memory) Health(context.Context) error { return nil }

func (m *memory) GetClientByClientID(_ context.Context, id string) (op.Client, error) {
	found, ok := m.clients[id]
	if !ok {
		return nil, oidc.ErrInvalidClient().WithDescription("unknown client")
	}
	return found, nil
}

func (m *memory) AuthorizeClientIDSecret(context.Context, string, string) error {
	return oidc.ErrInvalidClient().WithDescription("clients prove themselves with private_key_jwt")
}

func (m *memory) GetKeyByIDAndClientID(_ context.Context, keyID, clientID string) (*jose.JSONWebKey, error) {
	found, ok := m.clients[clientID]
	if !ok || (keyID != "" && keyID != found.KeyID) {
		return nil, fmt.Errorf("client %q has no key %q", clientID, keyID)
	}
	return &jose.JSONWebKey{KeyID: found.KeyID, Use: "sig", Key: found.Key}, nil
}

func (m *memory) GetPrivateClaimsFromScopes(_ context.Context, subject, _ string, _ []string) (map[string]any, error) {
	account, err := bySubject(subject)
	if err != nil {
		return nil, err
	}
	return account.claims(), nil
}

func (m *memory) SetUserinfoFromScopes(context.Context, *oidc.UserInfo, string, string, []string) error {
	return nil
}

// SetUserinfoFromRequest fills the id token.
func (m *memory) SetUserinfoFromRequest(_ context.Context, info *oidc.UserInfo, request op.IDTokenRequest, _ []string) error {
	return describe(info, request.GetSubject())
}

func (m *memory) SetUserinfoFromToken(_ context.Context, info *oidc.UserInfo, _, subject, _ string) error {
	return describe(info, subject)
}

func describe(info *oidc.UserInfo, subject string) error {
	account, err := bySubject(subject)
	if err != nil {
		return err
	}
	info.Subject = subject
	for name, value := range account.claims() {
		info.AppendClaims(name, value)
	}
	return nil
}

func (m *memory) SetIntrospectionFromToken(context.Context, *oidc.IntrospectionResponse, string, string, string) error {
	return errors.New("introspection is not offered: tokens are verified by their signature")
}

func (m *memory) ValidateJWTProfileScopes(context.Context, string, []string) ([]string, error) {
	return nil, errors.New("the JWT profile grant is not offered")
}
