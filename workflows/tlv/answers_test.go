package tlv_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/failure"
	"traject.nl/proto/contract/party"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/workflows/casework/caseworktest"
	"traject.nl/workflows/tlv/tlvtest"
)

// The rungs by which board and municipality are told of the story below.
const (
	boardRung        = "task/volledigheid/office:zout/2026-09-07/+14/board"
	municipalityRung = "task/volledigheid/office:zout/2026-09-07/+21/municipality"
)

const (
	seen    = caseworkv1.Response_RESPONSE_SEEN
	takenUp = caseworkv1.Response_RESPONSE_TAKEN_UP
	notOurs = caseworkv1.Response_RESPONSE_NOT_OURS
)

var (
	municipality = tlvtest.By(party.Of(party.Municipality, "zeist"))
	board        = tlvtest.By(party.Of(party.Board, tlvtest.Board))
)

// toldOutside is a case of which the municipality was told that the office is late, at 08:00 on 28 September.
func toldOutside(t *testing.T) *story {
	t.Helper()
	return submitted(t, "2026-09-01").Do(tlvtest.SotInvolved(), tlvtest.Competent()).On("2026-09-28")
}

func answer(who *caseworkv1.Actor, firing string, response caseworkv1.Response) *caseworkv1.AnswerEscalation {
	return &caseworkv1.AnswerEscalation{Actor: who, FiringKey: firing, Response: response}
}

func inWords(act *caseworkv1.AnswerEscalation) *caseworkv1.AnswerEscalation {
	act.TextId = "text-answer"
	return act
}

func TestTheMunicipalityReadsWhatIsAskedOfWhichDeskAndByWhen(t *testing.T) {
	t.Parallel()
	s := toldOutside(t).See(func(view *casesv1.View) {
		firing := caseworktest.FiringOf(view, municipalityRung)
		require.NotNil(t, firing)
		assert.Equal(t, "Denk met ons mee: wat kan de gemeente doen zodat dit sneller klaar is?", firing.Asks)
		assert.Equal(t, "beleid", firing.Subject)
		assert.Equal(t, "2026-10-05", firing.AnswerOn, "a week later, on a day on which people work")
		assert.Empty(t, firing.Answers)
		sot := caseworktest.FiringOf(view, "task/volledigheid/office:zout/2026-09-07/+3/sot")
		require.NotNil(t, sot)
		assert.Empty(t, sot.Asks+sot.Subject+sot.AnswerOn, "who has a part in the case is asked nothing here")
	})
	s.Play()
	last := s.Services.Sought()[len(s.Services.Sought())-1]
	assert.Equal(t, []string{"municipality:zeist"}, last.Parties)
	assert.Equal(t, map[string]string{"municipality:zeist": "beleid"}, last.Subjects, "the mailbox of the desk is looked up")
}

func TestWhoWasToldAnswersAndThoseWhoWaitForItHear(t *testing.T) {
	t.Parallel()
	s := toldOutside(t).Do(inWords(answer(municipality, municipalityRung, takenUp)), answer(board, boardRung, seen))
	s.Do(answer(municipality, municipalityRung, notOurs))
	view := s.Play()

	answers := caseworktest.FiringOf(view, municipalityRung).Answers
	require.Len(t, answers, 2, "an answer may be followed by another")
	assert.Equal(t, []any{"municipality:zeist", takenUp, "text-answer"}, []any{answers[0].Actor.Party, answers[0].Response, answers[0].TextId})
	assert.Equal(t, []any{notOurs, ""}, []any{answers[1].Response, answers[1].TextId})
	assert.Equal(t, "2026-09-28", dayOf(answers[0].At))
	require.Len(t, caseworktest.FiringOf(view, boardRung).Answers, 1)
	assert.NotContains(t, view.Parties, municipality.Party, "who answers is not thereby party to the case")
	assert.NotContains(t, view.Parties, board.Party)

	attached := s.Services.Attached()
	require.Len(t, attached, 1)
	assert.Equal(t, []any{"text-answer", string(documents.PartnerAnswer), "municipality:zeist", caseID},
		[]any{attached[0].Pieces[0].Id, attached[0].Pieces[0].Kind, attached[0].Author, attached[0].CaseId})

	id := casework.EscalationID(caseID, municipalityRung)
	for _, about := range []string{"antwoord/" + id + "/1", "antwoord/" + id + "/2", "antwoord/" + casework.EscalationID(caseID, boardRung) + "/1"} {
		for _, who := range []string{"sot:zeist", "office:zout"} {
			notice := caseworktest.NoticeOf(s.Services.Notices(), about, who)
			require.NotNil(t, notice, "%s %s", about, who)
			assert.Equal(t, notificationsv1.NoticeKind_NOTICE_KIND_ANSWER, notice.Kind)
		}
	}
	assert.Equal(t, 6, countKind(s, notificationsv1.NoticeKind_NOTICE_KIND_ANSWER), "and nobody else hears of an answer")
}

func TestTheStoryTellsEachAnswerToThoseOfZOUTOnly(t *testing.T) {
	t.Parallel()
	s := toldOutside(t).Do(inWords(answer(municipality, municipalityRung, takenUp)))
	s.Do(answer(board, boardRung, seen), answer(municipality, municipalityRung, notOurs))
	s.Play()
	var told []string
	for _, entry := range s.Services.Timeline(caseID) {
		if entry.Kind == "antwoord-partner" {
			told = append(told, entry.Text)
			assert.Equal(t, []string{"office", "director", "sot"}, entry.Audience)
		}
	}
	const late = "'Controleren of de aanvraag volledig is' is te laat."
	assert.Equal(t, []string{
		"De gemeente pakt dit op: " + late + " Er staat een toelichting bij.",
		"Het schoolbestuur heeft het bericht gelezen: " + late,
		"De gemeente zegt dat dit niet bij haar hoort: " + late,
	}, told)
}

