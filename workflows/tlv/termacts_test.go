package tlv_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"traject.nl/proto/contract/failure"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	"traject.nl/workflows/tlv/tlvtest"
)

const decisionTerm = "beslistermijn"

func extend(until string) *caseworkv1.ExtendTerm {
	return &caseworkv1.ExtendTerm{Actor: tlvtest.Office, TermId: decisionTerm, UntilOn: until, ReasonTextId: "text-reason"}
}

func consent(from, until string) *caseworkv1.AgreeDelay {
	return &caseworkv1.AgreeDelay{Actor: tlvtest.Office, TermId: decisionTerm, FromOn: from, UntilOn: until, ProofId: "text-consent"}
}

func TestAnExtensionIsALetterWithAReasonAndADateBeforeItCounts(t *testing.T) {
	t.Parallel()
	s := submitted(t, "2026-09-01").On("2026-10-20").Do(extend("2026-11-24"))
	s.See(func(view *casesv1.View) {
		assert.Equal(t, "2026-11-24", view.Terms[0].PlannedOn)
		assert.Empty(t, view.Extendable, "once")
	})
	s.Refused(failure.NotNow, extend("2026-12-24"))
	s.On("2026-11-25").Phase("competentie")
	view := s.Play()

	written := s.Services.Written()
	require.Len(t, written, 1)
	assert.Equal(t, documentsv1.LetterKind_LETTER_KIND_EXTENSION, written[0].Kind)
	assert.Equal(t, map[string]string{
		"term": "Beslissen op de aanvraag", "planned": "2026-11-24", "until": "2026-11-24", "ground": "Awb 4:14 lid 3",
	}, written[0].Facts)
	assert.Equal(t, []string{"text-reason"}, written[0].TextIds)
	assert.Len(t, written[0].Addressees, 3, "the school and two parents")
	line := lineOfKind(t, s.Services.Timeline(caseID), "termijn-verlengd")
	assert.Equal(t, "De termijn voor 'Beslissen op de aanvraag' is verlengd (Awb 4:14 lid 3). De brief daarover is verstuurd. "+
		"De laatste dag is nu dinsdag 24 november 2026.", line.Text)
	assert.Equal(t, "2026-11-25", view.Terms[0].MissedOn, "the clock guards the new date")
	assert.Equal(t, "text-reason", view.Terms[0].Extensions[0].ReasonTextId)
}

func TestAnExtensionThatCannotBeChangesNothing(t *testing.T) {
	t.Parallel()
	s := submitted(t, "2026-09-01").On("2026-10-26")
	s.Refused(failure.BadInput, &caseworkv1.ExtendTerm{Actor: tlvtest.Office, TermId: decisionTerm}, "reason_text_id", "until_on")
	s.Refused(failure.BadInput, extend("2026-10-27"), "until_on")
	s.Refused(failure.BadInput, &caseworkv1.ExtendTerm{Actor: tlvtest.Office, TermId: "geen-termijn"}, "term_id")
	s.Refused(failure.NotYours, &caseworkv1.ExtendTerm{Actor: tlvtest.School, TermId: decisionTerm})
	weeks := extend("")
	weeks.Weeks = 4
	s.Refused(failure.BadInput, weeks, "weeks", "until_on")
	s.On("2026-10-28").Refused(failure.NotNow, extend("2026-11-30"))
	s.Play()
	assert.Empty(t, s.Services.Written(), "no letter went out")
}

func TestThreeKindsOfStandstillAddUpWithTheirGroundsAndProof(t *testing.T) {
	t.Parallel()
	s := submitted(t, "2026-09-01").Do(tlvtest.Competent())
	s.On("2026-09-04").Do(tlvtest.Incomplete("2026-09-18"))
	s.On("2026-09-11").Do(tlvtest.Completed())                 // 5 up to and including 10 September: 6 days, or 7 by the circular
	s.On("2026-09-14").Do(consent("2026-09-15", "2026-09-24")) // 10 days
	s.On("2026-10-01").Do(&caseworkv1.SuspendTerm{
		Actor: tlvtest.Office, TermId: decisionTerm, FromOn: "2026-10-01", Ground: "c", ProofId: "text-cause",
	})
	s.See(func(view *casesv1.View) { assert.Empty(t, view.Terms[0].PlannedOn, "it stands still") })
	s.Refused(failure.NotNow, &caseworkv1.SuspendTerm{
		Actor: tlvtest.Office, TermId: decisionTerm, FromOn: "2026-10-01", Ground: "b", ProofId: "text-cause",
	})
	s.On("2026-10-06").Do(&caseworkv1.ResumeTerm{Actor: tlvtest.Office, TermId: decisionTerm, UntilOn: "2026-10-05"}) // 5 days
	view := s.Play()
	assert.Equal(t, "2026-11-17", view.Terms[0].PlannedOn, "27 October and 21 days")
	assert.Equal(t, "2026-11-18", view.Terms[0].LastOn)
	assert.EqualValues(t, 21, view.Terms[0].SuspendedDays)
	var grounds []string
	for _, stood := range view.Terms[0].Suspensions {
		grounds = append(grounds, stood.Ground+" "+stood.ProofId)
	}
	assert.Equal(t, []string{
		"Awb 4:15 lid 1 onder a text-request", "Awb 4:15 lid 2 onder a text-consent", "Awb 4:15 lid 2 onder c text-cause",
	}, grounds)
}

func TestAStandstillThatCannotBeChangesNothing(t *testing.T) {
	t.Parallel()
	s := submitted(t, "2026-09-01").On("2026-09-10")
	s.Refused(failure.BadInput, consent("2026-09-20", "2026-09-12"), "until_on")
	s.Refused(failure.BadInput, consent("2026-08-20", "2026-09-12"), "from_on")
	s.Refused(failure.BadInput, consent("2026-11-20", "2026-11-21"), "from_on")
	s.Refused(failure.BadInput, &caseworkv1.AgreeDelay{Actor: tlvtest.Office, TermId: decisionTerm}, "from_on", "until_on", "proof_id")
	s.Refused(failure.BadInput, &caseworkv1.SuspendTerm{Actor: tlvtest.Office, TermId: decisionTerm, Ground: "ziekte"}, "ground", "from_on", "proof_id")
	s.Refused(failure.BadInput, &caseworkv1.SuspendTerm{
		Actor: tlvtest.Office, TermId: decisionTerm, Ground: "b", FromOn: "2026-09-11", ProofId: "text",
	}, "from_on")
	s.Refused(failure.NotNow, &caseworkv1.ResumeTerm{Actor: tlvtest.Office, TermId: decisionTerm, UntilOn: "2026-09-09"})
	s.Refused(failure.NotYours, &caseworkv1.AgreeDelay{Actor: tlvtest.Director, TermId: decisionTerm})
	s.Play()
}
