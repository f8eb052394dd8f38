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

// TestHowACaseEnds tells for each way to end what becomes of the case, of its place and of its tasks.
func TestHowACaseEnds(t *testing.T) {
	t.Parallel()
	missed := func(t *testing.T) *story { return planned(t).Do(buitenkanstest.Missed()) }
	for name, c := range map[string]struct {
		moment  func(*testing.T) *story
		act     proto.Message
		outcome buitenkansv1.Outcome
		status  string
	}{
		"the SOT does not support it": {requested, buitenkanstest.NoSupport(), buitenkansv1.Outcome_OUTCOME_NOT_SUPPORTED, "Het SOT steunde de aanvraag niet. De zaak is gesloten."},
		"the parents do not agree":    {requested, buitenkanstest.NoConsent(), buitenkansv1.Outcome_OUTCOME_NO_CONSENT, "De ouders gaven geen toestemming. De zaak is gesloten."},
		"one agrees and one does not": {
			func(t *testing.T) *story {
				return requested(t).Do(buitenkanstest.Consent(buitenkanstest.OtherParent))
			},
			buitenkanstest.NoConsent(), buitenkansv1.Outcome_OUTCOME_NO_CONSENT, "De ouders gaven geen toestemming. De zaak is gesloten.",
		},
		"the Buitenkans does not admit":   {agreed, buitenkanstest.NotAdmitted(), buitenkansv1.Outcome_OUTCOME_NOT_ADMITTED, "De Buitenkans kon de vraag niet beantwoorden. De zaak is gesloten."},
		"withdrawn as a request":          {requested, buitenkanstest.Withdraw(), buitenkansv1.Outcome_OUTCOME_WITHDRAWN, "De school heeft de aanvraag ingetrokken. De zaak is gesloten."},
		"withdrawn in the intake":         {agreed, buitenkanstest.Withdraw(), buitenkansv1.Outcome_OUTCOME_WITHDRAWN, "De school heeft de aanvraag ingetrokken. De zaak is gesloten."},
		"withdrawn from the list":         {listed, buitenkanstest.Withdraw(), buitenkansv1.Outcome_OUTCOME_WITHDRAWN, "De school heeft de aanvraag ingetrokken. De zaak is gesloten."},
		"withdrawn with a place":          {planned, buitenkanstest.Withdraw(), buitenkansv1.Outcome_OUTCOME_WITHDRAWN, "De school heeft de aanvraag ingetrokken. De zaak is gesloten."},
		"withdrawn after not having come": {missed, buitenkanstest.Withdraw(), buitenkansv1.Outcome_OUTCOME_WITHDRAWN, "De school heeft de aanvraag ingetrokken. De zaak is gesloten."},
		"never came":                      {missed, buitenkanstest.NeverCame(), buitenkansv1.Outcome_OUTCOME_NO_SHOW, "De leerling is niet gekomen. De zaak is gesloten."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := c.moment(t).Do(c.act)
			view := s.PlayOut()
			assert.True(t, view.Closed)
			assert.Equal(t, c.outcome, view.GetBuitenkans().Outcome)
			assert.Equal(t, c.status, view.Status)
			for _, task := range view.Tasks {
				assert.NotNil(t, task.ClosedAt, task.Id)
			}
			assert.Empty(t, view.Planned)
			for _, term := range view.Terms {
				assert.True(t, term.Ended, term.Id)
			}
			assert.Nil(t, s.Services.Stay(caseID), "the place is free")
			assert.Nil(t, view.GetBuitenkans().Place)
			assert.Nil(t, view.GetBuitenkans().Waiting)
			notices := noticesOf(s.Services.Notices())
			assert.Contains(t, notices, "ENDED gesloten | ")
			consented := view.GetBuitenkans().GetConsented()
			assert.Equal(t, consented, s.Services.Shared(caseID).Consented)
			if !consented {
				assert.NotContains(t, notices, "buitenkans", "who may know nothing hears nothing")
			}
		})
	}
}

