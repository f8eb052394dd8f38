package terms

import (
	"testing"
	"time"

	"github.com/rickar/cal/v2/nl"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The first and last day of the exhaustive tests.
var (
	testedFrom  = MustParse("2024-01-01")
	testedUntil = MustParse("2035-12-31")
)

func everyTestedDay(visit func(Date)) {
	for d := testedFrom; !d.After(testedUntil); d = d.AddDays(1) {
		visit(d)
	}
}

func TestFeastsAreThoseOfTheAwt(t *testing.T) {
	t.Parallel()
	table := map[int][]string{
		2026: {"2026-01-01", "2026-04-03", "2026-04-06", "2026-04-27", "2026-05-05", "2026-05-14", "2026-05-25", "2026-12-25", "2026-12-26"},
		2027: {"2027-01-01", "2027-03-26", "2027-03-29", "2027-04-27", "2027-05-05", "2027-05-06", "2027-05-17", "2027-12-25", "2027-12-26"},
		2028: {"2028-01-01", "2028-04-14", "2028-04-17", "2028-04-27", "2028-05-05", "2028-05-25", "2028-06-05", "2028-12-25", "2028-12-26"},
		2029: {"2029-01-01", "2029-03-30", "2029-04-02", "2029-04-27", "2029-05-05", "2029-05-10", "2029-05-21", "2029-12-25", "2029-12-26"},
		2030: {"2030-01-01", "2030-04-19", "2030-04-22", "2030-04-27", "2030-05-05", "2030-05-30", "2030-06-10", "2030-12-25", "2030-12-26"},
	}
	for year, want := range table {
		var got []string
		for d := On(year, time.January, 1); d.Year() == year; d = d.AddDays(1) {
			if _, ok := feast(d); ok {
				got = append(got, d.String())
			}
		}
		assert.Equal(t, want, got, year)
	}
}

func TestKingsDayIsADayEarlierWhenTheBirthdayIsASunday(t *testing.T) {
	t.Parallel()
	for year, day := range map[int]string{2024: "2024-04-27", 2025: "2025-04-26", 2031: "2031-04-26", 2036: "2036-04-26"} {
		assert.Equal(t, day, kingsDay(year).String())
	}
}

func TestEasterInItsExtremesAndInTheExceptionsOfTheLunarCycle(t *testing.T) {
	t.Parallel()
	for year, day := range map[int]string{
		1818: "1818-03-22", 1943: "1943-04-25", 1954: "1954-04-18", 1981: "1981-04-19", 2008: "2008-03-23",
		2024: "2024-03-31", 2025: "2025-04-20", 2035: "2035-03-25", 2038: "2038-04-25", 2049: "2049-04-18", 2076: "2076-04-19",
	} {
		assert.Equal(t, day, easterSunday(year).String())
	}
}

// rickar/cal knows the nine feasts but no day that a decree equates; it is a check on the feasts and never their source.
func TestFeastsAgreeWithAnIndependentCalendar(t *testing.T) {
	t.Parallel()
	independent := map[Date]bool{}
	for year := testedFrom.Year(); year <= testedUntil.Year(); year++ {
		for _, holiday := range nl.Holidays {
			_, observed := holiday.Calc(year)
			independent[fromTime(observed)] = true
		}
	}
	everyTestedDay(func(d Date) {
		_, ok := feast(d)
		assert.Equal(t, independent[d], ok, d.Long())
	})
}

func TestDecreeDaysAreFree(t *testing.T) {
	t.Parallel()
	for _, day := range []string{
		"2023-04-28", "2023-05-19", "2024-05-10", "2024-12-27", "2025-05-30",
		"2026-01-02", "2026-05-15", "2027-05-07", "2028-04-28", "2028-05-26",
	} {
		why, free := FreeDay(MustParse(day))
		assert.True(t, free, day)
		assert.Equal(t, "een gelijkgestelde dag", why, day)
	}
	assert.Len(t, equated.days, 10)
	first, last := Horizon()
	assert.Equal(t, []int{2023, 2028}, []int{first, last})
}

func TestADamagedDecreeTableIsRefused(t *testing.T) {
	t.Parallel()
	const heading = "day,first_year,last_year,decree\n"
	for _, c := range []struct{ name, table, says string }{
		{"empty", heading, "no rows"},
		{"no date", heading + "15 mei,2026,2028,x\n", "geen datum"},
		{"a year that is none", heading + "2026-05-15,zes,2028,x\n", "first_year"},
		{"a last year that is none", heading + "2026-05-15,2026,,x\n", "last_year"},
		{"a day of another decree", heading + "2029-05-15,2026,2028,x\n", "not in the years 2026-2028"},
		{"a day twice", heading + "2026-05-15,2026,2028,x\n2026-05-15,2026,2028,x\n", "twice"},
		{"a gap", heading + "2026-05-15,2026,2028,x\n2032-05-14,2032,2034,x\n", "gap after 2028"},
		{"a column short", heading + "2026-05-15,2026,2028\n", "wrong number of fields"},
	} {
		_, err := readDecrees(c.table)
		require.Error(t, err, c.name)
		assert.ErrorContains(t, err, c.says, c.name)
	}
}

func TestANormEndsOnADayThatPeopleWork(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "2026-11-23", WorkingDayFrom(MustParse("2026-11-21")).String(), "a Saturday")
	assert.Equal(t, "2026-05-18", WorkingDayFrom(MustParse("2026-05-14")).String(), "Hemelvaartsdag, an equated day, a weekend")
	assert.Equal(t, "2026-11-20", WorkingDayFrom(MustParse("2026-11-20")).String(), "a Friday")
}

func TestTheFeastsOfAYearThatNoCaseHasAreComputedToo(t *testing.T) {
	t.Parallel()
	for day, want := range map[string]string{
		"1818-03-20": "Goede Vrijdag", "1898-12-26": "tweede kerstdag", "2201-04-20": "tweede paasdag",
	} {
		name, ok := feast(MustParse(day))
		assert.True(t, ok, day)
		assert.Equal(t, want, name, day)
	}
}

func TestTheEndOfTheDecreeTableRaisesAnAlarmInTime(t *testing.T) {
	t.Parallel()
	_, ok := HorizonWarning(MustParse("2027-11-26"))
	assert.False(t, ok, "401 days before the end")
	soon, ok := HorizonWarning(MustParse("2027-11-27"))
	assert.True(t, ok)
	assert.Equal(t, "De dagen die met een feestdag gelijk staan, zijn bekend tot en met 31 december 2028. Dat is over 400 dagen. Vraag de beheerder om het nieuwe besluit op tijd aan te vullen.", soon)
	lastDay, _ := HorizonWarning(MustParse("2028-12-31"))
	assert.Contains(t, lastDay, "Dat is over 0 dagen.")
	over, ok := HorizonWarning(MustParse("2029-01-01"))
	assert.True(t, ok)
	assert.Contains(t, over, "Dat is voorbij: wettelijke termijnen kunnen nu te vroeg eindigen.")
}
