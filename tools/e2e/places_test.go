package e2e

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"traject.nl/tools/journey"
	"traject.nl/tools/stack"
	"traject.nl/workflows/policy"
)

// The group for groep 7 and 8 of the development data has two places.
const (
	smallGroup   = "bovenbouw"
	smallPlaces  = 2
	inSmallGroup = "7"
)

// ownStack is another stack, on which nobody has a place yet.
func ownStack(t *testing.T) *journey.Traject {
	t.Helper()
	own, err := stack.Start(t.Context(), stack.Options{State: t.TempDir(), RandomPorts: true, Policy: policy.Demo})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := own.Stop(); err != nil {
			t.Error(err)
		}
		if err := policy.Use(policy.ZOUT); err != nil {
			t.Error(err)
		}
	})
	return peopleOf(own)
}

// candidate for the small group, on a stack.
func candidate(on *journey.Traject, key string) *journey.Course {
	pupil := pupilOf(key)
	pupil.Group, pupil.BirthDate = inSmallGroup, "2015-05-05"
	return on.Buitenkans(key, pupil)
}

// admittedAtOnce admits all of them at the same moment.
func admittedAtOnce(t *testing.T, all ...*journey.Course) {
	t.Helper()
	errs := make([]error, len(all))
	var admitting sync.WaitGroup
	for i, c := range all {
		admitting.Go(func() { errs[i] = c.Tell(t.Context(), journey.Admitted) })
	}
	admitting.Wait()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestTwoPlacesAreGivenTwiceAndEverybodyElseWaitsWithAReason(t *testing.T) {
	own := ownStack(t)
	var all []*journey.Course
	for i := range 5 {
		c := candidate(own, fmt.Sprintf("plek-%d", i+1))
		tellCourse(t, c, journey.ToAdmission...)
		all = append(all, c)
	}
	admittedAtOnce(t, all...)
	placed, waiting := sorted(t, all)
	if len(placed) != smallPlaces || len(waiting) != len(all)-smallPlaces {
		t.Fatalf("%d have a place and %d wait, want %d and %d", len(placed), len(waiting), smallPlaces, len(all)-smallPlaces)
	}
	wantBook(t, own, placed, waiting)
	wantStartsOnce(t, placed)
	wantNextIn(t, own, placed[0], waiting)
	wantUrgentFirst(t, own)
}

// sorted are the courses that have a place, and those that wait in the order of the list.
func sorted(t *testing.T, all []*journey.Course) (placed, waiting []*journey.Course) {
	t.Helper()
	for _, c := range all {
		if err := c.Until(t.Context(), "a place, or one on the list", func(now journey.Case) bool {
			return now.Phase == "gepland" || now.Phase == "wachtlijst"
		}); err != nil {
			t.Fatal(err)
		}
		if seenBy(t, c, "kantoor").Phase == "gepland" {
			placed = append(placed, c)
		} else {
			waiting = append(waiting, c)
		}
	}
	slices.SortFunc(waiting, func(a, b *journey.Course) int { return numberOf(t, a) - numberOf(t, b) })
	return placed, waiting
}

func numberOf(t *testing.T, c *journey.Course) int {
	t.Helper()
	return seenBy(t, c, "kantoor").Buitenkans.Waiting.Number
}

// wantBook: the page of the places says who is there and who waits, in order and with Dutch reasons; and no week has more pupils than places.
func wantBook(t *testing.T, own *journey.Traject, placed, waiting []*journey.Course) {
	t.Helper()
	eventually(t, "the book shows the list", func(ctx context.Context) error {
		book, err := own.As("buitenkans").Places(ctx)
		if err == nil && len(book.Waiting) != len(waiting) {
			return fmt.Errorf("%w: %d on the list", errNotYet, len(book.Waiting))
		}
		return err
	})
	for _, account := range []string{"buitenkans", "sot-utrechtse-heuvelrug", "kantoor", "directeur"} {
		book := get(own.As(account).Places(t.Context()))(t)
		for i, one := range book.Waiting {
			if one.CaseID != waiting[i].CaseID || one.Number != i+1 || len(one.Reasons) == 0 || one.ExpectedOn == "" {
				t.Errorf("%s: number %d on the list is %+v, want case %s with a reason", account, i+1, one, waiting[i].CaseID)
			}
		}
		wantNotOverbooked(t, book, len(placed))
	}
}

func wantNotOverbooked(t *testing.T, book journey.Places, taken int) {
	t.Helper()
	for _, group := range book.Groups {
		for _, week := range group.Weeks {
			if week.Taken > week.Places || week.Free < 0 {
				t.Errorf("group %s has %d pupils on %d places in the week of %s", group.ID, week.Taken, week.Places, week.FromOn)
			}
		}
		if group.ID == smallGroup && len(group.Stays) != taken {
			t.Errorf("want %d stays in the small group, got %+v", taken, group.Stays)
		}
	}
}

// wantStartsOnce: two starts planned at the same moment both keep their own place.
func wantStartsOnce(t *testing.T, placed []*journey.Course) {
	t.Helper()
	errs := make([]error, len(placed))
	var starting sync.WaitGroup
	for i, c := range placed {
		starting.Go(func() { errs[i] = c.Tell(t.Context(), journey.Planned, journey.Arrived) })
	}
	starting.Wait()
	for i, err := range errs {
		if err != nil {
			t.Errorf("start %d: %v", i+1, err)
		}
	}
}

// wantNextIn: when one leaves, the first on the list gets the place by itself, and the others move up.
func wantNextIn(t *testing.T, own *journey.Traject, leaver *journey.Course, waiting []*journey.Course) {
	t.Helper()
	tellCourse(t, leaver, journey.EndedEarly)
	tellCourse(t, waiting[0], journey.Offered)
	for i, c := range waiting[1:] {
		if err := c.Until(t.Context(), "the others to move up", func(now journey.Case) bool {
			return now.Buitenkans.Waiting != nil && now.Buitenkans.Waiting.Number == i+1
		}); err != nil {
			t.Error(err)
		}
	}
	book := get(own.As("buitenkans").Places(t.Context()))(t)
	for _, group := range book.Groups {
		for _, week := range group.Weeks {
			if week.Taken > week.Places {
				t.Errorf("after the change group %s has %d pupils on %d places", group.ID, week.Taken, week.Places)
			}
		}
	}
	// The start cannot be planned before the other has left.
	refusedOn(t, own, waiting[0], map[string]any{"startOn": waiting[0].Day(-1)}, "body.startOn")
}

func refusedOn(t *testing.T, own *journey.Traject, c *journey.Course, body map[string]any, field string) {
	t.Helper()
	_, err := own.As("buitenkans").Act(t.Context(), c.CaseID, c.Key+"-bad-start", "start-plan", body)
	wantStatus(t, err, wrong)
	wantField(t, asProblem(err), field)
}

// wantUrgentFirst: a pupil who is at home goes before all who wait, and they read why.
func wantUrgentFirst(t *testing.T, own *journey.Traject) {
	t.Helper()
	urgent := candidate(own, "plek-dringend")
	tellCourse(t, urgent, append(slices.Clone(journey.ToAdmission), journey.Urgent, journey.Listed)...)
	if err := urgent.Until(t.Context(), "the first place on the list", func(now journey.Case) bool { return now.Buitenkans.Waiting.Number == 1 }); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the others read why", func(ctx context.Context) error {
		book, err := own.As("kantoor").Places(ctx)
		if err != nil {
			return err
		}
		if len(book.Waiting) < 2 || book.Waiting[0].CaseID != urgent.CaseID || !strings.Contains(strings.Join(book.Waiting[1].Reasons, " "), "gaat voor") {
			return fmt.Errorf("%w: %+v", errNotYet, book.Waiting)
		}
		return nil
	})
}

