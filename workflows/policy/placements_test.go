package policy

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/workflows/terms"
)

func TestAPlacementAtTheBuitenkansLastsThirteenWeeksFromItsFirstDay(t *testing.T) {
	t.Parallel()
	for name, policies := range shipped {
		rule := Term(policies[BuitenkansProcedure], EindePlaatsing)
		require.NotNil(t, rule, name)
		assert.Equal(t, norm, rule.GetKind(), name)
		assert.EqualValues(t, 13, rule.GetWeeks(), name)
		assert.True(t, rule.GetStartCounts(), name)
		assert.False(t, rule.GetSchoolWeeks(), "%s: holidays count, unless ZOUT says otherwise", name)
		assert.Equal(t, "ondersteuningsplan 2.2", rule.GetBasis(), name)
		assert.Equal(t, "provision", rule.GetOwner(), name)
		assert.Equal(t, []string{"school", "sot", "director", "parent"}, rule.GetTells(), name)
		placed, err := terms.Placement(terms.MustParse("2027-01-04"), terms.Rule{Weeks: int(rule.GetWeeks())}, rule.GetSchoolWeeks())
		require.NoError(t, err)
		assert.Equal(t, "2027-04-04", placed.Last.String(), "start + 91 - 1")
	}
}

func TestTheEndOfAPlacementIsToldAtTheEndOfWeeks9And11And12And13(t *testing.T) {
	t.Parallel()
	rule := Term(shipped[ZOUT][BuitenkansProcedure], EindePlaatsing)
	var weeks []int32
	for _, before := range rule.GetReminders() {
		assert.Zero(t, before%7)
		weeks = append(weeks, rule.GetWeeks()-before/7)
	}
	assert.Equal(t, []int32{9, 11, 12, 13}, weeks)
}

func TestWhoeverIsLateWithTheAdviceOrThePlanIsKnownBeforeThePlacementEnds(t *testing.T) {
	t.Parallel()
	p := shipped[ZOUT][BuitenkansProcedure]
	end := 7 * Term(p, EindePlaatsing).GetWeeks()
	for kind, week := range map[string]int32{AdviesBuitenkans: 9, Terugkeerplan: 11} {
		rule := Task(p, kind)
		assert.Equal(t, week, rule.GetDays()/7, kind)
		rungs := Ladder(p, rule.GetLadder()).GetRungs()
		var tells []string
		for _, rung := range rungs {
			tells = append(tells, rung.GetTell())
		}
		assert.Equal(t, []string{"holder", "sot", "director"}, tells, kind)
		assert.LessOrEqual(t, rule.GetDays()+rungs[len(rungs)-1].GetAfterDays(), end-7, "%s: a week is left to act", kind)
	}
}

func TestAChildWithAPlaceCanStartWithinFourWeeks(t *testing.T) {
	t.Parallel()
	p := shipped[ZOUT][BuitenkansProcedure]
	days := max(Task(p, SotSteun).GetDays(), Task(p, Toestemming).GetDays()) + Task(p, Intake).GetDays() + Task(p, StartPlannen).GetDays()
	assert.EqualValues(t, 25, days, "zout/buitenkans.yaml names this sum")
}

func TestWhatBelongsToADayOpensOnThatDay(t *testing.T) {
	t.Parallel()
	for name, policies := range shipped {
		for _, rule := range []*caseworkv1.TaskRule{
			Task(policies[BuitenkansProcedure], StartBevestigen), Task(policies[BuitenkansProcedure], Afronden),
			Task(policies[PlaatsingProcedure], PlaatsingBevestigen), Task(policies[PlaatsingProcedure], TerugkeerBevestigen),
		} {
			assert.Equal(t, rule.GetDays(), rule.GetLead(), "%s %s", name, rule.GetKind())
		}
	}
}

func TestTheDutyOfTheLastSchoolYearIsTheSchoolsAndItsDateThatOfTheTLV(t *testing.T) {
	t.Parallel()
	for name, policies := range shipped {
		rule := Term(policies[PlaatsingProcedure], LaatsteSchooljaar)
		require.NotNil(t, rule, name)
		assert.Equal(t, statutory, rule.GetKind(), name)
		assert.True(t, rule.GetDated(), name)
		assert.Zero(t, rule.GetWeeks()+rule.GetDays()+rule.GetMonths(), name)
		assert.Equal(t, "WPO 40 lid 14, WEC 40 lid 15", rule.GetBasis(), name)
		assert.Equal(t, "school", rule.GetOwner(), name)
	}
}

