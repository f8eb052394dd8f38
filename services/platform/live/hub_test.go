package live_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/live"
	"traject.nl/services/platform/live/livetest"
)

const (
	id       = "k3v9x2m4q8pd"
	school   = "school:regenboog-zeist"
	parent   = "parent:0123456789abcdef0123"
	director = "director:zout"
)

// now stands still.
var now clock.Clock = func() time.Time { return time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC) }

// replica is one hub on a store, at work until the test ends.
func replica(t *testing.T, store live.Changes) (*live.Hub, *livetest.Beat) {
	t.Helper()
	beat := livetest.NewBeat()
	hub := live.NewHub(store, now, beat.Ticker)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		hub.Run(ctx)
	}()
	t.Cleanup(func() {
		cancel()
		<-done
	})
	return hub, beat
}

func join(t *testing.T, hub *live.Hub, who, only string, parties ...string) *live.Listener {
	t.Helper()
	listener, err := hub.Join(who, parties, only)
	if err != nil {
		t.Fatal(err)
	}
	return listener
}

// change announces a version of something now.
func change(t *testing.T, store *livetest.Memory, id string, version int64) {
	t.Helper()
	err := store.Announce(t.Context(), live.Change{
		ID: id, Version: version, Phase: "volledigheid", Parties: []string{school, parent, director}, At: now(),
	})
	if err != nil {
		t.Fatal(err)
	}
}

// drain takes what waits for a listener.
func drain(l *live.Listener) []string {
	got := []string{}
	for {
		select {
		case _, listening := <-l.Woken():
			for _, change := range l.Take() {
				got = append(got, fmt.Sprintf("%s@%d", change.ID, change.Version))
			}
			if !listening {
				return append(got, "closed")
			}
		default:
			return got
		}
	}
}

func wantEvents(t *testing.T, l *live.Listener, want ...string) {
	t.Helper()
	if got := drain(l); strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("events are %v, want %v", got, want)
	}
}

func TestAChangeReachesWhoLooksOnEveryReplica(t *testing.T) {
	store := livetest.NewMemory()
	first, firstBeat := replica(t, store)
	second, secondBeat := replica(t, store)
	here := join(t, first, "s1", "", school)
	there := join(t, second, "s2", id, parent)

	change(t, store, id, 1)
	firstBeat.Polled(t)
	secondBeat.Polled(t)
	wantEvents(t, here, id+"@1")
	wantEvents(t, there, id+"@1")
	// Nothing new: nothing again, although the question overlaps.
	firstBeat.Polled(t)
	wantEvents(t, here)

	change(t, store, id, 3)
	firstBeat.Polled(t)
	secondBeat.Polled(t)
	wantEvents(t, here, id+"@3")
	wantEvents(t, there, id+"@3")
}

func TestWhoOpensAPageWhileOthersLookIsToldWhatItMissedWithoutAQuestion(t *testing.T) {
	store := livetest.NewMemory()
	hub, beat := replica(t, store)
	join(t, hub, "s1", "", school)
	change(t, store, id, 1)
	beat.Polled(t)
	asked := store.Queries()
	for subject, want := range map[string]int{"s2": 1, "s3": 0} {
		listener := join(t, hub, subject, "", map[string]string{"s2": parent, "s3": "school:elsewhere"}[subject])
		missed, err := hub.Missed(t.Context(), listener, "")
		if err != nil || len(missed) != want {
			t.Errorf("%s missed %v, %v, want %d", subject, missed, err, want)
		}
	}
	if now := store.Queries(); now != asked {
		t.Errorf("the store was asked %d times, want not at all", now-asked)
	}
}

