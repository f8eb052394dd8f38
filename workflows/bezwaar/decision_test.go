package bezwaar_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/failure"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/bezwaar/bezwaartest"
	"traject.nl/workflows/tlv/tlvtest"
)

func TestADecisionThatDeviatesFromTheAdviceSaysWhy(t *testing.T) {
	t.Parallel()
	s := deciding(t)
	s.RefusedWith(failure.BadInput, "U wijkt af van het advies", bezwaartest.Decide(inadmissible), "deviation_text_id")
	s.RefusedWith(failure.BadInput, "U volgt het advies", bezwaartest.Deviating(bezwaartest.Decide(unfounded)), "deviation_text_id")
	s.Do(bezwaartest.Deviating(bezwaartest.Decide(inadmissible)), bezwaartest.Announce())
	view := s.Play()
	assert.Equal(t, "text-deviation", view.GetBezwaar().DeviationTextId)
	assert.Equal(t, bezwaarv1.Outcome_OUTCOME_INADMISSIBLE, view.GetBezwaar().Outcome)
	letters := s.Services.Written()
	letter := letters[len(letters)-1]
	assert.Equal(t, []string{"text-reasons", "text-deviation"}, letter.TextIds)
	assert.Equal(t, []string{"file-advice"}, letter.EnclosureIds, "the advice goes along (Awb 7:13 lid 7)")
	assert.Equal(t, "unfounded", letter.Facts["advice"])
	assert.Equal(t, "inadmissible", letter.Facts["opinion"])
	assert.Equal(t, "Het bezwaar is niet-ontvankelijk. De brieven zijn verstuurd. Beroep instellen bij de rechtbank kan tot en met maandag 27 juli 2026.",
		lineOfKind(t, s, "bekendgemaakt"))
}

func TestADecisionSaysWhatItIsAndWhy(t *testing.T) {
	t.Parallel()
	s := deciding(t)
	s.Refused(failure.BadInput, &bezwaarv1.DecideObjection{Actor: bezwaartest.Director}, "opinion", "reasons_text_id")
	s.Refused(failure.BadInput, bezwaartest.Decide(17), "opinion")
	act := bezwaartest.Decide(unfounded)
	act.Replacements = []*bezwaarv1.Replacement{bezwaartest.Grant(tlvCase, "2026-08-01", "2028-07-31")}
	s.RefusedWith(failure.BadInput, "Alleen bij een gegrond bezwaar", act, "replacements")
	act = bezwaartest.Decide(unfounded)
	act.ReasonsTextId = tlvtest.UnknownPiece
	s.Refused(failure.BadInput, act)
	s.Play()
}

func TestWithoutTheLbtAnObjectionCanOnlyBeGrantedFully(t *testing.T) {
	t.Parallel()
	s := received(t)
	for _, opinion := range []bezwaarv1.Opinion{unfounded, inadmissible} {
		s.RefusedWith(failure.BadInput, "Zonder advies van de LBT", bezwaartest.Decide(opinion), "opinion")
	}
	inPart := bezwaartest.Uphold(bezwaartest.Grant(tlvCase, "2026-08-01", "2028-07-31"))
	inPart.Opinion = partly
	s.RefusedWith(failure.BadInput, "Zonder advies van de LBT", inPart, "opinion")
	s.Refused(failure.BadInput, bezwaartest.Deviating(bezwaartest.Uphold(bezwaartest.Grant(tlvCase, "2026-08-01", "2028-07-31"))), "deviation_text_id")
	s.Do(bezwaartest.Uphold(bezwaartest.Grant(tlvCase, "2026-08-01", "2028-07-31"))).Phase("verzending")
	s.RefusedWith(failure.NotNow, "al een besluit", bezwaartest.Withdraw())
	s.On("2026-06-16").Do(bezwaartest.Announce()).Phase("beroep")
	view := s.PlayOut()
	assert.Equal(t, lines(`
		ontvangstbevestiging/office:zout | due 2026-06-18 by ZOUT-instelling | 2026-06-15 - 2026-06-15 niet meer nodig
		verweerschrift/office:zout | due 2026-06-29 by ZOUT-instelling | 2026-06-15 - 2026-06-15 niet meer nodig
		lbt-dossier/office:zout | due 2026-06-25 by ZOUT-instelling | 2026-06-15 - 2026-06-15 niet meer nodig
		verzending-bezwaar/office:zout | due 2026-06-17 by ZOUT-instelling | 2026-06-15 - 2026-06-16 verzonden
	`), tasksOf(view))
	assert.Equal(t, lines(`
		lbt-verzoek | LBT-reglement art. 2.2 | from 2026-06-15 | plan 2026-06-29 last 2026-06-29 | ended
		beslistermijn-bezwaar | Awb 7:10 lid 1 | from 2026-07-10 | plan 2026-10-02 last 2026-10-02 | met 2026-06-16
		beroepstermijn | Awb 6:7 | from 2026-06-16 | plan 2026-07-28 last 2026-07-28 | ended
	`), termsOf(view))
	letter := s.Services.Written()[0]
	assert.Empty(t, letter.EnclosureIds, "there is no advice to enclose")
	assert.NotContains(t, letter.Facts, "advice")
	assert.Equal(t, "Het bezwaar is gegrond. Er is een nieuw besluit over de TLV. De zaak is gesloten.", view.Status)
}

