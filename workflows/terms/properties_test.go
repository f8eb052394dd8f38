package terms

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func anyRule(t *rapid.T) Rule {
	return Rule{
		Months:    rapid.SampledFrom([]int{0, 0, 0, 1, 2, 3, 4}).Draw(t, "months"),
		Weeks:     rapid.IntRange(0, 14).Draw(t, "weeks"),
		Days:      rapid.IntRange(1, 95).Draw(t, "days"),
		Statutory: rapid.Bool().Draw(t, "statutory"),
	}
}

// anySuspensions that have ended, of both forms, from the event on, also overlapping ones and ones after the term.
func anySuspensions(t *rapid.T, event Date) []Suspension {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Suspension {
		begin := event.AddDays(rapid.IntRange(0, 150).Draw(t, "begin"))
		end := begin.AddDays(rapid.IntRange(0, 40).Draw(t, "end"))
		if rapid.Bool().Draw(t, "is a delay") {
			return Suspension{From: begin, Until: end}
		}
		s := Suspension{Invited: begin, Completed: end}
		if rapid.Bool().Draw(t, "with a last day") {
			s.Due = s.Invited.AddDays(rapid.IntRange(1, 30).Draw(t, "due"))
		}
		return s
	}), 0, 4).Draw(t, "suspensions")
}

// anyExtensions that come in time, one after another, by a length or by a date.
func anyExtensions(t *rapid.T, event Date, rule Rule, suspensions []Suspension) []Extension {
	var extensions []Extension
	for range rapid.IntRange(0, 3).Draw(t, "extensions") {
		stood := mustCompute(t, event, rule, suspensions, extensions...)
		next := Extension{Separate: rapid.Bool().Draw(t, "separate")}
		next.NotifiedOn = event.AddDays(rapid.IntRange(0, stood.Planned.DaysSince(event)).Draw(t, "notified"))
		if rapid.Bool().Draw(t, "by date") {
			next.Until = stood.Last.AddDays(rapid.IntRange(1, 60).Draw(t, "until"))
		} else {
			next.Weeks = rapid.IntRange(0, 7).Draw(t, "weeks more")
			next.Days = rapid.IntRange(1, 10).Draw(t, "days more")
		}
		if _, err := Compute(event, rule, suspensions, append(extensions, next)...); err != nil {
			continue // a date that was named while nobody knew how long the term stood still, or too early
		}
		extensions = append(extensions, next)
	}
	return extensions
}

func mustCompute(t *rapid.T, event Date, rule Rule, suspensions []Suspension, extensions ...Extension) Result {
	t.Helper()
	r, err := Compute(event, rule, suspensions, extensions...)
	require.NoError(t, err)
	return r
}

func TestTermIsNeverEarlierThanItsBudgetAndItsSuspensions(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		event, rule := anyDate(t, "event"), anyRule(t)
		suspensions := anySuspensions(t, event)
		r := mustCompute(t, event, rule, suspensions, anyExtensions(t, event, rule, suspensions)...)
		assert.False(t, r.Planned.Before(event.AddDays(rule.budget(event)+r.ExtendedDays+r.SuspendedDays)))
		assert.False(t, r.Last.Before(event.AddDays(rule.budget(event)+r.SuspendedDaysLater)))
		assert.False(t, r.Last.Before(r.Planned))
		assert.LessOrEqual(t, r.SuspendedDays, r.SuspendedDaysLater)
	})
}

func TestSegmentsAddUpWithoutGaps(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		event, rule := anyDate(t, "event"), anyRule(t)
		suspensions := anySuspensions(t, event)
		r := mustCompute(t, event, rule, suspensions, anyExtensions(t, event, rule, suspensions)...)
		next, days := event.AddDays(1), map[Kind]int{}
		for i, s := range r.Segments {
			assert.Equal(t, next, s.From)
			assert.Positive(t, s.Days)
			assert.Equal(t, s.Days, s.Until.DaysSince(s.From)+1)
			if i > 0 {
				assert.NotEqual(t, r.Segments[i-1].Kind, s.Kind)
			}
			next = s.Until.AddDays(1)
			days[s.Kind] += s.Days
		}
		assert.Equal(t, r.Planned, next.AddDays(-1))
		assert.Equal(t, rule.budget(event), days[Running])
		assert.Equal(t, r.SuspendedDays, days[Suspended])
		assert.Equal(t, r.ExtendedDays, days[Extended])
	})
}

