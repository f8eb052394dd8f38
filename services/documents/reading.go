package documents

import (
	"context"
	"errors"
	"fmt"

	contract "traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/tlv"
	"traject.nl/services/platform/access"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

// visit is one person at one dossier: everything that leaves the store goes through it, is checked against the table of
// platform/access, and is in the access log before it leaves.
type visit struct {
	service *Service
	dossier Dossier
	person  identity.Person
	viewer  access.Viewer
}

// notFound is the same for a dossier that is not there and one that is not for this person.
func notFound() error {
	return edge.NotFound("Dit dossier is niet gevonden. Misschien is het verwijderd, of klopt de link niet.")
}

func pieceNotFound() error {
	return edge.NotFound("Dit stuk is niet gevonden in het dossier. Misschien is het verwijderd, of klopt de link niet.")
}

// visit opens the dossier for the person who calls, who must have a part in it.
func (s *Service) visit(ctx context.Context, dossierID string) (visit, error) {
	d, err := s.store.Dossier(ctx, dossierID)
	if errors.Is(err, ErrNotFound) {
		return visit{}, notFound()
	}
	if err != nil {
		return visit{}, err
	}
	v := s.visitTo(d, identity.From(ctx))
	if !v.viewer.IsParty() {
		return visit{}, notFound()
	}
	return v, nil
}

func (s *Service) visitTo(d Dossier, person identity.Person) visit {
	facts := access.Case{
		Parties: d.Parties, Applicant: d.School,
		AdvicesFinal: d.AdvicesFinal, Announced: d.Announced,
		// A school that was asked for, but not granted, gets to know no more than when it is refused.
		Granted: d.GrantedTo != "" && person.Is(d.GrantedTo),
	}
	if d.State == Draft {
		facts.Parties = []party.Party{d.School}
	}
	return visit{s, d, person, facts.For(person.Parties...)}
}

// who is the person, in the first part that the person has here.
func (v visit) who() Who { return Who{v.person.Subject, v.viewer.Parties()[0]} }

// note writes into the access log what is about to be read. When that fails, nothing may be read.
func (v visit) note(ctx context.Context, action Action, what ...string) error {
	lines := make([]Access, len(what))
	for i, w := range what {
		lines[i] = Access{At: v.service.clock.Now(), Who: v.who(), DossierID: v.dossier.ID, CaseID: v.dossier.CaseID, What: w, Action: action}
	}
	return v.service.store.Record(ctx, lines...)
}

// mayReadForm: the form has the words of the school about the child, so it is read by who may read the groeidocument.
func (v visit) mayReadForm() bool {
	return v.viewer.May(access.Application) && v.viewer.May(access.Piece(contract.Groeidocument))
}

func (v visit) mayReadPiece(p Piece) bool {
	return v.viewer.MayPiece(access.PieceFacts{Kind: p.Kind, Author: p.Author.Party, Attached: p.Attached, Addressee: p.Addressee})
}

// piece of this dossier that the person may read, of one of these shapes.
func (v visit) piece(ctx context.Context, id string, shapes ...Shape) (Piece, error) {
	p, err := v.service.store.Piece(ctx, v.dossier.ID, id)
	if errors.Is(err, ErrNotFound) || err == nil && (!p.is(shapes) || !v.mayReadPiece(p)) {
		return Piece{}, pieceNotFound()
	}
	return p, err
}

func (p Piece) is(shapes []Shape) bool {
	for _, shape := range shapes {
		if p.Shape == shape {
			return true
		}
	}
	return false
}

// fileActs and textActs say for which act a piece is written: who may do the act may write the piece.
var (
	fileActs = map[contract.Kind]tlv.Act{
		contract.Groeidocument: tlv.Complete,
		contract.Onderzoek:     tlv.Complete,
		contract.OPP:           tlv.Complete,
		contract.Bijlage:       tlv.Complete,
		contract.Zienswijze:    tlv.AnswerAsParents,
		contract.TalkReport:    tlv.ReportTalk,
	}
	textActs = map[contract.Kind]tlv.Act{
		contract.CompletionRequest: tlv.JudgeCompleteness,
		contract.Completion:        tlv.Complete,
		contract.Zienswijze:        tlv.AnswerAsParents,
		contract.TalkReport:        tlv.ReportTalk,
		contract.Advice:            tlv.GiveAdvice,
		contract.ZienswijzeWeighed: tlv.GiveAdvice,
		contract.ReturnAgreements:  tlv.Decide,
		contract.Reasons:           tlv.Decide,
		contract.Withdrawal:        tlv.Withdraw,
	}
)

// mayAdd gives the party as which the person may add a piece of this kind now.
func (v visit) mayAdd(acts map[contract.Kind]tlv.Act, kind contract.Kind) (party.Party, error) {
	act, ok := acts[kind]
	if !ok {
		return "", edge.BadRequest(edge.FieldProblem{Location: "kind", Message: "Deze soort stuk kennen wij hier niet."})
	}
	if v.dossier.State == Closed {
		return "", edge.Conflict("Dit dossier is gesloten. U kunt niets meer toevoegen.")
	}
	as, ok := v.viewer.Acting(act)
	if !ok {
		return "", edge.Forbidden(fmt.Sprintf("U kunt in dit dossier geen stuk van de soort %q toevoegen.", kind))
	}
	return as, nil
}

// fileKinds that the person may upload now, in the order of the contract.
func (v visit) fileKinds() []contract.Kind {
	kinds := []contract.Kind{}
	for _, kind := range contract.FileKinds {
		if _, err := v.mayAdd(fileActs, kind); err == nil {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}
