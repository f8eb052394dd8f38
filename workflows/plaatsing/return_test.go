package plaatsing_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"traject.nl/proto/contract/failure"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	"traject.nl/workflows/plaatsing/plaatsingtest"
	"traject.nl/workflows/tlv/tlvtest"
)

// TestARegularSchoolThatCannotTakeThePupilLeavesThePlacementAsItIs: and another plan can be made.
func TestARegularSchoolThatCannotTakeThePupilLeavesThePlacementAsItIs(t *testing.T) {
	t.Parallel()
	s := planned(t)
	s.See(func(view *casesv1.View) {
		assert.Equal(t, []string{"terugplaatsing-antwoord/school:bao-bunnik"}, openTasks(view))
		assert.Equal(t, "school:bao-bunnik", s.Services.Shared(caseID).Target)
	})
	s.Do(plaatsingtest.Disagree(plaatsingtest.Regular))
	s.See(func(view *casesv1.View) {
		assert.Equal(t, "geplaatst", view.Phase)
		assert.Equal(t, "text-why-not", factsOf(view).Returns[0].StoppedTextId)
		assert.Equal(t, []string{"school:bao-zeist", "school:sbo-zeist"}, schoolsOf(view))
		assert.Empty(t, s.Services.Shared(caseID).Target)
		assert.Empty(t, s.Services.Written(), "nothing was agreed")
	})
	s.Do(plaatsingtest.Plan(tlvtest.Bao, "2026-09-07", "2026-09-21"), plaatsingtest.Agree(plaatsingtest.Origin))
	view := s.Play()
	assert.Len(t, factsOf(view).Returns, 2)
	assert.Equal(t, "terugkeer", view.Phase)
	assert.Len(t, s.Services.Written(), 1)
}

// TestAReturnThatFailsIsAStepBack: another stay begins at the same school, by the same TLV, and the first attempt stays on record.
func TestAReturnThatFailsIsAStepBack(t *testing.T) {
	t.Parallel()
	s := back(t).On("2026-11-02")
	s.Do(plaatsingtest.Talked(plaatsingtest.Regular, "2026-10-12", notWell), plaatsingtest.Stop(plaatsingtest.Regular, "2026-11-02"))
	view := s.Play()
	facts := factsOf(view)
	assert.Equal(t, "geplaatst", view.Phase)
	require.Len(t, facts.Placements, 2)
	assert.Equal(t, []string{"2026-09-01", "2026-09-01"}, []string{facts.Placements[0].PlacedOn, facts.Placements[0].EndedOn})
	assert.Equal(t, []string{tlvtest.Sbo, "2026-11-02", ""}, []string{facts.Placements[1].SchoolId, facts.Placements[1].PlacedOn, facts.Placements[1].EndedOn})
	assert.Equal(t, "PO2603-000001", facts.Placements[1].Tlvs[0].Number)
	assert.Equal(t, "2026-11-02", facts.Returns[0].StoppedOn)
	assert.Len(t, facts.Returns[0].FollowUps, 1, "what was learned stays")
	assert.Empty(t, openTasks(view))
	assert.Equal(t, "evaluatie/school:sbo-zeist | opens 2027-08-17 | due 2027-09-28 by ZOUT-instelling\n", plannedOf(view), "no talk is planned any more")
	assert.Equal(t, []string{"school:bao-zeist", "school:sbo-zeist"}, schoolsOf(view))
	assert.Equal(t, "school:sbo-zeist", s.Services.Shared(caseID).Host)
	assert.NotContains(t, view.Status, "Er is geen TLV meer")
}

