package signin

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	jose "github.com/go-jose/go-jose/v4"
	"github.com/zitadel/oidc/v3/pkg/op"
)

// keptKeys is how many signing keys stay published: the current one and those whose tokens may still be around.
const keptKeys = 3

// signingKeys are the provider's keys, the newest first. They live in a file, so that tokens stay valid over a restart.
type signingKeys struct {
	file string

	mu   sync.Mutex
	keys []signingKey
}

// signingKey is one RSA key; it is both op.SigningKey (private) and, through published, op.Key (public).
type signingKey struct {
	id      string
	private *rsa.PrivateKey
}

func (k signingKey) SignatureAlgorithm() jose.SignatureAlgorithm { return jose.RS256 }
func (k signingKey) Key() any                                    { return k.private }
func (k signingKey) ID() string                                  { return k.id }

type published struct{ signingKey }

func (k published) Algorithm() jose.SignatureAlgorithm { return jose.RS256 }
func (k published) Use() string                        { return "sig" }
func (k published) Key() any                           { return &k.private.PublicKey }

// storedKey is a key in the file.
type storedKey struct {
	ID    string `json:"id"`
	PKCS8 []byte `json:"pkcs8"`
}

// loadSigningKeys reads the file, or makes it with one fresh key.
func loadSigningKeys(file string) (*signingKeys, error) {
	s := &signingKeys{file: file}
	text, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		return s, s.rotate()
	}
	if err != nil {
		return nil, err
	}
	var stored []storedKey
	if err := json.Unmarshal(text, &stored); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	for _, key := range stored {
		parsed, err := x509.ParsePKCS8PrivateKey(key.PKCS8)
		if err != nil {
			return nil, fmt.Errorf("%s: key %s: %w", file, key.ID, err)
		}
		private, ok := parsed.(*rsa.PrivateKey)
		if !ok {
			return nil, fmt.Errorf("%s: key %s is not an RSA key", file, key.ID)
		}
		s.keys = append(s.keys, signingKey{key.ID, private})
	}
	if len(s.keys) == 0 {
		return nil, fmt.Errorf("%s: no keys in it", file)
	}
	return s, nil
}

// rotate makes a fresh key the current one; what older keys signed stays valid.
func (s *signingKeys) rotate() error {
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	keys := append([]signingKey{{time.Now().UTC().Format("20060102T150405.000000000"), private}}, s.keys...)
	keys = keys[:min(len(keys), keptKeys)]
	stored := make([]storedKey, len(keys))
	for i, key := range keys {
		encoded, err := x509.MarshalPKCS8PrivateKey(key.private)
		if err != nil {
			return err
		}
		stored[i] = storedKey{key.id, encoded}
	}
	text, err := json.Marshal(stored)
	if err != nil {
		return err
	}
	if err := os.WriteFile(s.file, text, 0o600); err != nil {
		return err
	}
	s.keys = keys
	return nil
}

func (s *signingKeys) current() signingKey {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.keys[0]
}

func (s *signingKeys) published() []op.Key {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]op.Key, len(s.keys))
	for i, key := range s.keys {
		all[i] = published{key}
	}
	return all
}
