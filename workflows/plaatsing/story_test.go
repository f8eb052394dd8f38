package plaatsing_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/mock"
	"google.golang.org/protobuf/proto"

	contract "traject.nl/proto/contract/plaatsing"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/casework/caseworktest"
	"traject.nl/workflows/plaatsing"
	"traject.nl/workflows/plaatsing/plaatsingtest"
	"traject.nl/workflows/tlv/tlvtest"
)

const (
	caseID = "plaatsing001"
	// The TLV case that begins every story, and the ones that come after.
	tlvCase, nextCase, thirdCase = "tlvcase00001", "tlvcase00002", "tlvcase00003"
)

type story = caseworktest.Story[*surroundings]

// surroundings of a placement: the services, and the other cases, which hear of it.
type surroundings struct {
	*plaatsingtest.Services
	told []string
}

func (s *surroundings) hear(_, workflowID, _, signal string, _ any) error {
	s.told = append(s.told, workflowID+" "+signal)
	return nil
}

// beginWith begins a story on a date, at nine in the morning, with the input of its first run.
func beginWith(t *testing.T, date string, services *plaatsingtest.Services, input *plaatsingv1.Input) *story {
	t.Helper()
	return beginAt(t, caseworktest.NineOn(date), services, input)
}

func beginAt(t *testing.T, moment time.Time, services *plaatsingtest.Services, input *plaatsingv1.Input) *story {
	t.Helper()
	around := &surroundings{Services: services}
	process := caseworktest.Process{Run: plaatsing.Run, Workflow: contract.Workflow, CaseID: caseID, Input: input}
	s := caseworktest.BeginAt(t, process, moment, around)
	s.Env.OnSignalExternalWorkflow(mock.Anything, mock.Anything, mock.Anything, mock.Anything, mock.Anything).Return(around.hear)
	return s
}

// opened begins a story with a TLV for the sbo school.
func opened(t *testing.T, date, from, until string) *story {
	t.Helper()
	return beginWith(t, date, plaatsingtest.NewServices(), openedBy(plaatsingtest.Granted(tlvtest.Sbo, "PO2603-000001", from, until)))
}

func openedBy(decision *tlvv1.Decision) *plaatsingv1.Input {
	return &plaatsingv1.Input{CaseId: caseID, Opening: plaatsingtest.Opening(tlvCase, decision)}
}

// inGGZ begins a story with a pupil in an institution.
func inGGZ(t *testing.T, date, on, until string) *story {
	t.Helper()
	return beginWith(t, date, plaatsingtest.NewServices(), emptyInput()).Do(plaatsingtest.Institution(on, until))
}

func emptyInput() *plaatsingv1.Input { return &plaatsingv1.Input{CaseId: caseID} }

// decides tells of a new TLV of another case.
func decides(s *story, tlvCaseID string, decision *tlvv1.Decision) *story {
	return tells(s, contract.DecisionSignal, &plaatsingv1.DecisionNews{TlvCaseId: tlvCaseID, Decision: decision})
}

// replaces tells that a bezwaar led to another decision.
func replaces(s *story, tlvCaseID string, decision *tlvv1.Decision) *story {
	return tells(s, contract.DecisionSignal, &plaatsingv1.DecisionNews{TlvCaseId: tlvCaseID, Decision: decision, Replaces: true})
}

// applies tells that an application was started from here, or that it ended.
func applies(s *story, tlvCaseID string, ended bool) *story {
	return tells(s, contract.ApplicationSignal, &plaatsingv1.ApplicationNews{TlvCaseId: tlvCaseID, Ended: ended})
}

func tells(s *story, signal string, news proto.Message) *story {
	s.Then(func() { s.Env.SignalWorkflow(signal, news) })
	return s
}

// factsOf a case as the record shows them.
func factsOf(view *casesv1.View) *plaatsingv1.Facts { return view.GetPlaatsing() }

// continuedInput is what the run hands to the next one.
func continuedInput(s *story) *plaatsingv1.Input {
	input := new(plaatsingv1.Input)
	s.ReadContinued(input)
	return input
}

// turnOfYear plays a story to the first of August, where the run goes on in another, and begins the story of that one at that very moment.
func turnOfYear(t *testing.T, s *story, input *plaatsingv1.Input) (*story, *plaatsingv1.Input) {
	t.Helper()
	s.Run(input)
	next := continuedInput(s)
	return beginAt(t, s.Env.Now(), s.Services.Services, next), next
}