func TestWhatIsUpheldGetsANewTlvAndTheTlvCaseHearsOfIt(t *testing.T) {
	t.Parallel()
	s := begin(t, "2026-06-15").Do(bezwaartest.Lodge(tlvCase, otherCase), bezwaartest.Bundle(), bezwaartest.Send("2026-06-15"),
		bezwaartest.NotHeard(bezwaarv1.SkipGround_SKIP_GROUND_FULLY_GRANTED), bezwaartest.Advised(upheld, "2026-06-15"))
	act := bezwaartest.Uphold(bezwaartest.Grant(tlvCase, "2026-08-01", "2028-07-31"), &bezwaarv1.Replacement{CaseId: otherCase, Decision: &tlvv1.Decision{}})
	act.Replacements[0].Decision.TlvNumber = "PO2603-999999"
	s.On("2026-06-17").Do(act)
	s.See(func(view *casesv1.View) {
		assert.Empty(t, view.GetBezwaar().Replacements[0].Decision.TlvNumber, "a number comes with the announcement, from the register")
		assert.Empty(t, s.Services.Numbers())
	})
	s.On("2026-06-19").Do(bezwaartest.Announce())
	view := s.Play()

	facts := view.GetBezwaar()
	granted, refused := facts.Replacements[0].Decision, facts.Replacements[1].Decision
	assert.Equal(t, "PO2603-000101", granted.TlvNumber)
	assert.Equal(t, []string{"2026-06-17", "2026-06-19"}, []string{granted.DecidedOn, granted.AnnouncedOn})
	assert.Equal(t, bezwaartest.Director.Party, granted.DecidedBy.Party)
	assert.Equal(t, "text-reasons", refused.ReasonsTextId, "the reasons of the decision on the bezwaar are also those of the refusal")
	assert.Empty(t, refused.TlvNumber)
	numbers := s.Services.Numbers()
	require.Len(t, numbers, 1)
	assert.Equal(t, tlvCase, numbers[0].CaseId)
	assert.Equal(t, tlvtest.Bao, numbers[0].ApplicantSchoolId)
	assert.Empty(t, numbers[0].Replaces, "the first decision was a refusal")

	assert.ElementsMatch(t, []string{
		"tlv/case00000001 objection: KIND_LODGED", "tlv/case00000002 objection: KIND_LODGED",
		"tlv/case00000001 objection: KIND_ENDED", "tlv/case00000002 objection: KIND_ENDED",
	}, s.Services.told)
	assert.True(t, proto.Equal(granted, s.Services.news[tlvCase].Replacement))
	assert.True(t, proto.Equal(refused, s.Services.news[otherCase].Replacement))
	assert.Equal(t, caseID, s.Services.news[tlvCase].BezwaarId)
	letter := s.Services.Written()[0]
	assert.Len(t, letter.Replacements, 2)
	assert.Equal(t, "PO2603-000101", letter.Replacements[0].Decision.TlvNumber)
	assert.Equal(t, "School sbo-driebergen", letter.SchoolNames[tlvtest.OtherSbo], "the letter can name the new school")
	assert.Equal(t, facts.LetterIds, granted.LetterIds)
	assert.Len(t, facts.LetterIds, 3)
	assert.Contains(t, lineOfKind(t, s, "bekendgemaakt"), "Het bezwaar is gegrond. Er is een nieuw besluit over de TLV.")
	share := s.Services.Shared(caseID)
	assert.True(t, share.Announced && share.PapersOpen)
	assert.False(t, share.Closed)
}

