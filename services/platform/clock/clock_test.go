package clock_test

import (
	"testing"
	"time"

	"traject.nl/services/platform/clock"
)

func TestTodayIsTheDateInAmsterdam(t *testing.T) {
	for utc, want := range map[string]string{
		"2026-06-30T21:59:59Z": "2026-06-30",
		"2026-06-30T22:00:00Z": "2026-07-01", // summer time, UTC+2
		"2026-12-31T22:59:59Z": "2026-12-31",
		"2026-12-31T23:00:00Z": "2027-01-01", // winter time, UTC+1
	} {
		at, err := time.Parse(time.RFC3339, utc)
		if err != nil {
			t.Fatal(err)
		}
		held := clock.Clock(func() time.Time { return at })
		if got := held.Today(); got != want {
			t.Errorf("%s: %s, want %s", utc, got, want)
		}
	}
}

func TestNowIsInUTC(t *testing.T) {
	at := time.Date(2026, 7, 1, 0, 30, 0, 0, clock.Amsterdam())
	got := clock.Clock(func() time.Time { return at }).Now()
	if !got.Equal(at) || got.Format(time.RFC3339) != "2026-06-30T22:30:00Z" {
		t.Errorf("%s", got)
	}
}
