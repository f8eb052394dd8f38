package bezwaar

import (
	"errors"
	"time"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/bezwaar"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	"traject.nl/workflows/casework"
)

// process is one bezwaar on its way from receipt to the end of the term for beroep.
type process struct {
	*casework.Case
	facts *bezwaarv1.Facts

	// logic is the version of the process code that this run goes by; see versions.go.
	logic workflow.Version
	// continued counts the runs before this one.
	continued int32
	// askedToContinue is set by the signal that moves a case to another run.
	askedToContinue bool
	// closedAt is when the case closed; zero while it is open.
	closedAt time.Time
	// refusal is why the first attempt to lodge was refused; the run then fails and leaves no case.
	refusal error
	// telling counts the TLV cases that are being told of this bezwaar.
	telling int
}

// Run is the procedure of Awb chapters 6 and 7. Each step lasts until the people it waits for have done their part; what they
// do, and what follows from it, stands in the file of that step. When the objection is withdrawn the case is closed and the steps
// that are left pass at once.
func Run(ctx workflow.Context, input *bezwaarv1.Input) error {
	p, err := start(ctx, input)
	if err != nil {
		return err
	}
	steps := []func(workflow.Context) error{
		p.receive,    // the objection comes in, on time or not; the term to decide is counted
		p.intake,     // it is confirmed, and repaired or explained where needed; the papers go to the LBT
		p.hear,       // the LBT hears those concerned
		p.takeAdvice, // the LBT advises
		p.decide,     // the director decides
		p.announce,   // the letters go out, and the TLV case hears of it
		p.appeal,     // six weeks in which those concerned may go to court
	}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return err
		}
	}
	if err := p.awaitNews(ctx); err != nil {
		return err
	}
	return p.Finish(ctx)
}

// start takes up a new case or continues one, begins to listen, and to keep time.
func start(ctx workflow.Context, input *bezwaarv1.Input) (*process, error) {
	p := &process{logic: logicOf(ctx)}
	p.restore(ctx, input)
	workflow.GoNamed(ctx, "continue-as-new", func(ctx workflow.Context) {
		for asked := workflow.GetSignalChannel(ctx, act.ContinueAsNewSignal); asked.Receive(ctx, nil); {
			p.askedToContinue = true
		}
	})
	err := errors.Join(
		workflow.SetQueryHandler(ctx, act.StateQuery, func() (*bezwaarv1.State, error) { return p.state(), nil }),
		p.listen(ctx),
	)
	p.KeepTime(ctx)
	p.keepGivenTime(ctx)
	return p, err
}

// stay waits in a phase until an act moves the case on. This is also where a long history is left behind: nothing is under
// way here but waiting.
func (p *process) stay(ctx workflow.Context, phase bezwaarv1.Phase) error {
	return p.stayUntil(ctx, phase, workflow.Await)
}

// stayUntil is stay with another way of waiting, such as one that ends with a date.
func (p *process) stayUntil(
	ctx workflow.Context, phase bezwaarv1.Phase, await func(workflow.Context, func() bool) error,
) error {
	if !p.in(phase) {
		return nil
	}
	if err := await(ctx, func() bool { return !p.in(phase) || p.mustContinue(ctx) }); err != nil {
		return err
	}
	if p.in(phase) && p.mustContinue(ctx) {
		return p.continueAsNew(ctx)
	}
	return nil
}

func (p *process) mustContinue(ctx workflow.Context) bool {
	return p.askedToContinue || workflow.GetInfo(ctx).GetContinueAsNewSuggested()
}

// continueAsNew goes on in a new run with everything there is, once all acts under way are answered.
func (p *process) continueAsNew(ctx workflow.Context) error {
	if err := p.awaitNews(ctx); err != nil {
		return err
	}
	if err := p.Settle(ctx); err != nil {
		return err
	}
	state := p.state()
	state.Continued++
	return workflow.NewContinueAsNewError(ctx, bezwaar.Workflow, &bezwaarv1.Input{CaseId: p.CaseID, State: state})
}
