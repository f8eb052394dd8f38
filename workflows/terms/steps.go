package terms

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// steps tell in plain Dutch how the last day came about, in the order in which a person would count it.
func (c *counting) steps() []string {
	told := []string{startStep(c.event, c.rule), lengthStep(c.event, c.rule)}
	for _, h := range c.happenings() {
		if h.extension {
			told = append(told, c.extensionSteps(h.index)...)
		} else {
			told = append(told, c.suspensionSteps(h.index)...)
		}
	}
	if c.early.open {
		return append(told, fmt.Sprintf("De termijn staat nu stil. Daarna zijn er nog %s over.", Days(max(c.early.left(), 1))))
	}
	if sum := c.sumStep(); sum != "" {
		told = append(told, sum)
	}
	told = append(told, c.awtSteps()...)
	if c.late.last != c.early.last {
		told = append(told, c.laterStep())
	}
	return told
}

func startStep(event Date, rule Rule) string {
	what := rule.Event
	if what == "" {
		what = "Begin"
	}
	return fmt.Sprintf("%s: %s. Die dag telt niet mee. De termijn begint op %s.", what, event.Long(), event.AddDays(1).Long())
}

func lengthStep(event Date, rule Rule) string {
	return fmt.Sprintf("De termijn is %s%s. De laatste dag is dan %s.",
		length(rule), inBrackets(rule.Basis), event.AddDays(rule.budget(event)).Long())
}

func inBrackets(basis string) string {
	if basis == "" {
		return ""
	}
	return " (" + basis + ")"
}

// length in words, such as "8 weken" or "2 maanden en 3 dagen".
func length(rule Rule) string {
	var parts []string
	if rule.Months > 0 {
		parts = append(parts, counted(rule.Months, "maand", "maanden"))
	}
	if rule.Weeks > 0 {
		parts = append(parts, counted(rule.Weeks, "week", "weken"))
	}
	if rule.Days > 0 {
		parts = append(parts, Days(rule.Days))
	}
	return enumerate(parts)
}

// sumStep adds up what came on top of the budget, or of the last date that was named; empty when nothing did.
func (c *counting) sumStep() string {
	suspended, extended := c.early.days(Suspended), c.early.days(Extended)
	if !c.early.named.IsZero() {
		suspended, extended = c.early.sinceNamed.suspended, c.early.sinceNamed.extended
	}
	var parts []string
	if suspended > 0 {
		parts = append(parts, Days(suspended)+" stilstand")
	}
	if extended > 0 {
		parts = append(parts, Days(extended)+" verlenging")
	}
	once := ""
	if c.standstillOverlaps() {
		once = "Dagen die samenvallen, tellen één keer. "
	}
	switch {
	case len(parts) == 0:
		return ""
	case !c.early.named.IsZero():
		return fmt.Sprintf("%sBij %s tellen we %s op. De laatste dag is dan %s.", once, c.early.named.Long(), enumerate(parts), c.early.end.Long())
	case extended == 0:
		return fmt.Sprintf("%sMet %s erbij is de laatste dag %s.", once, Days(suspended), c.early.end.Long())
	}
	return fmt.Sprintf("%sMet %s erbij is de laatste dag %s.", once, enumerate(parts), c.early.end.Long())
}

// standstillOverlaps says whether the steps of the suspensions name more days than the term stood still.
func (c *counting) standstillOverlaps() bool {
	told := 0
	for i, s := range c.suspensions {
		if !slices.Contains(c.early.tooLate, i) {
			told += max(0, s.end(earliest).DaysSince(later(s.first().AddDays(-1), c.event)))
		}
	}
	return told > c.early.days(Suspended)
}

// awtSteps say why the last day moved, or why it did not though it is a free day.
func (c *counting) awtSteps() []string {
	l := c.early
	if l.last == l.end {
		if why, free := FreeDay(l.last); free {
			return []string{fmt.Sprintf("%s is %s, maar de termijn schuift niet op: %s.", sentence(l.last.Long()), why, l.whyNotLengthened())}
		}
		return nil
	}
	var free []string
	article := "artikel 1"
	for day := l.end; day.Before(l.last); day = day.AddDays(1) {
		if why, is := FreeDay(day); is {
			free = append(free, day.Long()+" is "+why)
		} else {
			article = "artikel 2: ten minste twee werkdagen"
		}
	}
	moved := fmt.Sprintf("De termijn loopt daarom door tot en met %s (Algemene termijnenwet %s).", l.last.Long(), article)
	if len(free) == 0 {
		return []string{moved}
	}
	return []string{sentence(enumerate(free)) + ". " + moved}
}

func (l *ledger) whyNotLengthened() string {
	spans := l.stages[len(l.stages)-1].spans
	switch {
	case !l.rule.Statutory:
		return "dit is geen wettelijke termijn"
	case len(spans) == 0:
		return "de datum is in een brief genoemd en volgt niet uit een wet"
	}
	return "de Algemene termijnenwet geldt niet voor een termijn van " + length(spans[0].rule) + " (artikel 4)"
}

// laterStep tells why the law may also lead to a later day.
func (c *counting) laterStep() string {
	var reasons []string
	add := func(when bool, reason string) {
		if when && !slices.Contains(reasons, reason) {
			reasons = append(reasons, reason)
		}
	}
	for i, s := range c.suspensions {
		if slices.Contains(c.late.tooLate, i) || s.isDelay() {
			continue
		}
		add(!s.lapses(), "Een circulaire van het ministerie (BWBR0035667) telt de dag van de aanvulling ook als stilstand.")
		add(s.lapses(), "De laatste dag om aan te vullen kan ook nog als stilstand tellen: de wet zegt dat niet duidelijk.")
	}
	for i, e := range c.extensions {
		add(slices.Contains(c.early.missed, i), fmt.Sprintf("De verlenging van %s kwam dan nog op tijd.", e.NotifiedOn.Short()))
		if e.Until.IsZero() && !e.Separate && c.late.last.After(c.late.end) {
			add(true, fmt.Sprintf("De wet zegt niet of een verlenging met %s bij de termijn hoort of een eigen termijn is. "+
				"Een eigen termijn schuift op als hij op een vrije dag eindigt (Algemene termijnenwet artikel 1).", e.length()))
		}
	}
	return fmt.Sprintf("%s Dan is de laatste dag %s. Plan op de vroegste datum: %s.",
		strings.Join(reasons, " "), c.late.last.Long(), c.early.last.Long())
}

// Days as people read a number of them: "1 dag" or "3 dagen".
func Days(n int) string { return counted(n, "dag", "dagen") }

func counted(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + more
}

// enumerate joins parts as in "a, b en c".
func enumerate(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " en " + parts[len(parts)-1]
}

// sentence begins with a capital; days and feasts are ASCII.
func sentence(s string) string {
	return strings.ToUpper(s[:1]) + s[1:]
}
