package documents

import (
	"context"
	"errors"

	"traject.nl/services/platform/access"
	"traject.nl/services/platform/identity"
)

// label is the name of the pupil, read for a list.
func (v visit) label(ctx context.Context) (string, error) {
	form, err := v.dossier.Latest()
	if err != nil || form.Label() == "" {
		return "", err
	}
	return form.Label(), v.note(ctx, Read, TheLabel)
}

type labelsInput struct {
	Body struct {
		IDs []string `json:"ids" maxItems:"200" nullable:"false" doc:"Of dossiers."`
	}
}

// Label names the pupil of a dossier.
type Label struct {
	ID    string `json:"id"`
	Label string `json:"label"`
}

type labelsOutput struct {
	Body struct {
		Labels []Label `json:"labels" nullable:"false"`
	}
}

// labels names pupils for a list. A dossier of which the caller may not know the pupil is left out.
func (s *Service) labels(ctx context.Context, in *labelsInput) (*labelsOutput, error) {
	out := &labelsOutput{}
	out.Body.Labels = []Label{}
	for _, id := range in.Body.IDs {
		d, err := s.store.Dossier(ctx, id)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		v := s.visitTo(d, identity.From(ctx))
		if !v.may(access.Person) {
			continue
		}
		label, err := v.label(ctx)
		if err != nil {
			return nil, err
		}
		out.Body.Labels = append(out.Body.Labels, Label{id, label})
	}
	return out, nil
}
