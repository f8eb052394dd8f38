package terms

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// holidaysWrittenOut is the table once more, as somebody would read it from a wall.
var holidaysWrittenOut = []struct{ from, until, name string }{
	{"2026-07-18", "2026-08-30", "zomervakantie"},
	{"2026-10-17", "2026-10-25", "herfstvakantie"},
	{"2026-12-19", "2027-01-03", "kerstvakantie"},
	{"2027-02-20", "2027-02-28", "voorjaarsvakantie"},
	{"2027-04-24", "2027-05-02", "meivakantie"},
	{"2027-07-17", "2027-08-29", "zomervakantie"},
}

// writtenOut looks a day up in it, and does nothing else the way the code does.
func writtenOut(d Date) string {
	for _, h := range holidaysWrittenOut {
		if h.from <= d.String() && d.String() <= h.until {
			return h.name
		}
	}
	return ""
}

func TestTheSchoolHolidaysAreThoseOfRegionMidden(t *testing.T) {
	t.Parallel()
	for d := On(2026, 1, 1); d.Year() < 2029; d = d.AddDays(1) {
		name, ok := SchoolHoliday(d)
		assert.Equal(t, writtenOut(d), name, d.Long())
		assert.Equal(t, name != "", ok, d.Long())
	}
	first, last := SchoolHorizon()
	assert.Equal(t, "2026-07-18 2027-08-29", first.String()+" "+last.String())
}

func TestASchoolHolidayBeginsAndEndsWithAWeekend(t *testing.T) {
	t.Parallel()
	for _, h := range calendarOfMidden.holidays {
		assert.Equal(t, "zaterdag", dutchDays[h.from.Weekday()], "%s %s", h.name, h.schoolYear)
		assert.Equal(t, "zondag", dutchDays[h.until.Weekday()], "%s %s", h.name, h.schoolYear)
	}
}

func TestThereIsSchoolOnADayThatIsNoWeekendNoHolidayAndNoFeast(t *testing.T) {
	t.Parallel()
	for day, want := range map[string]string{
		"2026-10-16": "",
		"2026-10-17": "een dag in de herfstvakantie",
		"2026-10-19": "een dag in de herfstvakantie",
		"2026-10-26": "",
		"2026-12-25": "een dag in de kerstvakantie",
		"2027-01-03": "een dag in de kerstvakantie",
		"2027-01-04": "",
		"2027-03-26": "Goede Vrijdag",
		"2027-05-05": "Bevrijdingsdag",
		"2027-05-07": "een gelijkgestelde dag",
		"2026-11-21": "een zaterdag",
		"2026-11-22": "een zondag",
		"2026-11-23": "",
		"2027-10-19": "", // beyond the horizon: nobody knows
	} {
		why, ok := SchoolDay(MustParse(day))
		assert.Equal(t, want, why, day)
		assert.Equal(t, want == "", ok, day)
	}
}

func TestTheNextAndTheLastSchoolDaySkipEverythingWithoutSchool(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ day, from, until string }{
		{"2026-11-23", "2026-11-23", "2026-11-23"},
		{"2026-12-19", "2027-01-04", "2026-12-18"},
		{"2027-01-03", "2027-01-04", "2026-12-18"},
		{"2027-07-31", "2027-08-30", "2027-07-16"},
		{"2027-05-06", "2027-05-10", "2027-05-04"}, // 5 May, Ascension, an equated day, a weekend
		{"2027-03-27", "2027-03-30", "2027-03-25"}, // Easter
	} {
		assert.Equal(t, c.from, SchoolDayFrom(MustParse(c.day)).String(), c.day)
		assert.Equal(t, c.until, SchoolDayUntil(MustParse(c.day)).String(), c.day)
	}
}

