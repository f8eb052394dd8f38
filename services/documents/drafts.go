package documents

import (
	"context"
	"errors"

	"traject.nl/proto/contract/party"
	"traject.nl/services/platform/access"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

type createDossierInput struct {
	edge.IdempotencyKey
	Body struct {
		SchoolID string `json:"schoolId" minLength:"1" maxLength:"100" doc:"The school that applies; the caller must work there."`
	}
}

type createDossierOutput struct {
	Location string `header:"Location"`
	ETag     string `header:"ETag"`
	Body     DossierHead
}

// createDossier starts a draft, once for each idempotency key.
func (s *Service) createDossier(ctx context.Context, in *createDossierInput) (*createDossierOutput, error) {
	person, school := identity.From(ctx), party.Of(party.School, in.Body.SchoolID)
	if !person.Is(school) || !access.MayApply(school) {
		return nil, edge.Forbidden("U kunt alleen een aanvraag beginnen voor een school waar u zelf werkt.")
	}
	claim, err := s.once(ctx, in.Key, dossierIDLength, "create-dossier", string(school))
	if err != nil {
		return nil, err
	}
	if !claim.Done {
		err := s.store.CreateDossier(ctx, Dossier{ID: claim.ID, School: school, CreatedAt: s.clock.Now(), CreatedBy: Who{person.Subject, school}})
		if err != nil && !errors.Is(err, ErrExists) {
			return nil, err
		}
		if err := s.store.Fulfil(ctx, claim.Key); err != nil {
			return nil, err
		}
	}
	v, err := s.visit(ctx, claim.ID)
	if err != nil {
		return nil, err
	}
	return &createDossierOutput{"/v1/dossiers/" + claim.ID, quote(v.dossier.ETag), v.head("")}, nil
}

type listDraftsInput struct {
	State State `query:"state" default:"draft" enum:"draft" doc:"Only drafts are listed here; submitted applications are cases."`
}

type listDraftsOutput struct {
	Body struct {
		Dossiers     []DossierHead `json:"dossiers" nullable:"false"`
		Applications []FurtherHead `json:"applications" nullable:"false" doc:"Drafts of a next TLV application, in dossiers that there are already."`
	}
}

// listDrafts gives the drafts of all schools the caller works for.
func (s *Service) listDrafts(ctx context.Context, _ *listDraftsInput) (*listDraftsOutput, error) {
	person, out := identity.From(ctx), &listDraftsOutput{}
	out.Body.Dossiers, out.Body.Applications = []DossierHead{}, []FurtherHead{}
	for _, mine := range person.Parties {
		if mine.Role() != party.School {
			continue
		}
		drafts, err := s.store.Drafts(ctx, mine)
		if err != nil {
			return nil, err
		}
		for _, draft := range drafts {
			v := s.visitTo(draft, person)
			label, err := v.label(ctx)
			if err != nil {
				return nil, err
			}
			out.Body.Dossiers = append(out.Body.Dossiers, v.head(label))
		}
		if err := s.listFurther(ctx, mine, out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// listFurther adds the drafts of applications for a next TLV of a school.
func (s *Service) listFurther(ctx context.Context, school party.Party, out *listDraftsOutput) error {
	drafting, err := s.store.Drafting(ctx, school)
	if err != nil {
		return err
	}
	for _, d := range drafting {
		f, there := d.draftOf(school)
		if !there {
			continue
		}
		v, err := s.visitTo(d, identity.From(ctx)).in(f.CaseID)
		if err != nil {
			return err
		}
		label, err := v.label(ctx)
		if err != nil {
			return err
		}
		out.Body.Applications = append(out.Body.Applications, v.furtherHead(f, label))
	}
	return nil
}

// deleteDossier destroys a draft for good.
func (s *Service) deleteDossier(ctx context.Context, in *InDossier) (*struct{}, error) {
	v, err := s.visit(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	const stands = "Deze aanvraag is al ingediend. U kunt de aanvraag wel intrekken, bij de zaak zelf."
	if v.dossier.State != Draft {
		if !v.person.Is(v.dossier.School) {
			return nil, edge.Forbidden("Alleen de school die de aanvraag maakte, kan een concept verwijderen.")
		}
		return nil, edge.Conflict(stands)
	}
	if err := v.note(ctx, Destroy, TheForm); err != nil {
		return nil, err
	}
	err = s.store.DestroyDraft(ctx, in.ID)
	switch {
	case errors.Is(err, ErrNotDraft):
		return nil, edge.Conflict(stands)
	case errors.Is(err, ErrNotFound):
		return nil, notFound()
	}
	return nil, err
}
