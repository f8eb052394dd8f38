package casework

import (
	"fmt"
	"slices"
	"time"

	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/failure"
	"traject.nl/workflows/terms"
)

// Phased is a procedure that goes from phase to phase. The zero phase is that of a case that did not begin yet.
type Phased[P comparable] interface {
	Procedure
	// Phase is where the facts of the case keep its phase.
	Phase() *P
	// Next is the input of the process in its next run.
	Next() proto.Message
}

// Transition is one way from a phase to another.
type Transition[P comparable] struct {
	From, To P
	// Why in Dutch, as the diagram shows it.
	Why string
}

// Course is a case on its way through the phases of its procedure.
type Course[P comparable] struct {
	*Case
	process     Phased[P]
	transitions []Transition[P]
	// refusal is why the first act was refused; the run then fails and leaves no case.
	refusal error
	// leaving is set when the case must go on in another run.
	leaving bool
}

// Take takes up a case, new or continued, in the phase in which it is. Transitions are all the ways there are.
func Take[P comparable](ctx workflow.Context, ledger Ledger, process Phased[P], transitions []Transition[P]) *Course[P] {
	c := &Course[P]{Case: Start(ctx, ledger, process), process: process, transitions: transitions}
	workflow.GoNamed(ctx, act.ContinueAsNewSignal, func(ctx workflow.Context) {
		for asked := workflow.GetSignalChannel(ctx, act.ContinueAsNewSignal); asked.Receive(ctx, nil); {
			c.LeaveRun()
		}
	})
	return c
}

// In says whether the case is in one of the phases.
func (c *Course[P]) In(phases ...P) bool { return slices.Contains(phases, *c.process.Phase()) }

// Move brings the case to another phase. A way that is not among the transitions is a fault in the code, and stops the case.
func (c *Course[P]) Move(to P) {
	phase := c.process.Phase()
	if !slices.ContainsFunc(c.transitions, func(t Transition[P]) bool { return t.From == *phase && t.To == to }) {
		panic(fmt.Sprintf("case %s: no way from %v to %v", c.CaseID, *phase, to))
	}
	*phase = to
}

// Close brings the case to its last phase: every task that is open ends with this outcome, and the line ends the story.
func (c *Course[P]) Close(ctx workflow.Context, last P, outcome string, line Line) {
	c.CloseAllTasks(ctx, outcome)
	c.Move(last)
	c.closedAt = workflow.Now(ctx)
	c.Record(ctx, line)
}

// firstActWait is how long a run waits for its first act. That comes with the start, so this only cleans up what a refused first
// attempt left behind.
const firstActWait = time.Hour

// AwaitFirstAct waits for the act that begins the case. Without one there is no case: the run then fails, so that a corrected act
// starts anew. It fails with the refusal of the act, or with a Dutch sentence that says what did not come.
func (c *Course[P]) AwaitFirstAct(ctx workflow.Context, absence string) error {
	var none P
	if !c.In(none) {
		return nil
	}
	if err := WaitAtMost(ctx, firstActWait, func() bool { return !c.In(none) || c.refusal != nil }); err != nil {
		return err
	}
	// The act may still be on its way through the services, also after the time is up.
	if err := workflow.Await(ctx, func() bool { return !c.In(none) || workflow.AllHandlersFinished(ctx) }); err != nil {
		return err
	}
	switch {
	case !c.In(none):
		return nil
	case c.refusal != nil:
		return c.refusal
	default:
		return failure.Refuse(failure.NotFound, failure.Problem{Detail: absence})
	}
}

// RefuseFirstAct ends the run with a refusal of the act that would have begun the case, and answers the act with it.
func (c *Course[P]) RefuseFirstAct(refusal error) error {
	c.refusal = refusal
	return refusal
}

// Stay waits in a phase until an act moves the case on; in any other phase it does not wait. This is also where a long history is left
// behind: nothing is under way here but waiting.
func (c *Course[P]) Stay(ctx workflow.Context, phase P) error {
	return c.StayUntil(ctx, phase, func() bool { return false })
}

// StayUntil is Stay that also ends when the condition holds.
func (c *Course[P]) StayUntil(ctx workflow.Context, phase P, over func() bool) error {
	return c.stay(ctx, phase, func(left func() bool) error {
		return workflow.Await(ctx, func() bool { return left() || over() })
	})
}

// StayUntilPassed is Stay that also ends when the date is over in Amsterdam.
func (c *Course[P]) StayUntilPassed(ctx workflow.Context, phase P, last terms.Date) error {
	return c.stay(ctx, phase, func(left func() bool) error { return UntilPassed(ctx, last, left) })
}

func (c *Course[P]) stay(ctx workflow.Context, phase P, await func(left func() bool) error) error {
	if !c.In(phase) {
		return nil
	}
	if err := await(func() bool { return !c.In(phase) || c.mustLeaveRun(ctx) }); err != nil {
		return err
	}
	if c.In(phase) && c.mustLeaveRun(ctx) {
		return c.continueAsNew(ctx)
	}
	return nil
}

// LeaveRun makes the case go on in a new run, as soon as it only waits.
func (c *Course[P]) LeaveRun() { c.leaving = true }

func (c *Course[P]) mustLeaveRun(ctx workflow.Context) bool {
	return c.leaving || workflow.GetInfo(ctx).GetContinueAsNewSuggested()
}

// continueAsNew goes on in a new run of the same process, once all acts under way are answered.
func (c *Course[P]) continueAsNew(ctx workflow.Context) error {
	if err := c.Settle(ctx); err != nil {
		return err
	}
	return workflow.NewContinueAsNewError(ctx, workflow.GetInfo(ctx).WorkflowType.Name, c.process.Next())
}
