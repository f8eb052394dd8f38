package terms

import (
	"fmt"
	"strings"
)

// suspensionGround is the article for a suspension that names none.
const suspensionGround = "Awb 4:15 lid 1 onder a"

// steps tell in plain Dutch how the last day came about, in the order in which a person would count it.
func steps(event Date, rule Rule, suspensions []Suspension, letter, circular ledger) []string {
	told := []string{startStep(event, rule), lengthStep(event, rule)}
	for _, s := range suspensions {
		told = append(told, s.steps(letter)...)
	}
	if letter.open {
		return append(told, fmt.Sprintf("De termijn staat nu stil. Daarna zijn er nog %s over.", days(max(letter.left, 1))))
	}
	if n := letter.days(Suspended); n > 0 {
		told = append(told, fmt.Sprintf("Met %s erbij is de laatste dag %s.", days(n), letter.end.Long()))
	}
	told = append(told, awtSteps(rule, letter)...)
	if circular.last != letter.last {
		told = append(told, fmt.Sprintf(
			"Een circulaire van het ministerie (BWBR0035667) telt de dag van de aanvulling ook als stilstand. Dan is de laatste dag %s. Plan op de vroegste datum: %s.",
			circular.last.Long(), letter.last.Long()))
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
	basis := ""
	if rule.Basis != "" {
		basis = " (" + rule.Basis + ")"
	}
	return fmt.Sprintf("De termijn is %s%s. De laatste dag is dan %s.", length(rule), basis, event.AddDays(rule.budget()).Long())
}

func length(rule Rule) string {
	switch {
	case rule.Weeks == 0:
		return days(rule.Days)
	case rule.Days == 0:
		return weeks(rule.Weeks)
	}
	return weeks(rule.Weeks) + " en " + days(rule.Days)
}

// steps of one suspension; none when it began after the last day, of which a warning tells.
func (s Suspension) steps(letter ledger) []string {
	if letter.tooLate != nil && !s.Invited.AddDays(1).Before(letter.tooLate.from) {
		return nil
	}
	ground := s.Ground
	if ground == "" {
		ground = suspensionGround
	}
	asked := fmt.Sprintf("Op %s is om aanvulling gevraagd. Vanaf de dag erna staat de termijn stil (%s).", s.Invited.Long(), ground)
	return []string{asked, s.endStep()}
}

func (s Suspension) endStep() string {
	end := s.end(byLetter)
	stood := max(0, end.DaysSince(s.Invited))
	switch {
	case s.lapses():
		return fmt.Sprintf("Aanvullen kon tot en met %s. Op tijd kwam er niets. De termijn stond %s stil en loopt weer vanaf de dag erna.",
			s.Due.Long(), days(stood))
	case !s.Completed.IsZero() && stood == 0:
		return fmt.Sprintf("De aanvulling kwam op %s. De termijn stond daarom geen dag stil.", s.Completed.Long())
	case !s.Completed.IsZero():
		return fmt.Sprintf("De aanvulling kwam op %s. De termijn stond %s stil en loopt vanaf die dag weer.", s.Completed.Long(), days(stood))
	case !s.Due.IsZero():
		return fmt.Sprintf("De termijn loopt weer zodra de aanvulling er is. Komt er niets, dan loopt hij weer na %s.", s.Due.Long())
	}
	return "De termijn loopt weer zodra de aanvulling er is."
}

// awtSteps say why the last day moved, or why it did not though it is a free day.
func awtSteps(rule Rule, letter ledger) []string {
	if !rule.lengthens() {
		if why, free := FreeDay(letter.last); free {
			return []string{fmt.Sprintf("%s is %s, maar de termijn schuift niet op: %s.", sentence(letter.last.Long()), why, whyNotLengthened(rule))}
		}
		return nil
	}
	if letter.last == letter.end {
		return nil
	}
	var free []string
	article := "artikel 1"
	for day := letter.end; day.Before(letter.last); day = day.AddDays(1) {
		if why, is := FreeDay(day); is {
			free = append(free, day.Long()+" is "+why)
		} else {
			article = "artikel 2: ten minste twee werkdagen"
		}
	}
	moved := fmt.Sprintf("De termijn loopt daarom door tot en met %s (Algemene termijnenwet %s).", letter.last.Long(), article)
	if len(free) == 0 {
		return []string{moved}
	}
	return []string{sentence(enumerate(free)) + ". " + moved}
}

func whyNotLengthened(rule Rule) string {
	if !rule.Statutory {
		return "dit is geen wettelijke termijn"
	}
	return "de Algemene termijnenwet geldt niet voor een termijn van " + length(rule) + " (artikel 4)"
}

func days(n int) string {
	if n == 1 {
		return "1 dag"
	}
	return fmt.Sprintf("%d dagen", n)
}

func weeks(n int) string {
	if n == 1 {
		return "1 week"
	}
	return fmt.Sprintf("%d weken", n)
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
