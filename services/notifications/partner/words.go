package partner

import "fmt"

// domains are the procedures in the names of events and channels: the subject in the plural, as the NL GOV profile for CloudEvents asks.
var domains = map[Procedure]string{
	TLV: "toelaatbaarheidsverklaringen", Bezwaar: "bezwaren", Buitenkans: "buitenkansplaatsingen", Plaatsing: "plaatsingen",
}

// happenings are the events in the names of events.
var happenings = map[Event]string{
	DecisionLate: "beslistermijn-overschreden", TermLate: "termijn-overschreden", TaskLate: "taak-te-laat",
	DefaultLate: "ingebrekestelling-te-laat",
}

const (
	// namespace is the reverse DNS name of the field, not of an organisation (NL GOV profile).
	namespace = "nl.passendonderwijs."
	// PingType is the type of the event that tests a subscription.
	PingType = namespace + "traject.ping"
)

// Type of the event, such as "nl.passendonderwijs.toelaatbaarheidsverklaringen.beslistermijn-overschreden".
func (n Notice) Type() string { return typeOf(n.procedure, n.event) }

func typeOf(procedure Procedure, event Event) string {
	return namespace + domains[procedure] + "." + happenings[event]
}

// Types are all types of events, in a fixed order.
func Types() []string {
	var all []string
	for procedure := TLV; procedure <= Plaatsing; procedure++ {
		for event := DecisionLate; event <= DefaultLate; event++ {
			all = append(all, typeOf(procedure, event))
		}
	}
	return all
}

// inProcedure says in Dutch where it is late.
var inProcedure = map[Procedure]string{
	TLV:        "een aanvraag voor een toelaatbaarheidsverklaring",
	Bezwaar:    "een bezwaar",
	Buitenkans: "een plaatsing bij de Buitenkans",
	Plaatsing:  "een plaatsing",
}

// isLate says in Dutch what is late.
var isLate = map[Event]string{
	DecisionLate: "De beslistermijn is voorbij",
	TermLate:     "Een termijn is voorbij",
	TaskLate:     "Een taak is te laat",
	DefaultLate:  "Een ingebrekestelling is nog niet afgehandeld",
}

// TitleOf a type of event, Dutch; false when there is no such type.
func TitleOf(name string) (title string, ok bool) {
	for procedure := TLV; procedure <= Plaatsing; procedure++ {
		for event := DecisionLate; event <= DefaultLate; event++ {
			if typeOf(procedure, event) == name {
				return Notice{procedure: procedure, event: event}.Title(), true
			}
		}
	}
	return "", false
}

// Title of the notice, Dutch, such as "De beslistermijn is voorbij in een bezwaar".
func (n Notice) Title() string { return isLate[n.event] + " in " + inProcedure[n.procedure] }

// Text of the notice, Dutch: how long it was late when the partner was told, and whether an answer is asked. The dates are on the page of the
// escalation.
func (n Notice) Text() string {
	text := fmt.Sprintf("Het is %s te laat.", days(n.daysLate))
	if n.asks {
		return text + " Wij vragen u om een antwoord. Bij uw meldingen leest u wat wij vragen en voor welke datum."
	}
	return text + " Bij uw meldingen leest u met wie u kunt overleggen."
}

func days(count uint16) string {
	if count == 1 {
		return "1 dag"
	}
	return fmt.Sprintf("%d dagen", count)
}