// TestAReturnThatFailsAfterTheTLVRanOutAsksForANewOne: the school hears that there is no lawful place, and has the question at once.
func TestAReturnThatFailsAfterTheTLVRanOutAsksForANewOne(t *testing.T) {
	t.Parallel()
	input := openedBy(plaatsingtest.Granted(tlvtest.Sbo, "PO2603-000001", "2026-08-01", "2027-07-31"))
	s := beginWith(t, "2026-09-01", plaatsingtest.NewServices(), input).Do(plaatsingtest.Confirm(plaatsingtest.Sbo, "2026-09-01"))
	s.On("2027-05-03").Do(plaatsingtest.PlanAtOnce(plaatsingtest.Sbo, plaatsingtest.NewBao, "2027-06-07"), plaatsingtest.Agree(plaatsingtest.Regular))
	s.On("2027-06-07").Do(plaatsingtest.Returned(plaatsingtest.Regular, "2027-06-07"))
	s, input = turnOfYear(t, s, input)
	s.On("2027-09-13").Do(plaatsingtest.Stop(plaatsingtest.Regular, "2027-09-10"))
	view := s.PlayFrom(input)
	assert.Equal(t, "geplaatst", view.Phase)
	assert.Equal(t, "De TLV gold tot en met zaterdag 31 juli 2027. Voor een plek op een school voor sbo of so is een nieuwe TLV nodig.",
		lineOfKind(t, s, "tlv-verlopen"))
	assert.Contains(t, tasksOf(view), "vervolg-kiezen/school:sbo-zeist/2 | due 2027-10-11 by ZOUT-instelling | 2027-09-13 - open")
	assert.Contains(t, openTasks(view), "vervolg-besluit/office:zout", "and the office finds out what is best")
	assert.Equal(t, "2027-06-07", termOf(t, view, "laatste-schooljaar").MetOn, "the return was in time; that it failed is another matter")
}

// TestAReturnThatFailsInTheLastSchoolYearBringsTheDutyBack: with some weeks to choose, because the cut-off has passed.
func TestAReturnThatFailsInTheLastSchoolYearBringsTheDutyBack(t *testing.T) {
	t.Parallel()
	s := lastYear(t).On("2027-03-15")
	s.Do(plaatsingtest.PlanAtOnce(plaatsingtest.Sbo, plaatsingtest.NewBao, "2027-03-22"), plaatsingtest.Agree(plaatsingtest.Regular))
	s.See(func(view *casesv1.View) {
		assert.NotContains(t, openTasks(view), "vervolg-kiezen/school:sbo-zeist", "a return is planned")
	})
	s.On("2027-03-22").Do(plaatsingtest.Returned(plaatsingtest.Regular, "2027-03-22"))
	s.See(func(view *casesv1.View) { assert.Equal(t, "2027-03-22", termOf(t, view, "laatste-schooljaar").MetOn) })
	s.On("2027-04-12").Do(plaatsingtest.Stop(plaatsingtest.Regular, "2027-04-12"))
	view := s.Play()
	assert.Empty(t, termOf(t, view, "laatste-schooljaar").MetOn)
	assert.Contains(t, tasksOf(view), "vervolg-kiezen/school:sbo-zeist/2 | due 2027-05-10 by ZOUT-instelling | 2027-04-12 - open")
}

// TestAPlanCanBeChangedAndIsThenAgreedAnew: a step that lies behind us may stay in it.
func TestAPlanCanBeChangedAndIsThenAgreedAnew(t *testing.T) {
	t.Parallel()
	s := agreed(t).On("2026-09-10")
	s.Do(plaatsingtest.Plan(plaatsingtest.NewBao, "2026-09-01", "2026-10-05"))
	s.See(func(view *casesv1.View) {
		assert.Empty(t, factsOf(view).Returns[0].AgreedOn)
		assert.Equal(t, []string{"terugplaatsing-antwoord/school:bao-bunnik"}, openTasks(view))
		assert.Equal(t, "evaluatie/school:sbo-zeist | opens 2027-06-16 | due 2027-07-28 by ZOUT-instelling\n", plannedOf(view),
			"confirming the return of the earlier plan is not asked any more")
	})
	s.RefusedWith(failure.NotNow, "heeft nog niet gezegd", plaatsingtest.Returned(plaatsingtest.Regular, "2026-09-10"))
	s.Do(plaatsingtest.Agree(plaatsingtest.Regular))
	s.On("2026-09-11").Do(plaatsingtest.Plan(tlvtest.Bao, "2026-09-14", "2026-10-05"))
	view := s.Play()
	assert.Equal(t, []string{"school:bao-zeist", "school:sbo-zeist"}, schoolsOf(view), "the school of the earlier plan has no part any more")
	assert.Len(t, factsOf(view).Returns, 1)
	assert.Equal(t, lines(`
		2026-09-01 RETURN | parent:1111111111aaaaaaaaaa parent:2222222222bbbbbbbbbb school:bao-zeist school:sbo-zeist school:bao-bunnik | from=2026-09-01 full=2026-09-14 school=bao-bunnik | file-plan
		2026-09-10 RETURN | parent:1111111111aaaaaaaaaa parent:2222222222bbbbbbbbbb school:bao-zeist school:sbo-zeist school:bao-bunnik | from=2026-09-01 full=2026-10-05 school=bao-bunnik | file-plan
	`), lettersOf(s.Services.Written()))
}

