package plaatsing_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	"traject.nl/workflows/plaatsing/plaatsingtest"
	"traject.nl/workflows/tlv/tlvtest"
)

// TestThreeSchoolYearsAndAReturn follows a pupil for three school years at an sbo school, and back to the school of origin in the last one:
// every term, task, reminder, rung, letter, notice and line of the story, on its day. The tables stand in three_years_tables_test.go,
// with how each date was checked by hand.
func TestThreeSchoolYearsAndAReturn(t *testing.T) {
	t.Parallel()
	input := openedBy(plaatsingtest.Granted(tlvtest.Sbo, "PO2603-000001", "2026-08-01", "2029-07-31"))
	s := beginWith(t, "2026-06-15", plaatsingtest.NewServices(), input)

	s, input = turnOfYear(t, s, input)
	s.On("2026-08-24").Do(plaatsingtest.Confirm(plaatsingtest.Sbo, "2026-08-24"))
	s.On("2027-06-22").Do(plaatsingtest.EvaluatedTogether("2027-06-22"))

	s, input = turnOfYear(t, s, input)
	s.On("2028-05-30").Do(plaatsingtest.Evaluated("2028-05-30"))

	s, input = turnOfYear(t, s, input)
	s.On("2029-03-05").Do(plaatsingtest.Choose(plaatsingv1.Continuation_CONTINUATION_RETURN))
	s.On("2029-03-12").Do(plaatsingtest.Plan(tlvtest.Bao, "2029-04-09", "2029-06-11"))
	s.On("2029-03-28").Do(plaatsingtest.Agree(plaatsingtest.Origin))
	s.On("2029-04-24").Do(plaatsingtest.EvaluatedTogether("2029-04-24"))
	s.On("2029-06-14").Do(plaatsingtest.Returned(plaatsingtest.Origin, "2029-06-11"))
	s.On("2029-07-18").Do(plaatsingtest.Talked(plaatsingtest.Origin, "2029-07-18", well))

	s, input = turnOfYear(t, s, input)
	s.On("2029-09-10").Do(plaatsingtest.Talked(plaatsingtest.Origin, "2029-09-07", attention))
	s.On("2029-12-06").Do(plaatsingtest.Talked(plaatsingtest.Origin, "2029-12-06", well))
	s.Run(input)
	require.NoError(t, s.Env.GetWorkflowError(), "the case ended by itself")

	view := s.View()
	assert.True(t, view.Closed)
	assert.Equal(t, plaatsingv1.Outcome_OUTCOME_RETURNED, factsOf(view).Outcome)
	assert.Equal(t, lines(threeYearsTerms), termsOf(view))
	assert.Equal(t, lines(threeYearsTasks), tasksOf(view))
	assert.Equal(t, lines(threeYearsClock), firedOf(view))
	assert.Equal(t, lines(threeYearsLetters), lettersOf(s.Services.Written()))
	assert.Equal(t, lines(threeYearsNotices), noticesOf(s.Services.Notices()))
	assert.Equal(t, lines(threeYearsStory), timelineOf(s.Services.Timeline(caseID)))
	assert.Empty(t, view.Planned)
}

// How it goes, short.
const (
	well      = plaatsingv1.Going_GOING_WELL
	attention = plaatsingv1.Going_GOING_ATTENTION
	notWell   = plaatsingv1.Going_GOING_NOT_WELL
)
