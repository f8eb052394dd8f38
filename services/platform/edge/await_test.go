package edge_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"traject.nl/services/platform/edge"
)

func TestAProcessWaitsForWhatItCannotStartWithoutAndSaysSoNowAndThen(t *testing.T) {
	logs := captureLogs(t)
	synctest.Test(t, func(t *testing.T) {
		back := time.Now().Add(40 * time.Second)
		store := edge.Ready{Name: "mongo", Check: func(context.Context) error {
			if time.Now().Before(back) {
				return errors.New("no server")
			}
			return nil
		}}
		if !store.Await(t.Context()) || time.Now().Before(back) || time.Since(back) > 2*time.Second {
			t.Errorf("it went on %s after the store came back", time.Since(back))
		}
	})
	if told := strings.Count(logs.String(), "waiting"); told != 3 {
		t.Errorf("told %d times in 40 seconds: %s", told, logs)
	}
}

func TestAProcessThatWaitsStopsWhenItIsToldTo(t *testing.T) {
	captureLogs(t)
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithTimeout(t.Context(), 5*time.Second)
		defer stop()
		hangs := edge.Ready{Name: "mongo", Check: func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }}
		if hangs.Await(ctx) {
			t.Error("it says that the store is there")
		}
	})
}
