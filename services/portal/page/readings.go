package page

import (
	"fmt"

	"traject.nl/services/portal/upstream"
)

// Reading is how often one person read one thing in the same way on one day. A page that somebody keeps open reads again
// at every change; one line for each of those would hide who looked at what.
type Reading struct {
	upstream.AccessLine
	// Times is at least 1; At is the last of them.
	Times int
}

// When says the moment of the last time, and how often it was.
func (r Reading) When() string {
	if r.Times == 1 {
		return Moment(r.At)
	}
	return fmt.Sprintf("%s, %d keer op deze dag", Moment(r.At), r.Times)
}

// Readings takes the lines of the access log, oldest first, together by day; the newest comes first.
func Readings(lines []upstream.AccessLine) []Reading {
	type same struct{ day, subject, party, what, action string }
	var readings []Reading
	place := map[same]int{}
	for i := len(lines) - 1; i >= 0; i-- {
		line := lines[i]
		key := same{MomentDay(line.At), line.Subject, line.Party, line.What, line.Action}
		at, known := place[key]
		if !known {
			at = len(readings)
			place[key] = at
			readings = append(readings, Reading{AccessLine: line})
		}
		readings[at].Times++
	}
	return readings
}
