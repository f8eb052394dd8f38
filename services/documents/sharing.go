package documents

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"traject.nl/proto/contract/failure"
	"traject.nl/proto/contract/party"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
)

// Share sets who is party to a case with papers in the dossier; a list of an older version of that case changes nothing.
func (s *Service) Share(ctx context.Context, request *documentsv1.ShareRequest) (*documentsv1.ShareResponse, error) {
	sharing, err := readSharing(request)
	if err != nil {
		return nil, err
	}
	before, err := s.store.Dossier(ctx, request.GetDossierId())
	if err == nil {
		since := sharing
		since.Since = s.clock.Now()
		err = s.store.Share(ctx, before.ID, since)
	}
	if errors.Is(err, ErrNotFound) || errors.Is(err, ErrOtherCase) {
		return nil, unknownDossier(request.GetDossierId())
	}
	if err != nil {
		return nil, err
	}
	return &documentsv1.ShareResponse{}, s.proveShared(ctx, before, sharing)
}

func readSharing(request *documentsv1.ShareRequest) (Sharing, error) {
	sharing := Sharing{
		CaseID: request.GetCaseId(), Procedure: request.GetProcedure(), Version: request.GetVersion(),
		Parties:      make([]party.Party, len(request.GetParties())),
		AdvicesFinal: request.GetAdvicesFinal(), Announced: request.GetAnnounced(), Closed: request.GetClosed(),
		Objector: party.Party(request.GetObjector()), PapersOpen: request.GetPapersOpen(),
		Origin: party.Party(request.GetOrigin()), Host: party.Party(request.GetHost()), Target: party.Party(request.GetTarget()),
		Consented: request.GetConsented(),
	}
	if sharing.CaseID == "" || strings.ContainsAny(sharing.CaseID, ".$") {
		return sharing, badInput("case_id", fmt.Sprintf("%q is geen kenmerk van een zaak.", sharing.CaseID))
	}
	for i, p := range request.GetParties() {
		parsed, err := party.Parse(p)
		if err != nil {
			return sharing, badInput("parties", fmt.Sprintf("Partij %q kennen wij niet.", p))
		}
		sharing.Parties[i] = parsed
	}
	return sharing, nil
}

func unknownDossier(id string) error {
	return badInput("dossier_id", fmt.Sprintf("Dossier %s hoort niet bij deze zaak.", id))
}

// Attach fixes the pieces that an act refers to, after looking that each is of its author and kind. When one is wrong
// none is fixed, and all that is wrong is told. From then on they belong to the case of that act.
func (s *Service) Attach(ctx context.Context, request *documentsv1.AttachRequest) (*documentsv1.AttachResponse, error) {
	d, err := s.store.Dossier(ctx, request.GetDossierId())
	if errors.Is(err, ErrNotFound) {
		return nil, unknownDossier(request.GetDossierId())
	}
	if err != nil {
		return nil, err
	}
	to := request.GetCaseId()
	if to == "" {
		to = d.CaseID
	}
	var problems []failure.Problem
	for i, ref := range request.GetPieces() {
		detail, err := s.attachProblem(ctx, d, to, request.GetAuthor(), ref)
		if err != nil {
			return nil, err
		}
		if detail != "" {
			problems = append(problems, failure.Problem{Field: fmt.Sprintf("pieces[%d]", i), Detail: detail})
		}
	}
	if len(problems) > 0 {
		return nil, failure.Refuse(failure.BadInput, problems...)
	}
	for _, ref := range request.GetPieces() {
		if err := s.store.Attach(ctx, d.ID, ref.GetId(), to); err != nil {
			if errors.Is(err, ErrNotFound) {
				return nil, badInput("pieces", fmt.Sprintf("Stuk %s is net verwijderd uit het dossier.", ref.GetId()))
			}
			return nil, err
		}
	}
	return &documentsv1.AttachResponse{}, nil
}

// attachProblem says in Dutch why a piece cannot be attached to the case; empty when it can.
func (s *Service) attachProblem(ctx context.Context, d Dossier, to, author string, ref *documentsv1.PieceRef) (string, error) {
	p, err := s.store.Piece(ctx, d.ID, ref.GetId())
	switch {
	case errors.Is(err, ErrNotFound):
		return fmt.Sprintf("Stuk %q staat niet in dit dossier. Voeg het eerst toe.", ref.GetId()), nil
	case err != nil:
		return "", err
	case string(p.Author.Party) != author:
		return fmt.Sprintf("Stuk %s is door een ander toegevoegd. Gebruik een eigen stuk.", ref.GetId()), nil
	case ref.GetKind() != "" && string(p.Kind) != ref.GetKind():
		return fmt.Sprintf("Stuk %s is van de soort %q, maar hier hoort %q.", ref.GetId(), p.Kind, ref.GetKind()), nil
	}
	// A case that was refused after all leaves its papers behind; they may go to the case that takes its place.
	if _, runs := d.Case(d.caseOf(p)); runs && p.Attached && d.caseOf(p) != to {
		return fmt.Sprintf("Stuk %s hoort al bij een andere zaak. Voeg het opnieuw toe.", ref.GetId()), nil
	}
	return "", nil
}
