package tlv_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"traject.nl/proto/contract/cases"
	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/notifications"
	"traject.nl/proto/contract/registry"
	"traject.nl/workflows/tlv/tlvtest"
)

func TestAServiceThatIsAwayDelaysACaseAndLosesNothing(t *testing.T) {
	t.Parallel()
	for _, activity := range []string{
		cases.Project, cases.AssignTLVNumber, documents.AdmitDossier, documents.Share, documents.Attach, documents.ComposeLetters,
		documents.SealedAddresses, registry.DescribeSchools, registry.DescribeExperts, registry.Contacts, notifications.Notify,
	} {
		t.Run(activity, func(t *testing.T) {
			t.Parallel()
			s := begin(t, "2026-09-01")
			s.services.GoAway(activity, 5)
			s.do(tlvtest.Submit(caseID)).on("2026-09-02").do(tlvtest.Competent(), tlvtest.FoundComplete(), tlvtest.ParentsAgree())
			s.on("2026-09-03").do(tlvtest.Assign(tlvtest.Gz, tlvtest.Ortho))
			s.on("2026-09-04").do(tlvtest.AdviseSbo(tlvtest.Gz)).on("2026-09-05").do(tlvtest.AdviseSbo(tlvtest.Ortho))
			s.on("2026-09-08").do(tlvtest.Grant("2026-10-01", "2028-07-31")).on("2026-09-09").do(tlvtest.Announce())
			view := s.playOut()
			assert.True(t, view.Closed)
			assert.Len(t, s.services.Timeline(caseID), int(view.Version))
			assert.Len(t, view.GetTlv().Advices, 2)
			assert.Len(t, s.services.Notices(), 18, "17 that follow from acts, and a reminder to the director")
		})
	}
}

func TestACaseDoesNotWaitForMailThatIsRefused(t *testing.T) {
	t.Parallel()
	for _, activity := range []string{notifications.Notify, registry.Contacts, documents.SealedAddresses} {
		t.Run(activity, func(t *testing.T) {
			t.Parallel()
			s := begin(t, "2026-09-01")
			s.services.RefuseAll(activity)
			view := s.do(tlvtest.Submit(caseID), tlvtest.Competent(), tlvtest.Withdraw()).playOut()
			require.True(t, view.Closed)
			for _, notice := range s.services.Notices() {
				if activity == registry.Contacts {
					assert.Equal(t, notice.Party == tlvtest.FirstParent || notice.Party == tlvtest.SecondParent, len(notice.SealedAddress) > 0)
				}
			}
		})
	}
}

func TestTheRecordRefusingStopsTheCaseInsteadOfPassingItOver(t *testing.T) {
	t.Parallel()
	s := begin(t, "2026-09-01")
	s.services.RefuseAll(cases.Project)
	answered := false
	s.then(func() {
		s.env.UpdateWorkflow("Submit", "update-1", hearing(func() { answered = true }), "the-key-1", tlvtest.Submit(caseID))
	})
	s.env.ExecuteWorkflow("tlv", emptyInput())
	require.ErrorContains(t, s.env.GetWorkflowError(), "write version 1 of case "+caseID)
	assert.False(t, answered, "nobody is told that it is in")
}
