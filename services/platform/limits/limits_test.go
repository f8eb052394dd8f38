package limits

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"
)

// stopped is a clock that goes on when told.
type stopped struct{ at time.Time }

func (s *stopped) now() time.Time { return s.at }

func limiter(allowed Allowance) (*Limiter, *stopped) {
	clock := &stopped{time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	return New(Person, allowed, clock.now), clock
}

// enter does n requests that end at once, and says how many were let in.
func enter(t *testing.T, l *Limiter, who string, n int) (let int, after time.Duration) {
	t.Helper()
	for range n {
		place, err := l.Enter(who)
		var refused *Refused
		switch {
		case err == nil:
			let++
			place.Leave()
		case errors.As(err, &refused):
			after = refused.After
		default:
			t.Fatal(err)
		}
	}
	return let, after
}

func TestWhoDoesTooMuchIsRefusedAndNobodyElse(t *testing.T) {
	l, clock := limiter(Allowance{PerSecond: 2, Burst: 10})
	let, after := enter(t, l, "greedy", 100)
	if let != 10 || after != time.Second {
		t.Errorf("%d of 100 were let in, the next after %s; want 10 and 1s", let, after)
	}
	if let, _ := enter(t, l, "other", 5); let != 5 {
		t.Errorf("another got %d of 5", let)
	}
	clock.at = clock.at.Add(3 * time.Second)
	if let, _ := enter(t, l, "greedy", 100); let != 6 {
		t.Errorf("after 3 seconds %d were let in, want 6", let)
	}
}

func TestARefusedRequestCostsNoTurnLater(t *testing.T) {
	l, clock := limiter(Allowance{PerSecond: 1, Burst: 1})
	enter(t, l, "a", 1000)
	clock.at = clock.at.Add(time.Second)
	if let, _ := enter(t, l, "a", 1); let != 1 {
		t.Error("the thousand refusals still count")
	}
}

func TestWhoHasTooMuchUnderWayWaitsForAnEnd(t *testing.T) {
	l, _ := limiter(Allowance{AtOnce: 2})
	first, err := l.Enter("a")
	if err != nil {
		t.Fatal(err)
	}
	stream, err := l.Enter("a")
	if err != nil {
		t.Fatal(err)
	}
	if let, _ := enter(t, l, "a", 1); let != 0 {
		t.Error("a third was let in")
	}
	Stay(With(context.Background(), stream))
	if let, _ := enter(t, l, "a", 1); let != 1 {
		t.Error("a stream still counts as under way")
	}
	stream.Leave() // as every request does at its end: it must not give back twice
	first.Leave()
	a, errA := l.Enter("a")
	b, errB := l.Enter("a")
	if errA != nil || errB != nil {
		t.Fatalf("two at once: %v, %v", errA, errB)
	}
	if let, _ := enter(t, l, "a", 1); let != 0 {
		t.Error("a place was given back twice")
	}
	a.Leave()
	b.Leave()
}

func TestAllowingAnythingRemembersNobody(t *testing.T) {
	l, _ := limiter(Allowance{})
	if let, _ := enter(t, l, "a", 100000); let != 100000 || l.Known() != 0 {
		t.Errorf("%d let in, %d known", let, l.Known())
	}
	if let, _ := enter(t, nil, "a", 1); let != 1 {
		t.Error("no limiter limits")
	}
}

func TestManyVisitorsTakeBoundedMemoryAndWhoIsInsideIsNotForgotten(t *testing.T) {
	l, _ := limiter(Allowance{PerSecond: 1, AtOnce: 1})
	inside, err := l.Enter("inside")
	if err != nil {
		t.Fatal(err)
	}
	for i := range 10 * rememberedEach {
		enter(t, l, fmt.Sprint("passer-by ", i), 1)
	}
	if known := l.Known(); known > 2*rememberedEach+1 {
		t.Errorf("%d are remembered", known)
	}
	if let, _ := enter(t, l, "inside", 1); let != 0 {
		t.Error("who has a request under way was forgotten")
	}
	inside.Leave()
}

func TestABurstIsTenSecondsOfTheRateUnlessToldOtherwise(t *testing.T) {
	l, _ := limiter(Allowance{PerSecond: 1.5})
	if let, _ := enter(t, l, "a", 100); let != 15 {
		t.Errorf("%d at once", let)
	}
}
