package buitenkans_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"

	contract "traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/cases"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/workflows/buitenkans"
	"traject.nl/workflows/buitenkans/buitenkanstest"
	"traject.nl/workflows/buitenkans/places"
	"traject.nl/workflows/casework/caseworktest"
)

// house is the real book with real cases around it, in virtual time.
type house struct {
	*caseworktest.Days
	services *buitenkanstest.Services
	steps    int
}

// everything runs the book, and a case for each id.
func everything(ctx workflow.Context, ids []string) error {
	child := func(id, name string, input proto.Message) workflow.ChildWorkflowFuture {
		return workflow.ExecuteChildWorkflow(workflow.WithChildOptions(ctx, workflow.ChildWorkflowOptions{WorkflowID: id}), name, input)
	}
	child(contract.PlacesWorkflowID(contract.Provision), contract.PlacesWorkflow, &buitenkansv1.Places{ProvisionId: contract.Provision})
	running := make([]workflow.ChildWorkflowFuture, len(ids))
	for i, id := range ids {
		running[i] = child(contract.WorkflowID(id), contract.Workflow, &buitenkansv1.Input{CaseId: id})
	}
	var errs []error
	for _, run := range running {
		errs = append(errs, run.Get(ctx, nil))
	}
	return errors.Join(errs...)
}

func beginTogether(t *testing.T, date string) *house {
	t.Helper()
	services := buitenkanstest.NewServices()
	activities := services.Activities()
	h := &house{services: services}
	activities[cases.TaskQueue][cases.DoPlace] = h.doPlace
	h.Days = caseworktest.NewDays(t, caseworktest.NineOn(date), activities)
	h.Env.RegisterWorkflowWithOptions(everything, workflow.RegisterOptions{Name: "everything"})
	h.Env.RegisterWorkflowWithOptions(buitenkans.Run, workflow.RegisterOptions{Name: contract.Workflow})
	h.Env.RegisterWorkflowWithOptions(places.Run, workflow.RegisterOptions{Name: contract.PlacesWorkflow})
	return h
}

// doPlace brings the act to the process of the book, as the cases service does.
func (h *house) doPlace(_ context.Context, request *casesv1.PlaceRequest) (*casesv1.PlaceResponse, error) {
	var message proto.Message = request.GetAsk()
	if move := request.GetMove(); move != nil {
		message = move
	} else if leave := request.GetLeave(); leave != nil {
		message = leave
	}
	type answered struct {
		answer any
		err    error
	}
	heard := make(chan answered, 1)
	err := h.Env.UpdateWorkflowByID(contract.PlacesWorkflowID(contract.Provision), caseworktest.Name(message), request.Key, &testsuite.TestUpdateCallback{
		OnReject: func(err error) { heard <- answered{nil, err} }, OnAccept: func() {},
		OnComplete: func(answer any, err error) { heard <- answered{answer, err} },
	}, request.Key, message)
	if err != nil {
		return nil, err
	}
	got := <-heard
	if got.err != nil {
		return nil, got.err
	}
	return &casesv1.PlaceResponse{Answer: got.answer.(*buitenkansv1.PlaceAnswer)}, nil
}

func (h *house) on(date string) *house {
	h.T.Helper()
	h.GoTo(caseworktest.NineOn(date))
	return h
}

func (h *house) do(caseID string, acts ...proto.Message) *house {
	for _, message := range acts {
		name := caseworktest.Name(message)
		h.Then(func() {
			h.steps++
			key, heard := fmt.Sprintf("step-%d", h.steps), false
			h.T.Cleanup(func() { assert.True(h.T, heard, "%s of %s got no answer", name, caseID) })
			hear := func(err error) {
				heard = true
				assert.NoError(h.T, err, "%s of %s on %s", name, caseID, h.Env.Now())
			}
			err := h.Env.UpdateWorkflowByID(contract.WorkflowID(caseID), name, key, &testsuite.TestUpdateCallback{
				OnReject: hear, OnAccept: func() {}, OnComplete: func(_ any, err error) { hear(err) },
			}, key, message)
			assert.NoError(h.T, err, name)
		})
	}
	return h
}

// see looks at where each case stands.
func (h *house) see(want map[string]string) *house {
	h.T.Helper()
	h.Then(func() {
		for caseID, phase := range want {
			view := h.services.View(caseID)
			assert.Equal(h.T, phase, view.GetPhase(), "%s on %s: %s", caseID, h.Env.Now(), view.GetStatus())
		}
	})
	return h
}

// TestCasesShareOnePlace: three pupils of groep 7 want the one place of group Hoog. One has it, and two wait, the urgent one first; the place goes from one to the
// next as they leave, and the record of the book is that of the cases.
func TestCasesShareOnePlace(t *testing.T) {
	t.Parallel()
	h := beginTogether(t, "2026-08-31")
	all := []string{"first", "second", "urgent"}
	for _, id := range all {
		h.do(id, buitenkanstest.Request(7), buitenkanstest.Support(), buitenkanstest.ConsentOnPaper())
	}
	h.do("first", buitenkanstest.Admit()).do("second", buitenkanstest.Admit())
	h.on("2026-09-01").do("urgent", buitenkanstest.AdmitUrgently(buitenkansv1.Urgency_URGENCY_AT_HOME))
	h.see(map[string]string{"first": "gepland", "second": "wachtlijst", "urgent": "wachtlijst"})
	h.Then(func() {
		assert.EqualValues(t, 1, h.services.View("urgent").GetBuitenkans().Waiting.Number)
		second := h.services.View("second").GetBuitenkans().Waiting
		assert.EqualValues(t, 2, second.Number)
		assert.Equal(t, []string{"1 kind gaat voor: het heeft meer spoed.", "Groep Hoog is vol tot en met 29 november 2026."}, second.Reasons)
	})
	h.do("first", buitenkanstest.PlanStart("2026-09-01"), buitenkanstest.Arrived())
	// Four weeks before the place comes free, at eight in the morning, the next one gets it.
	h.on("2026-11-03").see(map[string]string{"urgent": "gepland", "second": "wachtlijst"})
	h.do("first", buitenkanstest.Advise(back)).on("2026-11-27").do("first", buitenkanstest.End("2026-11-27"))
	h.do("urgent", buitenkanstest.Departed(moved, "2026-11-26"))
	h.on("2026-11-28").see(map[string]string{"first": "nazorg", "urgent": "gesloten", "second": "gepland"})
	h.do("second", &caseworkv1.RecordDeparture{Actor: buitenkanstest.SOT, Reason: vo, On: "2026-11-27"})
	h.do("first", buitenkanstest.Departed(vo, "2026-11-27"))
	h.Env.ExecuteWorkflow("everything", all)
	require.NoError(t, h.Env.GetWorkflowError())
	books := h.services.Books()
	last := books[len(books)-1]
	assert.Empty(t, last.Waiting)
	require.Len(t, last.Stays, 1, "only who was there")
	assert.Equal(t, "first 2026-09-01 2026-11-27", last.Stays[0].CaseId+" "+last.Stays[0].Place.FromOn+" "+last.Stays[0].Place.UntilOn)
}
