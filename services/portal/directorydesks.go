package portal

import (
	"slices"

	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/registry"
	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

// deskField of a contact is the desk of a municipality that it is of; empty for a general mailbox.
const deskField = "desk"

// desksToChoose are the desks that a municipality can have a mailbox for.
func desksToChoose(directory) []page.Option {
	options := make([]page.Option, len(registry.Desks))
	for i, desk := range registry.Desks {
		options[i] = page.Option{Value: desk, Text: page.DeskWord(desk)}
	}
	return none("Algemeen", options)
}

// mailboxOf says whose mailbox a contact is: "Gemeente: Zeist, Leerplicht".
func mailboxOf(known directory, contact upstream.Entry) string {
	title := textOf(known.parties(), contact[partyField])
	if desk := contact[deskField]; desk != "" {
		title += ", " + page.DeskWord(desk)
	}
	return title
}

// withoutContact are the parties that can be given a mailbox: they have none yet, or are a municipality with a desk that has none.
func withoutContact(known directory) []page.Option {
	return slices.DeleteFunc(known.parties(), func(option page.Option) bool {
		has := 0
		for _, contact := range known[contactList] {
			if contact[partyField] == option.Value {
				has++
			}
		}
		if party.Party(option.Value).Role() == party.Municipality {
			return has > len(registry.Desks)
		}
		return has > 0
	})
}