func TestExtensionNeverMakesATermEarlier(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		event, rule := anyDate(t, "event"), anyRule(t)
		suspensions := anySuspensions(t, event)
		extensions := anyExtensions(t, event, rule, suspensions)
		for n := range extensions {
			shorter := mustCompute(t, event, rule, suspensions, extensions[:n]...)
			longer := mustCompute(t, event, rule, suspensions, extensions[:n+1]...)
			assert.False(t, longer.Planned.Before(shorter.Planned), "planned %s, extended %s", shorter.Planned, longer.Planned)
			assert.False(t, longer.Last.Before(shorter.Last), "last %s, extended %s", shorter.Last, longer.Last)
			assert.GreaterOrEqual(t, longer.ExtendedDays, shorter.ExtendedDays)
		}
	})
}

func TestStandstillAfterANoticeMovesTheExtendedTermByAsManyDays(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		event, norm := anyDate(t, "event"), Rule{Days: rapid.IntRange(1, 60).Draw(t, "days")}
		notified := event.AddDays(rapid.IntRange(0, norm.Days).Draw(t, "notified"))
		extension := Extension{Weeks: rapid.IntRange(1, 6).Draw(t, "weeks"), NotifiedOn: notified}
		if rapid.Bool().Draw(t, "by date") {
			extension = Extension{Until: event.AddDays(norm.Days + 7*extension.Weeks), NotifiedOn: notified}
		}
		plain := mustCompute(t, event, norm, nil, extension)
		from := notified.AddDays(rapid.IntRange(1, plain.Last.DaysSince(notified)).Draw(t, "from"))
		standing := rapid.IntRange(1, 40).Draw(t, "standing")
		r := mustCompute(t, event, norm, []Suspension{{From: from, Until: from.AddDays(standing - 1)}}, extension)
		assertOneAnswerIn(t, plain.Last.AddDays(standing), r)
	})
}

func assertOneAnswerIn(t *rapid.T, want Date, r Result) {
	t.Helper()
	assert.Equal(t, want, r.Planned)
	assert.Equal(t, want, r.Last)
}

func TestTermIsMonotoneInItsStart(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		event, rule := anyDate(t, "event"), anyRule(t)
		later := event.AddDays(rapid.IntRange(0, 30).Draw(t, "later"))
		suspensions := anySuspensions(t, later.AddDays(1)) // standstill on the day of an event is none
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
		extensions := anyExtensions(t, event, rule, suspensions)
		shuffled := rapid.Permutation(suspensions).Draw(t, "shuffled")
		a, b := mustCompute(t, event, rule, suspensions, extensions...), mustCompute(t, event, rule, shuffled, extensions...)
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

// The same by walking every day with a calendar in hand: no ledger, no budget, no stages.
func TestWalkingEveryDayGivesTheSameDates(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		event, rule := anyDate(t, "event"), Rule{Weeks: rapid.IntRange(1, 10).Draw(t, "weeks"), Statutory: rapid.Bool().Draw(t, "statutory")}
		suspensions := anySuspensions(t, event)
		var extensions []Extension
		longer := rule
		if rapid.Bool().Draw(t, "extended") {
			extensions = []Extension{{Weeks: rapid.IntRange(1, 2).Draw(t, "weeks more")}} // within twelve weeks: one answer
			longer.Weeks += extensions[0].Weeks
		}
		r := mustCompute(t, event, rule, suspensions, extensions...)
		assert.Equal(t, walk(event, longer, suspensions, 0), r.Planned)
		assert.Equal(t, walk(event, longer, suspensions, 1), r.Last)
	})
}

// walk finds the last day of a term; dayMore is 1 when the day of a completion still stands still.
func walk(event Date, rule Rule, suspensions []Suspension, dayMore int) Date {
	sorted := slices.Clone(suspensions)
	slices.SortStableFunc(sorted, func(a, b Suspension) int { return a.first().Compare(b.first()) })
	still := map[Date]bool{}
	lastDay := func() Date {
		day, left, worked := event, 7*rule.Weeks, 0
		for {
			if day = day.AddDays(1); still[day] {
				continue
			}
			left--
			_, free := FreeDay(day)
			if !free {
				worked++
			}
			if left <= 0 && (!rule.Statutory || !free && worked >= 2) {
				return day
			}
		}
	}
	for _, s := range sorted {
		if s.first().After(lastDay()) {
			continue
		}
		until := s.Until
		if until.IsZero() {
			until = s.Completed.AddDays(dayMore - 1)
			if !s.Due.IsZero() && s.Completed.After(s.Due) {
				until = s.Due.AddDays(dayMore - 1)
			}
		}
		for day := s.first(); !day.After(until); day = day.AddDays(1) {
			still[day] = true
		}
	}
	return lastDay()
}
