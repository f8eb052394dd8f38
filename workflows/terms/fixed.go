package terms

import (
	"errors"
	"fmt"
)

// Fixed is a term whose last day a law or a decision names, such as the last school year of a TLV: there is nothing to count, and no
// free day moves it. Event is the day from which it runs. The rule has no length. It fails, with a Dutch sentence, without a
// last day, and for one before the event.
func Fixed(event, last Date, rule Rule) (Result, error) {
	switch {
	case event.IsZero() || last.IsZero():
		return Result{}, errors.New("er ontbreekt een datum: geef de dag waarop de termijn begint en de laatste dag")
	case rule.Months != 0 || rule.Weeks != 0 || rule.Days != 0:
		return Result{}, errors.New("de laatste dag ligt vast: geef geen aantal weken, dagen of maanden")
	case last.Before(event):
		return Result{}, fmt.Errorf("de laatste dag %s ligt voor het begin op %s", last.Short(), event.Short())
	}
	if err := checkYears(event, last); err != nil {
		return Result{}, err
	}
	what := rule.Event
	if what == "" {
		what = "Begin"
	}
	steps := []string{
		fmt.Sprintf("%s: %s.", what, event.Long()),
		fmt.Sprintf("De laatste dag ligt vast%s: %s. Er wordt niets geteld.", inBrackets(rule.Basis), last.Long()),
	}
	if why, free := FreeDay(last); free {
		steps = append(steps, fmt.Sprintf("%s is %s, maar de dag schuift niet op: hij staat in de wet of in een besluit.", sentence(last.Long()), why))
	}
	return Result{
		Planned: last, Last: last, Steps: steps,
		Segments: []Segment{{Kind: Running, From: event, Until: last, Days: last.DaysSince(event) + 1}},
	}, nil
}
