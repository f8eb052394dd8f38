package terms

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var (
	decision  = Rule{Weeks: 8, Statutory: true, Basis: "Awb 4:13 lid 2", Event: "Ontvangst van de aanvraag"}
	objection = Rule{Weeks: 6, Statutory: true, Basis: "Awb 6:7", Event: "Bekendmaking van het besluit"}
)

func compute(t *testing.T, event string, rule Rule, suspensions ...Suspension) Result {
	t.Helper()
	result, err := Compute(MustParse(event), rule, suspensions)
	require.NoError(t, err)
	return result
}

func asked(invited, completed string) Suspension {
	return Suspension{Invited: MustParse(invited), Completed: MustParse(completed)}
}

func assertOneAnswer(t *testing.T, want string, got Result) {
	t.Helper()
	assert.Equal(t, want, got.Planned.String(), "planned")
	assert.Equal(t, want, got.Last.String(), "last")
}

func TestDecisionTermRollsOverEquatedDay(t *testing.T) {
	t.Parallel()
	r := compute(t, "2026-03-20", decision)
	assertOneAnswer(t, "2026-05-18", r)
	assert.Equal(t, []string{
		"Ontvangst van de aanvraag: vrijdag 20 maart 2026. Die dag telt niet mee. De termijn begint op zaterdag 21 maart 2026.",
		"De termijn is 8 weken (Awb 4:13 lid 2). De laatste dag is dan vrijdag 15 mei 2026.",
		"Vrijdag 15 mei 2026 is een gelijkgestelde dag, zaterdag 16 mei 2026 is een zaterdag en zondag 17 mei 2026 is een zondag. " +
			"De termijn loopt daarom door tot en met maandag 18 mei 2026 (Algemene termijnenwet artikel 1).",
	}, r.Steps)
	assert.Empty(t, r.Warnings)
	assertOneAnswer(t, "2027-05-10", compute(t, "2027-03-12", decision))
}

func TestDecisionTermRollsOverChristmas(t *testing.T) {
	t.Parallel()
	assertOneAnswer(t, "2026-12-28", compute(t, "2026-10-30", decision))
}

func TestObjectionTermRollsOverNewYearAndTheNextTermOverEasterMonday(t *testing.T) {
	t.Parallel()
	r := compute(t, "2026-11-20", objection)
	assertOneAnswer(t, "2027-01-04", r)
	// The term for the decision on bezwaar counts from the day after the objection term (Awb 7:10).
	assertOneAnswer(t, "2027-03-30", compute(t, r.Last.String(), Rule{Weeks: 12, Statutory: true}))
}

func TestTermThatEndsOnAWorkingDayStays(t *testing.T) {
	t.Parallel()
	assertOneAnswer(t, "2026-07-10", compute(t, "2026-05-29", objection))
	assertOneAnswer(t, "2026-10-02", compute(t, "2026-07-10", Rule{Weeks: 12, Statutory: true}))
	assertOneAnswer(t, "2026-11-13", compute(t, "2026-07-10", Rule{Weeks: 18, Statutory: true}))
}

func TestTermsTheAwtDoesNotTouchEndOnTheirDay(t *testing.T) {
	t.Parallel()
	const saturday = "2026-11-21"
	for name, rule := range map[string]Rule{
		"more than twelve weeks": {Weeks: 13, Statutory: true},
		"more than ninety days":  {Days: 91, Statutory: true},
		"twelve weeks and a day": {Weeks: 12, Days: 1, Statutory: true},
		"a service norm":         {Days: 14},
		"three months and a day": {Months: 3, Days: 1, Statutory: true},
		"four months":            {Months: 4, Statutory: true},
	} {
		start := MustParse(saturday).AddDays(-7*rule.Weeks - rule.Days).AddMonths(-rule.Months)
		r, err := Compute(start, rule, nil)
		require.NoError(t, err, name)
		assertOneAnswer(t, saturday, r)
		assert.Contains(t, r.Steps[len(r.Steps)-1], "Zaterdag 21 november 2026 is een zaterdag, maar de termijn schuift niet op", name)
	}
	for name, rule := range map[string]Rule{
		"exactly twelve weeks":   {Weeks: 12, Statutory: true},
		"exactly ninety days":    {Days: 90, Statutory: true},
		"exactly three months":   {Months: 3, Statutory: true},
		"two months, four weeks": {Months: 2, Weeks: 4, Statutory: true},
	} {
		r, err := Compute(MustParse(saturday).AddDays(-7*rule.Weeks-rule.Days).AddMonths(-rule.Months), rule, nil)
		require.NoError(t, err, name)
		assertOneAnswer(t, "2026-11-23", r)
	}
}

