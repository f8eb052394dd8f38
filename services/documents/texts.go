package documents

import (
	"context"
	"slices"

	contract "traject.nl/proto/contract/documents"
	"traject.nl/services/platform/edge"
)

// MaxText is how long a text may be, in characters.
const MaxText = 20_000

type createTextInput struct {
	edge.IdempotencyKey
	InDossier
	Body struct {
		Kind contract.Kind `json:"kind" minLength:"1" maxLength:"40"`
		Text string        `json:"text" minLength:"1" maxLength:"20000"`
		// CaseID narrows what may be written to one case of the dossier.
		CaseID string `json:"caseId,omitempty" maxLength:"40" doc:"The case that it is meant for; any case of the dossier when empty."`
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
	at, err := v.in(in.Body.CaseID)
	if err != nil {
		return nil, err
	}
	as, err := at.mayAdd(textActs, in.Body.Kind)
	if err != nil && v.dossier.State == Draft {
		return nil, edge.Conflict("Deze aanvraag is nog niet ingediend. Schrijf uw tekst in het formulier.")
	}
	if err != nil {
		return nil, err
	}
	if blank(in.Body.Text) {
		return nil, edge.BadRequest(edge.FieldProblem{Location: "body.text", Message: "Schrijf hier uw tekst."})
	}
	claim, err := s.once(ctx, in.Key, pieceIDLength, append([]string{"create-text", in.ID, string(in.Body.Kind), in.Body.Text}, given(in.Body.CaseID)...)...)
	if err != nil {
		return nil, err
	}
	if !claim.Done {
		text := Piece{
			ID: claim.ID, DossierID: in.ID, Kind: in.Body.Kind, Shape: Text, Author: Who{v.person.Subject, as},
			Text: in.Body.Text, MediaType: "text/plain", CaseID: in.Body.CaseID, CreatedAt: s.clock.Now(),
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

// given are those of the parts that are there. Of a request, it leaves out what came later, so that requests without it keep the
// fingerprint that they always had.
func given(parts ...string) []string {
	return slices.DeleteFunc(parts, blank)
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
	return &textOutput{TextView{v.show(text), text.Text}}, v.notePiece(ctx, Read, text)
}
