package bezwaar_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/failure"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/workflows/bezwaar/bezwaartest"
	"traject.nl/workflows/terms"
)

// inEveryPhase is a case in each phase, with an act that can be done there and leaves the case in it.
var inEveryPhase = map[string]struct {
	moment func(*testing.T) *story
	act    func() proto.Message
}{
	"intake":      {received, func() proto.Message { return bezwaartest.AskRepair("2026-06-29") }},
	"hoorzitting": {withLbt, func() proto.Message { return bezwaartest.Hearing("2026-07-14") }},
	"advies":      {heard, func() proto.Message { return bezwaartest.AskRepair("2026-06-29") }},
	"besluit":     {deciding, func() proto.Message { return bezwaartest.Talk("2026-06-20", "") }},
	"verzending": {decided, func() proto.Message {
		return &caseworkv1.ClaimTask{Actor: bezwaartest.Office, TaskId: "verzending-bezwaar/office:zout"}
	}},
	"beroep": {announced, func() proto.Message { return bezwaartest.Appeal("2026-06-15") }},
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
			s.Run(emptyInput())
			require.NotNil(t, answer, "the act is answered before the run ends")
			handed := continuedInput(s)
			before := s.Services.View(caseID)
			assert.EqualValues(t, 1, handed.State.Continued)
			assert.Equal(t, answer.Version, handed.State.Version)
			assert.True(t, proto.Equal(before.GetBezwaar(), handed.State.Facts))

			next := beginWith(t, "2026-06-16", s.Services.Services).Phase(phase)
			next.Act("in-flight", c.act(), func(again *caseworkv1.Accepted, err error) {
				require.NoError(t, err)
				assert.True(t, proto.Equal(answer, again), "the same key gives the same answer in the next run")
			})
			assert.True(t, proto.Equal(before, next.PlayFrom(handed)), "a new run changes nothing by itself")
			assert.Empty(t, next.Services.told, "and tells nobody anything twice")
		})
	}
}

func TestTheNextRunGoesOnWithTheProcedure(t *testing.T) {
	t.Parallel()
	s := planned(t)
	s.Then(s.ContinueAsNew)
	s.Run(emptyInput())
	next := beginWith(t, "2026-06-16", s.Services.Services).Phase("hoorzitting")
	next.Do(bezwaartest.Heard()).On("2026-06-20").Do(bezwaartest.Advised(unfounded, "2026-06-20"), bezwaartest.Decide(unfounded), bezwaartest.Announce())
	next.Run(continuedInput(s))
	require.NoError(t, next.Env.GetWorkflowError())
	view := s.Services.View(caseID)
	assert.True(t, view.Closed)
	assert.Len(t, s.Services.Timeline(caseID), int(view.Version))
	assert.Equal(t, "bezwaar00001/hoorzitting/1", s.Services.Written()[0].Key)
	for _, attached := range s.Services.Attached() {
		assert.Equal(t, tlvCase, attached.DossierId, "the papers of the next run go to the same dossier")
	}
	assert.Contains(t, termsOf(view), "beroepstermijn | Awb 6:7 | from 2026-06-20 | plan 2026-08-03 last 2026-08-03 | ended")
}

func TestAGivenTimeThatPassesIsNotLostOverANewRun(t *testing.T) {
	t.Parallel()
	s := lodged(t, "2026-07-13").Do(bezwaartest.AskRepair("2026-07-22"))
	s.Then(s.ContinueAsNew)
	s.Run(emptyInput())

	next := beginWith(t, "2026-07-22", s.Services.Services)
	next.See(func(view *casesv1.View) { assert.False(t, view.GetBezwaar().Repairs[0].Lapsed) })
	next.On("2026-07-23").See(func(view *casesv1.View) { assert.True(t, view.GetBezwaar().Repairs[0].Lapsed) })
	next.On("2026-07-28").See(func(view *casesv1.View) {
		assert.Contains(t, tasksOf(view), "reden-te-laat/parent:1111111111aaaaaaaaaa | due 2026-07-27 by ZOUT-instelling | 2026-07-13 - 2026-07-28 tijd verstreken")
	})
	next.PlayFrom(continuedInput(s))

	late := announced(t)
	late.Then(late.ContinueAsNew)
	late.Run(emptyInput())
	slept := beginWith(t, "2027-01-04", late.Services.Services)
	slept.Run(continuedInput(late))
	require.NoError(t, slept.Env.GetWorkflowError())
	assert.True(t, late.Services.View(caseID).Closed, "a run that slept through the last day closes")
}

func TestTheSameKeyGetsTheSameAnswerAndDoesNothingTwice(t *testing.T) {
	t.Parallel()
	var first *caseworkv1.Accepted
	s := received(t).Act("the-key", bezwaartest.AskRepair("2026-06-29"), func(answer *caseworkv1.Accepted, err error) {
		require.NoError(t, err)
		first = answer
	})
	s.Act("the-key", bezwaartest.AskRepair("2026-06-29"), func(answer *caseworkv1.Accepted, err error) {
		require.NoError(t, err)
		assert.True(t, proto.Equal(first, answer))
	})
	assert.Len(t, s.Play().GetBezwaar().Repairs, 1)
}

func TestTwoDecisionsAtOnceAreOne(t *testing.T) {
	t.Parallel()
	s := deciding(t)
	s.Then(func() {
		s.Send("one", bezwaartest.Decide(unfounded), func(_ *caseworkv1.Accepted, err error) { require.NoError(t, err) })
		s.Send("two", bezwaartest.Deviating(bezwaartest.Decide(inadmissible)), func(_ *caseworkv1.Accepted, err error) {
			kind, _, _ := failure.Read(err)
			assert.Equal(t, failure.NotNow, kind)
		})
	})
	assert.Equal(t, unfounded, s.Play().GetBezwaar().Decision)
}

func TestARepairOnItsLastDayAndTheEndOfThatDayDoNotBothHappen(t *testing.T) {
	t.Parallel()
	s := received(t).Do(bezwaartest.AskRepair("2026-06-20"))
	s.GoTo(terms.MustParse("2026-06-20").EndOfDay().Add(-time.Minute))
	s.Do(bezwaartest.Repaired()) // at the stroke of midnight, after what the clock does then
	view := s.Play()
	request := view.GetBezwaar().Repairs[0]
	assert.Equal(t, request.Lapsed, request.RepairedOn > request.RepairBy, "either in time or lapsed: %v", request)
	suspension := termOf(t, view, "beslistermijn-bezwaar").Suspensions
	require.Len(t, suspension, 1)
	assert.Equal(t, request.Lapsed, suspension[0].Lapsed)
}
