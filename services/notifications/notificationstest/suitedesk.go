package notificationstest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"traject.nl/services/notifications"
)

// PreferencesSuite is what every store of preferences must do. Open gives an empty store.
func PreferencesSuite(t *testing.T, open func(t *testing.T) notifications.PreferenceStore) {
	t.Run("what somebody chose is kept, and only the next version replaces it", func(t *testing.T) { preferOnce(t, open(t)) })
	t.Run("a party has its own preferences", func(t *testing.T) { preferApart(t, open(t)) })
	t.Run("what a party said last of consent counts", func(t *testing.T) { consentLast(t, open(t)) })
}

func preferOnce(t *testing.T, store notifications.PreferenceStore) {
	chosen := notifications.Preference{
		ID: "school:a#mailbox", Party: "school:a", To: notifications.Mailbox, Version: 1, Sealed: []byte{1},
		Kinds: map[string]notifications.How{"handed-over": notifications.Weekly}, OptedOutAt: start,
	}
	keep(t, store.SavePreference(t.Context(), chosen))
	if err := store.SavePreference(t.Context(), chosen); !errors.Is(err, notifications.ErrChanged) {
		t.Errorf("the same version again: %v", err)
	}
	skipped := chosen
	skipped.Version = 3
	if err := store.SavePreference(t.Context(), skipped); !errors.Is(err, notifications.ErrChanged) {
		t.Errorf("a version later: %v", err)
	}
	found := preferencesOf(t, store, "school:a")
	if len(found) != 1 || found[0].Kinds["handed-over"] != notifications.Weekly || !found[0].OptedOutAt.Equal(start) || len(found[0].Sealed) != 1 {
		t.Fatalf("%+v", found)
	}
	next := found[0]
	next.Version, next.Kinds, next.OptedOutAt = 2, nil, time.Time{}
	keep(t, store.SavePreference(t.Context(), next))
	if found := preferencesOf(t, store, "school:a"); len(found) != 1 || len(found[0].Kinds) != 0 || !found[0].OptedOutAt.IsZero() {
		t.Errorf("%+v", found)
	}
}

func preferApart(t *testing.T, store notifications.PreferenceStore) {
	for _, id := range []string{"school:a#mailbox", "school:a#person", "school:b#mailbox"} {
		party, to := id[:8], id[9:]
		keep(t, store.SavePreference(t.Context(), notifications.Preference{ID: id, Party: party, To: to, Version: 1}))
	}
	if found := preferencesOf(t, store, "school:a"); len(found) != 2 || found[0].To != "mailbox" || found[1].To != "person" {
		t.Errorf("%+v", found)
	}
	if found := preferencesOf(t, store, "school:c"); len(found) != 0 {
		t.Errorf("%+v", found)
	}
}

func preferencesOf(t *testing.T, store notifications.PreferenceStore, party string) []notifications.Preference {
	t.Helper()
	found, err := store.PreferencesOf(t.Context(), party)
	keep(t, err)
	return found
}

func consentLast(t *testing.T, store notifications.PreferenceStore) {
	if _, said, err := store.ConsentOf(t.Context(), "parent:1"); said || err != nil {
		t.Errorf("at first: %v, %v", said, err)
	}
	for i, given := range []bool{true, false, true} {
		at := start.Add(time.Duration(i) * time.Hour)
		keep(t, store.SaveConsent(t.Context(), notifications.Consent{Party: "parent:1", Given: given, At: at, Subject: "s"}))
		consent, said, err := store.ConsentOf(t.Context(), "parent:1")
		if err != nil || !said || consent.Given != given || !consent.At.Equal(at) || consent.Subject != "s" {
			t.Errorf("%+v, %v, %v", consent, said, err)
		}
	}
}

// StopsSuite is what every store of stops must do. Open gives an empty store.
func StopsSuite(t *testing.T, open func(t *testing.T) notifications.StopStore) {
	t.Run("a stop stands until it ends, once", func(t *testing.T) { stopOnce(t, open(t)) })
}

func stopOnce(t *testing.T, store notifications.StopStore) {
	for i, id := range []string{"first", "second", "first"} {
		stop := notifications.Stop{ID: id, Kind: "task", Reason: id, At: start.Add(time.Duration(i) * time.Hour), By: "office:zout"}
		kept, err := store.AddStop(t.Context(), stop)
		keep(t, err)
		if kept.ID != id || i == 2 && !kept.At.Equal(start) {
			t.Errorf("%d: %+v", i, kept)
		}
	}
	ended := start.Add(5 * time.Hour)
	keep(t, store.EndStop(t.Context(), "first", ended))
	keep(t, store.EndStop(t.Context(), "first", ended.Add(time.Hour)))
	if err := store.EndStop(t.Context(), "unknown", ended); !errors.Is(err, notifications.ErrNotFound) {
		t.Errorf("unknown: %v", err)
	}
	all, err := store.Stops(t.Context())
	keep(t, err)
	if len(all) != 2 || all[0].ID != "second" || !all[0].EndedAt.IsZero() || !all[1].EndedAt.Equal(ended) || all[1].Kind != "task" {
		t.Errorf("%+v", all)
	}
	standing, err := store.Standing(t.Context())
	keep(t, err)
	if len(standing) != 1 || standing[0].ID != "second" {
		t.Errorf("%+v", standing)
	}
}

