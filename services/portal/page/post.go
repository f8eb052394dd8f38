package page

import (
	"slices"
	"time"

	"traject.nl/services/portal/upstream"
)

// PostRoom is what the office sees of the post: what did not arrive, what goes on paper, what is held back.
type PostRoom struct {
	Tabs  []Tab
	Post  *upstream.Post
	Stops []upstream.Hold
	// May says that the reader can do something about it, and not only read.
	May bool
	// PartyName says who a party is.
	PartyName func(string) string
	Now       time.Time
	CSRF, Key string
	// Wrong is why what was just asked could not be done.
	Wrong string
}

// PostNote is the post in one line, on the start page of the office.
type PostNote struct {
	Counts upstream.PostCounts
	// First is the end of the 48 hours that comes first; nil when nothing is undelivered.
	First   *time.Time
	Now     time.Time
	Stopped bool
	// Away says that the post cannot be seen now.
	Away bool
}

// SettlePage is the form by which somebody says what was done by hand.
type SettlePage struct {
	Form Form
	// What is it about, and for whom.
	Title, CaseID, Reason string
	// DueAt is the end of the 48 hours; the zero time when none run.
	DueAt, Now time.Time
	Options    []Option
	// Paper is the letter to print, Again the page on which the message is mailed once more; empty when that is not for it.
	Paper, Again string
}

// settleOptions are what can have been done by hand.
var settleOptions = []Option{
	{Value: "posted", Text: "Op papier verstuurd", Help: "De brief is in een envelop op de post gedaan."},
	{Value: "phoned", Text: "Verteld aan de telefoon", Help: "U sprak de ontvanger zelf. Een voicemail telt niet."},
	{Value: "resent", Text: "Opnieuw gemaild", Help: "Bijvoorbeeld naar een nieuw adres."},
	{Value: "not-needed", Text: "Niet meer nodig", Help: "De ontvanger weet het al, of het bericht klopt niet meer."},
}

// paperOptions are those for what must be printed.
var paperOptions = []Option{settleOptions[0], settleOptions[3]}

// SettleOptions are what can have been done about something undelivered, or about something to print.
func SettleOptions(onPaper bool) []Option {
	if onPaper {
		return paperOptions
	}
	return settleOptions
}

var undeliveredWords = map[string]string{
	"no-address":  "Er is geen e-mailadres bekend.",
	"refused":     "De mailserver weigert dit adres.",
	"bounced":     "De e-mail kwam terug.",
	"no-consent":  "De ontvanger heeft nog niet gezegd dat het digitaal mag. Tot dan telt het papier (Awb 2:8).",
	"not-noticed": "Er is nog geen e-mail over aangekomen, en niemand heeft het bericht geopend.",
}

// UndeliveredWord says why a notice reached nobody.
func UndeliveredWord(reason string) string {
	if word, ok := undeliveredWords[reason]; ok {
		return word
	}
	return reason
}

// LateOrLeft says how long is left until a moment, or how long ago it was, in whole hours and from two days on in days.
func LateOrLeft(due, now time.Time) string {
	gap, after := due.Sub(now), " te laat"
	before := "nog "
	if gap < 0 {
		gap, before = -gap, ""
	} else {
		after = ""
	}
	switch hours := int(gap.Hours()); {
	case hours < 1:
		return before + "minder dan een uur" + after
	case hours < 48:
		return before + Count(hours, "uur", "uur") + after
	default:
		return before + Count(hours/24, "dag", "dagen") + after
	}
}

func lateLook(due, now time.Time) string {
	switch {
	case now.After(due):
		return "vlag vlag--laat"
	case due.Sub(now) < 12*time.Hour:
		return "vlag vlag--vandaag"
	}
	return "vlag"
}

// standing are the stops that are on.
func (r PostRoom) standing() []upstream.Hold { return standingStops(r.Stops) }

// allStopped says that nothing goes out at all, so that there is nothing left to stop.
func (r PostRoom) allStopped() bool {
	return slices.ContainsFunc(r.standing(), func(stop upstream.Hold) bool { return stop.Kind == "" })
}

// standingStops are those that are on.
func standingStops(stops []upstream.Hold) []upstream.Hold {
	var on []upstream.Hold
	for _, stop := range stops {
		if stop.Ended == nil {
			on = append(on, stop)
		}
	}
	return on
}

// stoppedWord says what stands still.
func stoppedWord(stop upstream.Hold) string {
	if stop.Kind == "" {
		return "Er gaat nu niets uit"
	}
	return "Er gaat nu niets uit van de soort ‘" + PostKindWord(stop.Kind) + "’"
}

// title of a notice: what it is and for whom.
func (r PostRoom) title(kind, party string) string { return PostTitle(kind, r.PartyName(party)) }

// PostTitle says what a message is and for whom.
func PostTitle(kind, who string) string { return PostKindWord(kind) + ", voor " + who }

// words of the note on the start page.
func (n PostNote) words() string {
	var parts []string
	if n.Counts.Undelivered > 0 {
		part := Count(n.Counts.Undelivered, "bericht niet bezorgd", "berichten niet bezorgd")
		if n.First != nil {
			part += ", uiterlijk " + Moment(*n.First)
		}
		parts = append(parts, part)
	}
	if n.Counts.Print > 0 {
		parts = append(parts, Count(n.Counts.Print, "brief te printen", "brieven te printen"))
	}
	if n.Counts.Held > 0 {
		parts = append(parts, Count(n.Counts.Held, "bericht tegengehouden", "berichten tegengehouden"))
	}
	if n.Counts.Dead > 0 {
		parts = append(parts, Count(n.Counts.Dead, "bericht dat een koppeling niet aannam", "berichten die een koppeling niet aannam"))
	}
	return listWord(parts)
}

func (n PostNote) title() string {
	if words := n.words(); n.Counts != (upstream.PostCounts{}) {
		return words
	}
	return "de noodstop"
}

func (n PostNote) empty() bool {
	return n.Counts == (upstream.PostCounts{}) && !n.Stopped && !n.Away
}

// postKinds are the kinds of messages as the post room calls them, and as the stop button can keep them back.
var postKinds = []Option{
	{Value: "letter", Text: "Brief"}, {Value: "task", Text: "Nieuwe taak"}, {Value: "handed-over", Text: "Overgedragen taak"},
	{Value: "reminder", Text: "Herinnering"}, {Value: "overdue", Text: "Iets is te laat"}, {Value: "escalation", Text: "Melding over te laat werk"},
	{Value: "answer", Text: "Antwoord van een gemeente of bestuur"}, {Value: "default", Text: "Ingebrekestelling"},
	{Value: "received", Text: "Aanvraag ontvangen"}, {Value: "objection", Text: "Bezwaar ontvangen"}, {Value: "buitenkans", Text: "Buitenkans"},
	{Value: "placement", Text: "Plaatsing"}, {Value: "ended", Text: "Zaak gestopt"},
}

// PostKindWord names a kind of message; an unknown one is shown as it is.
func PostKindWord(kind string) string {
	for _, known := range postKinds {
		if known.Value == kind {
			return known.Text
		}
	}
	return kind
}

// StopOptions are what the stop button can keep back.
func StopOptions() []Option {
	return append([]Option{{Text: "Alle berichten"}}, postKinds...)
}
