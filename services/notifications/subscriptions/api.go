package subscriptions

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/services/notifications/partner"
	"traject.nl/services/platform/edge"
)

// Shown is a subscription as its owner and the office see it. Its secrets are not in it.
type Shown struct {
	ID         string    `json:"id"`
	Party      string    `json:"party" example:"municipality:zeist"`
	URL        string    `json:"url" example:"https://ontvanger.gemeente.nl/traject"`
	Format     string    `json:"format" enum:"cloudevents,notificaties"`
	Types      []string  `json:"types" nullable:"false" doc:"Beginnings of types of events, up to a dot; empty for all."`
	Active     bool      `json:"active" doc:"Events go; otherwise they wait until it is active again."`
	Authorized bool      `json:"authorized" doc:"An Authorization header goes along."`
	CreatedAt  time.Time `json:"createdAt"`
	// PreviousSecretUntil is until when a secret of before signs along.
	PreviousSecretUntil *time.Time `json:"previousSecretUntil,omitempty" doc:"Until then messages are signed with the previous secret too."`
	Waiting             int        `json:"waiting" doc:"Events that are to be sent, or sent again; 1000 means 1000 or more."`
	Dead                int        `json:"dead" doc:"Events that were tried for a day, in vain; 1000 means 1000 or more."`
	Last                *ShownLast `json:"last,omitempty" doc:"The last attempt; absent when there was none."`
	Secret              string     `json:"secret,omitempty" doc:"Only in the answer to the request that made it."`
}

// ShownLast is how the last attempt went.
type ShownLast struct {
	At       time.Time `json:"at"`
	Status   int       `json:"status" doc:"HTTP status of the answer; 0 when there was none."`
	Accepted bool      `json:"accepted"`
}

// EventType is one that can be asked for.
type EventType struct {
	Type  string `json:"type" example:"nl.passendonderwijs.toelaatbaarheidsverklaringen.beslistermijn-overschreden"`
	Title string `json:"title" doc:"Dutch."`
}

type (
	// IDInput names one.
	IDInput struct {
		ID string `path:"id" maxLength:"64"`
	}
	oneOutput  struct{ Body Shown }
	manyOutput struct {
		Body struct {
			Items []Shown `json:"items" nullable:"false"`
		}
	}
	typesOutput struct {
		Body struct {
			Items []EventType `json:"items" nullable:"false"`
		}
	}
	createdInput struct {
		edge.IdempotencyKey
		Body struct {
			Party string `json:"party" maxLength:"64"`
			Wanted
			Secret string `json:"secret,omitempty" maxLength:"200" doc:"whsec_ and the base64 of 24 to 64 bytes; made here when absent."`
		}
	}
	changedInput struct {
		IDInput
		Body struct{ Wanted }
	}
)

// Wanted is what somebody asks of a subscription.
type Wanted struct {
	URL           string   `json:"url" maxLength:"4096"`
	Format        string   `json:"format" maxLength:"32"`
	Types         []string `json:"types,omitempty" maxItems:"100"`
	Active        *bool    `json:"active,omitempty" doc:"True when absent."`
	Authorization *string  `json:"authorization,omitempty" doc:"Value of the Authorization header; absent keeps what there is, empty takes it away. Never shown."`
}

var failures = []int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusConflict}

