package signin

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"strings"
	"testing"

	"github.com/golang-jwt/jwt/v5"
)

// FuzzAKeyOfThePortalSignsOrIsRefused: a key that is taken can sign, and a refusal shows nothing of it.
func FuzzAKeyOfThePortalSignsOrIsRefused(f *testing.F) {
	_, edwards, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		f.Fatal(err)
	}
	curve, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		f.Fatal(err)
	}
	for _, key := range []any{edwards, curve} {
		encoded, err := x509.MarshalPKCS8PrivateKey(key)
		if err != nil {
			f.Fatal(err)
		}
		for _, kind := range []string{"PRIVATE KEY", "RSA PRIVATE KEY", "CERTIFICATE"} {
			f.Add(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: encoded}))
		}
	}
	f.Add([]byte("-----BEGIN PRIVATE KEY-----\n\n-----END PRIVATE KEY-----"))
	f.Add([]byte(""))
	f.Fuzz(func(t *testing.T, encoded []byte) {
		key, err := ParseClientKey("portal", encoded)
		if err != nil {
			for line := range strings.Lines(string(encoded)) {
				if len(line) > 40 && strings.Contains(err.Error(), line) {
					t.Fatalf("the refusal shows the key: %v", err)
				}
			}
			return
		}
		if _, err := jwt.New(key.method).SignedString(key.key); err != nil {
			t.Fatalf("taken, and cannot sign: %v", err)
		}
	})
}
