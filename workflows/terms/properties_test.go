package terms

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func anyRule(t *rapid.T) Rule {
	return Rule{
		Weeks:     rapid.IntRange(0, 14).Draw(t, "weeks"),
		Days:      rapid.IntRange(1, 95).Draw(t, "days"),
		Statutory: rapid.Bool().Draw(t, "statutory"),
	}
}

// anySuspensions that have ended, from the event on, also overlapping ones and ones after the term.
func anySuspensions(t *rapid.T, event Date) []Suspension {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Suspension {
		s := Suspension{Invited: event.AddDays(rapid.IntRange(0, 150).Draw(t, "invited"))}
		s.Completed = s.Invited.AddDays(rapid.IntRange(0, 40).Draw(t, "completed"))
		if rapid.Bool().Draw(t, "with a last day") {
			s.Due = s.Invited.AddDays(rapid.IntRange(1, 30).Draw(t, "due"))
		}
		return s
	}), 0, 4).Draw(t, "suspensions")
}

func mustCompute(t *rapid.T, event Date, rule Rule, suspensions []Suspension) Result {
	t.Helper()
	r, err := Compute(event, rule, suspensions)
	require.NoError(t, err)
	return r
}

func TestTermIsNeverEarlierThanItsBudgetAndItsSuspensions(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		event, rule := anyDate(t, "event"), anyRule(t)
		r := mustCompute(t, event, rule, anySuspensions(t, event))
		assert.False(t, r.Planned.Before(event.AddDays(rule.budget(event)+r.SuspendedDays)))
		assert.False(t, r.Last.Before(event.AddDays(rule.budget(event)+r.SuspendedDaysLater)))
		assert.False(t, r.Last.Before(r.Planned))
		assert.LessOrEqual(t, r.SuspendedDays, r.SuspendedDaysLater)
	})
}

func TestSegmentsAddUpWithoutGaps(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		event, rule := anyDate(t, "event"), anyRule(t)
		r := mustCompute(t, event, rule, anySuspensions(t, event))
		next, days := event.AddDays(1), map[Kind]int{}
		for _, s := range r.Segments {
			assert.Equal(t, next, s.From)
			assert.Positive(t, s.Days)
			assert.Equal(t, s.Days, s.Until.DaysSince(s.From)+1)
			next = s.Until.AddDays(1)
			days[s.Kind] += s.Days
		}
		assert.Equal(t, r.Planned, next.AddDays(-1))
		assert.Equal(t, rule.budget(event), days[Running])
		assert.Equal(t, r.SuspendedDays, days[Suspended])
	})
}

func TestTermIsMonotoneInItsStart(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		event, rule := anyDate(t, "event"), anyRule(t)
		later := event.AddDays(rapid.IntRange(0, 30).Draw(t, "later"))
		suspensions := anySuspensions(t, later)
		a, b := mustCompute(t, event, rule, suspensions), mustCompute(t, later, rule, suspensions)
		assert.False(t, b.Planned.Before(a.Planned), "planned %s, and a later start gives %s", a.Planned, b.Planned)
		assert.False(t, b.Last.Before(a.Last), "last %s, and a later start gives %s", a.Last, b.Last)
	})
}

func TestTermIsMonotoneInItsBudgetAndItsSuspensions(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		event, rule := anyDate(t, "event"), Rule{Days: rapid.IntRange(1, 60).Draw(t, "days"), Statutory: true}
		suspensions := anySuspensions(t, event)
		r := mustCompute(t, event, rule, suspensions)
		rule.Days += rapid.IntRange(0, 20).Draw(t, "more days")
		longer := mustCompute(t, event, rule, suspensions)
		assert.False(t, longer.Planned.Before(r.Planned))
		more := mustCompute(t, event, rule, append(suspensions, anySuspensions(t, event)...))
		assert.False(t, more.Planned.Before(longer.Planned))
		assert.False(t, more.Last.Before(longer.Last))
	})
}

func TestOrderOfSuspensionsDoesNotMatter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		event, rule := anyDate(t, "event"), anyRule(t)
		suspensions := anySuspensions(t, event)
		shuffled := rapid.Permutation(suspensions).Draw(t, "shuffled")
		a, b := mustCompute(t, event, rule, suspensions), mustCompute(t, event, rule, shuffled)
		assert.Equal(t, a.Segments, b.Segments)
		assert.Equal(t, a.Last, b.Last)
	})
}

func TestRollEndsOnTheFirstDayThatIsNotFree(t *testing.T) {
	t.Parallel()
	week := Rule{Weeks: 1, Statutory: true}
	everyTestedDay(func(end Date) {
		r, err := Compute(end.AddDays(-7), week, nil)
		require.NoError(t, err)
		assertNotFree(t, r.Planned)
		assert.Equal(t, r.Planned, r.Last)
		for day := end; day.Before(r.Planned); day = day.AddDays(1) {
			_, free := FreeDay(day)
			assert.True(t, free, "%s could have been the last day", day.Long())
		}
		assert.Equal(t, r.Planned, week.lengthened(r.Planned, workingDays(end.AddDays(-6), r.Planned.AddDays(-1), 2)), "a rolled day rolls no further")
		assert.LessOrEqual(t, r.Planned.DaysSince(end), 5)
	})
}

func TestThreeDaysHoldTwoWorkingDaysAndNoMoreThanNeeded(t *testing.T) {
	t.Parallel()
	threeDays := Rule{Days: 3, Statutory: true}
	everyTestedDay(func(event Date) {
		r, err := Compute(event, threeDays, nil)
		require.NoError(t, err)
		assertNotFree(t, r.Planned)
		working := workingDays(event.AddDays(1), r.Planned, 9)
		assert.GreaterOrEqual(t, working, 2)
		if r.Planned != event.AddDays(3) {
			needed := workingDays(event.AddDays(1), r.Planned.AddDays(-1), 9) < 2
			_, endIsFree := FreeDay(event.AddDays(3))
			assert.True(t, needed || endIsFree, event.Long())
			assert.LessOrEqual(t, working, 3)
		}
	})
}

func assertNotFree(t *testing.T, d Date) {
	t.Helper()
	why, free := FreeDay(d)
	assert.False(t, free, "%s is %s", d.Long(), why)
}
