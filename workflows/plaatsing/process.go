package plaatsing

import (
	"errors"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/act"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	"traject.nl/workflows/casework"
)

// process is one placement on its way from the TLV to the end of the return.
type process struct {
	*casework.Course[plaatsingv1.Phase]
	facts *plaatsingv1.Facts

	// logic is the version of the process code that this run goes by; see versions.go.
	logic workflow.Version
}

// Run follows a placement. Each step lasts until the people it waits for have done their part; what they do, and what follows from it,
// stands in the files that doc.go names. A return that does not work out is a step back, so the steps are taken until the case is closed.
func Run(ctx workflow.Context, input *plaatsingv1.Input) error {
	p, err := start(ctx, input)
	if err != nil {
		return err
	}
	if err := p.begin(ctx, input.GetOpening()); err != nil {
		return err
	}
	steps := []func(workflow.Context) error{
		p.await,   // the receiving school says that the pupil is there
		p.follow,  // it is evaluated every year; in the last school year of the TLV it is decided what follows
		p.buildUp, // the return to a regular school is agreed, and built up
		p.holdOn,  // back: three talks in half a year
	}
	for !p.In(none, closed) {
		for _, step := range steps {
			if err := step(ctx); err != nil {
				return err
			}
		}
	}
	return p.Finish(ctx)
}

// start takes up a new case or continues one, begins to listen, and to keep time.
func start(ctx workflow.Context, input *plaatsingv1.Input) (*process, error) {
	p := &process{logic: logicOf(ctx)}
	p.restore(ctx, input)
	err := errors.Join(
		workflow.SetQueryHandler(ctx, act.StateQuery, func() (*plaatsingv1.State, error) { return p.state(), nil }),
		p.listen(ctx),
	)
	p.hearNews(ctx)
	p.KeepTime(ctx)
	p.keepSchoolYears(ctx)
	return p, err
}

// await waits for the receiving school.
func (p *process) await(ctx workflow.Context) error { return p.Stay(ctx, awaited) }

// follow lasts as long as the pupil is there and no return is planned.
func (p *process) follow(ctx workflow.Context) error { return p.Stay(ctx, placed) }

// buildUp lasts until the pupil is back for the whole week, or the return is stopped.
func (p *process) buildUp(ctx workflow.Context) error { return p.Stay(ctx, returning) }

// holdOn lasts until the return has held for half a year, or did not.
func (p *process) holdOn(ctx workflow.Context) error { return p.Stay(ctx, returned) }
