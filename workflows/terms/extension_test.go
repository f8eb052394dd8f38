package terms

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// bezwaar ends on Friday 13 November 2026 when the objection term ended on 21 August.
var bezwaar = Rule{Weeks: 12, Statutory: true, Basis: "Awb 7:10 lid 1", Event: "Einde van de bezwaartermijn"}

func extended(t *testing.T, event string, rule Rule, suspensions []Suspension, extensions ...Extension) Result {
	t.Helper()
	result, err := Compute(MustParse(event), rule, suspensions, extensions...)
	require.NoError(t, err)
	return result
}

func TestVerdagingThatEndsOnAFreeDayHasTwoAnswers(t *testing.T) {
	t.Parallel()
	r := extended(t, "2026-08-21", bezwaar, nil, longer(6, "2026-11-10", GroundVerdaging))
	assert.Equal(t, "2026-12-25", r.Planned.String(), "eighteen weeks are too long for the Awt")
	assert.Equal(t, "2026-12-28", r.Last.String(), "six weeks are not")
	assert.Equal(t, 42, r.ExtendedDays)
	assert.Equal(t, []Segment{
		{Running, MustParse("2026-08-22"), MustParse("2026-11-13"), 84},
		{Extended, MustParse("2026-11-14"), MustParse("2026-12-25"), 42},
	}, r.Segments)
	assert.Equal(t, []string{
		"Einde van de bezwaartermijn: vrijdag 21 augustus 2026. Die dag telt niet mee. De termijn begint op zaterdag 22 augustus 2026.",
		"De termijn is 12 weken (Awb 7:10 lid 1). De laatste dag is dan vrijdag 13 november 2026.",
		"Op dinsdag 10 november 2026 is gemeld dat de termijn 6 weken langer duurt (Awb 7:10 lid 3). De laatste dag was toen vrijdag 13 november 2026, dus dat was op tijd.",
		"Met 42 dagen verlenging erbij is de laatste dag vrijdag 25 december 2026.",
		"Vrijdag 25 december 2026 is eerste kerstdag, maar de termijn schuift niet op: de Algemene termijnenwet geldt niet voor een termijn van 18 weken (artikel 4).",
		"De wet zegt niet of een verlenging met 6 weken bij de termijn hoort of een eigen termijn is. " +
			"Een eigen termijn schuift op als hij op een vrije dag eindigt (Algemene termijnenwet artikel 1). " +
			"Dan is de laatste dag maandag 28 december 2026. Plan op de vroegste datum: vrijdag 25 december 2026.",
	}, r.Steps)
}

func TestAnExtensionThatIsATermOfItsOwnHasOneAnswer(t *testing.T) {
	t.Parallel()
	separate := longer(6, "2026-11-10", GroundVerdaging)
	separate.Separate = true
	r := extended(t, "2026-08-21", bezwaar, nil, separate)
	assertOneAnswer(t, "2026-12-28", r)
	assert.Contains(t, r.Steps[len(r.Steps)-1], "De termijn loopt daarom door tot en met maandag 28 december 2026")
}

func TestAnExtensionOfANormStaysWhereItEnds(t *testing.T) {
	t.Parallel()
	assertOneAnswer(t, "2026-12-26", extended(t, "2026-12-05", norm(14), nil, Extension{Days: 7}))
}

func TestAnExtensionCountsFromTheLastDayBeforeTheAwt(t *testing.T) {
	t.Parallel()
	// Twelve weeks end on Easter Monday 29 March and the Awt makes that Tuesday; the six weeks count from Monday.
	r := extended(t, "2027-01-04", bezwaar, nil, longer(6, "2027-03-30", GroundVerdaging))
	assertOneAnswer(t, "2027-05-10", r)
	assert.Equal(t, "Op dinsdag 30 maart 2027 is gemeld dat de termijn 6 weken langer duurt (Awb 7:10 lid 3). "+
		"De laatste dag was toen dinsdag 30 maart 2027, dus dat was op tijd. "+
		"De verlenging telt vanaf maandag 29 maart 2027: zo lang duurt de termijn zonder de Algemene termijnenwet.", r.Steps[2])
}

func TestAShortExtensionDoesNotTakeAwayWhatTheAwtGave(t *testing.T) {
	t.Parallel()
	// Twelve weeks to Christmas Day, by the Awt to Monday 28. Twelve weeks and a day would not be lengthened, and end on Saturday.
	r := extended(t, "2026-10-02", bezwaar, nil, Extension{Days: 1, NotifiedOn: MustParse("2026-12-01")})
	assertOneAnswer(t, "2026-12-28", r)
	assert.Equal(t, 1, r.ExtendedDays)
	// Where the Awt gave nothing, the day more ends on a Saturday.
	r = extended(t, "2026-08-21", bezwaar, nil, Extension{Days: 1, NotifiedOn: MustParse("2026-11-10")})
	assert.Equal(t, "2026-11-14", r.Planned.String())
	assert.Equal(t, "2026-11-16", r.Last.String())
}