func TestADamagedTableOfSchoolHolidaysIsRefused(t *testing.T) {
	t.Parallel()
	const heading = "from,until,name,school_year,source,verified\n"
	const year = heading + `2026-10-17,2026-10-25,herfstvakantie,2026-2027,x,no
2026-12-19,2027-01-03,kerstvakantie,2026-2027,x,no
2027-02-20,2027-02-28,voorjaarsvakantie,2026-2027,x,no
2027-04-24,2027-05-02,meivakantie,2026-2027,x,no
2027-07-17,2027-08-29,zomervakantie,2026-2027,x,yes
`
	_, err := readSchoolCalendar(year)
	require.NoError(t, err)
	for _, c := range []struct{ name, table, says string }{
		{"empty", heading, "no rows"},
		{"a column short", heading + "2026-10-17,2026-10-25,herfstvakantie,2026-2027,x\n", "wrong number of fields"},
		{"no first day", strings.Replace(year, "2026-10-17", "17 oktober", 1), "geen datum"},
		{"no last day", strings.Replace(year, "2026-10-25", "", 1), "geen datum"},
		{"an end before the beginning", strings.Replace(year, "2026-10-25", "2026-10-16", 1), "ends before it begins"},
		{"an unknown holiday", strings.Replace(year, "meivakantie", "carnaval", 1), `unknown holiday "carnaval"`},
		{"another school year", strings.Replace(year, "herfstvakantie,2026-2027", "herfstvakantie,2027-2028", 1), `is in 2026-2027`},
		{"no source", strings.Replace(year, ",x,yes", ",,yes", 1), "source is missing"},
		{"verified or not", strings.Replace(year, ",x,yes", ",x,maybe", 1), `verified is "maybe"`},
		{"a holiday twice", strings.Replace(year, "kerstvakantie,", "herfstvakantie,", 1), "want a kerstvakantie"},
		{"a holiday missing", strings.Replace(year, "2027-02-20,2027-02-28,voorjaarsvakantie,2026-2027,x,no\n", "", 1), "want a voorjaarsvakantie"},
		{"holidays that overlap", strings.Replace(year, "2026-12-19", "2026-10-25", 1), "begins before the herfstvakantie is over"},
		{"a beginning in the middle of a year", heading + "2026-12-19,2027-01-03,kerstvakantie,2026-2027,x,no\n", "the table begins with a kerstvakantie"},
		{"a year that is not whole", strings.Replace(year, "2027-07-17,2027-08-29,zomervakantie,2026-2027,x,yes\n", "", 1), "is not whole"},
		{"a year missing", year + "2028-10-14,2028-10-22,herfstvakantie,2028-2029,x,no\n", "a school year is missing after 2026-2027"},
	} {
		_, err := readSchoolCalendar(c.table)
		require.Error(t, err, c.name)
		assert.ErrorContains(t, err, c.says, c.name)
	}
}

func TestTheEndOfTheSchoolCalendarRaisesAnAlarmInTime(t *testing.T) {
	t.Parallel()
	_, ok := SchoolHorizonWarning(MustParse("2026-08-29"))
	assert.False(t, ok, "365 days before the end")
	soon, ok := SchoolHorizonWarning(MustParse("2026-08-30"))
	assert.True(t, ok)
	assert.Equal(t, "De schoolvakanties zijn bekend tot en met 29 augustus 2027. Dat is over 364 dagen. Vraag de beheerder om de nieuwe vakanties op tijd aan te vullen.", soon)
	lastDay, _ := SchoolHorizonWarning(MustParse("2027-08-29"))
	assert.Contains(t, lastDay, "Dat is over 0 dagen.")
	over, ok := SchoolHorizonWarning(MustParse("2027-08-30"))
	assert.True(t, ok)
	assert.Contains(t, over, "Dat is voorbij")
}

func TestASchoolYearRunsFromAugustToJuly(t *testing.T) {
	t.Parallel()
	for day, want := range map[string]string{
		"2026-08-01": "2026-08-01 2027-07-31", "2027-07-31": "2026-08-01 2027-07-31",
		"2027-01-01": "2026-08-01 2027-07-31", "2026-07-31": "2025-08-01 2026-07-31",
	} {
		first, last := SchoolYear(MustParse(day))
		assert.Equal(t, want, first.String()+" "+last.String(), day)
	}
	assert.Equal(t, "2028-08-01", LastSchoolYear(MustParse("2029-07-31")).String())
}

func TestACutOffHasADayInEveryYear(t *testing.T) {
	t.Parallel()
	day, err := InYear("03-01", 2028)
	require.NoError(t, err)
	assert.Equal(t, "2028-03-01", day.String())
	_, err = InYear("02-30", 2028)
	assert.ErrorIs(t, err, ErrNoDate)
}
