package terms

import (
	"errors"
	"fmt"
)

// Rule is how long a term is and what force it has.
type Rule struct {
	// Months, Weeks and Days add up to the budget; at least one day in all. A number of months ends on the day with the same
	// number, or on the last day of a month that is too short; weeks and days are counted from there.
	Months, Weeks, Days int
	// Statutory: set by a law or an AMvB. Only such a term is lengthened by the Awt.
	Statutory bool
	// Basis is the article, such as "Awb 4:13 lid 2", or "ZOUT-instelling"; the steps mention it.
	Basis string
	// Event says in Dutch what the term is counted from, such as "Ontvangst van de aanvraag"; the steps mention it.
	Event string
}

// Kind of a segment in the ledger.
type Kind string

// The kinds of segments.
const (
	// Running days are taken from the budget.
	Running Kind = "loopt"
	// Suspended days are not.
	Suspended Kind = "opgeschort"
	// Extended days run after the budget, because a notice made the term longer.
	Extended Kind = "verdaagd"
	// Lengthened days are added by the Awt after everything else is used up.
	Lengthened Kind = "verlengd"
)

// Segment is a stretch of days of one kind, both ends included.
type Segment struct {
	Kind  Kind
	From  Date
	Until Date
	Days  int
}

// Result is a computed term with everything that explains it.
type Result struct {
	// Planned is the earlier answer where the law leaves two: the day to plan on. Zero while Suspended.
	Planned Date
	// Last is the later answer; equal to Planned where the law leaves one. Zero while Suspended.
	Last Date
	// SuspendedDays is how many days the term stood still, by the reading behind Planned.
	SuspendedDays int
	// SuspendedDaysLater is the same by the reading behind Last.
	SuspendedDaysLater int
	// ExtendedDays is how many days were added by notice, by the reading behind Planned.
	ExtendedDays int
	// Suspended says that the term stands still now and that nobody knows yet until when.
	Suspended bool
	// DaysLeft is what is left of the budget and its extensions while Suspended; otherwise 0.
	DaysLeft int
	// Segments is the ledger behind Planned, without gaps from the day after the event; an open suspension is not in it.
	Segments []Segment
	// Steps say in plain Dutch how the date came about, in order.
	Steps []string
	// Warnings are Dutch sentences that somebody must read before relying on the date.
	Warnings []string
	// BeyondHorizon says that the answer rests on a year whose decree days are not in the table; a warning says so too.
	BeyondHorizon bool
}

// Compute counts a term from the day of an event, over the times that it stood still and the notices that extended it; in any
// order. It fails, with a Dutch sentence, on input that cannot be: no event, no budget, a suspension that ends before it
// starts, an extension that came after the last day, a second verdaging.
func Compute(event Date, rule Rule, suspensions []Suspension, extensions ...Extension) (Result, error) {
	if err := check(event, rule, suspensions, extensions); err != nil {
		return Result{}, err
	}
	c := counting{event: event, rule: rule, suspensions: suspensions, extensions: extensions}
	if err := c.read(); err != nil {
		return Result{}, err
	}
	result := Result{
		Planned:            c.early.last,
		Last:               c.late.last,
		SuspendedDays:      c.early.days(Suspended),
		SuspendedDaysLater: c.late.days(Suspended),
		ExtendedDays:       c.early.days(Extended),
		Suspended:          c.early.open,
		Segments:           c.early.segments,
		Steps:              c.steps(),
	}
	if c.early.open {
		result.DaysLeft = max(c.early.left(), 1)
	}
	result.Warnings, result.BeyondHorizon = c.warnings()
	return result, nil
}

// counting is one term with the two readings of it.
type counting struct {
	event       Date
	rule        Rule
	suspensions []Suspension
	extensions  []Extension
	early, late ledger
}

// read counts the term in both readings. The later one decides what is refused: what is right in one reading is no mistake.
func (c *counting) read() error {
	late, err := c.count(latest, nil)
	if err != nil {
		return err
	}
	c.late = late
	if len(c.suspensions) == 0 && len(c.extensions) == 0 {
		c.early = late // nothing to differ about
		return nil
	}
	if c.early, err = c.count(earliest, nil); err != nil {
		return err
	}
	if c.late.open && !c.early.open {
		// By the earlier reading the term was over before it was suspended, so it has a last day. The later one then gives
		// the last day from before the suspension; a warning tells of it.
		c.late, err = c.count(latest, c.early.tooLate)
	}
	return err
}

// longestBudget keeps a slip of the pen (weeks for days, say) from becoming a date that no calendar has.
const longestBudget = 100 * 366

// mostHappenings is more than any case has, and few enough to count at once.
const mostHappenings = 500

// The years in which a date of a case can lie; another is a slip of the pen.
const (
	firstYear = 1900
	lastYear  = 2200
)

func check(event Date, rule Rule, suspensions []Suspension, extensions []Extension) error {
	if err := checkStart(event, rule); err != nil {
		return err
	}
	if n := len(suspensions) + len(extensions); n > mostHappenings {
		return fmt.Errorf("%d opschortingen en verlengingen van een termijn kan niet: geef er hoogstens %d", n, mostHappenings)
	}
	for _, s := range suspensions {
		if err := s.check(event); err != nil {
			return err
		}
	}
	return checkExtensions(event, extensions)
}

func checkStart(event Date, rule Rule) error {
	if event.IsZero() {
		return errors.New("er is geen begindatum: geef de dag waarvan af de termijn telt")
	}
	if err := checkYears(event); err != nil {
		return err
	}
	if !sensibleLength(rule.Months, rule.Weeks, rule.Days) {
		if rule.Months != 0 {
			return fmt.Errorf("een termijn van %d maanden, %d weken en %d dagen kan niet: geef ten minste 1 dag en hoogstens %d dagen",
				rule.Months, rule.Weeks, rule.Days, longestBudget)
		}
		return fmt.Errorf("een termijn van %d weken en %d dagen kan niet: geef ten minste 1 dag en hoogstens %d dagen",
			rule.Weeks, rule.Days, longestBudget)
	}
	return nil
}

// sensibleLength says that the parts are not negative and add up to at least a day and at most the longest budget.
func sensibleLength(months, weeks, days int) bool {
	for _, part := range []int{months, weeks, days} {
		if part < 0 || part > longestBudget { // before they are added up: a sum may wrap around
			return false
		}
	}
	total := 31*months + 7*weeks + days
	return total >= 1 && total <= longestBudget
}

func checkYears(dates ...Date) error {
	for _, d := range dates {
		if !d.IsZero() && (d.year < firstYear || d.year > lastYear) {
			return fmt.Errorf("de datum %s kan niet kloppen: geef een jaar van %d tot en met %d", d, firstYear, lastYear)
		}
	}
	return nil
}
