package subscriptionstest

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"traject.nl/services/notifications/partner"
	"traject.nl/services/notifications/subscriptions"
)

var monday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func zeist(id string, at time.Time) subscriptions.Subscription {
	return subscriptions.Subscription{
		ID: id, Party: "municipality:zeist", URL: "https://zeist.example.nl/haak", Format: partner.CloudEvents, Types: []string{"nl.passendonderwijs"},
		Active: true, CreatedAt: at, Secrets: []subscriptions.Sealed{{Secret: []byte{1}, Key: "k"}}, Authorization: []byte{2},
	}
}

// Suite holds a store to what every store must do.
func Suite(t *testing.T, open func(*testing.T) subscriptions.Store) {
	t.Run("WhatIsKeptIsFoundAndCannotBeKeptTwice", func(t *testing.T) { whatIsKeptIsFoundAndCannotBeKeptTwice(t, open(t)) })
	t.Run("APartyFindsItsOwnTheOldestFirst", func(t *testing.T) { aPartyFindsItsOwnTheOldestFirst(t, open(t)) })
	t.Run("WhoChangesAnOlderVersionIsTold", func(t *testing.T) { whoChangesAnOlderVersionIsTold(t, open(t)) })
	t.Run("TheLastAttemptIsKeptUntilTheSubscriptionGoes", func(t *testing.T) { theLastAttemptIsKeptUntilTheSubscriptionGoes(t, open(t)) })
}

func whatIsKeptIsFoundAndCannotBeKeptTwice(t *testing.T, store subscriptions.Store) {
	t.Helper()
	want := zeist("a", monday)
	must(t, store.Insert(t.Context(), want))
	if err := store.Insert(t.Context(), want); !errors.Is(err, subscriptions.ErrExists) {
		t.Errorf("twice: %v", err)
	}
	got, err := store.Find(t.Context(), "a")
	must(t, err)
	got.CreatedAt = got.CreatedAt.UTC()
	got.Secrets[0].Until = got.Secrets[0].Until.UTC()
	if !got.Secrets[0].Until.IsZero() {
		t.Errorf("until %v", got.Secrets[0].Until)
	}
	got.Secrets[0].Until = time.Time{}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	if _, err := store.Find(t.Context(), "b"); !errors.Is(err, subscriptions.ErrNotFound) {
		t.Errorf("what is not there: %v", err)
	}
}

func aPartyFindsItsOwnTheOldestFirst(t *testing.T, store subscriptions.Store) {
	t.Helper()
	other := zeist("c", monday.Add(time.Minute))
	other.Party = "municipality:bunnik"
	for _, one := range []subscriptions.Subscription{zeist("a", monday.Add(time.Hour)), zeist("b", monday), other} {
		must(t, store.Insert(t.Context(), one))
	}
	for party, want := range map[string][]string{"municipality:zeist": {"b", "a"}, "municipality:bunnik": {"c"}, "": {"b", "c", "a"}, "municipality:de-bilt": nil} {
		found, err := store.Of(t.Context(), party)
		must(t, err)
		var ids []string
		for _, one := range found {
			ids = append(ids, one.ID)
		}
		if !reflect.DeepEqual(ids, want) {
			t.Errorf("%q: %v, want %v", party, ids, want)
		}
	}
}

func whoChangesAnOlderVersionIsTold(t *testing.T, store subscriptions.Store) {
	t.Helper()
	first := zeist("a", monday)
	must(t, store.Insert(t.Context(), first))
	second := first
	second.Active = false
	must(t, store.Replace(t.Context(), second))
	if err := store.Replace(t.Context(), first); !errors.Is(err, subscriptions.ErrChanged) {
		t.Errorf("an older version: %v", err)
	}
	got, err := store.Find(t.Context(), "a")
	must(t, err)
	if got.Active || got.Version != first.Version+1 {
		t.Errorf("%+v", got)
	}
	if err := store.Replace(t.Context(), zeist("b", monday)); !errors.Is(err, subscriptions.ErrChanged) {
		t.Errorf("what is not there: %v", err)
	}
}

func theLastAttemptIsKeptUntilTheSubscriptionGoes(t *testing.T, store subscriptions.Store) {
	t.Helper()
	must(t, store.Insert(t.Context(), zeist("a", monday)))
	if last, err := store.Last(t.Context(), "a"); err != nil || last != (subscriptions.Last{}) {
		t.Errorf("before: %+v, %v", last, err)
	}
	must(t, store.Attempted(t.Context(), "a", subscriptions.Last{At: monday, Status: 500}))
	must(t, store.Attempted(t.Context(), "a", subscriptions.Last{At: monday.Add(time.Second), Status: 204, Accepted: true}))
	if last, err := store.Last(t.Context(), "a"); err != nil || last.Status != 204 || !last.Accepted || !last.At.Equal(monday.Add(time.Second)) {
		t.Errorf("%+v, %v", last, err)
	}
	must(t, store.Delete(t.Context(), "a"))
	must(t, store.Delete(t.Context(), "a"))
	if _, err := store.Find(t.Context(), "a"); !errors.Is(err, subscriptions.ErrNotFound) {
		t.Errorf("after: %v", err)
	}
	if last, err := store.Last(t.Context(), "a"); err != nil || last != (subscriptions.Last{}) {
		t.Errorf("after: %+v, %v", last, err)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
