package bezwaar_test

import (
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/mock"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/act"
	contract "traject.nl/proto/contract/bezwaar"
	"traject.nl/proto/contract/failure"
	"traject.nl/proto/contract/tlv"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/bezwaar"
	"traject.nl/workflows/bezwaar/bezwaartest"
	"traject.nl/workflows/terms"
)

const (
	caseID = "bezwaar00001"
	// The decisions of the stories: announced on 29 May 2026, and on 20 November 2026 in the middle of all the feasts.
	tlvCase   = "case00000001"
	otherCase = "case00000002"
	xmasCase  = "case00000003"
	undecided = "case00000004"
)

var quiet = log.NewStructuredLogger(slog.New(slog.DiscardHandler))

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

// story is a case told in virtual time: what people do and see on which day. The steps are collected first and played at the end.
type story struct {
	t        *testing.T
	env      *testsuite.TestWorkflowEnvironment
	services *bezwaartest.Services
	start    time.Time
	now      time.Time
	steps    int

	hearing *testsuite.MockCallWrapper
	mu      sync.Mutex
	told    []string
	// news are the last messages to the TLV cases, by case.
	news map[string]*tlvv1.ObjectionNews
}

// begin a story on a date, at nine in the morning.
func begin(t *testing.T, date string) *story {
	t.Helper()
	return beginWith(t, date, bezwaartest.NewServices(decisions()...))
}

func beginWith(t *testing.T, date string, services *bezwaartest.Services) *story {
	t.Helper()
	s := &story{t: t, services: services, news: map[string]*tlvv1.ObjectionNews{}}
	var suite testsuite.WorkflowTestSuite
	suite.SetLogger(quiet)
	s.env = suite.NewTestWorkflowEnvironment()
	// Virtual time costs real time too: a busy machine must not end a story.
	s.env.SetTestTimeout(time.Minute)
	s.env.RegisterWorkflowWithOptions(bezwaar.Run, workflow.RegisterOptions{Name: contract.Workflow})
	for _, activities := range s.services.Activities() {
		for name, do := range activities {
			s.env.RegisterActivityWithOptions(do, activity.RegisterOptions{Name: name})
		}
	}
	s.hearing = s.env.OnSignalExternalWorkflow(mock.Anything, mock.Anything, mock.Anything, mock.Anything, mock.Anything).Return(s.hear)
	s.start = nineOn(date)
	s.now = s.start
	s.env.SetStartTime(s.start)
	return s
}

