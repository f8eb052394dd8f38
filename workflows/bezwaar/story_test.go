package bezwaar_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/mock"
	"go.temporal.io/sdk/testsuite"

	contract "traject.nl/proto/contract/bezwaar"
	"traject.nl/proto/contract/tlv"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/bezwaar"
	"traject.nl/workflows/bezwaar/bezwaartest"
	"traject.nl/workflows/casework/caseworktest"
)

const (
	caseID = "bezwaar00001"
	// The decisions of the stories: announced on 29 May 2026, and on 20 November 2026 in the middle of all the feasts.
	tlvCase   = "case00000001"
	otherCase = "case00000002"
	xmasCase  = "case00000003"
	undecided = "case00000004"
)

// decisions are what the record knows in every story. Their last days to object are the vectors of the law.
func decisions() []*bezwaarv1.DecidedCase {
	notYet := bezwaartest.Refused(undecided, "", "")
	notYet.Decision.AnnouncedOn = ""
	return []*bezwaarv1.DecidedCase{
		bezwaartest.Refused(tlvCase, "2026-05-29", "2026-07-10"),
		bezwaartest.Granted(otherCase, "2026-06-12", "2026-07-24"),
		bezwaartest.Refused(xmasCase, "2026-11-20", "2027-01-04"),
		notYet,
	}
}

type story = caseworktest.Story[*surroundings]

// surroundings of a bezwaar: the services, and the TLV cases, which hear of it.
type surroundings struct {
	*bezwaartest.Services

	// hearing says how the TLV cases hear; with After they take so long.
	hearing *testsuite.MockCallWrapper
	mu      sync.Mutex
	told    []string
	// news are the last messages to the TLV cases, by case.
	news map[string]*tlvv1.ObjectionNews
}

// hear is the TLV cases, of which the one about Christmas is closed already.
func (s *surroundings) hear(_, workflowID, _, signal string, news any) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	told := news.(*tlvv1.ObjectionNews)
	s.told = append(s.told, fmt.Sprintf("%s %s: %s", workflowID, signal, told.Kind))
	s.news[strings.TrimPrefix(workflowID, "tlv/")] = told
	if workflowID == tlv.WorkflowID(xmasCase) {
		return errors.New("workflow execution already completed")
	}
	return nil
}

// begin a story on a date, at nine in the morning.
func begin(t *testing.T, date string) *story {
	t.Helper()
	return beginWith(t, date, bezwaartest.NewServices(decisions()...))
}

func beginWith(t *testing.T, date string, services *bezwaartest.Services) *story {
	t.Helper()
	around := &surroundings{Services: services, news: map[string]*tlvv1.ObjectionNews{}}
	process := caseworktest.Process{Run: bezwaar.Run, Workflow: contract.Workflow, CaseID: caseID, Input: emptyInput()}
	s := caseworktest.Begin(t, process, date, around)
	around.hearing = s.Env.OnSignalExternalWorkflow(mock.Anything, mock.Anything, mock.Anything, mock.Anything, mock.Anything).
		Return(around.hear)
	return s
}

// lodged begins a story with an objection of a parent to the decision of 29 May 2026.
func lodged(t *testing.T, date string) *story {
	t.Helper()
	return begin(t, date).Do(bezwaartest.Lodge(tlvCase))
}

func emptyInput() *bezwaarv1.Input { return &bezwaarv1.Input{CaseId: caseID} }

// continuedInput is what the run hands to the next one.
func continuedInput(s *story) *bezwaarv1.Input {
	input := new(bezwaarv1.Input)
	s.ReadContinued(input)
	return input
}

// stateOf asks the process itself, as repair would.
func stateOf(s *story) *bezwaarv1.State {
	state := new(bezwaarv1.State)
	s.ReadState(state)
	return state
}
