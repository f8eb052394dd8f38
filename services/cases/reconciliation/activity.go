package reconciliation

import (
	"context"
	"fmt"
	"time"

	"go.temporal.io/sdk/activity"

	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	"traject.nl/services/platform/clock"
)

// secondLook is how long after the first look the second one is: longer than a projection takes that has to be tried again.
const secondLook = time.Minute

// Activity reconciles when a process asks for it.
type Activity struct {
	Records   Records
	Processes Processes
	Store     Store
	Clock     clock.Clock
	// Again is how long after the first look the second one is; zero is a minute.
	Again time.Duration
}

// Reconcile compares the processes with the record and keeps what came of it. Doing it again for the same id takes the place
// of what was kept before.
func (a Activity) Reconcile(ctx context.Context, in *casesv1.ReconcileRequest) (*casesv1.ReconcileResponse, error) {
	run := Run{ID: in.GetId(), StartedAt: a.Clock.Now().UTC(), Differences: []Difference{}, Count: map[Kind]int{}}
	again := a.Again
	if again == 0 {
		again = secondLook
	}
	comparison := Comparison{
		Records: a.Records, Processes: a.Processes, Again: again, Alive: func() { activity.RecordHeartbeat(ctx, run.Records+run.Processes) },
	}
	if err := comparison.Into(ctx, &run); err != nil {
		return nil, err
	}
	run.EndedAt = a.Clock.Now().UTC()
	if err := a.Store.Keep(ctx, run); err != nil {
		return nil, fmt.Errorf("keep reconciliation %s: %w", run.ID, err)
	}
	//nolint:gosec // counts of cases of one region
	return &casesv1.ReconcileResponse{Records: int32(run.Records), Processes: int32(run.Processes), Differences: int32(run.Total())}, nil
}
