package evidence

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/services/platform/access"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

type chainInput struct {
	CaseID string `query:"caseId" required:"true" minLength:"1" maxLength:"40" pattern:"^[a-z0-9-]+$" doc:"Id of the case, or portal for outages."`
}

type chainOutput struct{ Body Export }

// Register adds GET /v1/evidence to the API of a service: the chain of a case, for the office and the director.
func Register(api huma.API, log Log) {
	huma.Register(api, huma.Operation{
		OperationID: "get-evidence", Method: http.MethodGet, Path: "/v1/evidence", Tags: []string{"evidence"},
		Summary:     "The chain of evidence of a case",
		Description: "What this service recorded of messages of a case. Each entry holds the hash of the one before it.",
		Errors:      []int{http.StatusForbidden},
	}, func(ctx context.Context, in *chainInput) (*chainOutput, error) {
		if !access.MayOverview(access.Evidence, identity.From(ctx).Parties...) {
			return nil, edge.Forbidden("Alleen het kantoor en de directeur zien de bewijzen van verzending en ontvangst.")
		}
		entries, err := log.OfCase(ctx, in.CaseID)
		if err != nil {
			return nil, err
		}
		return &chainOutput{Exported(log.Name(), in.CaseID, entries)}, nil
	})
}
