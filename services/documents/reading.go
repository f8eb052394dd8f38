package documents

import (
	"context"
	"errors"
	"slices"

	contract "traject.nl/proto/contract/documents"
	"traject.nl/services/platform/access"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

// visit is one person at one dossier: everything that leaves the store goes through it, is checked against the tables of
// platform/access, and is in the access log before it leaves.
type visit struct {
	service *Service
	dossier Dossier
	person  identity.Person
	// seats are the person's parts in the cases of the dossier; never none.
	seats []seat
}

// seat is a part in one case of the dossier. What belongs to that case is judged by its own table.
type seat struct {
	sharing Sharing
	access.Viewer
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
	if len(v.seats) == 0 {
		return visit{}, notFound()
	}
	return v, nil
}

func (s *Service) visitTo(d Dossier, person identity.Person) visit {
	v := visit{service: s, dossier: d, person: person}
	for _, in := range append(d.Cases(), d.drafts()...) {
		if viewer := d.rights(in, person.Parties).For(person.Parties...); viewer.IsParty() {
			v.seats = append(v.seats, seat{in, viewer})
		}
	}
	return v
}

// in narrows the visit to one case; empty leaves it as it is.
func (v visit) in(caseID string) (visit, error) {
	if caseID == "" {
		return v, nil
	}
	v.seats = slices.DeleteFunc(slices.Clone(v.seats), func(s seat) bool { return s.sharing.CaseID != caseID })
	if len(v.seats) == 0 {
		return v, edge.NotFound("Deze zaak is niet gevonden bij dit dossier. Kijk of de link klopt.")
	}
	return v, nil
}

// may says whether the person may read this of the dossier, in any of its cases.
func (v visit) may(what access.Read) bool {
	return slices.ContainsFunc(v.seats, func(s seat) bool { return s.May(what) })
}

// note writes into the access log what is about to be read. When that fails, nothing may be read.
func (v visit) note(ctx context.Context, action Action, what ...string) error {
	return v.noteAt(ctx, v.seats[0], action, what...)
}

// notePiece is note for a piece: the line names its case, and the part in which the person may read it.
func (v visit) notePiece(ctx context.Context, action Action, p Piece) error {
	at, _ := v.seatFor(p)
	if belongs := v.dossier.caseOf(p); belongs != "" {
		at.sharing.CaseID = belongs
	}
	return v.noteAt(ctx, at, action, p.ID)
}

func (v visit) noteAt(ctx context.Context, at seat, action Action, what ...string) error {
	return v.service.store.Record(ctx, v.lines(at, action, what...)...)
}

// lines of the access log.
func (v visit) lines(at seat, action Action, what ...string) []Access {
	lines := make([]Access, len(what))
	for i, w := range what {
		lines[i] = Access{
			At: v.service.clock.Now(), Who: Who{v.person.Subject, at.Parties()[0]}, DossierID: v.dossier.ID,
			CaseID: at.sharing.CaseID, What: w, Action: action,
		}
	}
	return lines
}

// mayReadForm: a form has the words of the school about the child, so it is read by who may read the groeidocument of its case.
func (v visit) mayReadForm(caseID string) bool {
	return slices.ContainsFunc(v.seats, func(s seat) bool {
		return s.sharing.CaseID == caseID && s.May(access.Application) && s.May(access.Piece(contract.Groeidocument))
	})
}

// seatFor is the part in which the person may read the piece; false when there is none. A draft is for its author only, in
// whichever case; once attached, a piece is judged by the table of the case that it belongs to, or to which it goes along. Who has
// no part in that case any more, does not read there what the own party once wrote.
func (v visit) seatFor(p Piece) (seat, bool) {
	belongs := v.dossier.caseOf(p)
	_, known := v.dossier.Case(belongs)
	at := slices.IndexFunc(v.seats, func(s seat) bool {
		here := s.sharing.CaseID == belongs || v.dossier.goesAlong(s.sharing.CaseID, p)
		if p.Attached && known && !here {
			return false
		}
		return s.MayPiece(access.PieceFacts{Kind: p.Kind, Author: p.Author.Party, Attached: p.Attached && here, Addressee: p.Addressee})
	})
	if at < 0 {
		return v.seats[0], false
	}
	return v.seats[at], true
}

func (v visit) mayReadPiece(p Piece) bool {
	_, may := v.seatFor(p)
	return may
}

// piece of this dossier that the person may read, of one of these shapes.
func (v visit) piece(ctx context.Context, id string, shapes ...Shape) (Piece, error) {
	p, err := v.service.store.Piece(ctx, v.dossier.ID, id)
	if errors.Is(err, ErrNotFound) || err == nil && (!slices.Contains(shapes, p.Shape) || !v.mayReadPiece(p)) {
		return Piece{}, pieceNotFound()
	}
	return p, err
}

// isOwn says whether a party of the person wrote the piece.
func (v visit) isOwn(p Piece) bool {
	return p.Author.Party != "" && v.person.Is(p.Author.Party)
}
