package buitenkans

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"traject.nl/workflows/terms"
)

// TestNoOrderOfStepsPassesTheMaximum takes random steps on the days of a stay, right and wrong ones, over months, with a calendar of holidays
// that somebody changes in between. From the arrival on the maximum never moves, and no day ever lies after it; before the
// arrival it is always the one that was counted for the first day that stands.
func TestNoOrderOfStepsPassesTheMaximum(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		today := terms.MustParse("2026-09-01")
		first := today
		s := &stay{From: today, Until: today.AddDays(90)}
		holidays := 0 // weeks that the calendar of the moment adds: a correction changes them
		counted := terms.Date{}
		for range rapid.IntRange(5, 60).Draw(t, "steps") {
			before := *s
			day := first.AddDays(rapid.IntRange(-10, 260).Draw(t, "day"))
			other := first.AddDays(rapid.IntRange(-10, 260).Draw(t, "other"))
			wrong := fine
			switch step := rapid.SampledFrom([]string{"plan", "plan", "arrive", "miss", "interrupt", "resume", "moveEnd", "moveEnd", "end", "wait", "wait", "holidays"}).Draw(t, "step"); step {
			case "plan":
				maximum := day.AddDays(90 + 7*holidays)
				if wrong = s.plan(day, other, maximum, today); wrong == fine {
					counted = maximum
				}
			case "arrive":
				wrong = s.arrive(today)
			case "miss":
				if s.Started.IsZero() {
					wrong = s.miss(today)
				}
			case "interrupt":
				wrong = onlyThere(s, func() problem { return s.interrupt(day, today) })
			case "resume":
				wrong = onlyThere(s, func() problem { return s.resume(day, today) })
			case "moveEnd":
				wrong = onlyThere(s, func() problem { return s.moveEnd(day, today) })
			case "end":
				wrong = onlyThere(s, func() problem { return s.end(day, today) })
			case "wait":
				today = today.AddDays(rapid.IntRange(1, 40).Draw(t, "days"))
			case "holidays":
				holidays = rapid.IntRange(0, 4).Draw(t, "weeks")
			}
			if wrong != fine && *s != before {
				t.Fatalf("%v changed %+v to %+v", wrong, before, *s)
			}
			holds(t, s, before, counted)
		}
	})
}

// onlyThere does a step of a pupil who is there: the phases keep the others out.
func onlyThere(s *stay, do func() problem) problem {
	if s.Started.IsZero() || !s.Ended.IsZero() {
		return problem{"", "not there"}
	}
	return do()
}

func holds(t *rapid.T, s *stay, before stay, counted terms.Date) {
	switch {
	case !before.Started.IsZero() && (s.Maximum != before.Maximum || s.Started != before.Started):
		t.Fatalf("after the arrival the maximum went from %s to %s", before.Maximum, s.Maximum)
	case !s.Maximum.IsZero() && s.Maximum != counted:
		t.Fatalf("the maximum is %s, and %s was counted", s.Maximum, counted)
	case s.Maximum.IsZero():
		return // nothing is planned
	case s.Until.After(s.Maximum), s.Ended.After(s.Maximum), s.Ended.After(s.Until), s.Away.After(s.Maximum), s.Back.After(s.Maximum):
		t.Fatalf("past the maximum: %+v", *s)
	case s.Until.Before(s.From):
		t.Fatalf("ends before it begins: %+v", *s)
	}
}

func TestThirteenWeeksFromEveryFirstDay(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		start := terms.MustParse("2026-01-01").AddDays(random.IntN(2000))
		counted, err := terms.Placement(start, terms.Rule{Weeks: 13}, false)
		assert.NoError(t, err)
		assert.Equal(t, 13*7, counted.Last.DaysSince(start)+1, "the first day counts: %s", start)
	}
}
