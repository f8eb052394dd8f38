package upstream

import (
	"context"
	"net/http"
	"time"
)

// Reconciliation is one comparison of the record with the processes.
type Reconciliation struct {
	Started     time.Time    `json:"startedAt"`
	Ended       time.Time    `json:"endedAt"`
	Records     int          `json:"records"`
	Processes   int          `json:"processes"`
	Total       int          `json:"total"`
	Differences []Difference `json:"differences"`
}

// Difference is a case of which the record and the process differ.
type Difference struct {
	CaseID    string `json:"caseId"`
	Procedure string `json:"procedure"`
	// Kind is "no_process", "no_record", "other_version" or "no_answer".
	Kind string `json:"kind"`
}

// Reconciliations returns the last ones, the newest first.
func (c *Cases) Reconciliations(ctx context.Context, token string) ([]Reconciliation, error) {
	var answer struct {
		Reconciliations []Reconciliation `json:"reconciliations"`
	}
	_, err := c.json(ctx, call{method: http.MethodGet, path: "/v1/reconciliations", token: token}, &answer)
	return answer.Reconciliations, err
}

// Reconcile asks for one now.
func (c *Cases) Reconcile(ctx context.Context, token string) error {
	_, err := c.json(ctx, call{method: http.MethodPost, path: "/v1/reconciliations", token: token}, nil)
	return err
}
