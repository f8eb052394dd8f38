package places

import (
	"traject.nl/workflows/terms"
)

// School is the calendar of the schools in the region.
type School struct{}

// SchoolDay says whether there is school.
func (School) SchoolDay(day terms.Date) bool {
	_, is := terms.SchoolDay(day)
	return is
}

// LastDay is the last day of a placement of so many weeks; the first day counts.
func (School) LastDay(start terms.Date, weeks int, schoolWeeks bool) terms.Date {
	counted, err := terms.Placement(start, terms.Rule{Weeks: weeks}, schoolWeeks)
	if err != nil {
		panic("count a placement of the policy from " + start.String() + ": " + err.Error())
	}
	return counted.Last
}