// TestAReturnThatDoesNotGoWellAfterHalfAYearIsNotClosed: talks go on until one is better.
func TestAReturnThatDoesNotGoWellAfterHalfAYearIsNotClosed(t *testing.T) {
	t.Parallel()
	s := back(t).On("2026-10-13").Do(plaatsingtest.Talked(plaatsingtest.Regular, "2026-10-13", well))
	s.On("2026-12-01").Do(plaatsingtest.Talked(plaatsingtest.Regular, "2026-12-01", attention))
	s.On("2027-03-02").Do(plaatsingtest.Talked(plaatsingtest.Regular, "2027-03-02", notWell))
	s.See(func(view *casesv1.View) {
		assert.Equal(t, "terug", view.Phase)
		assert.Equal(t, "opvolging-1/school:bao-bunnik | opens 2027-03-30 | due 2027-04-13 by ZOUT-instelling\n", plannedOf(view))
	})
	s.On("2027-04-12").Do(plaatsingtest.Talked(plaatsingtest.Regular, "2027-04-12", attention))
	view := s.PlayOut()
	assert.True(t, view.Closed)
	assert.Equal(t, plaatsingv1.Outcome_OUTCOME_RETURNED, factsOf(view).Outcome)
	assert.Len(t, factsOf(view).Returns[0].FollowUps, 4)
}

// TestAStayInAnInstitutionIsFollowedByTheSchoolOfOrigin: no TLV, no duty of a last school year; the pupil simply comes back.
func TestAStayInAnInstitutionIsFollowedByTheSchoolOfOrigin(t *testing.T) {
	t.Parallel()
	s := inInstitution(t)
	s.See(func(view *casesv1.View) {
		assert.Equal(t, "geplaatst", view.Phase)
		assert.Equal(t, []string{"school:bao-zeist"}, schoolsOf(view))
		assert.Equal(t, "evaluatie/school:bao-zeist | opens 2027-06-16 | due 2027-07-28 by ZOUT-instelling\n", plannedOf(view))
		assert.Empty(t, view.Terms)
		assert.Empty(t, s.Services.Shared(caseID).Host)
		assert.Contains(t, view.Status, "Het verblijf duurt naar verwachting tot en met vrijdag 18 december 2026.")
		admitted := s.Services.Admitted()
		assert.Equal(t, []string{"school:bao-zeist", "plaatsing", ""}, []string{admitted[0].Applicant, admitted[0].Procedure, admitted[0].FromCaseId})
	})
	s.RefusedWith(failure.NotNow, "geen TLV nodig", asOrigin(plaatsingtest.Choose(plaatsingv1.Continuation_CONTINUATION_EXTENSION)))
	s.On("2026-12-01").Do(plaatsingtest.Returned(plaatsingtest.Origin, "2026-11-30"))
	view := s.Play()
	assert.Equal(t, "terug", view.Phase)
	assert.Equal(t, tlvtest.Bao, factsOf(view).Returns[0].SchoolId)
	assert.Contains(t, plannedOf(view), "opvolging-1/school:bao-zeist | opens 2026-12-28 | due 2027-01-11")
}

func asOrigin(act *plaatsingv1.ChooseContinuation) *plaatsingv1.ChooseContinuation {
	act.Actor = plaatsingtest.Origin
	return act
}

