package casework

import (
	"fmt"
	"strings"
	"time"

	"traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/workflows/terms"
)

// Every sentence that the shared parts of a case say by themselves stands here: plain Dutch, never a word about a child.

// lineKind names the lines of the clock in the story.
var lineKind = map[caseworkv1.FiringKind]string{
	caseworkv1.FiringKind_FIRING_KIND_REMINDER:   "herinnering",
	caseworkv1.FiringKind_FIRING_KIND_ESCALATION: "opgeschaald",
	caseworkv1.FiringKind_FIRING_KIND_OVERRUN:    "termijn-voorbij",
}

// roleWording names the roles inside a sentence.
var roleWording = map[party.Role]string{
	party.School:       "de school",
	party.Board:        "het schoolbestuur",
	party.SOT:          "het SOT",
	party.Expert:       "de deskundige",
	party.Director:     "de directeur van ZOUT",
	party.Office:       "het kantoor van ZOUT",
	party.Provision:    "de Buitenkans",
	party.Parent:       "de ouders",
	party.Municipality: "de gemeente",
	party.Interested:   "de belanghebbende",
}

// firingText tells what the clock did.
func (c *Case) firingText(m moment, firing *caseworkv1.Firing) string {
	text := m.said
	switch {
	case text != "":
	case m.kind == caseworkv1.FiringKind_FIRING_KIND_REMINDER:
		text = fmt.Sprintf("%s een herinnering: %s. Dat moet uiterlijk %s.", sentence(m.gotIt()), quoted(m.title), m.due())
	case m.kind == caseworkv1.FiringKind_FIRING_KIND_OVERRUN:
		text = fmt.Sprintf("De termijn voor %s is voorbij. De laatste dag was %s.", quoted(m.title), m.due())
		if term := c.Term(m.about); term.LastOn != term.PlannedOn {
			text += fmt.Sprintf(" Volgens een andere uitleg is dat %s. Wij gaan uit van de vroegste dag.", dateOrNone(term.LastOn).Long())
		}
	default:
		text = fmt.Sprintf("%s is te laat: het moest uiterlijk %s.", sentence(quoted(m.title)), m.due())
		if len(firing.Told) == 0 {
			text += fmt.Sprintf(" Van %s is geen adres bekend, dus er ging geen bericht uit.", m.whom())
		} else {
			text += fmt.Sprintf(" %s kreeg daarvan bericht.", sentence(m.whom()))
		}
	}
	if firing.Late {
		text += fmt.Sprintf(" Dit had moeten gebeuren op %s, maar gebeurt nu pas.", clockTime(m.at))
	}
	return text
}

// whom this is told, inside a sentence.
func (m moment) whom() string {
	if m.tell == casework.Holder {
		return roleWording[party.Party(m.holder).Role()]
	}
	return roleWording[party.Role(m.tell)]
}

// gotIt says who got a reminder: "de Buitenkans, de school en de ouders kregen".
func (m moment) gotIt() string {
	roles := m.reminded()
	if len(roles) < 2 {
		return m.whom() + " kreeg"
	}
	names := make([]string, len(roles))
	for i, role := range roles {
		names[i] = roleWording[role]
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " en " + names[last] + " kregen"
}

// openedText tells that a planned task opened by itself.
func openedText(p *caseworkv1.PlannedTask) string {
	return fmt.Sprintf("Het is tijd voor %s. Dat moet uiterlijk %s.", quoted(p.Title), terms.MustParse(p.DueOn).Long())
}

// departureWording says what became of the pupil, inside a sentence.
var departureWording = map[caseworkv1.DepartureReason]string{
	caseworkv1.DepartureReason_DEPARTURE_REASON_MOVED:    "De leerling is verhuisd naar een andere regio.",
	caseworkv1.DepartureReason_DEPARTURE_REASON_VO:       "De leerling gaat naar het voortgezet onderwijs.",
	caseworkv1.DepartureReason_DEPARTURE_REASON_DECEASED: "De leerling is overleden.",
}

// DepartureText says in one Dutch sentence why the pupil left.
func DepartureText(d *caseworkv1.Departure) string { return departureWording[d.GetReason()] }

// due is the date as people read it, with the time of day in a demonstration that counts in minutes.
func (m moment) due() string {
	date := terms.MustParse(m.dueOn)
	if m.dueAt.Equal(date.EndOfDay()) {
		return date.Long()
	}
	return clockTime(m.dueAt)
}

func clockTime(at time.Time) string {
	return terms.DateOf(at).Long() + " om " + at.In(terms.Amsterdam).Format("15:04") + " uur"
}

// quoted is a title inside a sentence.
func quoted(title string) string { return "'" + title + "'" }

// sentence begins with a capital; what it is given begins with an ASCII letter or a quotation mark.
func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// responseText is what an outsider says about something overdue.
var responseText = map[caseworkv1.Response]string{
	caseworkv1.Response_RESPONSE_SEEN:     "heeft het bericht gelezen",
	caseworkv1.Response_RESPONSE_TAKEN_UP: "pakt dit op",
	caseworkv1.Response_RESPONSE_NOT_OURS: "zegt dat dit niet bij haar hoort",
}

// answerText tells what an outsider answered.
func answerText(firing *caseworkv1.Firing, act *caseworkv1.AnswerEscalation) string {
	text := fmt.Sprintf("%s %s: %s is te laat.", sentence(roleWording[party.Party(act.Actor.Party).Role()]), responseText[act.Response], quoted(firing.Title))
	if act.TextId != "" {
		text += " Er staat een toelichting bij."
	}
	return text
}
