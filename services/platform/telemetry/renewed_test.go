package telemetry_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"traject.nl/services/platform/telemetry"
)

func TestAFigureOfTheStoreIsAskedAtMostOnceAMinuteAlsoAfterAFailure(t *testing.T) {
	now, asked, away := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC), 0, error(nil)
	figure := telemetry.Renewed[int]{
		Ask:   func(context.Context) (int, error) { asked++; return asked, away },
		Clock: func() time.Time { return now },
	}
	look := func(want int, wrong error) {
		t.Helper()
		if got, err := figure.Get(t.Context()); got != want || !errors.Is(err, wrong) {
			t.Errorf("got %d, %v; want %d, %v", got, err, want, wrong)
		}
	}
	look(1, nil)
	now = now.Add(59 * time.Second)
	look(1, nil)
	away = errors.New("the store is away")
	now = now.Add(time.Second)
	look(2, away)
	now = now.Add(59 * time.Second)
	look(2, away)
	away = nil
	now = now.Add(time.Second)
	look(3, nil)
}
