package resilience

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"traject.nl/proto/contract/tlv"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/workflows/policy"
)

const (
	// day is how long a day of a task lasts in the demonstration.
	day = 15 * time.Second
	// around is how long before a rung the program dies at the earliest, and how long after it at the latest.
	around = time.Second
	// ladderTime is how long everything that follows from two forgotten tasks may take, with every start.
	ladderTime = 5 * time.Minute

	board        = "het-sticht-zeist"
	municipality = "utrechtse-heuvelrug"
)

// rung is something that the clock did, as the record shows it.
type rung struct {
	about string
	days  int32
	told  string
}

// forgotten is what must come of an application that nobody looks at: a reminder for the office and for the SOT, and a ladder
// for each.
var forgotten = []rung{
	{"competentie/office:zout", -1, "office:zout"},
	{"competentie/office:zout", 1, "office:zout"},
	{"competentie/office:zout", 2, "sot:" + municipality},
	{"competentie/office:zout", 3, "director:zout"},
	{"competentie/office:zout", 4, "board:" + board},
	{"competentie/office:zout", 5, "municipality:" + municipality},
	{"sot-betrokkenheid/sot:" + municipality, -1, "sot:" + municipality},
	{"sot-betrokkenheid/sot:" + municipality, 1, "sot:" + municipality},
	{"sot-betrokkenheid/sot:" + municipality, 2, "director:zout"},
}

// TestALadderSurvivesAKillAtEveryRungWithNobodyToldTwice: the program dies around the moment of each rung of a whole ladder.
func TestALadderSurvivesAKillAtEveryRungWithNobodyToldTwice(t *testing.T) {
	chosen := seed(t)
	t.Logf("%s=%d repeats these moments", seedName, chosen)
	m := startMachineWith(t, policy.Demo)
	s := newStory(newCaller(t, m), "ladder")
	s.giveBoard(t)
	for _, one := range script() {
		s.play(t, one)
		if len(s.accepted) > 0 { // it is handed in, and from now on nobody does anything
			break
		}
	}
	due := s.due(t)
	random := rand.New(rand.NewPCG(chosen, 2))
	for after := range 5 {
		at := due.Add(time.Duration(after+1)*day - around + time.Duration(random.Int64N(int64(2*around))))
		t.Logf("kill %s after the date", at.Sub(due).Round(time.Millisecond))
		s.until(t, at)
		if err := m.kill(); err != nil {
			t.Fatal(err)
		}
	}
	m.awaitReady(t)
	s.awaitFirings(t)
	s.checkFirings(t)
	s.checkTold(t)
	s.checkProcess(t)
}

// giveBoard names the board of the school: the source does not say.
func (s *story) giveBoard(t *testing.T) {
	t.Helper()
	edit := post(t, office, s.machine.Registry+"/v1/schools/"+applicant, s.key("bestuur"), body{"board": board})
	edit.method, edit.ifMatch = http.MethodPatch, `"1"`
	var made struct{ ID string }
	s.send(t, edit).read(t, http.StatusOK, &made)
}

// due is the moment at which the first task is overdue.
func (s *story) due(t *testing.T) time.Time {
	t.Helper()
	for _, task := range s.record(t).View.GetTasks() {
		if task.GetKind() == policy.Competentie {
			return task.GetDueAt().AsTime()
		}
	}
	t.Fatal("the case has no task to establish the competence")
	return time.Time{}
}

// until waits until the moment.
func (s *story) until(t *testing.T, moment time.Time) {
	t.Helper()
	select {
	case <-time.After(time.Until(moment)):
	case failure := <-s.machine.failed:
		t.Fatal(failure)
	case <-t.Context().Done():
		t.Fatal(t.Context().Err())
	}
}

// awaitFirings waits until the record shows as much as must come.
func (s *story) awaitFirings(t *testing.T) {
	t.Helper()
	s.machine.wait(t, ladderTime, "the whole ladder", func() error {
		if fired := s.record(t).View.GetFired(); len(fired) < len(forgotten) {
			return fmt.Errorf("%d of %d fired", len(fired), len(forgotten))
		}
		return nil
	})
}

// checkFirings: everything came, once, in order and not before its moment; the process knows the same; and the timeline has a
// line for each.
func (s *story) checkFirings(t *testing.T) {
	t.Helper()
	fired := s.record(t).View.GetFired()
	var got []rung
	for _, f := range fired {
		if len(f.GetTold()) != 1 {
			t.Errorf("%s told %v, want one", f.GetKey(), f.GetTold())
			continue
		}
		got = append(got, rung{f.GetAbout(), f.GetDays(), f.GetTold()[0]})
		if f.GetAt().AsTime().Before(f.GetPlannedAt().AsTime()) {
			t.Errorf("%s fired at %s, before its moment %s", f.GetKey(), f.GetAt().AsTime(), f.GetPlannedAt().AsTime())
		}
	}
	slices.SortStableFunc(got, func(a, b rung) int { return strings.Compare(a.about, b.about) })
	if !slices.Equal(got, forgotten) {
		t.Errorf("fired:\n got %v\nwant %v", got, forgotten)
	}
	state, err := tlv.Client{Temporal: s.machine.engine(t)}.State(t.Context(), s.dossier)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.EqualFunc(state.GetKeeping().GetFired(), fired, equal[*caseworkv1.Firing]) {
		t.Errorf("the process fired %v, the record shows %v", state.GetKeeping().GetFired(), fired)
	}
	s.checkLines(t)
}

// checkLines: the timeline has a line for everything that fired, with versions from 1 without a gap.
func (s *story) checkLines(t *testing.T) {
	t.Helper()
	lines := map[string]int{}
	for i, line := range s.seenBy(t, office).Timeline {
		lines[line.Kind]++
		if line.Version != int64(i+1) {
			t.Errorf("line %d of the timeline has version %d", i+1, line.Version)
		}
	}
	if lines["herinnering"] != 2 || lines["opgeschaald"] != 7 {
		t.Errorf("the timeline has %v, want 2 reminders and 7 rungs", lines)
	}
}

// checkTold: besides the receipts and the tasks, everybody on the ladders has one mail for each rung.
func (s *story) checkTold(t *testing.T) {
	t.Helper()
	want := []string{
		"received school:" + applicant, "received parent", "received parent", "task office:zout", "task sot:" + municipality,
	}
	for _, r := range forgotten {
		holder := "competentie/"+r.told == r.about || "sot-betrokkenheid/"+r.told == r.about
		switch {
		case r.days < 0:
			want = append(want, "reminder "+r.told)
		case holder:
			want = append(want, "overdue "+r.told)
		default:
			want = append(want, "escalation "+r.told)
		}
	}
	s.checkSent(t, want)
}
