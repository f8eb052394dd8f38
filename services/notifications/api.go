package notifications

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/services/platform/access"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

// Notice is the evidence of a notice as the office sees it.
type Notice struct {
	CaseID      string     `json:"caseId"`
	Party       string     `json:"party" doc:"To whom, such as \"school:…\"; the address is not kept."`
	Kind        string     `json:"kind" enum:"task,received,letter,ended,reminder,overdue,escalation,default,objection,handed-over,buitenkans,placement"`
	ComposedAt  time.Time  `json:"composedAt"`
	Outcome     string     `json:"outcome" enum:"pending,accepted,refused,no-address" doc:"What the mail server made of it."`
	SettledAt   *time.Time `json:"settledAt,omitempty" doc:"When the mail server accepted or refused it."`
	ServerReply string     `json:"serverReply,omitempty" doc:"What the mail server said, without addresses."`
	Attempts    int        `json:"attempts" doc:"Above 1 the party may have got it more than once."`
}

type noticesInput struct {
	CaseID string `query:"caseId" required:"true" minLength:"1" maxLength:"64" doc:"The case."`
}

type noticesOutput struct {
	Body struct {
		Items []Notice `json:"items"`
	}
}

func register(api huma.API, store Store) {
	huma.Register(api, huma.Operation{
		OperationID: "list-notices", Method: http.MethodGet, Path: "/v1/notices", Summary: "What was sent in a case, and when it was accepted",
		Description: "For the office and the director.",
		Tags:        []string{"notices"},
		Errors:      []int{http.StatusUnauthorized, http.StatusForbidden},
	}, func(ctx context.Context, input *noticesInput) (*noticesOutput, error) {
		if !access.MayOverview(access.Notices, identity.From(ctx).Parties...) {
			return nil, edge.Forbidden("Alleen het bureau en de directeur zien welke berichten zijn verstuurd.")
		}
		records, err := store.OfCase(ctx, input.CaseID)
		if err != nil {
			return nil, err
		}
		output := &noticesOutput{}
		output.Body.Items = make([]Notice, 0, len(records))
		for _, record := range records {
			output.Body.Items = append(output.Body.Items, shown(record))
		}
		return output, nil
	})
}

func shown(record Record) Notice {
	notice := Notice{
		CaseID: record.CaseID, Party: record.Party, Kind: record.Kind, ComposedAt: record.ComposedAt.UTC(),
		Outcome: "pending", ServerReply: record.ServerReply, Attempts: record.Attempts,
	}
	if record.Outcome != "" {
		settled := record.SettledAt.UTC()
		notice.Outcome, notice.SettledAt = string(record.Outcome), &settled
	}
	return notice
}
