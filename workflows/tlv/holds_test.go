package tlv_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/workflows/casework/caseworktest"
	"traject.nl/workflows/tlv/tlvtest"
)

const (
	aTask       = notificationsv1.NoticeKind_NOTICE_KIND_TASK
	aLetter     = notificationsv1.NoticeKind_NOTICE_KIND_LETTER
	aReminder   = notificationsv1.NoticeKind_NOTICE_KIND_REMINDER
	anOverdue   = notificationsv1.NoticeKind_NOTICE_KIND_OVERDUE
	anEscalated = notificationsv1.NoticeKind_NOTICE_KIND_ESCALATION
	handedOver  = notificationsv1.NoticeKind_NOTICE_KIND_HANDED_OVER
)

var reason = caseworktest.Reason

func TestANoticeOfATaskHoldsUntilTheTaskIsDone(t *testing.T) {
	t.Parallel()
	s := submitted(t, "2026-09-01").Holding(reason(aTask, competenceTask, "office:zout"), reason(aTask, sotTask, "sot:zeist"))
	s.NotHolding(reason(aTask, competenceTask, "sot:zeist"), reason(aTask, "besluit/director:zout", "director:zout"))
	s.Do(tlvtest.Competent())
	s.NotHolding(reason(aTask, competenceTask, "office:zout")).Holding(reason(aTask, sotTask, "sot:zeist"))
	s.Play()
}

func TestReminderOverdueAndEscalationHoldAsLongAsTheTaskIsLate(t *testing.T) {
	t.Parallel()
	all := []*notificationsv1.Reason{
		reason(aReminder, "task/volledigheid/office:zout/2026-09-07/-0", "office:zout"),
		reason(anOverdue, "task/volledigheid/office:zout/2026-09-07/+1/holder", "office:zout"),
		reason(anEscalated, boardRung, "board:bestuur-zeist"),
		reason(anEscalated, municipalityRung, "municipality:zeist"),
	}
	s := toldOutside(t).Holding(all...).Do(tlvtest.FoundComplete()).NotHolding(all...)
	s.Play()
}

func TestWhoHandedATaskOverIsRemindedOfItNoMore(t *testing.T) {
	t.Parallel()
	key := "task/" + sotTask + "/2026-09-07/"
	mine := []*notificationsv1.Reason{
		reason(aTask, sotTask, "sot:zeist"), reason(aReminder, key+"-0", "sot:zeist"), reason(anOverdue, key+"+1/holder", "sot:zeist"),
	}
	s := submitted(t, "2026-09-01").Do(tlvtest.Competent()).On("2026-09-12").Holding(mine...)
	s.Do(&caseworkv1.HandOverTask{Actor: tlvtest.Office, TaskId: sotTask, ToParty: "sot:de-bilt"})
	s.NotHolding(mine...).Holding(reason(anEscalated, key+"+5/director", "director:zout"), reason(aTask, sotTask, "sot:de-bilt"))

	about := ""
	s.See(func(*casesv1.View) {
		for _, notice := range s.Services.Notices() {
			if notice.Kind == handedOver {
				about = notice.About
			}
		}
		assert.True(t, strings.HasPrefix(about, "overgedragen/"+sotTask+"/"), about)
	})
	over := reason(handedOver, "", "sot:de-bilt")
	s.See(func(*casesv1.View) { over.About = about }).Holding(over)
	s.NotHolding(reason(handedOver, "overgedragen/"+sotTask+"/9", "sot:zeist"))
	s.Do(tlvtest.SotInvolvedBy("sot:de-bilt")).NotHolding(over)
	s.Play()
}

func TestAReminderOfATermHoldsOnItsOwnDateOnly(t *testing.T) {
	t.Parallel()
	asked := reason(aReminder, "term/beslistermijn/2026-10-27/-14", "office:zout")
	s := submitted(t, "2026-09-01").Do(tlvtest.SotInvolved(), tlvtest.Competent()).On("2026-10-14").Holding(asked)
	s.Do(&caseworkv1.ExtendTerm{Actor: tlvtest.Office, TermId: decisionTerm, UntilOn: "2026-11-20", ReasonTextId: "text-reason"})
	s.NotHolding(asked)
	s.Play()
}

func TestATermThatStandsStillRemindsNobody(t *testing.T) {
	t.Parallel()
	asked := reason(aReminder, "term/beslistermijn/2026-10-27/-14", "office:zout")
	s := submitted(t, "2026-09-01").Do(tlvtest.SotInvolved(), tlvtest.Competent()).On("2026-10-14").Holding(asked)
	s.Do(tlvtest.Incomplete("2026-10-30")).NotHolding(asked)
	s.Play()
}

