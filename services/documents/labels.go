package documents

import (
	"context"
	"errors"

	"golang.org/x/sync/errgroup"

	"traject.nl/services/platform/access"
	"traject.nl/services/platform/identity"
)

// label is the name of the pupil, read for a list.
func (v visit) label(ctx context.Context) (string, error) {
	label, read, err := v.named()
	if err != nil {
		return "", err
	}
	return label, v.service.store.Record(ctx, read...)
}

// named gives the name of the pupil for a list, and the line that tells that it was read; neither when there is no name yet.
func (v visit) named() (label string, read []Access, err error) {
	form, err := v.dossier.Latest()
	if err != nil || form.Label() == "" {
		return "", nil, err
	}
	return form.Label(), v.lines(v.seats[0], Read, TheLabel), nil
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

// labelsAtOnce is how many dossiers of a list are read at the same time.
const labelsAtOnce = 8

// labels names pupils for a list. A dossier of which the caller may not know the pupil is left out. That all of them were read is one write: a
// list of fifty with fifty writes is what people wait for.
func (s *Service) labels(ctx context.Context, in *labelsInput) (*labelsOutput, error) {
	type name struct {
		label []Label
		read  []Access
	}
	names := make([]name, len(in.Body.IDs))
	group, within := errgroup.WithContext(ctx)
	group.SetLimit(labelsAtOnce)
	for i, id := range in.Body.IDs {
		group.Go(func() error {
			d, err := s.store.Dossier(within, id)
			if errors.Is(err, ErrNotFound) {
				return nil
			}
			if err != nil {
				return err
			}
			v := s.visitTo(d, identity.From(ctx))
			if !v.may(access.Person) {
				return nil
			}
			label, read, err := v.named()
			names[i] = name{[]Label{{id, label}}, read}
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	out := &labelsOutput{}
	out.Body.Labels = []Label{}
	var read []Access
	for _, one := range names {
		out.Body.Labels, read = append(out.Body.Labels, one.label...), append(read, one.read...)
	}
	return out, s.store.Record(ctx, read...)
}
