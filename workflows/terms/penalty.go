package terms

import (
	"errors"
	"fmt"
)

// The articles of the dwangsom.
const (
	basisPenalty         = "Awb 4:17"
	basisPenaltyDecision = "Awb 4:18"
	basisPayment         = "Awb 4:87"
)

// graceDays are the two weeks after which the dwangsom begins to run (Awb 4:17 lid 3). The Awt does not lengthen them.
const graceDays = 14

// penaltyRates are what a day costs, in euro (Awb 4:17 lid 2): 23 for the first two weeks, 35 for the next two, 45 for the rest
// of 42 days; € 1.442 in all.
var penaltyRates = []struct{ days, euros int }{{14, 23}, {14, 35}, {14, 45}}

// penaltyDays is the most days for which a dwangsom is owed.
const penaltyDays = 42

// Default is an ingebrekestelling: the notice that a decision is late.
type Default struct {
	// TermLast is the last day of the term for the decision. Where the law leaves two answers, the earlier one is the day to
	// reckon with.
	TermLast Date
	// Received is the day on which the written notice came in.
	Received Date
}

// Penalty is when a dwangsom runs (Awb 4:17).
type Penalty struct {
	// FirstDay for which it is owed, and LastDay if no decision comes.
	FirstDay, LastDay Date
	// Steps say in plain Dutch how the days came about.
	Steps []string
	// Warnings are Dutch sentences that somebody must act on.
	Warnings []string
}

// Penalty counts when the dwangsom begins to run: when two weeks are over since the term passed and since the notice came, both.
// A notice from before the term passed is counted too, and warns: only a human can say what it is worth.
func (d Default) Penalty() (Penalty, error) {
	switch {
	case d.TermLast.IsZero():
		return Penalty{}, errors.New("de laatste dag van de termijn ontbreekt: geef die dag")
	case d.Received.IsZero():
		return Penalty{}, errors.New("de dag waarop de ingebrekestelling binnenkwam ontbreekt: geef die dag")
	}
	if err := checkYears(d.TermLast, d.Received); err != nil {
		return Penalty{}, err
	}
	from := later(d.TermLast, d.Received)
	p := Penalty{FirstDay: from.AddDays(graceDays + 1)}
	p.LastDay = p.FirstDay.AddDays(penaltyDays - 1)
	p.Steps = []string{
		fmt.Sprintf("De laatste dag van de termijn was %s.", d.TermLast.Long()),
		fmt.Sprintf("De ingebrekestelling kwam binnen op %s.", d.Received.Long()),
		fmt.Sprintf("Daarna zijn er nog twee weken om te beslissen: tot en met %s (%s lid 3). De Algemene termijnenwet verlengt die twee weken niet.",
			p.FirstDay.AddDays(-1).Long(), basisPenalty),
		fmt.Sprintf("Vanaf %s is er een dwangsom voor elke dag zonder besluit. De laatste dag is %s, na %s. Samen is dat hoogstens %s (%s lid 1 en 2).",
			p.FirstDay.Long(), p.LastDay.Long(), Days(penaltyDays), Euros(penaltyFor(penaltyDays)), basisPenalty),
	}
	if !d.Received.After(d.TermLast) {
		p.Warnings = []string{fmt.Sprintf(
			"De ingebrekestelling kwam op %s, en de termijn was toen nog niet voorbij (%s). Wijs haar niet af: laat vandaag iemand beoordelen of zij te vroeg is.",
			d.Received.Long(), d.TermLast.Long())}
	}
	return p, nil
}

// Owed is for how many days a dwangsom is owed, and how much that is in euro, up to and including asOf; a zero asOf means in the
// end. decidedOn is the day on which the decision was announced, zero while there is none: that day itself is no day in default.
func (p Penalty) Owed(decidedOn, asOf Date) (owedDays, owedEuros int) {
	until := p.lastOwed(decidedOn)
	if !asOf.IsZero() && asOf.Before(until) {
		until = asOf
	}
	owedDays = max(0, until.DaysSince(p.FirstDay)+1)
	return owedDays, penaltyFor(owedDays)
}

// lastOwed is the last day for which a dwangsom is owed; before FirstDay when there is none.
func (p Penalty) lastOwed(decidedOn Date) Date {
	if !decidedOn.IsZero() && !decidedOn.After(p.LastDay) {
		return decidedOn.AddDays(-1)
	}
	return p.LastDay
}

// DecisionDue is the term for the decision on the dwangsom itself: two weeks after the last day for which it is owed (Awb 4:18).
// It fails when nothing is owed.
func (p Penalty) DecisionDue(decidedOn Date) (Result, error) {
	if owed, _ := p.Owed(decidedOn, Date{}); owed == 0 {
		return Result{}, fmt.Errorf("er is geen dwangsom: het besluit van %s kwam voor of op de eerste dag %s", decidedOn, p.FirstDay)
	}
	return Compute(p.lastOwed(decidedOn), Rule{
		Weeks: 2, Statutory: true, Basis: basisPenaltyDecision, Event: "Laatste dag met een dwangsom",
	}, nil)
}

// PaymentDue is the term for the payment: six weeks after the decision on the dwangsom was announced (Awb 4:87 lid 1).
func (Penalty) PaymentDue(penaltyDecidedOn Date) (Result, error) {
	return Compute(penaltyDecidedOn, Rule{
		Weeks: 6, Statutory: true, Basis: basisPayment, Event: "Bekendmaking van het besluit over de dwangsom",
	}, nil)
}

// penaltyFor so many days, in euro.
func penaltyFor(n int) int {
	sum := 0
	for _, rate := range penaltyRates {
		counted := min(n, rate.days)
		sum += counted * rate.euros
		n -= counted
	}
	return sum
}

// Euros as people read them, such as "€ 1.442"; for amounts below a million.
func Euros(n int) string {
	if n < 1000 {
		return fmt.Sprintf("€ %d", n)
	}
	return fmt.Sprintf("€ %d.%03d", n/1000, n%1000)
}
