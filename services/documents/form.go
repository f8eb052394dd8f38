package documents

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"traject.nl/services/platform/edge"
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
	if !v.mayReadForm() {
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
	if !v.person.Is(v.dossier.School) {
		return nil, edge.Forbidden("Alleen de school die de aanvraag maakt, kan het formulier wijzigen.")
	}
	if in.IfMatch == "" {
		return nil, edge.PreconditionRequired("Stuur in de kop If-Match de ETag mee van het formulier dat u las.")
	}
	form, err := json.Marshal(in.Body)
	if err != nil {
		return nil, fmt.Errorf("write the form of dossier %s: %w", in.ID, err)
	}
	now := s.clock.Now()
	etag, err := s.store.SaveForm(ctx, in.ID, form, strings.Trim(strings.TrimPrefix(in.IfMatch, "W/"), `"`), Who{v.person.Subject, v.dossier.School}, now)
	switch {
	case errors.Is(err, ErrChanged):
		return nil, edge.PreconditionFailed("Een collega heeft deze aanvraag intussen opgeslagen. Uw wijziging is niet bewaard. Haal de nieuwste versie op en vul uw wijziging daar in.")
	case errors.Is(err, ErrNotDraft):
		return nil, edge.Conflict("Deze aanvraag is ingediend. Het formulier kan niet meer veranderen.")
	case errors.Is(err, ErrNotFound):
		return nil, notFound()
	case err != nil:
		return nil, err
	}
	out := &putApplicationOutput{ETag: quote(etag)}
	out.Body.ETag, out.Body.UpdatedAt = etag, now
	return out, nil
}

func quote(etag string) string { return `"` + etag + `"` }
