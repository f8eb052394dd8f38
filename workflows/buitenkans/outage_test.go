package buitenkans_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"traject.nl/proto/contract/cases"
	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/notifications"
	"traject.nl/proto/contract/registry"
	"traject.nl/workflows/buitenkans/buitenkanstest"
)

func TestAServiceThatIsAwayDelaysAStayAndLosesNothing(t *testing.T) {
	t.Parallel()
	for _, activity := range []string{
		cases.Project, cases.DoPlace, documents.AdmitDossier, documents.Share, documents.Attach, documents.ComposeLetter,
		documents.SealedAddresses, registry.DescribeSchools, registry.Contacts, notifications.Notify,
	} {
		t.Run(activity, func(t *testing.T) {
			t.Parallel()
			s := begin(t, "2026-09-01")
			s.Services.GoAway(activity, 5)
			s.Do(buitenkanstest.Request(4)).On("2026-09-02").Do(buitenkanstest.Support(), buitenkanstest.ConsentOnPaper())
			s.On("2026-09-03").Do(buitenkanstest.Admit()).On("2026-09-04").Do(buitenkanstest.PlanStart("2026-09-07"))
			s.On("2026-09-07").Do(buitenkanstest.Arrived()).On("2026-11-09").Do(buitenkanstest.Advise(back))
			s.On("2026-11-16").Do(buitenkanstest.PlanReturn("2026-12-07")).On("2026-12-04").Do(buitenkanstest.End("2026-12-04"))
			s.On("2027-01-18").Do(buitenkanstest.Aftercare("2027-01-18")).On("2027-03-05").Do(buitenkanstest.Aftercare("2027-03-05"))
			view := s.PlayOut()
			assert.True(t, view.Closed)
			assert.Len(t, s.Services.Timeline(caseID), int(view.Version))
			assert.Len(t, s.Services.Written(), 3)
			assert.Len(t, s.Services.Asked(), 3, "asked, moved and left once each")
			assert.Equal(t, "2026-12-04", s.Services.Stay(caseID).UntilOn)
		})
	}
}

func TestTheRecordRefusingStopsTheStayInsteadOfPassingItOver(t *testing.T) {
	t.Parallel()
	s := begin(t, firstDay)
	s.Services.RefuseAll(cases.Project)
	s.Then(func() {
		s.Env.UpdateWorkflowNoRejection("RequestPlacement", "update-1", t, "the-key-1", buitenkanstest.Request(4))
	})
	s.Run(emptyInput())
	require.ErrorContains(t, s.Env.GetWorkflowError(), "write version 1 of case "+caseID)
	assert.Nil(t, s.Services.View(caseID))
}
