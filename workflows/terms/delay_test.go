package terms

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestADelayStandsStillOnItsFirstAndLastDayAndLeavesOneAnswer(t *testing.T) {
	t.Parallel()
	r := compute(t, "2026-02-24", decision, delay("2026-03-02", "2026-03-06", GroundConsent))
	assertOneAnswer(t, "2026-04-28", r)
	assert.Equal(t, 5, r.SuspendedDays)
	assert.Equal(t, 5, r.SuspendedDaysLater)
	assert.Equal(t, Segment{Suspended, MustParse("2026-03-02"), MustParse("2026-03-06"), 5}, r.Segments[1])
}

func TestTheStepOfADelayNamesItsCause(t *testing.T) {
	t.Parallel()
	for ground, want := range map[string]string{
		GroundConsent:      "De aanvrager heeft schriftelijk ingestemd met uitstel (Awb 4:15 lid 2 onder a)",
		GroundApplicant:    "De vertraging komt door de aanvrager (Awb 4:15 lid 2 onder b)",
		GroundForceMajeure: "Er is overmacht (Awb 4:15 lid 2 onder c)",
		GroundFurtherDelay: "Er is verder uitstel van de beslissing op bezwaar (Awb 7:10 lid 4)",
		"ZOUT-instelling":  "Er is uitstel (ZOUT-instelling)",
		"":                 "Er is uitstel",
	} {
		ended := compute(t, "2026-02-24", decision, delay("2026-03-02", "2026-03-06", ground))
		assert.Equal(t, want+": van maandag 2 maart 2026 tot en met vrijdag 6 maart 2026. De termijn stond 5 dagen stil en loopt weer vanaf de dag erna.", ended.Steps[2])
		lasting := compute(t, "2026-02-24", decision, delay("2026-03-02", "", ground))
		assert.Equal(t, want+". De termijn staat stil vanaf maandag 2 maart 2026, zolang dat duurt.", lasting.Steps[2])
	}
}

func TestADelayThatLastsHasNoDateButABudget(t *testing.T) {
	t.Parallel()
	r := compute(t, "2026-02-24", decision, delay("2026-03-02", "", GroundForceMajeure))
	assert.True(t, r.Suspended)
	assert.True(t, r.Planned.IsZero())
	assert.True(t, r.Last.IsZero())
	assert.Equal(t, 56-5, r.DaysLeft)
}

func TestADelayAndARequestThatOverlapCountADayOnce(t *testing.T) {
	t.Parallel()
	// 2 to 13 March by consent; asked on 10 March and completed on 20 March: also 14 to 19 March.
	r := compute(t, "2026-02-24", decision, asked("2026-03-10", "2026-03-20"), delay("2026-03-02", "2026-03-13", GroundConsent))
	assert.Equal(t, 18, r.SuspendedDays)
	assert.Equal(t, 19, r.SuspendedDaysLater)
	assert.Contains(t, r.Steps, "Dagen die samenvallen, tellen één keer. Met 18 dagen erbij is de laatste dag zaterdag 9 mei 2026.")
	assert.Equal(t, Segment{Suspended, MustParse("2026-03-02"), MustParse("2026-03-19"), 18}, r.Segments[1])
}

func TestADelayOnTheDayOfTheEventCountsFromTheFirstDayOfTheTerm(t *testing.T) {
	t.Parallel()
	r := compute(t, "2026-02-24", decision, delay("2026-02-24", "2026-02-26", GroundConsent))
	assert.Equal(t, 2, r.SuspendedDays)
	assert.Contains(t, r.Steps[2], "De termijn stond 2 dagen stil")
	assert.Equal(t, 0, compute(t, "2026-02-24", decision, delay("2026-02-24", "2026-02-24", GroundConsent)).SuspendedDays)
}