// TestAStayInAnInstitutionThatPassesItsDateIsAskedAfter: once, on the day after, until the school says how it is.
func TestAStayInAnInstitutionThatPassesItsDateIsAskedAfter(t *testing.T) {
	t.Parallel()
	s := inInstitution(t).On("2026-12-18")
	s.See(func(view *casesv1.View) { assert.Empty(t, openTasks(view)) })
	s.On("2026-12-19").See(func(view *casesv1.View) {
		assert.Equal(t, "vervolg-besluit/office:zout | due 2026-12-29 by ZOUT-instelling | 2026-12-19 - open\n", tasksOf(view))
	})
	s.On("2026-12-22").Do(plaatsingtest.EvaluatedBy(plaatsingtest.Origin, "2026-12-21"))
	s.On("2027-01-20")
	view := s.Play()
	assert.Equal(t, "vervolg-besluit/office:zout | due 2026-12-29 by ZOUT-instelling | 2026-12-19 - 2026-12-22 geëvalueerd\n", tasksOf(view))
}

// TestASchoolThatTakesBackItsOwnPupilFromAnInstitutionNeedsNoAnswer: from itself; another regular school is asked.
func TestASchoolThatTakesBackItsOwnPupilFromAnInstitutionNeedsNoAnswer(t *testing.T) {
	t.Parallel()
	own := inInstitution(t).Do(plaatsingtest.PlanAtOnce(plaatsingtest.Origin, tlvtest.Bao, "2026-09-07"))
	view := own.Play()
	assert.Equal(t, "2026-09-01", factsOf(view).Returns[0].AgreedOn)
	assert.Len(t, own.Services.Written(), 1)
	assert.Empty(t, openTasks(view))

	other := inInstitution(t).Do(plaatsingtest.PlanAtOnce(plaatsingtest.Origin, plaatsingtest.NewBao, "2026-09-07"))
	view = other.Play()
	assert.Empty(t, factsOf(view).Returns[0].AgreedOn)
	assert.Equal(t, []string{"terugplaatsing-antwoord/school:bao-bunnik"}, openTasks(view))
}

// TestATLVForAPupilInAnInstitutionLeadsToASchool: from there the pupil goes to sbo or so.
func TestATLVForAPupilInAnInstitutionLeadsToASchool(t *testing.T) {
	t.Parallel()
	s := decides(inInstitution(t).On("2026-11-02"), tlvCase, plaatsingtest.Granted(tlvtest.Sbo, "PO2603-000001", "2026-11-02", "2028-07-31"))
	s.On("2026-11-09").Do(plaatsingtest.Confirm(plaatsingtest.Sbo, "2026-11-09"))
	view := s.Play()
	facts := factsOf(view)
	assert.Equal(t, "2026-11-08", facts.Placements[0].EndedOn)
	assert.Equal(t, tlvtest.Sbo, facts.Placements[1].SchoolId)
	assert.Equal(t, "2027-11-09", termOf(t, view, "eerste-evaluatie").PlannedOn)
	assert.Equal(t, "evaluatie/school:sbo-zeist | opens 2027-08-24 | due 2027-10-05 by ZOUT-instelling\n", plannedOf(view))
	assert.Equal(t, "school:sbo-zeist", s.Services.Shared(caseID).Host)
}

func TestAReturnFromAnInstitutionThatFailsGoesBackThere(t *testing.T) {
	t.Parallel()
	s := inInstitution(t).On("2026-10-01").Do(plaatsingtest.Returned(plaatsingtest.Origin, "2026-10-01"))
	s.On("2026-10-20").Do(plaatsingtest.Stop(plaatsingtest.Origin, "2026-10-19"))
	view := s.Play()
	assert.Equal(t, "geplaatst", view.Phase)
	assert.Equal(t, plaatsingv1.Institution_INSTITUTION_GGZ, factsOf(view).Placements[1].Institution)
	assert.Equal(t, "2026-10-19", factsOf(view).Placements[1].PlacedOn)
}
