package tlv_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"traject.nl/proto/contract/failure"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/terms"
	"traject.nl/workflows/tlv/tlvtest"
)

const (
	valid     = caseworkv1.Judgement_JUDGEMENT_VALID
	premature = caseworkv1.Judgement_JUDGEMENT_PREMATURE
)

func inDefault() *caseworkv1.NotifyDefault {
	return &caseworkv1.NotifyDefault{Actor: tlvtest.Parent, TermId: decisionTerm, TextId: "text-default"}
}

func judge(id string, judgement caseworkv1.Judgement, text string) *caseworkv1.JudgeDefault {
	return &caseworkv1.JudgeDefault{Actor: tlvtest.Director, NoticeId: id, Judgement: judgement, TextId: text}
}

// readyToDecide has both advices in by 2026-09-28; its decision term ends on Friday 2026-11-20.
func readyToDecide(t *testing.T) *story {
	t.Helper()
	s := submitted(t, "2026-09-25").Do(tlvtest.SotInvolved(), tlvtest.Competent(), tlvtest.FoundComplete(), tlvtest.ParentsAgree())
	return s.On("2026-09-28").Do(tlvtest.Assign(tlvtest.Gz, tlvtest.Ortho), tlvtest.AdviseSbo(tlvtest.Gz), tlvtest.AdviseSbo(tlvtest.Ortho))
}

func TestANoticeOfDefaultIsBeforeAHumanTheSameDayAndTheDwangsomRunsAndStops(t *testing.T) {
	t.Parallel()
	s := readyToDecide(t).On("2026-11-23").Do(inDefault())
	s.See(func(view *casesv1.View) {
		for _, task := range view.Tasks[len(view.Tasks)-2:] {
			assert.Equal(t, "ingebrekestelling", task.Kind)
			assert.Equal(t, "2026-11-23", task.DueOn)
		}
		assert.Equal(t, "2026-11-23", view.Defaults[0].ReceivedOn)
		assert.Equal(t, string(tlvtest.FirstParent), view.Defaults[0].FromParty)
	})
	s.On("2026-11-24").Do(judge("ingebrekestelling/1", valid, ""))
	s.On("2026-12-21").Do(tlvtest.Refuse(), tlvtest.Announce())
	s.See(func(view *casesv1.View) {
		days, euros := casework.Owed(view.Defaults[0], terms.MustParse("2027-06-01"))
		assert.Equal(t, 13, days, "8 up to and including 20 December; the day of the decision does not count")
		assert.Equal(t, 13*23, euros)
		assert.Equal(t, "2027-01-04", view.Tasks[len(view.Tasks)-1].DueOn, "two weeks after 20 December is a Sunday, 3 January")
		assert.Equal(t, "Awb 4:18", view.Tasks[len(view.Tasks)-1].Basis)
	})
	s.On("2026-12-28").Do(&caseworkv1.DecidePenalty{Actor: tlvtest.Director, NoticeId: "ingebrekestelling/1", Euros: 299})
	view := s.Play()

	notice := view.Defaults[0]
	assert.Equal(t, "2026-12-08", notice.FirstDay, "received on a Monday: the Tuesday two weeks later")
	assert.Equal(t, "2027-01-18", notice.LastDay)
	assert.Equal(t, "2026-12-21", notice.StoppedOn)
	assert.EqualValues(t, 299, notice.DecidedEuros)
	assert.Equal(t, "2026-11-21", view.Terms[0].MissedOn)
	var fired []string
	for _, f := range view.Fired {
		if f.About == notice.Id {
			fired = append(fired, terms.DateOf(f.At.AsTime()).String()+" "+f.Told[0])
		}
	}
	assert.Equal(t, []string{
		"2026-11-30 director:zout", "2026-12-04 director:zout", "2026-12-06 director:zout", "2026-12-08 director:zout",
	}, fired, "seven, three and one day before the last free day, and on the first that costs money")
	written := s.Services.Written()
	require.Len(t, written, 2)
	assert.Equal(t, documentsv1.LetterKind_LETTER_KIND_DEFAULT_RECEIVED, written[0].Kind)
	assert.Equal(t, documentsv1.LetterKind_LETTER_KIND_PENALTY, written[1].Kind)
	assert.Equal(t, map[string]string{
		"euros": "299", "days": "13", "first": "2026-12-08", "last": "2026-12-20", "pay_until": "2027-02-08", "objection_until": "2027-02-08",
	}, written[1].Facts)
	sent := 0
	for _, n := range s.Services.Notices() {
		if n.Kind == notificationsv1.NoticeKind_NOTICE_KIND_DEFAULT {
			sent++
		}
	}
	assert.Equal(t, 2, sent, "office and director")
}

