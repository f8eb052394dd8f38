package session_test

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"traject.nl/proto/keyring"
	"traject.nl/services/portal/session"
)

// FuzzOnlyTheCookieThatWasGivenIsASession: whatever a browser sends, and whatever somebody put into the store.
func FuzzOnlyTheCookieThatWasGivenIsASession(f *testing.F) {
	now := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	keep := &session.Keeper{Store: session.NewMemory(), Keys: keyring.Generate("test"), Idle: time.Hour, Max: 3 * time.Hour, Clock: func() time.Time { return now }}
	id, err := keep.Open(f.Context(), session.Tokens{Access: "geheim-token"})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(id, []byte("x"))
	f.Add("", []byte(nil))
	f.Add(id+" ", []byte("\x01\x04test"))
	f.Add("\x00\xff", []byte("{}"))
	f.Fuzz(func(t *testing.T, cookie string, sealed []byte) {
		found, err := keep.Find(t.Context(), cookie)
		switch {
		case cookie == id:
			if err != nil || found.Tokens.Access != "geheim-token" {
				t.Fatalf("the session is not found: %v", err)
			}
		case !errors.Is(err, session.ErrNone):
			t.Fatalf("%q is a session, or an odd failure: %v", cookie, err)
		}
		// Who can write in the store still makes no session.
		store := &spy{Memory: session.NewMemory()}
		other := *keep
		other.Store = store
		own, err := other.Open(t.Context(), session.Tokens{Access: "x"})
		if err != nil {
			t.Fatal(err)
		}
		record := store.stored[0]
		if bytes.Equal(record.Sealed, sealed) {
			return
		}
		record.Sealed = sealed
		if err := store.Memory.Put(t.Context(), record); err != nil {
			t.Fatal(err)
		}
		if found, err := other.Find(t.Context(), own); err == nil {
			t.Fatalf("% x is taken for the session %+v", sealed, found)
		}
	})
}
