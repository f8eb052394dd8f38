package tlv

import (
	"errors"
	"time"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/tlv"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/casework"
)

// process is one TLV case on its way from application to objection term.
type process struct {
	*casework.Case
	facts *tlvv1.Facts

	// logic is the version of the process code that this run goes by; see versions.go.
	logic workflow.Version
	// continued counts the runs before this one.
	continued int32
	// askedToContinue is set by the signal that moves a case to another run.
	askedToContinue bool
	// closedAt is when the case closed; zero while it is open.
	closedAt time.Time
	// refusal is why the first submission was refused; the run then fails and leaves no case.
	refusal error
}

// Run is the procedure of bijlage IV. Each step lasts until the people it waits for have done their part; what they do, and
// what follows from it, stands in the file of that step. When the application is withdrawn, or was never for ZOUT, the
// case is closed and the steps that are left pass at once.
func Run(ctx workflow.Context, input *tlvv1.Input) error {
	p, err := start(ctx, input)
	if err != nil {
		return err
	}
	steps := []func(workflow.Context) error{
		p.receive,               // the school hands in; eight weeks to decide begin
		p.establishCompetence,   // is ZOUT the samenwerkingsverband that must decide?
		p.establishCompleteness, // are the conditions met? if not the school completes, as often as needed
		p.hearParents,           // the parents agree or differ; meanwhile two experts are assigned
		p.hearZienswijze,        // parents who differ talk with the experts, and get the report
		p.advise,                // both experts advise; when they differ the office chooses how to go on
		p.decide,                // the director decides
		p.announce,              // the letters go out
		p.rest,                  // six weeks in which school and parents may object
	}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return p.Finish(ctx)
}

// start takes up a new case or continues one, and begins to listen.
func start(ctx workflow.Context, input *tlvv1.Input) (*process, error) {
	p := &process{logic: logicOf(ctx)}
	p.restore(ctx, input)
	if p.logic >= clockLogic {
		p.KeepTime(ctx)
	}
	p.hearOfObjections(ctx)
	workflow.GoNamed(ctx, "continue-as-new", func(ctx workflow.Context) {
		for asked := workflow.GetSignalChannel(ctx, tlv.ContinueAsNewSignal); asked.Receive(ctx, nil); {
			p.askedToContinue = true
		}
	})
	return p, errors.Join(
		workflow.SetQueryHandler(ctx, tlv.StateQuery, func() (*tlvv1.State, error) { return p.state(), nil }),
		p.listen(ctx),
	)
}

// stay waits in a phase until an act moves the case on. This is also where a long history is left behind: nothing is under
// way here but waiting.
func (p *process) stay(ctx workflow.Context, phase tlvv1.Phase) error {
	return p.stayUntil(ctx, phase, workflow.Await)
}

// stayUntil is stay with another way of waiting, such as one that ends with a date.
func (p *process) stayUntil(
	ctx workflow.Context, phase tlvv1.Phase, await func(workflow.Context, func() bool) error,
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
	if err := p.Settle(ctx); err != nil {
		return err
	}
	state := p.state()
	state.Continued++
	return workflow.NewContinueAsNewError(ctx, tlv.Workflow, &tlvv1.Input{CaseId: p.CaseID, State: state})
}
