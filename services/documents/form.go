package documents

import (
	"context"
	"time"
)

type applicationOutput struct {
	ETag string `header:"ETag"`
	Body Application
}

// getApplication gives the form.
func (s *Service) getApplication(ctx context.Context, in *InDossier) (*applicationOutput, error) {
	v, err := s.visit(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if !v.mayReadForm(v.dossier.CaseID) {
		return nil, notFound()
	}
	if err := v.note(ctx, Read, TheForm); err != nil {
		return nil, err
	}
	form, err := v.dossier.Application()
	return &applicationOutput{quote(v.dossier.ETag), form}, err
}

type putApplicationInput struct {
	InDossier
	IfMatch string `header:"If-Match" doc:"The ETag of the form as it was read."`
	Body    Application
}

type putApplicationOutput struct {
	ETag string `header:"ETag"`
	Body struct {
		ETag      string    `json:"etag"`
		UpdatedAt time.Time `json:"updatedAt"`
	}
}

// putApplication saves the whole form, unless somebody else did since it was read.
func (s *Service) putApplication(ctx context.Context, in *putApplicationInput) (*putApplicationOutput, error) {
	v, err := s.visit(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	return saveForm(in.IfMatch, in.Body, v.person.Is(v.dossier.School), func(form []byte, ifMatch string) (string, time.Time, error) {
		now := s.clock.Now()
		etag, err := s.store.SaveForm(ctx, in.ID, form, ifMatch, Who{v.person.Subject, v.dossier.School}, now)
		return etag, now, err
	})
}

func quote(etag string) string { return `"` + etag + `"` }
