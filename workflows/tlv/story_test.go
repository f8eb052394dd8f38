package tlv_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/testsuite"
	"google.golang.org/protobuf/types/known/timestamppb"

	"traject.nl/proto/contract/plaatsing"
	contract "traject.nl/proto/contract/tlv"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/casework/caseworktest"
	"traject.nl/workflows/terms"
	"traject.nl/workflows/tlv"
	"traject.nl/workflows/tlv/tlvtest"
)

const caseID = "case00000001"

type story = caseworktest.Story[*tlvtest.Services]

// The tables that the stories are compared with.
var (
	tasksOf    = caseworktest.TasksOf
	termsOf    = caseworktest.TermsOf
	timelineOf = caseworktest.TimelineOf
	lines      = caseworktest.Lines
)

// begin a story on a date, at nine in the morning.
func begin(t *testing.T, date string) *story {
	t.Helper()
	return beginWith(t, date, tlvtest.NewServices())
}

func beginWith(t *testing.T, date string, services *tlvtest.Services) *story {
	t.Helper()
	process := caseworktest.Process{Run: tlv.Run, Workflow: contract.Workflow, CaseID: caseID, Input: emptyInput()}
	s := caseworktest.Begin(t, process, date, services)
	caseworktest.StandIn(s.Days, plaatsing.Workflow, services.Follow)
	return s
}

// submitted begins a story with the application of Submit.
func submitted(t *testing.T, date string) *story {
	t.Helper()
	return begin(t, date).Do(tlvtest.Submit(caseID))
}

func emptyInput() *tlvv1.Input { return &tlvv1.Input{CaseId: caseID} }

// continuedInput is what the run hands to the next one.
func continuedInput(s *story) *tlvv1.Input {
	input := new(tlvv1.Input)
	s.ReadContinued(input)
	return input
}

// stateOf asks the process itself, as repair would.
func stateOf(s *story) *tlvv1.State {
	state := new(tlvv1.State)
	s.ReadState(state)
	return state
}

func policyVersion(s *story) string { return stateOf(s).GetKeeping().GetPolicy().GetVersion() }

// lineOfKind is the one line of a kind in the story.
func lineOfKind(t *testing.T, entries []*caseworkv1.TimelineEntry, kind string) *caseworkv1.TimelineEntry {
	t.Helper()
	var found []*caseworkv1.TimelineEntry
	for _, entry := range entries {
		if entry.Kind == kind {
			found = append(found, entry)
		}
	}
	require.Len(t, found, 1, "lines of kind %s", kind)
	return found[0]
}

func dayOf(at *timestamppb.Timestamp) string { return terms.DateOf(at.AsTime()).String() }

// hearing is told when an act is answered, either way.
func hearing(answered func()) *testsuite.TestUpdateCallback {
	return &testsuite.TestUpdateCallback{
		OnReject: func(error) { answered() }, OnAccept: func() {}, OnComplete: func(any, error) { answered() },
	}
}
