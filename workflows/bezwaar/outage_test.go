package bezwaar_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"traject.nl/proto/contract/cases"
	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/notifications"
	"traject.nl/proto/contract/registry"
	"traject.nl/workflows/bezwaar/bezwaartest"
)

func TestAServiceThatIsAwayDelaysABezwaarAndLosesNothing(t *testing.T) {
	t.Parallel()
	for _, activity := range []string{
		cases.Project, cases.AssignTLVNumber, cases.DescribeDecisions, documents.Share, documents.Attach, documents.ComposeLetter,
		documents.ComposeBundle, documents.SealedAddresses, registry.DescribeSchools, registry.Contacts, notifications.Notify,
	} {
		t.Run(activity, func(t *testing.T) {
			t.Parallel()
			s := begin(t, "2026-06-15")
			s.Services.GoAway(activity, 5)
			s.Do(bezwaartest.Lodge(tlvCase)).On("2026-06-16").Do(bezwaartest.Acknowledge())
			s.On("2026-06-17").Do(bezwaartest.Bundle()).On("2026-06-18").Do(bezwaartest.Send("2026-06-18"))
			s.On("2026-06-19").Do(bezwaartest.Hearing("2026-06-22")).On("2026-06-22").Do(bezwaartest.Heard())
			s.On("2026-06-23").Do(bezwaartest.Advised(upheld, "2026-06-23"))
			s.On("2026-06-24").Do(bezwaartest.Uphold(bezwaartest.Grant(tlvCase, "2026-08-01", "2028-07-31")))
			s.On("2026-06-25").Do(bezwaartest.Announce())
			view := s.PlayOut()
			assert.True(t, view.Closed)
			assert.Len(t, s.Services.Timeline(caseID), int(view.Version))
			assert.Len(t, s.Services.Written(), 3)
			assert.Len(t, s.Services.Bundles(), 1)
			assert.Equal(t, "PO2603-000101", view.GetBezwaar().Replacements[0].Decision.TlvNumber)
		})
	}
}

func TestTheRecordRefusingStopsTheBezwaarInsteadOfPassingItOver(t *testing.T) {
	t.Parallel()
	s := begin(t, "2026-06-15")
	s.Services.RefuseAll(cases.Project)
	s.Then(func() {
		s.Env.UpdateWorkflowNoRejection("Lodge", "update-1", t, "the-key-1", bezwaartest.Lodge(tlvCase))
	})
	s.Run(emptyInput())
	require.ErrorContains(t, s.Env.GetWorkflowError(), "write version 1 of case "+caseID)
	assert.Nil(t, s.Services.View(caseID))
}
