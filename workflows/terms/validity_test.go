package terms

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

func TestValidityEndsOnTheLastDayOfAWholeSchoolYear(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from  string
		years int
		until string
	}{
		{"2026-08-01", 1, "2027-07-31"},
		{"2026-08-01", 2, "2028-07-31"},
		{"2018-04-25", 1, "2019-07-31"}, // given during the year: the rest of it is added (as in ECLI:NL:RBDHA:2019:14810)
		{"2026-07-31", 1, "2027-07-31"},
		{"2026-09-01", 1, "2028-07-31"},
		{"2027-01-11", 2, "2029-07-31"},
	} {
		assert.Equal(t, c.until, ValidUntil(MustParse(c.from), c.years).String(), c.from)
	}
}

func TestValidityRefusesWhatIsNoWholeSchoolYear(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, from, until, field, says string }{
		{"not on 31 July", "2026-08-01", "2027-07-30", "valid_until", "30 juli 2027 is geen 31 juli"},
		{"only the rest of this year", "2026-05-18", "2026-07-31", "valid_until", "te kort. Een TLV geldt ten minste een heel schooljaar: kies 31 juli 2027"},
		{"ends before it begins", "2027-08-01", "2027-07-31", "valid_until", "te kort"},
		{"no first day", "", "2027-07-31", "valid_from", "begindatum ontbreekt"},
		{"no last day", "2026-08-01", "", "valid_until", "einddatum ontbreekt"},
	} {
		problems := CheckValidity(parseOrNone(c.from), parseOrNone(c.until))
		assert.Len(t, problems, 1, c.name)
		assert.Equal(t, c.field, problems[0].Field, c.name)
		assert.Contains(t, problems[0].Detail, c.says, c.name)
	}
	assert.Len(t, CheckValidity(Date{}, Date{}), 2)
}

func TestValidityAcceptsEveryNumberOfWholeSchoolYears(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		from := anyDate(t, "from")
		until := ValidUntil(from, rapid.IntRange(1, 12).Draw(t, "years"))
		assert.Empty(t, CheckValidity(from, until))
		assert.GreaterOrEqual(t, until.DaysSince(from), 364)
		assert.NotEmpty(t, CheckValidity(from, until.AddDays(rapid.IntRange(1, 364).Draw(t, "off"))))
	})
}

// law.md, row 21: whole school years, and the rest of the year in which the TLV is given.
func TestValidityFromEveryDayIsTheWholeYearsAndTheRestOfThisOne(t *testing.T) {
	t.Parallel()
	everyTestedDay(func(from Date) {
		for years := 1; years <= 3; years++ {
			until := ValidUntil(from, years)
			assert.Equal(t, []int{7, 31}, []int{int(until.Month()), until.Day()}, from)
			firstWhole := firstWholeYear(from)
			assert.Equal(t, firstWhole+years, until.Year(), "%d years from %s", years, from)
			assert.Empty(t, CheckValidity(from, until))
			assert.NotEmpty(t, CheckValidity(from, On(firstWhole, 7, 31)), "no whole school year from %s", from)
		}
	})
}

// firstWholeYear is the year of the first 1 August on or after the day: there the first whole school year begins.
func firstWholeYear(d Date) int {
	if d.After(On(d.Year(), 8, 1)) {
		return d.Year() + 1
	}
	return d.Year()
}

func parseOrNone(s string) Date {
	if s == "" {
		return Date{}
	}
	return MustParse(s)
}
