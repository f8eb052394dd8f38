package terms

import (
	"fmt"
	"slices"
)

// reading is one of the ways in which the law can be taken where it leaves room.
type reading struct {
	// dayStandsStill: on the day of completion, or on the last given day when nothing came, the term still stands still.
	dayStandsStill bool
	// extensionOnItsOwn: the Awt goes by the length of an extension, not by that of the term with its extension.
	extensionOnItsOwn bool
}

// The two readings that are counted. Each choice in latest gives a later day than its counterpart in earliest, so that no
// mixture of the two falls outside them.
var (
	earliest = reading{}
	latest   = reading{dayStandsStill: true, extensionOnItsOwn: true}
)

// stage is the term itself, or one extension of it.
type stage struct {
	// spans are what the Awt may take the end of this stage for; none when a date was named, which it leaves alone.
	spans []span
	left  int  // days not yet used
	over  Date // the day on which the last of them was used
	// worked is how many working days of this stage ran.
	worked int
}

// span is a length that the Awt goes by, and the stage that it begins with.
type span struct {
	rule  Rule
	first int
}

// ledger is a term as it is counted, from the day after the event on.
type ledger struct {
	reading
	refuses  bool // what cannot be; not so when that was done before
	rule     Rule // of the term itself
	at       Date // the last day that was entered
	stages   []stage
	segments []Segment
	// open: the term stands still and its end is unknown.
	open bool
	// tooLate are the suspensions that began after the last day; they change nothing. By their place in what was given.
	tooLate []int
	// missed are the extensions that were notified after the last day, likewise.
	missed []int
	// stoodAt is how the term stood at the notice of each extension.
	stoodAt map[int]standing
	// named is the last day that a notice named; zero when none did. sinceNamed is what was added to it after that.
	named      Date
	sinceNamed struct{ suspended, extended int }
	// end is the last day before the Awt, last the last day after it; zero while open.
	end, last Date
}

// standing is the last day as it stood at some moment, with and without the Awt; zero while the term stood still.
type standing struct{ last, end Date }

// happening is a suspension or an extension, in the order of time.
type happening struct {
	on        Date
	index     int
	extension bool
}

// happenings in the order of time; on one day a standstill comes before a notice, which then takes it in.
func (c *counting) happenings() []happening {
	all := make([]happening, 0, len(c.suspensions)+len(c.extensions))
	for i, s := range c.suspensions {
		all = append(all, happening{on: s.first(), index: i})
	}
	for i, e := range c.extensions {
		all = append(all, happening{on: e.NotifiedOn, index: i, extension: true})
	}
	slices.SortStableFunc(all, func(a, b happening) int { return a.on.Compare(b.on) })
	return all
}

// count walks the term over everything that happened, but for the suspensions in without.
func (c *counting) count(as reading, without []int) (ledger, error) {
	l := ledger{reading: as, refuses: as == latest && without == nil, rule: c.rule, at: c.event, stages: []stage{{spans: []span{{rule: c.rule}}, left: c.rule.budget(c.event)}}}
	for _, h := range c.happenings() {
		switch {
		case h.extension:
			if err := l.extend(c, h.index); err != nil {
				return ledger{}, err
			}
		case !slices.Contains(without, h.index):
			l.suspend(c.suspensions[h.index], h.index)
		}
	}
	if l.open {
		return l, nil
	}
	l.last = l.lastDay()
	l.end = l.endOf(len(l.stages) - 1)
	l.runUntil(l.last)
	return l, nil
}

// suspend enters a stretch in which the term stands still. Days that stood still already are not counted again.
func (l *ledger) suspend(s Suspension, index int) {
	first, until := s.first(), s.end(l.reading)
	switch {
	case l.open:
		return
	case !until.IsZero() && until.Before(first):
		return // completed on the day of the invitation, or the day after it: no day stood still
	case l.lastDay().Before(first):
		l.tooLate = append(l.tooLate, index)
		return
	}
	l.runUntil(first.AddDays(-1))
	if until.IsZero() {
		l.open = true
		return
	}
	if until.After(l.at) {
		l.sinceNamed.suspended += until.DaysSince(l.at)
		l.enter(Suspended, until)
	}
}

// extend adds a stage for an extension that came in time. One that did not is an error in the later reading, which allows the
// most; in the earlier one it changes nothing.
func (l *ledger) extend(c *counting, index int) error {
	e := c.extensions[index]
	var stood standing
	if !l.open {
		stood = standing{last: l.lastDay(), end: l.endOf(len(l.stages) - 1)}
	}
	if !l.open && e.NotifiedOn.After(stood.last) {
		l.missed = append(l.missed, index)
		if l.refuses {
			return fmt.Errorf("de verlenging is gemeld op %s, maar de laatste dag was toen %s: een termijn die voorbij is, kan niet meer langer worden",
				e.NotifiedOn, stood.last)
		}
		return nil
	}
	if l.stoodAt == nil {
		l.stoodAt = map[int]standing{}
	}
	l.stoodAt[index] = stood
	if e.Until.IsZero() {
		l.sinceNamed.extended += e.days()
		l.stages = append(l.stages, l.lengthStage(e))
		return nil
	}
	if l.refuses {
		if err := l.checkNamed(c, e, stood.last); err != nil {
			return err
		}
	}
	l.stages = append(l.stages, stage{left: e.Until.DaysSince(l.at) - l.left()})
	l.named, l.sinceNamed.suspended, l.sinceNamed.extended = e.Until, 0, 0
	return nil
}

