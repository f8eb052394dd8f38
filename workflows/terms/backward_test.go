package terms

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var (
	papers   = Rule{Days: 10, Statutory: true, Basis: "Awb 7:4 lid 1", Event: "Hoorzitting"}
	openFile = Rule{Weeks: 1, Statutory: true, Basis: "Awb 7:4 lid 2", Event: "Hoorzitting"}
)

func TestTermsBeforeAHearingAreCountedBackAndDoNotRoll(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		hearing string
		rule    Rule
		last    string
		warns   string
	}{
		{"2026-06-15", papers, "2026-06-05", ""},
		{"2026-06-15", openFile, "2026-06-08", ""},
		{"2026-06-16", papers, "2026-06-06", "Zaterdag 6 juni 2026 is een zaterdag. De termijn schuift niet op: doe het op een dag daarvoor."},
		{"2026-05-22", openFile, "2026-05-15", "Vrijdag 15 mei 2026 is een gelijkgestelde dag"},
		{"2027-01-05", papers, "2026-12-26", "Zaterdag 26 december 2026 is tweede kerstdag"},
		{"2026-03-31", Rule{Months: 1, Statutory: true}, "2026-02-28", "is een zaterdag"},
	} {
		r, err := CountBack(MustParse(c.hearing), c.rule)
		require.NoError(t, err)
		assertOneAnswer(t, c.last, r)
		n := MustParse(c.hearing).DaysSince(r.Last)
		assert.Equal(t, []Segment{{Running, r.Last, MustParse(c.hearing).AddDays(-1), n}}, r.Segments)
		if c.warns == "" {
			assert.Empty(t, r.Warnings)
			continue
		}
		require.Len(t, r.Warnings, 1)
		assert.Contains(t, r.Warnings[0], c.warns)
	}
}

func TestTheStepsSayThatATermCountedBackDoesNotRoll(t *testing.T) {
	t.Parallel()
	r, err := CountBack(MustParse("2026-06-15"), papers)
	require.NoError(t, err)
	assert.Equal(t, []string{
		"Hoorzitting: maandag 15 juni 2026. Die dag telt niet mee. Vanaf daar wordt teruggeteld.",
		"De termijn is 10 dagen (Awb 7:4 lid 1). De laatste dag is dan vrijdag 5 juni 2026.",
		"Een termijn die wordt teruggeteld, schuift niet op (Algemene termijnenwet artikel 1 lid 2).",
	}, r.Steps)
}

func TestATermCountedBackWarnsBeyondTheHorizon(t *testing.T) {
	t.Parallel()
	r, err := CountBack(MustParse("2029-05-18"), openFile)
	require.NoError(t, err)
	assert.True(t, r.BeyondHorizon)
	assert.Contains(t, r.Warnings[0], "gelijkgestelde dagen van 2029 zijn hier niet bekend")
	within, err := CountBack(MustParse("2029-01-03"), openFile)
	require.NoError(t, err)
	assert.False(t, within.BeyondHorizon, "the day itself is in 2028")
}

func TestCountBackRefusesWhatCannotBe(t *testing.T) {
	t.Parallel()
	_, err := CountBack(Date{}, papers)
	assert.ErrorContains(t, err, "geen begindatum")
	_, err = CountBack(MustParse("2026-06-15"), Rule{Weeks: 1, Days: -3})
	assert.ErrorContains(t, err, "-3 dagen kan niet")
}

// To count back and then forward by the same days is to stand still.
func TestCountingBackMirrorsCountingForward(t *testing.T) {
	t.Parallel()
	everyTestedDay(func(hearing Date) {
		back, err := CountBack(hearing, papers)
		require.NoError(t, err)
		forward, err := Compute(back.Last, Rule{Days: 10}, nil)
		require.NoError(t, err)
		assert.Equal(t, hearing, forward.Last)
		_, free := FreeDay(back.Last)
		first, last := Horizon()
		known := back.Last.Year() >= first && back.Last.Year() <= last
		assert.Equal(t, free || !known, len(back.Warnings) > 0, hearing.Long())
	})
}
