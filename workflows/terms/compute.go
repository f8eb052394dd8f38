package terms

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

// Compute counts a term from the day of an event, with the times that it stood still in order of their invitation.
// It fails, with a Dutch sentence, on input that cannot be: no event, no budget, a suspension that ends before it starts.
func Compute(event Date, rule Rule, suspensions []Suspension) (Result, error) {
	return Result{}, nil
}