func TestAShortExtensionOfItsOwnHoldsTwoWorkingDays(t *testing.T) {
	t.Parallel()
	// Thirteen weeks end on Friday 20 November. Of three days more, only Monday is a working day (Awt 2).
	threeDays := Extension{Days: 3, NotifiedOn: MustParse("2026-11-20"), Separate: true}
	assertOneAnswer(t, "2026-11-24", extended(t, "2026-08-21", statutory(13), nil, threeDays))
}

func TestAnExtensionMustBeNotifiedByTheLastDayAsItStood(t *testing.T) {
	t.Parallel()
	onTheLast := extended(t, "2026-03-20", decision, nil, longer(2, "2026-05-18", GroundNewDate))
	assertOneAnswer(t, "2026-05-29", onTheLast)
	_, err := Compute(MustParse("2026-03-20"), decision, nil, longer(2, "2026-05-19", GroundNewDate))
	assert.EqualError(t, err, "de verlenging is gemeld op 2026-05-19, maar de laatste dag was toen 2026-05-18: een termijn die voorbij is, kan niet meer langer worden")
	// A suspension that was known by then moves that last day; one that came later does not.
	known := extended(t, "2026-03-20", decision, []Suspension{delay("2026-04-01", "2026-04-10", GroundConsent)}, longer(2, "2026-05-19", GroundNewDate))
	assertOneAnswer(t, "2026-06-08", known)
	_, err = Compute(MustParse("2026-03-20"), decision, []Suspension{delay("2026-05-20", "2026-06-10", GroundConsent)}, longer(2, "2026-05-19", GroundNewDate))
	assert.ErrorContains(t, err, "een termijn die voorbij is")
}

func TestANoticeThatIsInTimeInOneReadingCountsInThatReading(t *testing.T) {
	t.Parallel()
	// By the letter the term ended on 24 November, by the circular on 25 November: the day of the notice.
	r := extended(t, "2026-10-01", statutory(6), []Suspension{asked("2026-10-04", "2026-10-17")}, longer(2, "2026-11-25", GroundNewDate))
	assert.Equal(t, "2026-11-24", r.Planned.String())
	assert.Equal(t, "2026-12-09", r.Last.String())
	assert.Equal(t, []string{"De verlenging is gemeld op woensdag 25 november 2026. Volgens de vroegste telling was de termijn toen al voorbij. " +
		"Plan daarom op de vroegste datum."}, r.Warnings)
	assert.Contains(t, r.Steps[len(r.Steps)-1], "De verlenging van 25 november 2026 kwam dan nog op tijd. Dan is de laatste dag woensdag 9 december 2026.")
}

func TestANamedDateIsTheLastDayInBothReadings(t *testing.T) {
	t.Parallel()
	r := extended(t, "2026-10-01", statutory(6), []Suspension{asked("2026-10-04", "2026-10-17")}, newDate("2026-12-12", "2026-11-24"))
	assertOneAnswer(t, "2026-12-12", r)
	assert.Equal(t, 18, r.ExtendedDays, "from 25 November, the day after the earlier answer")
	assert.Equal(t, []string{
		"Op dinsdag 24 november 2026 is gemeld dat zaterdag 12 december 2026 de nieuwe laatste dag is (Awb 4:14 lid 3). De laatste dag was toen dinsdag 24 november 2026, dus dat was op tijd.",
		"Zaterdag 12 december 2026 is een zaterdag, maar de termijn schuift niet op: de datum is in een brief genoemd en volgt niet uit een wet.",
	}, r.Steps[4:])
}

func TestANamedDateTakesInTheStandstillThatBeganBeforeIt(t *testing.T) {
	t.Parallel()
	agreed := []Suspension{delay("2026-11-10", "2026-11-20", GroundConsent)}
	assertOneAnswer(t, "2026-12-11", extended(t, "2026-10-01", statutory(6), agreed, newDate("2026-12-11", "2026-11-10")))
	// What begins after the notice moves it on, overlapping days once, and the Awt leaves the outcome alone.
	later := []Suspension{
		delay("2026-11-10", "2026-11-20", GroundConsent),
		delay("2026-11-18", "2026-11-25", GroundForceMajeure), // five days more
		asked("2026-12-01", "2026-12-06"),                     // four days more, or five
	}
	r := extended(t, "2026-10-01", statutory(6), later, newDate("2026-12-11", "2026-11-12"))
	assert.Equal(t, "2026-12-20", r.Planned.String(), "a Sunday")
	assert.Equal(t, "2026-12-21", r.Last.String())
	assert.Contains(t, r.Steps, "Dagen die samenvallen, tellen één keer. Bij vrijdag 11 december 2026 tellen we 9 dagen stilstand op. De laatste dag is dan zondag 20 december 2026.")
}

