package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"traject.nl/tools/machine"
)

func TestMain(m *testing.M) {
	machine.Main()
	os.Exit(m.Run())
}

// The whole of it, small: everything is done and seen once or a few times. How long it takes is not judged.
func TestEverythingThatIsMeasuredIsDoneAndSeen(t *testing.T) {
	small := plan{cases: 9, reads: 2, acts: 2, long: 500 * time.Millisecond, pages: []int{6}, decisions: 2}
	r, err := small.measure(t.Context(), embedded, t.Output())
	if err != nil {
		t.Fatal(err)
	}
	for i, w := range r.works {
		if len(r.alone[i].ms) == 0 || len(r.together[i].ms) == 0 || r.alone[i].failed+r.together[i].failed > 0 {
			t.Errorf("%s: %d and %d measured, %v %v", w.name, len(r.alone[i].ms), len(r.together[i].ms), r.alone[i].first, r.together[i].first)
		}
	}
	if len(r.live) != 2 {
		t.Fatalf("looked with %d numbers of pages: want 2", len(r.live))
	}
	for _, f := range r.live {
		if len(f.shown.ms) < small.decisions || len(f.heard.ms) != len(f.shown.ms) || f.decided.failed+f.shown.failed > 0 {
			t.Errorf("with %d pages %d were shown and %d heard: want both of every decision", f.pages, len(f.shown.ms), len(f.heard.ms))
		}
	}
	text := report(small, []results{r})
	for _, words := range []string{"9 open cases", "submit an application", "page: case, school", "| 6 ", "together", "portal"} {
		if !strings.Contains(text, words) {
			t.Errorf("the tables do not say %q:\n%s", words, text)
		}
	}
}

func TestWhatQueuesUpIsMeasuredFromWhenItWasToStart(t *testing.T) {
	turn := make(chan struct{}, 1)
	took := steady(t.Context(), pace{perSecond: 1000, count: 20}, func(ctx context.Context, _ int) error {
		turn <- struct{}{}
		defer func() { <-turn }()
		until(ctx, time.Now().Add(5*time.Millisecond))
		return nil
	})
	slices.Sort(took.ms)
	// One at a time takes 5 ms; the last was to start after 19 ms and ends after 100 at the earliest.
	if last := took.ms[len(took.ms)-1]; len(took.ms) != 20 || last < 70 {
		t.Errorf("%d measured, the longest %v ms: want the waiting counted", len(took.ms), last)
	}
}

func TestWhatFailsIsCountedAndNotMeasured(t *testing.T) {
	refused := errors.New("refused")
	var calls atomic.Int64
	took := steady(t.Context(), pace{perSecond: 1000, count: 6}, func(context.Context, int) error {
		if calls.Add(1)%2 == 0 {
			return refused
		}
		return nil
	})
	if len(took.ms) != 3 || took.failed != 3 || !errors.Is(took.first, refused) {
		t.Errorf("%d measured, %d failed with %v", len(took.ms), took.failed, took.first)
	}
	if got := cell(took); !strings.HasSuffix(got, "(3 failed)") {
		t.Errorf("the table says %q", got)
	}
}

func TestFlagsThatMakeNoSenseAreRefused(t *testing.T) {
	for _, args := range [][]string{{"-pages", "1000,100"}, {"-pages", "x"}, {"-reads", "0"}, {"-decisions", "0"}} {
		if _, err := parse(args); err == nil {
			t.Errorf("%v was accepted", args)
		}
	}
	var out bytes.Buffer
	if err := run(t.Context(), []string{"-store", "sqlite"}, &out); err == nil || !strings.Contains(err.Error(), "sqlite") || out.Len() > 0 {
		t.Errorf("an unknown store: %v %s", err, &out)
	}
}
