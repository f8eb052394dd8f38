package upkeep_test

import (
	"context"
	"errors"
	"testing"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/testsuite"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/cases"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	"traject.nl/workflows/upkeep"
)

// reconcile runs the process with an activity that fails this often first.
func reconcile(t *testing.T, failures int) (answer *casesv1.ReconcileResponse, ids []string, err error) {
	t.Helper()
	env := (&testsuite.WorkflowTestSuite{}).NewTestWorkflowEnvironment()
	env.RegisterActivityWithOptions(func(_ context.Context, in *casesv1.ReconcileRequest) (*casesv1.ReconcileResponse, error) {
		ids = append(ids, in.GetId())
		if len(ids) <= failures {
			return nil, errors.New("the store is away")
		}
		return &casesv1.ReconcileResponse{Records: 3, Processes: 2, Differences: 1}, nil
	}, activity.RegisterOptions{Name: cases.Reconcile})
	env.ExecuteWorkflow(upkeep.Reconcile)
	if err := env.GetWorkflowError(); err != nil {
		return nil, ids, err
	}
	answer = &casesv1.ReconcileResponse{}
	return answer, ids, env.GetWorkflowResult(answer)
}

func TestAReconciliationThatFailsIsTriedAgainAsTheSameOne(t *testing.T) {
	t.Parallel()
	answer, ids, err := reconcile(t, 2)
	if err != nil || len(ids) != 3 || ids[0] == "" || ids[0] != ids[2] {
		t.Fatalf("ids %q, %v", ids, err)
	}
	if want := (&casesv1.ReconcileResponse{Records: 3, Processes: 2, Differences: 1}); !proto.Equal(answer, want) {
		t.Errorf("got %v", answer)
	}
}

func TestAReconciliationThatKeepsFailingEnds(t *testing.T) {
	t.Parallel()
	if _, ids, err := reconcile(t, 100); err == nil || len(ids) != 5 {
		t.Errorf("tried %d times, %v", len(ids), err)
	}
}
