package documents

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	contract "traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	"traject.nl/services/platform/edge"
)

// AccessLine is one line of the access log.
type AccessLine struct {
	At      time.Time   `json:"at"`
	Subject string      `json:"subject" doc:"The identity provider's opaque id."`
	Party   party.Party `json:"party"`
	CaseID  string      `json:"caseId"`
	What    string      `json:"what" doc:"Id of a piece, or person, application, label, list or access-log."`
	Action  Action      `json:"action" enum:"read,download,destroy"`
}

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

// MaxText is how long a text may be, in characters.
const MaxText = 20_000

type createTextInput struct {
	edge.IdempotencyKey
	InDossier
	Body struct {
		Kind contract.Kind `json:"kind" minLength:"1" maxLength:"40"`
		Text string        `json:"text" minLength:"1" maxLength:"20000"`
	}
}

type pieceOutput struct {
	Location string `header:"Location"`
	Body     PieceView
}

// createText keeps what someone wrote, as a draft that only the own party sees until an act refers to it.
func (s *Service) createText(ctx context.Context, in *createTextInput) (*pieceOutput, error) {
	v, err := s.visit(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if v.dossier.State == Draft {
		return nil, edge.Conflict("Deze aanvraag is nog niet ingediend. Schrijf uw tekst in het formulier.")
	}
	as, err := v.mayAdd(textActs, in.Body.Kind)
	if err != nil {
		return nil, err
	}
	if blank(in.Body.Text) {
		return nil, edge.BadRequest(edge.FieldProblem{Location: "body.text", Message: "Schrijf hier uw tekst."})
	}
	claim, err := s.once(ctx, in.Key, pieceIDLength, "create-text", in.ID, string(in.Body.Kind), in.Body.Text)
	if err != nil {
		return nil, err
	}
	if !claim.Done {
		text := Piece{
			ID: claim.ID, DossierID: in.ID, Kind: in.Body.Kind, Shape: Text, Author: Who{v.person.Subject, as},
			Text: in.Body.Text, MediaType: "text/plain", CreatedAt: s.clock.Now(),
		}
		if err := s.store.AddText(ctx, text); err != nil {
			return nil, err
		}
		if err := s.store.Fulfil(ctx, claim.Key); err != nil {
			return nil, err
		}
	}
	added, err := v.piece(ctx, claim.ID, Text)
	if err != nil {
		return nil, err
	}
	return &pieceOutput{"/v1/dossiers/" + in.ID + "/texts/" + added.ID, v.show(added)}, nil
}

// TextView is a text with its words.
type TextView struct {
	PieceView
	Text string `json:"text"`
}

type textOutput struct{ Body TextView }

// getText gives a text that the caller may read.
func (s *Service) getText(ctx context.Context, in *InPiece) (*textOutput, error) {
	v, err := s.visit(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	text, err := v.piece(ctx, in.PieceID, Text)
	if err != nil {
		return nil, err
	}
	return &textOutput{TextView{v.show(text), text.Text}}, v.note(ctx, Read, text.ID)
}

type documentOutput struct{ Body PieceView }

// getDocument gives the facts of a file or letter; its name may say who it is about, so this is a read too.
func (s *Service) getDocument(ctx context.Context, in *InPiece) (*documentOutput, error) {
	v, err := s.visit(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	file, err := v.piece(ctx, in.PieceID, File, Letter)
	if err != nil {
		return nil, err
	}
	return &documentOutput{v.show(file)}, v.note(ctx, Read, file.ID)
}

// deletePiece erases a file or text of the own party to which no act refers.
func (s *Service) deletePiece(ctx context.Context, in *InPiece) (*struct{}, error) {
	v, err := s.visit(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	p, err := v.piece(ctx, in.PieceID, File, Text, Letter)
	if err != nil {
		return nil, err
	}
	if p.Author.Party == "" || !v.person.Is(p.Author.Party) {
		return nil, edge.Forbidden("U kunt alleen stukken verwijderen die u of uw collega's hebben toegevoegd.")
	}
	if v.dossier.State != Draft && p.Attached {
		return nil, edge.Conflict("Dit stuk hoort bij een stap in de zaak. Het kan niet meer weg.")
	}
	if err := v.note(ctx, Destroy, p.ID); err != nil {
		return nil, err
	}
	err = s.store.DeletePiece(ctx, in.ID, p.ID)
	switch {
	case errors.Is(err, ErrAttached):
		return nil, edge.Conflict("Dit stuk hoort bij een stap in de zaak. Het kan niet meer weg.")
	case errors.Is(err, ErrNotFound):
		return nil, pieceNotFound()
	}
	return nil, err
}
