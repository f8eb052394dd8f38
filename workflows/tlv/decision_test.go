package tlv_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"traject.nl/proto/contract/failure"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/tlv/tlvtest"
)

// deciding is a case that awaits the decision of the director, on 1 September.
func deciding(t *testing.T) *story {
	t.Helper()
	return advising(t).do(tlvtest.AdviseSbo(tlvtest.Gz), tlvtest.AdviseSbo(tlvtest.Ortho)).phase("besluit")
}

func TestThereIsNoDecisionWithoutAdvice(t *testing.T) {
	t.Parallel()
	grant := tlvtest.Grant("2026-10-01", "2028-07-31")
	s := submitted(t, "2026-09-01").refused(failure.NotNow, grant)
	s.do(tlvtest.Competent()).refused(failure.NotNow, grant)
	s.do(tlvtest.FoundComplete()).refused(failure.NotNow, grant)
	s.do(tlvtest.ParentsAgree(), tlvtest.Assign(tlvtest.Gz, tlvtest.Ortho)).refused(failure.NotNow, grant)
	s.do(tlvtest.AdviseSbo(tlvtest.Gz)).refused(failure.NotNow, grant)
	s.do(tlvtest.AdviseNo(tlvtest.Ortho)).refused(failure.NotNow, grant)
	s.act("why", grant, func(_ *caseworkv1.Accepted, err error) {
		_, problems, _ := failure.Read(err)
		require.Len(t, problems, 1)
		assert.Contains(t, problems[0].Detail, "Er zijn nog geen twee adviezen")
	})
	s.play()
}

func TestAGrantedTLVIsWhole(t *testing.T) {
	t.Parallel()
	s := deciding(t)
	grant := func(change func(*tlvv1.Decide)) *tlvv1.Decide {
		act := tlvtest.Grant("2026-10-01", "2028-07-31")
		change(act)
		return act
	}
	so := tlvv1.Destination_DESTINATION_SO
	s.refused(failure.BadInput, grant(func(a *tlvv1.Decide) { a.ValidFrom = "2026-08-31" }), "valid_from")
	s.refused(failure.BadInput, grant(func(a *tlvv1.Decide) { a.ValidUntil = "2028-07-30" }), "valid_until")
	s.refused(failure.BadInput, grant(func(a *tlvv1.Decide) { a.ValidUntil = "2026-09-15" }), "valid_until")
	s.refused(failure.BadInput, grant(func(a *tlvv1.Decide) { a.ValidFrom, a.ValidUntil = "", "" }), "valid_from", "valid_until")
	s.refused(failure.BadInput, grant(func(a *tlvv1.Decide) { a.Destination = 0 }), "destination")
	s.refused(failure.BadInput, grant(func(a *tlvv1.Decide) { a.Category = 2 }), "category")
	s.refused(failure.BadInput, grant(func(a *tlvv1.Decide) { a.Destination = so }), "category")
	s.refused(failure.BadInput, grant(func(a *tlvv1.Decide) { a.Extent = 0 }), "extent")
	s.refused(failure.BadInput, grant(func(a *tlvv1.Decide) { a.ReceivingSchoolId = "" }), "receiving_school_id")
	s.refused(failure.BadInput, grant(func(a *tlvv1.Decide) { a.ReceivingSchoolId = "nowhere" }), "receiving_school_id")
	s.refused(failure.BadInput, grant(func(a *tlvv1.Decide) { a.ReceivingSchoolId = tlvtest.So }), "receiving_school_id")
	s.refused(failure.BadInput, grant(func(a *tlvv1.Decide) { a.ReceivingSchoolId = tlvtest.OtherBao }), "receiving_school_id")
	s.refused(failure.BadInput, &tlvv1.Decide{Actor: tlvtest.Director, Granted: true},
		"destination", "extent", "receiving_school_id", "valid_from", "valid_until")
	view := s.play()
	assert.Nil(t, view.GetTlv().Decision)
	assert.Equal(t, "besluit", view.Phase)
}

func TestATLVForSOHasACategoryAndAnSOSchool(t *testing.T) {
	t.Parallel()
	grant := tlvtest.Grant("2026-10-01", "2028-07-31")
	grant.Destination, grant.Category = tlvv1.Destination_DESTINATION_SO, tlvv1.Category_CATEGORY_MIDDEN
	grant.ReceivingSchoolId = tlvtest.So
	s := deciding(t).do(grant)
	view := s.play()
	assert.Equal(t, tlvtest.So, view.ReceivingSchoolId)
	assert.Contains(t, view.Parties, "school:so-zeist", "the school that receives looks on")
	assert.NotContains(t, view.Parties, "school:sbo-zeist", "the school that does not receive after all no longer does")
}

func TestARefusalHasReasonsAndNothingOfATLV(t *testing.T) {
	t.Parallel()
	s := deciding(t)
	both := tlvtest.Grant("2026-10-01", "2028-07-31")
	both.Granted, both.Category = false, 1
	s.refused(failure.BadInput, both, "reasons_text_id", "destination", "category", "extent", "valid_from", "valid_until",
		"receiving_school_id", "return_agreements_text_id")
	s.do(tlvtest.Refuse(), tlvtest.Announce())
	view := s.playOut()
	decision := view.GetTlv().Decision
	assert.False(t, decision.Granted)
	assert.Empty(t, decision.TlvNumber, "a refusal uses up no number")
	assert.Equal(t, tlvv1.Outcome_OUTCOME_REFUSED, view.GetTlv().Outcome)
	assert.Equal(t, "De TLV is geweigerd. De zaak is gesloten.", view.Status)
	assert.Len(t, decision.LetterIds, 3, "the receiving school has nothing to receive")
}

func TestLettersGoOnceAndAfterTheDecision(t *testing.T) {
	t.Parallel()
	s := deciding(t).refused(failure.NotNow, tlvtest.Announce())
	s.do(tlvtest.Refuse(), tlvtest.Announce()).refused(failure.NotNow, tlvtest.Announce())
	s.play()
	require.Len(t, s.services.Letters(), 1)
	letters := s.services.Letters()[0]
	assert.Equal(t, "2026-09-01", letters.DatedOn)
	assert.Equal(t, "2026-10-13", letters.ObjectionUntil)
	assert.NotEmpty(t, letters.ObjectionSteps)
	assert.Equal(t, map[string]string{tlvtest.Bao: "School bao-zeist", tlvtest.Sbo: "School sbo-zeist"}, letters.SchoolNames)
}

func TestNoTaskIsDueAfterTheDayToDecide(t *testing.T) {
	t.Parallel()
	s := submitted(t, "2026-09-01").on("2026-10-20").do(tlvtest.Competent(), tlvtest.FoundComplete())
	s.do(tlvtest.ParentsAgree(), tlvtest.Assign(tlvtest.Gz, tlvtest.Ortho))
	s.on("2026-10-26").do(tlvtest.AdviseSbo(tlvtest.Gz), tlvtest.AdviseSbo(tlvtest.Ortho))
	view := s.play()
	decide := view.Tasks[len(view.Tasks)-1]
	assert.Equal(t, "2026-10-27", decide.DueOn)
	assert.Equal(t, "Awb 4:13 lid 2", decide.Basis)
}
