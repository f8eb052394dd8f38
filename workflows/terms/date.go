package terms

import (
	"errors"
	"fmt"
	"strconv"
	"time"
	_ "time/tzdata" // the zone data travels in the binary: a bare container has none
)

// Date is a day on the calendar, without a time or a zone. The zero Date means "no date".
type Date struct {
	year  int
	month time.Month
	day   int
}

const iso = "2006-01-02"

// Amsterdam is the zone in which the law counts its days: a day ends at 24:00 there.
var Amsterdam = mustLoadLocation("Europe/Amsterdam")

func mustLoadLocation(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic(fmt.Sprintf("terms: zone %s is not in the embedded zone data: %v", name, err))
	}
	return zone
}

// On makes a Date; a day beyond the end of its month counts on into the next, as in time.Date.
func On(year int, month time.Month, day int) Date {
	return fromTime(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// DateOf is the day on which the instant falls in Amsterdam. The zero time has no date.
func DateOf(instant time.Time) Date {
	if instant.IsZero() {
		return Date{}
	}
	return fromTime(instant.In(Amsterdam))
}

// ErrNoDate is what Parse says of a text that is no date.
var ErrNoDate = errors.New("is geen datum: schrijf jaar-maand-dag, zoals 2026-05-15")

// Parse reads an ISO 8601 date such as "2026-05-15", and nothing else. Its error is an ErrNoDate.
func Parse(s string) (Date, error) {
	t, err := time.Parse(iso, s)
	if err != nil || t.Year() == 0 {
		return Date{}, fmt.Errorf("%q %w", s, ErrNoDate)
	}
	return fromTime(t), nil
}

// MustParse is Parse for dates that stand in the code or in a state that was checked before; it panics on anything else.
func MustParse(s string) Date {
	d, err := Parse(s)
	if err != nil {
		panic("terms: " + err.Error())
	}
	return d
}

func fromTime(t time.Time) Date {
	year, month, day := t.Date()
	return Date{year: year, month: month, day: day}
}

// midnight of the date in UTC: a calendar without gaps, for arithmetic only.
func (d Date) midnight() time.Time {
	return time.Date(d.year, d.month, d.day, 0, 0, 0, 0, time.UTC)
}

// IsZero says that there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// Year of the date.
func (d Date) Year() int { return d.year }

// Month of the date.
func (d Date) Month() time.Month { return d.month }

// Day of the month.
func (d Date) Day() int { return d.day }

// Weekday of the date.
func (d Date) Weekday() time.Weekday { return d.midnight().Weekday() }

// AddDays counts n days on, or back when n is negative. No date stays no date.
func (d Date) AddDays(n int) Date {
	if d.IsZero() {
		return d
	}
	return On(d.year, d.month, d.day+n)
}

// AddMonths counts n months on, or back when n is negative: to the day with the same number, or to the last day of a month
// that is too short for it. No date stays no date.
func (d Date) AddMonths(n int) Date {
	if d.IsZero() {
		return d
	}
	first := On(d.year, d.month+time.Month(n), 1)
	lastDay := On(first.year, first.month+1, 0).day
	return Date{year: first.year, month: first.month, day: min(d.day, lastDay)}
}

// DaysSince is the number of days from earlier to d: 1 from yesterday to today.
func (d Date) DaysSince(earlier Date) int {
	return int(d.midnight().Sub(earlier.midnight()) / (24 * time.Hour))
}

// Before says whether d is earlier than other.
func (d Date) Before(other Date) bool { return d.Compare(other) < 0 }

// After says whether d is later than other.
func (d Date) After(other Date) bool { return d.Compare(other) > 0 }

// Compare is negative when d is earlier than other, positive when later, and 0 on the same day. No date comes first.
func (d Date) Compare(other Date) int {
	if d.year != other.year {
		return d.year - other.year
	}
	if d.month != other.month {
		return int(d.month) - int(other.month)
	}
	return d.day - other.day
}

// EndOfDay is the instant at which the date is over in Amsterdam: 24:00, where a term that ends on it ends.
func (d Date) EndOfDay() time.Time {
	return time.Date(d.year, d.month, d.day+1, 0, 0, 0, 0, Amsterdam)
}

// String is the ISO 8601 form, such as "2026-05-15"; empty for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.midnight().Format(iso)
}

// MarshalText writes the ISO 8601 form.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the ISO 8601 form; empty text is no date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := Parse(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

var dutchDays = [...]string{"zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"}

var dutchMonths = [...]string{
	"januari", "februari", "maart", "april", "mei", "juni",
	"juli", "augustus", "september", "oktober", "november", "december",
}

// Long is the date as people read it, with its weekday: "vrijdag 15 mei 2026"; empty for no date.
func (d Date) Long() string {
	if d.IsZero() {
		return ""
	}
	return dutchDays[d.Weekday()] + " " + d.Short()
}

// Short is the date as people read it, without its weekday: "15 mei 2026"; empty for no date.
func (d Date) Short() string {
	if d.IsZero() {
		return ""
	}
	return strconv.Itoa(d.day) + " " + dutchMonths[d.month-1] + " " + strconv.Itoa(d.year)
}
