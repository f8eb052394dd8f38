package tlv_test

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	"traject.nl/proto/contract/failure"
	contract "traject.nl/proto/contract/tlv"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/terms"
	"traject.nl/workflows/tlv"
	"traject.nl/workflows/tlv/tlvtest"
)

const caseID = "case00000001"

var quiet = log.NewStructuredLogger(slog.New(slog.DiscardHandler))

// story is a case told in virtual time: what people do and see on which day. The steps are collected first and played at the end.
type story struct {
	t        *testing.T
	env      *testsuite.TestWorkflowEnvironment
	services *tlvtest.Services
	start    time.Time
	now      time.Time
	steps    int
}

// begin a story on a date, at nine in the morning.
func begin(t *testing.T, date string) *story {
	t.Helper()
	return beginWith(t, date, tlvtest.NewServices())
}

func beginWith(t *testing.T, date string, services *tlvtest.Services) *story {
	t.Helper()
	s := &story{t: t, services: services}
	var suite testsuite.WorkflowTestSuite
	suite.SetLogger(quiet)
	s.env = suite.NewTestWorkflowEnvironment()
	// Virtual time costs real time too: a busy machine must not end a story.
	s.env.SetTestTimeout(time.Minute)
	s.env.RegisterWorkflowWithOptions(tlv.Run, workflow.RegisterOptions{Name: contract.Workflow})
	for _, activities := range s.services.Activities() {
		for name, do := range activities {
			s.env.RegisterActivityWithOptions(do, activity.RegisterOptions{Name: name})
		}
	}
	s.start = nineOn(date)
	s.now = s.start
	s.env.SetStartTime(s.start)
	return s
}

// submitted begins a story with the application of Submit.
func submitted(t *testing.T, date string) *story {
	t.Helper()
	return begin(t, date).do(tlvtest.Submit(caseID))
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
	s.see(func(before *casesv1.View) {
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
			assert.True(s.t, proto.Equal(before, s.services.View(caseID)), "a refused %s changes nothing", name(act))
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
func (s *story) play() *casesv1.View { return s.playFrom(&tlvv1.Input{CaseId: caseID}) }

// playFrom tells it from what an earlier run handed on.
func (s *story) playFrom(input *tlvv1.Input) *casesv1.View {
	s.then(s.env.CancelWorkflow)
	s.run(input)
	return s.services.View(caseID)
}

// playOut tells the story until the case ends by itself.
func (s *story) playOut() *casesv1.View {
	s.t.Helper()
	s.run(&tlvv1.Input{CaseId: caseID})
	require.NoError(s.t, s.env.GetWorkflowError())
	return s.services.View(caseID)
}

func (s *story) run(input *tlvv1.Input) {
	s.env.ExecuteWorkflow(contract.Workflow, input)
	require.True(s.t, s.env.IsWorkflowCompleted())
}

// continuedInput is what the run hands to the next one.
func (s *story) continuedInput() *tlvv1.Input {
	s.t.Helper()
	var next *workflow.ContinueAsNewError
	require.ErrorAs(s.t, s.env.GetWorkflowError(), &next)
	input := new(tlvv1.Input)
	require.NoError(s.t, converter.GetDefaultDataConverter().FromPayloads(next.Input, input))
	return input
}

func name(act proto.Message) string { return string(act.ProtoReflect().Descriptor().Name()) }

// The tables below show a case as text, so that a test reads as what people see.

func tasksOf(view *casesv1.View) string {
	var table strings.Builder
	for _, task := range view.GetTasks() {
		until := "open"
		if task.ClosedAt != nil {
			until = terms.DateOf(task.ClosedAt.AsTime()).String() + " " + task.Outcome
		}
		fmt.Fprintf(&table, "%s | due %s by %s | %s - %s\n",
			task.Id, task.DueOn, task.Basis, terms.DateOf(task.OpenedAt.AsTime()), until)
	}
	return table.String()
}

func termsOf(view *casesv1.View) string {
	var table strings.Builder
	for _, term := range view.GetTerms() {
		fmt.Fprintf(&table, "%s | %s | from %s | plan %s last %s", term.Id, term.Basis, term.EventOn, term.PlannedOn, term.LastOn)
		if term.MetOn != "" {
			fmt.Fprintf(&table, " | met %s", term.MetOn)
		}
		if term.Ended {
			table.WriteString(" | ended")
		}
		table.WriteString("\n")
	}
	return table.String()
}

func timelineOf(entries []*caseworkv1.TimelineEntry) string {
	var table strings.Builder
	for _, entry := range entries {
		fmt.Fprintf(&table, "%d %s %s | %s | %s\n",
			entry.Version, terms.DateOf(entry.At.AsTime()), entry.Kind, entry.GetActor().GetParty(), entry.Text)
	}
	return table.String()
}

// lines trims the indentation that a table has in the code.
func lines(table string) string {
	var trimmed strings.Builder
	for line := range strings.Lines(strings.TrimSpace(table)) {
		trimmed.WriteString(strings.TrimSpace(line) + "\n")
	}
	return trimmed.String()
}

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

// stateOf asks the process itself, as repair would.
func stateOf(t *testing.T, s *story) *tlvv1.State {
	t.Helper()
	answer, err := s.env.QueryWorkflow(contract.StateQuery)
	require.NoError(t, err)
	state := new(tlvv1.State)
	require.NoError(t, answer.Get(state))
	return state
}

func policyVersion(t *testing.T, s *story) string {
	t.Helper()
	return stateOf(t, s).GetKeeping().GetPolicy().GetVersion()
}

// hearing is told when an act is answered, either way.
func hearing(answered func()) *testsuite.TestUpdateCallback {
	return &testsuite.TestUpdateCallback{
		OnReject: func(error) { answered() }, OnAccept: func() {}, OnComplete: func(any, error) { answered() },
	}
}

func emptyInput() *tlvv1.Input { return &tlvv1.Input{CaseId: caseID} }
