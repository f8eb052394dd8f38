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
			s.services.GoAway(activity, 5)
			s.do(bezwaartest.Lodge(tlvCase)).on("2026-06-16").do(bezwaartest.Acknowledge())
			s.on("2026-06-17").do(bezwaartest.Bundle()).on("2026-06-18").do(bezwaartest.Send("2026-06-18"))
			s.on("2026-06-19").do(bezwaartest.Hearing("2026-06-22")).on("2026-06-22").do(bezwaartest.Heard())
			s.on("2026-06-23").do(bezwaartest.Advised(upheld, "2026-06-23"))
			s.on("2026-06-24").do(bezwaartest.Uphold(bezwaartest.Grant(tlvCase, "2026-08-01", "2028-07-31")))
			s.on("2026-06-25").do(bezwaartest.Announce())
			view := s.playOut()
			assert.True(t, view.Closed)
			assert.Len(t, s.services.Timeline(caseID), int(view.Version))
			assert.Len(t, s.services.Written(), 3)
			assert.Len(t, s.services.Bundles(), 1)
			assert.Equal(t, "PO2603-000101", view.GetBezwaar().Replacements[0].Decision.TlvNumber)
		})
	}
}

func TestTheRecordRefusingStopsTheBezwaarInsteadOfPassingItOver(t *testing.T) {
	t.Parallel()
	s := begin(t, "2026-06-15")
	s.services.RefuseAll(cases.Project)
	s.then(func() {
		s.env.UpdateWorkflowNoRejection("Lodge", "update-1", t, "the-key-1", bezwaartest.Lodge(tlvCase))
	})
	s.run(emptyInput())
	require.ErrorContains(t, s.env.GetWorkflowError(), "write version 1 of case "+caseID)
	assert.Nil(t, s.services.View(caseID))
}
