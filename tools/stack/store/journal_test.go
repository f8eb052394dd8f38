package store

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"

	"go.mongodb.org/mongo-driver/v2/event"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"golang.org/x/sync/errgroup"

	"traject.nl/services/platform/live"
)

// announcer is the store of announcements of one replica, which counts how often it asks to insert into the journal.
func announcer(t *testing.T, address string, inserts *atomic.Int64) *live.Store {
	t.Helper()
	count := &event.CommandMonitor{Started: func(_ context.Context, command *event.CommandStartedEvent) {
		if into, is := command.Command.Lookup("insert").StringValueOK(); is && into == "journal" {
			inserts.Add(1)
		}
	}}
	client, err := mongo.Connect(options.Client().ApplyURI("mongodb://" + address + "/").SetMonitor(count))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := client.Disconnect(context.Background()); err != nil {
			t.Error(err)
		}
	})
	store, err := live.NewStore(t.Context(), client.Database("proef"))
	if err != nil {
		t.Fatal(err)
	}
	return store
}

// TestManyWhoAnnounceAtOnceAreEnteredOnceEach: without a hole, by two replicas, and without getting in each other's way. Each once looked for a free
// number by itself, so that a hundred at once tried thousands of times, and the notices of a busy minute never came through.
func TestManyWhoAnnounceAtOnceAreEnteredOnceEach(t *testing.T) {
	const each = 60
	_, address, _ := running(t, t.TempDir())
	var inserts atomic.Int64
	replicas := []*live.Store{announcer(t, address, &inserts), announcer(t, address, &inserts)}
	before, err := replicas[0].Mark(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var all errgroup.Group
	for r, replica := range replicas {
		for i := range each {
			all.Go(func() error {
				return replica.Announce(t.Context(), live.Change{ID: fmt.Sprintf("zaak-%d-%d", r, i), Version: 1, Parties: []string{"office:zout"}})
			})
		}
	}
	if err := all.Wait(); err != nil {
		t.Fatal(err)
	}
	mark, err := replicas[0].Mark(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	changes, err := replicas[1].Entries(t.Context(), before.Tail, mark.Tail)
	if err != nil || len(changes) != 2*each || !mark.Tells(before) {
		t.Fatalf("%d entries of %d announcements, %+v, %v", len(changes), 2*each, mark, err)
	}
	seen := map[string]bool{}
	for _, change := range changes {
		if seen[change.ID] {
			t.Errorf("%s is entered twice", change.ID)
		}
		seen[change.ID] = true
	}
	// At worst each waits alone, and finds its number taken by the other replica every time.
	if tried := inserts.Load(); tried > 4*each {
		t.Errorf("%d attempts to enter %d announcements", tried, 2*each)
	}
	t.Logf("%d attempts to enter %d announcements", inserts.Load(), 2*each)
}
