package stack

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
	"time"

	"traject.nl/proto/keyring"
)

// keys are the secrets of a stack, made once and kept in its state folder.
type keys struct {
	// Payloads encrypt what Temporal carries and stores.
	Payloads *keyring.Ring
	// Dossiers seal the dossiers.
	Dossiers *keyring.Ring
	// Delivery seals mail addresses between the service that knows them and the one that sends.
	Delivery *keyring.Ring
	// Parents makes the party of a parent from their e-mail address.
	Parents *keyring.Ring
	// Sessions seal the portal's cookies.
	Sessions *keyring.Ring
	// Portal is the key with which the portal proves itself to the sign-in provider.
	Portal *rsa.PrivateKey
}

// loadKeys reads the keys of the folder. In a new folder it makes them; in one that already has data it does not, since
// fresh keys would open nothing of it.
func loadKeys(f *folder) (*keys, error) {
	_, err := os.Stat(f.file("temporal.db"))
	fresh := errors.Is(err, os.ErrNotExist)
	k := &keys{}
	for name, ring := range map[string]**keyring.Ring{
		"payloads": &k.Payloads, "dossiers": &k.Dossiers, "delivery": &k.Delivery, "parents": &k.Parents, "sessions": &k.Sessions,
	} {
		if *ring, err = loadRing(f.file("keys", name+".json"), fresh); err != nil {
			return nil, f.damaged(f.file("keys", name+".json"), err)
		}
	}
	if k.Portal, err = loadRSA(f.file("keys", "portal.pem")); err != nil {
		return nil, f.damaged(f.file("keys", "portal.pem"), err)
	}
	return k, nil
}

func loadRing(file string, fresh bool) (*keyring.Ring, error) {
	if _, err := os.Stat(file); !errors.Is(err, os.ErrNotExist) {
		return keyring.Load(file)
	}
	if !fresh {
		return nil, errors.New("the key ring is gone, and without it the data in this folder does not open")
	}
	ring := keyring.Generate(time.Now().UTC().Format("2006-01-02"))
	text, err := json.Marshal(ring)
	if err != nil {
		return nil, err
	}
	return ring, writeFile(file, text)
}

// loadRSA reads a private key, or makes it: what it proves is forgotten at the end of a run.
func loadRSA(file string) (*rsa.PrivateKey, error) {
	text, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		return makeRSA(file)
	}
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, errors.New("no PEM block in it")
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, err
	}
	private, ok := parsed.(*rsa.PrivateKey)
	if !ok {
		return nil, fmt.Errorf("want an RSA key, found %T", parsed)
	}
	return private, nil
}

func makeRSA(file string) (*rsa.PrivateKey, error) {
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return nil, err
	}
	encoded, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return nil, err
	}
	return private, writeFile(file, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: encoded}))
}