func TestExtensionsFollowOnOneAnother(t *testing.T) {
	t.Parallel()
	r := extended(t, "2026-10-01", statutory(6), nil, newDate("2026-11-27", "2026-11-12"), longer(1, "2026-11-27", GroundNewDate))
	assertOneAnswer(t, "2026-12-04", r)
	assert.Equal(t, 15+7, r.ExtendedDays)
	assert.Contains(t, r.Steps, "Bij vrijdag 27 november 2026 tellen we 7 dagen verlenging op. De laatste dag is dan vrijdag 4 december 2026.")
	// In any order: the days of the notices decide.
	swapped := extended(t, "2026-10-01", statutory(6), nil, longer(1, "2026-11-27", GroundNewDate), newDate("2026-11-27", "2026-11-12"))
	assert.Equal(t, r, swapped)
}

func TestATermThatStandsStillCanBeExtendedByALengthButNotToADate(t *testing.T) {
	t.Parallel()
	open := []Suspension{{Invited: MustParse("2026-10-04"), Due: MustParse("2026-10-18")}}
	r := extended(t, "2026-10-01", statutory(6), open, longer(2, "2026-12-20", GroundNewDate))
	assert.True(t, r.Suspended)
	assert.Equal(t, 39+14, r.DaysLeft)
	assert.Contains(t, r.Steps[len(r.Steps)-2], "De termijn stond toen stil, dus dat was op tijd.")
	_, err := Compute(MustParse("2026-10-01"), statutory(6), open, newDate("2026-12-20", "2026-10-10"))
	assert.ErrorContains(t, err, "op 2026-10-10 stond de termijn stil en was niet bekend tot wanneer: verleng met een aantal weken")
	// Afterwards it is known when the completion came, but who named the date did not know.
	_, err = Compute(MustParse("2026-10-01"), statutory(6), []Suspension{asked("2026-10-04", "2026-10-17")}, newDate("2026-12-20", "2026-10-10"))
	assert.ErrorContains(t, err, "op 2026-10-10 stond de termijn stil")
	_, err = Compute(MustParse("2026-10-01"), statutory(6), []Suspension{asked("2026-10-09", "2026-10-17")}, newDate("2026-12-20", "2026-10-10"))
	assert.ErrorContains(t, err, "op 2026-10-10 stond de termijn stil", "from that day on")
	_, err = Compute(MustParse("2026-10-01"), statutory(6), []Suspension{lapsed("2026-10-04", "2026-10-17")}, newDate("2026-12-20", "2026-10-17"))
	assert.ErrorContains(t, err, "op 2026-10-17 stond de termijn stil", "something could still come that day")
	assertOneAnswer(t, "2026-12-20", extended(t, "2026-10-01", statutory(6), []Suspension{asked("2026-10-04", "2026-10-17")}, newDate("2026-12-20", "2026-10-17")))
	assertOneAnswer(t, "2026-12-20", extended(t, "2026-10-01", statutory(6), []Suspension{lapsed("2026-10-04", "2026-10-17")}, newDate("2026-12-20", "2026-10-18")))
}

func TestStandstillInTheExtendedDaysKeepsThemWhole(t *testing.T) {
	t.Parallel()
	r := extended(t, "2026-08-21", bezwaar, []Suspension{delay("2026-11-20", "2026-11-29", GroundFurtherDelay)}, longer(6, "2026-11-10", GroundVerdaging))
	assertOneAnswer(t, "2027-01-04", r)
	assert.Equal(t, []Segment{
		{Running, MustParse("2026-08-22"), MustParse("2026-11-13"), 84},
		{Extended, MustParse("2026-11-14"), MustParse("2026-11-19"), 6},
		{Suspended, MustParse("2026-11-20"), MustParse("2026-11-29"), 10},
		{Extended, MustParse("2026-11-30"), MustParse("2027-01-04"), 36},
	}, r.Segments)
	assert.Contains(t, r.Steps, "Met 10 dagen stilstand en 42 dagen verlenging erbij is de laatste dag maandag 4 januari 2027.")
}

