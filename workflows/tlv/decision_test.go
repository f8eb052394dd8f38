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
	return advising(t).Do(tlvtest.AdviseSbo(tlvtest.Gz), tlvtest.AdviseSbo(tlvtest.Ortho)).Phase("besluit")
}

func TestThereIsNoDecisionWithoutAdvice(t *testing.T) {
	t.Parallel()
	grant := tlvtest.Grant("2026-10-01", "2028-07-31")
	s := submitted(t, "2026-09-01").Refused(failure.NotNow, grant)
	s.Do(tlvtest.Competent()).Refused(failure.NotNow, grant)
	s.Do(tlvtest.FoundComplete()).Refused(failure.NotNow, grant)
	s.Do(tlvtest.ParentsAgree(), tlvtest.Assign(tlvtest.Gz, tlvtest.Ortho)).Refused(failure.NotNow, grant)
	s.Do(tlvtest.AdviseSbo(tlvtest.Gz)).Refused(failure.NotNow, grant)
	s.Do(tlvtest.AdviseNo(tlvtest.Ortho)).Refused(failure.NotNow, grant)
	s.Act("why", grant, func(_ *caseworkv1.Accepted, err error) {
		_, problems, _ := failure.Read(err)
		require.Len(t, problems, 1)
		assert.Contains(t, problems[0].Detail, "Er zijn nog geen twee adviezen")
	})
	s.Play()
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
	s.Refused(failure.BadInput, grant(func(a *tlvv1.Decide) { a.ValidFrom = "2026-08-31" }), "valid_from")
	s.Refused(failure.BadInput, grant(func(a *tlvv1.Decide) { a.ValidUntil = "2028-07-30" }), "valid_until")
	s.Refused(failure.BadInput, grant(func(a *tlvv1.Decide) { a.ValidUntil = "2026-09-15" }), "valid_until")
	s.Refused(failure.BadInput, grant(func(a *tlvv1.Decide) { a.ValidFrom, a.ValidUntil = "", "" }), "valid_from", "valid_until")
	s.Refused(failure.BadInput, grant(func(a *tlvv1.Decide) { a.Destination = 0 }), "destination")
	s.Refused(failure.BadInput, grant(func(a *tlvv1.Decide) { a.Category = 2 }), "category")
	s.Refused(failure.BadInput, grant(func(a *tlvv1.Decide) { a.Destination = so }), "category")
	s.Refused(failure.BadInput, grant(func(a *tlvv1.Decide) { a.Extent = 0 }), "extent")
	s.Refused(failure.BadInput, grant(func(a *tlvv1.Decide) { a.ReceivingSchoolId = "" }), "receiving_school_id")
	s.Refused(failure.BadInput, grant(func(a *tlvv1.Decide) { a.ReceivingSchoolId = "nowhere" }), "receiving_school_id")
	s.Refused(failure.BadInput, grant(func(a *tlvv1.Decide) { a.ReceivingSchoolId = tlvtest.So }), "receiving_school_id")
	s.Refused(failure.BadInput, grant(func(a *tlvv1.Decide) { a.ReceivingSchoolId = tlvtest.OtherBao }), "receiving_school_id")
	s.Refused(failure.BadInput, &tlvv1.Decide{Actor: tlvtest.Director, Granted: true},
		"destination", "extent", "receiving_school_id", "valid_from", "valid_until")
	view := s.Play()
	assert.Nil(t, view.GetTlv().Decision)
	assert.Equal(t, "besluit", view.Phase)
}

func TestATLVForSOHasACategoryAndAnSOSchool(t *testing.T) {
	t.Parallel()
	grant := tlvtest.Grant("2026-10-01", "2028-07-31")
	grant.Destination, grant.Category = tlvv1.Destination_DESTINATION_SO, tlvv1.Category_CATEGORY_MIDDEN
	grant.ReceivingSchoolId = tlvtest.So
	s := deciding(t).Do(grant)
	view := s.Play()
	assert.Equal(t, tlvtest.So, view.ReceivingSchoolId)
	assert.Contains(t, view.Parties, "school:so-zeist", "the school that receives looks on")
	assert.NotContains(t, view.Parties, "school:sbo-zeist", "the school that does not receive after all no longer does")
}

func TestARefusalHasReasonsAndNothingOfATLV(t *testing.T) {
	t.Parallel()
	s := deciding(t)
	both := tlvtest.Grant("2026-10-01", "2028-07-31")
	both.Granted, both.Category = false, 1
	s.Refused(failure.BadInput, both, "reasons_text_id", "destination", "category", "extent", "valid_from", "valid_until",
		"receiving_school_id", "return_agreements_text_id")
	s.Do(tlvtest.Refuse(), tlvtest.Announce())
	view := s.PlayOut()
	decision := view.GetTlv().Decision
	assert.False(t, decision.Granted)
	assert.Empty(t, decision.TlvNumber, "a refusal uses up no number")
	assert.Equal(t, tlvv1.Outcome_OUTCOME_REFUSED, view.GetTlv().Outcome)
	assert.Equal(t, "De TLV is geweigerd. De zaak is gesloten.", view.Status)
	assert.Len(t, decision.LetterIds, 3, "the receiving school has nothing to receive")
}

func TestLettersGoOnceAndAfterTheDecision(t *testing.T) {
	t.Parallel()
	s := deciding(t).Refused(failure.NotNow, tlvtest.Announce())
	s.Do(tlvtest.Refuse(), tlvtest.Announce()).Refused(failure.NotNow, tlvtest.Announce())
	s.Play()
	require.Len(t, s.Services.Letters(), 1)
	letters := s.Services.Letters()[0]
	assert.Equal(t, "2026-09-01", letters.DatedOn)
	assert.Equal(t, "2026-10-13", letters.ObjectionUntil)
	assert.NotEmpty(t, letters.ObjectionSteps)
	assert.Equal(t, map[string]string{tlvtest.Bao: "School bao-zeist", tlvtest.Sbo: "School sbo-zeist"}, letters.SchoolNames)
}

func TestNoTaskIsDueAfterTheDayToDecide(t *testing.T) {
	t.Parallel()
	s := submitted(t, "2026-09-01").On("2026-10-20").Do(tlvtest.Competent(), tlvtest.FoundComplete())
	s.Do(tlvtest.ParentsAgree(), tlvtest.Assign(tlvtest.Gz, tlvtest.Ortho))
	s.On("2026-10-26").Do(tlvtest.AdviseSbo(tlvtest.Gz), tlvtest.AdviseSbo(tlvtest.Ortho))
	view := s.Play()
	decide := view.Tasks[len(view.Tasks)-1]
	assert.Equal(t, "2026-10-27", decide.DueOn)
	assert.Equal(t, "Awb 4:13 lid 2", decide.Basis)
}
