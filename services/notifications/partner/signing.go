package partner

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Secret is the key with which a receiver knows that a message is ours (Standard Webhooks 1.0). It never shows itself in a log.
type Secret struct{ key []byte }

const (
	secretPrefix = "whsec_"
	// minSecret and maxSecret are the lengths that the scheme allows, in bytes.
	minSecret, maxSecret = 24, 64
	newSecret            = 32
)

// ErrSecret says that a secret has not the form of the scheme.
var ErrSecret = errors.New("secret: want whsec_ and the base64 of 24 to 64 bytes")

// NewSecret makes one at random.
func NewSecret() Secret {
	key := make([]byte, newSecret)
	rand.Read(key) // never fails (crypto/rand)
	return Secret{key}
}

// ParseSecret reads a secret in its written form. The error does not repeat it.
func ParseSecret(text string) (Secret, error) {
	encoded, ok := strings.CutPrefix(text, secretPrefix)
	if !ok {
		return Secret{}, ErrSecret
	}
	key, err := base64.StdEncoding.Strict().DecodeString(encoded)
	if err != nil || strings.ContainsAny(encoded, "\r\n") || len(key) < minSecret || len(key) > maxSecret {
		return Secret{}, ErrSecret
	}
	return Secret{key}, nil
}

// Reveal is the written form, for who must get to know it and for sealing.
func (s Secret) Reveal() string { return secretPrefix + base64.StdEncoding.EncodeToString(s.key) }

// String hides the secret.
func (s Secret) String() string { return secretPrefix + "…" }

// GoString hides it from %#v.
func (s Secret) GoString() string { return s.String() }

// Sign gives the headers of one attempt: with a signature of each secret, so that a receiver can take its time to change over.
func Sign(message Message, at time.Time, secrets ...Secret) http.Header {
	stamp := strconv.FormatInt(at.Unix(), 10)
	signatures := make([]string, len(secrets))
	for i, secret := range secrets {
		mac := hmac.New(sha256.New, secret.key)
		mac.Write([]byte(message.ID + "." + stamp + "."))
		mac.Write(message.Body)
		signatures[i] = "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
	}
	headers := http.Header{}
	headers.Set("Webhook-Id", message.ID)
	headers.Set("Webhook-Timestamp", stamp)
	headers.Set("Webhook-Signature", strings.Join(signatures, " "))
	return headers
}
