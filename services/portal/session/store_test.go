package session_test

import (
	"context"
	"errors"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"traject.nl/services/platform/mongo"
	"traject.nl/services/portal/session"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// The store in memory is always held to this, and the real one when TRAJECT_TEST_MONGODB_URI names a server.
func TestEveryStoreLetsOneRenew(t *testing.T) {
	t.Run("memory", func(t *testing.T) {
		oneRenews(t, session.NewMemory())
		newestStay(t, session.NewMemory())
	})
	uri := os.Getenv("TRAJECT_TEST_MONGODB_URI")
	if uri == "" {
		return
	}
	t.Run("mongo", func(t *testing.T) {
		database, err := mongo.Connect(t.Context(), uri, "sessions_"+bson.NewObjectID().Hex())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			ctx := context.WithoutCancel(t.Context())
			if err := errors.Join(database.Drop(ctx), database.Close(ctx)); err != nil {
				t.Error(err)
			}
		})
		collection := database.Collection("sessions")
		oneRenews(t, &session.Mongo{Collection: collection})
		newestStay(t, &session.Mongo{Collection: collection})
		// One of an older release does not say whether somebody renews it.
		if _, err := collection.InsertOne(t.Context(), bson.M{"_id": "old", "version": int64(4)}); err != nil {
			t.Fatal(err)
		}
		claims(t, &session.Mongo{Collection: collection}, "old", 4, noon, true)
	})
}

func newestStay(t *testing.T, store session.Store) {
	t.Helper()
	for i, hash := range []string{"b", "a", "d", "c"} {
		if err := store.Put(t.Context(), session.Record{Hash: hash, Version: 1, Of: "greedy", EndsAt: noon.Add(time.Duration(i) * time.Minute)}); err != nil {
			t.Fatal(err)
		}
	}
	for _, hash := range []string{"other", "nobody"} {
		if err := store.Put(t.Context(), session.Record{Hash: hash, Version: 1, Of: map[string]string{"other": "other"}[hash], EndsAt: noon}); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		if err := store.Keep(t.Context(), "greedy", 2); err != nil {
			t.Fatal(err)
		}
	}
	for hash, stays := range map[string]bool{"b": false, "a": false, "d": true, "c": true, "other": true, "nobody": true} {
		if _, err := store.Get(t.Context(), hash); (err == nil) != stays {
			t.Errorf("session %s: %v, stays %v", hash, err, stays)
		}
	}
}

func claims(t *testing.T, store session.Store, hash string, version int64, now time.Time, want bool) {
	t.Helper()
	if got, err := store.Claim(t.Context(), hash, version, now, now.Add(time.Minute)); err != nil || got != want {
		t.Errorf("claim of version %d at %s: %v, %v", version, now.Format(time.TimeOnly), got, err)
	}
}

func oneRenews(t *testing.T, store session.Store) {
	if err := store.Put(t.Context(), session.Record{Hash: "h", Version: 1, SeenAt: noon, EndsAt: noon.Add(time.Hour)}); err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	var won atomic.Int64
	for range 8 {
		group.Go(func() {
			got, err := store.Claim(t.Context(), "h", 1, noon, noon.Add(time.Minute))
			if err != nil {
				t.Error(err)
			}
			if got {
				won.Add(1)
			}
		})
	}
	group.Wait()
	if won.Load() != 1 {
		t.Fatalf("%d renew at once", won.Load())
	}
	claims(t, store, "h", 1, noon.Add(59*time.Second), false)
	claims(t, store, "h", 1, noon.Add(time.Minute), true) // who had it died
	claims(t, store, "h", 1, noon.Add(time.Minute), false)
	if err := store.Unclaim(t.Context(), "h", 1); err != nil {
		t.Fatal(err)
	}
	claims(t, store, "h", 1, noon.Add(time.Minute), true)
	if won, err := store.Reseal(t.Context(), "h", 1, []byte("new")); err != nil || !won {
		t.Fatal(won, err)
	}
	claims(t, store, "h", 1, noon, false)
	claims(t, store, "h", 2, noon, true)
	claims(t, store, "nobody", 1, noon, false)
}