// Register adds the operations to the API of the service.
func (s *Service) Register(api huma.API) {
	s.registerReads(api)
	huma.Register(api, huma.Operation{
		OperationID: "create-subscription", Method: http.MethodPost, Path: "/v1/subscriptions", Tags: []string{"subscriptions"}, Errors: failures,
		Summary: "Have events sent to a system of a municipality", DefaultStatus: http.StatusCreated,
		Description: "For the office, and a municipality for itself. The answer has the secret, once; the same Idempotency-Key gives it again.",
	}, s.create)
	huma.Register(api, huma.Operation{
		OperationID: "change-subscription", Method: http.MethodPut, Path: "/v1/subscriptions/{id}", Tags: []string{"subscriptions"}, Errors: failures,
		Summary: "Change, pause or resume a subscription",
	}, s.change)
	huma.Register(api, huma.Operation{
		OperationID: "delete-subscription", Method: http.MethodDelete, Path: "/v1/subscriptions/{id}", Tags: []string{"subscriptions"}, Errors: failures,
		Summary: "End a subscription; what waits for it is not sent", DefaultStatus: http.StatusNoContent,
	}, s.end)
	huma.Register(api, huma.Operation{
		OperationID: "ping-subscription", Method: http.MethodPost, Path: "/v1/subscriptions/{id}/pings", Tags: []string{"subscriptions"}, Errors: failures,
		Summary: "Send an event about nothing and tell how the receiver answered, within 10 seconds",
	}, s.pings)
	huma.Register(api, huma.Operation{
		OperationID: "rotate-secret", Method: http.MethodPost, Path: "/v1/subscriptions/{id}/secrets", Tags: []string{"subscriptions"}, Errors: failures,
		Summary: "Give a subscription a new secret; the one of before signs along for 24 hours", DefaultStatus: http.StatusCreated,
	}, s.rotate)
}

func (s *Service) registerReads(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "list-subscriptions", Method: http.MethodGet, Path: "/v1/subscriptions", Tags: []string{"subscriptions"}, Errors: failures,
		Summary: "Which systems of municipalities get events: all for the office and the director, its own for a municipality",
	}, s.list)
	huma.Register(api, huma.Operation{
		OperationID: "get-subscription", Method: http.MethodGet, Path: "/v1/subscriptions/{id}", Tags: []string{"subscriptions"}, Errors: failures,
		Summary: "One subscription",
	}, s.get)
	huma.Register(api, huma.Operation{
		OperationID: "list-event-types", Method: http.MethodGet, Path: "/v1/event-types", Tags: []string{"subscriptions"}, Errors: failures,
		Summary: "The types of events that a subscription can ask for",
	}, func(context.Context, *struct{}) (*typesOutput, error) {
		out := &typesOutput{}
		for _, kind := range partner.Types() {
			title, _ := partner.TitleOf(kind)
			out.Body.Items = append(out.Body.Items, EventType{Type: kind, Title: title})
		}
		return out, nil
	})
}

func (s *Service) list(ctx context.Context, _ *struct{}) (*manyOutput, error) {
	found, err := s.visible(ctx)
	if err != nil {
		return nil, err
	}
	out := &manyOutput{}
	out.Body.Items = make([]Shown, len(found))
	for i, one := range found {
		if out.Body.Items[i], err = s.show(ctx, one); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (s *Service) get(ctx context.Context, input *IDInput) (*oneOutput, error) {
	found, err := s.Mine(ctx, input.ID, false)
	if err != nil {
		return nil, err
	}
	shown, err := s.show(ctx, found)
	return &oneOutput{shown}, err
}

func (s *Service) show(ctx context.Context, one Subscription) (Shown, error) {
	shown := Shown{
		ID: one.ID, Party: one.Party, URL: one.URL, Format: string(one.Format), Types: append([]string{}, one.Types...), Active: one.Active,
		Authorized: len(one.Authorization) > 0, CreatedAt: one.CreatedAt.UTC(), PreviousSecretUntil: moment(one.previousUntil(s.Now.Now())),
	}
	last, err := s.Store.Last(ctx, one.ID)
	if err != nil {
		return Shown{}, err
	}
	if !last.At.IsZero() {
		shown.Last = &ShownLast{At: last.At.UTC(), Status: last.Status, Accepted: last.Accepted}
	}
	shown.Waiting, shown.Dead, err = s.Schedule.Counts(ctx, one.ID)
	return shown, err
}

func moment(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	at = at.UTC()
	return &at
}
