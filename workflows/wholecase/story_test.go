package wholecase_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/bezwaar"
	"traject.nl/proto/contract/cases"
	"traject.nl/proto/contract/plaatsing"
	"traject.nl/proto/contract/tlv"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/bezwaar/bezwaartest"
	"traject.nl/workflows/casework/caseworktest"
	"traject.nl/workflows/terms"
	processes "traject.nl/workflows/worker"
)

const (
	tlvCase     = "tlvcase00001"
	bezwaarCase = "bezwaar00001"
)

// bothProcedures runs the TLV case, and the bezwaar against it from the moment that somebody objects.
func bothProcedures(ctx workflow.Context) error {
	start := func(id, name string, input proto.Message) workflow.ChildWorkflowFuture {
		return workflow.ExecuteChildWorkflow(workflow.WithChildOptions(ctx, workflow.ChildWorkflowOptions{WorkflowID: id}), name, input)
	}
	application := start(tlv.WorkflowID(tlvCase), tlv.Workflow, &tlvv1.Input{CaseId: tlvCase})
	workflow.GetSignalChannel(ctx, "object").Receive(ctx, nil)
	objection := start(bezwaar.WorkflowID(bezwaarCase), bezwaar.Workflow, &bezwaarv1.Input{CaseId: bezwaarCase})
	if err := objection.Get(ctx, nil); err != nil {
		return err
	}
	return application.Get(ctx, nil)
}

// story is what people do in both cases on which day, collected first and played at the end.
type story struct {
	*caseworktest.Days
	services *bezwaartest.Services
	steps    int
}

func begin(t *testing.T, date string) *story {
	t.Helper()
	services := bezwaartest.NewServices()
	activities := services.Activities()
	activities[cases.TaskQueue][cases.DescribeDecisions] = fromTheRecord(services)
	s := &story{Days: caseworktest.NewDays(t, caseworktest.NineOn(date), activities), services: services}
	s.Env.RegisterWorkflowWithOptions(bothProcedures, workflow.RegisterOptions{Name: "both"})
	processes.Register(s.Env)
	return s
}

// on goes to a later date.
func (s *story) on(date string) *story {
	s.T.Helper()
	s.GoTo(caseworktest.NineOn(date))
	return s
}

// tlv and bezwaar let somebody act in the one case or the other, and expect the answer.
func (s *story) tlv(acts ...proto.Message) *story { return s.do(tlv.WorkflowID(tlvCase), acts) }
func (s *story) bezwaar(acts ...proto.Message) *story {
	return s.do(bezwaar.WorkflowID(bezwaarCase), acts)
}

// plaatsing lets somebody act in the case that follows the placement.
func (s *story) plaatsing(acts ...proto.Message) *story {
	return s.do(plaatsing.WorkflowID(plaatsing.CaseID(tlvCase)), acts)
}

func (s *story) do(workflowID string, acts []proto.Message) *story {
	for _, act := range acts {
		name := caseworktest.Name(act)
		s.Then(func() {
			s.steps++
			answered := false
			s.T.Cleanup(func() { assert.True(s.T, answered, "%s got no answer", name) })
			hear := func(err error) {
				answered = true
				assert.NoError(s.T, err, "%s on %s", name, s.Env.Now())
			}
			key := fmt.Sprintf("step-%d", s.steps)
			err := s.Env.UpdateWorkflowByID(workflowID, name, key, &testsuite.TestUpdateCallback{
				OnReject: hear, OnAccept: func() {}, OnComplete: func(_ any, err error) { hear(err) },
			}, key, act)
			assert.NoError(s.T, err, name)
		})
	}
	return s
}

// object starts the bezwaar.
func (s *story) object(lodge proto.Message) *story {
	s.Then(func() { s.Env.SignalWorkflow("object", nil) })
	return s.bezwaar(lodge)
}

