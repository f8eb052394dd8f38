package terms

import (
	"strings"
	"testing"
)

// An objection of 15 June is repaired before, over and after 10 July, when the term to object ends and the twelve weeks begin.
func TestRepairAskedBeforeTheTermBeginsCountsOnlyDaysWithinIt(t *testing.T) {
	t.Parallel()
	d := MustParse
	for _, c := range []struct {
		name              string
		due, completed    string
		lapsed            bool
		planned, last     string
		suspended, laters int
	}{
		{"repaired before it begins", "2026-07-06", "2026-07-01", false, "2026-10-02", "2026-10-02", 0, 0},
		{"lapsed before it begins", "2026-07-06", "", true, "2026-10-02", "2026-10-02", 0, 0},
		{"repaired on the day before the first", "2026-07-20", "2026-07-10", false, "2026-10-02", "2026-10-02", 0, 0},
		{"repaired on its first day", "2026-07-20", "2026-07-11", false, "2026-10-02", "2026-10-05", 0, 1},
		{"repaired within it", "2026-07-20", "2026-07-15", false, "2026-10-06", "2026-10-07", 4, 5},
		{"lapsed within it", "2026-07-20", "", true, "2026-10-12", "2026-10-12", 9, 10},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := Suspension{Ground: GroundRepair, Invited: d("2026-06-22"), Due: d(c.due), Lapsed: c.lapsed}
			if c.completed != "" {
				s.Completed = d(c.completed)
			}
			got, err := Compute(d("2026-07-10"), Rule{Weeks: 12, Statutory: true, Basis: "Awb 7:10 lid 1"}, []Suspension{s})
			if err != nil {
				t.Fatal(err)
			}
			if got.Planned != d(c.planned) || got.Last != d(c.last) || got.SuspendedDays != c.suspended || got.SuspendedDaysLater != c.laters {
				t.Errorf("planned %s last %s, stood still %d or %d days", got.Planned, got.Last, got.SuspendedDays, got.SuspendedDaysLater)
			}
			if !strings.Contains(strings.Join(got.Steps, " "), "voordat de termijn begon") {
				t.Errorf("the steps do not say that it was asked before: %q", got.Steps)
			}
		})
	}
}

func TestTermDoesNotBeginWhileARepairAskedBeforeItIsAwaited(t *testing.T) {
	t.Parallel()
	open := Suspension{Ground: GroundRepair, Invited: MustParse("2026-06-22"), Due: MustParse("2026-07-20")}
	got, err := Compute(MustParse("2026-07-10"), Rule{Weeks: 12, Statutory: true}, []Suspension{open})
	if err != nil || !got.Suspended || got.DaysLeft != 84 || !got.Planned.IsZero() {
		t.Fatalf("got %+v, %v", got, err)
	}
}

func TestOnlyARepairCanBeAskedBeforeATermBegins(t *testing.T) {
	t.Parallel()
	asked := Suspension{Ground: GroundCompletion, Invited: MustParse("2026-06-22"), Due: MustParse("2026-07-20")}
	if _, err := Compute(MustParse("2026-07-10"), Rule{Weeks: 8, Statutory: true}, []Suspension{asked}); err == nil {
		t.Fatal("a completion was asked before the application came")
	}
}
