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
			s.Services.GoAway(activity, 5)
			s.Do(tlvtest.Submit(caseID)).On("2026-09-02").Do(tlvtest.Competent(), tlvtest.FoundComplete(), tlvtest.ParentsAgree())
			s.On("2026-09-03").Do(tlvtest.Assign(tlvtest.Gz, tlvtest.Ortho))
			s.On("2026-09-04").Do(tlvtest.AdviseSbo(tlvtest.Gz)).On("2026-09-05").Do(tlvtest.AdviseSbo(tlvtest.Ortho))
			s.On("2026-09-08").Do(tlvtest.Grant("2026-10-01", "2028-07-31")).On("2026-09-09").Do(tlvtest.Announce())
			view := s.PlayOut()
			assert.True(t, view.Closed)
			assert.Len(t, s.Services.Timeline(caseID), int(view.Version))
			assert.Len(t, view.GetTlv().Advices, 2)
			assert.Len(t, s.Services.Notices(), 18, "17 that follow from acts, and a reminder to the director")
		})
	}
}

func TestACaseDoesNotWaitForMailThatIsRefused(t *testing.T) {
	t.Parallel()
	for _, activity := range []string{notifications.Notify, registry.Contacts, documents.SealedAddresses} {
		t.Run(activity, func(t *testing.T) {
			t.Parallel()
			s := begin(t, "2026-09-01")
			s.Services.RefuseAll(activity)
			view := s.Do(tlvtest.Submit(caseID), tlvtest.Competent(), tlvtest.Withdraw()).PlayOut()
			require.True(t, view.Closed)
			for _, notice := range s.Services.Notices() {
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
	s.Services.RefuseAll(cases.Project)
	answered := false
	s.Then(func() {
		s.Env.UpdateWorkflow("Submit", "update-1", hearing(func() { answered = true }), "the-key-1", tlvtest.Submit(caseID))
	})
	s.Env.ExecuteWorkflow("tlv", emptyInput())
	require.ErrorContains(t, s.Env.GetWorkflowError(), "write version 1 of case "+caseID)
	assert.False(t, answered, "nobody is told that it is in")
}
