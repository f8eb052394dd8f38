package tlv_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/failure"
	contract "traject.nl/proto/contract/tlv"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/tlv/tlvtest"
)

func TestTheSameKeyGetsTheSameAnswerAndDoesNothingTwice(t *testing.T) {
	t.Parallel()
	var first *caseworkv1.Accepted
	s := advising(t)
	s.Act("the-key", tlvtest.AdviseSbo(tlvtest.Gz), func(answer *caseworkv1.Accepted, err error) {
		require.NoError(t, err)
		first = answer
	})
	s.On("2026-09-02").Act("the-key", tlvtest.AdviseSbo(tlvtest.Gz), func(answer *caseworkv1.Accepted, err error) {
		require.NoError(t, err)
		assert.True(t, proto.Equal(first, answer), "%v, then %v", first, answer)
	})
	view := s.Play()
	assert.Len(t, view.GetTlv().Advices, 1)
	assert.Equal(t, view.Version, first.Version)
}

func TestAKeyBelongsToOneAct(t *testing.T) {
	t.Parallel()
	accepted := func(_ *caseworkv1.Accepted, err error) { require.NoError(t, err) }
	s := submitted(t, "2026-09-01").Act("the-key", tlvtest.Competent(), accepted).Act("the-key", tlvtest.FoundComplete(), accepted)
	assert.Equal(t, "ouders", s.Play().Phase)
}

func TestTwoActsAtOnceAreDoneOneAfterTheOther(t *testing.T) {
	t.Parallel()
	s := advising(t)
	answers := map[string]int64{}
	s.Then(func() {
		for _, expert := range []string{tlvtest.Gz, tlvtest.Ortho} {
			s.Send("key-"+expert, tlvtest.AdviseSbo(expert), func(answer *caseworkv1.Accepted, err error) {
				require.NoError(t, err)
				answers[expert] = answer.Version
			})
		}
	})
	// Both decide at once: the second is accepted too, and refused when its turn comes.
	s.Then(func() {
		s.Send("key-yes", tlvtest.Grant("2026-10-01", "2028-07-31"), func(_ *caseworkv1.Accepted, err error) { require.NoError(t, err) })
		s.Send("key-no", tlvtest.Refuse(), func(_ *caseworkv1.Accepted, err error) {
			kind, _, _ := failure.Read(err)
			assert.Equal(t, failure.NotNow, kind)
		})
	})
	view := s.Play()
	assert.True(t, view.GetTlv().Decision.Granted)
	assert.Equal(t, map[string]int64{tlvtest.Gz: 7, tlvtest.Ortho: 9}, answers, "the last one also moved the case on")
}

func TestACaseGoesOnInANewRunWithAnActInFlight(t *testing.T) {
	t.Parallel()
	var answer *caseworkv1.Accepted
	s := advising(t)
	s.Then(func() {
		s.Send("in-flight", tlvtest.AdviseSbo(tlvtest.Gz), func(accepted *caseworkv1.Accepted, err error) {
			require.NoError(t, err)
			answer = accepted
		})
		s.Env.SignalWorkflow(contract.ContinueAsNewSignal, nil)
	})
	s.Run(&tlvv1.Input{CaseId: caseID})
	require.NotNil(t, answer, "the act is answered before the run ends")
	handed := continuedInput(s)
	before := s.Services.View(caseID)
	assert.EqualValues(t, 1, handed.State.Continued)
	assert.True(t, proto.Equal(answer, handed.State.Answered["GiveAdvice/in-flight"]))
	assert.Equal(t, answer.Version, handed.State.Version)
	assert.True(t, proto.Equal(before.GetTlv(), handed.State.Facts))

	next := beginWith(t, "2026-09-02", s.Services)
	next.Act("in-flight", tlvtest.AdviseSbo(tlvtest.Gz), func(again *caseworkv1.Accepted, err error) {
		require.NoError(t, err)
		assert.True(t, proto.Equal(answer, again), "the same key gives the same answer in the next run")
	})
	next.See(func(view *casesv1.View) {
		assert.True(t, proto.Equal(before, view), "a new run changes nothing by itself")
	})
	next.Refused(failure.NotNow, tlvtest.AdviseSbo(tlvtest.Gz))
	next.Do(tlvtest.AdviseSbo(tlvtest.Ortho)).Phase("besluit")
	next.Do(tlvtest.Grant("2026-10-01", "2028-07-31"), tlvtest.Announce()).Phase("rust")
	view := next.PlayFrom(handed)
	assert.Equal(t, "2026-10-14", view.Terms[1].LastOn)
	assert.Equal(t, "2026-10-27", view.Terms[0].PlannedOn, "the term is the one of the first run")
}

func TestALongHistoryIsLeftBehindInEveryPhase(t *testing.T) {
	t.Parallel()
	rested := func(t *testing.T) *story { return deciding(t).Do(tlvtest.Refuse(), tlvtest.Announce()) }
	decided := func(t *testing.T) *story { return deciding(t).Do(tlvtest.Refuse()) }
	for phase, begin := range map[string]func(*testing.T) *story{
		"competentie": received, "volledigheid": checking, "aanvulling": completing, "ouders": askedParents,
		"zienswijze": heardParents, "advies": advising, "verschil": differing, "besluit": deciding, "verzending": decided, "rust": rested,
	} {
		t.Run(phase, func(t *testing.T) {
			t.Parallel()
			s := begin(t).Phase(phase)
			s.Then(func() { s.Env.SignalWorkflow(contract.ContinueAsNewSignal, nil) })
			s.Run(&tlvv1.Input{CaseId: caseID})
			before := s.Services.View(caseID)

			next := beginWith(t, "2026-09-02", s.Services).Phase(phase)
			assert.True(t, proto.Equal(before, next.PlayFrom(continuedInput(s))))
		})
	}
}

func TestADateThatPassesIsNotLostOverANewRun(t *testing.T) {
	t.Parallel()
	s := completing(t)
	s.Then(func() { s.Env.SignalWorkflow(contract.ContinueAsNewSignal, nil) })
	s.Run(&tlvv1.Input{CaseId: caseID})

	next := beginWith(t, "2026-09-15", s.Services).Phase("aanvulling").On("2026-09-16").Phase("volledigheid")
	view := next.PlayFrom(continuedInput(s))
	assert.True(t, view.GetTlv().CompletionRequests[0].Lapsed)

	s = deciding(t).Do(tlvtest.Refuse(), tlvtest.Announce())
	s.Then(func() { s.Env.SetContinueAsNewSuggested(true); s.Env.SignalWorkflow("anything", nil) })
	s.Run(&tlvv1.Input{CaseId: caseID})
	late := beginWith(t, "2027-01-04", s.Services)
	late.Run(continuedInput(s))
	require.NoError(t, late.Env.GetWorkflowError())
	assert.True(t, s.Services.View(caseID).Closed)
}