// hear is the TLV cases, of which the one about Christmas is closed already.
func (s *story) hear(_, workflowID, _, signal string, news any) error {
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

// slowToHear lets the TLV cases take so long to hear of it.
func (s *story) slowToHear(wait time.Duration) { s.hearing.After(wait) }

// lodged begins a story with an objection of a parent to the decision of 29 May 2026.
func lodged(t *testing.T, date string) *story {
	t.Helper()
	return begin(t, date).do(bezwaartest.Lodge(tlvCase))
}

func nineOn(date string) time.Time {
	return terms.MustParse(date).AddDays(-1).EndOfDay().Add(9 * time.Hour)
}

// on goes to a later date.
func (s *story) on(date string) *story {
	s.t.Helper()
	require.True(s.t, nineOn(date).After(s.now), "a story goes forward in time: %s", date)
	s.now = nineOn(date)
	return s
}

// do lets somebody act, and expects the answer.
func (s *story) do(acts ...proto.Message) *story {
	s.t.Helper()
	for _, act := range acts {
		s.act(s.key(), act, func(answer *caseworkv1.Accepted, err error) {
			assert.NoError(s.t, err, "%s on %s", name(act), s.env.Now())
			assert.Equal(s.t, caseID, answer.GetCaseId())
		})
	}
	return s
}

// refused lets somebody act, and expects a refusal of this kind that names these fields, and no change.
func (s *story) refused(kind string, act proto.Message, fields ...string) *story {
	s.t.Helper()
	return s.refusedWith(kind, "", act, fields...)
}

// refusedWith also expects a problem that says so.
func (s *story) refusedWith(kind, says string, act proto.Message, fields ...string) *story {
	s.t.Helper()
	s.see(func(before *casesv1.View) {
		attached := len(s.services.Attached())
		s.send(s.key(), act, func(_ *caseworkv1.Accepted, err error) {
			got, problems, ok := failure.Read(err)
			if !assert.True(s.t, ok, "%s must be refused, got %v", name(act), err) {
				return
			}
			assert.Equal(s.t, kind, got, "%s: %v", name(act), problems)
			var named []string
			for _, problem := range problems {
				assert.NotEmpty(s.t, problem.Detail)
				if problem.Field != "" {
					named = append(named, problem.Field)
				}
			}
			assert.Equal(s.t, fields, named, "%s: %v", name(act), problems)
			assert.True(s.t, slices.ContainsFunc(problems, func(p failure.Problem) bool { return strings.Contains(p.Detail, says) }),
				"%s: %v says nothing of %q", name(act), problems, says)
			assert.True(s.t, proto.Equal(before, s.services.View(caseID)), "a refused %s changes nothing", name(act))
			assert.Len(s.t, s.services.Attached(), attached, "a refused %s fixes no pieces", name(act))
		})
	})
	return s
}

// act schedules an act under a key.
func (s *story) act(key string, act proto.Message, answered func(*caseworkv1.Accepted, error)) *story {
	s.then(func() { s.send(key, act, answered) })
	return s
}

// send acts now. Each time under another update id, so that it is the process itself that must recognise a key.
func (s *story) send(key string, act proto.Message, answered func(*caseworkv1.Accepted, error)) {
	s.steps++
	heard := false
	s.t.Cleanup(func() { assert.True(s.t, heard, "%s got no answer", name(act)) })
	hear := func(answer *caseworkv1.Accepted, err error) {
		heard = true
		answered(answer, err)
	}
	s.env.UpdateWorkflow(name(act), fmt.Sprintf("update-%d", s.steps), &testsuite.TestUpdateCallback{
		OnReject: func(err error) { hear(nil, err) },
		OnAccept: func() {},
		OnComplete: func(answer any, err error) {
			accepted, _ := answer.(*caseworkv1.Accepted)
			hear(accepted, err)
		},
	}, key, act)
}

// see looks at the record at this moment of the story.
func (s *story) see(look func(view *casesv1.View)) *story {
	s.then(func() { look(s.services.View(caseID)) })
	return s
}

// phase expects the case to be in a phase at this moment.
func (s *story) phase(want string) *story {
	s.t.Helper()
	return s.see(func(view *casesv1.View) { assert.Equal(s.t, want, view.GetPhase(), "on %s", s.env.Now()) })
}

// status expects the sentence about where the case stands at this moment.
func (s *story) status(want string) *story {
	s.t.Helper()
	return s.see(func(view *casesv1.View) { assert.Equal(s.t, want, view.GetStatus(), "on %s", s.env.Now()) })
}

// then does something a minute later in the story, when everything before it is done.
func (s *story) then(do func()) {
	s.now = s.now.Add(time.Minute)
	s.env.RegisterDelayedCallback(do, s.now.Sub(s.start))
}

func (s *story) key() string {
	s.steps++
	return fmt.Sprintf("key-%s-%d", s.start.Format(time.DateOnly), s.steps)
}

// play tells the story up to its last step; the case is then still open.
func (s *story) play() *casesv1.View { return s.playFrom(emptyInput()) }

// playFrom tells it from what an earlier run handed on.
func (s *story) playFrom(input *bezwaarv1.Input) *casesv1.View {
	s.then(s.env.CancelWorkflow)
	s.run(input)
	return s.services.View(caseID)
}

// playOut tells the story until the case ends by itself.
func (s *story) playOut() *casesv1.View {
	s.t.Helper()
	s.run(emptyInput())
	require.NoError(s.t, s.env.GetWorkflowError())
	return s.services.View(caseID)
}

func (s *story) run(input *bezwaarv1.Input) {
	s.env.ExecuteWorkflow(contract.Workflow, input)
	require.True(s.t, s.env.IsWorkflowCompleted())
}

// continueAsNew asks the run to go on in another.
func (s *story) continueAsNew() { s.env.SignalWorkflow(act.ContinueAsNewSignal, nil) }

// continuedInput is what the run hands to the next one.
func (s *story) continuedInput() *bezwaarv1.Input {
	s.t.Helper()
	var next *workflow.ContinueAsNewError
	require.ErrorAs(s.t, s.env.GetWorkflowError(), &next)
	input := new(bezwaarv1.Input)
	require.NoError(s.t, converter.GetDefaultDataConverter().FromPayloads(next.Input, input))
	return input
}

func emptyInput() *bezwaarv1.Input { return &bezwaarv1.Input{CaseId: caseID} }

func name(act proto.Message) string { return string(act.ProtoReflect().Descriptor().Name()) }
