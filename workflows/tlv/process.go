package tlv

import (
	"errors"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/tlv"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/casework"
)

// process is one TLV case on its way from application to objection term.
type process struct {
	*casework.Course[tlvv1.Phase]
	facts *tlvv1.Facts

	// logic is the version of the process code that this run goes by; see versions.go.
	logic workflow.Version
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
	return p, errors.Join(
		workflow.SetQueryHandler(ctx, tlv.StateQuery, func() (*tlvv1.State, error) { return p.state(), nil }),
		p.listen(ctx),
	)
}