func TestADwangsomThatStoppedPressesNobody(t *testing.T) {
	t.Parallel()
	s := readyToDecide(t).On("2026-11-23").Do(inDefault())
	s.On("2026-11-24").Do(judge("ingebrekestelling/1", valid, ""))
	pressed := reason(anEscalated, "default/ingebrekestelling/1/2026-12-08/begin", "director:zout")
	s.On("2026-12-09").See(func(view *casesv1.View) { assert.NotNil(t, caseworktest.FiringOf(view, pressed.About)) })
	s.Holding(pressed).Do(tlvtest.Refuse(), tlvtest.Announce()).NotHolding(pressed)
	s.Play()
}

func TestALetterKeepsItsReasonAndWhatTheCaseDoesNotKnowIsSentToo(t *testing.T) {
	t.Parallel()
	news := []*notificationsv1.Reason{
		reason(aLetter, "besluit", tlvtest.FirstParent),
		reason(notificationsv1.NoticeKind_NOTICE_KIND_RECEIVED, "ontvangst", tlvtest.FirstParent),
		reason(notificationsv1.NoticeKind_NOTICE_KIND_ANSWER, "antwoord/x/1", "sot:zeist"),
		reason(anEscalated, "task/unknown/2026-01-01/+1/sot", "sot:zeist"),
	}
	s := deciding(t).Do(tlvtest.Refuse(), tlvtest.Announce()).Holding(news...).On("2026-12-01").Holding(news...)
	s.Play()
}

func TestAfterADeathNoNoticeHoldsNotEvenALetter(t *testing.T) {
	t.Parallel()
	s := deciding(t).Do(tlvtest.Refuse(), tlvtest.Announce(), inDefault()).Holding(reason(aLetter, "besluit", tlvtest.FirstParent))
	s.On("2026-09-03").Do(departs(deceased, "2026-09-02"))
	s.NotHolding(
		reason(aLetter, "besluit", tlvtest.FirstParent), reason(aTask, "ingebrekestelling/office:zout", "office:zout"),
		reason(anEscalated, "task/unknown/2026-01-01/+1/sot", "sot:zeist"),
	)
	s.Play()
}

func TestANoticeSaysWhatItIsAboutInWordsOfThePolicyOnly(t *testing.T) {
	t.Parallel()
	s := toldOutside(t)
	s.Play()
	got := caseworktest.NoticeOf(s.Services.Notices(), municipalityRung, "municipality:zeist")
	require.NotNil(t, got)
	want := &notificationsv1.NotifyRequest{
		Key: caseID + "/" + municipalityRung + "/municipality:zeist", CaseId: caseID, Party: "municipality:zeist", Kind: anEscalated,
		SealedAddress: []byte("sealed for municipality:zeist"), About: municipalityRung, Procedure: "tlv", DossierId: caseID, Contact: "sot:zeist",
		Matter: &notificationsv1.Matter{
			Kind: notificationsv1.MatterKind_MATTER_KIND_TASK, Rule: "volledigheid", DueOn: "2026-09-07", Days: 21, AnswerOn: "2026-10-05",
		},
	}
	assert.True(t, proto.Equal(want, got), "%v", got)

	asked := caseworktest.NoticeOf(s.Services.Notices(), competenceTask, "office:zout")
	require.NotNil(t, asked)
	assert.Nil(t, asked.Matter, "what is asked is not late")
	assert.Empty(t, asked.PieceId)
}

func TestANoticeOfALetterSaysWhichLetterItIs(t *testing.T) {
	t.Parallel()
	s := deciding(t).Do(tlvtest.Refuse(), tlvtest.Announce())
	view := s.Play()
	sent := map[string]string{}
	for _, notice := range s.Services.Notices() {
		if notice.Kind == aLetter {
			assert.Equal(t, []any{"besluit", caseID, "tlv", "sot:zeist"}, []any{notice.About, notice.DossierId, notice.Procedure, notice.Contact})
			assert.Nil(t, notice.Matter)
			sent[notice.Party] = notice.PieceId
		}
	}
	require.NotEmpty(t, view.GetTlv().GetDecision().GetLetterIds())
	wanted := map[string]string{}
	for i, to := range s.Services.Letters()[0].Addressees {
		wanted[to.Party] = view.GetTlv().GetDecision().GetLetterIds()[i]
	}
	assert.Equal(t, wanted, sent, "each addressee is told of its own letter")
}
