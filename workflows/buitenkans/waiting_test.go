package buitenkans_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"google.golang.org/protobuf/proto"

	contract "traject.nl/proto/contract/buitenkans"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	"traject.nl/workflows/buitenkans/buitenkanstest"
)

func TestWhoWaitsSeesTheNumberAndGetsAPlace(t *testing.T) {
	t.Parallel()
	s := listed(t).Phase("wachtlijst")
	s.See(func(view *casesv1.View) {
		assert.Equal(t, "De leerling is toegelaten en staat op de wachtlijst. De leerling is nummer 1 op de lijst. Er is waarschijnlijk plek vanaf maandag 7 december 2026.", view.Status)
		assert.Equal(t, []string{"Groep Laag is vol tot en met 6 december 2026."}, view.GetBuitenkans().Waiting.Reasons)
	})
	s.On("2026-09-14")
	s.Then(func() { s.Services.Take("first", 4) }) // admitted before, so this one goes first
	news(s)
	s.See(func(view *casesv1.View) {
		assert.EqualValues(t, 2, view.GetBuitenkans().Waiting.Number)
		assert.Equal(t, "1 kind gaat voor: het is eerder toegelaten.", view.GetBuitenkans().Waiting.Reasons[0])
	})
	s.On("2026-09-15")
	s.Then(func() { s.Services.Leave("first"); s.Services.Leave("other-1") })
	news(s)
	s.Phase("gepland")
	view := s.On("2026-09-16").Do(buitenkanstest.PlanStart("2026-09-21")).Play()
	assert.Equal(t, "2026-12-20", view.GetBuitenkans().MaximumOn)
	assert.Nil(t, view.GetBuitenkans().Waiting)
	assert.Contains(t, noticesOf(s.Services.Notices()), "BUITENKANS plaats | ouder ouder-2 school sot\n")
	assert.Contains(t, timelineOf(s.Services.Timeline(caseID)), "plaats |  | Er is een plek in groep Laag, van dinsdag 15 september 2026 tot en met maandag 14 december 2026.")
}

// TestOldNewsSaysNothing: news that was overtaken, or that comes when nobody waits any more.
func TestOldNewsSaysNothing(t *testing.T) {
	t.Parallel()
	s := listed(t)
	tell := func(number int32, version int64) {
		s.Then(func() {
			s.Env.SignalWorkflow(contract.PlaceSignal, &buitenkansv1.PlaceNews{Answer: &buitenkansv1.PlaceAnswer{Number: number}, Version: version})
		})
	}
	tell(3, 20)
	tell(9, 19)
	tell(9, 20)
	s.See(func(view *casesv1.View) { assert.EqualValues(t, 3, view.GetBuitenkans().Waiting.Number) })
	s.Do(buitenkanstest.Withdraw())
	tell(1, 30)
	view := s.PlayOut()
	assert.Equal(t, buitenkansv1.Outcome_OUTCOME_WITHDRAWN, view.GetBuitenkans().Outcome)

	there := started(t)
	var before *casesv1.View
	there.See(func(view *casesv1.View) { before = view })
	there.Then(func() {
		there.Env.SignalWorkflow(contract.PlaceSignal, &buitenkansv1.PlaceNews{Answer: &buitenkansv1.PlaceAnswer{Place: &buitenkansv1.Place{GroupId: "hoog"}}, Version: 99})
	})
	assert.True(t, proto.Equal(before, there.Play()))
}

func TestWhatTheBookIsAskedIsWhatTheCaseKnows(t *testing.T) {
	t.Parallel()
	s := begin(t, firstDay).Do(buitenkanstest.RequestFrom(7, "2026-09-21"), buitenkanstest.Support(), buitenkanstest.ConsentOnPaper())
	s.Do(buitenkanstest.AdmitUrgently(buitenkansv1.Urgency_URGENCY_AT_HOME), buitenkanstest.PlanStart("2026-09-28"))
	view := s.Play()
	asked := s.Services.Asked()
	assert.Len(t, asked, 2)
	assert.True(t, proto.Equal(&buitenkansv1.AskPlace{
		CaseId: caseID, SchoolId: "bao-zeist", Groep: 7, AdmittedOn: firstDay, Urgency: buitenkansv1.Urgency_URGENCY_AT_HOME,
		NotBefore: "2026-09-21", Weeks: 13,
	}, asked[0].GetAsk()), "%v", asked[0])
	assert.True(t, proto.Equal(&buitenkansv1.MovePlace{CaseId: caseID, GroupId: "hoog", FromOn: "2026-09-28", UntilOn: "2026-12-27"}, asked[1].GetMove()), "%v", asked[1])
	assert.Equal(t, "buitenkans", asked[0].ProvisionId)
	assert.Equal(t, "text-admission", view.GetBuitenkans().ReasonsTextId)
	for _, line := range s.Services.Timeline(caseID) {
		assert.NotContains(t, line.Text, "thuis", "why a pupil goes first is not for the story")
	}
}
