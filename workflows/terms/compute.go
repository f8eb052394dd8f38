package terms

import (
	"errors"
	"fmt"
)

// Rule is how long a term is and what force it has.
type Rule struct {
	// Weeks and Days add up to the budget; at least one day in all.
	Weeks, Days int
	// Statutory: set by a law or an AMvB. Only such a term is lengthened by the Awt.
	Statutory bool
	// Basis is the article, such as "Awb 4:13 lid 2", or "ZOUT-instelling"; the steps mention it.
	Basis string
	// Event says in Dutch what the term is counted from, such as "Ontvangst van de aanvraag"; the steps mention it.
	Event string
}

// Suspension is one time that an applicant was asked to complete an application (Awb 4:5, 4:15 lid 1 onder a). The term
// stands still from the day after Invited until the completion, or until Due when that day passes unused.
type Suspension struct {
	// Ground is the article; empty means Awb 4:15 lid 1 onder a.
	Ground string
	// Invited is the date of the written invitation.
	Invited Date
	// Due is the last day that was given to complete; may be zero when Completed is set.
	Due Date
	// Completed is the day on which the completion came; zero while it did not.
	Completed Date
	// Lapsed says that Due passed without a completion. The term resumed the day after it.
	Lapsed bool
}

// Kind of a segment in the ledger.
type Kind string

// The kinds of segments.
const (
	// Running days are taken from the budget.
	Running Kind = "loopt"
	// Suspended days are not.
	Suspended Kind = "opgeschort"
	// Lengthened days are added by the Awt after the budget is used up.
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
	// SuspendedDays is how many days the term stood still, by the letter of Awb 4:15 (the reading behind Planned).
	SuspendedDays int
	// SuspendedDaysLater is the same by the ministry's circular (the reading behind Last).
	SuspendedDaysLater int
	// Suspended says that the term stands still now and that nobody knows yet until when.
	Suspended bool
	// DaysLeft is what is left of the budget while Suspended; otherwise 0.
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

// Compute counts a term from the day of an event, over the times that it stood still.
// It fails, with a Dutch sentence, on input that cannot be: no event, no budget, a suspension that ends before it starts.
func Compute(event Date, rule Rule, suspensions []Suspension) (Result, error) {
	if err := check(event, rule, suspensions); err != nil {
		return Result{}, err
	}
	letter := count(event, rule, standstills(suspensions, byLetter))
	circular := count(event, rule, standstills(suspensions, byCircular))

	result := Result{
		Planned:            letter.last,
		Last:               circular.last,
		SuspendedDays:      letter.days(Suspended),
		SuspendedDaysLater: circular.days(Suspended),
		Suspended:          letter.open,
		Segments:           letter.segments,
	}
	if letter.open {
		result.DaysLeft = max(letter.left, 1)
	}
	result.Steps = steps(event, rule, suspensions, letter, circular)
	result.Warnings, result.BeyondHorizon = warnings(letter, circular)
	return result, nil
}

// longestBudget keeps a slip of the pen (weeks for days, say) from becoming a date that no calendar has.
const longestBudget = 100 * 366

func check(event Date, rule Rule, suspensions []Suspension) error {
	if event.IsZero() {
		return errors.New("er is geen begindatum: geef de dag waarvan af de termijn telt")
	}
	if rule.Weeks < 0 || rule.Days < 0 || rule.Weeks > longestBudget || rule.Days > longestBudget ||
		rule.budget() < 1 || rule.budget() > longestBudget {
		return fmt.Errorf("een termijn van %d weken en %d dagen kan niet: geef ten minste 1 dag en hoogstens %d dagen",
			rule.Weeks, rule.Days, longestBudget)
	}
	for _, s := range suspensions {
		if err := s.check(event); err != nil {
			return err
		}
	}
	return nil
}

func (s Suspension) check(event Date) error {
	switch {
	case s.Invited.IsZero():
		return errors.New("een opschorting heeft geen datum waarop om aanvulling is gevraagd: geef die datum")
	case s.Invited.Before(event):
		return fmt.Errorf("om aanvulling is gevraagd op %s, maar de termijn telt pas vanaf %s: geef een latere datum", s.Invited, event)
	case !s.Completed.IsZero() && s.Completed.Before(s.Invited):
		return fmt.Errorf("de aanvulling van %s ligt voor de vraag van %s: geef een latere datum", s.Completed, s.Invited)
	case !s.Due.IsZero() && !s.Due.After(s.Invited):
		return fmt.Errorf("aanvullen kon tot en met %s, maar de vraag was van %s: geef een latere datum", s.Due, s.Invited)
	case s.Lapsed && s.Due.IsZero():
		return fmt.Errorf("de tijd om aan te vullen na de vraag van %s is voorbij, maar de laatste dag ontbreekt: geef die dag", s.Invited)
	case s.Lapsed && !s.Completed.IsZero() && !s.Completed.After(s.Due):
		return fmt.Errorf("de aanvulling van %s kwam op tijd (uiterlijk %s), dus de tijd is niet ongebruikt voorbij", s.Completed, s.Due)
	}
	return nil
}

func warnings(letter, circular ledger) (sentences []string, beyondHorizon bool) {
	if late := letter.tooLate; late != nil {
		sentences = append(sentences, fmt.Sprintf(
			"De vraag om aanvulling van %s kwam niet voor het einde van de termijn (%s). De termijn is daardoor niet opgeschort.",
			late.from.AddDays(-1).Long(), letter.last.Long()))
	}
	if letter.open || !letter.rule.lengthens() {
		return sentences, false
	}
	first, last := Horizon()
	for _, day := range []Date{letter.last, circular.last} {
		if day.Year() < first || day.Year() > last {
			return append(sentences, fmt.Sprintf(
				"De gelijkgestelde dagen van %d zijn hier niet bekend; de tabel loopt van %d tot en met %d. Controleer of %s wel een werkdag is.",
				day.Year(), first, last, day.Long())), true
		}
	}
	return sentences, false
}