// TestWhereAPupilWentFromThere: the outcome follows from the advice, and from the route that the school took.
func TestWhereAPupilWentFromThere(t *testing.T) {
	t.Parallel()
	route := func(s *story) *story {
		s.Then(func() { s.Env.SignalWorkflow(contract.RouteSignal, &buitenkansv1.RouteNews{TlvCaseId: "tlv000000001"}) })
		return s
	}
	for name, c := range map[string]struct {
		ended   func(*testing.T) *story
		outcome buitenkansv1.Outcome
	}{
		"back": {func(t *testing.T) *story { return ended(t) }, buitenkansv1.Outcome_OUTCOME_RETURNED},
		"another": {func(t *testing.T) *story {
			return started(t).Do(buitenkanstest.Advise(other), buitenkanstest.End(firstDay))
		}, buitenkansv1.Outcome_OUTCOME_OTHER_SCHOOL},
		"to a TLV, not asked yet": {func(t *testing.T) *story {
			return started(t).Do(buitenkanstest.Advise(toTLV), buitenkanstest.End(firstDay))
		}, buitenkansv1.Outcome_OUTCOME_TLV},
		"advised back, asked for a TLV afterwards": {func(t *testing.T) *story { return route(ended(t)) }, buitenkansv1.Outcome_OUTCOME_TLV},
		"stopped early":              {func(t *testing.T) *story { return started(t).Do(buitenkanstest.EndEarly(firstDay, parents)) }, buitenkansv1.Outcome_OUTCOME_ENDED_EARLY},
		"stopped early, with advice": {func(t *testing.T) *story { return advised(t).Do(buitenkanstest.EndEarly(firstDay, parents)) }, buitenkansv1.Outcome_OUTCOME_RETURNED},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := c.ended(t).Phase("nazorg")
			s.On("2026-10-19").Do(buitenkanstest.Aftercare("2026-10-19"))
			s.On("2026-11-02").Do(buitenkanstest.Aftercare("2026-11-02")).Phase("nazorg") // a talk in between closes nothing
			s.On("2026-12-07").Do(buitenkanstest.Aftercare("2026-12-04"))
			view := s.PlayOut()
			assert.Equal(t, c.outcome, view.GetBuitenkans().Outcome)
			assert.Len(t, view.GetBuitenkans().Aftercare, 3)
			assert.Equal(t, firstDay, s.Services.Stay(caseID).GetUntilOn(), "the place was free from the next day on")
		})
	}
}

func TestTheRouteToATLVStartsFromHere(t *testing.T) {
	t.Parallel()
	s := started(t).Do(buitenkanstest.Advise(toTLV)).On("2026-09-10")
	s.See(func(view *casesv1.View) {
		assert.Contains(t, tasksOf(view), "terugkeerplan/school:bao-zeist | due 2026-11-23 by ZOUT-instelling | 2026-09-07 - open")
	})
	for range 2 { // told twice is once
		s.Then(func() { s.Env.SignalWorkflow(contract.RouteSignal, &buitenkansv1.RouteNews{TlvCaseId: "tlv000000001"}) })
	}
	s.See(func(view *casesv1.View) {
		assert.Contains(t, tasksOf(view), "2026-09-07 - 2026-09-10 TLV aangevraagd")
		assert.Equal(t, "tlv000000001", view.GetBuitenkans().TlvCaseId)
		assert.Equal(t, lastDay, view.GetBuitenkans().Place.UntilOn, "the stay itself goes on")
	})
	view := s.On("2026-10-01").Do(buitenkanstest.MoveEnd("2026-11-20"), buitenkanstest.PlanReturn("2026-11-23")).Play()
	assert.NotContains(t, tasksOf(view), "terugkeerplan/school:bao-zeist/2", "nobody is asked for a plan again")
	assert.Equal(t, 1, countOf(s, "tlv-aangevraagd"))
}

func countOf(s *story, kind string) int {
	n := 0
	for _, line := range s.Services.Timeline(caseID) {
		if line.Kind == kind {
			n++
		}
	}
	return n
}