// lengthStage is the stage of an extension by a length.
func (l *ledger) lengthStage(e Extension) stage {
	n, before := len(l.stages), l.stages[len(l.stages)-1]
	added := stage{left: e.days()}
	if !e.Separate {
		for _, whole := range before.spans {
			whole.rule.Weeks += e.Weeks
			whole.rule.Days += e.Days
			added.spans = append(added.spans, whole)
		}
	}
	if e.Separate || l.extensionOnItsOwn {
		own := Rule{Weeks: e.Weeks, Days: e.Days, Statutory: l.rule.Statutory}
		added.spans = append(added.spans, span{rule: own, first: n})
	}
	return added
}

// checkNamed refuses a new date while nobody knows how long the term stands still, and one that is no extension.
func (l *ledger) checkNamed(c *counting, e Extension, stood Date) error {
	for i, s := range c.suspensions {
		if !s.first().After(e.NotifiedOn) && !s.endKnownOn(e.NotifiedOn) && !slices.Contains(l.tooLate, i) {
			return fmt.Errorf("op %s stond de termijn stil en was niet bekend tot wanneer: verleng met een aantal weken, of noem de nieuwe datum %s zodra de termijn weer loopt",
				e.NotifiedOn, e.Until)
		}
	}
	if !e.Until.After(stood) {
		return fmt.Errorf("de nieuwe datum %s is niet later dan de laatste dag %s: noem een latere datum", e.Until, stood)
	}
	if !e.isVerdaging() {
		return nil
	}
	longest := *l
	longest.stages = append(slices.Clone(l.stages), l.lengthStage(Extension{Days: longestVerdaging}))
	if most := longest.lastDay(); e.Until.After(most) {
		return fmt.Errorf("verdagen tot en met %s kan niet: het mag hoogstens %d dagen, dus tot en met %s (%s)",
			e.Until, longestVerdaging, most, GroundVerdaging)
	}
	return nil
}

// left is how many days are not yet used, those of the extensions included.
func (l *ledger) left() int {
	n := 0
	for _, s := range l.stages {
		n += s.left
	}
	return n
}

// endOf is the last day of a stage before the Awt, if the term does not stand still again.
func (l *ledger) endOf(i int) Date {
	left := 0
	for _, s := range l.stages[:i+1] {
		left += s.left
	}
	switch {
	case left > 0:
		return l.at.AddDays(left)
	case i == len(l.stages)-1:
		// The term stood still in the days that the Awt added, and has its last day still to come.
		return l.at.AddDays(1)
	}
	return l.stages[i].over
}

// lastDay is the last day if the term does not stand still again. An extension never makes it earlier.
func (l *ledger) lastDay() Date {
	var last Date
	for i, s := range l.stages {
		end := l.endOf(i)
		last = later(last, end)
		for _, span := range s.spans {
			if span.rule.lengthens() {
				last = later(last, span.rule.lengthened(end, l.worked(span.first, i, end)))
			}
		}
	}
	return last
}

func later(a, b Date) Date {
	if b.After(a) {
		return b
	}
	return a
}

// worked counts the working days before end in the stages from first up to and including i; no more than Awt 2 asks for.
func (l *ledger) worked(first, i int, end Date) int {
	n := 0
	for _, s := range l.stages[first : i+1] {
		n += s.worked
	}
	if n >= awtWorkingDays {
		return awtWorkingDays
	}
	from := l.at.AddDays(1)
	if first > 0 {
		from = later(from, l.endOf(first-1).AddDays(1))
	}
	return n + workingDays(from, end.AddDays(-1), awtWorkingDays-n)
}

// runUntil enters the days up to and including day: from the stages while they last, and else as added by the Awt.
func (l *ledger) runUntil(day Date) {
	for i := range l.stages {
		s := &l.stages[i]
		running := min(day.DaysSince(l.at), s.left)
		if running <= 0 {
			continue
		}
		from := l.at.AddDays(1)
		kind := Running
		if i > 0 {
			kind = Extended
		}
		l.enter(kind, l.at.AddDays(running))
		s.worked += workingDays(from, l.at, awtWorkingDays)
		if s.left -= running; s.left == 0 {
			s.over = l.at
		}
	}
	if day.After(l.at) {
		l.stages[len(l.stages)-1].worked += workingDays(l.at.AddDays(1), day, awtWorkingDays)
		l.enter(Lengthened, day)
	}
}

// enter adds days of one kind up to and including until; days that follow on days of their kind make one segment.
func (l *ledger) enter(kind Kind, until Date) {
	days := until.DaysSince(l.at)
	if n := len(l.segments); n > 0 && l.segments[n-1].Kind == kind {
		l.segments[n-1].Until = until
		l.segments[n-1].Days += days
	} else {
		l.segments = append(l.segments, Segment{Kind: kind, From: l.at.AddDays(1), Until: until, Days: days})
	}
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
