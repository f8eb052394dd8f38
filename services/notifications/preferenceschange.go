package notifications

import (
	"fmt"
	"maps"
	"slices"

	"traject.nl/proto/contract/party"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

type preferencesInput struct {
	IfMatch string `header:"If-Match" doc:"The ETag of what is changed." example:"\"1f2e3d4c5b6a7988\""`
	Body    struct {
		Parties []PartyChange `json:"parties" minItems:"1" maxItems:"50"`
	}
}

// PartyChange is what a person changes for one party; what is not named stays as it is.
type PartyChange struct {
	Party      string         `json:"party" minLength:"1" maxLength:"120"`
	Mailbox    *MailboxChange `json:"mailbox,omitempty"`
	Own        *OwnChange     `json:"own,omitempty"`
	Electronic *ConsentChange `json:"electronic,omitempty" doc:"For parents (Awb 2:8)."`
}

// MailboxChange is how the mailbox is told.
type MailboxChange struct {
	Kinds  map[string]How `json:"kinds,omitempty" doc:"direct, weekly or none for each kind that changes."`
	OptOut *bool          `json:"optOut,omitempty" doc:"The party expressly wants no notices of Awb 2:10: needed to have a mandatory kind otherwise than directly."`
}

// OwnChange is how the person is told at the own address.
type OwnChange struct {
	Address *bool          `json:"address,omitempty" doc:"Mail also goes to the address with which I sign in."`
	Kinds   map[string]How `json:"kinds,omitempty"`
}

// ConsentChange says whether letters may come electronically.
type ConsentChange struct {
	Given bool `json:"given"`
}

// faults are all things that are wrong with a change of what is there now.
func (in *preferencesInput) faults(person identity.Person, now []PartyPreferences) (wrong []edge.FieldProblem) {
	for i, one := range in.Body.Parties {
		at := fmt.Sprintf("body.parties[%d]", i)
		if one.Mailbox != nil {
			wrong = append(wrong, kindFaults(at+".mailbox", one.Mailbox.Kinds)...)
			if !one.optsOut(now) {
				wrong = append(wrong, mandatoryFaults(at+".mailbox", one.Mailbox.Kinds)...)
			}
		}
		if one.Own != nil {
			wrong = append(wrong, kindFaults(at+".own", one.Own.Kinds)...)
			if one.Own.Address != nil && *one.Own.Address && person.Email == "" {
				wrong = append(wrong, edge.FieldProblem{
					Location: at + ".own.address", Message: "Wij kennen geen gecontroleerd e-mailadres van u. Laat uw adres eerst controleren bij het inloggen.",
				})
			}
		}
		if one.Electronic != nil && party.Party(one.Party).Role() != party.Parent {
			wrong = append(wrong, edge.FieldProblem{
				Location: at + ".electronic", Message: "Alleen ouders kiezen of zij brieven digitaal willen krijgen.",
			})
		}
	}
	return wrong
}

// optsOut says whether the mailbox has opted out after this change of it.
func (c PartyChange) optsOut(now []PartyPreferences) bool {
	if c.Mailbox.OptOut != nil {
		return *c.Mailbox.OptOut
	}
	return slices.ContainsFunc(now, func(one PartyPreferences) bool { return one.Party == c.Party && one.Mailbox.OptedOutAt != nil })
}

func kindFaults(at string, kinds map[string]How) (wrong []edge.FieldProblem) {
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		switch {
		case !slices.Contains(Kinds, kind):
			wrong = append(wrong, edge.FieldProblem{Location: at + ".kinds", Message: "Een van de soorten berichten bestaat niet."})
		case !slices.Contains(Hows, kinds[kind]):
			wrong = append(wrong, edge.FieldProblem{Location: at + ".kinds." + kind, Message: "Kies direct, weekly of none."})
		}
	}
	return wrong
}

// mandatoryFaults: the own address of a person is beside the mailbox, so the law asks nothing of it.
func mandatoryFaults(at string, kinds map[string]How) (wrong []edge.FieldProblem) {
	for _, kind := range Mandatory {
		if how, named := kinds[kind]; named && how != Direct {
			wrong = append(wrong, edge.FieldProblem{
				Location: at + ".kinds." + kind,
				Message:  "Dit bericht krijgt u altijd direct. Dat moet volgens de wet (Awb 2:10). Wilt u dat niet? Geef dan uitdrukkelijk aan dat u geen bericht wilt.",
			})
		}
	}
	return wrong
}

// kindTitles are the names of the kinds, for who chooses.
var kindTitles = []KindTitle{
	{KindTask, "Een nieuwe taak"},
	{KindReceived, "Een aanvraag is ontvangen"},
	{KindLetter, "Een brief"},
	{KindEnded, "Een zaak is gestopt"},
	{KindReminder, "Een herinnering"},
	{KindOverdue, "Iets van u is te laat"},
	{KindEscalation, "Iets van een ander is te laat"},
	{KindDefault, "Een ingebrekestelling"},
	{KindObjection, "Een bezwaar is ontvangen"},
	{KindHandedOver, "Een taak is overgedragen"},
	{KindBuitenkans, "Nieuws over een plaatsing bij de Buitenkans"},
	{KindPlacement, "Nieuws over een plaatsing"},
	{KindAnswer, "Een antwoord van een gemeente of bestuur"},
}