func TestNobodyHearsOfWhatIsOfOthers(t *testing.T) {
	store := livetest.NewMemory()
	hub, beat := replica(t, store)
	stranger := join(t, hub, "s1", "", "school:elsewhere", "sot:zeist")
	ofAnother := join(t, hub, "s2", "another", school)
	alone := join(t, hub, "s3", "")
	party := join(t, hub, "s4", "", director)
	change(t, store, id, 1)
	beat.Polled(t)
	wantEvents(t, stranger)
	wantEvents(t, ofAnother)
	wantEvents(t, alone)
	wantEvents(t, party, id+"@1")
}

func TestNothingIsAskedWhileNobodyLooks(t *testing.T) {
	store := livetest.NewMemory()
	hub, beat := replica(t, store)
	listener := join(t, hub, "s1", "", school)
	beat.Polled(t)
	listener.Leave()
	// The hub notices at its next tick at the latest, and then waits for a listener without ticking.
	select {
	case beat.Channel(livetest.Poll) <- time.Time{}:
		<-beat.Stopped
	case <-beat.Stopped:
	}
	asked := store.Queries()
	change(t, store, id, 1)
	select {
	case beat.Channel(livetest.Poll) <- time.Time{}:
		t.Error("the hub still ticks")
	default:
	}
	if now := store.Queries(); now != asked {
		t.Errorf("store was asked %d times while nobody looked", now-asked)
	}
	again := join(t, hub, "s1", "", school)
	beat.Polled(t)
	wantEvents(t, again, id+"@1")
}

func TestWhoDoesNotKeepUpIsDroppedAndOthersGoOn(t *testing.T) {
	store := livetest.NewMemory()
	hub, beat := replica(t, store)
	slow := join(t, hub, "s1", "", school)
	quick := join(t, hub, "s2", "", school)
	const more = 600 // ids than may wait
	for number := range more {
		change(t, store, fmt.Sprint(number), 1)
		beat.Polled(t)
		wantEvents(t, quick, fmt.Sprintf("%d@1", number))
	}
	got := drain(slow)
	if len(got) >= more || got[len(got)-1] != "closed" {
		t.Errorf("slow listener got %d events, the last %q; want fewer and then the end", len(got), got[len(got)-1])
	}
	slow.Leave() // after being dropped: harmless
}

func TestManyChangesAtOnceDropNobody(t *testing.T) {
	store := livetest.NewMemory()
	hub, beat := replica(t, store)
	ofOne, ofAll := join(t, hub, "s1", id, school), join(t, hub, "s2", "", school)
	forAny, err := hub.JoinForAny("s3", []string{school})
	if err != nil {
		t.Fatal(err)
	}
	const many = 600 // more than may wait
	for version := range int64(many) {
		change(t, store, id, version+1)
		beat.Polled(t)
	}
	wantEvents(t, ofOne, fmt.Sprintf("%s@%d", id, many))
	wantEvents(t, ofAll, fmt.Sprintf("%s@%d", id, many))
	for number := range many {
		change(t, store, fmt.Sprint(number), 1)
	}
	beat.Polled(t)
	if got := drain(forAny); len(got) != 1 {
		t.Errorf("who wants to know of any got %v, want one", got)
	}
}

func TestAPersonHasALimitedNumberOfStreams(t *testing.T) {
	store := livetest.NewMemory()
	hub, _ := replica(t, store)
	var last *live.Listener
	for range 20 {
		last = join(t, hub, "s1", "", school)
	}
	if _, err := hub.Join("s1", []string{school}, ""); err == nil {
		t.Error("a 21st stream was accepted")
	}
	join(t, hub, "s2", "", school)
	last.Leave()
	join(t, hub, "s1", "", school)
}

func TestListeningEndsWhenTheServiceStops(t *testing.T) {
	hub := live.NewHub(livetest.NewMemory(), now, livetest.NewBeat().Ticker)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		hub.Run(ctx)
	}()
	listener := join(t, hub, "s1", "", school)
	stop()
	<-ended
	wantEvents(t, listener, "closed")
	wantEvents(t, join(t, hub, "s1", "", school), "closed")
}
