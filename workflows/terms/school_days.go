package terms

import "time"

// SchoolHoliday says whether the day falls in a school holiday of region Midden, and in which: "kerstvakantie". Beyond the
// SchoolHorizon no holiday is known.
func SchoolHoliday(d Date) (name string, ok bool) {
	if h := calendarOfMidden.on(d); h != nil {
		return h.name, true
	}
	return "", false
}

// SchoolDay says whether there is school on the day: not on a Saturday, a Sunday or a holiday, and not in a school holiday. When there is
// none, why says so in Dutch: "een zondag", "een dag in de kerstvakantie". A day off of one school is not known.
func SchoolDay(d Date) (why string, ok bool) { return calendarOfMidden.schoolDay(d) }

func (c *schoolCalendar) schoolDay(d Date) (why string, ok bool) {
	if h := c.on(d); h != nil {
		return "een dag in de " + h.name, false
	}
	if why, free := FreeDay(d); free {
		return why, false
	}
	return "", true
}

func (c *schoolCalendar) isSchoolDay(d Date) bool {
	_, ok := c.schoolDay(d)
	return ok
}

// SchoolDayFrom is the day itself, or else the first day after it on which there is school.
func SchoolDayFrom(d Date) Date {
	for !calendarOfMidden.isSchoolDay(d) {
		d = d.AddDays(1)
	}
	return d
}

// SchoolDayUntil is the day itself, or else the last day before it on which there is school.
func SchoolDayUntil(d Date) Date {
	for !calendarOfMidden.isSchoolDay(d) {
		d = d.AddDays(-1)
	}
	return d
}

// mondayOf is the first day of the week of a day.
func mondayOf(d Date) Date {
	return d.AddDays(-(int(d.Weekday()) - int(time.Monday) + 7) % 7)
}
