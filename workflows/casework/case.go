package casework

import (
	"time"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/tracing"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	"traject.nl/workflows/terms"
)

// Procedure is what a case must know of the procedure it goes through.
type Procedure interface {
	// View is the case as the record shows it at this moment.
	View() *casesv1.View
	// Share is who may see what of the dossier at this moment.
	Share() *documentsv1.ShareRequest
	// Told are the parties that a reminder or a rung for a role reaches. A board or a municipality need not be party to the case.
	Told(role party.Role) []string
	// Extendable are the terms that may be made longer by notice now: by which article, and how far.
	Extendable() []*casesv1.Extendable
	// Waiting are the parties that wait for the decision: they may give a notice of default and get the letters about terms.
	Waiting() []string
	// Addressees of those letters, and the names of the schools in them. It may ask services.
	Addressees(ctx workflow.Context) ([]*documentsv1.Addressee, map[string]string, error)
}

// Case is one running case: its ledger, and what keeps that ledger durable.
type Case struct {
	Ledger
	procedure Procedure
	// turn makes acts, and what the passing of time does, happen one after the other.
	turn workflow.Mutex
	// written is the version that the record has.
	written int64
	// cause is the span of the last act, for the trace only; nil when nobody traces.
	cause any
	// outbox holds the notices that wait for the record; sending counts those that are on their way, with the news for other cases.
	outbox  []notice
	sending int
	// ears are the signals by which other cases tell something; hearing counts what is being taken in.
	ears    []workflow.ReceiveChannel
	hearing int
	// voice is how notices leave; silence ends it, with all that is on its way.
	voice   workflow.Context
	silence workflow.CancelFunc
	// closedAt is when the case closed; zero while it is open.
	closedAt time.Time
}

// Start takes up a case, new or continued, and starts writing what the record still lacks.
func Start(ctx workflow.Context, ledger Ledger, procedure Procedure) *Case {
	c := &Case{
		Ledger:    ledger,
		procedure: procedure,
		turn:      workflow.NewMutex(ctx),
		written:   ledger.Version - int64(len(ledger.Unwritten)),
	}
	c.voice, c.silence = workflow.WithCancel(ctx)
	workflow.GoNamed(ctx, "writer", c.write)
	return c
}

// InTurn does something when no act is under way, and keeps acts waiting until it is done. It is for what time itself does to
// a case; acts of people get their turn from Handle.
func (c *Case) InTurn(ctx workflow.Context, do func()) error {
	if err := c.turn.Lock(ctx); err != nil {
		return err
	}
	defer c.turn.Unlock()
	do()
	return nil
}

// because is the context in which what an act led to is written: part of the trace of that act.
func (c *Case) because(ctx workflow.Context) workflow.Context {
	if c.cause == nil {
		return ctx
	}
	return workflow.WithValue(ctx, tracing.SpanKey{}, c.cause)
}

// Settle waits until every act is answered, all that other cases told is taken in, every notice is sent and every other case is told: a
// moment at which the run may continue as new. Lines that the record still lacks go along in the ledger.
func (c *Case) Settle(ctx workflow.Context) error {
	return workflow.Await(ctx, func() bool {
		return workflow.AllHandlersFinished(ctx) && c.allHeard() && len(c.outbox) == 0 && c.sending == 0
	})
}

// Finish waits until, besides that, ZOUT owes nobody an answer and the record has the whole story: the moment at which the run
// may end.
func (c *Case) Finish(ctx workflow.Context) error {
	if err := workflow.Await(ctx, func() bool { return !c.OwesAnswer() }); err != nil {
		return err
	}
	if err := workflow.Await(ctx, func() bool { return c.written == c.Version }); err != nil {
		return err
	}
	return c.Settle(ctx)
}

// Today is the date in Amsterdam, where the law counts its days.
func Today(ctx workflow.Context) terms.Date { return terms.DateOf(workflow.Now(ctx)) }

// UntilPassed waits until the date is over in Amsterdam, or until the condition holds.
func UntilPassed(ctx workflow.Context, date terms.Date, or func() bool) error {
	return WaitAtMost(ctx, date.EndOfDay().Sub(workflow.Now(ctx)), or)
}

// WaitAtMost waits until the condition holds, for so long at most; not positive is not at all. It leaves no timer behind, so
// that a case is not woken weeks later for nothing.
func WaitAtMost(ctx workflow.Context, wait time.Duration, or func() bool) error {
	if wait <= 0 {
		return nil
	}
	timerCtx, cancel := workflow.WithCancel(ctx)
	defer cancel()
	timer := workflow.NewTimer(timerCtx, wait)
	return workflow.Await(ctx, func() bool { return timer.IsReady() || or() })
}
