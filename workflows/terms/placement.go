package terms

import (
	"errors"
	"fmt"
)

// Holiday days, in a placement that counts school weeks, are not taken from its weeks.
const Holiday Kind = "vakantie"

// weekDays is how long a week is.
const weekDays = 7

// Placement counts how long a pupil can be placed somewhere: so many weeks, of which the first day is the first day of the placement
// itself. It is no term of a law, so the Awt never moves its end. With schoolWeeks a week from Monday to Sunday in which there is no school at
// all does not count. It fails, with a Dutch sentence, without a start, and for a length that is not in weeks.
func Placement(start Date, rule Rule, schoolWeeks bool) (Result, error) {
	if err := checkStart(start, rule); err != nil {
		return Result{}, err
	}
	if rule.Months != 0 || rule.Days != 0 {
		return Result{}, errors.New("een plaatsing telt in weken: geef alleen een aantal weken")
	}
	if rule.Statutory {
		return Result{}, errors.New("een plaatsing is geen wettelijke termijn: de wet zegt hoe zo'n termijn telt")
	}
	p := placement{start: start, rule: rule, schoolWeeks: schoolWeeks, calendar: &calendarOfMidden}
	p.count()
	result := Result{Planned: p.last, Last: p.last, Segments: p.segments, Steps: p.steps()}
	result.Warnings, result.BeyondHorizon = p.warnings()
	return result, nil
}

// placement is one placement as it is counted.
type placement struct {
	start       Date
	rule        Rule
	schoolWeeks bool
	calendar    *schoolCalendar
	segments    []Segment
	last        Date
}

// count goes through the weeks until those of the rule are used up.
func (p *placement) count() {
	if !p.schoolWeeks {
		p.enter(Running, p.start, weekDays*p.rule.Weeks)
		return
	}
	for left, day := weekDays*p.rule.Weeks, p.start; left > 0; {
		days := mondayOf(day).AddDays(weekDays).DaysSince(day)
		if p.calendar.hasSchool(day) {
			days = min(days, left)
			p.enter(Running, day, days)
			left -= days
		} else {
			p.enter(Holiday, day, days)
		}
		day = day.AddDays(days)
	}
}

func (p *placement) enter(kind Kind, from Date, days int) {
	until := from.AddDays(days - 1)
	if n := len(p.segments); n > 0 && p.segments[n-1].Kind == kind {
		p.segments[n-1].Until = until
		p.segments[n-1].Days += days
	} else {
		p.segments = append(p.segments, Segment{Kind: kind, From: from, Until: until, Days: days})
	}
	p.last = until
}

// hasSchool says whether there is school on some day of the week of the day.
func (c *schoolCalendar) hasSchool(d Date) bool {
	monday := mondayOf(d)
	for i := range weekDays {
		if c.isSchoolDay(monday.AddDays(i)) {
			return true
		}
	}
	return false
}

// steps tell in plain Dutch how the last day came about.
func (p *placement) steps() []string {
	what := p.rule.Event
	if what == "" {
		what = "Eerste dag van de plaatsing"
	}
	told := []string{fmt.Sprintf("%s: %s. Die dag telt mee.", what, p.start.Long())}
	weeks := counted(p.rule.Weeks, "week", "weken")
	if p.schoolWeeks {
		told = append(told, fmt.Sprintf("De plaatsing duurt hoogstens %s waarin er school is%s. Een week telt van maandag tot en met zondag.",
			weeks, inBrackets(p.rule.Basis)))
		told = append(told, p.holidaySteps()...)
		told = append(told, fmt.Sprintf("De laatste dag is dan %s.", p.last.Long()))
	} else {
		told = append(told,
			fmt.Sprintf("De plaatsing duurt hoogstens %s%s. Dat zijn %s. De laatste dag is dan %s.",
				weeks, inBrackets(p.rule.Basis), Days(weekDays*p.rule.Weeks), p.last.Long()),
			"De weken van een schoolvakantie tellen gewoon mee.")
	}
	return append(told, p.endStep())
}

// holidaySteps name the weeks without school, each stretch of them once.
func (p *placement) holidaySteps() []string {
	var told []string
	for _, s := range p.segments {
		if s.Kind != Holiday {
			continue
		}
		why := "er is dan geen school"
		if h := p.calendar.on(s.From); h != nil {
			why = "dan is het " + h.name
		}
		if s.Days <= weekDays {
			told = append(told, fmt.Sprintf("De week tot en met %s telt niet mee: %s.", s.Until.Long(), why))
			continue
		}
		told = append(told, fmt.Sprintf("De weken van %s tot en met %s tellen niet mee: %s.", s.From.Long(), s.Until.Long(), why))
	}
	if len(told) == 0 {
		told = append(told, "Er valt geen week zonder school in.")
	}
	return told
}

// endStep says that the last day stays where it is, and what the last day at school is when that is another.
func (p *placement) endStep() string {
	const stays = "Deze dag schuift nooit op."
	school := p.last
	for !p.calendar.isSchoolDay(school) {
		if school = school.AddDays(-1); school.Before(p.start) {
			return stays // the whole placement lies in a holiday
		}
	}
	h := p.calendar.on(p.last)
	switch {
	case school == p.last:
		return stays
	case h != nil && school.Before(mondayOf(p.last)):
		return fmt.Sprintf("%s Dan is het %s: de laatste schooldag is %s.", stays, h.name, school.Long())
	}
	return fmt.Sprintf("%s De laatste schooldag is %s.", stays, school.Long())
}

// warnings are what somebody must read before relying on the date. In calendar weeks no holiday matters to it.
func (p *placement) warnings() (sentences []string, beyondHorizon bool) {
	if !p.schoolWeeks {
		return nil, false
	}
	for _, h := range p.calendar.holidays {
		if !h.verified && !h.until.Before(p.start) && !h.from.After(p.last) {
			sentences = append(sentences, fmt.Sprintf(
				"De %s van %s tot en met %s is hier nog niet vergeleken met rijksoverheid.nl. Controleer die dagen.",
				h.name, h.from.Short(), h.until.Short()))
		}
	}
	if c := p.calendar; !c.knows(p.start) || !c.knows(p.last) {
		return append(sentences, fmt.Sprintf(
			"De schoolvakanties zijn hier bekend van %s tot en met %s. Daarbuiten telt elke week mee. Controleer de laatste dag als de vakanties bekend zijn.",
			c.first.Short(), c.last.Short())), true
	}
	return sentences, false
}
