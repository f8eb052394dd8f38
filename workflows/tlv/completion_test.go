package tlv_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"traject.nl/proto/contract/failure"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/tlv/tlvtest"
)

func TestTheDecisionTermStandsStillWhileACompletionIsAwaitedAsOftenAsItTakes(t *testing.T) {
	t.Parallel()
	s := submitted(t, "2026-09-01").On("2026-09-02").Do(tlvtest.Competent())
	s.On("2026-09-04").Do(tlvtest.Incomplete("2026-09-18")).Phase("aanvulling")
	s.See(func(view *casesv1.View) {
		assert.Empty(t, view.Terms[0].PlannedOn, "nobody knows yet until when the term stands still")
		assert.Contains(t, view.Status, "De beslistermijn staat stil.")
	})
	// From 5 up to and including 9 September: 5 days by the letter of the law, 6 by the circular.
	s.On("2026-09-10").Do(tlvtest.Completed()).Phase("volledigheid")
	s.See(func(view *casesv1.View) {
		assert.Equal(t, "2026-11-02", view.Terms[0].PlannedOn, "27 October + 5 is a Sunday")
	})
	s.On("2026-09-11").Do(tlvtest.Incomplete("2026-09-25")).Phase("aanvulling")
	s.On("2026-09-16").Do(tlvtest.Completed()).Phase("volledigheid")
	s.On("2026-09-17").Do(tlvtest.FoundComplete()).Phase("ouders")
	view := s.Play()

	assert.Equal(t, lines(`
		beslistermijn | Awb 4:13 lid 2 | from 2026-09-01 | plan 2026-11-05 last 2026-11-09
	`), termsOf(view))
	assert.Len(t, view.Terms[0].Suspensions, 2)
	assert.NotEmpty(t, view.Terms[0].Steps)
	assert.Equal(t, lines(`
		competentie/office:zout | due 2026-09-04 by ZOUT-instelling | 2026-09-01 - 2026-09-02 bevoegd
		sot-betrokkenheid/sot:zeist | due 2026-09-07 by ZOUT-instelling | 2026-09-01 - 2026-09-17 niet meer nodig
		volledigheid/office:zout | due 2026-09-07 by ZOUT-instelling | 2026-09-02 - 2026-09-04 aanvulling gevraagd
		aanvulling/school:bao-zeist | due 2026-09-18 by Awb 4:5 | 2026-09-04 - 2026-09-10 aangevuld
		volledigheid/office:zout/2 | due 2026-09-15 by ZOUT-instelling | 2026-09-10 - 2026-09-11 aanvulling gevraagd
		aanvulling/school:bao-zeist/2 | due 2026-09-25 by Awb 4:5 | 2026-09-11 - 2026-09-16 aangevuld
		volledigheid/office:zout/3 | due 2026-09-21 by ZOUT-instelling | 2026-09-16 - 2026-09-17 volledig
		ouders/parent:1111111111aaaaaaaaaa | due 2026-09-28 by ZOUT-instelling | 2026-09-17 - open
		ouders/parent:2222222222bbbbbbbbbb | due 2026-09-28 by ZOUT-instelling | 2026-09-17 - open
		deskundigen/office:zout | due 2026-09-22 by ZOUT-instelling | 2026-09-17 - open
	`), tasksOf(view))
	assert.Equal(t, "De school is gevraagd de aanvraag aan te vullen tot en met 18 september 2026. "+
		"Het gaat om het groeidocument. De beslistermijn staat stil vanaf morgen.", s.Services.Timeline(caseID)[2].Text)
}

func TestACompletionThatDoesNotComeLetsTheTermRunAgain(t *testing.T) {
	t.Parallel()
	s := submitted(t, "2026-09-01").On("2026-09-02").Do(tlvtest.Competent())
	s.On("2026-09-04").Do(tlvtest.Incomplete("2026-09-18"))
	s.On("2026-09-18").Phase("aanvulling")
	s.On("2026-09-19").Phase("volledigheid")
	s.See(func(view *casesv1.View) {
		assert.True(t, view.GetTlv().CompletionRequests[0].Lapsed)
		assert.True(t, view.Terms[0].Suspensions[0].Lapsed)
		assert.Equal(t, "2026-11-09", view.Terms[0].PlannedOn, "thirteen days: the term runs again on 18 September")
		assert.Equal(t, "2026-11-10", view.Terms[0].LastOn, "or fourteen: it runs again on the day after")
		last := view.Tasks[len(view.Tasks)-1]
		assert.Equal(t, "office:zout", last.Party)
		assert.Contains(t, last.Reason, "Beoordeel de aanvraag met wat er nu is.")
	})
	// Late is welcome as long as the office has not judged without it, but moves no term.
	s.On("2026-09-21").Do(tlvtest.Completed()).Phase("volledigheid")
	s.Refused(failure.NotNow, tlvtest.Completed())
	s.Do(tlvtest.FoundComplete()).Phase("ouders")
	s.Refused(failure.NotNow, tlvtest.Completed())
	view := s.Play()

	assert.Equal(t, "2026-11-09", view.Terms[0].PlannedOn)
	assert.Equal(t, "2026-09-21", view.GetTlv().CompletionRequests[0].CompletedOn)
	assert.True(t, view.GetTlv().CompletionRequests[0].Lapsed)
	lapse := lineOfKind(t, s.Services.Timeline(caseID), "aanvulling-verlopen")
	assert.Nil(t, lapse.Actor, "time did this, nobody else")
}

