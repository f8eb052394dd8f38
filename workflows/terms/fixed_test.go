package terms

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

var dutyOfLastYear = Rule{Statutory: true, Basis: "WPO 40 lid 14", Event: "Begin van het laatste schooljaar van de TLV"}

func TestTheLastDayOfATLVIsNotCountedAndNeverMoves(t *testing.T) {
	t.Parallel()
	until := MustParse("2027-07-31") // a Saturday
	fixed, err := Fixed(LastSchoolYear(until), until, dutyOfLastYear)
	require.NoError(t, err)
	assert.Equal(t, until, fixed.Planned)
	assert.Equal(t, until, fixed.Last)
	assert.Equal(t, []string{
		"Begin van het laatste schooljaar van de TLV: zaterdag 1 augustus 2026.",
		"De laatste dag ligt vast (WPO 40 lid 14): zaterdag 31 juli 2027. Er wordt niets geteld.",
		"Zaterdag 31 juli 2027 is een zaterdag, maar de dag schuift niet op: hij staat in de wet of in een besluit.",
	}, fixed.Steps)
	assert.Equal(t, []Segment{{Running, MustParse("2026-08-01"), until, 365}}, fixed.Segments)
	assert.Empty(t, fixed.Warnings)
	assert.False(t, fixed.BeyondHorizon)
}

func TestWhatIsNoFixedDayIsRefused(t *testing.T) {
	t.Parallel()
	day := MustParse("2027-07-31")
	for _, c := range []struct {
		name        string
		event, last Date
		rule        Rule
		says        string
	}{
		{"no beginning", Date{}, day, dutyOfLastYear, "ontbreekt een datum"},
		{"no last day", day, Date{}, dutyOfLastYear, "ontbreekt een datum"},
		{"a length", day, day, Rule{Weeks: 1}, "geef geen aantal"},
		{"over before it begins", day, day.AddDays(-1), dutyOfLastYear, "ligt voor het begin"},
		{"a slip of the pen", day, On(2707, 7, 31), dutyOfLastYear, "kan niet kloppen"},
	} {
		result, err := Fixed(c.event, c.last, c.rule)
		assert.ErrorContains(t, err, c.says, c.name)
		assert.Zero(t, result, c.name)
	}
}

func TestTheLastSchoolYearOfAValidTLVLiesInItsValidity(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		from := anyDate(t, "from")
		until := ValidUntil(from, rapid.IntRange(1, 8).Draw(t, "school years"))
		first := LastSchoolYear(until)
		assert.False(t, first.Before(from), "a TLV holds whole school years")
		assert.Equal(t, until, On(first.Year()+1, 7, 31))
		assert.Equal(t, "08-01", first.String()[5:])
	})
}
