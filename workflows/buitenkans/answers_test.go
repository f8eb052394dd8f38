package buitenkans_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"traject.nl/proto/contract/failure"
	"traject.nl/proto/contract/party"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/workflows/buitenkans/buitenkanstest"
	"traject.nl/workflows/casework/caseworktest"
	"traject.nl/workflows/tlv/tlvtest"
)

// overTooLong is by which the board of the school of origin is told that the thirteen weeks are over and the pupil is still there.
const overTooLong = "term/einde-plaatsing/2026-12-06/+8/board"

func TestTheBoardAnswersWhenThePupilCanGoToASchoolOfItsOwn(t *testing.T) {
	t.Parallel()
	board := tlvtest.By(party.Of(party.Board, tlvtest.Board))
	act := &caseworkv1.AnswerEscalation{Actor: board, FiringKey: overTooLong, Response: caseworkv1.Response_RESPONSE_TAKEN_UP, TextId: "text-answer"}
	told := caseworktest.Reason(notificationsv1.NoticeKind_NOTICE_KIND_ESCALATION, overTooLong, board.Party)
	s := started(t).On("2026-12-13").RefusedWith(failure.NotYours, "U kreeg hierover geen bericht", act)
	s.On("2026-12-14").Holding(told).Do(act)
	s.Do(buitenkanstest.Advise(buitenkansv1.Direction_DIRECTION_RETURN), buitenkanstest.End("2026-12-06")).NotHolding(told)
	view := s.Play()

	firing := caseworktest.FiringOf(view, overTooLong)
	require.NotNil(t, firing)
	assert.Equal(t, []string{"Laat ons weten op welke dag de leerling weer naar een eigen school kan.", "2026-12-21", ""},
		[]string{firing.Asks, firing.AnswerOn, firing.Subject})
	require.Len(t, firing.Answers, 1)
	assert.Equal(t, "text-answer", firing.Answers[0].TextId)
	notice := caseworktest.NoticeOf(s.Services.Notices(), overTooLong, board.Party)
	require.NotNil(t, notice)
	assert.Equal(t, []any{"buitenkans", notificationsv1.MatterKind_MATTER_KIND_TERM, "einde-plaatsing", int32(8), "2026-12-21"},
		[]any{notice.Procedure, notice.Matter.Kind, notice.Matter.Rule, notice.Matter.Days, notice.Matter.AnswerOn})
}
