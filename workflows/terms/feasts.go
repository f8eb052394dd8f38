package terms

import "time"

// FreeDay says whether the day is a Saturday, a Sunday, a generally recognised holiday or a day equated with one (Awt 1
// and 3), and then why, in Dutch. For a year beyond the Horizon the days equated by decree are unknown and missing.
func FreeDay(d Date) (why string, free bool) {
	if why, free = feast(d); free {
		return why, true
	}
	if equated.days[d] {
		return "een gelijkgestelde dag", true
	}
	switch d.Weekday() {
	case time.Saturday:
		return "een zaterdag", true
	case time.Sunday:
		return "een zondag", true
	}
	return "", false
}

// WorkingDayFrom is the day itself, or else the first day after it that is no free day: for norms that ask people to work,
// and that no law lengthens.
func WorkingDayFrom(d Date) Date {
	for {
		if _, free := FreeDay(d); !free {
			return d
		}
		d = d.AddDays(1)
	}
}

// feast names the holiday of Awt 3 lid 1, or Goede Vrijdag, which lid 2 equates with one.
func feast(d Date) (name string, ok bool) {
	feasts := feastsByYear[min(max(d.year, firstYear), lastYear)-firstYear]
	if d.year < firstYear || d.year > lastYear {
		feasts = feastsOf(d.year)
	}
	for _, f := range feasts {
		if f.day == d.day && f.month == d.month {
			return f.name, true
		}
	}
	return "", false
}

// yearlyFeast is the day of a feast in one year.
type yearlyFeast struct {
	month time.Month
	day   int
	name  string
}

// feastsByYear holds the feasts of the years in which a case can lie. It is made once and only read after that, so that
// any number of readers may share it; to count a term is to look at hundreds of days.
var feastsByYear = func() (years [lastYear - firstYear + 1][]yearlyFeast) {
	for i := range years {
		years[i] = feastsOf(firstYear + i)
	}
	return years
}()

// feastsOf computes the feasts of one year; those that move with Easter first, as they name a day on which two fall.
func feastsOf(year int) []yearlyFeast {
	easter := easterSunday(year)
	on := func(d Date, name string) yearlyFeast { return yearlyFeast{d.month, d.day, name} }
	return []yearlyFeast{
		on(easter.AddDays(-2), "Goede Vrijdag"),
		on(easter.AddDays(1), "tweede paasdag"),
		on(easter.AddDays(39), "Hemelvaartsdag"),
		on(easter.AddDays(50), "tweede pinksterdag"),
		on(On(year, time.January, 1), "Nieuwjaarsdag"),
		on(kingsDay(year), "Koningsdag"),
		on(On(year, time.May, 5), "Bevrijdingsdag"), // every year, not only once in five
		on(On(year, time.December, 25), "eerste kerstdag"),
		on(On(year, time.December, 26), "tweede kerstdag"),
	}
}

// kingsDay is the day on which the King's birthday is celebrated: 27 April, or the day before when that is a Sunday.
func kingsDay(year int) Date {
	birthday := On(year, time.April, 27)
	if birthday.Weekday() == time.Sunday {
		return birthday.AddDays(-1)
	}
	return birthday
}

// easterSunday in the Gregorian calendar, by the rule of the computus: the Sunday after the paschal full moon, which is
// found from the place of the year in the 19-year lunar cycle, corrected for the centuries.
func easterSunday(year int) Date {
	golden := year % 19
	century := year / 100
	// How far the moon of this century has drifted from the calendar.
	drift := (century - century/4 - (8*century+13)/25 + 15) % 30
	// Days from 21 March to the full moon; two corrections keep it within one lunar month.
	moon := (19*golden + drift) % 30
	if moon == 29 || (moon == 28 && golden > 10) {
		moon--
	}
	full := On(year, time.March, 21+moon)
	return full.AddDays(7 - int(full.Weekday()))
}
