package signin

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"testing"
)

func TestTheClientKeyIsReadInBothFormsInWhichRSAKeysAreWritten(t *testing.T) {
	t.Parallel()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	modern, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	for kind, encoded := range map[string][]byte{"PRIVATE KEY": modern, "RSA PRIVATE KEY": x509.MarshalPKCS1PrivateKey(key)} {
		read, err := ParseClientKey("portal", pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: encoded}))
		if err != nil {
			t.Errorf("%s: %v", kind, err)
			continue
		}
		if !key.Equal(read.key) || read.method.Alg() != "RS256" {
			t.Errorf("%s: another key, or signed with %s", kind, read.method.Alg())
		}
	}
}
