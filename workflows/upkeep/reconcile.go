package upkeep

import (
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/cases"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
)

const (
	// reconcileTime is how long one attempt may take: some thousands of cases, each asked where it stands.
	reconcileTime = 2 * time.Hour
	// aliveWithin is how soon an attempt that went down with its service is noticed.
	aliveWithin = time.Minute
	// attempts is how often it is tried: then a person has to look, and the alert on a missing run says so.
	attempts = 5
)

// Reconcile asks the service that has the record to compare it with the processes. What came of it is kept there; the answer
// holds the counts.
func Reconcile(ctx workflow.Context) (*casesv1.ReconcileResponse, error) {
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		TaskQueue:           cases.TaskQueue,
		StartToCloseTimeout: reconcileTime,
		HeartbeatTimeout:    aliveWithin,
		RetryPolicy:         &temporal.RetryPolicy{InitialInterval: 10 * time.Second, MaximumInterval: 5 * time.Minute, MaximumAttempts: attempts},
	})
	request := &casesv1.ReconcileRequest{Id: workflow.GetInfo(ctx).WorkflowExecution.RunID}
	var answer casesv1.ReconcileResponse
	err := workflow.ExecuteActivity(ctx, cases.Reconcile, request).Get(ctx, &answer)
	return &answer, err
}
