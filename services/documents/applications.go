package documents

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/tlv"
	"traject.nl/services/platform/access"
	"traject.nl/services/platform/edge"
)

// FurtherView is an application for a next TLV with its form.
type FurtherView struct {
	FurtherHead
	Application      Application `json:"application"`
	HasGroeidocument bool        `json:"hasGroeidocument" doc:"A groeidocument goes along, or was added."`
}

// FurtherHead is an application for a next TLV in a list.
type FurtherHead struct {
	CaseID        string    `json:"caseId" doc:"The id that its case has, or will have."`
	DossierID     string    `json:"dossierId"`
	FromCaseID    string    `json:"fromCaseId" doc:"The case that it was started from; empty for the first one."`
	FromProcedure string    `json:"fromProcedure"`
	SchoolID      string    `json:"schoolId"`
	Label         string    `json:"label" doc:"Name of the pupil."`
	CreatedAt     time.Time `json:"createdAt"`
	UpdatedAt     time.Time `json:"updatedAt"`
	UpdatedByMe   bool      `json:"updatedByMe"`
}

type startFurtherInput struct {
	InDossier
	edge.IdempotencyKey
	Body struct {
		FromCaseID string `json:"fromCaseId" minLength:"1" maxLength:"40" doc:"A case of this dossier in which the caller's school has the pupil."`
	}
}

type furtherOutput struct {
	Location string `header:"Location"`
	ETag     string `header:"ETag"`
	Body     FurtherView
}

