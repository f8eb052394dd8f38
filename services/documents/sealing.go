package documents

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"fmt"
	"strconv"

	"traject.nl/proto/keyring"
)

// dossierKey seals everything of one dossier. What it seals is bound to a place, such as "piece/<id>/name", so that no two
// sealed things can be swapped.
type dossierKey struct{ sealer cipher.AEAD }

// newDossierKey makes a fresh key, and the key as it is kept: sealed with the ring, bound to the dossier.
func newDossierKey(ring *keyring.Ring, dossierID string) (dossierKey, []byte, error) {
	raw := make([]byte, keyring.KeySize)
	rand.Read(raw) // never fails (crypto/rand)
	wrapped, err := ring.Seal(raw, keyPlace(dossierID))
	if err != nil {
		return dossierKey{}, nil, fmt.Errorf("seal the key of dossier %s: %w", dossierID, err)
	}
	key, err := makeDossierKey(raw)
	return key, wrapped, err
}

func openDossierKey(ring *keyring.Ring, dossierID string, wrapped []byte) (dossierKey, error) {
	raw, err := ring.Open(wrapped, keyPlace(dossierID))
	if err != nil {
		return dossierKey{}, fmt.Errorf("open the key of dossier %s: %w", dossierID, err)
	}
	return makeDossierKey(raw)
}

func makeDossierKey(raw []byte) (dossierKey, error) {
	block, err := aes.NewCipher(raw)
	if err != nil {
		return dossierKey{}, err
	}
	sealer, err := cipher.NewGCMWithRandomNonce(block)
	return dossierKey{sealer}, err
}

func (k dossierKey) seal(plain []byte, place string) []byte {
	return k.sealer.Seal(nil, nil, plain, []byte(place))
}

func (k dossierKey) open(sealed []byte, place string) ([]byte, error) {
	plain, err := k.sealer.Open(nil, nil, sealed, []byte(place))
	if err != nil {
		return nil, fmt.Errorf("%s does not open: it was changed, or belongs somewhere else", place)
	}
	return plain, nil
}

// The places to which sealed things are bound.
func keyPlace(dossierID string) []byte  { return []byte("dossier/" + dossierID + "/key") }
func formPlace(dossierID string) string { return "dossier/" + dossierID + "/form" }
func furtherPlace(dossierID, caseID string) string {
	return "dossier/" + dossierID + "/application/" + caseID
}
func reasonPlace(mergeID string) string { return "merge/" + mergeID + "/reason" }
func namePlace(pieceID string) string   { return "piece/" + pieceID + "/name" }
func textPlace(pieceID string) string   { return "piece/" + pieceID + "/text" }
func chunkPlace(pieceID, upload string, index int) string {
	return "piece/" + pieceID + "/" + upload + "/chunk/" + strconv.Itoa(index)
}
