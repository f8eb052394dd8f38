// Package keyring seals and opens what may not be read by whoever stores it: dossiers, mail addresses, Temporal payloads.
//
// A ring has named keys, of which one is current. New data is sealed with the current key; the envelope names its key, so
// that old data still opens after a rotation. Every seal is bound to a context, such as "dossier/k3v9…": what was sealed
// for one case does not open in another.
package keyring

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
)

// KeySize of every key, in bytes: AES-256.
const KeySize = 32

// envelopeVersion is the first byte of everything sealed: version, length of the key id, key id, nonce, ciphertext and tag.
const envelopeVersion = 1

// ErrOpen says that something sealed does not open: another context, another ring, or it was changed.
var ErrOpen = errors.New("sealed data does not open: it was changed, or sealed for another context or with another key")

// Ring is a set of named keys of which one is current. It does not change; Rotate makes another. Safe for concurrent use.
type Ring struct {
	current string
	// mac is the key from which MAC is derived: the oldest, so that a MAC stays the same over every rotation.
	mac  string
	keys map[string][]byte
	// sealers are the ciphers of the keys, made once.
	sealers map[string]cipher.AEAD
}

// Generate makes a ring with one fresh random key, for tests and the development stack.
func Generate(id string) *Ring {
	ring, err := assemble(id, id, map[string][]byte{id: randomKey()})
	if err != nil {
		// Only an impossible id gets here, and ids are written in code.
		panic(err)
	}
	return ring
}

// Rotate makes a ring with one more fresh key, which becomes the current one. The other keys stay, to open what they sealed.
func (r *Ring) Rotate(id string) *Ring {
	keys := maps.Clone(r.keys)
	keys[id] = randomKey()
	ring, err := assemble(id, r.mac, keys)
	if err != nil {
		panic(err)
	}
	return ring
}

// Current is the id of the key that Seal uses.
func (r *Ring) Current() string { return r.current }

// Seal encrypts with the current key, bound to the context: the same context is needed to open it.
func (r *Ring) Seal(plain, context []byte) ([]byte, error) {
	sealer := r.sealers[r.current]
	envelope := make([]byte, 0, 2+len(r.current)+len(plain)+sealer.Overhead())
	envelope = append(envelope, envelopeVersion, byte(len(r.current)))
	envelope = append(envelope, r.current...)
	return sealer.Seal(envelope, nil, plain, bind(envelope, context)), nil
}

// Open decrypts what Seal made with the same context, with whichever key of the ring sealed it.
func (r *Ring) Open(sealed, context []byte) ([]byte, error) {
	id, err := KeyID(sealed)
	if err != nil {
		return nil, err
	}
	sealer, ok := r.sealers[id]
	if !ok {
		return nil, fmt.Errorf("sealed with key %q, which is not in the key ring: add that key", id)
	}
	header, body := sealed[:2+len(id)], sealed[2+len(id):]
	plain, err := sealer.Open(nil, nil, body, bind(header, context))
	if err != nil {
		return nil, ErrOpen
	}
	return plain, nil
}

// KeyID tells with which key something was sealed.
func KeyID(sealed []byte) (string, error) {
	if len(sealed) < 2 || sealed[0] != envelopeVersion {
		return "", errors.New("not sealed by a key ring: the first byte is not the envelope version")
	}
	length := int(sealed[1])
	if length == 0 || len(sealed) < 2+length {
		return "", errors.New("not sealed by a key ring: the key id is missing")
	}
	return string(sealed[2 : 2+length]), nil
}

// MAC is the HMAC-SHA256 of the message, with a key derived from the oldest key of the ring: the same over every rotation.
func (r *Ring) MAC(message []byte) []byte {
	key, err := hkdf.Key(sha256.New, r.keys[r.mac], nil, "traject mac v1", KeySize)
	if err != nil {
		// Only a length beyond 255 hashes fails, and the length is a constant.
		panic(err)
	}
	mac := hmac.New(sha256.New, key)
	mac.Write(message)
	return mac.Sum(nil)
}

// MarshalJSON writes the ring, keys included, as Load reads it. Never log it.
func (r *Ring) MarshalJSON() ([]byte, error) {
	return json.Marshal(file{Current: r.current, MAC: r.mac, Keys: r.keys})
}

// String hides the keys from every log.
func (r *Ring) String() string { return "keyring(" + r.current + ")" }

// GoString hides the keys from %#v.
func (r *Ring) GoString() string { return r.String() }

// assemble checks the parts and makes the ciphers.
func assemble(current, mac string, keys map[string][]byte) (*Ring, error) {
	if _, ok := keys[current]; !ok {
		return nil, fmt.Errorf("key ring: current key %q is not among the keys", current)
	}
	if _, ok := keys[mac]; !ok {
		return nil, fmt.Errorf("key ring: mac key %q is not among the keys", mac)
	}
	sealers := make(map[string]cipher.AEAD, len(keys))
	for id, key := range keys {
		if id == "" || len(id) > 255 {
			return nil, fmt.Errorf("key ring: key id %q: want 1 to 255 characters", id)
		}
		if len(key) != KeySize {
			return nil, fmt.Errorf("key ring: key %q has %d bytes: want %d", id, len(key), KeySize)
		}
		block, err := aes.NewCipher(key)
		if err != nil {
			return nil, fmt.Errorf("key ring: key %q: %w", id, err)
		}
		if sealers[id], err = cipher.NewGCMWithRandomNonce(block); err != nil {
			return nil, fmt.Errorf("key ring: key %q: %w", id, err)
		}
	}
	return &Ring{current: current, mac: mac, keys: keys, sealers: sealers}, nil
}

// bind makes the additional data of a seal: the header too, so that a key id cannot be swapped.
func bind(header, context []byte) []byte {
	bound := make([]byte, 0, len(header)+len(context))
	return append(append(bound, header...), context...)
}

func randomKey() []byte {
	key := make([]byte, KeySize)
	rand.Read(key) // never fails (crypto/rand)
	return key
}
