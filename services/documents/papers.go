package documents

import (
	"context"
	"errors"

	"traject.nl/services/platform/edge"
)

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
	return &documentOutput{v.show(file)}, v.notePiece(ctx, Read, file)
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
	if !v.isOwn(p) {
		return nil, edge.Forbidden("U kunt alleen stukken verwijderen die u of uw collega's hebben toegevoegd.")
	}
	if v.dossier.State != Draft && p.Attached {
		return nil, edge.Conflict("Dit stuk hoort bij een stap in de zaak. Het kan niet meer weg.")
	}
	if err := v.notePiece(ctx, Destroy, p); err != nil {
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
