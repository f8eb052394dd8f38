package report

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"traject.nl/proto/contract/party"
	"traject.nl/services/platform/evidence"
)

// titles of the logs.
var titles = map[string]string{"cases": "Ontvangen", "documents": "Dossier", "notifications": "Berichten"}

func title(log string) string { return cmp.Or(titles[log], log) }

// kinds of messages, as a heading.
var kinds = map[string]string{
	"task": "Bericht over een taak", "received": "Bericht van ontvangst", "letter": "Brief", "ended": "Bericht dat de zaak stopt",
	"reminder": "Herinnering", "overdue": "Bericht dat iets te laat is", "escalation": "Melding dat iets te laat is",
	"default": "Bericht over een ingebrekestelling", "objection": "Bericht over een bezwaar", "handed-over": "Bericht over een overgedragen taak",
	"buitenkans": "Bericht over de Buitenkans", "placement": "Bericht over een plaatsing", "answer": "Bericht over een antwoord op een melding",
}

func kindWords(kind string) string {
	if kind == "" {
		return "Brief"
	}
	return cmp.Or(kinds[kind], "Bericht ("+kind+")")
}

var roles = map[party.Role]string{
	party.School: "school", party.Board: "schoolbestuur", party.SOT: "schoolondersteuningsteam", party.Expert: "deskundige",
	party.Director: "de directeur", party.Office: "het kantoor", party.Parent: "ouder", party.Municipality: "gemeente",
	party.Provision: "de voorziening", party.Interested: "belanghebbende", party.Engineer: "beheerder",
}

// partyWords are the role and the id: enough for who holds the register, nothing for anybody else.
func partyWords(who string) string {
	p := party.Party(who)
	role := cmp.Or(roles[p.Role()], "partij")
	if p == party.TheDirector || p == party.TheOffice {
		return role
	}
	return role + " " + p.ID()
}

// rows say when, and what happened.
func rows(entries []evidence.Entry) [][2]string {
	all := make([][2]string, len(entries))
	for i, entry := range entries {
		all[i] = [2]string{moment(entry.At), line(entry)}
	}
	return all
}

// shown facts of an entry, with what goes before each.
var shown = []struct{ fact, before string }{
	{evidence.FactAct, "handeling: "}, {evidence.FactServer, "server: "}, {evidence.FactStatus, "code: "}, {evidence.FactReply, "antwoord: "},
	{evidence.FactReason, "reden: "}, {evidence.FactSubject, "door: "}, {evidence.FactSHA256, "controlegetal: "},
	{"subscription", "koppeling: "},
}

func line(entry evidence.Entry) string {
	words := cmp.Or(evidence.Words(entry.Kind), string(entry.Kind))
	var more []string
	for _, one := range shown {
		if fact := entry.Facts[one.fact]; fact != "" {
			more = append(more, one.before+fact)
		}
	}
	if entry.Kind == evidence.Received && entry.Party != "" {
		words += " van " + partyWords(entry.Party)
	}
	if len(more) > 0 {
		words += " (" + strings.Join(more, "; ") + ")"
	}
	return fmt.Sprintf("%s. %s, regel %d", words, title(entry.Log), entry.Seq)
}

// broken says in Dutch where a chain is not what it must be.
func broken(err error) string {
	var at *evidence.Broken
	if errors.As(err, &at) {
		return fmt.Sprintf("Het gaat mis bij regel %d.", at.Seq)
	}
	return "Hij is niet na te rekenen."
}