// play tells the story until all cases are closed.
func (s *story) play() (application, objection *casesv1.View) {
	s.T.Helper()
	s.Env.ExecuteWorkflow("both")
	require.True(s.T, s.Env.IsWorkflowCompleted())
	require.NoError(s.T, s.Env.GetWorkflowError())
	return s.services.View(tlvCase), s.services.View(bezwaarCase)
}

// ---- the case as tables ----

func termsOf(view *casesv1.View) string {
	var table strings.Builder
	for _, term := range view.Terms {
		fmt.Fprintf(&table, "%s | %s | vanaf %s | plan %s | uiterlijk %s", term.Id, term.Basis, term.EventOn, term.PlannedOn, term.LastOn)
		for _, s := range term.Suspensions {
			from, until := s.FromOn, s.UntilOn
			if s.InvitedOn != "" {
				from, until = "na "+s.InvitedOn, "aangevuld "+s.CompletedOn
			}
			fmt.Fprintf(&table, " | stil: %s - %s (%s)", from, until, s.Ground)
		}
		for _, e := range term.Extensions {
			fmt.Fprintf(&table, " | langer: %s%s gemeld %s (%s)", e.UntilOn, weeksOf(e), e.NotifiedOn, e.Ground)
		}
		for _, fact := range [][2]string{{"gemist", term.MissedOn}, {"gehaald", term.MetOn}} {
			if fact[1] != "" {
				fmt.Fprintf(&table, " | %s %s", fact[0], fact[1])
			}
		}
		if term.Ended {
			table.WriteString(" | voorbij")
		}
		table.WriteString("\n")
	}
	return table.String()
}

func weeksOf(e *caseworkv1.Extension) string {
	if e.Weeks == 0 {
		return ""
	}
	return fmt.Sprintf("%d weken", e.Weeks)
}

var kinds = map[caseworkv1.FiringKind]string{
	caseworkv1.FiringKind_FIRING_KIND_REMINDER:   "herinnering",
	caseworkv1.FiringKind_FIRING_KIND_ESCALATION: "opgeschaald",
	caseworkv1.FiringKind_FIRING_KIND_OVERRUN:    "voorbij",
}

// firedOf shows what the clock did about terms and notices of default, and on which tasks somebody was late.
func firedOf(view *casesv1.View) string {
	var table strings.Builder
	for _, f := range view.Fired {
		fmt.Fprintf(&table, "%s %s %+d | %s | datum %s | %s\n", terms.DateOf(f.At.AsTime()), kinds[f.Kind], f.Days, f.About, f.DueOn, told(f.Told))
		if f.Late {
			table.WriteString("LATE\n")
		}
	}
	return table.String()
}

func told(parties []string) string {
	if len(parties) == 0 {
		return "niemand"
	}
	return strings.Join(parties, " ")
}

func tasksOf(view *casesv1.View) string {
	var table strings.Builder
	for _, task := range view.Tasks {
		fmt.Fprintf(&table, "%s | %s | voor %s (%s) | %s %s\n",
			terms.DateOf(task.OpenedAt.AsTime()), task.Id, task.DueOn, task.Basis, terms.DateOf(task.ClosedAt.AsTime()), task.Outcome)
	}
	return table.String()
}

func storyOf(lines []*caseworkv1.TimelineEntry) string {
	var table strings.Builder
	for _, line := range lines {
		if line.Kind != "herinnering" && line.Kind != "opgeschaald" {
			fmt.Fprintf(&table, "%s %s | %s\n", terms.DateOf(line.At.AsTime()), line.Kind, line.Text)
		}
	}
	return table.String()
}

// lettersOf shows the letters other than those of the first decision: when, what for, and the facts in them.
func lettersOf(letters []*documentsv1.ComposeLetterRequest) string {
	var table strings.Builder
	for _, letter := range letters {
		fmt.Fprintln(&table, letter.DatedOn, letter.Kind, letter.Facts)
	}
	return table.String()
}
