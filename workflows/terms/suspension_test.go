package terms

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestSuspensionHasTwoAnswersAndPlansOnTheEarlier(t *testing.T) {
	t.Parallel()
	// The worked example of the ministry's circular: by the letter 12 days, by the circular 13.
	r := compute(t, "2026-10-01", Rule{Weeks: 6, Statutory: true}, asked("2026-10-04", "2026-10-17"))
	assert.Equal(t, "2026-11-24", r.Planned.String())
	assert.Equal(t, "2026-11-25", r.Last.String())
	assert.Equal(t, 12, r.SuspendedDays)
	assert.Equal(t, 13, r.SuspendedDaysLater)
	assert.Equal(t, []string{
		"Begin: donderdag 1 oktober 2026. Die dag telt niet mee. De termijn begint op vrijdag 2 oktober 2026.",
		"De termijn is 6 weken. De laatste dag is dan donderdag 12 november 2026.",
		"Op zondag 4 oktober 2026 is om aanvulling gevraagd. Vanaf de dag erna staat de termijn stil (Awb 4:15 lid 1 onder a).",
		"De aanvulling kwam op zaterdag 17 oktober 2026. De termijn stond 12 dagen stil en loopt vanaf die dag weer.",
		"Met 12 dagen erbij is de laatste dag dinsdag 24 november 2026.",
		"Een circulaire van het ministerie (BWBR0035667) telt de dag van de aanvulling ook als stilstand. " +
			"Dan is de laatste dag woensdag 25 november 2026. Plan op de vroegste datum: dinsdag 24 november 2026.",
	}, r.Steps)
}

func TestSuspensionCountsFromTheDayAfterTheInvitation(t *testing.T) {
	t.Parallel()
	r := compute(t, "2026-02-20", decision, asked("2026-03-01", "2026-03-05"))
	assert.Equal(t, 3, r.SuspendedDays)
	assert.Equal(t, 4, r.SuspendedDaysLater)
}

func TestCompletionAtOnceSuspendsNothing(t *testing.T) {
	t.Parallel()
	without := compute(t, "2026-02-20", decision)
	sameDay := compute(t, "2026-02-20", decision, asked("2026-03-02", "2026-03-02"))
	assertOneAnswer(t, without.Last.String(), sameDay)
	assert.Contains(t, sameDay.Steps[3], "stond daarom geen dag stil")
	nextDay := compute(t, "2026-02-20", decision, asked("2026-03-02", "2026-03-03"))
	assert.Equal(t, 0, nextDay.SuspendedDays)
	assert.Equal(t, 1, nextDay.SuspendedDaysLater)
}

func TestLapsedRepairTermResumesOnItsLastDayOrTheDayAfter(t *testing.T) {
	t.Parallel()
	// 3 to 16 March are 14 days. "Tot de dag waarop": whether the last of them counts, the law leaves open.
	lapsed := Suspension{Invited: MustParse("2026-03-02"), Due: MustParse("2026-03-16"), Lapsed: true}
	r := compute(t, "2026-02-24", decision, lapsed)
	assert.Equal(t, 13, r.SuspendedDays)
	assert.Equal(t, 14, r.SuspendedDaysLater)
	assert.Equal(t, "2026-05-04", r.Planned.String())
	assert.Equal(t, "2026-05-06", r.Last.String(), "the day after is Bevrijdingsdag")
	assert.Equal(t, MustParse("2026-03-16"), r.Segments[2].From)
	assert.Equal(t, []string{
		"Aanvullen kon tot en met maandag 16 maart 2026. Op tijd kwam er niets. De termijn stond 13 dagen stil en loopt vanaf die dag weer.",
		"Met 13 dagen erbij is de laatste dag maandag 4 mei 2026.",
		"De laatste dag om aan te vullen kan ook nog als stilstand tellen: de wet zegt dat niet duidelijk. " +
			"Dan is de laatste dag woensdag 6 mei 2026. Plan op de vroegste datum: maandag 4 mei 2026.",
	}, r.Steps[3:])
}

func TestCompletionAfterTheSetDayEndsTheSuspensionOnThatDay(t *testing.T) {
	t.Parallel()
	late := Suspension{Invited: MustParse("2026-03-02"), Due: MustParse("2026-03-16"), Completed: MustParse("2026-03-30")}
	assertOneAnswer(t, "2026-05-06", compute(t, "2026-02-25", decision, late))
	lastMoment := late
	lastMoment.Completed = late.Due
	r := compute(t, "2026-02-25", decision, lastMoment)
	assert.Equal(t, 13, r.SuspendedDays)
	assert.Equal(t, 14, r.SuspendedDaysLater)
	assert.Contains(t, r.Steps[3], "De aanvulling kwam op maandag 16 maart 2026.", "in time")
}

