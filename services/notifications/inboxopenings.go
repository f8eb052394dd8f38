package notifications

import (
	"context"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
	"traject.nl/services/platform/live"
)

type openCaseInput struct {
	Body struct {
		CaseID  string `json:"caseId" minLength:"1" maxLength:"64" doc:"The case that the caller reads now."`
		PieceID string `json:"pieceId,omitempty" maxLength:"64" doc:"The letter of the case that the caller reads now: then only that is opened; without it, all but the letters."`
	}
}

type openCaseOutput struct {
	Body struct {
		Opened int `json:"opened" doc:"How many were opened by this."`
		Unread int `json:"unread"`
	}
}

// UnreadEvent tells how many notices the reader did not open.
type UnreadEvent struct {
	Unread int `json:"unread"`
}

type unreadOutput struct{ Body UnreadEvent }

func (i *inbox) registerOpenings(api huma.API, tags []string) {
	huma.Register(api, huma.Operation{
		OperationID: "open-inbox-item", Method: http.MethodPost, Path: "/v1/inbox/{id}/openings", Tags: tags, Errors: inboxErrors,
		DefaultStatus: http.StatusOK, Summary: "I opened it", Description: "The first time counts; doing it again changes nothing.",
	}, func(ctx context.Context, in *itemInput) (*itemOutput, error) {
		person := identity.From(ctx)
		notice, err := i.own(ctx, person, in.ID)
		if err != nil {
			return nil, err
		}
		opened, err := i.open(ctx, person, notice)
		if err != nil {
			return nil, edge.Problem(err)
		}
		return &itemOutput{i.item(opened, person.Subject)}, nil
	})
	huma.Register(api, huma.Operation{
		OperationID: "open-inbox-of-case", Method: http.MethodPost, Path: "/v1/inbox/openings", Tags: tags, DefaultStatus: http.StatusOK,
		Errors:      []int{http.StatusBadRequest, http.StatusUnauthorized},
		Summary:     "I read a case, or a letter of it: what I was told of it is opened",
		Description: "That somebody looks at a case does not prove that a letter was read, so a letter is opened by naming it.",
	}, i.openCase)
}

// openCase opens what the person was told of a case: the letter that is named, or all but the letters.
func (i *inbox) openCase(ctx context.Context, in *openCaseInput) (*openCaseOutput, error) {
	person := identity.From(ctx)
	mine := partiesOf(person)
	keys, err := i.bells.unopened(ctx, in.Body.CaseID, in.Body.PieceID, mine, person.Subject)
	if err != nil {
		return nil, edge.Problem(err)
	}
	out := &openCaseOutput{}
	for _, key := range keys {
		notice, err := i.store.Notice(ctx, key)
		if err != nil {
			return nil, edge.Problem(err)
		}
		if _, err := i.open(ctx, person, notice); err != nil {
			return nil, edge.Problem(err)
		}
		out.Body.Opened++
	}
	out.Body.Unread, err = i.bells.unread(ctx, mine, person.Subject)
	return out, edge.Problem(err)
}

func (i *inbox) registerLive(api huma.API, tags []string) {
	huma.Register(api, huma.Operation{
		OperationID: "count-unread", Method: http.MethodGet, Path: "/v1/inbox/unread", Tags: tags, Errors: []int{http.StatusUnauthorized},
		Summary: "How many I did not open",
	}, func(ctx context.Context, _ *struct{}) (*unreadOutput, error) {
		event, err := i.unread(ctx, identity.From(ctx))
		return &unreadOutput{event}, edge.Problem(err)
	})
	huma.Register(api, huma.Operation{
		OperationID: "stream-inbox", Method: http.MethodGet, Path: "/v1/inbox/events", Tags: tags,
		Summary: "How many I did not open, live", Responses: live.Responses(api, "inbox", reflect.TypeFor[UnreadEvent]()), Errors: live.Failures,
	}, i.stream)
}

func (i *inbox) unread(ctx context.Context, person identity.Person) (UnreadEvent, error) {
	count, err := i.bells.unread(ctx, partiesOf(person), person.Subject)
	return UnreadEvent{count}, err
}

// stream sends the count at once, and again at every change. It listens first, so that no change falls in between.
func (i *inbox) stream(ctx context.Context, _ *struct{}) (*huma.StreamResponse, error) {
	person := identity.From(ctx)
	listener, err := i.hub.JoinForAny(person.Subject, partiesOf(person))
	if err != nil {
		return nil, err
	}
	now := live.Change{ID: "now", Version: 1, At: i.now.Now()}
	return i.hub.Answer(live.Stream{
		Listener: listener, Event: "inbox", Missed: []live.Change{now}, ID: live.ByTime,
		Data: func(ctx context.Context, _ live.Change) (any, error) { return i.unread(ctx, person) },
	}), nil
}
