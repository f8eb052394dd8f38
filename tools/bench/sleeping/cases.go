package sleeping

import (
	"context"
	"fmt"
	"time"

	"go.temporal.io/sdk/client"
	"golang.org/x/sync/errgroup"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	contract "traject.nl/proto/contract/tlv"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
	"traject.nl/workflows/tlv/tlvtest"
)

// atOnce is how many cases are opened side by side.
const atOnce = 32

// Played plays one case until its parents are asked, and returns its state: the others are copies of it.
func Played(ctx context.Context, engine client.Client) (*tlvv1.State, error) {
	const id = "bench-template"
	acts := contract.Client{Temporal: engine}
	if _, err := acts.Submit(ctx, id, "submit", tlvtest.Submit(id)); err != nil {
		return nil, err
	}
	for _, act := range []struct {
		what    contract.Act
		message proto.Message
	}{
		{contract.JudgeCompetence, tlvtest.Competent()},
		{contract.ConfirmSot, tlvtest.SotInvolved()},
		{contract.JudgeCompleteness, tlvtest.FoundComplete()},
	} {
		if _, err := acts.Do(ctx, id, string(act.what), act.what, act.message); err != nil {
			return nil, fmt.Errorf("%s: %w", act.what, err)
		}
	}
	state, err := acts.State(ctx, id)
	if err != nil {
		return nil, err
	}
	state.Unwritten = nil // its own run writes them
	return state, nil
}

// Copied is the state of another case, at rest: nothing of it falls due before tomorrow.
func Copied(template *tlvv1.State, id string) *tlvv1.State {
	state := proto.CloneOf(template)
	state.CaseId, state.Facts.Application.DossierId = id, id
	return state
}

// FallingDue is a case in which the parents' task is overdue by so much that its only rung falls due at the moment.
func FallingDue(template *tlvv1.State, id string, moment time.Time) *tlvv1.State {
	state := Copied(template, id)
	const pace = 15 * time.Second
	p := state.Keeping.Policy
	p.TaskDaySeconds = int32(pace / time.Second)
	rule := policy.Task(p, policy.Ouders)
	rule.Reminders, rule.Ladder = nil, "bench"
	p.Ladders = append(p.Ladders, &caseworkv1.Ladder{Name: "bench", Rungs: []*caseworkv1.Rung{{AfterDays: 1, Tell: "sot"}}})
	asked := false
	for _, task := range state.Tasks {
		// One of the two parents: so one rung falls due in every case.
		if task.Kind == policy.Ouders && task.ClosedAt == nil && !asked {
			due := moment.Add(-pace)
			task.DueAt, task.DueOn = timestamppb.New(due), terms.DateOf(due).String()
			asked = true
		}
	}
	return state
}

// CaseID of the i-th case.
func CaseID(i int) string { return fmt.Sprintf("bench-%05d", i) }

// Open starts the cases from one number to before another, and returns how long that took. A case is open when it answers.
func Open(ctx context.Context, engine client.Client, from, until int, state func(id string) *tlvv1.State) (time.Duration, error) {
	began := time.Now()
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	acts := contract.Client{Temporal: engine}
	for i := from; i < until; i++ {
		group.Go(func() error {
			id := CaseID(i)
			_, err := engine.ExecuteWorkflow(ctx, client.StartWorkflowOptions{
				ID: contract.WorkflowID(id), TaskQueue: contract.TaskQueue,
			}, contract.Workflow, &tlvv1.Input{CaseId: id, State: state(id)})
			if err != nil {
				return err
			}
			return UntilOpen(ctx, acts, id)
		})
	}
	err := group.Wait()
	return time.Since(began), err
}

// longestOpening is how long a case may take to answer, also when the server has its hands full.
const longestOpening = 3 * time.Minute

// UntilOpen asks the case itself until it answers.
func UntilOpen(ctx context.Context, acts contract.Client, id string) error {
	ctx, cancel := context.WithTimeout(ctx, longestOpening)
	defer cancel()
	for {
		_, err := acts.State(ctx, id)
		if err == nil {
			return nil
		}
		if Wait(ctx, time.Second) != nil {
			return fmt.Errorf("case %s is not open: %w", id, err)
		}
	}
}

// Wait so long, or until the context ends.
func Wait(ctx context.Context, long time.Duration) error {
	timer := time.NewTimer(long)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
