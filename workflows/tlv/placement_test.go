package tlv_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/mock"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/plaatsing"
	contract "traject.nl/proto/contract/tlv"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/tlv/tlvtest"
)

// earlierCase is the case of the same pupil that an application is started from, in the dossier with this id.
const earlierCase, earlierDossier = "earlier00001", "dossier00001"

// news keeps what the story tells other cases; those in gone do not run any more.
type news struct {
	told []string
	last any
	gone map[string]bool
}

func (n *news) hear(_, workflowID, _, signal string, what any) error {
	n.told = append(n.told, fmt.Sprintf("%s %s", workflowID, signal))
	n.last = what
	if n.gone[workflowID] {
		return errors.New("workflow execution already completed")
	}
	return nil
}

// startedFrom begins a story with an application that was started from another case of the pupil.
func startedFrom(t *testing.T, procedure string) (*story, *news) {
	t.Helper()
	services := tlvtest.NewServices()
	services.From = procedure
	s := beginWith(t, "2026-09-01", services)
	heard := &news{gone: map[string]bool{}}
	s.Env.OnSignalExternalWorkflow(mock.Anything, mock.Anything, mock.Anything, mock.Anything, mock.Anything).
		Return(heard.hear)
	return s.Do(fromEarlier()), heard
}

func fromEarlier() *tlvv1.Submit {
	application := tlvtest.Submit(earlierDossier)
	application.Application.FromCaseId = earlierCase
	return application
}

func upToDecision(s *story) *story {
	return s.Do(tlvtest.Competent(), tlvtest.FoundComplete(), tlvtest.ParentsAgree(), tlvtest.Assign(tlvtest.Gz, tlvtest.Ortho),
		tlvtest.AdviseSbo(tlvtest.Gz), tlvtest.AdviseSbo(tlvtest.Ortho))
}

func TestATLVIsFollowedFromItsAnnouncementWithAllThatIsKnown(t *testing.T) {
	t.Parallel()
	s := upToDecision(submitted(t, "2026-09-01")).Do(tlvtest.Grant("2026-10-01", "2028-07-31"))
	s.See(func(*casesv1.View) {
		assert.Empty(t, s.Services.Followed(), "nothing is followed before the letters are out")
	})
	view := s.Do(tlvtest.Announce()).Play()

	id := plaatsing.CaseID(caseID)
	assert.Equal(t, id, view.GetTlv().PlacementCaseId)
	require.Len(t, s.Services.Followed(), 1)
	begun := s.Services.Followed()[plaatsing.WorkflowID(id)]
	assert.Equal(t, id, begun.GetCaseId())
	assert.True(t, proto.Equal(&plaatsingv1.Opening{
		TlvCaseId: caseID, DossierId: caseID, OriginSchoolId: tlvtest.Bao, Decision: begun.GetOpening().GetDecision(),
		Parents: []string{tlvtest.FirstParent, tlvtest.SecondParent},
	}, begun.Opening), "%v", begun.Opening)
	assert.Equal(t, "PO2603-000001", begun.Opening.Decision.TlvNumber)
	assert.Equal(t, "2028-07-31", begun.Opening.Decision.ValidUntil)
	assert.NotEmpty(t, begun.Opening.Decision.AnnouncedOn)
}

func TestARefusalIsNotFollowed(t *testing.T) {
	t.Parallel()
	s := upToDecision(submitted(t, "2026-09-01")).Do(tlvtest.Refuse(), tlvtest.Announce())
	assert.Empty(t, s.Play().GetTlv().PlacementCaseId)
	assert.Empty(t, s.Services.Followed())
}

func TestABezwaarThatGrantsATLVHasItFollowedAndOneThatChangesItTellsTheFollower(t *testing.T) {
	t.Parallel()
	replacement := &tlvv1.Decision{Granted: true, ReceivingSchoolId: tlvtest.Sbo, TlvNumber: "PO2603-000009", ValidUntil: "2027-07-31"}
	objected := func(s *story) *story {
		s.Then(func() {
			s.Env.SignalWorkflow(contract.ObjectionSignal, &tlvv1.ObjectionNews{BezwaarId: "b1", Kind: tlvv1.ObjectionNews_KIND_LODGED})
			s.Env.SignalWorkflow(contract.ObjectionSignal, &tlvv1.ObjectionNews{BezwaarId: "b1", Kind: tlvv1.ObjectionNews_KIND_ENDED, Replacement: replacement})
		})
		return s
	}

	refused := objected(upToDecision(submitted(t, "2026-09-01")).Do(tlvtest.Refuse(), tlvtest.Announce()))
	refused.Play()
	require.Len(t, refused.Services.Followed(), 1)
	assert.Equal(t, "PO2603-000009", refused.Services.Followed()[plaatsing.WorkflowID(plaatsing.CaseID(caseID))].Opening.Decision.TlvNumber)

	s, heard := startedFrom(t, plaatsing.Workflow)
	objected(upToDecision(s).Do(tlvtest.Grant("2026-10-01", "2028-07-31"), tlvtest.Announce())).Play()
	earlier := plaatsing.WorkflowID(earlierCase)
	assert.Equal(t, []string{
		earlier + " " + plaatsing.ApplicationSignal, earlier + " " + plaatsing.DecisionSignal, earlier + " " + plaatsing.DecisionSignal,
	}, heard.told)
	told := heard.last.(*plaatsingv1.DecisionNews)
	assert.True(t, told.Replaces)
	assert.Equal(t, "PO2603-000009", told.Decision.TlvNumber)
}

