package signin

import (
	"crypto"
	"time"

	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"
)

// Lifetimes of tokens. Short enough that a test of an hour sees a refresh.
const (
	accessTokenLife  = 10 * time.Minute
	idTokenLife      = 5 * time.Minute
	refreshTokenLife = 12 * time.Hour
	requestLife      = 15 * time.Minute
)

// Client is a program that signs people in. It proves itself with a signed assertion (private_key_jwt), never a secret.
type Client struct {
	ID string
	// Redirects are the exact addresses to which a sign-in may return.
	Redirects []string
	// AfterSignOut are the exact addresses to which a sign-out may return.
	AfterSignOut []string
	// KeyID and Key verify the client's assertions.
	KeyID string
	Key   crypto.PublicKey
}

// client adapts a Client to what the library asks.
type client struct{ Client }

func (c client) GetID() string                       { return c.ID }
func (c client) RedirectURIs() []string              { return c.Redirects }
func (c client) PostLogoutRedirectURIs() []string    { return c.AfterSignOut }
func (c client) ApplicationType() op.ApplicationType { return op.ApplicationTypeWeb }
func (c client) AuthMethod() oidc.AuthMethod         { return oidc.AuthMethodPrivateKeyJWT }
func (c client) ResponseTypes() []oidc.ResponseType {
	return []oidc.ResponseType{oidc.ResponseTypeCode}
}
func (c client) GrantTypes() []oidc.GrantType {
	return []oidc.GrantType{oidc.GrantTypeCode, oidc.GrantTypeRefreshToken}
}
func (c client) LoginURL(request string) string      { return loginPath + "?request=" + request }
func (c client) AccessTokenType() op.AccessTokenType { return op.AccessTokenTypeJWT }
func (c client) IDTokenLifetime() time.Duration      { return idTokenLife }

// DevMode lets redirects be plain http on this machine.
func (c client) DevMode() bool { return true }

//nolint:staticcheck // the library names the method so
func (c client) RestrictAdditionalIdTokenScopes() func([]string) []string {
	return func(scopes []string) []string { return scopes }
}
func (c client) RestrictAdditionalAccessTokenScopes() func([]string) []string {
	return func(scopes []string) []string { return scopes }
}
func (c client) IsScopeAllowed(string) bool           { return false }
func (c client) IDTokenUserinfoClaimsAssertion() bool { return true }
func (c client) ClockSkew() time.Duration             { return 0 }
