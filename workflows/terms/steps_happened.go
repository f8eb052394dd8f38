package terms

import (
	"fmt"
	"slices"
	"strings"
)

// suspensionSteps of one suspension; none when it began after the last day, of which a warning tells.
func (c *counting) suspensionSteps(i int) []string {
	s := c.suspensions[i]
	switch {
	case slices.Contains(c.early.tooLate, i):
		return nil
	case s.isDelay():
		return []string{s.delayStep(c.event)}
	}
	ground := s.Ground
	if ground == "" {
		ground = GroundCompletion
	}
	asked := fmt.Sprintf("Op %s is om aanvulling gevraagd. Vanaf de dag erna staat de termijn stil (%s).", s.Invited.Long(), ground)
	if s.Invited.Before(c.event) {
		asked = fmt.Sprintf("Op %s is om aanvulling gevraagd, voordat de termijn begon. Alleen dagen erna kunnen de termijn stilzetten (%s).",
			s.Invited.Long(), ground)
	}
	return []string{asked, s.completionStep(c.event)}
}

// completionStep tells how a completion request ended, in the earlier reading.
func (s Suspension) completionStep(event Date) string {
	stood := max(0, s.end(earliest).DaysSince(later(s.Invited, event)))
	still := fmt.Sprintf("De termijn stond %s stil en loopt vanaf die dag weer.", Days(stood))
	if stood == 0 {
		still = "De termijn stond daarom geen dag stil."
	}
	switch {
	case s.lapses():
		return fmt.Sprintf("Aanvullen kon tot en met %s. Op tijd kwam er niets. %s", s.Due.Long(), still)
	case !s.Completed.IsZero():
		return fmt.Sprintf("De aanvulling kwam op %s. %s", s.Completed.Long(), still)
	case !s.Due.IsZero():
		return fmt.Sprintf("De termijn loopt weer zodra de aanvulling er is. Komt er niets, dan loopt hij weer na %s.", s.Due.Long())
	}
	return "De termijn loopt weer zodra de aanvulling er is."
}

// causes of a delay, by the last words of their article.
var causes = []struct{ ground, cause string }{
	{"4:15 lid 2 onder a", "De aanvrager heeft schriftelijk ingestemd met uitstel"},
	{"4:15 lid 2 onder b", "De vertraging komt door de aanvrager"},
	{"4:15 lid 2 onder c", "Er is overmacht"},
	{"7:10 lid 4", "Er is verder uitstel van de beslissing op bezwaar"},
}

// delayStep tells why and how long the term stood still for something other than a completion request.
func (s Suspension) delayStep(event Date) string {
	cause := "Er is uitstel"
	for _, known := range causes {
		if strings.Contains(s.Ground, known.ground) {
			cause = known.cause
		}
	}
	cause += inBrackets(s.Ground)
	if s.Until.IsZero() {
		return fmt.Sprintf("%s. De termijn staat stil vanaf %s, zolang dat duurt.", cause, s.From.Long())
	}
	return fmt.Sprintf("%s: van %s tot en met %s. De termijn stond %s stil en loopt weer vanaf de dag erna.",
		cause, s.From.Long(), s.Until.Long(), Days(s.Until.DaysSince(later(s.From.AddDays(-1), event))))
}

// extensionSteps of one extension; none when it came after the last day of the earlier reading, of which a warning tells.
func (c *counting) extensionSteps(i int) []string {
	if slices.Contains(c.early.missed, i) {
		return nil
	}
	e := c.extensions[i]
	what := "de termijn " + e.length() + " langer duurt"
	if !e.Until.IsZero() {
		what = e.Until.Long() + " de nieuwe laatste dag is"
	}
	what += inBrackets(e.Ground)
	if e.NotifiedOn.IsZero() {
		return []string{fmt.Sprintf("Op tijd is gemeld dat %s.", what)}
	}
	told := fmt.Sprintf("Op %s is gemeld dat %s.", e.NotifiedOn.Long(), what)
	stood := c.early.stoodAt[i]
	if stood.last.IsZero() {
		return []string{told + " De termijn stond toen stil, dus dat was op tijd."}
	}
	told += fmt.Sprintf(" De laatste dag was toen %s, dus dat was op tijd.", stood.last.Long())
	if e.Until.IsZero() && stood.end != stood.last {
		told += fmt.Sprintf(" De verlenging telt vanaf %s: zo lang duurt de termijn zonder de Algemene termijnenwet.", stood.end.Long())
	}
	return []string{told}
}
