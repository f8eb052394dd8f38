package casework

import (
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	"traject.nl/proto/contract/failure"
	"traject.nl/proto/contract/tracing"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
)

// Act is the message of something that a person does.
type Act interface {
	proto.Message
	GetActor() *caseworkv1.Actor
}

// Handle makes the case accept an act under a name.
//
// allow refuses what may not be, or not now, and never waits: it runs before the act is accepted, and again when its turn comes,
// because another act may have come first. do carries it out: it may wait for services, then makes its change in one
// step and records it. The answer follows when the record has it. A key that was answered before gets the same answer.
func Handle[A Act](ctx workflow.Context, c *Case, name string, allow, do func(workflow.Context, A) error) error {
	handler := func(ctx workflow.Context, key string, act A) (*caseworkv1.Accepted, error) {
		answer, err := takeTurn(ctx, c, once(name, key), act, allow, do)
		if err != nil {
			return nil, err
		}
		return answer, workflow.Await(ctx, func() bool { return c.written >= answer.Version })
	}
	validator := func(ctx workflow.Context, key string, act A) error {
		if c.Answered[once(name, key)] != nil {
			return nil
		}
		return allow(ctx, act)
	}
	return workflow.SetUpdateHandlerWithOptions(ctx, name, handler, workflow.UpdateHandlerOptions{Validator: validator})
}

// once is what an answer is kept under: a key belongs to one act.
func once(name, key string) string { return name + "/" + key }

func takeTurn[A Act](
	ctx workflow.Context, c *Case, key string, act A, allow, do func(workflow.Context, A) error,
) (*caseworkv1.Accepted, error) {
	if err := c.turn.Lock(ctx); err != nil {
		return nil, err
	}
	defer c.turn.Unlock()
	if answer := c.Answered[key]; answer != nil {
		return answer, nil
	}
	if err := allow(ctx, act); err != nil {
		return nil, err
	}
	c.cause = ctx.Value(tracing.SpanKey{})
	if err := do(ctx, act); err != nil {
		return nil, err
	}
	answer := &caseworkv1.Accepted{CaseId: c.CaseID, Version: c.Version, At: timestamppb.New(workflow.Now(ctx))}
	if c.Answered == nil {
		c.Answered = map[string]*caseworkv1.Accepted{}
	}
	c.Answered[key] = answer
	return answer, nil
}

// Problems collects everything that is wrong with an act, so that a person hears it all at once.
type Problems []failure.Problem

// Add a problem: the field of the message, and a Dutch sentence that says what to do.
func (p *Problems) Add(field, detail string) {
	*p = append(*p, failure.Problem{Field: field, Detail: detail})
}

// AddIf adds the problem when it is there.
func (p *Problems) AddIf(wrong bool, field, detail string) {
	if wrong {
		p.Add(field, detail)
	}
}

// Refuse is nil when nothing is wrong, and otherwise a refusal with all of it.
func (p Problems) Refuse() error {
	if len(p) == 0 {
		return nil
	}
	return failure.Refuse(failure.BadInput, p...)
}
