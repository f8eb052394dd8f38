package signin

import (
	"time"

	"github.com/zitadel/oidc/v3/pkg/oidc"
)

// signInRequest is one sign-in under way; it implements op.AuthRequest.
type signInRequest struct {
	id      string
	asked   *oidc.AuthRequest
	begun   time.Time
	account Account
	done    bool
	at      time.Time
}

func (r signInRequest) GetID() string          { return r.id }
func (r signInRequest) GetACR() string         { return "" }
func (r signInRequest) GetAMR() []string       { return nil }
func (r signInRequest) GetAudience() []string  { return []string{Audience} }
func (r signInRequest) GetAuthTime() time.Time { return r.at }
func (r signInRequest) GetClientID() string    { return r.asked.ClientID }
func (r signInRequest) GetCodeChallenge() *oidc.CodeChallenge {
	return &oidc.CodeChallenge{Challenge: r.asked.CodeChallenge, Method: r.asked.CodeChallengeMethod}
}
func (r signInRequest) GetNonce() string                   { return r.asked.Nonce }
func (r signInRequest) GetRedirectURI() string             { return r.asked.RedirectURI }
func (r signInRequest) GetResponseType() oidc.ResponseType { return r.asked.ResponseType }
func (r signInRequest) GetResponseMode() oidc.ResponseMode { return r.asked.ResponseMode }
func (r signInRequest) GetScopes() []string                { return r.asked.Scopes }
func (r signInRequest) GetState() string                   { return r.asked.State }
func (r signInRequest) GetSubject() string                 { return r.account.Subject() }
func (r signInRequest) Done() bool                         { return r.done }

// grant is what a refresh token stands for; it implements op.RefreshTokenRequest.
type grant struct {
	Client  string    `json:"client"`
	Subject string    `json:"subject"`
	Scopes  []string  `json:"scopes"`
	At      time.Time `json:"at"`
	Expires time.Time `json:"expires"`
}

func (g *grant) GetAMR() []string                 { return nil }
func (g *grant) GetAudience() []string            { return []string{Audience} }
func (g *grant) GetAuthTime() time.Time           { return g.At }
func (g *grant) GetClientID() string              { return g.Client }
func (g *grant) GetScopes() []string              { return g.Scopes }
func (g *grant) GetSubject() string               { return g.Subject }
func (g *grant) SetCurrentScopes(scopes []string) { g.Scopes = scopes }
