package terms

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// thirteenWeeks are those of the ondersteuningsplan.
var thirteenWeeks = Rule{Weeks: 13, Basis: "ondersteuningsplan 2.2", Event: "Start bij de Buitenkans"}

func TestThirteenWeeksAtTheBuitenkans(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, start, calendar, school string }{
		{"no holiday in it", "2027-05-03", "2027-08-01", "2027-09-12"},
		{"autumn and Christmas", "2026-10-05", "2027-01-03", "2027-01-24"},
		{"Christmas and spring", "2026-11-23", "2027-02-21", "2027-03-14"},
		{"from a Wednesday", "2026-11-25", "2027-02-23", "2027-03-16"},
		{"from a Friday before the holiday", "2026-10-16", "2027-01-14", "2027-02-04"},
		{"from a day in the holiday", "2026-10-21", "2027-01-19", "2027-02-07"},
		{"no week without school", "2027-03-01", "2027-05-30", "2027-06-06"},
		{"an end on a feast stays", "2026-09-26", "2026-12-25", "2027-01-15"},
		{"beyond what is known", "2028-01-03", "2028-04-02", "2028-04-02"},
	} {
		calendar, err := Placement(MustParse(c.start), thirteenWeeks, false)
		require.NoError(t, err, c.name)
		assert.Equal(t, c.calendar, calendar.Planned.String(), c.name)
		assert.Equal(t, calendar.Planned, calendar.Last, c.name)
		assert.Equal(t, MustParse(c.start).AddDays(91-1), calendar.Last, c.name)
		assert.Empty(t, calendar.Warnings, c.name)

		school, err := Placement(MustParse(c.start), thirteenWeeks, true)
		require.NoError(t, err, c.name)
		assert.Equal(t, c.school, school.Last.String(), c.name)
		assert.Equal(t, school.Planned, school.Last, c.name)
	}
}

func TestTheStepsOfAPlacementExplainIt(t *testing.T) {
	t.Parallel()
	calendar, err := Placement(MustParse("2026-11-23"), thirteenWeeks, false)
	require.NoError(t, err)
	assert.Equal(t, []string{
		"Start bij de Buitenkans: maandag 23 november 2026. Die dag telt mee.",
		"De plaatsing duurt hoogstens 13 weken (ondersteuningsplan 2.2). Dat zijn 91 dagen. De laatste dag is dan zondag 21 februari 2027.",
		"De weken van een schoolvakantie tellen gewoon mee.",
		"Deze dag schuift nooit op. De laatste schooldag is vrijdag 19 februari 2027.",
	}, calendar.Steps)

	school, err := Placement(MustParse("2026-11-25"), thirteenWeeks, true)
	require.NoError(t, err)
	assert.Equal(t, []string{
		"Start bij de Buitenkans: woensdag 25 november 2026. Die dag telt mee.",
		"De plaatsing duurt hoogstens 13 weken waarin er school is (ondersteuningsplan 2.2). Een week telt van maandag tot en met zondag.",
		"De weken van maandag 21 december 2026 tot en met zondag 3 januari 2027 tellen niet mee: dan is het kerstvakantie.",
		"De week tot en met zondag 28 februari 2027 telt niet mee: dan is het voorjaarsvakantie.",
		"De laatste dag is dan dinsdag 16 maart 2027.",
		"Deze dag schuift nooit op.",
	}, school.Steps)
	assert.Equal(t, []Segment{
		{Running, MustParse("2026-11-25"), MustParse("2026-12-20"), 26},
		{Holiday, MustParse("2026-12-21"), MustParse("2027-01-03"), 14},
		{Running, MustParse("2027-01-04"), MustParse("2027-02-21"), 49},
		{Holiday, MustParse("2027-02-22"), MustParse("2027-02-28"), 7},
		{Running, MustParse("2027-03-01"), MustParse("2027-03-16"), 16},
	}, school.Segments)
}

func TestTheLastStepOfAPlacementNamesTheLastSchoolDay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ start, says string }{
		{"2026-11-25", "Deze dag schuift nooit op. Dan is het voorjaarsvakantie: de laatste schooldag is vrijdag 19 februari 2027."},
		{"2026-11-20", "Deze dag schuift nooit op."}, // a Thursday
		{"2026-10-05", "Deze dag schuift nooit op. Dan is het kerstvakantie: de laatste schooldag is vrijdag 18 december 2026."},
		{"2026-12-29", "Deze dag schuift nooit op. De laatste schooldag is donderdag 25 maart 2027."}, // Easter
	} {
		placed, err := Placement(MustParse(c.start), thirteenWeeks, false)
		require.NoError(t, err)
		assert.Equal(t, c.says, placed.Steps[len(placed.Steps)-1], c.start)
	}
	inSummer, err := Placement(MustParse("2027-07-19"), Rule{Weeks: 2}, false)
	require.NoError(t, err)
	assert.Equal(t, "Deze dag schuift nooit op.", inSummer.Steps[len(inSummer.Steps)-1])
}

