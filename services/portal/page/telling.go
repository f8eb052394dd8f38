package page

import (
	"strings"

	"traject.nl/services/portal/upstream"
)

// EscalationRow is one thing that a ladder told; only a party to the case can open it, and only an outsider can answer it.
type EscalationRow struct {
	Told      upstream.Escalation
	MayOpen   bool
	MayAnswer bool
	// Ask is whom of the SOT to ask; empty when the registry does not say.
	Ask Contact
	// Form of the answer.
	Form Form
}

// Contact is a function that can be reached, never a person's name.
type Contact struct{ Function, Mail, Phone string }

// how to reach the contact, as far as is known.
func (c Contact) how() string {
	switch {
	case c.Phone != "" && c.Mail != "":
		return "Bel of mail"
	case c.Phone != "":
		return "Bel"
	case c.Mail != "":
		return "Mail"
	}
	return "Neem contact op met"
}

// Anchor of the row on the page.
func (r EscalationRow) Anchor() string {
	if r.Told.ID == "" {
		return domID("melding-", r.Told.CaseID+r.Told.About)
	}
	return domID("melding-", r.Told.ID)
}

// Responses an outsider can give, in the order of the buttons.
var responses = []Option{
	{Value: "taken-up", Text: "Dat pakken wij op"}, {Value: "seen", Text: "Gezien"}, {Value: "not-ours", Text: "Niet voor ons"},
}

// IsResponse says whether it is an answer that can be given.
func IsResponse(code string) bool { return responseWord(code) != "" }

func responseWord(code string) string {
	for _, response := range responses {
		if response.Value == code {
			return response.Text
		}
	}
	return ""
}

// deskWords name the desks of a municipality.
var deskWords = map[string]string{
	"leerplicht": "Leerplicht", "jeugdhulp": "Jeugdhulp", "leerlingenvervoer": "Leerlingenvervoer", "beleid": "Onderwijsbeleid",
}

// DeskWord names a desk of a municipality.
func DeskWord(desk string) string {
	if word, ok := deskWords[desk]; ok {
		return word
	}
	return desk
}

// municipalityWords are the municipalities by name.
var municipalityWords = map[string]string{
	"zeist": "Zeist", "utrechtse-heuvelrug": "Utrechtse Heuvelrug", "de-bilt": "De Bilt", "wijk-bij-duurstede": "Wijk bij Duurstede", "bunnik": "Bunnik",
}

// MunicipalityWord names a municipality.
func MunicipalityWord(id string) string {
	if name, ok := municipalityWords[id]; ok {
		return name
	}
	return id
}

// partnerWord says which outsider answered.
func partnerWord(party string) string {
	if id, ok := strings.CutPrefix(party, "municipality:"); ok {
		return "Gemeente " + MunicipalityWord(id)
	}
	return PartyWord(party)
}

// procedureWord names a procedure.
func procedureWord(procedure string) string {
	if procedure == "" || procedure == "tlv" {
		return "Aanvraag toelaatbaarheidsverklaring"
	}
	return Word(procedure)
}

// handedWord says how many tasks were handed over.
func handedWord(results []upstream.HandedOver) string {
	failed := 0
	for _, result := range results {
		if !result.Done {
			failed++
		}
	}
	if failed == 0 {
		return "Overgedragen: " + Count(len(results), "taak", "taken") + "."
	}
	return "Overgedragen: " + Count(len(results)-failed, "taak", "taken") + ". Niet gelukt: " + Count(failed, "taak", "taken") +
		". Doe het nog eens; wat al is overgedragen, blijft zo."
}
