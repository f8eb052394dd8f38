package signin

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"traject.nl/services/portal/session"
)

// maxAnswer is more than any token answer needs, in bytes.
const maxAnswer = 256 << 10

// Refresh gets new tokens for the old ones. It returns ErrRefused when the person must sign in again.
func (p *Provider) Refresh(ctx context.Context, old session.Tokens) (session.Tokens, error) {
	if old.Refresh == "" {
		return session.Tokens{}, fmt.Errorf("%w: there is no refresh token", ErrRefused)
	}
	d, err := p.discover(ctx)
	if err != nil {
		return session.Tokens{}, err
	}
	form, err := p.authentication(d.oauth.Endpoint.TokenURL)
	if err != nil {
		return session.Tokens{}, err
	}
	form.Set("grant_type", "refresh_token")
	form.Set("refresh_token", old.Refresh)
	form.Set("client_id", p.config.ClientID)
	answer, err := p.post(ctx, d.oauth.Endpoint.TokenURL, form)
	if err != nil {
		return session.Tokens{}, err
	}
	tokens := session.Tokens{
		Access: answer.Access, Refresh: answer.Refresh, ID: answer.ID,
		Expires: p.config.Clock().Add(time.Duration(answer.ExpiresIn) * time.Second),
	}
	if tokens.Refresh == "" {
		tokens.Refresh = old.Refresh
	}
	if tokens.ID == "" {
		tokens.ID = old.ID
	}
	return tokens, nil
}

type tokenAnswer struct {
	Access    string `json:"access_token"`
	Refresh   string `json:"refresh_token"`
	ID        string `json:"id_token"`
	ExpiresIn int64  `json:"expires_in"`
	Error     string `json:"error"`
}

func (p *Provider) post(ctx context.Context, address string, form url.Values) (tokenAnswer, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		return tokenAnswer{}, fmt.Errorf("ask new tokens: %w", err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	response, err := p.config.HTTP.Do(request)
	if err != nil {
		return tokenAnswer{}, fmt.Errorf("ask new tokens: %w", err)
	}
	defer response.Body.Close()
	var answer tokenAnswer
	if err := json.NewDecoder(io.LimitReader(response.Body, maxAnswer)).Decode(&answer); err != nil {
		return tokenAnswer{}, fmt.Errorf("read the token answer (status %d): %w", response.StatusCode, err)
	}
	switch {
	case response.StatusCode >= http.StatusInternalServerError:
		return tokenAnswer{}, fmt.Errorf("ask new tokens: the provider answered %d", response.StatusCode)
	case response.StatusCode != http.StatusOK || answer.Access == "":
		return tokenAnswer{}, fmt.Errorf("%w to renew the tokens: %s", ErrRefused, answer.Error)
	}
	return answer, nil
}
