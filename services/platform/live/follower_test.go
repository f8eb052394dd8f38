package live_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"

	"traject.nl/services/platform/live"
	"traject.nl/services/platform/live/livetest"
)

// kept is a store of versions with its announcements, of which each replica has a copy in memory.
type kept struct {
	*livetest.Memory
	mu       sync.Mutex
	versions map[string]int64
	read     int
	fail     error
}

func newKept() *kept { return &kept{Memory: livetest.NewMemory(), versions: map[string]int64{}} }

func (k *kept) write(id string) int64 {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.versions[id]++
	return k.versions[id]
}

func (k *kept) version(id string) int64 {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.read++
	return k.versions[id]
}

// copied is what one replica has in memory.
type copied struct {
	*live.Follower
	versions map[string]int64
	fills    int
}

func copyOf(k *kept) *copied {
	c := &copied{versions: map[string]int64{}}
	fill := func(context.Context) error {
		c.fills++
		if k.fail != nil {
			return k.fail
		}
		for _, change := range must(k.Memory.All(context.Background())) {
			c.versions[change.ID] = k.version(change.ID)
		}
		return nil
	}
	apply := func(_ context.Context, changes []live.Change) error {
		if k.fail != nil {
			return k.fail
		}
		for _, change := range changes {
			if c.versions[change.ID] < change.Version {
				c.versions[change.ID] = k.version(change.ID)
			}
		}
		return nil
	}
	c.Follower = live.NewFollower(k, fill, apply)
	return c
}

func must[T any](value T, _ error) T { return value }

func (c *copied) want(t *testing.T, want map[string]int64) {
	t.Helper()
	if err := c.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(c.versions) != fmt.Sprint(want) {
		t.Errorf("in memory is %v, want %v", c.versions, want)
	}
}

func TestMemoryShowsAllThatAnyReplicaAnnounced(t *testing.T) {
	store := newKept()
	first, second := copyOf(store), copyOf(store)
	want := map[string]int64{}
	random := rand.New(rand.NewPCG(7, 7))
	for range 500 {
		name := fmt.Sprintf("zaak-%d", random.IntN(20))
		want[name] = store.write(name)
		written := live.Change{ID: name, Version: want[name], At: now()}
		if random.IntN(3) == 0 {
			store.AnnounceBeside(written) // by a release that keeps no journal
		} else if err := store.Announce(t.Context(), written); err != nil {
			t.Fatal(err)
		}
		if random.IntN(4) == 0 {
			first.want(t, want)
		}
	}
	first.want(t, want)
	second.want(t, want)
	if first.fills != 1 || second.fills != 1 {
		t.Errorf("everything was read %d and %d times, want once each", first.fills, second.fills)
	}
}

func TestWithoutNewsOneSmallQuestionIsAsked(t *testing.T) {
	store := newKept()
	change(t, store.Memory, id, store.write(id))
	replica := copyOf(store)
	replica.want(t, map[string]int64{id: 1})
	read, asked := store.read, store.Queries()
	replica.want(t, map[string]int64{id: 1})
	if store.read != read || store.Queries() != asked+1 {
		t.Errorf("%d reads and %d questions more, want none and one", store.read-read, store.Queries()-asked)
	}
	change(t, store.Memory, id, store.write(id))
	replica.want(t, map[string]int64{id: 2})
	if store.read != read+1 || store.Queries() != asked+3 {
		t.Errorf("after one change %d reads and %d questions more, want one and three", store.read-read, store.Queries()-asked)
	}
}

func TestWhoIsFarBehindReadsTheVersionsAndNotTheJournal(t *testing.T) {
	store := newKept()
	replica := copyOf(store)
	replica.want(t, map[string]int64{})
	for range live.FarBehind + 1 {
		change(t, store.Memory, id, store.write(id))
	}
	read := store.read
	replica.want(t, map[string]int64{id: live.FarBehind + 1})
	if store.read != read+1 {
		t.Errorf("%d reads for one thing that changed often, want one", store.read-read)
	}
}

func TestAfterAnErrorNothingIsMissed(t *testing.T) {
	store := newKept()
	replica := copyOf(store)
	store.fail = errors.New("the store is away")
	if err := replica.CatchUp(t.Context()); !errors.Is(err, store.fail) {
		t.Errorf("filling gave %v", err)
	}
	store.fail = nil
	replica.want(t, map[string]int64{})
	change(t, store.Memory, id, store.write(id))
	store.fail = errors.New("the store is away again")
	if err := replica.CatchUp(t.Context()); !errors.Is(err, store.fail) {
		t.Errorf("following gave %v", err)
	}
	store.fail = nil
	replica.want(t, map[string]int64{id: 1})
}

// blocked is a store that answers for its mark when the test lets it.
type blocked struct {
	*kept
	asked chan chan struct{}
}

func (b blocked) Mark(ctx context.Context) (live.Mark, error) {
	proceed := make(chan struct{})
	b.asked <- proceed
	<-proceed
	return b.kept.Mark(ctx)
}

func TestManyWhoAskAtOnceShareAQuestionThatWasAskedAfterThem(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := blocked{newKept(), make(chan chan struct{}, 3)}
		replica := live.NewFollower(store, func(context.Context) error { return nil }, func(context.Context, []live.Change) error { return nil })
		var asking sync.WaitGroup
		ask := func() {
			if err := replica.CatchUp(t.Context()); err != nil {
				t.Error(err)
			}
		}
		asking.Go(ask)
		synctest.Wait()
		for range 10 {
			asking.Go(ask)
		}
		synctest.Wait()
		if len(store.asked) != 1 {
			t.Fatalf("%d questions at once, want one", len(store.asked))
		}
		close(<-store.asked)
		synctest.Wait()
		if len(store.asked) != 1 {
			t.Fatalf("%d questions for the ten who came later, want one that is newer than they are", len(store.asked))
		}
		close(<-store.asked)
		asking.Wait()
	})
}