func TestThePlacesAreSeenByWhoKeepsThemAndByNobodyElse(t *testing.T) {
	may := groupsOf(provision, sot, []string{"sot-zeist"}, zout)
	for _, account := range everyone() {
		_, err := traject.As(account).Places(t.Context())
		switch {
		case slices.Contains(may, account) && err != nil:
			t.Errorf("%s must see the places: %v", account, err)
		case !slices.Contains(may, account):
			wantStatus(t, err, notYours)
		}
	}
}

// A place on the list is explained without saying who the others are.
func TestAReasonOnTheListNamesNobody(t *testing.T) {
	own := ownStack(t)
	var all []*journey.Course
	for i := range smallPlaces + 1 {
		c := candidate(own, fmt.Sprintf("reden-%d", i+1))
		tellCourse(t, c, append(slices.Clone(journey.ToAdmission), journey.Admitted)...)
		all = append(all, c)
	}
	last := all[len(all)-1]
	tellCourse(t, last, journey.Listed)
	seen := seenBy(t, last, "ib-regenboog").Buitenkans.Waiting
	reasons := strings.Join(seen.Reasons, " ")
	if reasons == "" || seen.Number != 1 || seen.ExpectedOn < time.Now().Format(time.DateOnly) {
		t.Errorf("the school does not read why the pupil waits: %+v", seen)
	}
	for _, other := range all[:smallPlaces] {
		for _, secret := range []string{other.CaseID, other.Pupil.LastName, "regenboog", "Regenboog"} {
			if strings.Contains(reasons, secret) {
				t.Errorf("the reasons have %q: %s", secret, reasons)
			}
		}
	}
}
