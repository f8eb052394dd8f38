package chaos

import (
	"context"
	"errors"
	"fmt"
	"slices"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/bezwaar"
	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/plaatsing"
	"traject.nl/proto/contract/tlv"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/services/cases"
	"traject.nl/services/cases/reconciliation"
	"traject.nl/services/notifications"
	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/mongo"
	"traject.nl/tools/journey"
	"traject.nl/tools/stack/mailbox"
	"traject.nl/workflows/casework"
)

// Ground is a running Traject that can be looked at from every side, past its services too.
type Ground interface {
	// Traject is how people reach it.
	Traject() *journey.Traject
	// TemporalClient reads what processes carry.
	TemporalClient(ctx context.Context) (client.Client, error)
	// Database of a service.
	Database(ctx context.Context, name string) (*mongo.Database, error)
	// Mails that were caught.
	Mails() ([]mailbox.Mail, error)
}

// eyes look at a Traject.
type eyes struct {
	office  journey.Person
	people  *journey.Traject
	engine  client.Client
	records *cases.MongoStore
	notices notifications.Store
	nights  reconciliation.Records
	close   []func() error
}

// newEyes must be closed.
func newEyes(ctx context.Context, at Ground) (*eyes, error) {
	people := *at.Traject()
	people.Patience = patience
	e := &eyes{office: people.As("kantoor"), people: &people}
	err := e.open(ctx, at)
	if err != nil {
		return nil, errors.Join(err, e.Close())
	}
	return e, nil
}

func (e *eyes) open(ctx context.Context, at Ground) error {
	var err error
	if e.engine, err = at.TemporalClient(ctx); err != nil {
		return err
	}
	e.close = append(e.close, func() error { e.engine.Close(); return nil })
	records, err := e.database(ctx, at, "cases")
	if err != nil {
		return err
	}
	if e.records, err = cases.NewMongoStore(ctx, records.Database); err != nil {
		return err
	}
	e.nights = reconciliation.NewMongoStore(records.Database)
	notices, err := e.database(ctx, at, "notifications")
	if err != nil {
		return err
	}
	e.notices, err = notifications.NewMongoStore(ctx, notices.Database)
	return err
}

func (e *eyes) database(ctx context.Context, at Ground, name string) (*mongo.Database, error) {
	opened, err := at.Database(ctx, name)
	if err == nil {
		e.close = append(e.close, func() error { return opened.Close(context.WithoutCancel(ctx)) })
	}
	return opened, err
}

// Close what was opened.
func (e *eyes) Close() error {
	var errs []error
	for _, one := range slices.Backward(e.close) {
		errs = append(errs, one())
	}
	return errors.Join(errs...)
}

// state is what the state of every procedure has.
type state interface {
	proto.Message
	casework.Carried
}

// states makes an empty state of a procedure.
var states = map[string]func() state{
	tlv.Workflow:        func() state { return &tlvv1.State{} },
	bezwaar.Workflow:    func() state { return &bezwaarv1.State{} },
	buitenkans.Workflow: func() state { return &buitenkansv1.State{} },
	plaatsing.Workflow:  func() state { return &plaatsingv1.State{} },
}

// update that a process accepted.
type update struct {
	name string
	// failed says that it was refused after all.
	failed bool
}

// finding is everything that can be seen of one case.
type finding struct {
	id       string
	record   cases.Record
	shown    journey.Case
	receipts []cases.Receipt
	state    state
	updates  map[string]update
	// working says that the process waits for a service or for its worker.
	working    bool
	notices    []notifications.Notice
	deliveries []notifications.Delivery
	letters    []letter
	chains     []evidence.Export
}

// letter in the dossier.
type letter struct{ id, party string }

// GetParty and GetDocumentId are how the oracle of notices reads it.
func (l letter) GetParty() string { return l.party }

// GetDocumentId is its piece.
func (l letter) GetDocumentId() string { return l.id } //nolint:staticcheck // as the message has it

// look at a case from every side.
func (e *eyes) look(ctx context.Context, id string) (*finding, error) {
	f := &finding{id: id, updates: map[string]update{}}
	var err error
	if f.record, err = e.records.Case(ctx, id); err != nil {
		return f, err
	}
	if f.shown, err = e.office.Case(ctx, id); err != nil {
		return f, err
	}
	if f.receipts, err = e.records.Receipts(ctx, id, nil); err != nil {
		return f, err
	}
	if err := e.lookAtProcess(ctx, f); err != nil {
		return f, err
	}
	if f.notices, err = e.notices.NoticesOf(ctx, id); err != nil {
		return f, err
	}
	if f.deliveries, err = e.notices.DeliveriesOf(ctx, id); err != nil {
		return f, err
	}
	if err := e.lookAtLetters(ctx, f); err != nil {
		return f, err
	}
	f.chains, err = e.office.Evidence(ctx, id)
	return f, err
}

func (e *eyes) lookAtProcess(ctx context.Context, f *finding) error {
	procedure := f.record.View.GetProcedure()
	empty, known := states[procedure]
	if !known {
		return fmt.Errorf("case %s is of procedure %q, which has no process", f.id, procedure)
	}
	workflowID := act.WorkflowID(procedure, f.id)
	answer, err := e.engine.QueryWorkflow(ctx, workflowID, "", act.StateQuery)
	if err != nil {
		return fmt.Errorf("ask process %s where it stands: %w", workflowID, err)
	}
	f.state = empty()
	if err := answer.Get(f.state); err != nil {
		return err
	}
	described, err := e.engine.DescribeWorkflowExecution(ctx, workflowID, "")
	if err != nil {
		return err
	}
	f.working = len(described.GetPendingActivities()) > 0 || described.GetPendingWorkflowTask() != nil
	return e.lookAtUpdates(ctx, f, workflowID)
}

// lookAtUpdates of the present run. A case of minutes has one.
func (e *eyes) lookAtUpdates(ctx context.Context, f *finding, workflowID string) error {
	events := e.engine.GetWorkflowHistory(ctx, workflowID, "", false, enumspb.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	for events.HasNext() {
		event, err := events.Next()
		if err != nil {
			return err
		}
		if given := event.GetWorkflowExecutionUpdateAcceptedEventAttributes(); given != nil {
			f.updates[given.GetAcceptedRequest().GetMeta().GetUpdateId()] = update{name: given.GetAcceptedRequest().GetInput().GetName()}
		}
		if done := event.GetWorkflowExecutionUpdateCompletedEventAttributes(); done != nil {
			one := f.updates[done.GetMeta().GetUpdateId()]
			one.failed = done.GetOutcome().GetFailure() != nil
			f.updates[done.GetMeta().GetUpdateId()] = one
		}
	}
	return nil
}

func (e *eyes) lookAtLetters(ctx context.Context, f *finding) error {
	dossier, err := e.office.PapersOf(ctx, f.record.View.GetDossierId(), f.id)
	if err != nil {
		return err
	}
	for _, piece := range dossier.Pieces {
		if piece.Kind == string(documents.Letter) && piece.CaseID == f.id {
			f.letters = append(f.letters, letter{piece.ID, piece.Addressee})
		}
	}
	return nil
}
