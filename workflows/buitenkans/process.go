package buitenkans

import (
	"errors"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/act"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	"traject.nl/workflows/casework"
)

// process is one stay at the Buitenkans, from the request to the last talk after the return.
type process struct {
	*casework.Course[buitenkansv1.Phase]
	facts *buitenkansv1.Facts

	// logic is the version of the process code that this run goes by; see versions.go.
	logic workflow.Version
	// heard is the version of the book of places in the last news.
	heard int64
}

// Run is the procedure of ondersteuningsplan 2.2. Each step lasts until the people it waits for have done their part; what they do, and
// what follows from it, stands in the file of that step. When the case ends early it is closed, and the steps that are left pass at once.
func Run(ctx workflow.Context, input *buitenkansv1.Input) error {
	p, err := start(ctx, input)
	if err != nil {
		return err
	}
	steps := []func(workflow.Context) error{
		p.receive,   // the school asks
		p.agree,     // the SOT supports it, and the parents agree
		p.admit,     // the Buitenkans says whether it can answer the question
		p.wait,      // until there is a place
		p.plan,      // the first day is set, and the pupil comes
		p.observe,   // observation, a talk halfway, and the advice
		p.goBack,    // the school plans the return, or the way to a TLV
		p.aftercare, // how it goes after the return
	}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return p.Finish(ctx)
}

// start takes up a new case or continues one, and begins to listen, and to keep time.
func start(ctx workflow.Context, input *buitenkansv1.Input) (*process, error) {
	p := &process{logic: logicOf(ctx)}
	p.restore(ctx, input)
	err := errors.Join(
		workflow.SetQueryHandler(ctx, act.StateQuery, func() (*buitenkansv1.State, error) { return p.state(), nil }),
		p.listen(ctx),
	)
	p.hearOfPlaces(ctx)
	p.hearOfRoute(ctx)
	p.KeepTime(ctx)
	return p, err
}