func TestSchoolWeeksThatNobodyKnowsOrCheckedWarn(t *testing.T) {
	t.Parallel()
	known, err := Placement(MustParse("2027-03-01"), thirteenWeeks, true)
	require.NoError(t, err)
	assert.False(t, known.BeyondHorizon)
	assert.Equal(t, []string{
		"De meivakantie van 24 april 2027 tot en met 2 mei 2027 is hier nog niet vergeleken met rijksoverheid.nl. Controleer die dagen.",
	}, known.Warnings)
	for _, start := range []string{"2027-06-21", "2027-09-01", "2026-06-01", "2031-01-06"} {
		unknown, err := Placement(MustParse(start), thirteenWeeks, true)
		require.NoError(t, err, start)
		assert.True(t, unknown.BeyondHorizon, start)
		assert.Equal(t, "De schoolvakanties zijn hier bekend van 18 juli 2026 tot en met 29 augustus 2027. Daarbuiten telt elke week mee. Controleer de laatste dag als de vakanties bekend zijn.",
			unknown.Warnings[len(unknown.Warnings)-1], start)
	}
}

func TestAVerifiedHolidayDoesNotWarn(t *testing.T) {
	t.Parallel()
	checked := calendarOfMidden
	checked.holidays = append([]schoolHoliday(nil), checked.holidays...)
	for i := range checked.holidays {
		checked.holidays[i].verified = true
	}
	p := placement{start: MustParse("2027-03-01"), rule: thirteenWeeks, schoolWeeks: true, calendar: &checked}
	p.count()
	warnings, beyond := p.warnings()
	assert.Empty(t, warnings)
	assert.False(t, beyond)
}

func TestWhatIsNoPlacementIsRefused(t *testing.T) {
	t.Parallel()
	start := MustParse("2027-01-11")
	for _, c := range []struct {
		name  string
		start Date
		rule  Rule
		says  string
	}{
		{"no start", Date{}, thirteenWeeks, "er is geen begindatum"},
		{"no length", start, Rule{}, "kan niet"},
		{"in days", start, Rule{Days: 91}, "een plaatsing telt in weken"},
		{"in months", start, Rule{Weeks: 13, Months: 3}, "een plaatsing telt in weken"},
		{"by law", start, Rule{Weeks: 13, Statutory: true}, "een plaatsing is geen wettelijke termijn"},
		{"a slip of the pen", On(207, time.January, 11), thirteenWeeks, "kan niet kloppen"},
	} {
		for _, schoolWeeks := range []bool{false, true} {
			result, err := Placement(c.start, c.rule, schoolWeeks)
			assert.ErrorContains(t, err, c.says, c.name)
			assert.Zero(t, result, c.name)
		}
	}
}

// walked counts school weeks as a child with a calendar on the wall would: cross out every day of a week in which no day is a
// school day, and stop when so many days are left uncrossed.
func walked(start Date, weeks int) Date {
	type week struct{ year, number int }
	withSchool := map[week]bool{}
	weekOf := func(d Date) week {
		year, number := d.midnight().ISOWeek()
		return week{year, number}
	}
	for d := start.AddDays(-7); d.Before(start.AddDays(7*weeks + 200)); d = d.AddDays(1) {
		if _, free := FreeDay(d); !free && writtenOut(d) == "" {
			withSchool[weekOf(d)] = true
		}
	}
	left := 7 * weeks
	for d := start; ; d = d.AddDays(1) {
		if withSchool[weekOf(d)] {
			left--
		}
		if left == 0 {
			return d
		}
	}
}

func anyStart(t *rapid.T) Date {
	return On(2026, time.March, 1).AddDays(rapid.IntRange(0, 800).Draw(t, "start"))
}

func TestAWalkThroughTheCalendarGivesTheSameLastDay(t *testing.T) {
	t.Parallel()
	for _, weeks := range []int{1, 2, 6, 13, 26} {
		for start := On(2026, time.March, 2); start.Before(On(2028, time.March, 2)); start = start.AddDays(1) {
			rule := Rule{Weeks: weeks}
			calendar, err := Placement(start, rule, false)
			require.NoError(t, err)
			require.Equal(t, 7*weeks-1, calendar.Last.DaysSince(start), "%d weeks from %s", weeks, start)
			school, err := Placement(start, rule, true)
			require.NoError(t, err)
			require.Equal(t, walked(start, weeks), school.Last, "%d school weeks from %s", weeks, start)
		}
	}
}

func TestAPlacementHoldsItsWeeksAndNoMore(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		start, weeks, schoolWeeks := anyStart(t), rapid.IntRange(1, 30).Draw(t, "weeks"), rapid.Bool().Draw(t, "school weeks")
		placed, err := Placement(start, Rule{Weeks: weeks}, schoolWeeks)
		require.NoError(t, err)
		running, at := 0, start
		for _, s := range placed.Segments {
			assert.Equal(t, at, s.From, "no gap")
			assert.Equal(t, s.Days, s.Until.DaysSince(s.From)+1)
			if s.Kind == Running {
				running += s.Days
			}
			at = s.Until.AddDays(1)
		}
		assert.Equal(t, placed.Last.AddDays(1), at)
		assert.Equal(t, 7*weeks, running)
		assert.Equal(t, Running, placed.Segments[len(placed.Segments)-1].Kind, "it does not end in a holiday")
		assert.False(t, placed.Last.Before(start.AddDays(7*weeks-1)))
		later, err := Placement(start.AddDays(1), Rule{Weeks: weeks}, schoolWeeks)
		require.NoError(t, err)
		assert.False(t, later.Last.Before(placed.Last), "a later start never ends sooner")
	})
}
