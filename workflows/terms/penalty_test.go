package terms

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func penalty(t *testing.T, termLast, received string) Penalty {
	t.Helper()
	p, err := Default{TermLast: MustParse(termLast), Received: MustParse(received)}.Penalty()
	require.NoError(t, err)
	return p
}

func TestThePenaltyRunsAfterTwoWeeksSinceTheTermAndTheNotice(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, termLast, received, first, last string }{
		{"received on a Monday: from the Tuesday two weeks later", "2026-11-20", "2026-11-23", "2026-12-08", "2027-01-18"},
		{"long after the term", "2026-06-01", "2026-11-23", "2026-12-08", "2027-01-18"},
		{"before the term passed", "2026-11-23", "2026-11-02", "2026-12-08", "2027-01-18"},
		{"the Awt does not lengthen the two weeks", "2026-12-10", "2026-12-11", "2026-12-26", "2027-02-05"},
	} {
		p := penalty(t, c.termLast, c.received)
		assert.Equal(t, c.first, p.FirstDay.String(), c.name)
		assert.Equal(t, c.last, p.LastDay.String(), c.name)
	}
}

func TestTheStepsOfAPenaltyReadAsOneWouldCount(t *testing.T) {
	t.Parallel()
	p := penalty(t, "2026-11-20", "2026-11-23")
	assert.Equal(t, []string{
		"De laatste dag van de termijn was vrijdag 20 november 2026.",
		"De ingebrekestelling kwam binnen op maandag 23 november 2026.",
		"Daarna zijn er nog twee weken om te beslissen: tot en met maandag 7 december 2026 (Awb 4:17 lid 3). De Algemene termijnenwet verlengt die twee weken niet.",
		"Vanaf dinsdag 8 december 2026 is er een dwangsom voor elke dag zonder besluit. De laatste dag is maandag 18 januari 2027, na 42 dagen. Samen is dat hoogstens € 1.442 (Awb 4:17 lid 1 en 2).",
	}, p.Steps)
	assert.Empty(t, p.Warnings)
}

func TestANoticeBeforeTheEndOfTheTermIsCountedAndPutBeforeAHuman(t *testing.T) {
	t.Parallel()
	for _, received := range []string{"2026-11-19", "2026-11-20"} {
		p := penalty(t, "2026-11-20", received)
		assert.Equal(t, "2026-12-05", p.FirstDay.String())
		require.Len(t, p.Warnings, 1)
		assert.Contains(t, p.Warnings[0], "Wijs haar niet af: laat vandaag iemand beoordelen of zij te vroeg is.")
	}
}

func TestWhatIsOwedPerDay(t *testing.T) {
	t.Parallel()
	p := penalty(t, "2026-11-20", "2026-11-23") // 8 December to 18 January
	for _, c := range []struct {
		decided, asOf string
		days, euros   int
	}{
		{"", "2026-12-07", 0, 0},
		{"", "2026-12-08", 1, 23},
		{"", "2026-12-21", 14, 322},
		{"", "2026-12-22", 15, 357},
		{"", "2027-01-04", 28, 812},
		{"", "2027-01-05", 29, 857},
		{"", "2027-01-18", 42, 1442},
		{"", "2027-06-01", 42, 1442},
		{"", "", 42, 1442},
		{"2026-12-01", "", 0, 0},
		{"2026-12-08", "", 0, 0}, // the day of the announcement is no day in default
		{"2026-12-09", "", 1, 23},
		{"2026-12-09", "2026-12-31", 1, 23},
		{"2027-01-05", "2026-12-10", 3, 69},
		{"2027-01-18", "", 41, 1397},
		{"2027-01-19", "", 42, 1442},
		{"2027-03-01", "", 42, 1442},
	} {
		days, euros := p.Owed(parseOrNone(c.decided), parseOrNone(c.asOf))
		assert.Equal(t, []int{c.days, c.euros}, []int{days, euros}, "decided %q, as of %q", c.decided, c.asOf)
	}
}

func TestTheDecisionOnThePenaltyIsDueTwoWeeksAfterItsLastDay(t *testing.T) {
	t.Parallel()
	p := penalty(t, "2026-11-20", "2026-11-23")
	for decided, due := range map[string]string{
		"":           "2027-02-01",
		"2027-03-01": "2027-02-01",
		"2026-12-20": "2027-01-04", // last owed on Saturday 19 December; two weeks on is Saturday 2 January
		"2026-12-13": "2026-12-28", // to Saturday 26 December, and the Awt lengthens
	} {
		r, err := p.DecisionDue(parseOrNone(decided))
		require.NoError(t, err, decided)
		assertOneAnswer(t, due, r)
		assert.Contains(t, r.Steps[1], "De termijn is 2 weken (Awb 4:18)")
	}
	_, err := p.DecisionDue(MustParse("2026-12-08"))
	assert.EqualError(t, err, "er is geen dwangsom: het besluit van 2026-12-08 kwam voor of op de eerste dag 2026-12-08")
}

func TestThePaymentIsDueSixWeeksAfterTheDecisionOnThePenalty(t *testing.T) {
	t.Parallel()
	r, err := Penalty{}.PaymentDue(MustParse("2027-02-01"))
	require.NoError(t, err)
	assertOneAnswer(t, "2027-03-15", r)
	assert.Contains(t, r.Steps[1], "Awb 4:87")
	_, err = Penalty{}.PaymentDue(Date{})
	assert.ErrorContains(t, err, "geen begindatum")
}

func TestADefaultRefusesWhatIsMissing(t *testing.T) {
	t.Parallel()
	d := MustParse
	for _, c := range []struct {
		late Default
		says string
	}{
		{Default{Received: d("2026-11-23")}, "laatste dag van de termijn ontbreekt"},
		{Default{TermLast: d("2026-11-23")}, "ingebrekestelling binnenkwam ontbreekt"},
		{Default{TermLast: d("2026-11-23"), Received: d("0202-11-23")}, "0202-11-23 kan niet kloppen"},
	} {
		p, err := c.late.Penalty()
		assert.ErrorContains(t, err, c.says)
		assert.Equal(t, Penalty{}, p)
	}
}

func TestWhatIsOwedGrowsByTheRateOfTheDayAndNeverBeyondTheMost(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		termLast := anyDate(t, "term")
		p, err := Default{TermLast: termLast, Received: termLast.AddDays(rapid.IntRange(-60, 200).Draw(t, "received"))}.Penalty()
		require.NoError(t, err)
		assert.GreaterOrEqual(t, p.FirstDay.DaysSince(termLast), 15)
		day := p.FirstDay.AddDays(rapid.IntRange(-20, 60).Draw(t, "day"))
		days, euros := p.Owed(Date{}, day)
		before, less := p.Owed(Date{}, day.AddDays(-1))
		assert.Contains(t, []int{0, 23, 35, 45}, euros-less)
		assert.Equal(t, days-before, min(1, euros-less))
		assert.LessOrEqual(t, euros, 1442)
		// To announce the decision on a day is to owe what was owed the day before.
		decidedDays, decided := p.Owed(day, Date{})
		assert.Equal(t, []int{before, less}, []int{decidedDays, decided})
	})
}
