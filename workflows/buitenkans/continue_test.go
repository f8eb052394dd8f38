package buitenkans_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/failure"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/workflows/buitenkans/buitenkanstest"
)

// actIn is an act that can be done in a phase, and leaves the case in it.
var actIn = map[string]proto.Message{
	"aanvraag":   buitenkanstest.Support(),
	"intake":     &caseworkv1.ClaimTask{Actor: buitenkanstest.Buitenkans, TaskId: "intake/provision:buitenkans"},
	"gepland":    buitenkanstest.PlanStart("2026-09-14"),
	"observatie": buitenkanstest.Evaluate(firstDay),
	"terugkeer":  buitenkanstest.PlanReturn("2026-12-07"),
	"nazorg":     buitenkanstest.Aftercare(firstDay),
}

func TestACaseGoesOnInANewRunInEveryPhaseWithAnActInFlight(t *testing.T) {
	t.Parallel()
	for phase, moment := range everyPhase {
		if phase == "wachtlijst" {
			continue // nobody has anything to do there: see the next test
		}
		t.Run(phase, func(t *testing.T) {
			t.Parallel()
			var answer *caseworkv1.Accepted
			s := moment(t).Phase(phase)
			s.Then(func() {
				s.Send("in-flight", actIn[phase], func(accepted *caseworkv1.Accepted, err error) {
					require.NoError(t, err)
					answer = accepted
				})
				s.ContinueAsNew()
			})
			s.Run(emptyInput())
			require.NotNil(t, answer, "the act is answered before the run ends: %v", s.Env.GetWorkflowError())
			handed := continuedInput(s)
			before := s.Services.View(caseID)
			assert.EqualValues(t, 1, handed.State.Continued)
			assert.Equal(t, answer.Version, handed.State.Version)
			assert.True(t, proto.Equal(before.GetBuitenkans(), handed.State.Facts))

			next := beginWith(t, "2026-09-08", s.Services).Phase(phase)
			next.Act("in-flight", actIn[phase], func(again *caseworkv1.Accepted, err error) {
				require.NoError(t, err)
				assert.True(t, proto.Equal(answer, again), "the same key gives the same answer in the next run")
			})
			notices := len(s.Services.Notices())
			assert.True(t, proto.Equal(before, next.PlayFrom(handed)), "a new run changes nothing by itself")
			assert.Len(t, s.Services.Notices(), notices, "and tells nobody anything twice")
		})
	}
}

// TestWhatIsPlannedOutlivesTheRun: who waits hears of the place in the next run, and what opens later opens there, at its moment.
func TestWhatIsPlannedOutlivesTheRun(t *testing.T) {
	t.Parallel()
	waits := listed(t)
	waits.Then(waits.ContinueAsNew)
	waits.Run(emptyInput())
	hears := beginWith(t, "2026-09-14", waits.Services).Phase("wachtlijst")
	hears.Then(func() { hears.Services.Leave("other-1") })
	news(hears)
	hears.Phase("gepland").Do(buitenkanstest.PlanStart("2026-09-21"))
	hears.PlayFrom(continuedInput(waits))

	stays := started(t)
	stays.Then(stays.ContinueAsNew)
	stays.Run(emptyInput())
	later := beginWith(t, "2026-10-01", stays.Services)
	later.On("2026-10-06").See(func(view *casesv1.View) {
		assert.Contains(t, tasksOf(view), "tussenevaluatie/provision:buitenkans | due 2026-10-19 by ZOUT-instelling | 2026-10-05 - open")
	})
	later.On("2026-11-09").Do(buitenkanstest.Advise(back)).On("2026-12-04").Do(buitenkanstest.End("2026-12-04"))
	later.On("2027-01-18").Do(buitenkanstest.Aftercare("2027-01-18")).On("2027-03-05").Do(buitenkanstest.Aftercare("2027-03-05"))
	later.Run(continuedInput(stays))
	require.NoError(t, later.Env.GetWorkflowError())
	view := stays.Services.View(caseID)
	assert.True(t, view.Closed)
	assert.Len(t, stays.Services.Timeline(caseID), int(view.Version))
	assert.Equal(t, lastDay, view.GetBuitenkans().MaximumOn)
}

func TestTwoAdvicesAtOnceAreOne(t *testing.T) {
	t.Parallel()
	s := started(t)
	s.Then(func() {
		s.Send("one", buitenkanstest.Advise(back), func(_ *caseworkv1.Accepted, err error) { require.NoError(t, err) })
		s.Send("two", buitenkanstest.Advise(toTLV), func(_ *caseworkv1.Accepted, err error) {
			kind, _, _ := failure.Read(err)
			assert.Equal(t, failure.NotNow, kind)
		})
	})
	assert.Equal(t, back, s.Play().GetBuitenkans().Direction)
}
