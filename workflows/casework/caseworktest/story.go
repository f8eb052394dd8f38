package caseworktest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/failure"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
)

// Process is what a story is told of.
type Process struct {
	// Run is the workflow, Workflow its name.
	Run      any
	Workflow string
	CaseID   string
	// Input of the first run.
	Input proto.Message
}

// Services stand in for those of Traject, and keep what the process told them.
type Services interface {
	// Activities by task queue and name.
	Activities() map[string]map[string]any
	// View is what the record shows of a case; nil when it has none.
	View(caseID string) *casesv1.View
	// Attached are the pieces that were fixed in the dossier.
	Attached() []*documentsv1.AttachRequest
}

// Story is a case told in virtual time: what people do and see on which day. The steps are collected first and played at the end.
type Story[S Services] struct {
	*Days
	Services S
	process  Process
	steps    int
}

// Begin a story on a date, at nine in the morning.
func Begin[S Services](t *testing.T, process Process, date string, services S) *Story[S] {
	t.Helper()
	return BeginAt(t, process, NineOn(date), services)
}

// BeginAt begins a story at a moment, such as the one at which a next run takes up the case.
func BeginAt[S Services](t *testing.T, process Process, moment time.Time, services S) *Story[S] {
	t.Helper()
	s := &Story[S]{Days: NewDays(t, moment, services.Activities()), Services: services, process: process}
	s.Env.RegisterWorkflowWithOptions(process.Run, workflow.RegisterOptions{Name: process.Workflow})
	return s
}

// On goes to nine in the morning of a later date.
func (s *Story[S]) On(date string) *Story[S] {
	s.T.Helper()
	s.GoTo(NineOn(date))
	return s
}

// Do lets somebody act, and expects the answer.
func (s *Story[S]) Do(acts ...proto.Message) *Story[S] {
	s.T.Helper()
	for _, message := range acts {
		s.Act(s.Key(), message, func(answer *caseworkv1.Accepted, err error) {
			assert.NoError(s.T, err, "%s on %s", Name(message), s.Env.Now())
			assert.Equal(s.T, s.process.CaseID, answer.GetCaseId())
		})
	}
	return s
}

// Refused lets somebody act, and expects a refusal of this kind that names these fields, and no change.
func (s *Story[S]) Refused(kind string, message proto.Message, fields ...string) *Story[S] {
	s.T.Helper()
	return s.RefusedWith(kind, "", message, fields...)
}

// RefusedWith also expects a problem that says so.
func (s *Story[S]) RefusedWith(kind, says string, message proto.Message, fields ...string) *Story[S] {
	s.T.Helper()
	return s.See(func(before *casesv1.View) {
		attached := len(s.Services.Attached())
		s.Send(s.Key(), message, func(_ *caseworkv1.Accepted, err error) {
			got, problems, ok := failure.Read(err)
			if !assert.True(s.T, ok, "%s must be refused, got %v", Name(message), err) {
				return
			}
			assert.Equal(s.T, kind, got, "%s: %v", Name(message), problems)
			var named []string
			for _, problem := range problems {
				assert.NotEmpty(s.T, problem.Detail)
				if problem.Field != "" {
					named = append(named, problem.Field)
				}
			}
			assert.Equal(s.T, fields, named, "%s: %v", Name(message), problems)
			assert.True(s.T, slices.ContainsFunc(problems, func(p failure.Problem) bool { return strings.Contains(p.Detail, says) }),
				"%s: %v says nothing of %q", Name(message), problems, says)
			assert.True(s.T, proto.Equal(before, s.View()), "a refused %s changes nothing", Name(message))
			assert.Len(s.T, s.Services.Attached(), attached, "a refused %s fixes no pieces", Name(message))
		})
	})
}

// Act schedules an act under a key.
func (s *Story[S]) Act(key string, message proto.Message, answered func(*caseworkv1.Accepted, error)) *Story[S] {
	s.Then(func() { s.Send(key, message, answered) })
	return s
}

