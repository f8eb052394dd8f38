package documents

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	contract "traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/tlv"
	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/identity"
)

// EvidenceLog is the name of the log of this service: from when the addressee of a letter could read it (Awb 2:19), and when it was opened
// and downloaded.
const EvidenceLog = "documents"

// proof is what the service can show of its letters.
type proof struct{ log evidence.Log }

// WithEvidence makes the service keep its proof in this log; without, it is gone when the process ends.
func (s *Service) WithEvidence(log evidence.Log) *Service {
	s.proof.log = log
	return s
}

// proveAccessible records of letters that their addressees can read them from now on, as far as that is so. Done again it changes nothing.
func (s *Service) proveAccessible(ctx context.Context, d Dossier, letters ...Piece) error {
	for _, p := range letters {
		in := d.caseOf(p)
		if p.Shape != Letter || p.Addressee == "" || in == "" {
			continue
		}
		reader := s.visitTo(d, identity.Person{Parties: []party.Party{p.Addressee}})
		if len(reader.seats) == 0 || !reader.mayReadPiece(p) {
			continue
		}
		if _, err := s.proof.log.Append(ctx, evidence.Entry{
			CaseID: in, Key: string(evidence.Accessible) + "/" + p.ID, At: s.clock.Now(), Kind: evidence.Accessible,
			Party: string(p.Addressee), Facts: map[string]string{evidence.FactPiece: p.ID},
		}); err != nil {
			return err
		}
	}
	return nil
}

// composed is a letter as far as its proof needs it.
func composed(dossierID, id, caseID string, to party.Party) Piece {
	return Piece{ID: id, DossierID: dossierID, Shape: Letter, Kind: contract.Letter, Addressee: to, CaseID: caseID, Attached: true}
}

// proveShared looks which letters of a dossier can be read now that a case has other parties or has come further. A case tells its parties
// with every change; only when they differ from what the dossier said before is there something to look at. A change that is told again was
// perhaps cut short after it was written, so then it is looked at too.
func (s *Service) proveShared(ctx context.Context, before Dossier, sharing Sharing) error {
	if known, ok := before.Case(sharing.CaseID); ok && known.Version < sharing.Version && known.sharesLike(sharing) {
		return nil
	}
	d, err := s.store.Dossier(ctx, before.ID)
	if err != nil {
		return err
	}
	pieces, err := s.store.Pieces(ctx, d.ID)
	if err != nil {
		return err
	}
	ofCase := slices.DeleteFunc(pieces, func(p Piece) bool { return d.caseOf(p) != sharing.CaseID })
	return s.proveAccessible(ctx, d, ofCase...)
}

// sharesLike says whether both give the same people the same rights, whatever version they are of.
func (s Sharing) sharesLike(other Sharing) bool {
	rights := func(of Sharing) string {
		of.Procedure, of.Version, of.Since = cmp.Or(of.Procedure, tlv.Workflow), 0, time.Time{}
		return fmt.Sprintf("%+v", of)
	}
	return rights(s) == rights(other)
}

// proveRead records that a letter reached its addressee in full: once for each person. It comes after the last byte, so that it never says
// more than what happened; when it cannot be written the reader has the letter all the same, and the next time is recorded.
func (v visit) proveRead(ctx context.Context, p Piece, kinds ...evidence.Kind) {
	if p.Shape != Letter || !v.person.Is(p.Addressee) {
		return
	}
	for _, kind := range kinds {
		if _, err := v.service.proof.log.Append(context.WithoutCancel(ctx), evidence.Entry{
			CaseID: v.dossier.caseOf(p), Key: strings.Join([]string{string(kind), p.ID, v.person.Subject}, "/"), At: v.service.clock.Now(), Kind: kind,
			Party: string(p.Addressee), Facts: map[string]string{evidence.FactPiece: p.ID, evidence.FactSubject: v.person.Subject},
		}); err != nil {
			slog.ErrorContext(ctx, "a letter was read, and that could not be recorded", "piece", p.ID, "kind", kind, "error", err)
		}
	}
}
