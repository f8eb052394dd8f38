package identity

import (
	"encoding/hex"
	"strings"

	"traject.nl/proto/contract/party"
	"traject.nl/proto/keyring"
)

// ParentParty is the party of a parent: a keyed hash of the e-mail address, so that a case can name a parent without
// saying who it is. The documents service makes the same from the address in the dossier.
func ParentParty(parents *keyring.Ring, email string) party.Party {
	mac := parents.MAC([]byte(strings.ToLower(strings.TrimSpace(email))))
	return party.Of(party.Parent, hex.EncodeToString(mac)[:20])
}