func TestAnAnswerWithOneKeyCountsOnce(t *testing.T) {
	t.Parallel()
	s := toldOutside(t)
	var first int64
	s.Act("key-of-an-answer", answer(municipality, municipalityRung, takenUp), func(accepted *caseworkv1.Accepted, err error) {
		require.NoError(t, err)
		first = accepted.Version
	})
	s.Act("key-of-an-answer", answer(municipality, municipalityRung, takenUp), func(accepted *caseworkv1.Accepted, err error) {
		require.NoError(t, err)
		assert.Equal(t, first, accepted.Version, "the same answer again")
	})
	view := s.Play()
	assert.Len(t, caseworktest.FiringOf(view, municipalityRung).Answers, 1)
	assert.Equal(t, 2, countKind(s, notificationsv1.NoticeKind_NOTICE_KIND_ANSWER))
}

func TestNobodyAnswersOfWhatTheyWereNotTold(t *testing.T) {
	t.Parallel()
	reminder := "task/volledigheid/office:zout/2026-09-07/-0"
	s := toldOutside(t)
	for _, act := range []*caseworkv1.AnswerEscalation{
		answer(tlvtest.By(party.Of(party.Municipality, "bunnik")), municipalityRung, takenUp),
		answer(municipality, boardRung, takenUp),
		answer(board, municipalityRung, takenUp),
		answer(municipality, "task/volledigheid/office:zout/2026-09-07/+22/municipality", takenUp),
		answer(municipality, "", takenUp),
		answer(municipality, reminder, takenUp),
		answer(tlvtest.SOT, "task/volledigheid/office:zout/2026-09-07/+3/sot", takenUp),
		answer(tlvtest.Director, "task/volledigheid/office:zout/2026-09-07/+5/director", takenUp),
		answer(tlvtest.School, municipalityRung, takenUp),
		answer(tlvtest.Parent, municipalityRung, takenUp),
		answer(&caseworkv1.Actor{Party: municipality.Party}, municipalityRung, takenUp),
		answer(nil, municipalityRung, takenUp),
	} {
		s.RefusedWith(failure.NotYours, "U kreeg hierover geen bericht", act)
	}
	s.Do(answer(municipality, municipalityRung, seen)).Play()
}

func TestBeforeTheRungNobodyWasTold(t *testing.T) {
	t.Parallel()
	s := submitted(t, "2026-09-01").Do(tlvtest.SotInvolved(), tlvtest.Competent())
	s.On("2026-09-27").RefusedWith(failure.NotYours, "U kreeg hierover geen bericht", answer(municipality, municipalityRung, seen))
	s.On("2026-09-28").Do(answer(municipality, municipalityRung, seen)).Play()
}

func TestAnAnswerThatIsNoneIsRefused(t *testing.T) {
	t.Parallel()
	s := toldOutside(t)
	s.RefusedWith(failure.BadInput, "Kies een antwoord", answer(municipality, municipalityRung, caseworkv1.Response_RESPONSE_UNSPECIFIED), "response")
	s.RefusedWith(failure.BadInput, "Kies een antwoord", answer(municipality, municipalityRung, caseworkv1.Response(99)), "response")
	unknown := answer(municipality, municipalityRung, takenUp)
	unknown.TextId = tlvtest.UnknownPiece
	s.RefusedWith(failure.BadInput, "Dit stuk zit niet in het dossier", unknown)
	assert.Empty(t, caseworktest.FiringOf(s.Play(), municipalityRung).Answers)
}

func TestAHelpingHandIsWelcomeAfterItIsDoneAndNotAfterTheCaseIsClosed(t *testing.T) {
	t.Parallel()
	s := toldOutside(t).Do(tlvtest.FoundComplete(), answer(municipality, municipalityRung, takenUp))
	s.Do(inDefault(), tlvtest.Withdraw()) // the answer that ZOUT owes keeps the case from ending
	s.RefusedWith(failure.NotNow, "Deze zaak is gesloten", answer(municipality, municipalityRung, seen))
	s.RefusedWith(failure.NotYours, "U kreeg hierover geen bericht", answer(tlvtest.By("municipality:bunnik"), municipalityRung, seen))
	assert.Len(t, caseworktest.FiringOf(s.Play(), municipalityRung).Answers, 1)
}

func TestAnswersGoAlongOverContinueAsNew(t *testing.T) {
	t.Parallel()
	first := toldOutside(t).Do(inWords(answer(municipality, municipalityRung, takenUp)))
	first.Then(first.ContinueAsNew)
	first.Run(emptyInput())
	second := beginWith(t, "2026-09-29", first.Services)
	second.Do(answer(municipality, municipalityRung, seen))
	view := second.PlayFrom(continuedInput(first))
	assert.Len(t, caseworktest.FiringOf(view, municipalityRung).Answers, 2)
}

func countKind(s *story, kind notificationsv1.NoticeKind) (count int) {
	for _, notice := range s.Services.Notices() {
		if notice.Kind == kind {
			count++
		}
	}
	return count
}
