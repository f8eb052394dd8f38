package plaatsing_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/failure"
	contract "traject.nl/proto/contract/plaatsing"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	"traject.nl/workflows/plaatsing/plaatsingtest"
	"traject.nl/workflows/tlv/tlvtest"
)

// inEveryPhase is a case in each phase, with an act that can be done there and leaves the case in it.
var inEveryPhase = map[string]struct {
	moment func(*testing.T) *story
	act    func() proto.Message
}{
	"verwacht": {expected, func() proto.Message {
		return &caseworkv1.ClaimTask{Actor: plaatsingtest.Sbo, TaskId: "plaatsing-bevestigen/school:sbo-zeist"}
	}},
	"geplaatst": {there, func() proto.Message { return plaatsingtest.EvaluatedTogether("2026-09-01") }},
	"terugkeer": {planned, func() proto.Message { return plaatsingtest.Agree(plaatsingtest.Regular) }},
	"terug":     {back, func() proto.Message { return plaatsingtest.Talked(plaatsingtest.Regular, "2026-09-01", well) }},
}

func TestACaseGoesOnInANewRunInEveryPhaseWithAnActInFlight(t *testing.T) {
	t.Parallel()
	for phase, c := range inEveryPhase {
		t.Run(phase, func(t *testing.T) {
			t.Parallel()
			var answer *caseworkv1.Accepted
			s := c.moment(t).Phase(phase)
			s.Then(func() {
				s.Send("in-flight", c.act(), func(accepted *caseworkv1.Accepted, err error) {
					require.NoError(t, err)
					answer = accepted
				})
				s.ContinueAsNew()
			})
			s.Run(openedBy(plaatsingtest.Granted(tlvtest.Sbo, "PO2603-000001", "2026-08-01", "2028-07-31")))
			require.NotNil(t, answer, "the act is answered before the run ends")
			handed := continuedInput(s)
			before := s.View()
			assert.EqualValues(t, 1, handed.State.Continued)
			assert.Nil(t, handed.Opening, "a case begins once")
			assert.Equal(t, answer.Version, handed.State.Version)
			assert.True(t, proto.Equal(factsOf(before), handed.State.Facts))

			next := beginAt(t, s.Env.Now(), s.Services.Services, handed).Phase(phase)
			next.Act("in-flight", c.act(), func(again *caseworkv1.Accepted, err error) {
				require.NoError(t, err)
				assert.True(t, proto.Equal(answer, again), "the same key gives the same answer in the next run")
			})
			assert.True(t, proto.Equal(before, next.PlayFrom(handed)), "a new run changes nothing by itself")
			assert.Empty(t, next.Services.told)
		})
	}
}

// TestNothingThatComesAtTheTurnOfTheSchoolYearIsLost: at the very moment at which the run goes on in another, a school acts, a TLV case tells of
// a decision, and another of an application.
func TestNothingThatComesAtTheTurnOfTheSchoolYearIsLost(t *testing.T) {
	t.Parallel()
	input := openedBy(plaatsingtest.Granted(tlvtest.Sbo, "PO2603-000001", "2026-08-01", "2027-07-31"))
	s := beginWith(t, "2026-09-01", plaatsingtest.NewServices(), input).Do(plaatsingtest.Confirm(plaatsingtest.Sbo, "2026-09-01"))
	var answer *caseworkv1.Accepted
	midnight := firstOfAugust(2027)
	s.GoTo(midnight.Add(-minute)) // what happens next, happens at midnight
	s.Then(func() {
		s.Send("at-midnight", plaatsingtest.EvaluatedTogether("2027-07-30"), func(accepted *caseworkv1.Accepted, err error) {
			require.NoError(t, err)
			answer = accepted
		})
		s.Env.SignalWorkflow(contract.ApplicationSignal, &plaatsingv1.ApplicationNews{TlvCaseId: thirdCase})
		s.Env.SignalWorkflow(contract.DecisionSignal, &plaatsingv1.DecisionNews{TlvCaseId: nextCase, Decision: extended()})
	})
	s.Run(input)
	next := continuedInput(s)
	require.NotNil(t, answer)
	assert.True(t, s.Env.Now().Before(midnight.Add(minute)), "the run ends at once: %s", s.Env.Now())
	assert.Len(t, next.State.Facts.Evaluations, 1)
	assert.Equal(t, []string{thirdCase}, next.State.Facts.ApplicationCaseIds)
	assert.Len(t, next.State.Facts.Placements[0].Tlvs, 2)

	later := beginAt(t, s.Env.Now(), s.Services.Services, next)
	view := later.PlayFrom(next)
	assert.Len(t, later.Services.Timeline(caseID), int(view.Version))
	assert.Contains(t, view.Status, "De TLV geldt tot en met dinsdag 31 juli 2029.")
}

// TestARunThatSleptThroughTheTurnOfTheSchoolYearCatchesUp: nothing ran from June to September.
func TestARunThatSleptThroughTheTurnOfTheSchoolYearCatchesUp(t *testing.T) {
	t.Parallel()
	input := openedBy(plaatsingtest.Granted(tlvtest.Sbo, "PO2603-000001", "2026-08-01", "2028-07-31"))
	s := beginWith(t, "2026-09-01", plaatsingtest.NewServices(), input).Do(plaatsingtest.Confirm(plaatsingtest.Sbo, "2026-09-01"))
	s.On("2027-06-01").Then(s.ContinueAsNew)
	s.Run(input)
	next := continuedInput(s)
	slept := beginWith(t, "2027-09-15", s.Services.Services, next)
	slept.See(func(view *casesv1.View) {
		term := termOf(t, view, "laatste-schooljaar")
		assert.Equal(t, []string{"2027-08-01", "2028-07-31"}, []string{term.EventOn, term.PlannedOn})
	})
	slept.PlayFrom(next)
}

func TestTheSameKeyGetsTheSameAnswerAndDoesNothingTwice(t *testing.T) {
	t.Parallel()
	var first *caseworkv1.Accepted
	s := there(t).Act("the-key", plaatsingtest.EvaluatedTogether("2026-09-01"), func(answer *caseworkv1.Accepted, err error) {
		require.NoError(t, err)
		first = answer
	})
	s.Act("the-key", plaatsingtest.EvaluatedTogether("2026-09-01"), func(answer *caseworkv1.Accepted, err error) {
		require.NoError(t, err)
		assert.True(t, proto.Equal(first, answer))
	})
	assert.Len(t, factsOf(s.Play()).Evaluations, 1)
}

func TestAnswerAndStopAtOnceDoNotBothHappen(t *testing.T) {
	t.Parallel()
	s := planned(t)
	s.Then(func() {
		s.Send("stop", plaatsingtest.Stop(plaatsingtest.Sbo, "2026-09-01"), func(_ *caseworkv1.Accepted, err error) { require.NoError(t, err) })
		s.Send("agree", plaatsingtest.Agree(plaatsingtest.Regular), func(_ *caseworkv1.Accepted, err error) {
			kind, _, _ := failure.Read(err)
			assert.Equal(t, failure.NotYours, kind, "a school that is not asked any more has no part")
		})
	})
	view := s.Play()
	assert.Equal(t, "geplaatst", view.Phase)
	assert.Empty(t, factsOf(view).Returns[0].AgreedOn)
}
