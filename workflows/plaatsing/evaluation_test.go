package plaatsing_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	"traject.nl/workflows/plaatsing/plaatsingtest"
	"traject.nl/workflows/tlv/tlvtest"
)

// TestTheFirstYearAsksForAnEvaluationOfBothSchools: one of either school alone is kept, and changes nothing of what is asked.
func TestTheFirstYearAsksForAnEvaluationOfBothSchools(t *testing.T) {
	t.Parallel()
	s := there(t).On("2027-07-01").Do(plaatsingtest.Evaluated("2027-07-01"), plaatsingtest.EvaluatedBy(plaatsingtest.Origin, "2027-06-30"))
	s.See(func(view *casesv1.View) {
		assert.Len(t, factsOf(view).Evaluations, 2)
		assert.Equal(t, []string{"evaluatie/school:sbo-zeist"}, openTasks(view))
		assert.Empty(t, termOf(t, view, "eerste-evaluatie").MetOn)
		assert.Equal(t, "De verwijzende school heeft geëvalueerd op woensdag 30 juni 2027: het gaat goed.", lineOfKind(t, s, "evaluatie"))
	})
	together := plaatsingtest.EvaluatedTogether("2027-07-02")
	together.Actor, together.ReturnInSight = plaatsingtest.Origin, true
	s.On("2027-07-02").Do(together)
	view := s.Play()
	assert.Equal(t, "2027-07-02", termOf(t, view, "eerste-evaluatie").MetOn, "either school may file what both did")
	assert.Empty(t, openTasks(view))
	assert.Contains(t, lineOfKind(t, s, "evaluatie"), "Een terugkeer naar een gewone school is in zicht.")
	assert.Equal(t, "evaluatie/school:sbo-zeist | opens 2028-04-17 | due 2028-05-29 by ZOUT-instelling\n", plannedOf(view))
}

// TestAnEvaluationThatIsFiledLateDoesNotBringTheNextOneForward: the year counts from the last one.
func TestAnEvaluationThatIsFiledLateDoesNotBringTheNextOneForward(t *testing.T) {
	t.Parallel()
	s := there(t).On("2027-03-01").Do(plaatsingtest.EvaluatedTogether("2027-03-01"))
	var planned string
	s.See(func(view *casesv1.View) { planned = plannedOf(view) })
	s.Do(plaatsingtest.EvaluatedTogether("2026-11-02"))
	assert.Equal(t, planned, plannedOf(s.Play()))
}

// TestAFirstYearWithoutAnEvaluationTogetherStaysAFact: the term of the ondersteuningsplan is missed, and everybody with a part sees it.
func TestAFirstYearWithoutAnEvaluationTogetherStaysAFact(t *testing.T) {
	t.Parallel()
	input := openedBy(plaatsingtest.Granted(tlvtest.Sbo, "PO2603-000001", "2026-08-01", "2028-07-31"))
	s := beginWith(t, "2026-09-01", plaatsingtest.NewServices(), input).Do(plaatsingtest.Confirm(plaatsingtest.Sbo, "2026-09-01"))
	s, input = turnOfYear(t, s, input)
	s.On("2027-09-20").Do(plaatsingtest.EvaluatedTogether("2027-09-20"))
	view := s.PlayFrom(input)
	term := termOf(t, view, "eerste-evaluatie")
	assert.Equal(t, []string{"2027-09-01", "2027-09-02", "2027-09-20"}, []string{term.PlannedOn, term.MissedOn, term.MetOn})
	assert.Equal(t, "De termijn voor 'Samen evalueren in het eerste jaar' is voorbij. De laatste dag was woensdag 1 september 2027.",
		lineOfKind(t, s, "termijn-voorbij"))
}

// TestASchoolThatAppliedForItsOwnPupilHasNobodyToEvaluateWith: the yearly evaluation is asked all the same.
func TestASchoolThatAppliedForItsOwnPupilHasNobodyToEvaluateWith(t *testing.T) {
	t.Parallel()
	input := openedBy(plaatsingtest.Granted(tlvtest.Sbo, "PO2603-000001", "2026-08-01", "2028-07-31"))
	input.Opening.OriginSchoolId = tlvtest.Sbo
	s := beginWith(t, "2026-09-01", plaatsingtest.NewServices(), input).Do(plaatsingtest.Confirm(plaatsingtest.Sbo, "2026-09-01"))
	s.See(func(view *casesv1.View) {
		assert.Empty(t, view.Terms)
		assert.Equal(t, []string{"school:sbo-zeist"}, schoolsOf(view))
		assert.NotContains(t, view.Planned[0].Reason, "verwijzende school")
	})
	s.On("2026-12-01").Do(plaatsingtest.Evaluated("2026-12-01"))
	assert.Equal(t, plaatsingv1.Going_GOING_WELL, factsOf(s.PlayFrom(input)).Evaluations[0].Going)
}

// TestATLVThatRanOutWithNothingAfterItIsPutBeforeTheOffice: the term is missed, which stays a fact; Traject ends nothing by itself.
func TestATLVThatRanOutWithNothingAfterItIsPutBeforeTheOffice(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		confirmed bool
		phase     string
	}{"there": {true, "geplaatst"}, "never confirmed": {false, "verwacht"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			input := openedBy(plaatsingtest.Granted(tlvtest.Sbo, "PO2603-000001", "2026-08-01", "2027-07-31"))
			s := beginWith(t, "2026-09-01", plaatsingtest.NewServices(), input)
			if c.confirmed {
				s.Do(plaatsingtest.Confirm(plaatsingtest.Sbo, "2026-09-01"))
			}
			s, input = turnOfYear(t, s, input)
			view := s.On("2027-08-10").PlayFrom(input)
			assert.Equal(t, c.phase, view.Phase)
			assert.Contains(t, tasksOf(view), "vervolg-besluit/office:zout | due 2027-08-11 by ZOUT-instelling | 2027-08-01 - open")
			if c.confirmed {
				assert.Equal(t, "2027-08-01", termOf(t, view, "laatste-schooljaar").MissedOn)
				assert.Contains(t, firedOf(view), "2027-08-03 escalation +3 | laatste-schooljaar of 2027-07-31 | director:zout")
			}
		})
	}
}
