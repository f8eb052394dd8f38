package page

import (
	"slices"
	"strconv"
	"strings"

	"traject.nl/services/portal/upstream"
)

// PreferencesPage is how somebody wants to be told.
type PreferencesPage struct {
	Form
	// Version of what is shown: it goes back with a change.
	Version string
	Parties []PartyChoice
}

// PartyChoice is one party of the person.
type PartyChoice struct {
	Index       int
	Preferences upstream.PartyPreferences
	// Name of the party within a sentence.
	Name string
	// Parent says that it is a parent, whose mailbox is nobody else's.
	Parent bool
}

// The inputs of the form; the number is the place of the party on the page.

// MailboxField chooses how the shared address hears of a kind of message.
func MailboxField(party int, kind string) string { return numbered("postbus", party) + "-" + kind }

// OwnField chooses the same for the person's own address.
func OwnField(party int, kind string) string { return numbered("eigen", party) + "-" + kind }

// OwnAddressField says whether mail goes to the person's own address too.
func OwnAddressField(party int) string { return numbered("eigen", party) }

// OptOutField says that there must be no mail about letters either.
func OptOutField(party int) string { return numbered("geen-bericht", party) }

// ConsentField is the choice of digital post as the page shows it.
func ConsentField(party int) string { return numbered("digitaal", party) }

func numbered(name string, party int) string { return name + "-" + strconv.Itoa(party) }

var wayOptions = []Option{
	{Value: upstream.MailDirect, Text: "Meteen een e-mail"}, {Value: upstream.MailWeekly, Text: "Eén e-mail per week"},
	{Value: upstream.MailNone, Text: "Geen e-mail, alleen in Traject"},
}

// optional are the kinds of message of which the party chooses how it hears of them, mandatory those of which there is always a mail.
func (c PartyChoice) optional() []Option  { return c.kinds(false) }
func (c PartyChoice) mandatory() []Option { return c.kinds(true) }

func (c PartyChoice) kinds(mandatory bool) []Option {
	var list []Option
	for _, kind := range noticeKinds {
		_, known := c.Preferences.Mailbox.Kinds[kind.Value]
		if known && c.concerns(kind.Value) && slices.Contains(c.Preferences.Mandatory, kind.Value) == mandatory {
			list = append(list, kind)
		}
	}
	return list
}

// concerns says whether a party can get messages of this kind at all.
func (c PartyChoice) concerns(kind string) bool {
	switch role, _, _ := strings.Cut(c.Preferences.Party, ":"); role {
	case "parent":
		return !slices.Contains([]string{"escalation", "handed-over", "default", "answer"}, kind)
	case "municipality":
		return kind == "escalation"
	}
	return true
}

// always names the kinds of which there is always a mail: "Brief of besluit en ingebrekestelling".
func (c PartyChoice) always() string {
	var names []string
	for i, kind := range c.mandatory() {
		name := kind.Text
		if i > 0 {
			name = lowerFirst(name)
		}
		names = append(names, name)
	}
	return listWord(names)
}

// chosenConsent says in words what was chosen for digital post; empty when nothing was.
func (c PartyChoice) chosenConsent() string {
	consent := c.Preferences.Electronic
	switch {
	case consent == nil:
		return ""
	case consent.Given:
		return "U koos op " + MomentDay(consent.At) + " voor digitale post."
	}
	return "U koos op " + MomentDay(consent.At) + " voor post op papier."
}
