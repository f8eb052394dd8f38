package terms

// The limits of Awt 4: a term described in more weeks or days than these is not lengthened. The limit of three months is
// that of ninety days, with thirty days to a month.
const (
	awtMostWeeks = 12
	awtMostDays  = 90
)

// budget is the length in days of a term that counts from the event.
func (r Rule) budget(event Date) int {
	return event.AddMonths(r.Months).AddDays(7*r.Weeks + r.Days).DaysSince(event)
}

// lengthens says whether the Awt lengthens the term: only one set by law (Awt 1, 5), and not a long one (Awt 4).
// Exactly twelve weeks is not more than twelve weeks. In a mixture a month counts as 30 days.
func (r Rule) lengthens() bool {
	if !r.Statutory {
		return false
	}
	days := 30*r.Months + 7*r.Weeks + r.Days
	if r.Weeks > 0 && r.Months == 0 {
		return days <= 7*awtMostWeeks
	}
	return 0 < days && days <= awtMostDays
}

// holdsWorkingDays says whether the term is long enough for Awt 2.
func (r Rule) holdsWorkingDays() bool { return r.Months > 0 || 7*r.Weeks+r.Days >= awtShortTerm }

// Awt 2: a term of at least three days holds at least two working days.
const (
	awtShortTerm   = 3
	awtWorkingDays = 2
)

// lengthened is the last day after the Awt: the first day from end on that is no free day, and before which the term
// has had its two working days. working counts the working days of the term before end.
func (r Rule) lengthened(end Date, working int) Date {
	if !r.lengthens() {
		return end
	}
	needed := 1
	if r.holdsWorkingDays() {
		needed = max(1, awtWorkingDays-working)
	}
	for day := end; ; day = day.AddDays(1) {
		if _, free := FreeDay(day); free {
			continue
		}
		if needed--; needed == 0 {
			return day
		}
	}
}

// workingDays counts the days from and until, both included, that are no free days; no further than to most.
func workingDays(from, until Date, most int) int {
	n := 0
	for day := from; n < most && !day.After(until); day = day.AddDays(1) {
		if _, free := FreeDay(day); !free {
			n++
		}
	}
	return n
}
