package terms

import "time"

// SchoolYear is the first and the last day of the school year of a day: 1 August and 31 July (WPO 1).
func SchoolYear(d Date) (first, last Date) {
	last = endOfSchoolYear(d)
	return On(last.year-1, time.August, 1), last
}

// LastSchoolYear is the first day of the last school year in which a TLV is valid, given its last day: the duty to arrange what follows
// begins then (WPO 40 lid 14, WEC 40 lid 15).
func LastSchoolYear(validUntil Date) Date {
	first, _ := SchoolYear(validUntil)
	return first
}

// InYear is the day of a year that a cut-off of a policy names, such as "03-01".
func InYear(monthAndDay string, year int) (Date, error) {
	return Parse(On(year, time.January, 1).String()[:len("2006-")] + monthAndDay)
}
