package documents

import (
	"context"
	"errors"

	"traject.nl/proto/contract/party"
	"traject.nl/services/platform/access"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

// handler is the shape of every huma handler.
type handler[I, O any] = func(context.Context, *I) (*O, error)

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
		Dossiers []DossierHead `json:"dossiers" nullable:"false"`
	}
}

// listDrafts gives the drafts of all schools the caller works for.
func (s *Service) listDrafts(ctx context.Context, _ *listDraftsInput) (*listDraftsOutput, error) {
	person, out := identity.From(ctx), &listDraftsOutput{}
	out.Body.Dossiers = []DossierHead{}
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
	}
	return out, nil
}

// label is the name of the pupil, read for a list.
func (v visit) label(ctx context.Context) (string, error) {
	form, err := v.dossier.Application()
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
		if !v.viewer.May(access.Person) {
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

// PersonView is the pupil and the parents.
type PersonView struct {
	FirstName string   `json:"firstName"`
	LastName  string   `json:"lastName"`
	BirthDate string   `json:"birthDate"`
	Group     string   `json:"group"`
	Parents   []Parent `json:"parents" nullable:"false"`
}

// Overview is what the caller may see of a dossier.
type Overview struct {
	ID           string      `json:"id"`
	CaseID       string      `json:"caseId" doc:"Empty while it is a draft."`
	State        State       `json:"state" enum:"draft,submitted,closed"`
	SchoolID     string      `json:"schoolId"`
	AdvicesFinal bool        `json:"advicesFinal"`
	Announced    bool        `json:"announced"`
	Person       *PersonView `json:"person" doc:"Null when the caller may not know who it is about."`
	// MayReadApplication: the whole form can be read.
	MayReadApplication bool        `json:"mayReadApplication"`
	Pieces             []PieceView `json:"pieces" nullable:"false" doc:"Oldest first."`
	MayAdd             []string    `json:"mayAdd" nullable:"false" doc:"Kinds of files that the caller may upload now."`
}

type overviewOutput struct{ Body Overview }

// overview gives of a dossier what the caller may see.
func (s *Service) overview(ctx context.Context, in *InDossier) (*overviewOutput, error) {
	v, err := s.visit(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	d := v.dossier
	out := &overviewOutput{Overview{
		ID: d.ID, CaseID: d.CaseID, State: d.State, SchoolID: d.School.ID(), AdvicesFinal: d.AdvicesFinal, Announced: d.Announced,
		MayReadApplication: v.mayReadForm(), Pieces: []PieceView{}, MayAdd: []string{},
	}}
	for _, kind := range v.fileKinds() {
		out.Body.MayAdd = append(out.Body.MayAdd, string(kind))
	}
	read := []string{TheList}
	if v.viewer.May(access.Person) {
		read = append(read, ThePerson)
		form, err := d.Application()
		if err != nil {
			return nil, err
		}
		parents := append([]Parent{}, form.Parents...)
		out.Body.Person = &PersonView{form.Pupil.FirstName, form.Pupil.LastName, form.Pupil.BirthDate, form.Pupil.Group, parents}
	}
	pieces, err := s.store.Pieces(ctx, d.ID)
	if err != nil {
		return nil, err
	}
	for _, p := range pieces {
		if v.mayReadPiece(p) {
			out.Body.Pieces = append(out.Body.Pieces, v.show(p))
		}
	}
	return out, v.note(ctx, Read, read...)
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

type accessLogOutput struct {
	Body struct {
		Lines []AccessLine `json:"lines" nullable:"false" doc:"Oldest first."`
	}
}

// accessLog gives who read what; reading it is in it too.
func (s *Service) accessLog(ctx context.Context, in *InDossier) (*accessLogOutput, error) {
	v, err := s.visit(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if !v.viewer.May(access.AccessLog) {
		return nil, edge.Forbidden("Wie het dossier bekeek, kunnen alleen het kantoor en de directeur zien.")
	}
	if err := v.note(ctx, Read, TheAccessLog); err != nil {
		return nil, err
	}
	lines, err := s.store.AccessLog(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	out := &accessLogOutput{}
	out.Body.Lines = make([]AccessLine, len(lines))
	for i, line := range lines {
		out.Body.Lines[i] = AccessLine{line.At, line.Who.Subject, line.Who.Party, line.CaseID, line.What, line.Action}
	}
	return out, nil
}
