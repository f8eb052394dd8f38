package stack

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"os"
)

// ReadPortalKey reads with which key the portal's proofs of who it is are verified, from a PEM file that holds that key or the private one
// that belongs to it. RSA and P-256 are what the development sign-in takes.
func ReadPortalKey(file string) (crypto.PublicKey, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("key of the portal: %w", err)
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, fmt.Errorf("key of the portal: %s: no PEM block in it", file)
	}
	key, err := publicKey(block)
	if err != nil {
		return nil, fmt.Errorf("key of the portal: %s: %w", file, err)
	}
	switch key := key.(type) {
	case *rsa.PublicKey:
		return key, nil
	case *ecdsa.PublicKey:
		if key.Curve == elliptic.P256() {
			return key, nil
		}
	}
	return nil, fmt.Errorf("key of the portal: %s: want RSA or P-256, found %T", file, key)
}

// publicKey is the public part of what is in a PEM block.
func publicKey(block *pem.Block) (crypto.PublicKey, error) {
	var private any
	var err error
	switch block.Type {
	case "PUBLIC KEY":
		return x509.ParsePKIXPublicKey(block.Bytes)
	case "RSA PRIVATE KEY":
		private, err = x509.ParsePKCS1PrivateKey(block.Bytes)
	case "EC PRIVATE KEY":
		private, err = x509.ParseECPrivateKey(block.Bytes)
	default:
		private, err = x509.ParsePKCS8PrivateKey(block.Bytes)
	}
	if err != nil {
		return nil, err
	}
	signer, ok := private.(crypto.Signer)
	if !ok {
		return nil, errors.New("a key that signs nothing")
	}
	return signer.Public(), nil
}