func TestANewNumberNamesTheOneThatItReplaces(t *testing.T) {
	t.Parallel()
	s := begin(t, "2026-06-15").Do(bezwaartest.Lodge(otherCase), bezwaartest.Uphold(bezwaartest.Grant(otherCase, "2026-08-01", "2028-07-31")), bezwaartest.Announce())
	s.Play()
	assert.Equal(t, "PO2603-000007", s.Services.Numbers()[0].Replaces)
}

func TestEveryDecisionObjectedToIsReplacedByOneThatIsRight(t *testing.T) {
	t.Parallel()
	s := begin(t, "2026-06-15").Do(bezwaartest.Lodge(tlvCase, otherCase))
	first := func() *bezwaarv1.Replacement { return bezwaartest.Grant(tlvCase, "2026-08-01", "2028-07-31") }
	second := func() *bezwaarv1.Replacement { return bezwaartest.Grant(otherCase, "2026-08-01", "2028-07-31") }
	s.RefusedWith(failure.BadInput, "Geef aan wat er in de plaats komt van het besluit in zaak case00000002.", bezwaartest.Uphold(first()), "replacements")
	s.Refused(failure.BadInput, bezwaartest.Uphold(), "replacements", "replacements")
	s.Refused(failure.BadInput, bezwaartest.Uphold(first(), second(), first()), "replacements[2].case_id")
	s.Refused(failure.BadInput, bezwaartest.Uphold(first(), second(), bezwaartest.Grant(xmasCase, "2026-08-01", "2028-07-31")), "replacements[2].case_id")
	s.Refused(failure.BadInput, bezwaartest.Uphold(first(), &bezwaarv1.Replacement{CaseId: otherCase, Decision: &tlvv1.Decision{
		Destination: tlvv1.Destination_DESTINATION_SO, ValidUntil: "2028-07-31",
	}}), "replacements[1].decision.destination", "replacements[1].decision.valid_until")
	wrong := second()
	wrong.Decision.Destination, wrong.Decision.Extent, wrong.Decision.ValidFrom, wrong.Decision.ValidUntil =
		tlvv1.Destination_DESTINATION_SO, 0, "2026-06-14", "2028-06-30"
	s.Refused(failure.BadInput, bezwaartest.Uphold(first(), wrong), "replacements[1].decision.category", "replacements[1].decision.extent",
		"replacements[1].decision.valid_from", "replacements[1].decision.valid_until")
	short := second()
	short.Decision.ValidUntil = "2026-07-31"
	short.Decision.ValidFrom = "2026-06-20"
	s.Refused(failure.BadInput, bezwaartest.Uphold(first(), short), "replacements[1].decision.valid_until")
	elsewhere := second()
	elsewhere.Decision.ReceivingSchoolId = tlvtest.Bao
	s.Refused(failure.BadInput, bezwaartest.Uphold(first(), elsewhere), "replacements[1].decision.receiving_school_id")
	elsewhere = second()
	elsewhere.Decision.ReceivingSchoolId = "nowhere"
	s.Refused(failure.BadInput, bezwaartest.Uphold(first(), elsewhere), "replacements[1].decision.receiving_school_id")
	s.Play()
}

func TestATlvCaseThatIsClosedIsNoReasonToStop(t *testing.T) {
	t.Parallel()
	s := begin(t, "2026-12-28").Do(bezwaartest.Lodge(xmasCase), bezwaartest.Uphold(bezwaartest.Grant(xmasCase, "2027-01-01", "2028-07-31")))
	s.Do(bezwaartest.Announce()).Phase("beroep")
	view := s.PlayOut()
	assert.True(t, view.Closed)
	assert.Equal(t, []string{"tlv/case00000003 objection: KIND_LODGED", "tlv/case00000003 objection: KIND_ENDED"}, s.Services.told)
}
