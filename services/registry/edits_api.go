package registry

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/services/platform/edge"
)

// change is what the office sends: the fields it wants to have another value.
type change interface{ fields() map[string]string }

type (
	addInput[C change] struct {
		edge.IdempotencyKey
		Body C
	}
	editInput[C change] struct {
		edge.IdempotencyKey
		ID      string `path:"id" maxLength:"200" example:"zeist"`
		IfMatch string `header:"If-Match" doc:"The ETag of the version that is changed." example:"\"1\""`
		Body    C
	}
	addOutput[T any] struct {
		ETag     string `header:"ETag"`
		Location string `header:"Location"`
		Body     T
	}
)

// mountAdd lets the office add a record to a list.
func mountAdd[C change, T any](api huma.API, d Directory, list List, show view[T]) {
	name := string(list)
	huma.Register(api, huma.Operation{
		OperationID: "add-" + name, Method: http.MethodPost, Path: "/v1/" + name, DefaultStatus: http.StatusCreated, Tags: []string{name},
		Summary: "Add to the " + name + " (office)", Errors: []int{http.StatusBadRequest, http.StatusForbidden, http.StatusConflict},
	}, func(ctx context.Context, in *addInput[C]) (*addOutput[T], error) {
		office, subject, err := officer(ctx)
		if err != nil {
			return nil, err
		}
		made, err := d.Add(ctx, list, Command{Fields: in.Body.fields(), Party: string(office), Subject: subject, Key: in.Key})
		if err != nil {
			return nil, refusal(err)
		}
		shown, err := showOne(ctx, made, show)
		if err != nil {
			return nil, err
		}
		return &addOutput[T]{ETag: shown.ETag, Location: "/v1/" + name + "/" + made.ID, Body: shown.Body}, nil
	})
}

// mountEdit lets the office change a record; what is not sent stays as it is.
func mountEdit[C change, T any](api huma.API, d Directory, list List, show view[T]) {
	name := string(list)
	huma.Register(api, huma.Operation{
		OperationID: "edit-" + name, Method: http.MethodPatch, Path: "/v1/" + name + "/{id}", Tags: []string{name},
		Summary: "Change one of the " + name + " (office)",
		Errors: []int{http.StatusBadRequest, http.StatusForbidden, http.StatusNotFound, http.StatusPreconditionFailed,
			http.StatusPreconditionRequired},
	}, func(ctx context.Context, in *editInput[C]) (*oneOutput[T], error) {
		office, subject, err := officer(ctx)
		if err != nil {
			return nil, err
		}
		version, err := versionOf(in.IfMatch)
		if err != nil {
			return nil, err
		}
		edited, err := d.Edit(ctx, list, in.ID, version,
			Command{Fields: in.Body.fields(), Party: string(office), Subject: subject, Key: in.Key})
		if err != nil {
			return nil, refusal(err)
		}
		return showOne(ctx, edited, show)
	})
}

// given collects the fields that were sent.
func given(values map[string]*string) map[string]string {
	fields := map[string]string{}
	for name, value := range values {
		if value != nil {
			fields[name] = *value
		}
	}
	return fields
}
