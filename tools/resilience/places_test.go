package resilience

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"traject.nl/tools/journey"
	"traject.nl/workflows/policy"
)

const (
	// smallGroup of the development data has two places, for groep 7 and 8.
	smallGroup  = "bovenbouw"
	smallPlaces = 2
	// candidates for them.
	candidates = 4
)

// fire is a program that dies in the middle of what people do.
type fire struct {
	*machine
	random *rand.Rand
	people *journey.Traject
}

// underFire starts the program with the policy of the demonstration, in which a stay can begin on any day.
func underFire(t *testing.T, stream uint64) *fire {
	t.Helper()
	chosen := seed(t)
	t.Logf("%s=%d repeats these moments", seedName, chosen)
	m := startMachineWith(t, policy.Demo)
	c := newCaller(t, m)
	people := c.as(office).Traject
	people.Patience = callTime
	return &fire{m, rand.New(rand.NewPCG(chosen, stream)), people}
}

// play lets the program die at a random moment after the beginning of what is done, and waits until both are over. What people do is sent
// again, with the same key, until it is answered.
func (f *fire) play(t *testing.T, what string, do func() error) {
	t.Helper()
	delay := time.Duration(f.random.Int64N(int64(longestDelay)))
	t.Logf("kill %s after the beginning of %s", delay.Round(time.Millisecond), what)
	var killed sync.WaitGroup
	killed.Go(func() {
		select {
		case <-time.After(delay):
			if err := f.kill(); err != nil {
				t.Errorf("kill at %s: %v", what, err)
			}
		case <-t.Context().Done():
		}
	})
	defer killed.Wait()
	if err := do(); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}

// move plays moves of a course under fire.
func (f *fire) move(t *testing.T, c *journey.Course, moves ...journey.Move) {
	t.Helper()
	for _, one := range moves {
		f.play(t, c.Key+", "+one.Name, func() error { return c.Tell(t.Context(), one) })
	}
}

func (f *fire) seen(t *testing.T, c *journey.Course, account string) journey.Case {
	t.Helper()
	seen, err := f.people.As(account).Case(t.Context(), c.CaseID)
	if err != nil {
		t.Fatal(err)
	}
	return seen
}

func TestAPlaceIsGivenOnceHoweverOftenTheProgramDies(t *testing.T) {
	f := underFire(t, 3)
	var all []*journey.Course
	for i := range candidates {
		pupil := journey.Pupil{FirstName: "Noor", LastName: fmt.Sprintf("de Proef %c", 'A'+i), BirthDate: "2015-05-05", Group: "7"}
		c := f.people.Buitenkans(fmt.Sprintf("plek-%d", i+1), pupil)
		if err := c.Tell(t.Context(), journey.ToAdmission...); err != nil {
			t.Fatal(err)
		}
		f.move(t, c, journey.Admitted)
		all = append(all, c)
	}
	there, waiting := all[:smallPlaces], all[smallPlaces:]
	// All were admitted on one day, so the case id decides who is first.
	slices.SortFunc(waiting, func(a, b *journey.Course) int { return strings.Compare(a.CaseID, b.CaseID) })
	f.wantPlaces(t, there, waiting)
	for _, c := range there {
		f.move(t, c, journey.Planned, journey.Arrived)
	}
	// Who leaves makes room for the first on the list, and for nobody else.
	f.move(t, there[0], journey.EndedEarly)
	f.move(t, waiting[0], journey.Offered)
	f.wantPlaces(t, []*journey.Course{there[1], waiting[0]}, waiting[1:])
	f.wantBook(t, all)
	for _, c := range all {
		f.checkCourse(t, c)
	}
	for _, c := range there {
		f.wantLetters(t, c, 1)
		f.wantLines(t, c, map[string]int{"toegelaten": 1, "start-gepland": 1, "gestart": 1})
	}
	f.wantLines(t, waiting[0], map[string]int{"plaats": 1})
	for _, c := range waiting {
		f.wantNewsOnce(t, c)
	}
	f.wantLines(t, waiting[1], map[string]int{"plaats": 0})
}

// wantPlaces: these have a place, and those wait in this order.
func (f *fire) wantPlaces(t *testing.T, placed, waiting []*journey.Course) {
	t.Helper()
	f.wait(t, callTime, "the places to be given", func() error {
		for _, c := range placed {
			if now := f.seen(t, c, office).Buitenkans; now.Place == nil {
				return fmt.Errorf("%s has no place: %+v", c.Key, now)
			}
		}
		for i, c := range waiting {
			now := f.seen(t, c, office).Buitenkans
			if now.Place != nil || now.Waiting == nil || now.Waiting.Number != i+1 || len(now.Waiting.Reasons) == 0 {
				return fmt.Errorf("%s is not number %d with a reason: %+v", c.Key, i+1, now)
			}
		}
		return nil
	})
}

