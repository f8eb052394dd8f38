package page

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"traject.nl/services/portal/upstream"
)

// law are the beginnings of a basis that is in the law.
var law = []string{"Awb", "WPO", "WEC", "Algemene termijnenwet", "Leerplichtwet"}

// Source says where a date comes from: the law, the rules of another body, or ZOUT itself.
func Source(basis string) string {
	for _, start := range law {
		if strings.HasPrefix(basis, start) {
			return "wet"
		}
	}
	if strings.Contains(strings.ToLower(basis), "reglement") {
		return "reglement"
	}
	return "ZOUT-instelling"
}

// sourceAndBasis says it with the article: "wet, Awb 4:13".
func sourceAndBasis(basis string) string {
	source := Source(basis)
	if basis == "" || strings.EqualFold(basis, source) {
		return source
	}
	return source + ", " + basis
}

// termState is where a term stands.
type termState int

const (
	termRuns termState = iota
	termStandsStill
	termMissed
	termMet
	termEnded
)

func stateOf(t upstream.Term) termState {
	switch {
	case t.MetOn != "":
		return termMet
	case t.Ended:
		return termEnded
	case t.Suspended || t.PlannedOn == "":
		return termStandsStill
	case t.MissedOn != "":
		return termMissed
	default:
		return termRuns
	}
}

// lastSuspension is the latest one; nil when the term never stood still.
func lastSuspension(t upstream.Term) *upstream.Suspension {
	if len(t.Suspensions) == 0 {
		return nil
	}
	return &t.Suspensions[len(t.Suspensions)-1]
}

// firstStill is the first day on which a term stands still.
func firstStill(stop upstream.Suspension) string {
	if stop.FromOn != "" {
		return stop.FromOn
	}
	return daysAfter(stop.InvitedOn, 1)
}

// daysAfter is an ISO date some days later; what is no date stays as it is.
func daysAfter(iso string, days int) string {
	date, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return date.AddDate(0, 0, days).Format(time.DateOnly)
}

// daysBetween is how many days lie between two ISO dates; nil when one is no date.
func daysBetween(from, to string) *int {
	first, err := time.Parse(time.DateOnly, from)
	if err != nil {
		return nil
	}
	last, err := time.Parse(time.DateOnly, to)
	if err != nil {
		return nil
	}
	days := int(last.Sub(first).Hours() / 24)
	return &days
}

// stillWord says from when a term stands still, and how much of it is left or when it ends.
func stillWord(t upstream.Term) string {
	stop := lastSuspension(t)
	switch {
	case stop == nil:
		return "Staat stil. " + budgetWord(t.BudgetLeft)
	case stop.UntilOn != "" && t.PlannedOn != "":
		return "Staat stil van " + ShortDay(firstStill(*stop)) + " tot en met " + ShortDay(stop.UntilOn) + ". De laatste dag is " + Day(t.PlannedOn) + "."
	default:
		return "Staat stil vanaf " + ShortDay(firstStill(*stop)) + ". " + budgetWord(t.BudgetLeft)
	}
}

func budgetWord(days int) string {
	switch {
	case days <= 0:
		return "Er zijn geen dagen meer over."
	case days == 1:
		return "Er is nog 1 dag over."
	default:
		return "Er zijn nog " + strconv.Itoa(days) + " dagen over."
	}
}

// standstills say in plain words why a term stands still; the article stands beside them.
var standstills = []struct{ article, word string }{
	{"4:15 lid 1 onder a", "er wordt op een aanvulling gewacht"},
	{"4:15 lid 1 onder b", "er wordt op gegevens uit het buitenland gewacht"},
	{"4:15 lid 2 onder a", "de aanvrager stemde schriftelijk in met uitstel"},
	{"4:15 lid 2 onder b", "het wachten komt door de aanvrager zelf"},
	{"4:15 lid 2 onder c", "overmacht"},
	{"7:10 lid 2", "er wordt op een aanvulling van het bezwaar gewacht"},
	{"7:10 lid 4", "er is schriftelijk ingestemd met uitstel"},
}

func whyStill(ground string) string {
	for _, still := range standstills {
		if strings.Contains(ground, still.article) {
			return still.word + " (" + ground + ")"
		}
	}
	return ground
}

// suspensionWord tells, on a day, of a time in which a term stood, stands or will stand still.
func suspensionWord(stop upstream.Suspension, today string) string {
	from, why := ShortDay(firstStill(stop)), whyStill(stop.Ground)
	switch {
	case stop.CompletedOn != "":
		return "Stond stil vanaf " + from + " tot de aanvulling op " + ShortDay(stop.CompletedOn) + ": " + why + "."
	case stop.Lapsed:
		return "Stond stil vanaf " + from + " tot en met " + ShortDay(stop.DueOn) + "; er kwam geen aanvulling: " + why + "."
	case stop.FromOn != "" && stop.UntilOn != "":
		verb := "Staat"
		if stop.UntilOn < today {
			verb = "Stond"
		}
		return verb + " stil van " + from + " tot en met " + ShortDay(stop.UntilOn) + ": " + why + "."
	case stop.DueOn != "":
		return "Staat stil vanaf " + from + ": " + why + ". Aanvullen kan tot en met " + ShortDay(stop.DueOn) + "."
	default:
		return "Staat stil vanaf " + from + ": " + why + "."
	}
}

