package terms

import (
	"fmt"
	"slices"
)

// warnings are what somebody must read before relying on the date.
func (c *counting) warnings() (sentences []string, beyondHorizon bool) {
	for _, i := range c.early.tooLate {
		sentences = append(sentences, c.tooLateWarning(i))
	}
	for _, i := range c.early.missed {
		sentences = append(sentences, fmt.Sprintf(
			"De verlenging is gemeld op %s. Volgens de vroegste telling was de termijn toen al voorbij. Plan daarom op de vroegste datum.",
			c.extensions[i].NotifiedOn.Long()))
	}
	if c.early.open || !c.restsOnFreeDays() {
		return sentences, false
	}
	if warning, beyond := horizonWarning(c.early.last, c.late.last); beyond {
		return append(sentences, warning), true
	}
	return sentences, false
}

// restsOnFreeDays says whether a free day could move the answer: the term, or an extension, is one that the Awt lengthens.
func (c *counting) restsOnFreeDays() bool {
	return c.rule.lengthens() || (c.rule.Statutory && len(c.extensions) > 0)
}

// tooLateWarning tells of a suspension that began when the term was over by the earlier reading.
func (c *counting) tooLateWarning(i int) string {
	s := c.suspensions[i]
	warning := fmt.Sprintf("De vraag om aanvulling van %s kwam niet voor het einde van de termijn (%s).", s.Invited.Long(), c.early.last.Long())
	if s.isDelay() {
		warning = fmt.Sprintf("Het uitstel vanaf %s begon niet voor het einde van de termijn (%s).", s.From.Long(), c.early.last.Long())
	}
	if slices.Contains(c.late.tooLate, i) {
		return warning + " De termijn is daardoor niet opgeschort."
	}
	return warning + " Volgens de latere telling was de termijn nog niet voorbij. Plan op de vroegste datum."
}

// horizonWarning tells of the first of the days that lies in a year whose equated days are unknown.
func horizonWarning(answers ...Date) (warning string, beyond bool) {
	first, last := Horizon()
	for _, day := range answers {
		if day.Year() < first || day.Year() > last {
			return fmt.Sprintf(
				"De gelijkgestelde dagen van %d zijn hier niet bekend; de tabel loopt van %d tot en met %d. Controleer of %s wel een werkdag is.",
				day.Year(), first, last, day.Long()), true
		}
	}
	return "", false
}
