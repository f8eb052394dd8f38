package documents

import (
	"context"
	"encoding/hex"
	"strings"

	"traject.nl/proto/keyring"
	"traject.nl/services/documents/letter"
	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/identity"
)

// Service answers people (api.go) and processes (activities.go).
type Service struct {
	store Store
	clock clock.Clock
	keys  Keys
	head  letter.Letterhead
	rules []byte
	proof proof
}

// Keys of the service. They may be one ring or several.
type Keys struct {
	// Dossiers seals the key of every dossier.
	Dossiers *keyring.Ring
	// Parents makes a party of a parent's e-mail address.
	Parents *keyring.Ring
	// Delivery seals addresses for the notifications service.
	Delivery *keyring.Ring
}

// NewService makes a service on a store, which has yet to be told where to keep its evidence (WithEvidence).
func NewService(store Store, now clock.Clock, keys Keys, head letter.Letterhead) *Service {
	return &Service{
		store: store, clock: now, keys: keys, head: head,
		proof: proof{log: evidence.Memory(EvidenceLog)},
	}
}

// WithProcedureRules gives the service the procedure and criteria from the ondersteuningsplan, as PDF: the LBT asks for them with
// every bezwaar, and they are about no child. A dossier can hold others, which then go before.
func (s *Service) WithProcedureRules(rules []byte) *Service {
	s.rules = rules
	return s
}

// once claims an id for a request of the person who calls: the first with this key decides, the same again gets the same
// id, and another request with the same key is refused. Key and request are kept as keyed hashes only.
func (s *Service) once(ctx context.Context, key string, idLength int, request ...string) (Claim, error) {
	hash := func(parts ...string) string {
		return hex.EncodeToString(s.keys.Dossiers.MAC([]byte(strings.Join(parts, "\n"))))
	}
	fingerprint := hash(append([]string{"request"}, request...)...)
	claim, err := s.store.Claim(ctx, Claim{
		Key: hash("claim", identity.From(ctx).Subject, key), Fingerprint: fingerprint, ID: newID(idLength), At: s.clock.Now(),
	})
	if err != nil {
		return Claim{}, err
	}
	if claim.Fingerprint != fingerprint {
		return Claim{}, edge.Conflict("Deze Idempotency-Key is al gebruikt voor een ander verzoek. Kies een nieuwe.")
	}
	return claim, nil
}