// Send acts now. Each time under another update id, so that it is the process itself that must recognise a key.
func (s *Story[S]) Send(key string, message proto.Message, answered func(*caseworkv1.Accepted, error)) {
	s.steps++
	heard := false
	s.T.Cleanup(func() { assert.True(s.T, heard, "%s got no answer", Name(message)) })
	hear := func(answer *caseworkv1.Accepted, err error) {
		heard = true
		answered(answer, err)
	}
	s.Env.UpdateWorkflow(Name(message), fmt.Sprintf("update-%d", s.steps), &testsuite.TestUpdateCallback{
		OnReject: func(err error) { hear(nil, err) },
		OnAccept: func() {},
		OnComplete: func(answer any, err error) {
			accepted, _ := answer.(*caseworkv1.Accepted)
			hear(accepted, err)
		},
	}, key, message)
}

// Key is one that no act had yet.
func (s *Story[S]) Key() string {
	s.steps++
	return fmt.Sprintf("key-%s-%d", s.Start.Format(time.DateOnly), s.steps)
}

// See looks at the record at this moment of the story.
func (s *Story[S]) See(look func(view *casesv1.View)) *Story[S] {
	s.Then(func() { look(s.View()) })
	return s
}

// Phase expects the case to be in a phase at this moment.
func (s *Story[S]) Phase(want string) *Story[S] {
	s.T.Helper()
	return s.See(func(view *casesv1.View) { assert.Equal(s.T, want, view.GetPhase(), "on %s", s.Env.Now()) })
}

// Status expects the sentence about where the case stands at this moment.
func (s *Story[S]) Status(want string) *Story[S] {
	s.T.Helper()
	return s.See(func(view *casesv1.View) { assert.Equal(s.T, want, view.GetStatus(), "on %s", s.Env.Now()) })
}

// View is what the record shows now; when the story was played, at its end.
func (s *Story[S]) View() *casesv1.View { return s.Services.View(s.process.CaseID) }

// Play tells the story up to its last step; the case is then still open.
func (s *Story[S]) Play() *casesv1.View { return s.PlayFrom(s.process.Input) }

// PlayFrom tells it from what an earlier run handed on.
func (s *Story[S]) PlayFrom(input proto.Message) *casesv1.View {
	s.Then(s.Env.CancelWorkflow)
	s.Run(input)
	return s.View()
}

// PlayOut tells the story until the case ends by itself.
func (s *Story[S]) PlayOut() *casesv1.View {
	s.T.Helper()
	s.Run(s.process.Input)
	require.NoError(s.T, s.Env.GetWorkflowError())
	return s.View()
}

// Run tells the story until the run ends, in whatever way.
func (s *Story[S]) Run(input proto.Message) {
	s.Env.ExecuteWorkflow(s.process.Workflow, input)
	require.True(s.T, s.Env.IsWorkflowCompleted())
}

// ContinueAsNew asks the run to go on in another.
func (s *Story[S]) ContinueAsNew() { s.Env.SignalWorkflow(act.ContinueAsNewSignal, nil) }

// ReadContinued reads what the run handed to the next one.
func (s *Story[S]) ReadContinued(input proto.Message) {
	s.T.Helper()
	var next *workflow.ContinueAsNewError
	require.ErrorAs(s.T, s.Env.GetWorkflowError(), &next)
	require.NoError(s.T, converter.GetDefaultDataConverter().FromPayloads(next.Input, input))
}

// ReadState asks the process itself, as repair would.
func (s *Story[S]) ReadState(state proto.Message) {
	s.T.Helper()
	answer, err := s.Env.QueryWorkflow(act.StateQuery)
	require.NoError(s.T, err)
	require.NoError(s.T, answer.Get(state))
}

// Name of an act, after its message.
func Name(message proto.Message) string { return string(message.ProtoReflect().Descriptor().Name()) }