func TestAnExtensionGoesOnInTheCaseThatFollowsThePlacement(t *testing.T) {
	t.Parallel()
	s, heard := startedFrom(t, plaatsing.Workflow)
	view := upToDecision(s).Do(tlvtest.Grant("2026-10-01", "2028-07-31"), tlvtest.Announce()).Play()
	earlier := plaatsing.WorkflowID(earlierCase)
	assert.Equal(t, []string{earlier + " " + plaatsing.ApplicationSignal, earlier + " " + plaatsing.DecisionSignal}, heard.told)
	assert.False(t, heard.last.(*plaatsingv1.DecisionNews).Replaces)
	assert.Equal(t, earlierCase, view.GetTlv().PlacementCaseId)
	assert.Equal(t, []string{earlierCase}, view.AboutCaseIds)
	assert.Empty(t, s.Services.Followed())
}

func TestWhenTheCaseThatFollowedIsClosedANewOneFollows(t *testing.T) {
	t.Parallel()
	s, heard := startedFrom(t, plaatsing.Workflow)
	heard.gone[plaatsing.WorkflowID(earlierCase)] = true
	view := upToDecision(s).Do(tlvtest.Grant("2026-10-01", "2028-07-31"), tlvtest.Announce()).Play()
	id := plaatsing.CaseID(caseID)
	assert.Equal(t, id, view.GetTlv().PlacementCaseId)
	assert.Contains(t, s.Services.Followed(), plaatsing.WorkflowID(id))
	assert.Equal(t, "De plaatsing wordt gevolgd in een nieuwe zaak. De vorige is gesloten.",
		lineOfKind(t, s.Services.Timeline(caseID), "plaatsing-volgen").Text)
}

func TestThePlacementHearsThatAnApplicationEndedWithoutATLV(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*story) *story{
		"withdrawn": func(s *story) *story { return s.Do(tlvtest.Withdraw()) },
		"forwarded": func(s *story) *story { return s.Do(tlvtest.Forward()) },
		"refused":   func(s *story) *story { return upToDecision(s).Do(tlvtest.Refuse(), tlvtest.Announce()) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, heard := startedFrom(t, plaatsing.Workflow)
			end(s).Play()
			require.Len(t, heard.told, 2, "%v", heard.told)
			assert.True(t, heard.last.(*plaatsingv1.ApplicationNews).Ended)
			assert.Equal(t, caseID, heard.last.(*plaatsingv1.ApplicationNews).TlvCaseId)
		})
	}
}

func TestTheBuitenkansHearsOnceThatAnApplicationWasStartedFromThere(t *testing.T) {
	t.Parallel()
	s, heard := startedFrom(t, buitenkans.Workflow)
	s.Do(tlvtest.Withdraw()).Play()
	assert.Equal(t, []string{buitenkans.WorkflowID(earlierCase) + " " + buitenkans.RouteSignal}, heard.told)
}

func TestACaseThatWasAnnouncedBeforeFollowingExistedIsFollowedFromItsNextRun(t *testing.T) {
	t.Parallel()
	first := upToDecision(submitted(t, "2026-09-01")).Do(tlvtest.Grant("2026-10-01", "2028-07-31"), tlvtest.Announce())
	first.Then(func() { first.ContinueAsNew() })
	first.Run(emptyInput())
	input := continuedInput(first)
	input.State.Facts.PlacementCaseId = ""

	next := beginWith(t, "2026-09-02", first.Services)
	view := next.PlayFrom(input)
	assert.Equal(t, plaatsing.CaseID(caseID), view.GetTlv().PlacementCaseId)
	assert.Equal(t, "De plaatsing wordt gevolgd in een eigen zaak.", lineOfKind(t, next.Services.Timeline(caseID), "plaatsing-volgen").Text)
}
