package documents

import (
	"context"
	"errors"
	"slices"
	"time"

	"traject.nl/proto/contract/casework"
	contract "traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

// The words that a municipality or a board writes with its answer to an escalation. Who writes them has no part in the case, and reads
// nothing else of it. They stay a draft, which only the own party reads, until the case accepts the answer: it knows who was told.

// mostDrafts of answers that were not sent, of one party in one case.
const mostDrafts = 10

// InCase is the input of requests about one case.
type InCase struct {
	CaseID string `path:"caseId" maxLength:"40" doc:"Of the case."`
}

type createPartnerAnswerInput struct {
	edge.IdempotencyKey
	InCase
	Body struct {
		Text  string      `json:"text" minLength:"1" maxLength:"2000"`
		Party party.Party `json:"party,omitempty" maxLength:"80" doc:"The municipality or board that answers; needed by who acts for several."`
	}
}

type getPartnerAnswerInput struct {
	InCase
	AnswerID string `path:"answerId" maxLength:"40" doc:"Of the answer."`
}

// PartnerAnswerView is what a partner wrote.
type PartnerAnswerView struct {
	ID        string      `json:"id"`
	CaseID    string      `json:"caseId"`
	Author    party.Party `json:"author" doc:"The municipality or board."`
	Attached  bool        `json:"attached" doc:"The case accepted the answer that it goes with."`
	CreatedAt time.Time   `json:"createdAt"`
	Text      string      `json:"text"`
}

type partnerAnswerOutput struct {
	Location string `header:"Location"`
	Body     PartnerAnswerView
}

func showPartnerAnswer(p Piece) *partnerAnswerOutput {
	return &partnerAnswerOutput{
		"/v1/cases/" + p.CaseID + "/partner-answers/" + p.ID, PartnerAnswerView{p.ID, p.CaseID, p.Author.Party, p.Attached, p.CreatedAt, p.Text},
	}
}

// createPartnerAnswer keeps what a municipality or a board wrote, as a draft.
func (s *Service) createPartnerAnswer(ctx context.Context, in *createPartnerAnswerInput) (*partnerAnswerOutput, error) {
	person := identity.From(ctx)
	as, err := answersAs(person, in.Body.Party)
	if err != nil {
		return nil, err
	}
	d, err := s.answered(ctx, in.CaseID)
	if err != nil {
		return nil, err
	}
	if blank(in.Body.Text) {
		return nil, edge.BadRequest(edge.FieldProblem{Location: "body.text", Message: "Schrijf hier uw antwoord."})
	}
	claim, err := s.once(ctx, in.Key, pieceIDLength, "create-partner-answer", in.CaseID, string(as), in.Body.Text)
	if err != nil {
		return nil, err
	}
	if !claim.Done {
		if err := s.mayDraft(ctx, d, in.CaseID, as, claim.ID); err != nil {
			return nil, err
		}
		if err := s.store.AddText(ctx, Piece{
			ID: claim.ID, DossierID: d.ID, Kind: contract.PartnerAnswer, Shape: Text, Author: Who{person.Subject, as},
			Text: in.Body.Text, MediaType: "text/plain", CaseID: in.CaseID, CreatedAt: s.clock.Now(),
		}); err != nil {
			return nil, err
		}
		if err := s.store.Fulfil(ctx, claim.Key); err != nil {
			return nil, err
		}
	}
	added, err := s.partnerAnswer(ctx, d, in.CaseID, claim.ID)
	if err != nil {
		return nil, err
	}
	return showPartnerAnswer(added), nil
}

// answersAs is the party in whose name the person answers.
func answersAs(person identity.Person, named party.Party) (party.Party, error) {
	at := slices.IndexFunc(person.Parties, func(mine party.Party) bool {
		return casework.Answerers.May(mine.Role(), casework.AnswerEscalation) && (named == "" || mine == named)
	})
	if at < 0 {
		return "", edge.Forbidden("Alleen een gemeente of een schoolbestuur schrijft hier een antwoord.")
	}
	return person.Parties[at], nil
}

func noCase() error {
	return edge.NotFound("Deze zaak is niet gevonden. Kijk of de link klopt.")
}

// answered is the dossier of a case that somebody answers to; a closed case needs no answer.
func (s *Service) answered(ctx context.Context, caseID string) (Dossier, error) {
	d, err := s.store.DossierOfCase(ctx, caseID)
	if errors.Is(err, ErrNotFound) {
		return d, noCase()
	}
	if err != nil {
		return d, err
	}
	in, there := d.Case(caseID)
	switch {
	case !there:
		return d, noCase()
	case in.Closed:
		return d, edge.Conflict("Deze zaak is gesloten. Een antwoord is niet meer nodig.")
	}
	return d, nil
}

// mayDraft keeps somebody who never sends what he writes from filling the dossier.
func (s *Service) mayDraft(ctx context.Context, d Dossier, caseID string, as party.Party, id string) error {
	pieces, err := s.store.Pieces(ctx, d.ID)
	if err != nil {
		return err
	}
	drafts := 0
	for _, p := range pieces {
		if p.Kind == contract.PartnerAnswer && p.CaseID == caseID && p.Author.Party == as && !p.Attached && p.ID != id {
			drafts++
		}
	}
	if drafts >= mostDrafts {
		return edge.Conflict("U schreef al tien antwoorden op deze zaak die niet zijn verstuurd. Bel met het kantoor als versturen niet lukt.")
	}
	return nil
}

func (s *Service) partnerAnswer(ctx context.Context, d Dossier, caseID, id string) (Piece, error) {
	p, err := s.store.Piece(ctx, d.ID, id)
	if errors.Is(err, ErrNotFound) || err == nil && (p.Kind != contract.PartnerAnswer || p.CaseID != caseID) {
		return Piece{}, edge.NotFound("Dit antwoord is niet gevonden.")
	}
	return p, err
}

// getPartnerAnswer gives an answer to the party that wrote it, and once it was sent to those of ZOUT who work on the case.
func (s *Service) getPartnerAnswer(ctx context.Context, in *getPartnerAnswerInput) (*partnerAnswerOutput, error) {
	d, err := s.store.DossierOfCase(ctx, in.CaseID)
	if errors.Is(err, ErrNotFound) {
		return nil, noCase()
	}
	if err != nil {
		return nil, err
	}
	p, err := s.partnerAnswer(ctx, d, in.CaseID, in.AnswerID)
	if err != nil {
		return nil, err
	}
	person := identity.From(ctx)
	if v := s.visitTo(d, person); len(v.seats) > 0 && v.mayReadPiece(p) {
		return showPartnerAnswer(p), v.notePiece(ctx, Read, p)
	}
	if !person.Is(p.Author.Party) {
		return nil, noCase()
	}
	return showPartnerAnswer(p), s.store.Record(ctx, Access{
		At: s.clock.Now(), Who: Who{person.Subject, p.Author.Party}, DossierID: d.ID, CaseID: in.CaseID, What: p.ID, Action: Read,
	})
}
