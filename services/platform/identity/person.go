// Package identity tells who is calling: it verifies the access token of a signed-in person and knows as which parties
// that person acts.
package identity

import (
	"slices"

	"traject.nl/proto/contract/party"
)

// Person is someone who signed in.
type Person struct {
	// Subject is the identity provider's opaque id. Never a name.
	Subject string
	// Parties in whose name this person may act, in the order of the token.
	Parties []party.Party
	// Name from the token, for a greeting only; it is never stored or logged.
	Name string
	// Email that the identity provider verified, empty when there is none. It is kept only sealed, and never logged.
	Email string
}

// Has says whether the person acts in this role somewhere.
func (p Person) Has(role party.Role) bool {
	_, ok := p.As(role)
	return ok
}

// As gives the first party of the person in this role.
func (p Person) As(role party.Role) (party.Party, bool) {
	for _, mine := range p.Parties {
		if mine.Role() == role {
			return mine, true
		}
	}
	return "", false
}

// Is says whether the person may act as this party.
func (p Person) Is(who party.Party) bool { return slices.Contains(p.Parties, who) }

// Among gives the parties of the person that are in the list: the part the person has in a case. Empty means no part.
func (p Person) Among(parties []party.Party) []party.Party {
	var mine []party.Party
	for _, who := range p.Parties {
		if slices.Contains(parties, who) {
			mine = append(mine, who)
		}
	}
	return mine
}
