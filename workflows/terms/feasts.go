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
	easter := easterSunday(d.year)
	switch d.DaysSince(easter) {
	case -2:
		return "Goede Vrijdag", true
	case 1:
		return "tweede paasdag", true
	case 39:
		return "Hemelvaartsdag", true
	case 50:
		return "tweede pinksterdag", true
	}
	switch d {
	case On(d.year, time.January, 1):
		return "Nieuwjaarsdag", true
	case kingsDay(d.year):
		return "Koningsdag", true
	case On(d.year, time.May, 5): // every year, not only once in five
		return "Bevrijdingsdag", true
	case On(d.year, time.December, 25):
		return "eerste kerstdag", true
	case On(d.year, time.December, 26):
		return "tweede kerstdag", true
	}
	return "", false
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
