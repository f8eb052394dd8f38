package notifications_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"traject.nl/services/notifications"
	"traject.nl/services/notifications/notificationstest"
	"traject.nl/services/platform/live"
	"traject.nl/services/platform/live/livetest"
)

const sot = "sot:zeist"

// read counts how often a store is asked for everything, and for one.
type read struct {
	*notificationstest.Memory
	all, one int
}

func (r *read) Openings(ctx context.Context) ([]notifications.Notice, error) {
	r.all++
	return r.Memory.Openings(ctx)
}

func (r *read) Notice(ctx context.Context, key string) (notifications.Notice, error) {
	r.one++
	return r.Memory.Notice(ctx, key)
}

func TestCountingWhatIsUnreadGoesThroughAllNoticesOnceOnly(t *testing.T) {
	store, changes := &read{Memory: &notificationstest.Memory{}}, livetest.NewMemory()
	here, there := notifications.Unread(store, changes), notifications.Unread(store, changes)
	want := func(subject string, unread int) {
		t.Helper()
		for _, replica := range []func(context.Context, []string, string) (int, error){here, there} {
			if got, err := replica(t.Context(), []string{sot, sot, "expert:x"}, subject); err != nil || got != unread {
				t.Errorf("%s has %d unread, want %d: %v", subject, got, unread, err)
			}
		}
	}
	tell := func(key string, version int64) {
		t.Helper()
		if err := changes.Announce(t.Context(), live.Change{ID: key, Version: version, Parties: []string{sot}, At: time.Now()}); err != nil {
			t.Fatal(err)
		}
	}
	want("p1", 0)
	for i := range 5 {
		key := fmt.Sprint("notice-", i)
		if _, _, err := store.Place(t.Context(), notifications.Notice{Key: key, CaseID: "c", Party: sot}); err != nil {
			t.Fatal(err)
		}
		tell(key, 1)
		want("p1", i+1)
	}
	if _, err := store.Open(t.Context(), "notice-3", notifications.Opening{Subject: "p1", At: time.Now()}); err != nil {
		t.Fatal(err)
	}
	tell("notice-3", 2)
	want("p1", 4)
	want("p2", 5)
	if store.all != 2 {
		t.Errorf("all notices were read %d times: want once for each replica", store.all)
	}
	asked := store.one
	want("p1", 4)
	if store.one != asked {
		t.Error("notices were read again although nothing changed")
	}
}

func TestAReleaseOfBeforeThatTellsOfAPartyOnlyIsHeard(t *testing.T) {
	store, changes := &notificationstest.Memory{}, livetest.NewMemory()
	unread := notifications.Unread(store, changes)
	if got, err := unread(t.Context(), []string{sot}, "p1"); err != nil || got != 0 {
		t.Fatalf("%d unread: %v", got, err)
	}
	if _, _, err := store.Place(t.Context(), notifications.Notice{Key: "n", CaseID: "c", Party: sot}); err != nil {
		t.Fatal(err)
	}
	changes.AnnounceBeside(live.Change{ID: "replica/" + sot, Version: time.Now().UnixNano(), Parties: []string{sot}, At: time.Now()})
	if got, err := unread(t.Context(), []string{sot}, "p1"); err != nil || got != 1 {
		t.Errorf("%d unread: %v", got, err)
	}
}