func TestTheRemindersOfTheLastSchoolYearAreThoseThatTheFileNames(t *testing.T) {
	t.Parallel()
	until := terms.MustParse("2028-07-31")
	rule := Term(shipped[ZOUT][PlaatsingProcedure], LaatsteSchooljaar)
	var days []string
	for _, before := range rule.GetReminders() {
		days = append(days, until.AddDays(-int(before)).String()[len("2028-"):])
	}
	assert.Equal(t, []string{"03-31", "05-01", "06-05", "07-03"}, days)
	assert.Equal(t, until, terms.MustParse("2028-06-05").AddDays(8*7), "the eight weeks of a decision fit")
}

func TestBothSchoolsEvaluateWithinTheFirstYearAndTheDirectorHearsItWhenTheyDoNot(t *testing.T) {
	t.Parallel()
	p := shipped[ZOUT][PlaatsingProcedure]
	year, task := Term(p, EersteEvaluatie), Task(p, Evaluatie)
	assert.Equal(t, norm, year.GetKind())
	assert.EqualValues(t, 12, year.GetMonths())
	assert.Equal(t, "ondersteuningsplan 2.1.3", year.GetBasis())
	assert.Equal(t, "school", year.GetOwner())
	rungs := Ladder(p, task.GetLadder()).GetRungs()
	for start := terms.On(2026, time.August, 1); start.Before(terms.On(2028, time.August, 1)); start = start.AddDays(1) {
		due := terms.WorkingDayFrom(start.AddDays(int(task.GetDays())))
		assert.True(t, due.AddDays(int(rungs[len(rungs)-1].GetAfterDays())).Before(start.AddMonths(12)), start)
	}
}

func TestTheChoiceIsInTimeForANewTLVWithBezwaar(t *testing.T) {
	t.Parallel()
	p, tlv := shipped[ZOUT][PlaatsingProcedure], shipped[ZOUT][TLVProcedure]
	cut := CutOff(p, Vervolg)
	require.NotNil(t, cut)
	for year := 2026; year < 2036; year++ {
		due, err := terms.InYear(cut.GetFrom(), year)
		require.NoError(t, err)
		over := due.AddMonths(1).AddDays(7 * int(Term(tlv, Beslistermijn).GetWeeks()+Term(tlv, Bezwaartermijn).GetWeeks()))
		assert.True(t, over.Before(terms.On(year, time.July, 31)), "%s", over)
		opens := due.AddDays(-int(Task(p, VervolgKiezen).GetLead()))
		assert.Equal(t, time.November, opens.Month(), "zout/plaatsing.yaml names the start of November")
		assert.LessOrEqual(t, opens.Day(), 2)
	}
}

func TestTheFollowUpsOfAReturnComeAfterSixWeeksAndThreeAndSixMonths(t *testing.T) {
	t.Parallel()
	p := shipped[ZOUT][PlaatsingProcedure]
	assert.EqualValues(t, 6*7, Task(p, Opvolging1).GetDays())
	assert.EqualValues(t, 13*7, Task(p, Opvolging2).GetDays())
	assert.EqualValues(t, 26*7, Task(p, Opvolging3).GetDays())
}

// TestEverythingOfTheDemonstrationPlaysInMinutes: from what a task counts from until the last rung of its ladder; what belongs to a day
// of the case keeps its day.
func TestEverythingOfTheDemonstrationPlaysInMinutes(t *testing.T) {
	t.Parallel()
	for _, procedure := range []string{BuitenkansProcedure, PlaatsingProcedure} {
		p := shipped[Demo][procedure]
		for _, rule := range p.GetTasks() {
			if rule.GetKind() == VervolgKiezen || rule.GetBasis() != setting {
				continue
			}
			days := rule.GetDays()
			if rungs := Ladder(p, rule.GetLadder()).GetRungs(); len(rungs) > 0 {
				days += rungs[len(rungs)-1].GetAfterDays()
			}
			assert.LessOrEqual(t, days*p.GetTaskDaySeconds(), int32(180), "%s %s", procedure, rule.GetKind())
		}
	}
}