// extensionWord tells of a longer term.
func extensionWord(longer upstream.Extension) string {
	how := "tot en met " + ShortDay(longer.UntilOn)
	if longer.UntilOn == "" {
		how = "met " + lengthWord(0, longer.Weeks, longer.Days)
	}
	return "Verlengd " + how + ". De brief daarover ging uit op " + ShortDay(longer.NotifiedOn) + " (" + longer.Ground + ")."
}

// lengthWord says a length: "8 weken", "14 dagen".
func lengthWord(months, weeks, days int) string {
	var parts []string
	if months > 0 {
		parts = append(parts, Count(months, "maand", "maanden"))
	}
	if weeks > 0 {
		parts = append(parts, Count(weeks, "week", "weken"))
	}
	if days > 0 {
		parts = append(parts, Count(days, "dag", "dagen"))
	}
	return strings.Join(parts, " en ")
}

// countedFrom says what a term is counted from, and how long it is.
func countedFrom(t upstream.Term) string {
	if t.EventOn == "" {
		return ""
	}
	event := t.Event
	if event == "" {
		event = "de eerste gebeurtenis"
	}
	length := lengthWord(t.Months, t.Weeks, t.Days)
	switch {
	case length == "":
		return "Telt vanaf: " + lowerFirst(event) + ", " + ShortDay(t.EventOn) + "."
	case t.Backward:
		return upperFirst(length) + " teruggeteld vanaf: " + lowerFirst(event) + ", " + ShortDay(t.EventOn) + "."
	default:
		return upperFirst(length) + " vanaf: " + lowerFirst(event) + ", " + ShortDay(t.EventOn) + "."
	}
}

func upperFirst(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// twoAnswers says that the law leaves two dates.
func twoAnswers(t upstream.Term) bool {
	return t.PlannedOn != "" && t.LastOn != "" && t.LastOn != t.PlannedOn
}

// barPart is a piece of the bar of a term: where it begins and how wide it is, in hundredths of the bar.
type barPart struct {
	kind        string
	from, width string
}

// bar draws the segments of a term; none when there is nothing to draw.
func bar(t upstream.Term) []barPart {
	total := 0
	for _, part := range t.Segments {
		total += part.Days
	}
	if total == 0 {
		return nil
	}
	var parts []barPart
	at := 0
	for _, part := range t.Segments {
		parts = append(parts, barPart{part.Kind, share(at, total), share(part.Days, total)})
		at += part.Days
	}
	return parts
}

// today is where today stands on the bar of a term; empty when it is not on it.
func today(t upstream.Term, on string) string {
	total := 0
	for _, part := range t.Segments {
		total += part.Days
	}
	if total == 0 {
		return ""
	}
	first, err := time.Parse(time.DateOnly, t.Segments[0].From)
	if err != nil {
		return ""
	}
	now, err := time.Parse(time.DateOnly, on)
	if err != nil {
		return ""
	}
	passed := int(now.Sub(first).Hours() / 24)
	if passed < 0 || passed > total {
		return ""
	}
	return share(passed, total)
}

func share(part, total int) string {
	return strconv.FormatFloat(float64(part)*100/float64(total), 'f', 2, 64)
}

// segmentWord says a stretch of days.
func segmentWord(part upstream.Segment) string {
	return fmt.Sprintf("%s van %s tot en met %s (%s)", upperFirst(Word(part.Kind)), ShortDay(part.From), ShortDay(part.Until), Count(part.Days, "dag", "dagen"))
}

// running are terms that still matter, done the others.
func (v *CaseView) running() []upstream.Term {
	return v.terms(func(t upstream.Term) bool { return !t.Over() })
}

func (v *CaseView) past() []upstream.Term { return v.terms(upstream.Term.Over) }

func (v *CaseView) terms(which func(upstream.Term) bool) []upstream.Term {
	var list []upstream.Term
	for _, term := range v.Case.Terms {
		if which(term) {
			list = append(list, term)
		}
	}
	return list
}

// Term of the case; nil when there is none with this id.
func (v *CaseView) Term(id string) *upstream.Term {
	for i := range v.Case.Terms {
		if v.Case.Terms[i].ID == id {
			return &v.Case.Terms[i]
		}
	}
	return nil
}

// proof leads to a paper that the reader may see; nil otherwise.
func (v *CaseView) proof(id string) *upstream.Piece {
	if id == "" {
		return nil
	}
	return v.Dossier.Piece(id)
}

// beyondHorizon are the terms whose date rests on a year of which not all free days are known yet.
func (v *CaseView) beyondHorizon() bool {
	for _, term := range v.running() {
		if term.BeyondHorizon {
			return true
		}
	}
	return false
}
