package tlv_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/mock"
	"github.com/stretchr/testify/require"

	contract "traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/failure"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/tlv/tlvtest"
)

const (
	moved    = caseworkv1.DepartureReason_DEPARTURE_REASON_MOVED
	toVO     = caseworkv1.DepartureReason_DEPARTURE_REASON_VO
	deceased = caseworkv1.DepartureReason_DEPARTURE_REASON_DECEASED
)

func departs(reason caseworkv1.DepartureReason, on string) *caseworkv1.RecordDeparture {
	return &caseworkv1.RecordDeparture{Actor: tlvtest.School, Reason: reason, On: on}
}

// everyPhase takes up a case on 1 September 2026 in each phase in which it waits for somebody.
var everyPhase = map[string]func(*testing.T) *story{
	"competentie": func(t *testing.T) *story { return submitted(t, "2026-09-01") },
	"aanvulling": func(t *testing.T) *story {
		return submitted(t, "2026-09-01").Do(tlvtest.Competent(), tlvtest.Incomplete("2026-09-15"))
	},
	"ouders":        askedParents,
	"zienswijze":    heardParents,
	"advies":        advising,
	"verschil":      differing,
	"besluit":       deciding,
	"verzending":    func(t *testing.T) *story { return deciding(t).Do(tlvtest.Refuse()) },
	"bekendgemaakt": func(t *testing.T) *story { return deciding(t).Do(tlvtest.Refuse(), tlvtest.Announce()) },
}

func TestAfterADeathNobodyHearsAnythingAnyMoreWhateverThePhase(t *testing.T) {
	t.Parallel()
	for phase, begin := range everyPhase {
		t.Run(phase, func(t *testing.T) {
			t.Parallel()
			before := 0
			s := begin(t).On("2026-09-02")
			s.See(func(*casesv1.View) { before = len(s.Services.Notices()) }).Do(departs(deceased, "2026-09-01"))
			view := s.PlayOut()
			assert.True(t, view.Closed)
			assert.Equal(t, "gesloten", view.Phase)
			assert.Len(t, s.Services.Notices(), before, "no notice, letter or reminder after a death")
			assert.Empty(t, view.Fired)
			for _, task := range view.Tasks {
				assert.NotNil(t, task.ClosedAt, task.Id)
			}
			for _, term := range view.Terms {
				assert.True(t, term.Ended || term.MetOn != "", term.Id)
			}
			assert.Equal(t, "De leerling is overleden. De zaak is gesloten.", lineOfKind(t, s.Services.Timeline(caseID), "vertrek").Text)
		})
	}
}

func TestAfterADeathTheClockIsSilentAboutAnAnswerThatZOUTStillOwes(t *testing.T) {
	t.Parallel()
	s := advising(t).Do(&caseworkv1.NotifyDefault{Actor: tlvtest.Parent, TextId: "text-default"}, departs(deceased, "2026-09-01"))
	s.On("2027-09-01").See(func(view *casesv1.View) {
		assert.Empty(t, view.Fired)
		assert.True(t, view.Closed)
	})
	s.Do(&caseworkv1.JudgeDefault{
		Actor: tlvtest.Director, NoticeId: "ingebrekestelling/1", Judgement: caseworkv1.Judgement_JUDGEMENT_PREMATURE, TextId: "text-why",
	})
	s.PlayOut()
	assert.Equal(t, "vertrek", s.Services.Timeline(caseID)[len(s.Services.Timeline(caseID))-2].Kind)
}

func TestANoticeThatWaitsForTheMailServerIsNotSentAfterADeath(t *testing.T) {
	t.Parallel()
	services := tlvtest.NewServices()
	services.GoAway("notifications.Notify", 1000)
	s := beginWith(t, "2026-09-01", services).Do(tlvtest.Submit(caseID), departs(deceased, "2026-09-01"))
	s.PlayOut()
	assert.Empty(t, services.Notices(), "the mail server came back after the death")
}

func TestWhoMovesOrGoesToVOStillGetsADecision(t *testing.T) {
	t.Parallel()
	for reason, says := range map[caseworkv1.DepartureReason]string{
		moved: "De leerling is verhuisd naar een andere regio. De school kan de aanvraag intrekken. Zolang dat niet is gebeurd, gaat de procedure door.",
		toVO:  "De leerling gaat naar het voortgezet onderwijs. De school kan de aanvraag intrekken. Zolang dat niet is gebeurd, gaat de procedure door.",
	} {
		s := advising(t).Do(departs(reason, "2026-09-01")).Phase("advies")
		s.Refused(failure.NotNow, departs(deceased, "2026-09-01"))
		s.Do(tlvtest.AdviseSbo(tlvtest.Gz), tlvtest.AdviseSbo(tlvtest.Ortho), tlvtest.Refuse(), tlvtest.Announce())
		view := s.Play()
		assert.Equal(t, tlvv1.Outcome_OUTCOME_REFUSED, view.GetTlv().Outcome)
		assert.Equal(t, reason, view.Departure.Reason)
		assert.Equal(t, says, lineOfKind(t, s.Services.Timeline(caseID), "vertrek").Text)
	}
}

func TestEveryOpenCaseOfThePupilHearsOfADeparture(t *testing.T) {
	t.Parallel()
	services := tlvtest.NewServices()
	services.OtherCases = []*documentsv1.PupilCase{
		{CaseId: caseID, Procedure: "tlv"}, {CaseId: "other0000001", Procedure: "buitenkans"},
		{CaseId: "other0000002", Procedure: "bezwaar", Closed: true}, {CaseId: "other0000003", Procedure: "plaatsing"},
	}
	s := beginWith(t, "2026-09-01", services)
	heard := &news{}
	s.Env.OnSignalExternalWorkflow(mock.Anything, mock.Anything, mock.Anything, mock.Anything, mock.Anything).Return(heard.hear)
	s.Do(tlvtest.Submit(caseID), departs(moved, "2026-09-01")).Play()
	assert.Equal(t, []string{"buitenkans/other0000001 departure", "plaatsing/other0000003 departure"}, heard.told)
	told := heard.last.(*caseworkv1.Departure)
	assert.Equal(t, []any{moved, "2026-09-01", caseID}, []any{told.Reason, told.On, told.CaseId})
}

func TestADeathThatAnotherCaseToldClosesThisOneOnce(t *testing.T) {
	t.Parallel()
	s := advising(t)
	s.Then(func() {
		for range 2 {
			s.Env.SignalWorkflow(contract.DepartureSignal, &caseworkv1.Departure{Reason: deceased, On: "2026-09-01", CaseId: "other0000001"})
		}
	})
	view := s.PlayOut()
	assert.Equal(t, tlvv1.Outcome_OUTCOME_LAPSED, view.GetTlv().Outcome)
	require.Equal(t, "other0000001", view.Departure.CaseId)
	assert.Nil(t, lineOfKind(t, s.Services.Timeline(caseID), "vertrek").Actor)
}

func TestADepartureThatCannotBeIsRefused(t *testing.T) {
	t.Parallel()
	s := advising(t)
	s.Refused(failure.BadInput, departs(0, ""), "reason", "on")
	s.Refused(failure.BadInput, departs(deceased, "2026-09-03"), "on")
	s.Refused(failure.BadInput, departs(77, "1 september"), "reason", "on")
	stranger := departs(moved, "2026-09-01")
	stranger.Actor = tlvtest.By("school:elders")
	s.Refused(failure.NotYours, stranger)
	parent := departs(moved, "2026-09-01")
	parent.Actor = tlvtest.Parent
	s.Refused(failure.NotYours, parent)
	s.Play()
}
