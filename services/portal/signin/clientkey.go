package signin

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"
)

// assertionLife is how long one proof of who we are can be used; it is made anew for every call.
const assertionLife = time.Minute

// ClientKey signs the portal's proof of who it is (private_key_jwt, OpenID Connect Core 9).
type ClientKey struct {
	// ID of the key at the provider.
	ID     string
	key    crypto.Signer
	method jwt.SigningMethod
}

// ParseClientKey reads a private key in PEM: PKCS #8 (RSA, P-256 or Ed25519), or PKCS #1, as which many programs write RSA.
func ParseClientKey(id string, encoded []byte) (*ClientKey, error) {
	block, _ := pem.Decode(encoded)
	if block == nil {
		return nil, errors.New("client key: no PEM block; give a PKCS #8 private key in PEM")
	}
	if block.Type == "RSA PRIVATE KEY" {
		key, err := x509.ParsePKCS1PrivateKey(block.Bytes)
		if err != nil {
			return nil, fmt.Errorf("client key: %w", err)
		}
		return NewClientKey(id, key)
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("client key: %w", err)
	}
	return NewClientKey(id, parsed)
}

// NewClientKey uses a key that is already in memory.
func NewClientKey(id string, parsed any) (*ClientKey, error) {
	switch key := parsed.(type) {
	case *rsa.PrivateKey:
		return &ClientKey{ID: id, key: key, method: jwt.SigningMethodRS256}, nil
	case ed25519.PrivateKey:
		return &ClientKey{ID: id, key: key, method: jwt.SigningMethodEdDSA}, nil
	case *ecdsa.PrivateKey:
		if key.Curve == elliptic.P256() {
			return &ClientKey{ID: id, key: key, method: jwt.SigningMethodES256}, nil
		}
	}
	return nil, fmt.Errorf("client key: %T is not usable; give RSA, P-256 or Ed25519", parsed)
}

// authentication returns the parameters by which the portal proves who it is to the given endpoint; none for a public client.
func (p *Provider) authentication(endpoint string) (url.Values, error) {
	form := url.Values{}
	if p.config.Key == nil {
		return form, nil
	}
	now := p.config.Clock()
	token := jwt.NewWithClaims(p.config.Key.method, jwt.RegisteredClaims{
		Issuer: p.config.ClientID, Subject: p.config.ClientID, Audience: jwt.ClaimStrings{p.config.Issuer, endpoint},
		ID: uuid.NewString(), IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(now.Add(assertionLife)),
	})
	token.Header["kid"] = p.config.Key.ID
	signed, err := token.SignedString(p.config.Key.key)
	if err != nil {
		return nil, fmt.Errorf("sign the client assertion: %w", err)
	}
	form.Set("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
	form.Set("client_assertion", signed)
	return form, nil
}
