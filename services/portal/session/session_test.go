package session_test

import (
	"bytes"
	"context"
	"errors"
	"testing"
	"time"

	"traject.nl/proto/keyring"
	"traject.nl/services/portal/session"
)

func keeper(t *testing.T) (*session.Keeper, *spy, *time.Time) {
	t.Helper()
	now := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	store := &spy{Memory: session.NewMemory()}
	return &session.Keeper{
		Store: store, Keys: keyring.Generate("test"), Idle: time.Hour, Max: 3 * time.Hour, Clock: func() time.Time { return now },
	}, store, &now
}

// spy remembers what was stored.
type spy struct {
	*session.Memory
	stored []session.Record
}

func (s *spy) Put(ctx context.Context, record session.Record) error {
	s.stored = append(s.stored, record)
	return s.Memory.Put(ctx, record)
}

func TestWhoSignsInWithoutEndKeepsABoundedNumberOfSessions(t *testing.T) {
	store, now := session.NewMemory(), noon
	keep := &session.Keeper{Store: store, Keys: keyring.Generate("test"), Idle: time.Hour, Max: 3 * time.Hour, Clock: func() time.Time { return now }}
	first, err := keep.Open(t.Context(), session.Tokens{Subject: "greedy"})
	if err != nil {
		t.Fatal(err)
	}
	other, err := keep.Open(t.Context(), session.Tokens{Subject: "other"})
	if err != nil {
		t.Fatal(err)
	}
	var last string
	for range 100 {
		now = now.Add(time.Second)
		if last, err = keep.Open(t.Context(), session.Tokens{Subject: "greedy"}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := keep.Find(t.Context(), first); !errors.Is(err, session.ErrNone) {
		t.Errorf("the oldest of 101 is still there: %v", err)
	}
	for _, id := range []string{last, other} {
		if _, err := keep.Find(t.Context(), id); err != nil {
			t.Errorf("the newest, or one of somebody else: %v", err)
		}
	}
}

func TestStoreHoldsNeitherTheIDNorTheTokens(t *testing.T) {
	keep, store, _ := keeper(t)
	id, err := keep.Open(t.Context(), session.Tokens{Access: "geheim-token"})
	if err != nil {
		t.Fatal(err)
	}
	record := store.stored[0]
	if record.Hash == id || bytes.Contains(record.Sealed, []byte("geheim-token")) {
		t.Error("whoever reads the store can take over the session")
	}
}

func TestSessionLivesWhileItIsUsedButNotForEver(t *testing.T) {
	keep, _, now := keeper(t)
	id, err := keep.Open(t.Context(), session.Tokens{Access: "a"})
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		*now = now.Add(50 * time.Minute)
		if _, err := keep.Find(t.Context(), id); err != nil {
			t.Fatalf("used within the hour, and gone: %v", err)
		}
	}
	*now = now.Add(50 * time.Minute)
	if _, err := keep.Find(t.Context(), id); !errors.Is(err, session.ErrNone) {
		t.Errorf("after three hours: %v", err)
	}
}

func TestUnusedSessionEndsAndIsRemoved(t *testing.T) {
	keep, store, now := keeper(t)
	id, err := keep.Open(t.Context(), session.Tokens{Access: "a"})
	if err != nil {
		t.Fatal(err)
	}
	*now = now.Add(61 * time.Minute)
	if _, err := keep.Find(t.Context(), id); !errors.Is(err, session.ErrNone) {
		t.Errorf("after an hour: %v", err)
	}
	if _, err := store.Get(t.Context(), store.stored[0].Hash); !errors.Is(err, session.ErrNone) {
		t.Error("it is still in the store")
	}
}

func TestSweepTakesEndedSessionsAndLeavesTheOthers(t *testing.T) {
	keep, _, now := keeper(t)
	if _, err := keep.Open(t.Context(), session.Tokens{}); err != nil {
		t.Fatal(err)
	}
	*now = now.Add(2 * time.Hour)
	id, err := keep.Open(t.Context(), session.Tokens{})
	if err != nil {
		t.Fatal(err)
	}
	swept, err := keep.Sweep(t.Context())
	if err != nil || swept != 1 {
		t.Errorf("swept %d, %v", swept, err)
	}
	if _, err := keep.Find(t.Context(), id); err != nil {
		t.Errorf("the living one is gone: %v", err)
	}
}

func TestOfTwoRenewalsTheFirstCounts(t *testing.T) {
	keep, _, _ := keeper(t)
	id, err := keep.Open(t.Context(), session.Tokens{Access: "oud"})
	if err != nil {
		t.Fatal(err)
	}
	found, err := keep.Find(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := keep.Renew(t.Context(), found, session.Tokens{Access: "eerste"}); err != nil {
		t.Fatal(err)
	}
	second, err := keep.Renew(t.Context(), found, session.Tokens{Access: "tweede"})
	if err != nil {
		t.Fatal(err)
	}
	if second.Tokens.Access != "eerste" || second.CSRF != found.CSRF {
		t.Errorf("the second renewal gave %q", second.Tokens.Access)
	}
}