func TestOpenSuspensionHasNoDateButABudget(t *testing.T) {
	t.Parallel()
	open := Suspension{Invited: MustParse("2026-03-02"), Due: MustParse("2026-03-16")}
	r := compute(t, "2026-02-20", decision, open)
	assert.True(t, r.Suspended)
	assert.True(t, r.Planned.IsZero())
	assert.True(t, r.Last.IsZero())
	assert.Empty(t, r.Warnings)
	assert.False(t, r.BeyondHorizon)
	assert.Equal(t, 46, r.DaysLeft) // 10 of the 56 days ran: 21 February to 2 March
	assert.Equal(t, []Segment{{Kind: Running, From: MustParse("2026-02-21"), Until: MustParse("2026-03-02"), Days: 10}}, r.Segments)
	assert.Equal(t, []string{
		"De termijn loopt weer zodra de aanvulling er is. Komt er niets, dan loopt hij weer na maandag 16 maart 2026.",
		"De termijn staat nu stil. Daarna zijn er nog 46 dagen over.",
	}, r.Steps[3:])
}

func TestSeveralSuspensionsAddUp(t *testing.T) {
	t.Parallel()
	r := compute(t, "2026-02-20", decision, asked("2026-03-01", "2026-03-05"), asked("2026-03-20", "2026-03-31"))
	assert.Equal(t, 3+10, r.SuspendedDays)
	assert.Equal(t, 4+11, r.SuspendedDaysLater)
	assert.Equal(t, MustParse("2026-04-17").AddDays(13), r.Planned)
	kinds := []Kind{}
	for _, s := range r.Segments {
		kinds = append(kinds, s.Kind)
	}
	assert.Equal(t, []Kind{Running, Suspended, Running, Suspended, Running}, kinds)
}

func TestOverlappingSuspensionsCountADayOnce(t *testing.T) {
	t.Parallel()
	r := compute(t, "2026-02-20", decision, asked("2026-03-10", "2026-03-20"), asked("2026-03-01", "2026-03-15"))
	assert.Equal(t, 18, r.SuspendedDays) // 2 to 19 March
	adjacent := compute(t, "2026-02-20", decision, asked("2026-03-01", "2026-03-05"), asked("2026-03-04", "2026-03-10"))
	assert.Equal(t, Segment{Kind: Suspended, From: MustParse("2026-03-02"), Until: MustParse("2026-03-09"), Days: 8}, adjacent.Segments[1])
	one := Suspension{Invited: MustParse("2026-03-05"), Due: MustParse("2026-03-30")}
	open := compute(t, "2026-02-20", decision, one, asked("2026-03-10", "2026-03-20"))
	assert.True(t, open.Suspended)
	assert.Equal(t, 56-13, open.DaysLeft)
}

func TestSuspensionAfterTheLastDayChangesNothingAndWarns(t *testing.T) {
	t.Parallel()
	plain := compute(t, "2026-03-20", decision) // to Monday 18 May
	late := compute(t, "2026-03-20", decision, asked("2026-05-18", "2026-05-25"))
	assertOneAnswer(t, plain.Last.String(), late)
	assert.Equal(t, plain.Steps, late.Steps)
	assert.Len(t, late.Warnings, 1)
	assert.Contains(t, late.Warnings[0], "De vraag om aanvulling van maandag 18 mei 2026 kwam niet voor het einde van de termijn")
	stillOpen := compute(t, "2026-03-20", decision, Suspension{Invited: MustParse("2026-05-19")})
	assert.False(t, stillOpen.Suspended)
	assertOneAnswer(t, plain.Last.String(), stillOpen)
}

func TestSuspensionInTheDaysTheAwtAddedLeavesTheLastDayToCome(t *testing.T) {
	t.Parallel()
	// The budget ends on Friday 15 May (equated), the term on Monday 18 May; asked on Saturday, completed on Wednesday.
	r := compute(t, "2026-03-20", decision, asked("2026-05-16", "2026-05-20"))
	assert.Equal(t, "2026-05-20", r.Planned.String())
	assert.Equal(t, "2026-05-21", r.Last.String())
	assert.Contains(t, r.Steps, "Met 3 dagen erbij is de laatste dag woensdag 20 mei 2026.")
	open := compute(t, "2026-03-20", decision, Suspension{Invited: MustParse("2026-05-16")})
	assert.True(t, open.Suspended)
	assert.Equal(t, 1, open.DaysLeft)
}
