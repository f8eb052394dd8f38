// Package clock is where services take the time from, so that tests can hold it.
package clock

import (
	"time"
	_ "time/tzdata" // so that Amsterdam is known on a machine without zone files
)

// Clock gives the present moment. time.Now is one.
type Clock func() time.Time

// Now is the present moment in UTC.
func (c Clock) Now() time.Time { return c().UTC() }

// Today is the calendar date in Amsterdam (ISO 8601): terms are counted in days of the Dutch calendar.
func (c Clock) Today() string { return c().In(Amsterdam()).Format(time.DateOnly) }

var amsterdam = func() *time.Location {
	location, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		panic(err) // the zone data is compiled in
	}
	return location
}()

// Amsterdam is the legal time of the Netherlands.
func Amsterdam() *time.Location { return amsterdam }