func TestADelayAfterTheLastDayChangesNothingAndWarns(t *testing.T) {
	t.Parallel()
	plain := compute(t, "2026-03-20", decision) // to Monday 18 May
	late := compute(t, "2026-03-20", decision, delay("2026-05-19", "2026-05-29", GroundConsent), asked("2026-06-01", "2026-06-05"))
	assertOneAnswer(t, plain.Last.String(), late)
	assert.Equal(t, plain.Steps, late.Steps)
	assert.Equal(t, []string{
		"Het uitstel vanaf dinsdag 19 mei 2026 begon niet voor het einde van de termijn (maandag 18 mei 2026). De termijn is daardoor niet opgeschort.",
		"De vraag om aanvulling van maandag 1 juni 2026 kwam niet voor het einde van de termijn (maandag 18 mei 2026). De termijn is daardoor niet opgeschort.",
	}, late.Warnings)
}

func TestAStandstillThatIsInTimeInOneReadingCountsInThatReading(t *testing.T) {
	t.Parallel()
	// By the letter the term ends on Monday 18 May, by the circular on Tuesday 19 May; asked on that Monday.
	first := asked("2026-04-01", "2026-04-05")
	r := compute(t, "2026-03-20", decision, first, asked("2026-05-18", "2026-05-25"))
	assert.Equal(t, "2026-05-18", r.Planned.String())
	assert.Equal(t, "2026-05-26", r.Last.String())
	assert.Equal(t, []string{"De vraag om aanvulling van maandag 18 mei 2026 kwam niet voor het einde van de termijn (maandag 18 mei 2026). " +
		"Volgens de latere telling was de termijn nog niet voorbij. Plan op de vroegste datum."}, r.Warnings)
	// While the answer to it is awaited the later reading has no last day; the term is still to be taken for over.
	open := compute(t, "2026-03-20", decision, first, Suspension{Invited: MustParse("2026-05-18")})
	assert.False(t, open.Suspended)
	assert.Equal(t, "2026-05-18", open.Planned.String())
	assert.Equal(t, "2026-05-19", open.Last.String())
	assert.Len(t, open.Warnings, 1)
	// An extension in that time is in time by the later reading, so it is no mistake.
	extendedThen := extended(t, "2026-03-20", decision, []Suspension{first, {Invited: MustParse("2026-05-18")}}, longer(2, "2026-05-22", GroundNewDate))
	assert.Equal(t, "2026-05-18", extendedThen.Planned.String())
	assert.Equal(t, "2026-05-19", extendedThen.Last.String())
	assert.Len(t, extendedThen.Warnings, 2)
}

func TestADelayRefusesWhatCannotBe(t *testing.T) {
	t.Parallel()
	d := MustParse
	for _, c := range []struct {
		name string
		s    Suspension
		says string
	}{
		{"ends before it begins", delay("2026-03-10", "2026-03-09", GroundConsent), "eindigt op 2026-03-09, maar begint pas op 2026-03-10"},
		{"begins before the event", delay("2026-02-23", "2026-03-09", GroundConsent), "begint op 2026-02-23, maar de termijn telt pas vanaf 2026-02-24"},
		{"no first day", Suspension{Until: d("2026-03-09")}, "heeft geen eerste dag"},
		{"both forms", Suspension{Invited: d("2026-03-01"), From: d("2026-03-01"), Until: d("2026-03-09")}, "niet allebei"},
		{"a delay that lapsed", Suspension{From: d("2026-03-01"), Lapsed: true}, "niet allebei"},
		{"absurd year", delay("0026-03-10", "2026-03-12", GroundConsent), "0026-03-10 kan niet kloppen"},
		{"absurd completion", asked("2026-03-10", "2926-03-12"), "2926-03-12 kan niet kloppen"},
	} {
		r, err := Compute(d("2026-02-24"), decision, []Suspension{c.s})
		assert.ErrorContains(t, err, c.says, c.name)
		assert.Equal(t, Result{}, r, c.name)
	}
	_, err := Compute(d("1812-02-24"), decision, nil)
	assert.ErrorContains(t, err, "geef een jaar van 1900 tot en met 2200")
}
