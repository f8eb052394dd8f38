package plaatsing_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"traject.nl/proto/contract/cases"
	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/notifications"
	"traject.nl/proto/contract/registry"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	"traject.nl/workflows/plaatsing/plaatsingtest"
	"traject.nl/workflows/tlv/tlvtest"
)

func TestAServiceThatIsAwayDelaysAPlacementAndLosesNothing(t *testing.T) {
	t.Parallel()
	for _, activity := range []string{
		cases.Project, documents.AdmitDossier, documents.CasesOfPupil, documents.Share, documents.Attach, documents.ComposeLetter,
		documents.SealedAddresses, registry.DescribeSchools, registry.Contacts, notifications.Notify,
	} {
		t.Run(activity, func(t *testing.T) {
			t.Parallel()
			s := expected(t)
			s.Services.GoAway(activity, 5)
			s.On("2026-09-02").Do(plaatsingtest.Confirm(plaatsingtest.Sbo, "2026-09-01"))
			s.On("2026-09-03").Do(plaatsingtest.EvaluatedTogether("2026-09-03"))
			s.On("2026-09-04").Do(plaatsingtest.PlanAtOnce(plaatsingtest.Sbo, plaatsingtest.NewBao, "2026-09-07"))
			s.On("2026-09-05").Do(plaatsingtest.Agree(plaatsingtest.Regular))
			s.On("2026-09-07").Do(plaatsingtest.Returned(plaatsingtest.Regular, "2026-09-07"))
			s.On("2026-09-08").Do(plaatsingtest.Depart(plaatsingtest.Regular, moved, "2026-09-08"))
			view := s.PlayOut()
			assert.True(t, view.Closed)
			assert.Equal(t, plaatsingv1.Outcome_OUTCOME_DEPARTED, factsOf(view).Outcome)
			assert.Len(t, s.Services.Timeline(caseID), int(view.Version))
			assert.Len(t, s.Services.Written(), 1)
			assert.Contains(t, noticesOf(s.Services.Notices()), "vertrek | ENDED | school:bao-zeist sot:zeist")
		})
	}
}

func TestTheRecordRefusingStopsThePlacementInsteadOfPassingItOver(t *testing.T) {
	t.Parallel()
	s := expected(t)
	s.Services.RefuseAll(cases.Project)
	s.Run(openedBy(plaatsingtest.Granted(tlvtest.Sbo, "PO2603-000001", "2026-08-01", "2028-07-31")))
	require.ErrorContains(t, s.Env.GetWorkflowError(), "write version 1 of case "+caseID)
	assert.Nil(t, s.View())
}
