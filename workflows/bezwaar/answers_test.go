package bezwaar_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/failure"
	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/workflows/bezwaar/bezwaartest"
	"traject.nl/workflows/casework/caseworktest"
	"traject.nl/workflows/tlv/tlvtest"
)

// lateRung is by which the municipality is told that the term to decide on the bezwaar was missed: two weeks after 2 October.
const lateRung = "term/beslistermijn-bezwaar/2026-10-02/+14/municipality"

const (
	aLetter     = notificationsv1.NoticeKind_NOTICE_KIND_LETTER
	anEscalated = notificationsv1.NoticeKind_NOTICE_KIND_ESCALATION
)

var municipality = tlvtest.By(party.Of(party.Municipality, "zeist"))

// missed is a bezwaar on which ZOUT should have decided two weeks before 16 October.
func missed(t *testing.T) *story { return deciding(t).On("2026-10-16") }

func answer(who *caseworkv1.Actor, firing string, response caseworkv1.Response) *caseworkv1.AnswerEscalation {
	return &caseworkv1.AnswerEscalation{Actor: who, FiringKey: firing, Response: response}
}

func TestTheMunicipalityAnswersThatATermOfTheLawWasMissed(t *testing.T) {
	t.Parallel()
	s := missed(t).Do(answer(municipality, lateRung, caseworkv1.Response_RESPONSE_TAKEN_UP))
	s.RefusedWith(failure.NotYours, "U kreeg hierover geen bericht", answer(bezwaartest.Board, lateRung, caseworkv1.Response_RESPONSE_SEEN))
	s.RefusedWith(failure.NotYours, "U kreeg hierover geen bericht", answer(bezwaartest.Office, lateRung, caseworkv1.Response_RESPONSE_SEEN))
	s.RefusedWith(failure.BadInput, "Kies een antwoord", answer(municipality, lateRung, caseworkv1.Response_RESPONSE_UNSPECIFIED), "response")
	view := s.Play()

	firing := caseworktest.FiringOf(view, lateRung)
	require.NotNil(t, firing)
	assert.Equal(t, []string{"Denk met ons mee: krijgt de leerling intussen onderwijs, en kunt u daarbij helpen?", "leerplicht", "2026-10-23"},
		[]string{firing.Asks, firing.Subject, firing.AnswerOn})
	require.Len(t, firing.Answers, 1)
	assert.Equal(t, municipality.Party, firing.Answers[0].Actor.Party)
	assert.NotContains(t, view.Parties, municipality.Party, "who answers is not thereby party to the case")

	told := map[string]bool{}
	for _, notice := range s.Services.Notices() {
		if notice.Kind == notificationsv1.NoticeKind_NOTICE_KIND_ANSWER {
			told[notice.Party] = true
			assert.Equal(t, "antwoord/"+casework.EscalationID(caseID, lateRung)+"/1", notice.About)
		}
	}
	assert.Equal(t, map[string]bool{"office:zout": true, "sot:zeist": true}, told)
	last := s.Services.Timeline(caseID)[len(s.Services.Timeline(caseID))-1]
	assert.Equal(t, "antwoord-partner", last.Kind)
	assert.Equal(t, "De gemeente pakt dit op: 'Beslissen op het bezwaar' is te laat.", last.Text)
}

func TestABezwaarThatIsClosedTakesNoAnswer(t *testing.T) {
	t.Parallel()
	s := missed(t).Do(&caseworkv1.NotifyDefault{Actor: bezwaartest.Parent, TextId: "text-default"}, bezwaartest.Withdraw()) // the answer that ZOUT owes keeps the case from ending
	s.RefusedWith(failure.NotNow, "Deze zaak is gesloten", answer(municipality, lateRung, caseworkv1.Response_RESPONSE_SEEN))
	s.Play()
}

func TestANoticeOfAMissedTermHoldsUntilItIsMet(t *testing.T) {
	t.Parallel()
	late := []*notificationsv1.Reason{
		caseworktest.Reason(notificationsv1.NoticeKind_NOTICE_KIND_REMINDER, "term/beslistermijn-bezwaar/2026-10-02/-0", "office:zout"),
		caseworktest.Reason(anEscalated, "term/beslistermijn-bezwaar/2026-10-02/+2/director", "director:zout"),
		caseworktest.Reason(anEscalated, lateRung, municipality.Party),
	}
	s := missed(t).Holding(late...).Do(bezwaartest.Decide(unfounded), bezwaartest.Announce()).NotHolding(late...)
	s.Play()
}

func TestANoticeOfAMissedTermNamesTheTermAndItsLetterTheLetter(t *testing.T) {
	t.Parallel()
	s := missed(t).Do(bezwaartest.Decide(unfounded), bezwaartest.Announce())
	s.Play()
	got := caseworktest.NoticeOf(s.Services.Notices(), lateRung, municipality.Party)
	require.NotNil(t, got)
	want := &notificationsv1.NotifyRequest{
		Key: caseID + "/" + lateRung + "/" + municipality.Party, CaseId: caseID, Party: municipality.Party, Kind: anEscalated,
		SealedAddress: []byte("sealed for " + municipality.Party), About: lateRung, Procedure: "bezwaar", DossierId: got.DossierId, Contact: "sot:zeist",
		Matter: &notificationsv1.Matter{
			Kind: notificationsv1.MatterKind_MATTER_KIND_TERM, Rule: "beslistermijn-bezwaar", DueOn: "2026-10-02", Days: 14, AnswerOn: "2026-10-23",
		},
	}
	assert.True(t, proto.Equal(want, got), "%v", got)
	assert.NotEmpty(t, got.DossierId)

	letters := 0
	for _, notice := range s.Services.Notices() {
		assert.Equal(t, "bezwaar", notice.Procedure, notice.Key)
		if notice.Kind != aLetter {
			assert.Empty(t, notice.PieceId, notice.Key)
			continue
		}
		letters++
		assert.Contains(t, notice.PieceId, "/"+notice.Party, "each addressee is told of its own letter")
	}
	assert.Positive(t, letters)
}
