package terms

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// FuzzADateIsWrittenInOneWay: what is read is a day that exists, and is written again exactly as it was read.
func FuzzADateIsWrittenInOneWay(f *testing.F) {
	for _, text := range []string{"2026-05-15", "2024-02-29", "2026-02-29", "0000-01-01", "0001-01-01", "9999-12-31", "2026-5-15", "2026-05-15T00:00:00Z", "+2026-05-15", "-001-01-01", "２０２６-05-15", ""} {
		f.Add(text, 1)
	}
	f.Fuzz(func(t *testing.T, text string, n int) {
		date, err := Parse(text)
		if err != nil {
			if !errors.Is(err, ErrNoDate) || !date.IsZero() {
				t.Fatalf("refused with %v, as %v", err, date)
			}
			return
		}
		if date.String() != text || On(date.Year(), date.Month(), date.Day()) != date || DateOf(date.EndOfDay().Add(-time.Second)) != date {
			t.Fatalf("%q was read as %s", text, date)
		}
		n %= 100_000
		if later := date.AddDays(n); later.DaysSince(date) != n || later.AddDays(-n) != date {
			t.Fatalf("%s and %d days is %s, which is %d days on", date, n, later, later.DaysSince(date))
		}
		if later := date.AddMonths(n % 1200); later.Day() > date.Day() || (n%1200 >= 0) == later.Before(date) {
			t.Fatalf("%s and %d months is %s", date, n%1200, later)
		}
		if long := date.Long(); strings.Count(long, " ") != 3 {
			t.Fatalf("%s is told as %q", date, long)
		}
	})
}

// FuzzAnyTableOfDaysIsReadOrRefused: tables of decrees and of school holidays come from people, and are read as a whole or not at all.
func FuzzAnyTableOfDaysIsReadOrRefused(f *testing.F) {
	for _, table := range []string{
		decreeFile, schoolHolidayFile, "", "#\n", "a,b,c,d\n2026-05-15,2025,2027,Stb.\n", "a,b,c,d\n2026-05-15,2027,2025,Stb.\n",
		"a,b,c,d,e,f\n2026-07-18,2026-08-30,zomervakantie,2025-2026,OCW,yes\n", "a,b,c,d\n\"2026-05-15\n\",1,2,3",
	} {
		f.Add(table)
	}
	f.Fuzz(func(t *testing.T, table string) {
		if read, err := readDecrees(table); err == nil {
			for day := range read.days {
				if day.IsZero() || day.Year() < read.first || day.Year() > read.last {
					t.Fatalf("%s is equated, and the decrees are of %d to %d", day, read.first, read.last)
				}
			}
		}
		calendar, err := readSchoolCalendar(table)
		if err != nil {
			return
		}
		for i, holiday := range calendar.holidays {
			if holiday.until.Before(holiday.from) || (i > 0 && !holiday.from.After(calendar.holidays[i-1].until)) {
				t.Fatalf("the %s from %s to %s is not in its order", holiday.name, holiday.from, holiday.until)
			}
			if !calendar.knows(holiday.from) || !calendar.knows(holiday.until) || calendar.on(holiday.from) == nil {
				t.Fatalf("the calendar does not know its own %s", holiday.name)
			}
		}
	})
}
