package terms

import "slices"

// standstill is a stretch of days in which the term stands still, both ends included; until is zero while it is open.
type standstill struct{ from, until Date }

// reading is how the words "tot de dag waarop de aanvraag is aangevuld" (Awb 4:15 lid 1) are taken.
type reading int

const (
	// byLetter: the day of completion counts again.
	byLetter reading = iota
	// byCircular: it does not. So the worked example of the ministry (BWBR0035667): invited 4 October, completed 17 October, 13 days.
	byCircular
)

// end is the last day on which the term stands still; zero while that is not known.
func (s Suspension) end(as reading) Date {
	if s.lapses() {
		// The set day passed unused: the term resumes the day after it. The law leaves room for the day itself; the
		// reading chosen here is the default of this installation.
		return s.Due
	}
	if s.Completed.IsZero() || as == byCircular {
		return s.Completed
	}
	return s.Completed.AddDays(-1)
}

// lapses says that the suspension ended because the set day passed: nothing came, or it came too late.
func (s Suspension) lapses() bool {
	return s.Lapsed || (!s.Due.IsZero() && s.Completed.After(s.Due))
}

// standstills orders the suspensions and joins those that overlap, so that no day is counted twice.
func standstills(suspensions []Suspension, as reading) []standstill {
	var still []standstill
	for _, s := range suspensions {
		next := standstill{from: s.Invited.AddDays(1), until: s.end(as)}
		if !next.until.IsZero() && next.until.Before(next.from) {
			continue // completed on the day of the invitation, or the day after by the letter: no day stood still
		}
		still = append(still, next)
	}
	slices.SortFunc(still, func(a, b standstill) int { return a.from.Compare(b.from) })
	var joined []standstill
	for _, next := range still {
		if n := len(joined); n > 0 && joined[n-1].touches(next) {
			joined[n-1].until = laterEnd(joined[n-1].until, next.until)
			continue
		}
		joined = append(joined, next)
	}
	return joined
}

func (s standstill) touches(next standstill) bool {
	return s.until.IsZero() || !next.from.After(s.until.AddDays(1))
}

// laterEnd is the later of two ends, where no end at all is the latest.
func laterEnd(a, b Date) Date {
	if a.IsZero() || b.IsZero() {
		return Date{}
	}
	if a.After(b) {
		return a
	}
	return b
}

// ledger is a term as it is counted, from the day after the event on.
type ledger struct {
	rule     Rule
	at       Date // the last day that was entered
	left     int  // days of the budget not yet used
	working  int  // working days among those that ran
	segments []Segment
	// open: the term stands still and its end is unknown.
	open bool
	// tooLate is the first standstill that began after the last day; it changes nothing.
	tooLate *standstill
	// end is the last day before the Awt, last the last day after it; zero while open.
	end, last Date
}

// count walks the term over the standstills.
func count(event Date, rule Rule, still []standstill) ledger {
	l := ledger{rule: rule, at: event, left: rule.budget()}
	for i, s := range still {
		if l.lastDay().Before(s.from) {
			l.tooLate = &still[i]
			break
		}
		l.runUntil(s.from.AddDays(-1))
		if s.until.IsZero() {
			l.open = true
			return l
		}
		l.enter(Suspended, s.until)
	}
	l.last = l.lastDay()
	l.end = l.at.AddDays(max(l.left, 1))
	l.runUntil(l.last)
	return l
}

// lastDay is the last day if the term does not stand still again. A term that stood still in the days that the Awt
// added has its last day still to come.
func (l *ledger) lastDay() Date {
	end := l.at.AddDays(max(l.left, 1))
	working := l.working
	if l.rule.lengthens() {
		working += workingDays(l.at.AddDays(1), end.AddDays(-1))
	}
	return l.rule.lengthened(end, working)
}

// runUntil enters the days up to and including day: from the budget while there is one, and else as added by the Awt.
func (l *ledger) runUntil(day Date) {
	if l.rule.lengthens() {
		l.working += workingDays(l.at.AddDays(1), day)
	}
	if running := min(day.DaysSince(l.at), l.left); running > 0 {
		l.left -= running
		l.enter(Running, l.at.AddDays(running))
	}
	if day.After(l.at) {
		l.enter(Lengthened, day)
	}
}

func (l *ledger) enter(kind Kind, until Date) {
	from := l.at.AddDays(1)
	l.segments = append(l.segments, Segment{Kind: kind, From: from, Until: until, Days: until.DaysSince(l.at)})
	l.at = until
}

func (l *ledger) days(kind Kind) int {
	n := 0
	for _, s := range l.segments {
		if s.Kind == kind {
			n += s.Days
		}
	}
	return n
}