func TestTheOfficeMayAskAgainAfterALapse(t *testing.T) {
	t.Parallel()
	s := submitted(t, "2026-09-01").On("2026-09-02").Do(tlvtest.Competent())
	s.On("2026-09-04").Do(tlvtest.Incomplete("2026-09-08"))
	s.On("2026-09-10").Phase("volledigheid").Do(tlvtest.Incomplete("2026-09-14"))
	s.On("2026-09-14").Do(tlvtest.Completed())
	view := s.Play()
	assert.Len(t, view.Terms[0].Suspensions, 2)
	assert.Equal(t, "volledigheid", view.Phase)
}

func TestWhatIsAskedToCompleteMustApplyAndLieAhead(t *testing.T) {
	t.Parallel()
	s := submitted(t, "2026-09-01").Do(tlvtest.Competent())
	for by, why := range map[string]string{
		"2026-08-31": "in the past", "2026-09-01": "today", "2026-10-28": "more than eight weeks ahead", "": "no date",
		"01-10-2026": "no ISO date", "2026-09-31": "no such day",
	} {
		t.Log(why)
		s.Refused(failure.BadInput, tlvtest.Incomplete(by), "complete_by")
	}
	s.Refused(failure.BadInput, &tlvv1.JudgeCompleteness{
		Actor: tlvtest.Office, Missing: []tlvv1.Gate{tlvv1.Gate_GATE_GROEIDOCUMENT},
	}, "request_text_id", "complete_by")
	s.Refused(failure.BadInput, &tlvv1.JudgeCompleteness{
		Actor: tlvtest.Office, RequestTextId: "text-1", CompleteBy: "2026-09-10",
	}, "request_text_id", "complete_by")
	twice := tlvtest.Incomplete("2026-09-10")
	twice.Missing = append(twice.Missing, twice.Missing[0], tlvv1.Gate(99))
	s.Refused(failure.BadInput, twice, "missing", "missing")
	unknown := tlvtest.Incomplete("2026-09-10")
	unknown.RequestTextId = tlvtest.UnknownPiece
	s.Refused(failure.BadInput, unknown)
	s.Do(tlvtest.Incomplete("2026-10-27"))
	s.Refused(failure.BadInput, &tlvv1.Complete{Actor: tlvtest.School}, "piece_ids")
	s.Play()
}

func TestOnlyTheConditionsThatApplyCanBeMissing(t *testing.T) {
	t.Parallel()
	groei, sot := tlvv1.Gate_GATE_GROEIDOCUMENT, tlvv1.Gate_GATE_SOT_INVOLVED
	network, basis := tlvv1.Gate_GATE_OWN_NETWORK_EXPLORED, tlvv1.Gate_GATE_BASISONDERSTEUNING_SHOWN
	for _, c := range []struct {
		name   string
		submit *tlvv1.Submit
		gate   tlvv1.Gate
		may    bool
	}{
		{"referral without groeidocument", tlvtest.Submit(caseID), groei, true},
		{"referral without SOT", tlvtest.Submit(caseID), sot, true},
		{"referral without a look in the own network", tlvtest.Submit(caseID), network, true},
		{"referral without basisondersteuning", tlvtest.Submit(caseID), basis, true},
		{"direct intake needs no groeidocument", direct(tlvtest.Sbo), groei, false},
		{"direct intake needs no SOT", direct(tlvtest.Sbo), sot, false},
		{"direct intake needs no look in the own network", direct(tlvtest.Sbo), network, false},
		{"direct intake without basisondersteuning", direct(tlvtest.Sbo), basis, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := begin(t, "2026-09-01").Do(c.submit, tlvtest.Competent())
			act := tlvtest.Incomplete("2026-09-15")
			act.Missing = []tlvv1.Gate{c.gate}
			if c.may {
				s.Do(act).Phase("aanvulling")
			} else {
				s.Refused(failure.BadInput, act, "missing").Phase("volledigheid")
			}
			s.Play()
		})
	}
}
