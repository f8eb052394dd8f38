package page_test

import (
	"testing"
	"time"

	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

func TestReadingTheSameAgainOnADayIsOneLineThatSaysHowOften(t *testing.T) {
	at := func(day, hour int) time.Time { return time.Date(2026, time.November, day, hour, 0, 0, 0, time.UTC) }
	readings := page.Readings([]upstream.AccessLine{
		{At: at(20, 9), Subject: "a", Party: "office:zout", What: "person", Action: "read"},
		{At: at(21, 9), Subject: "a", Party: "office:zout", What: "person", Action: "read"},
		{At: at(21, 10), Subject: "b", Party: "director:zout", What: "person", Action: "read"},
		{At: at(21, 11), Subject: "a", Party: "office:zout", What: "person", Action: "read"},
		{At: at(21, 23), Subject: "a", Party: "office:zout", What: "person", Action: "read"},
	})
	want := []string{
		"22 november 2026, 00:00 uur", // 23:00 UTC is the next day in Amsterdam
		"21 november 2026, 12:00 uur, 2 keer op deze dag",
		"21 november 2026, 11:00 uur",
		"20 november 2026, 10:00 uur",
	}
	if len(readings) != len(want) {
		t.Fatalf("%d lines, want %d: %+v", len(readings), len(want), readings)
	}
	for i, reading := range readings {
		if reading.When() != want[i] {
			t.Errorf("line %d: %q, want %q", i, reading.When(), want[i])
		}
	}
}
