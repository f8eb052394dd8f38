package tlv_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	"traject.nl/workflows/tlv/tlvtest"
)

func TestReferralRunsFromApplicationToTheEndOfTheObjectionTerm(t *testing.T) {
	t.Parallel()
	s := submitted(t, "2026-09-01")
	s.do(tlvtest.SotInvolved())
	s.on("2026-09-02").do(tlvtest.Competent())
	s.on("2026-09-04").do(tlvtest.FoundComplete())
	s.on("2026-09-07").do(tlvtest.ParentsAgree()).phase("ouders")
	s.on("2026-09-08").do(tlvtest.Assign(tlvtest.Gz, tlvtest.Ortho)).phase("advies")
	s.on("2026-09-14").do(tlvtest.AdviseSbo(tlvtest.Ortho)).phase("advies")
	s.see(func(*casesv1.View) { assert.False(t, s.services.Shared(caseID).AdvicesFinal) })
	s.on("2026-09-15").do(tlvtest.AdviseSbo(tlvtest.Gz)).phase("besluit")
	s.on("2026-09-18").do(tlvtest.Grant("2026-10-01", "2028-07-31")).phase("verzending")
	s.see(func(*casesv1.View) { assert.False(t, s.services.Shared(caseID).Announced) })
	s.on("2026-09-21").do(tlvtest.Announce())
	s.see(func(view *casesv1.View) {
		assert.Equal(t, "rust", view.Phase)
		assert.False(t, view.Closed)
		assert.Empty(t, view.Acting)
	})
	view := s.playOut()

	assert.Equal(t, lines(``), timelineOf(s.services.Timeline(caseID)))
	assert.Equal(t, lines(``), tasksOf(view))
	assert.Equal(t, lines(``), termsOf(view))
}
