package terms

import "fmt"

// CountBack counts a term back from the day of an event that is still to come, such as a hearing: the last day is so many
// days before it. The Awt does not move such a day (Awt 1 lid 2), also not when it is a free day; then a warning says so.
func CountBack(event Date, rule Rule) (Result, error) {
	if err := checkStart(event, rule); err != nil {
		return Result{}, err
	}
	last := event.AddMonths(-rule.Months).AddDays(-7*rule.Weeks - rule.Days)
	n := event.DaysSince(last)
	what := rule.Event
	if what == "" {
		what = "Begin"
	}
	result := Result{
		Planned:  last,
		Last:     last,
		Segments: []Segment{{Kind: Running, From: last, Until: event.AddDays(-1), Days: n}},
		Steps: []string{
			fmt.Sprintf("%s: %s. Die dag telt niet mee. Vanaf daar wordt teruggeteld.", what, event.Long()),
			fmt.Sprintf("De termijn is %s%s. De laatste dag is dan %s.", length(rule), inBrackets(rule.Basis), last.Long()),
			"Een termijn die wordt teruggeteld, schuift niet op (Algemene termijnenwet artikel 1 lid 2).",
		},
	}
	if why, free := FreeDay(last); free {
		result.Warnings = append(result.Warnings, fmt.Sprintf("%s is %s. De termijn schuift niet op: doe het op een dag daarvoor.",
			sentence(last.Long()), why))
	}
	if warning, beyond := horizonWarning(last); beyond {
		result.Warnings = append(result.Warnings, warning)
		result.BeyondHorizon = true
	}
	return result, nil
}
