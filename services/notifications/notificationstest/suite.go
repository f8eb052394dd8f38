package notificationstest

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"traject.nl/services/notifications"
)

// Suite is what every store must do. Open gives an empty store.
func Suite(t *testing.T, open func(t *testing.T) notifications.Store) {
	t.Run("one key has one record however often it is claimed", func(t *testing.T) { claimOnce(t, open(t)) })
	t.Run("claiming at the same time makes one record", func(t *testing.T) { claimTogether(t, open(t)) })
	t.Run("what is settled stays as it is", func(t *testing.T) { settleOnce(t, open(t)) })
	t.Run("a case shows its own notices in order", func(t *testing.T) { ofCase(t, open(t)) })
}

var composed = time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)

func notice(key, caseID string, at time.Time) notifications.Record {
	return notifications.Record{Key: key, CaseID: caseID, Party: "sot:zeist", Kind: "task", ComposedAt: at}
}

func claimOnce(t *testing.T, store notifications.Store) {
	for attempt := 1; attempt <= 3; attempt++ {
		got, err := store.Claim(t.Context(), notice("key", "case", composed.Add(time.Duration(attempt)*time.Hour)))
		if err != nil {
			t.Fatal(err)
		}
		if got.Attempts != attempt || got.Outcome != "" || !got.ComposedAt.Equal(composed.Add(time.Hour)) {
			t.Errorf("attempt %d: %+v", attempt, got)
		}
	}
	if all := list(t, store, "case"); len(all) != 1 || all[0].Attempts != 3 {
		t.Errorf("records: %+v", all)
	}
}

func claimTogether(t *testing.T, store notifications.Store) {
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			if _, err := store.Claim(t.Context(), notice("key", "case", composed)); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if all := list(t, store, "case"); len(all) != 1 || all[0].Attempts != 8 {
		t.Errorf("records: %+v", all)
	}
}

func settleOnce(t *testing.T, store notifications.Store) {
	claim(t, store, notice("key", "case", composed))
	for i, outcome := range []notifications.Outcome{notifications.Accepted, notifications.Refused} {
		if err := store.Settle(t.Context(), "key", outcome, composed.Add(time.Minute), fmt.Sprintf("reply %d", i)); err != nil {
			t.Fatal(err)
		}
	}
	got, err := store.Claim(t.Context(), notice("key", "case", composed))
	if err != nil {
		t.Fatal(err)
	}
	if got.Outcome != notifications.Accepted || got.ServerReply != "reply 0" || !got.SettledAt.Equal(composed.Add(time.Minute)) || got.Attempts != 1 {
		t.Errorf("settled twice or counted after: %+v", got)
	}
}

func ofCase(t *testing.T, store notifications.Store) {
	claim(t, store, notice("late", "case", composed.Add(time.Hour)))
	claim(t, store, notice("other", "another-case", composed))
	claim(t, store, notice("early", "case", composed))
	got := list(t, store, "case")
	if len(got) != 2 || got[0].Key != "early" || got[1].Key != "late" {
		t.Errorf("%+v", got)
	}
	if none := list(t, store, "unknown"); len(none) != 0 {
		t.Errorf("an unknown case has %+v", none)
	}
}

func claim(t *testing.T, store notifications.Store, record notifications.Record) {
	t.Helper()
	if _, err := store.Claim(t.Context(), record); err != nil {
		t.Fatal(err)
	}
}

func list(t *testing.T, store notifications.Store, caseID string) []notifications.Record {
	t.Helper()
	records, err := store.OfCase(t.Context(), caseID)
	if err != nil {
		t.Fatal(err)
	}
	return records
}