// TestAStayThatChangesOnTheWay: no-show, another start, illness, an earlier end and a later one. The maximum is counted anew as long as the
// pupil did not come, and then stays; what is asked moves along with the last day.
func TestAStayThatChangesOnTheWay(t *testing.T) {
	t.Parallel()
	s := planned(t).Do(buitenkanstest.Missed())
	s.See(func(view *casesv1.View) {
		assert.Empty(t, view.GetBuitenkans().MaximumOn)
		assert.Equal(t, "De leerling kwam niet op de eerste dag. Groep Laag heeft plek vanaf maandag 7 september 2026. De start wordt gepland.", view.Status)
	})
	s.On("2026-09-09").Do(buitenkanstest.PlanStay("2026-09-14", "2026-11-27")).Status("De start is op maandag 14 september 2026. De laatste dag is vrijdag 27 november 2026. Later dan zondag 13 december 2026 kan niet.")
	s.On("2026-09-10").Do(buitenkanstest.PlanStart("2026-09-21")).See(func(view *casesv1.View) {
		assert.Equal(t, "2026-12-20", view.GetBuitenkans().MaximumOn, "counted anew from the new start")
	})
	s.On("2026-09-22").Do(buitenkanstest.Arrived())
	s.On("2026-10-01").Do(buitenkanstest.Interrupt("2026-09-30")).Status("De leerling is bij de Buitenkans. De leerling is nu afwezig. De laatste dag is zondag 20 december 2026.")
	s.On("2026-10-12").Do(buitenkanstest.Resume("2026-10-12"), buitenkanstest.MoveEnd("2026-11-13"))
	s.See(func(view *casesv1.View) {
		assert.Equal(t, lines(`
			tussenevaluatie | buitenkans | opens 2026-10-19 | due 2026-11-02
			advies-buitenkans | buitenkans | opens 2026-10-23 | due 2026-11-13
			afronden | buitenkans | opens 2026-11-13 | due 2026-11-16
		`), plannedOf(view))
	})
	s.On("2026-11-10").Do(buitenkanstest.MoveEnd("2026-12-04"))
	view := s.On("2026-11-12").Do(buitenkanstest.Advise(back)).Play()
	assert.Equal(t, "2026-12-20", view.GetBuitenkans().MaximumOn)
	assert.Equal(t, "2026-09-21 2026-12-04", s.Services.Stay(caseID).FromOn+" "+s.Services.Stay(caseID).UntilOn)
	assert.EqualValues(t, 1, view.GetBuitenkans().NoShows)
	assert.Equal(t, lines(`
		sot-steun/sot:zeist | due 2026-09-14 by ZOUT-instelling | 2026-09-07 - 2026-09-07 gesteund
		toestemming/parent:1111111111aaaaaaaaaa | due 2026-09-17 by ZOUT-instelling | 2026-09-07 - 2026-09-07 akkoord op papier
		toestemming/parent:2222222222bbbbbbbbbb | due 2026-09-17 by ZOUT-instelling | 2026-09-07 - 2026-09-07 akkoord op papier
		intake/provision:buitenkans | due 2026-09-17 by ZOUT-instelling | 2026-09-07 - 2026-09-07 toegelaten
		start-plannen/provision:buitenkans | due 2026-09-14 by ZOUT-instelling | 2026-09-07 - 2026-09-07 gepland
		start-bevestigen/provision:buitenkans | due 2026-09-08 by ZOUT-instelling | 2026-09-07 - 2026-09-07 niet gekomen
		niet-gekomen/school:bao-zeist | due 2026-09-09 by ZOUT-instelling | 2026-09-07 - 2026-09-09 nieuwe start gepland
		start-plannen/provision:buitenkans/2 | due 2026-09-14 by ZOUT-instelling | 2026-09-07 - 2026-09-09 gepland
		start-bevestigen/provision:buitenkans/2 | due 2026-09-22 by ZOUT-instelling | 2026-09-21 - 2026-09-22 gekomen
		tussenevaluatie/provision:buitenkans | due 2026-11-02 by ZOUT-instelling | 2026-10-19 - 2026-11-12 niet meer nodig
		advies-buitenkans/provision:buitenkans | due 2026-11-13 by ZOUT-instelling | 2026-10-23 - 2026-11-10 andere datum
		advies-buitenkans/provision:buitenkans/2 | due 2026-11-23 by ZOUT-instelling | 2026-11-10 - 2026-11-12 gegeven
		terugkeerplan/school:bao-zeist | due 2026-12-04 by ZOUT-instelling | 2026-11-12 - open
	`), tasksOf(view))
}

func TestAnEarlyEndFreesThePlaceFromTheNextDayOn(t *testing.T) {
	t.Parallel()
	s := started(t).On("2026-10-01").Do(buitenkanstest.EndEarly("2026-09-30", parents)).Phase("nazorg")
	view := s.Play()
	assert.Equal(t, "2026-09-30", s.Services.Stay(caseID).UntilOn)
	assert.Equal(t, "2026-09-30", view.Terms[0].MetOn)
	assert.Equal(t, lines(`
		nazorg-1 | school | opens 2026-10-28 | due 2026-11-11
		nazorg-2 | school | opens 2026-12-16 | due 2026-12-30
	`), plannedOf(view))
	line := s.Services.Timeline(caseID)[view.Version-1]
	assert.Equal(t, "De plaatsing is geëindigd op woensdag 30 september 2026. De ouders willen stoppen. Er is geen advies. De school en het SOT volgen hoe het gaat.", line.Text)
}
