package notificationstest

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"traject.nl/services/notifications"
)

// Suite is what every store must do. Open gives an empty store.
func Suite(t *testing.T, open func(t *testing.T) notifications.Store) {
	for name, test := range map[string]func(*testing.T, notifications.Store){
		"one key has one notice, and it is the first":              placeOnce,
		"placing at the same time makes one notice":                placeTogether,
		"a case shows its own notices in order":                    ofCase,
		"the inbox goes back page by page":                         inbox,
		"each person opens for itself, and the first time counts":  opening,
		"what nobody noticed is found":                             unnoticed,
		"a plan that is made again is one plan":                    planOnce,
		"a lane is due when something in it is":                    dueWork,
		"a lane is taken by one":                                   takeOnce,
		"what is taken is the oldest first, and counts an attempt": takeInOrder,
		"only what is as it was found is taken":                    takeAsFound,
		"a lane of a dispatcher that died is taken over":           takeOver,
		"who lost a lane gives nothing of it back":                 lateRelease,
		"of many that resume at once one does":                     resumeTogether,
		"what is postponed is due again later":                     postpone,
		"what was not tried has no attempt":                        untried,
		"what is settled stays as it is":                           settleOnce,
		"what is held can go after all":                            resume,
		"what was accepted can still bounce":                       change,
		"the backlog is what is due":                               backlog,
		"a reminder is counted once, up to what is asked":          reminders,
		"what went in one mail is found by it":                     inMail,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

var start = time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)

func notice(key, caseID, party string, at time.Time) notifications.Notice {
	return notifications.Notice{
		Key: key, CaseID: caseID, Party: party, Kind: notifications.KindReminder, About: "about", AccessibleAt: at, Sealed: []byte("sealed"),
		Matter: &notifications.Matter{Kind: "term", Rule: "beslistermijn", DueOn: "2026-12-01", Days: -7},
	}
}

func place(t *testing.T, store notifications.Store, notices ...notifications.Notice) {
	t.Helper()
	for _, one := range notices {
		if _, isNew, err := store.Place(t.Context(), one); err != nil || !isNew {
			t.Fatalf("place %s: new %v, %v", one.Key, isNew, err)
		}
	}
}

func placeOnce(t *testing.T, store notifications.Store) {
	place(t, store, notice("key", "case", "sot:zeist", start))
	again, isNew, err := store.Place(t.Context(), notice("key", "case", "sot:zeist", start.Add(time.Hour)))
	if err != nil || isNew || !again.AccessibleAt.Equal(start) || again.Matter == nil || again.Matter.Days != -7 || string(again.Sealed) != "sealed" {
		t.Errorf("%+v, %v, %v", again, isNew, err)
	}
	if _, err := store.Notice(t.Context(), "other"); !errors.Is(err, notifications.ErrNotFound) {
		t.Errorf("an unknown notice: %v", err)
	}
}

func placeTogether(t *testing.T, store notifications.Store) {
	var group sync.WaitGroup
	isNew := make(chan bool, 8)
	for range 8 {
		group.Go(func() {
			_, first, err := store.Place(t.Context(), notice("key", "case", "sot:zeist", start))
			if err != nil {
				t.Error(err)
			}
			isNew <- first
		})
	}
	group.Wait()
	close(isNew)
	count := 0
	for first := range isNew {
		if first {
			count++
		}
	}
	if count != 1 {
		t.Errorf("%d of 8 placed it", count)
	}
}

func ofCase(t *testing.T, store notifications.Store) {
	place(t, store, notice("late", "case", "sot:zeist", start.Add(time.Hour)), notice("other", "another-case", "sot:zeist", start),
		notice("early", "case", "sot:zeist", start))
	expect(t, keys(store.NoticesOf(t.Context(), "case")), "[early late]")
	expect(t, keys(store.NoticesOf(t.Context(), "unknown")), "[]")
}

// keys of notices, or the error.
func keys(notices []notifications.Notice, err error) string {
	if err != nil {
		return err.Error()
	}
	found := []string{}
	for _, one := range notices {
		found = append(found, one.Key)
	}
	return fmt.Sprint(found)
}

func expect(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func inbox(t *testing.T, store notifications.Store) {
	for i, key := range []string{"a", "b", "c", "d"} {
		place(t, store, notice(key, "case", "sot:zeist", start.Add(time.Duration(i/2)*time.Hour)))
	}
	place(t, store, notice("e", "case", "director:zout", start), notice("f", "case", "office:zout", start))
	parties := []string{"sot:zeist", "director:zout"}
	page := func(before time.Time, key string, limit int) string {
		return keys(store.Inbox(t.Context(), notifications.InboxPage{Parties: parties, Before: before, BeforeKey: key, Limit: limit}))
	}
	expect(t, page(time.Time{}, "", 3), "[d c e]")
	expect(t, page(start, "e", 3), "[b a]")
	expect(t, page(start, "a", 3), "[]")
}

func opening(t *testing.T, store notifications.Store) {
	place(t, store, notice("a", "case", "sot:zeist", start), notice("b", "case", "sot:zeist", start))
	for i, want := range []bool{true, false} {
		at := start.Add(time.Duration(i+1) * time.Hour)
		if first, err := store.Open(t.Context(), "a", notifications.Opening{Subject: "p1", At: at}); err != nil || first != want {
			t.Errorf("opening %d: first %v, %v", i, first, err)
		}
	}
	if first, err := store.Open(t.Context(), "a", notifications.Opening{Subject: "p2", At: start.Add(3 * time.Hour)}); err != nil || !first {
		t.Errorf("the second person: first %v, %v", first, err)
	}
	got, err := store.Notice(t.Context(), "a")
	if err != nil || len(got.Opened) != 2 || !got.OpenedBy("p1").Equal(start.Add(time.Hour)) || !got.NoticedAt.Equal(start.Add(time.Hour)) {
		t.Errorf("%+v, %v", got, err)
	}
	for subject, want := range map[string]string{"": "[b a]", "p1": "[b]", "p3": "[b a]"} {
		page := notifications.InboxPage{Parties: []string{"sot:zeist"}, NotOpenedBy: subject, Limit: 9}
		expect(t, keys(store.Inbox(t.Context(), page)), want)
	}
	all, err := store.Openings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	who := map[string]int{}
	for _, one := range all {
		if one.CaseID != "case" || one.Party != "sot:zeist" {
			t.Errorf("opened: %+v", one)
		}
		who[one.Key] = len(one.Opened)
	}
	if len(all) != 2 || who["a"] != 2 || who["b"] != 0 {
		t.Errorf("%v were opened, of %d", who, len(all))
	}
	if _, err := store.Open(t.Context(), "none", notifications.Opening{Subject: "p", At: start}); !errors.Is(err, notifications.ErrNotFound) {
		t.Errorf("opening an unknown notice: %v", err)
	}
}

func unnoticed(t *testing.T, store notifications.Store) {
	for i, key := range []string{"a", "b", "c", "d"} {
		place(t, store, notice(key, "case", "sot:zeist", start.Add(time.Duration(i)*time.Hour)))
	}
	for i := range 2 {
		if err := store.Noticed(t.Context(), "b", start.Add(time.Duration(i+2)*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	expect(t, keys(store.Unnoticed(t.Context(), start, start.Add(3*time.Hour), 10)), "[a c]")
	expect(t, keys(store.Unnoticed(t.Context(), start.Add(time.Minute), start.Add(9*time.Hour), 1)), "[c]")
	if got, err := store.Notice(t.Context(), "b"); err != nil || !got.NoticedAt.Equal(start.Add(2*time.Hour)) {
		t.Errorf("%+v, %v", got, err)
	}
}
