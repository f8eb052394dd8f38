package terms

// The limits of Awt 4: a term described in more weeks or days than these is not lengthened.
const (
	awtMostWeeks = 12
	awtMostDays  = 90
)

// budget is the length of the term in days.
func (r Rule) budget() int { return 7*r.Weeks + r.Days }

// lengthens says whether the Awt lengthens the term: only one set by law (Awt 1, 5), and not a long one (Awt 4).
// Exactly twelve weeks is not more than twelve weeks.
func (r Rule) lengthens() bool {
	if !r.Statutory {
		return false
	}
	if r.Weeks > 0 {
		return r.budget() <= 7*awtMostWeeks
	}
	return r.Days <= awtMostDays
}

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
	if r.budget() >= awtShortTerm {
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

// workingDays counts the days from and until, both included, that are no free days.
func workingDays(from, until Date) int {
	n := 0
	for day := from; !day.After(until); day = day.AddDays(1) {
		if _, free := FreeDay(day); !free {
			n++
		}
	}
	return n
}
