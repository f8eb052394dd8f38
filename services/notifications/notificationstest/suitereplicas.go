package notificationstest

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"traject.nl/services/notifications"
)

// lateRelease is of a dispatcher that was too slow: another one has its lane by now, and is busy with the same delivery.
func lateRelease(t *testing.T, store notifications.Store) {
	plan(t, store, planned("a", "x", start))
	slow, err := take(t, store, "x", start, 10)
	expect(t, ids(slow, err), "[a:waiting]")
	over := start.Add(time.Minute)
	quick, err := take(t, store, "x", over, 10)
	expect(t, ids(quick, err), "[a:waiting]")
	if err := errors.Join(store.Postpone(t.Context(), slow[0], start, "451 later"), store.Untried(t.Context(), slow[0], start), release(t, store, slow)); err != nil {
		t.Fatal(err)
	}
	expect(t, ids(take(t, store, "x", over, 10)), "[]")
	if got, err := store.Delivery(t.Context(), "a"); err != nil || got.Attempts != 2 || got.Reply != "" || !got.LeasedUntil.Equal(over.Add(time.Minute)) {
		t.Errorf("%+v, %v", got, err)
	}
	plan(t, store, planned("b", "x", start))
	expect(t, ids(take(t, store, "x", over, 10)), "[]") // the lane is busy, also for what came since
	if err := release(t, store, quick); err != nil {
		t.Fatal(err)
	}
	expect(t, ids(take(t, store, "x", over, 10)), "[b:waiting]")
}

// resumeTogether is of replicas that let go at once what was held, while it leaves: it goes once, and how it went stays.
func resumeTogether(t *testing.T, store notifications.Store) {
	plan(t, store, planned("a", "x", start))
	settle(t, store, "a", notifications.Settlement{State: notifications.Held, Reply: "stop-1", At: start})
	var group sync.WaitGroup
	var resumed, sent atomic.Int64
	for range 8 {
		group.Go(func() {
			did, err := store.Resume(t.Context(), "a", start, notifications.Held)
			if err != nil {
				t.Error(err)
			}
			if did {
				resumed.Add(1)
			}
			taken, err := take(t, store, "x", start, 10)
			if err != nil {
				t.Error(err)
			}
			if len(taken) == 0 {
				return
			}
			sent.Add(1)
			settlement := notifications.Settlement{State: notifications.Accepted, Reply: "250 ok", At: start}
			if err := errors.Join(store.Settle(t.Context(), "a", settlement), release(t, store, taken)); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if resumed.Load() != 1 || sent.Load() != 1 {
		t.Errorf("resumed %d times, sent %d times", resumed.Load(), sent.Load())
	}
	expect(t, ids(store.DeliveriesOf(t.Context(), "case")), "[a:accepted]")
}
