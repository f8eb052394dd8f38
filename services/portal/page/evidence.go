package page

import (
	"cmp"
	"errors"
	"strconv"
	"strings"

	"traject.nl/services/platform/evidence"
	"traject.nl/services/portal/upstream"
)

// EvidencePage is what was sent about a case and all evidence of it.
type EvidencePage struct {
	CaseID  string
	Notices []upstream.SentNotice
	Chains  []Chain
	Entries []evidence.Entry
	// PartyName says within a sentence who a party is.
	PartyName func(party string) string
	// MayResend says that the person does the post.
	MayResend bool
}

// Chain is the chain of one service.
type Chain struct {
	Log     string
	Entries int
	Head    string
	// Broken is nil when the chain is whole.
	Broken error
}

// ResendPage asks whether a message must go once more.
type ResendPage struct {
	Form
	CaseID string
	Notice upstream.SentNotice
	For    string
}

var logWords = map[string]string{"cases": "Wat binnenkwam", "documents": "Het dossier", "notifications": "Berichten"}

func logWord(log string) string { return cmp.Or(logWords[log], log) }

// state says whether the chain is whole, and where not.
func (c Chain) state() string {
	var at *evidence.Broken
	switch {
	case errors.As(c.Broken, &at):
		return "Klopt niet: bij regel " + strconv.FormatInt(at.Seq, 10) + " is iets veranderd of weggehaald."
	case c.Broken != nil:
		return "Klopt niet: het is niet na te rekenen."
	case c.Entries == 0:
		return "Nog geen regels."
	}
	return "Klopt: " + Count(c.Entries, "regel", "regels") + " op rij."
}

func (p EvidencePage) whole() bool {
	for _, chain := range p.Chains {
		if chain.Broken != nil {
			return false
		}
	}
	return true
}

var deliveryStates = map[string]string{
	"waiting": "gaat nog weg", "held": "tegengehouden met de stopknop", "accepted": "aangenomen", "refused": "geweigerd", "bounced": "teruggekomen",
	"superseded": "niet meer nodig", "dropped": "niet verstuurd", "dead": "niet gelukt",
}

var ways = map[string]string{"mail": "E-mail", "digest": "Weekoverzicht", "webhook": "Bericht aan een systeem"}

// sentWord says how a message left and what came of it: "E-mail aangenomen op 3 december 2026, 10:04 uur".
func sentWord(d upstream.Delivery) string {
	words := cmp.Or(ways[d.Channel], d.Channel)
	if d.To == "person" {
		words += " aan een eigen adres"
	}
	words += ": " + cmp.Or(deliveryStates[d.State], d.State)
	switch {
	case d.SettledAt != nil:
		words += " op " + Moment(*d.SettledAt)
	case d.State == "waiting":
		words += " op " + Moment(d.DueAt)
	}
	return words
}

// replyWord is what a receiver said, or why a message did not go; the id of the stop that holds it says nothing to people.
func replyWord(d upstream.Delivery) string {
	if d.State == "held" && !strings.Contains(d.Reply, " ") {
		return ""
	}
	return d.Reply
}

// openedWord says whether somebody of the party opened a message.
func openedWord(n upstream.SentNotice) string {
	if n.OpenedAt == nil {
		return "Nog niet geopend"
	}
	return "Geopend op " + Moment(*n.OpenedAt)
}

// shownFacts of an entry, with what they are.
var shownFacts = []Option{
	{Value: evidence.FactKind, Text: "soort"}, {Value: evidence.FactAct, Text: "handeling"}, {Value: evidence.FactChannel, Text: "via"},
	{Value: evidence.FactServer, Text: "server"}, {Value: evidence.FactStatus, Text: "code"}, {Value: evidence.FactReply, Text: "antwoord"},
	{Value: evidence.FactReason, Text: "reden"}, {Value: evidence.FactSubject, Text: "account"}, {Value: evidence.FactPiece, Text: "stuk"},
}

// factsOf says what is known of an entry besides what happened.
func factsOf(entry evidence.Entry) string {
	var facts []string
	for _, known := range shownFacts {
		fact := entry.Facts[known.Value]
		if fact == "" {
			continue
		}
		facts = append(facts, known.Text+": "+factWord(known.Value, fact))
	}
	return strings.Join(facts, " · ")
}

// factWord says a fact as people do, where it is a code.
func factWord(name, fact string) string {
	switch name {
	case evidence.FactKind:
		return lowerFirst(NoticeKindWord(fact))
	case evidence.FactReason:
		if word, ok := undeliveredWords[fact]; ok {
			return lowerFirst(strings.TrimSuffix(word, "."))
		}
	case evidence.FactAct:
		return lowerFirst(actWord(fact))
	case evidence.FactChannel:
		var words []string
		for _, way := range strings.Fields(fact) {
			words = append(words, lowerFirst(cmp.Or(ways[way], way)))
		}
		return strings.Join(words, " en ")
	}
	return fact
}

func kindWord(entry evidence.Entry) string {
	return cmp.Or(evidence.Words(entry.Kind), string(entry.Kind))
}