func TestADwangsomWithoutADecisionEndsAtItsMaximumAndIsThenToBeDecidedOn(t *testing.T) {
	t.Parallel()
	s := readyToDecide(t).On("2026-11-23").Do(inDefault(), judge("ingebrekestelling/1", valid, ""))
	s.On("2027-01-10").Refused(failure.NotNow, &caseworkv1.DecidePenalty{Actor: tlvtest.Director, NoticeId: "ingebrekestelling/1", Euros: 10})
	s.On("2027-01-20").Refused(failure.BadInput, &caseworkv1.DecidePenalty{Actor: tlvtest.Director, NoticeId: "ingebrekestelling/1", Euros: 5000}, "euros", "text_id")
	s.Do(&caseworkv1.DecidePenalty{Actor: tlvtest.Director, NoticeId: "ingebrekestelling/1", Euros: 1442})
	view := s.Play()
	_, euros := casework.Owed(view.Defaults[0], terms.MustParse("2027-12-31"))
	assert.Equal(t, 1442, euros)
	assert.Equal(t, "2027-02-01", view.Terms[len(view.Terms)-1].PlannedOn, "two weeks after 18 January")
	assert.Equal(t, "2027-01-20", view.Terms[len(view.Terms)-1].MetOn)
}

func TestACaseStaysOpenUntilTheDwangsomIsDecidedOn(t *testing.T) {
	t.Parallel()
	s := readyToDecide(t).On("2026-11-23").Do(inDefault(), judge("ingebrekestelling/1", valid, ""))
	s.On("2026-12-21").Do(tlvtest.Refuse(), tlvtest.Announce())
	s.On("2027-02-08").Phase("rust")
	s.On("2027-02-10").Do(&caseworkv1.DecidePenalty{Actor: tlvtest.Director, NoticeId: "ingebrekestelling/1", Euros: 299}).Phase("gesloten")
	view := s.PlayOut()
	assert.Equal(t, "2027-02-10", dayOf(view.ClosedAt), "the term for bezwaar passed on 1 February")
	assert.Equal(t, "2027-01-05", view.Terms[1].MissedOn, "the term for the decision on the dwangsom was missed too")
}

func TestWhatIsOwedOfADwangsomIsDecidedOnAlsoAfterAWithdrawal(t *testing.T) {
	t.Parallel()
	s := readyToDecide(t).On("2026-11-23").Do(inDefault(), judge("ingebrekestelling/1", valid, ""))
	s.On("2026-12-10").Do(tlvtest.Withdraw())
	s.See(func(view *casesv1.View) {
		assert.True(t, view.Closed)
		assert.False(t, s.Services.Shared(caseID).Closed, "the reasons must still find a place in the dossier")
		assert.Equal(t, "dwangsombesluit", view.Tasks[len(view.Tasks)-1].Kind)
		assert.Nil(t, view.Tasks[len(view.Tasks)-1].ClosedAt)
	})
	s.Refused(failure.NotNow, extend("2027-01-30"))
	s.On("2026-12-14").Do(&caseworkv1.DecidePenalty{Actor: tlvtest.Director, NoticeId: "ingebrekestelling/1", Euros: 46})
	view := s.PlayOut()
	assert.Equal(t, "2026-12-10", view.Defaults[0].StoppedOn)
	assert.EqualValues(t, 46, view.Defaults[0].DecidedEuros, "8 and 9 December")
	assert.True(t, s.Services.Shared(caseID).Closed)
}

func TestANoticeOfDefaultIsNeverRefusedForBeingEarlyAndAHumanSaysSo(t *testing.T) {
	t.Parallel()
	s := submitted(t, "2026-09-25").On("2026-09-28").Do(inDefault())
	paper := inDefault()
	paper.Actor, paper.ReceivedOn, paper.TextId = tlvtest.Office, "2026-09-27", ""
	s.Do(paper)
	s.Refused(failure.BadInput, judge("ingebrekestelling/1", premature, ""), "text_id")
	s.Refused(failure.BadInput, judge("ingebrekestelling/9", valid, ""), "notice_id")
	s.Do(judge("ingebrekestelling/1", premature, "text-why"))
	s.See(func(view *casesv1.View) {
		assert.Nil(t, view.Tasks[len(view.Tasks)-1].ClosedAt, "one more waits for judgement")
	})
	s.Do(judge("ingebrekestelling/2", caseworkv1.Judgement_JUDGEMENT_UNFOUNDED, "text-why"))
	s.Refused(failure.NotNow, judge("ingebrekestelling/2", valid, ""))
	tomorrow := inDefault()
	tomorrow.Actor, tomorrow.ReceivedOn = tlvtest.Office, "2026-09-29"
	s.Refused(failure.BadInput, tomorrow, "received_on")
	s.Refused(failure.NotYours, &caseworkv1.NotifyDefault{Actor: tlvtest.SOT})
	view := s.Play()
	require.Len(t, view.Defaults, 2)
	assert.Empty(t, view.Defaults[0].FirstDay)
	assert.Equal(t, "2026-09-27", view.Defaults[1].ReceivedOn)
	assert.NotNil(t, view.Tasks[len(view.Tasks)-1].ClosedAt)
}
