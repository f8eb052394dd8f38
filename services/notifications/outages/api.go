package outages

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/services/platform/access"
	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

// Item is an outage as it is shown.
type Item struct {
	ID      string     `json:"id"`
	BeganAt time.Time  `json:"beganAt"`
	EndedAt *time.Time `json:"endedAt,omitempty" doc:"Absent while it lasts."`
	Reason  string     `json:"reason" example:"http-503" doc:"no-answer, too-slow, or the HTTP status."`
}

type listInput struct {
	From string `query:"from" format:"date" doc:"First day (Dutch calendar); without it, a year ago."`
	To   string `query:"to" format:"date" doc:"Last day; without it, today."`
}

type listOutput struct {
	Body struct {
		Items []Item `json:"items" nullable:"false"`
	}
}

// Register adds GET /v1/outages, for the office and the director: they judge what a missed term is worth.
func Register(api huma.API, store Store, now clock.Clock) {
	huma.Register(api, huma.Operation{
		OperationID: "list-outages", Method: http.MethodGet, Path: "/v1/outages", Tags: []string{"outages"},
		Summary: "When the portal could not be reached, the last first (Awb 2:21)",
		Errors:  []int{http.StatusUnauthorized, http.StatusForbidden},
	}, func(ctx context.Context, in *listInput) (*listOutput, error) {
		if !access.MayOverview(access.Outages, identity.From(ctx).Parties...) {
			return nil, edge.Forbidden("Alleen het bureau en de directeur zien wanneer Traject niet te bereiken was.")
		}
		from, to, err := in.period(now)
		if err != nil {
			return nil, err
		}
		found, err := store.Between(ctx, from, to)
		if err != nil {
			return nil, edge.Problem(err)
		}
		out := &listOutput{}
		out.Body.Items = make([]Item, 0, len(found))
		for _, outage := range found {
			out.Body.Items = append(out.Body.Items, shown(outage))
		}
		return out, nil
	})
}

// period is from the begin of the first day until the begin of the day after the last.
func (in *listInput) period(now clock.Clock) (from, to time.Time, err error) {
	var wrong []edge.FieldProblem
	today := now.Today()
	day := func(field, value, otherwise string) time.Time {
		if value == "" {
			value = otherwise
		}
		parsed, err := time.ParseInLocation(time.DateOnly, value, clock.Amsterdam())
		if err != nil {
			wrong = append(wrong, edge.FieldProblem{Location: "query." + field, Message: "Vul een datum in als jjjj-mm-dd, bijvoorbeeld 2026-11-22."})
		}
		return parsed
	}
	to = day("to", in.To, today)
	from = day("from", in.From, to.AddDate(-1, 0, 0).Format(time.DateOnly))
	if len(wrong) == 0 && from.After(to) {
		wrong = append(wrong, edge.FieldProblem{Location: "query.from", Message: "De eerste dag ligt na de laatste. Draai ze om."})
	}
	if len(wrong) > 0 {
		return from, to, edge.BadRequest(wrong...)
	}
	return from, to.AddDate(0, 0, 1), nil
}

func shown(outage Outage) Item {
	item := Item{ID: outage.ID, BeganAt: outage.BeganAt.UTC(), Reason: outage.Reason}
	if !outage.EndedAt.IsZero() {
		ended := outage.EndedAt.UTC()
		item.EndedAt = &ended
	}
	return item
}