// startFurther makes the draft of an application for a next TLV from what is known. A school has one draft in a dossier.
func (s *Service) startFurther(ctx context.Context, in *startFurtherInput) (*furtherOutput, error) {
	v, err := s.visit(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	from, school, err := v.startingFrom(in.Body.FromCaseID, tlv.Submit)
	if err != nil {
		return nil, err
	}
	if f, there := v.dossier.draftOf(school); there {
		return v.further(ctx, f)
	}
	if running, err := s.openCase(ctx, v.dossier, nil, tlv.Workflow, ""); err != nil || running {
		return nil, errors.Join(err, conflictIf(running, "Voor deze leerling loopt al een aanvraag van een toelaatbaarheidsverklaring. Wacht tot die klaar is, of trek die in."))
	}
	claim, err := s.once(ctx, in.Key, dossierIDLength, "start-application", in.ID, in.Body.FromCaseID, string(school))
	if err != nil {
		return nil, err
	}
	along, err := s.along(ctx, v.dossier, school, "")
	if err != nil {
		return nil, err
	}
	form, err := v.dossier.prefill(from.sharing, from.standingOf(v.dossier, school), school, along.hasGroeidocument, s.clock.Today())
	if err != nil {
		return nil, err
	}
	encoded, err := json.Marshal(form)
	if err != nil {
		return nil, fmt.Errorf("write a form of dossier %s: %w", in.ID, err)
	}
	who, now := Who{v.person.Subject, school}, s.clock.Now()
	err = s.store.AddFurther(ctx, in.ID, Further{
		CaseID: act.CaseID(tlv.Workflow, in.ID, claim.ID), From: in.Body.FromCaseID, School: school, Form: encoded,
		CreatedAt: now, CreatedBy: who, UpdatedAt: now, UpdatedBy: who,
	})
	if err != nil && !errors.Is(err, ErrExists) {
		return nil, err
	}
	if err := s.store.Fulfil(ctx, claim.Key); err != nil {
		return nil, err
	}
	if v, err = s.visit(ctx, in.ID); err != nil {
		return nil, err
	}
	f, there := v.dossier.draftOf(school)
	if !there {
		return nil, edge.Conflict("Deze aanvraag is intussen ingediend of verwijderd. Kijk in uw overzicht.")
	}
	return v.further(ctx, f)
}

func conflictIf(is bool, detail string) error {
	if !is {
		return nil
	}
	return edge.Conflict(detail)
}

// startingFrom is the seat from which the person may do a first act, and the school as which.
func (v visit) startingFrom(caseID string, what act.Act) (seat, party.Party, error) {
	at, err := v.in(caseID)
	if err != nil {
		return seat{}, "", err
	}
	for _, from := range at.seats {
		if school, ok := from.Acting(what); ok && !from.sharing.Draft {
			return from, school, nil
		}
	}
	return seat{}, "", edge.Forbidden("U kunt vanuit deze zaak geen aanvraag beginnen. Dat kan de school waar de leerling nu is.")
}

// further shows an application for a next TLV; that is a read of the form.
func (v visit) further(ctx context.Context, f Further) (*furtherOutput, error) {
	form, err := v.dossier.ApplicationOf(f.CaseID)
	if err != nil {
		return nil, err
	}
	along, err := v.service.along(ctx, v.dossier, f.School, f.CaseID)
	if err != nil {
		return nil, err
	}
	at, err := v.in(f.CaseID)
	if err != nil {
		return nil, err
	}
	body := FurtherView{v.furtherHead(f, form.Label()), form, along.hasGroeidocument}
	return &furtherOutput{
		"/v1/dossiers/" + v.dossier.ID + "/applications/" + f.CaseID, quote(f.ETag), body,
	}, at.note(ctx, Read, TheForm)
}

func (v visit) furtherHead(f Further, label string) FurtherHead {
	from, _ := v.dossier.Case(f.From)
	return FurtherHead{
		CaseID: f.CaseID, DossierID: v.dossier.ID, FromCaseID: f.From, FromProcedure: from.Procedure, SchoolID: f.School.ID(), Label: label,
		CreatedAt: f.CreatedAt, UpdatedAt: f.UpdatedAt, UpdatedByMe: f.UpdatedBy.Subject == v.person.Subject,
	}
}

// InApplication is the input of requests about the application of one case.
type InApplication struct {
	InDossier
	CaseID string `path:"caseId" maxLength:"40" doc:"Of the case that the application is for."`
}

// getFurther gives the application of a case: a further one, or the one that the dossier began with.
func (s *Service) getFurther(ctx context.Context, in *InApplication) (*furtherOutput, error) {
	v, f, err := s.visitFurther(ctx, in)
	if err != nil {
		return nil, err
	}
	if !v.mayReadForm(f.CaseID) {
		return nil, notFound()
	}
	return v.further(ctx, f)
}

func (s *Service) visitFurther(ctx context.Context, in *InApplication) (visit, Further, error) {
	v, err := s.visit(ctx, in.ID)
	if err != nil {
		return v, Further{}, err
	}
	d := v.dossier
	if d.State != Draft && in.CaseID == d.CaseID {
		return v, Further{
			CaseID: d.CaseID, School: d.School, Submitted: true, Form: d.Form, ETag: d.ETag,
			CreatedAt: d.CreatedAt, CreatedBy: d.CreatedBy, UpdatedAt: d.UpdatedAt, UpdatedBy: d.UpdatedBy,
		}, nil
	}
	f, there := d.Further[in.CaseID]
	if _, err := v.in(in.CaseID); err != nil || !there {
		return v, f, edge.NotFound("Deze aanvraag is niet gevonden. Misschien is die verwijderd, of klopt de link niet.")
	}
	return v, f, nil
}

type putFurtherInput struct {
	InApplication
	IfMatch string `header:"If-Match" doc:"The ETag of the form as it was read."`
	Body    Application
}

// putFurther saves the whole form, unless somebody else did since it was read.
func (s *Service) putFurther(ctx context.Context, in *putFurtherInput) (*putApplicationOutput, error) {
	v, f, err := s.visitFurther(ctx, &in.InApplication)
	if err != nil {
		return nil, err
	}
	return saveForm(in.IfMatch, in.Body, v.person.Is(f.School), func(form []byte, ifMatch string) (string, time.Time, error) {
		if f.Submitted {
			return "", time.Time{}, ErrNotDraft
		}
		now := s.clock.Now()
		etag, err := s.store.SaveFurther(ctx, in.ID, f.CaseID, form, ifMatch, Who{v.person.Subject, f.School}, now)
		return etag, now, err
	})
}

// saveForm does what is the same for every form of a dossier.
func saveForm(ifMatch string, body Application, mine bool, save func(form []byte, ifMatch string) (string, time.Time, error)) (*putApplicationOutput, error) {
	if !mine {
		return nil, edge.Forbidden("Alleen de school die de aanvraag maakt, kan het formulier wijzigen.")
	}
	if ifMatch == "" {
		return nil, edge.PreconditionRequired("Stuur in de kop If-Match de ETag mee van het formulier dat u las.")
	}
	form, err := json.Marshal(body)
	if err != nil {
		return nil, fmt.Errorf("write a form: %w", err)
	}
	etag, now, err := save(form, strings.Trim(strings.TrimPrefix(ifMatch, "W/"), `"`))
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

// deleteFurther erases a draft, with the papers that were added for it.
func (s *Service) deleteFurther(ctx context.Context, in *InApplication) (*struct{}, error) {
	v, f, err := s.visitFurther(ctx, in)
	if err != nil {
		return nil, err
	}
	if !v.person.Is(f.School) {
		return nil, edge.Forbidden("Alleen de school die de aanvraag maakte, kan een concept verwijderen.")
	}
	const stands = "Deze aanvraag is al ingediend. U kunt de aanvraag wel intrekken, bij de zaak zelf."
	if f.Submitted {
		return nil, edge.Conflict(stands)
	}
	at, err := v.in(f.CaseID)
	if err != nil {
		return nil, err
	}
	if err := at.note(ctx, Destroy, TheForm); err != nil {
		return nil, err
	}
	err = s.store.DropFurther(ctx, in.ID, f.CaseID)
	switch {
	case errors.Is(err, ErrNotDraft):
		return nil, edge.Conflict(stands)
	case errors.Is(err, ErrNotFound):
		return nil, notFound()
	case err != nil:
		return nil, err
	}
	return nil, s.dropDrafts(ctx, in.ID, f.CaseID)
}

// dropDrafts erases what was added for a case that does not come.
func (s *Service) dropDrafts(ctx context.Context, dossierID, caseID string) error {
	pieces, err := s.store.Pieces(ctx, dossierID)
	if err != nil {
		return err
	}
	for _, p := range pieces {
		if p.CaseID != caseID || p.Attached {
			continue
		}
		if err := s.store.DeletePiece(ctx, dossierID, p.ID); err != nil && !errors.Is(err, ErrNotFound) && !errors.Is(err, ErrAttached) {
			return err
		}
	}
	return nil
}

// standingOf is the part of the school in the case of this seat.
func (s seat) standingOf(d Dossier, school party.Party) access.Standing {
	return d.rights(s.sharing, []party.Party{school}).Standing(school)
}
