package bezwaar_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"traject.nl/proto/contract/failure"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/workflows/bezwaar/bezwaartest"
)

func TestBeroepIsRecordedAndTheCaseStaysOpenUntilTheLastDay(t *testing.T) {
	t.Parallel()
	s := announced(t).Status("Het besluit op het bezwaar is verstuurd. Beroep instellen bij de rechtbank kan tot en met maandag 27 juli 2026.")
	s.On("2026-07-01")
	s.Refused(failure.BadInput, bezwaartest.Appeal("2026-06-14"), "lodged_on")
	s.Refused(failure.BadInput, bezwaartest.Appeal("2026-07-02"), "lodged_on")
	s.Refused(failure.BadInput, bezwaartest.Appeal(""), "lodged_on")
	s.Do(bezwaartest.Appeal("2026-06-30"))
	s.RefusedWith(failure.NotNow, "Het beroep van 30 juni 2026 is al vastgelegd.", bezwaartest.Appeal("2026-06-30"))
	s.On("2026-07-27").See(func(view *casesv1.View) { assert.False(t, view.Closed, "the last day is not over") })
	view := s.PlayOut()
	assert.Equal(t, "2026-06-30", view.GetBezwaar().AppealOn)
	assert.Equal(t, "Er is beroep ingesteld bij de rechtbank op dinsdag 30 juni 2026.", lineOfKind(t, s, "beroep"))
	assert.Equal(t, "De tijd om beroep in te stellen is voorbij. Er is beroep ingesteld: de rechtbank behandelt dat. De zaak bij ZOUT is gesloten.",
		lineOfKind(t, s, "gesloten"))
	assert.True(t, view.Closed)
	assert.Equal(t, "Het bezwaar is ongegrond. De zaak is gesloten.", view.Status)
	assert.True(t, s.Services.Shared(caseID).Closed)
}

func TestWhoObjectedMayWithdrawUntilThereIsADecision(t *testing.T) {
	t.Parallel()
	for phase, moment := range map[string]func(*testing.T) *story{
		"intake": received, "hoorzitting": planned, "advies": heard, "besluit": deciding,
	} {
		t.Run(phase, func(t *testing.T) {
			t.Parallel()
			s := moment(t).Phase(phase).Do(bezwaartest.Withdraw())
			view := s.PlayOut()
			assert.True(t, view.Closed)
			assert.Equal(t, "Het bezwaar is ingetrokken. De zaak is gesloten.", view.Status)
			assert.Empty(t, view.Acting)
			for _, term := range view.Terms {
				assert.True(t, term.Ended || term.MetOn != "", term.Id)
			}
			assert.Equal(t, []string{"tlv/case00000001 objection: KIND_LODGED", "tlv/case00000001 objection: KIND_ENDED"}, s.Services.told)
			assert.Nil(t, s.Services.news[tlvCase].Replacement, "the decision stays as it was")
			ended := map[string]bool{}
			for _, notice := range s.Services.Notices() {
				if notice.Kind == notificationsv1.NoticeKind_NOTICE_KIND_ENDED {
					ended[notice.Party] = true
				}
			}
			assert.Len(t, ended, 6)
		})
	}
}

func TestTheOfficeWithdrawsInWritingOnly(t *testing.T) {
	t.Parallel()
	s := received(t).Refused(failure.BadInput, &bezwaarv1.WithdrawObjection{Actor: bezwaartest.Office}, "text_id")
	s.Do(&bezwaarv1.WithdrawObjection{Actor: bezwaartest.Office, TextId: "text-withdrawal"})
	view := s.PlayOut()
	assert.Equal(t, bezwaarv1.Outcome_OUTCOME_WITHDRAWN, view.GetBezwaar().Outcome)
	assert.Contains(t, piecesOf(s), "text-withdrawal")
}

func TestAnActThatComesJustAfterTheEndIsRefused(t *testing.T) {
	t.Parallel()
	s := received(t)
	s.Then(func() {
		s.Send("end", bezwaartest.Withdraw(), func(_ *caseworkv1.Accepted, err error) { assert.NoError(t, err) })
		s.Send("after", bezwaartest.Bundle(), func(_ *caseworkv1.Accepted, err error) {
			kind, problems, _ := failure.Read(err)
			assert.Equal(t, failure.NotNow, kind)
			assert.Equal(t, "Deze zaak is gesloten.", problems[0].Detail)
		})
	})
	view := s.PlayOut()
	assert.Equal(t, "gesloten", view.Phase)
	assert.EqualValues(t, 2, view.Version)
	assert.Empty(t, s.Services.Bundles())
}

func TestARunDoesNotEndBeforeTheTlvCaseWasTold(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*story){
		"at the end":     func(s *story) { s.Send("end", bezwaartest.Withdraw(), func(*caseworkv1.Accepted, error) {}) },
		"in another run": func(s *story) { s.ContinueAsNew() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := begin(t, "2026-06-15")
			s.Services.hearing.After(time.Hour)
			s.Do(bezwaartest.Lodge(tlvCase))
			s.Then(func() { end(s) })
			s.Run(emptyInput())
			assert.GreaterOrEqual(t, s.Env.Now().Sub(s.Start), time.Hour)
			assert.NotEmpty(t, s.Services.told)
		})
	}
}
