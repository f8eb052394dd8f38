package reconciliation

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"go.temporal.io/sdk/client"

	"traject.nl/proto/contract/upkeep"
	"traject.nl/services/platform/access"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

// Desk is what the API needs.
type Desk struct {
	Store Store
	// Start asks for a reconciliation now.
	Start func(ctx context.Context) error
}

// StartBySchedule starts the reconciliation that otherwise starts by night. One that goes on already is not begun again.
func StartBySchedule(engine client.Client) func(ctx context.Context) error {
	return func(ctx context.Context) error {
		err := engine.ScheduleClient().GetHandle(ctx, upkeep.ReconcileSchedule).Trigger(ctx, client.ScheduleTriggerOptions{})
		if err != nil {
			return fmt.Errorf("start schedule %s (bootstrap makes it): %w", upkeep.ReconcileSchedule, err)
		}
		return nil
	}
}

// Reconciliation is one as it is shown.
type Reconciliation struct {
	ID          string                     `json:"id"`
	StartedAt   time.Time                  `json:"startedAt"`
	EndedAt     time.Time                  `json:"endedAt"`
	Records     int                        `json:"records" doc:"Open cases in the record."`
	Processes   int                        `json:"processes" doc:"Processes of cases that ran."`
	Total       int                        `json:"total" doc:"How many cases differ."`
	Differences []ReconciliationDifference `json:"differences" nullable:"false" doc:"At most 200 of them."`
}

// ReconciliationDifference is a case of which the record and the process differ.
type ReconciliationDifference struct {
	CaseID    string `json:"caseId"`
	Procedure string `json:"procedure"`
	Kind      string `json:"kind" enum:"no_process,no_record,other_version,no_answer"`
}

type reconciliationsOutput struct {
	Body struct {
		Reconciliations []Reconciliation `json:"reconciliations" nullable:"false"`
	}
}

// mostShown are about a month of nights.
const mostShown = 30

// Register adds GET and POST /v1/reconciliations. The office and the engineer read them; the engineer starts one.
func Register(api huma.API, desk Desk) {
	huma.Register(api, huma.Operation{
		OperationID: "listReconciliations", Method: http.MethodGet, Path: "/v1/reconciliations", Tags: []string{"upkeep"},
		Summary: "Whether the record and the processes say the same, the last night first", Description: "Ids only; no personal data.",
		Errors: []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusServiceUnavailable},
	}, desk.list)
	huma.Register(api, huma.Operation{
		OperationID: "startReconciliation", Method: http.MethodPost, Path: "/v1/reconciliations", Tags: []string{"upkeep"},
		Summary: "Compare the record with the processes now", DefaultStatus: http.StatusAccepted,
		Description: "It takes some minutes. While one goes on, another is not begun.",
		Errors:      []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusServiceUnavailable},
	}, desk.start)
}

func (d Desk) list(ctx context.Context, _ *struct{}) (*reconciliationsOutput, error) {
	if !access.MayOverview(access.Reconciliations, identity.From(ctx).Parties...) {
		return nil, edge.Forbidden("De afstemming is voor het kantoor en de beheerder.")
	}
	runs, err := d.Store.Latest(ctx, mostShown)
	if err != nil {
		return nil, edge.Problem(err)
	}
	out := &reconciliationsOutput{}
	out.Body.Reconciliations = make([]Reconciliation, 0, len(runs))
	for _, run := range runs {
		out.Body.Reconciliations = append(out.Body.Reconciliations, shown(run))
	}
	return out, nil
}

func (d Desk) start(ctx context.Context, _ *struct{}) (*struct{}, error) {
	if !access.MayOverview(access.Reconcile, identity.From(ctx).Parties...) {
		return nil, edge.Forbidden("Alleen de beheerder kan de afstemming nu starten.")
	}
	if err := d.Start(ctx); err != nil {
		return nil, edge.Problem(err)
	}
	return &struct{}{}, nil
}

func shown(run Run) Reconciliation {
	view := Reconciliation{
		ID: run.ID, StartedAt: run.StartedAt.UTC(), EndedAt: run.EndedAt.UTC(), Records: run.Records, Processes: run.Processes,
		Total: run.Total(), Differences: make([]ReconciliationDifference, len(run.Differences)),
	}
	for i, one := range run.Differences {
		view.Differences[i] = ReconciliationDifference{CaseID: one.CaseID, Procedure: one.Procedure, Kind: string(one.Kind)}
	}
	return view
}