func TestShortTermHoldsTwoWorkingDays(t *testing.T) {
	t.Parallel()
	threeDays := Rule{Days: 3, Statutory: true}
	// From Friday: Saturday, Sunday and Monday hold one working day, so Tuesday is added (Awt 2).
	r := compute(t, "2026-11-20", threeDays)
	assertOneAnswer(t, "2026-11-24", r)
	assert.Contains(t, r.Steps[len(r.Steps)-1], "artikel 2")
	// From Christmas Eve: the first two working days are Monday and Tuesday.
	assertOneAnswer(t, "2026-12-29", compute(t, "2026-12-24", threeDays))
	// Two days are no three days: only the last day counts.
	assertOneAnswer(t, "2026-11-23", compute(t, "2026-11-20", Rule{Days: 2, Statutory: true}))
	assertOneAnswer(t, "2026-11-19", compute(t, "2026-11-16", threeDays))
}

func TestBeyondTheHorizonTheAnswerWarns(t *testing.T) {
	t.Parallel()
	r := compute(t, "2029-03-16", decision)
	assertOneAnswer(t, "2029-05-11", r) // the Friday after Ascension Day may well be equated
	assert.True(t, r.BeyondHorizon)
	assert.Equal(t, []string{"De gelijkgestelde dagen van 2029 zijn hier niet bekend; de tabel loopt van 2023 tot en met 2028. " +
		"Controleer of vrijdag 11 mei 2029 wel een werkdag is."}, r.Warnings)

	assert.True(t, compute(t, "2022-11-01", Rule{Weeks: 6, Statutory: true}).BeyondHorizon, "before the table")
	assert.True(t, compute(t, "2028-11-05", decision).BeyondHorizon, "rolls from 31 December 2028 into 2029")
	assert.False(t, compute(t, "2028-10-06", decision).BeyondHorizon)
	assert.False(t, compute(t, "2029-03-16", Rule{Days: 14}).BeyondHorizon, "the Awt does not touch a service norm")
}

func TestComputeRefusesWhatCannotBe(t *testing.T) {
	t.Parallel()
	start := MustParse("2026-03-01")
	on := func(day int) Date { return start.AddDays(day - 1) }
	for _, c := range []struct {
		name  string
		event Date
		rule  Rule
		s     Suspension
		says  string
	}{
		{"no event", Date{}, decision, asked("2026-03-02", "2026-03-05"), "geen begindatum"},
		{"no budget", start, Rule{}, asked("2026-03-02", "2026-03-05"), "0 weken en 0 dagen"},
		{"negative budget", start, Rule{Weeks: 2, Days: -3}, asked("2026-03-02", "2026-03-05"), "-3 dagen"},
		{"negative months", start, Rule{Months: -1, Weeks: 8}, asked("2026-03-02", "2026-03-05"), "-1 maanden"},
		{"endless months", start, Rule{Months: 1200}, asked("2026-03-02", "2026-03-05"), "1200 maanden"},
		{"endless budget", start, Rule{Weeks: 9000000000000000000}, asked("2026-03-02", "2026-03-05"), "hoogstens"},
		{"a budget that only fits by wrapping around", start, Rule{Weeks: 2635249153387078803}, asked("2026-03-02", "2026-03-05"), "hoogstens"},
		{"no invitation", start, decision, Suspension{Completed: on(5)}, "geen datum waarop om aanvulling is gevraagd"},
		{"invited before the event", start, decision, asked("2026-02-27", "2026-03-05"), "2026-02-27"},
		{"completed before invited", start, decision, asked("2026-03-05", "2026-03-02"), "ligt voor de vraag van 2026-03-05"},
		{"due on the day of the invitation", start, decision, Suspension{Invited: on(5), Due: on(5)}, "aanvullen kon tot en met 2026-03-05"},
		{"lapsed without a last day", start, decision, Suspension{Invited: on(5), Lapsed: true}, "de laatste dag ontbreekt"},
		{"lapsed and completed in time", start, decision, Suspension{Invited: on(5), Due: on(9), Completed: on(9), Lapsed: true}, "kwam op tijd"},
	} {
		_, err := Compute(c.event, c.rule, []Suspension{c.s})
		assert.ErrorContains(t, err, c.says, c.name)
	}
}