// PostSuite is what every store of the post room must do. Open gives an empty store.
func PostSuite(t *testing.T, open func(t *testing.T) notifications.PostStore) {
	t.Run("an item is put once, raised and settled once", func(t *testing.T) { putOnce(t, open(t)) })
	t.Run("a queue gives what is open and due first", func(t *testing.T) { queues(t, open(t)) })
	t.Run("what is due for the next rung is found", func(t *testing.T) { climbing(t, open(t)) })
	t.Run("how far was looked is kept", func(t *testing.T) { watchFar(t, open(t)) })
}

func postItem(queue, id string, due time.Duration) notifications.PostItem {
	return notifications.PostItem{
		ID: queue + "/" + id, Queue: queue, NoticeKey: id, CaseID: "case", DossierID: "dossier", Party: "parent:1", Kind: "letter", PieceID: "piece",
		Reason: notifications.ReasonRefused, Since: start, DueAt: start.Add(due),
	}
}

func putOnce(t *testing.T, store notifications.PostStore) {
	item := postItem(notifications.QueueUndelivered, "n", time.Hour)
	for _, want := range []bool{true, false} {
		isNew, err := store.Put(t.Context(), item)
		keep(t, err)
		if isNew != want {
			t.Errorf("new %v, want %v", isNew, want)
		}
	}
	keep(t, store.Raise(t.Context(), item.ID, notifications.Escalated, start.Add(time.Hour)))
	hows := []string{notifications.HowNoticed, notifications.HowNoticed, "phoned", "posted", notifications.HowNoticed}
	for i, want := range []bool{true, false, true, false, false} {
		settled, err := store.SettleItem(t.Context(), item.ID, hows[i], "2026-11-24", start.Add(time.Hour))
		keep(t, err)
		if settled != want {
			t.Errorf("%s: settled %v, want %v", hows[i], settled, want)
		}
	}
	keep(t, store.Raise(t.Context(), item.ID, notifications.Missed, time.Time{}))
	found, err := store.Item(t.Context(), item.ID)
	keep(t, err)
	if found.Level != notifications.Escalated || found.How != "phoned" || found.On != "2026-11-24" || !found.SettledAt.Equal(start.Add(time.Hour)) || found.PieceID != "piece" {
		t.Errorf("%+v", found)
	}
	if _, err := store.Item(t.Context(), "unknown"); !errors.Is(err, notifications.ErrNotFound) {
		t.Errorf("unknown: %v", err)
	}
	if settled, err := store.SettleItem(t.Context(), "unknown", "posted", "2026-11-24", start); settled || err != nil {
		t.Errorf("unknown: %v, %v", settled, err)
	}
}

func queues(t *testing.T, store notifications.PostStore) {
	for _, item := range []notifications.PostItem{
		postItem(notifications.QueueUndelivered, "late", 3*time.Hour), postItem(notifications.QueueUndelivered, "soon", time.Hour),
		postItem(notifications.QueueUndelivered, "done", 2*time.Hour), postItem(notifications.QueuePrint, "soon", time.Hour),
	} {
		_, err := store.Put(t.Context(), item)
		keep(t, err)
	}
	_, err := store.SettleItem(t.Context(), "undelivered/done", "phoned", "2026-11-24", start)
	keep(t, err)
	open, err := store.Open(t.Context(), notifications.QueueUndelivered, 10)
	keep(t, err)
	if len(open) != 2 || open[0].NoticeKey != "soon" || open[1].NoticeKey != "late" {
		t.Errorf("%+v", open)
	}
	first, err := store.Open(t.Context(), notifications.QueueUndelivered, 1)
	keep(t, err)
	count, err := store.CountOpen(t.Context(), notifications.QueueUndelivered)
	keep(t, err)
	if len(first) != 1 || count != 2 {
		t.Errorf("%d of %d", len(first), count)
	}
	if of, err := store.ItemsOf(t.Context(), "soon"); err != nil || len(of) != 2 {
		t.Errorf("%+v, %v", of, err)
	}
}

func climbing(t *testing.T, store notifications.PostStore) {
	for i, id := range []string{"later", "now", "before", "done", "never"} {
		item := postItem(notifications.QueueUndelivered, id, time.Hour)
		if id != "never" {
			item.NextAt = start.Add(time.Duration(1-i) * time.Hour)
		}
		_, err := store.Put(t.Context(), item)
		keep(t, err)
	}
	_, err := store.SettleItem(t.Context(), "undelivered/done", "phoned", "2026-11-24", start)
	keep(t, err)
	due := func(limit int) (found []string) {
		items, err := store.Climbing(t.Context(), start, limit)
		keep(t, err)
		for _, item := range items {
			found = append(found, item.NoticeKey)
		}
		return found
	}
	expect(t, fmt.Sprint(due(9)), "[before now]")
	expect(t, fmt.Sprint(due(1)), "[before]")
	keep(t, store.Raise(t.Context(), "undelivered/before", notifications.Reminded, start.Add(time.Hour)))
	keep(t, store.Raise(t.Context(), "undelivered/now", notifications.Missed, time.Time{}))
	expect(t, fmt.Sprint(due(9)), "[]")
}

func watchFar(t *testing.T, store notifications.PostStore) {
	if until, err := store.Watched(t.Context()); err != nil || !until.IsZero() {
		t.Errorf("at first: %v, %v", until, err)
	}
	for _, until := range []time.Time{start, start.Add(time.Hour)} {
		keep(t, store.SetWatched(t.Context(), until))
		if got, err := store.Watched(t.Context()); err != nil || !got.Equal(until) {
			t.Errorf("%v, %v", got, err)
		}
	}
}

func keep(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