// wantBook: nobody is in the book twice, and no week has more pupils than places.
func (f *fire) wantBook(t *testing.T, all []*journey.Course) {
	t.Helper()
	book, err := f.people.As(office).Places(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var inBook []string
	for _, group := range book.Groups {
		for _, week := range group.Weeks {
			if week.Taken > week.Places {
				t.Errorf("group %s has %d pupils on %d places in the week of %s", group.ID, week.Taken, week.Places, week.FromOn)
			}
		}
		for _, stay := range group.Stays {
			inBook = append(inBook, stay.CaseID)
		}
		if group.ID != smallGroup && len(group.Stays) > 0 {
			t.Errorf("group %s has %+v", group.ID, group.Stays)
		}
	}
	for _, one := range book.Waiting {
		inBook = append(inBook, one.CaseID)
	}
	var want []string
	for _, c := range all {
		want = append(want, c.CaseID)
	}
	wantSame(t, "cases in the book", inBook, want)
}

// checkCourse: the timeline has no gap and no line twice, and no task is there twice.
func (f *fire) checkCourse(t *testing.T, c *journey.Course) {
	t.Helper()
	seen := f.seen(t, c, office)
	for i, line := range seen.Timeline {
		if line.Version != int64(i+1) {
			t.Errorf("%s: line %d of the timeline has version %d", c.Key, i+1, line.Version)
		}
	}
	if seen.Version != int64(len(seen.Timeline)) {
		t.Errorf("%s is at version %d with %d lines", c.Key, seen.Version, len(seen.Timeline))
	}
	var ids []string
	for _, task := range seen.Tasks {
		ids = append(ids, task.ID)
	}
	if slices.Sort(ids); len(slices.Compact(slices.Clone(ids))) != len(ids) {
		t.Errorf("%s: a task is there twice: %v", c.Key, ids)
	}
}

// wantLines of these kinds, so many of each.
func (f *fire) wantLines(t *testing.T, c *journey.Course, want map[string]int) {
	t.Helper()
	found := map[string]int{}
	for _, line := range f.seen(t, c, office).Timeline {
		found[line.Kind]++
	}
	for kind, number := range want {
		if found[kind] != number {
			t.Errorf("%s: %d lines %q, want %d: %v", c.Key, found[kind], kind, number, found)
		}
	}
}

// wantNewsOnce: how it stands on the waiting list is told when that changes, and never the same twice. On a day with school the starts are
// planned as the book expected, so there may be nothing to tell.
func (f *fire) wantNewsOnce(t *testing.T, c *journey.Course) {
	t.Helper()
	last := ""
	for _, line := range f.seen(t, c, office).Timeline {
		if line.Kind != "wachtlijst" {
			continue
		}
		if line.Text == last {
			t.Errorf("%s is told twice: %s", c.Key, line.Text)
		}
		last = line.Text
	}
}

// wantLetters: the parents have so many letters of the case, and the school as many.
func (f *fire) wantLetters(t *testing.T, c *journey.Course, number int) {
	t.Helper()
	dossier, err := f.people.As(office).PapersOf(t.Context(), c.DossierID, c.CaseID)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]int{}
	for _, piece := range dossier.Pieces {
		if piece.Kind == "brief" {
			role, _, _ := strings.Cut(piece.Addressee, ":")
			found[role]++
		}
	}
	if found["parent"] != number || found["school"] != number {
		t.Errorf("%s has letters %v, want %d for the parents and for the school", c.Key, found, number)
	}
}

func TestAPlacementBeginsOnceAndLosesNothingHoweverOftenTheProgramDies(t *testing.T) {
	f := underFire(t, 4)
	s := journey.NewStory(f.people, "plaatsing", journey.Pupil{FirstName: "Noor", LastName: "de Proef", BirthDate: "2018-05-05", Group: "4"})
	before := journey.HappyPath[:len(journey.HappyPath)-2]
	if err := s.Tell(t.Context(), append(slices.Clone(before), journey.GrantedFor(0, 0))...); err != nil {
		t.Fatal(err)
	}
	f.play(t, "the announcement", func() error { return s.Tell(t.Context(), journey.Announced) })
	c := s.Placement("plaatsing-p")
	f.move(t, c, journey.Awaited, journey.Confirmed, journey.Evaluated, journey.ReturnPlanned, journey.ReturnAgreed, journey.Returned,
		journey.FollowedUp, journey.ReturnStopped)
	f.awaitReady(t)

	seen := f.seen(t, c, office)
	if seen.Phase != "geplaatst" || len(seen.Plaatsing.Evaluations) != 1 || len(seen.Plaatsing.Returns) != 1 || len(seen.Plaatsing.Returns[0].FollowUps) != 1 {
		t.Errorf("want one evaluation and one return with one talk, got %s %+v", seen.Phase, seen.Plaatsing)
	}
	f.checkCourse(t, c)
	f.wantLines(t, c, map[string]int{"geplaatst": 1})
	mine, err := f.people.As(school).MyCases(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "cases of the school of origin", mine, []string{s.CaseID, c.CaseID})
}
