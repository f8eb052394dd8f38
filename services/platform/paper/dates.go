package paper

import (
	"fmt"
	"time"
)

var months = [...]string{"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"}
var weekdays = [...]string{"zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"}

// Date as Dutch readers write it: "3 maart 2027".
func Date(day time.Time) string {
	return fmt.Sprintf("%d %s %d", day.Day(), months[day.Month()-1], day.Year())
}

// Weekdate with the day of the week: "woensdag 3 maart 2027".
func Weekdate(day time.Time) string { return weekdays[day.Weekday()] + " " + Date(day) }