func TestExtensionRefusesWhatCannotBe(t *testing.T) {
	t.Parallel()
	d := MustParse
	for _, c := range []struct {
		name string
		e    []Extension
		says string
	}{
		{"second verdaging", []Extension{longer(2, "2026-10-01", GroundVerdaging), longer(2, "2026-10-02", "artikel 7:10 lid 3 Awb")}, "al een keer verdaagd"},
		{"second verdaging after another notice", []Extension{longer(2, "2026-10-01", GroundVerdaging), longer(1, "2026-10-02", ""), longer(2, "2026-10-03", GroundVerdaging)}, "al een keer verdaagd"},
		{"verdaging of more than six weeks", []Extension{{Days: 43, NotifiedOn: d("2026-11-10"), Ground: GroundVerdaging}}, "43 dagen kan niet: het mag hoogstens 42 dagen"},
		{"verdaging to a date beyond six weeks", []Extension{{Until: d("2026-12-29"), NotifiedOn: d("2026-11-10"), Ground: GroundVerdaging}}, "dus tot en met 2026-12-28"},
		{"after the last day", []Extension{longer(2, "2026-11-14", GroundVerdaging)}, "een termijn die voorbij is"},
		{"before the start", []Extension{{Until: d("2026-12-11"), NotifiedOn: d("2026-08-20"), Ground: GroundNewDate}}, "2026-08-20, maar de termijn telt pas vanaf 2026-08-21"},
		{"no length", []Extension{{NotifiedOn: d("2026-11-10")}}, "geen lengte en geen nieuwe datum"},
		{"negative length", []Extension{{Weeks: -1, NotifiedOn: d("2026-11-10")}}, "-1 weken en 0 dagen kan niet"},
		{"negative days in a positive sum", []Extension{{Weeks: 2, Days: -1, NotifiedOn: d("2026-11-10")}}, "-1 dagen kan niet"},
		{"endless length", []Extension{{Weeks: 9000000000000000000, NotifiedOn: d("2026-11-10")}}, "hoogstens"},
		{"length and date", []Extension{{Weeks: 2, Until: d("2026-12-11"), NotifiedOn: d("2026-11-10")}}, "en ook de nieuwe datum 2026-12-11"},
		{"date without the day of the notice", []Extension{{Until: d("2026-12-11")}}, "niet bekend wanneer de nieuwe datum 2026-12-11 is gemeld"},
		{"date that is no extension", []Extension{{Until: d("2026-11-13"), NotifiedOn: d("2026-11-10")}}, "2026-11-13 is niet later dan de laatste dag 2026-11-13"},
		{"absurd date", []Extension{{Until: d("9026-11-13"), NotifiedOn: d("2026-11-10")}}, "9026-11-13 kan niet kloppen"},
	} {
		r, err := Compute(d("2026-08-21"), bezwaar, nil, c.e...)
		assert.ErrorContains(t, err, c.says, c.name)
		assert.Equal(t, Result{}, r, c.name)
	}
	assertOneAnswer(t, "2026-12-28", extended(t, "2026-08-21", bezwaar, nil, Extension{Until: d("2026-12-28"), NotifiedOn: d("2026-11-10"), Ground: GroundVerdaging}))
	many := make([]Extension, mostHappenings+1)
	_, err := Compute(d("2026-08-21"), bezwaar, nil, many...)
	assert.ErrorContains(t, err, "501 opschortingen en verlengingen")
}

func TestAnExtensionBeyondTheHorizonWarns(t *testing.T) {
	t.Parallel()
	r := extended(t, "2028-10-02", bezwaar, nil, longer(6, "2028-12-01", GroundVerdaging))
	assert.True(t, r.BeyondHorizon)
	assert.Len(t, r.Warnings, 1)
	long := extended(t, "2028-10-02", statutory(13), nil, longer(2, "2028-12-01", GroundNewDate))
	assert.True(t, long.BeyondHorizon, "the extension, not the term, may be moved by a free day")
	named := extended(t, "2028-10-02", bezwaar, nil, Extension{Until: MustParse("2029-01-10"), NotifiedOn: MustParse("2028-12-01")})
	assert.True(t, named.BeyondHorizon)
	assert.False(t, extended(t, "2028-10-02", norm(14), nil, Extension{Weeks: 52}).BeyondHorizon, "a norm")
	assert.False(t, extended(t, "2026-08-21", bezwaar, nil, longer(6, "2026-11-10", GroundVerdaging)).BeyondHorizon)
}

func TestTheTwoReadingsOfAnExtensionDifferOnlyByFreeDays(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		event, extension := anyDate(t, "event"), Extension{Weeks: rapid.IntRange(1, 6).Draw(t, "weeks")}
		r := mustCompute(t, event, bezwaar, nil, extension)
		assert.Equal(t, later(event.AddDays(84+extension.days()), mustCompute(t, event, bezwaar, nil).Last), r.Planned)
		for day := r.Planned; day.Before(r.Last); day = day.AddDays(1) {
			_, free := FreeDay(day)
			assert.True(t, free, "%s could have been the last day", day.Long())
		}
		_, free := FreeDay(r.Last)
		assert.False(t, free, r.Last.Long())
	})
}
