package tlv_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"traject.nl/proto/contract/failure"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/tlv/tlvtest"
)

func TestAnApplicationCanBeWithdrawnInEveryPhaseBeforeTheDecision(t *testing.T) {
	t.Parallel()
	for phase, begin := range map[string]func(*testing.T) *story{
		"competentie":  func(t *testing.T) *story { return submitted(t, "2026-09-01") },
		"volledigheid": func(t *testing.T) *story { return submitted(t, "2026-09-01").Do(tlvtest.Competent()) },
		"aanvulling": func(t *testing.T) *story {
			return submitted(t, "2026-09-01").Do(tlvtest.Competent(), tlvtest.Incomplete("2026-09-15"))
		},
		"ouders":     askedParents,
		"zienswijze": heardParents,
		"advies":     advising,
		"verschil":   differing,
		"besluit":    deciding,
	} {
		t.Run(phase, func(t *testing.T) {
			t.Parallel()
			s := begin(t).Phase(phase).On("2026-09-02").Do(tlvtest.Withdraw())
			view := s.PlayOut()
			assert.Equal(t, "gesloten", view.Phase)
			assert.Equal(t, tlvv1.Outcome_OUTCOME_WITHDRAWN, view.GetTlv().Outcome)
			assert.Equal(t, "De school heeft de aanvraag ingetrokken. De zaak is gesloten.", view.Status)
			assert.Equal(t, "2026-09-02", dayOf(view.ClosedAt))
			assert.True(t, view.Terms[0].Ended)
			assert.Empty(t, view.Terms[0].MetOn)
			assert.Empty(t, view.Acting)
			for _, task := range view.Tasks {
				assert.NotNil(t, task.ClosedAt, task.Id)
			}
			told := map[string]bool{}
			for _, notice := range s.Services.Notices() {
				if notice.Kind == notificationsv1.NoticeKind_NOTICE_KIND_ENDED {
					told[notice.Party] = true
				}
			}
			assert.True(t, told["school:bao-zeist"] && told["school:sbo-zeist"] && told[tlvtest.FirstParent] && told["sot:zeist"])
			assert.False(t, told["office:zout"])
		})
	}
}

func TestThereIsNoWithdrawalAfterTheDecision(t *testing.T) {
	t.Parallel()
	s := deciding(t).Do(tlvtest.Refuse()).Refused(failure.NotNow, tlvtest.Withdraw())
	s.Do(tlvtest.Announce()).Refused(failure.NotNow, tlvtest.Withdraw())
	s.Play()
}

func TestOnlyTheApplicantWithdraws(t *testing.T) {
	t.Parallel()
	byReceiving := tlvtest.Withdraw()
	byReceiving.Actor = tlvtest.By("school:sbo-zeist")
	s := submitted(t, "2026-09-01").Refused(failure.NotYours, byReceiving)
	s.Play()
}

func TestAnApplicationForAnotherSamenwerkingsverbandIsForwarded(t *testing.T) {
	t.Parallel()
	s := submitted(t, "2026-09-01")
	s.Refused(failure.BadInput, &tlvv1.JudgeCompetence{Actor: tlvtest.Office}, "forwarded_to")
	s.Refused(failure.BadInput, &tlvv1.JudgeCompetence{Actor: tlvtest.Office, Competent: true, ForwardedTo: "De Eem"}, "forwarded_to")
	s.Refused(failure.BadInput, &tlvv1.JudgeCompetence{Actor: tlvtest.Office, ForwardedTo: "De Eem\nen meer"}, "forwarded_to")
	s.Do(tlvtest.Forward())
	view := s.PlayOut()
	assert.Equal(t, tlvv1.Outcome_OUTCOME_FORWARDED, view.GetTlv().Outcome)
	assert.Equal(t, "Samenwerkingsverband De Eem", view.GetTlv().ForwardedTo)
	assert.True(t, view.Terms[0].Ended)
	assert.True(t, view.Closed)
}
