package terms

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestDateIsTheDayInAmsterdam(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ instant, day string }{
		{"2026-05-14T21:59:59Z", "2026-05-14"}, // summer time: midnight falls at 22:00 UTC
		{"2026-05-14T22:00:00Z", "2026-05-15"},
		{"2026-12-31T22:59:59Z", "2026-12-31"}, // winter time: at 23:00 UTC
		{"2026-12-31T23:00:00Z", "2027-01-01"},
	} {
		instant, err := time.Parse(time.RFC3339, c.instant)
		require.NoError(t, err)
		assert.Equal(t, c.day, DateOf(instant).String(), c.instant)
	}
	assert.True(t, DateOf(time.Time{}).IsZero())
}

func TestEndOfDayIsMidnightInAmsterdamAlsoOnTheDayTheClockChanges(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "2026-03-29T22:00:00Z", MustParse("2026-03-29").EndOfDay().UTC().Format(time.RFC3339))
	assert.Equal(t, "2026-10-25T23:00:00Z", MustParse("2026-10-25").EndOfDay().UTC().Format(time.RFC3339))
}

func TestParseReadsOnlyIsoDatesThatExist(t *testing.T) {
	t.Parallel()
	for _, wrong := range []string{"", "2026-02-30", "2025-02-29", "15-05-2026", "2026-5-15", "2026-05-15T00:00:00Z", " 2026-05-15", "0000-01-01", "20260515"} {
		_, err := Parse(wrong)
		assert.ErrorContains(t, err, `"`+wrong+`" is geen datum`)
	}
	assert.Equal(t, On(2028, time.February, 29), MustParse("2028-02-29"))
}

func TestDateReadsAsDutch(t *testing.T) {
	t.Parallel()
	assert.Equal(t, "vrijdag 15 mei 2026", MustParse("2026-05-15").Long())
	assert.Equal(t, "31 juli 2027", MustParse("2027-07-31").Short())
	assert.Equal(t, "", Date{}.Long())
	assert.Equal(t, "", Date{}.Short())
	assert.Equal(t, "", Date{}.String())
}

func TestDateGoesThroughJSONAsIsoText(t *testing.T) {
	t.Parallel()
	text, err := json.Marshal(struct{ A, B Date }{A: MustParse("2026-05-15")})
	require.NoError(t, err)
	assert.JSONEq(t, `{"A":"2026-05-15","B":""}`, string(text))
	var back struct{ A, B Date }
	require.NoError(t, json.Unmarshal(text, &back))
	assert.Equal(t, MustParse("2026-05-15"), back.A)
	assert.True(t, back.B.IsZero())
	assert.Error(t, json.Unmarshal([]byte(`{"A":"morgen"}`), &back))
}

func TestDateArithmeticHasNoGaps(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate(t, "date")
		n := rapid.IntRange(-40000, 40000).Draw(t, "days")
		moved := d.AddDays(n)
		assert.Equal(t, n, moved.DaysSince(d))
		assert.Equal(t, d, moved.AddDays(-n))
		assert.Equal(t, n < 0, moved.Before(d))
		assert.Equal(t, n > 0, moved.After(d))
		assert.Equal(t, d, MustParse(d.String()))
		assert.Equal(t, time.Weekday(((int(d.Weekday())+n)%7+7)%7), moved.Weekday())
	})
}

func TestMonthsEndOnTheSameDayNumberOrTheLastOfAShorterMonth(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from   string
		months int
		to     string
	}{
		{"2026-01-15", 1, "2026-02-15"},
		{"2026-01-31", 1, "2026-02-28"},
		{"2028-01-31", 1, "2028-02-29"},
		{"2026-11-30", 3, "2027-02-28"},
		{"2026-12-31", 12, "2027-12-31"},
		{"2026-03-31", -1, "2026-02-28"},
		{"2026-01-31", -13, "2024-12-31"},
		{"2026-01-31", 0, "2026-01-31"},
	} {
		assert.Equal(t, c.to, MustParse(c.from).AddMonths(c.months).String(), "%s and %d months", c.from, c.months)
	}
	assert.True(t, Date{}.AddMonths(1).IsZero())
}

// anyDate in the years that a case can touch, and some around them.
func anyDate(t *rapid.T, label string) Date {
	return On(2023, time.January, 1).AddDays(rapid.IntRange(0, 13*366).Draw(t, label))
}
