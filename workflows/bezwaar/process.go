package bezwaar

import (
	"errors"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/act"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	"traject.nl/workflows/casework"
)

// process is one bezwaar on its way from receipt to the end of the term for beroep.
type process struct {
	*casework.Course[bezwaarv1.Phase]
	facts *bezwaarv1.Facts

	// logic is the version of the process code that this run goes by; see versions.go.
	logic workflow.Version
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
	return p.Finish(ctx)
}

// start takes up a new case or continues one, begins to listen, and to keep time.
func start(ctx workflow.Context, input *bezwaarv1.Input) (*process, error) {
	p := &process{logic: logicOf(ctx)}
	p.restore(ctx, input)
	err := errors.Join(
		workflow.SetQueryHandler(ctx, act.StateQuery, func() (*bezwaarv1.State, error) { return p.state(), nil }),
		p.listen(ctx),
	)
	p.KeepTime(ctx)
	p.keepGivenTime(ctx)
	return p, err
}
