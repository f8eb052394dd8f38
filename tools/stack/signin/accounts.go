// Package signin is the development OpenID provider: a sign-in page with one button for each account, no passwords.
// It exists so that Traject can be run and tested on one machine. It is no part of an installation.
package signin

import "traject.nl/proto/contract/party"

// Account is someone who can sign in.
type Account struct {
	// ID is the short name, such as "kantoor"; also the subject of tokens with "dev-" before it.
	ID string
	// Label completes "Inloggen als …".
	Label string
	// Group is the heading under which the button stands.
	Group string
	// Parties are what the person acts for.
	Parties []party.Party
	// Email of a parent: their party follows from it. Nobody else has one.
	Email string
}

// subjectMark stands before the id of an account in the subject of its tokens.
const subjectMark = "dev-"

// Subject of the account's tokens.
func (a Account) Subject() string { return subjectMark + a.ID }

// Accounts are all of them, in the order of the sign-in page.
var Accounts = []Account{
	{ID: "ib-regenboog", Label: "intern begeleider van Regenboog UH", Group: "Scholen", Parties: []party.Party{party.Of(party.School, "regenboog-uh-amerongen")}},
	{ID: "directeur-regenboog", Label: "schooldirecteur van Regenboog UH", Group: "Scholen", Parties: []party.Party{party.Of(party.School, "regenboog-uh-amerongen")}},
	{ID: "ib-stuifheugel", Label: "intern begeleider van Stuifheugel (sbo)", Group: "Scholen", Parties: []party.Party{party.Of(party.School, "stuifheugel-zeist")}},
	{ID: "ib-op-dreef", Label: "intern begeleider van Op Dreef", Group: "Scholen", Parties: []party.Party{party.Of(party.School, "op-dreef-zeist")}},
	{ID: "ib-meerklank", Label: "intern begeleider van Meerklank (so)", Group: "Scholen", Parties: []party.Party{party.Of(party.School, "meerklank-zeist")}},
	{ID: "sot-zeist", Label: "SOT Zeist", Group: "Ondersteuningsteams", Parties: []party.Party{party.Of(party.SOT, "zeist")}},
	{ID: "sot-utrechtse-heuvelrug", Label: "SOT Utrechtse Heuvelrug", Group: "Ondersteuningsteams", Parties: []party.Party{party.Of(party.SOT, "utrechtse-heuvelrug")}},
	{ID: "gz-psycholoog", Label: "GZ-psycholoog", Group: "Deskundigen", Parties: []party.Party{party.Of(party.Expert, "gz-1")}},
	{ID: "tweede-deskundige", Label: "tweede deskundige (orthopedagoog)", Group: "Deskundigen", Parties: []party.Party{party.Of(party.Expert, "deskundige-2")}},
	{ID: "derde-deskundige", Label: "derde deskundige (kinder- of jeugdpsycholoog)", Group: "Deskundigen", Parties: []party.Party{party.Of(party.Expert, "deskundige-3")}},
	{ID: "kantoor", Label: "kantoor", Group: "ZOUT", Parties: []party.Party{party.TheOffice}},
	{ID: "directeur", Label: "directeur", Group: "ZOUT", Parties: []party.Party{party.TheDirector}},
	{ID: "buitenkans", Label: "coördinator van de Buitenkans", Group: "Buitenkans", Parties: []party.Party{party.TheBuitenkans}},
	{ID: "ouder", Label: "ouder (ouder@example.test)", Group: "Ouders", Email: "ouder@example.test"},
	{ID: "tweede-ouder", Label: "tweede ouder (tweede-ouder@example.test)", Group: "Ouders", Email: "tweede-ouder@example.test"},
	{ID: "gemeente-zeist", Label: "gemeente Zeist", Group: "Gemeenten", Parties: []party.Party{party.Of(party.Municipality, "zeist")}},
	{ID: "gemeente-utrechtse-heuvelrug", Label: "gemeente Utrechtse Heuvelrug", Group: "Gemeenten", Parties: []party.Party{party.Of(party.Municipality, "utrechtse-heuvelrug")}},
	{ID: "beheerder", Label: "beheerder (engineer)", Group: "Techniek", Parties: []party.Party{party.Of(party.Engineer, "beheer")}},
}

// claims that Traject reads from a token.
func (a Account) claims() map[string]any {
	parties := make([]string, len(a.Parties))
	for i, p := range a.Parties {
		parties[i] = string(p)
	}
	claims := map[string]any{PartiesClaim: parties, "name": a.Label}
	if a.Email != "" {
		claims["email"] = a.Email
		claims["email_verified"] = true
	}
	return claims
}
