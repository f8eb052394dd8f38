package policy

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/workflows/terms"
)

// TestEveryRuleOfTheShippedPoliciesFires: whatever the day on which a task or a term begins, each reminder comes after the
// beginning and before the date is over, each rung after it, and one after the other. That the clock of a case does what
// follows from this is shown in package casework.
func TestEveryRuleOfTheShippedPoliciesFires(t *testing.T) {
	t.Parallel()
	for name, policies := range shipped {
		for procedure, p := range policies {
			t.Run(name+"/"+procedure, func(t *testing.T) {
				t.Parallel()
				for start := terms.On(2026, time.January, 1); start.Before(terms.On(2029, time.January, 1)); start = start.AddDays(1) {
					for _, rule := range p.GetTerms() {
						fires(t, p, datesOfTerm(t, rule, start), rule.GetReminders(), rule.GetLadder())
					}
					for _, rule := range p.GetTasks() {
						fires(t, p, datesOfTask(p, rule, start), rule.GetReminders(), rule.GetLadder())
					}
				}
			})
		}
	}
}

// dates are when a task or term begins, when it is over, and the moment that lies so many days after its date.
type dates struct {
	what        string
	start, over time.Time
	moment      func(days int) time.Time
}

func fires(t *testing.T, p *caseworkv1.Policy, d dates, reminders []int32, ladder string) {
	t.Helper()
	last := d.start
	check := func(rule string, days int, inTime bool) {
		at := d.moment(days)
		if !inTime || !at.After(last) {
			t.Errorf("%s: %s (%s) can never fire: it begins %s and is over %s", d.what, rule, at, d.start, d.over)
		}
		last = at
	}
	for _, days := range reminders {
		check(fmt.Sprintf("reminder %d days before", days), -int(days), d.moment(-int(days)).Before(d.over))
	}
	for _, rung := range Ladder(p, ladder).GetRungs() {
		days := int(rung.GetAfterDays())
		check(fmt.Sprintf("rung %d days after", days), days, d.moment(days).After(d.over))
	}
}

// at is an hour of a day in Amsterdam.
func at(day terms.Date, hour int) time.Time {
	return day.AddDays(-1).EndOfDay().Add(time.Duration(hour) * time.Hour)
}

// datesOfTerm: a term begins by noon. One that is counted back begins when its event is planned, with room for its reminders.
func datesOfTerm(t *testing.T, rule *caseworkv1.TermRule, start terms.Date) dates {
	t.Helper()
	length := terms.Rule{
		Months: int(rule.GetMonths()), Weeks: int(rule.GetWeeks()), Days: int(rule.GetDays()), Basis: rule.GetBasis(),
		Statutory: rule.GetKind() == caseworkv1.TermKind_TERM_KIND_STATUTORY, Event: "Begin",
	}
	if rule.GetDated() {
		return datesUntil(rule.GetId(), start, start.AddDays(364)) // the last school year of a TLV, from its first day
	}
	counted, err := terms.Compute(start, length, nil)
	switch {
	case rule.GetBackward():
		counted, err = terms.CountBack(start.AddDays(30), length)
	case rule.GetStartCounts():
		counted, err = terms.Placement(start, length, rule.GetSchoolWeeks())
	}
	require.NoError(t, err)
	return datesUntil(rule.GetId(), start, counted.Planned)
}

// datesUntil: what begins on one day and is over with another.
func datesUntil(what string, start, due terms.Date) dates {
	return dates{
		what: what + " from " + start.String(), start: at(start, 12), over: due.EndOfDay(),
		moment: func(days int) time.Time { return at(due.AddDays(days), 8) },
	}
}

func datesOfTask(p *caseworkv1.Policy, rule *caseworkv1.TaskRule, start terms.Date) dates {
	if pace := time.Duration(p.GetTaskDaySeconds()) * time.Second; pace > 0 {
		d := dates{what: rule.GetKind() + " from " + start.String(), start: at(start, 12)}
		d.over = d.start.Add(time.Duration(rule.GetDays()) * pace)
		if lead := time.Duration(rule.GetLead()) * pace; lead > 0 {
			d.start = d.over.Add(-lead)
		}
		d.moment = func(days int) time.Time { return d.over.Add(time.Duration(days) * pace) }
		return d
	}
	due := terms.WorkingDayFrom(start.AddDays(int(rule.GetDays())))
	if lead := int(rule.GetLead()); lead > 0 {
		start = due.AddDays(-lead)
	}
	return datesUntil(rule.GetKind(), start, due)
}

// TestAWholeLadderOfTheDemonstrationPlaysInTwoMinutes: from the opening of a task to the municipality.
func TestAWholeLadderOfTheDemonstrationPlaysInTwoMinutes(t *testing.T) {
	t.Parallel()
	p := shipped[Demo][TLVProcedure]
	rule := Task(p, Competentie)
	require.NotNil(t, rule)
	rungs := Ladder(p, rule.GetLadder()).GetRungs()
	var tells []string
	for _, rung := range rungs {
		tells = append(tells, rung.GetTell())
	}
	assert.Equal(t, []string{"holder", "sot", "director", "board", "municipality"}, tells)
	seconds := (rule.GetDays() + rungs[len(rungs)-1].GetAfterDays()) * p.GetTaskDaySeconds()
	assert.LessOrEqual(t, seconds, int32(120))
}
