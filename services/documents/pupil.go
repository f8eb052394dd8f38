package documents

import (
	"cmp"
	"context"
	"encoding/hex"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"traject.nl/proto/contract/tlv"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
)

// Merge says that two dossiers are of one pupil. It moves nothing: pieces, parties and rights stay where they are.
type Merge struct {
	ID string
	// Dossiers that it links.
	Dossiers [2]string
	// Reason as the office wrote it. It may name a child, so it is sealed, with the key of the first dossier.
	Reason string
	By     Who
	At     time.Time
}

// Holding is a place that is reserved for a case: of one pupil one case of a procedure runs at a time.
type Holding struct {
	// Place is a procedure and a keyed hash of a pupil.
	Place  string
	CaseID string
	At     time.Time
}

// pupil is a keyed hash of name and birth date: two dossiers with the same one are of one pupil, or of two with the same name and
// birth date. Accents, capitals, spaces and hyphens make no difference.
func (s *Service) pupil(form Application) string {
	parts := []string{"pupil", plainLetters(form.Pupil.FirstName + form.Pupil.LastName), strings.TrimSpace(form.Pupil.BirthDate)}
	return hex.EncodeToString(s.keys.Parents.MAC([]byte(strings.Join(parts, "\n")))[:pupilBytes])
}

// pupilBytes of the hash are kept.
const pupilBytes = 16

// plainLetters are the letters and digits of a name, without accents and in lower case.
func plainLetters(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKD.String(name))
}

// samePupil are the dossiers that were merged with this one, also by way of others, itself first; with the merges between them.
func (s *Service) samePupil(ctx context.Context, d Dossier) ([]Dossier, []Merge, error) {
	all, merges := []Dossier{d}, []Merge{}
	for next := []string{d.ID}; len(next) > 0; {
		found, err := s.store.Merges(ctx, next...)
		if err != nil {
			return nil, nil, err
		}
		next = nil
		for _, m := range found {
			if slices.ContainsFunc(merges, func(known Merge) bool { return known.ID == m.ID }) {
				continue
			}
			merges = append(merges, m)
			for _, id := range m.Dossiers {
				if slices.ContainsFunc(all, func(known Dossier) bool { return known.ID == id }) {
					continue
				}
				other, err := s.store.Dossier(ctx, id)
				if err != nil {
					return nil, nil, err
				}
				all, next = append(all, other), append(next, id)
			}
		}
	}
	return all, merges, nil
}

// openCase says whether a case of the procedure is open in any dossier of the pupil: those that were merged, and those with the same
// name and birth date. The case itself does not count.
func (s *Service) openCase(ctx context.Context, d Dossier, pupils []string, procedure, except string) (bool, error) {
	dossiers, err := s.ofPupil(ctx, d, pupils)
	if err != nil {
		return false, err
	}
	return hasOpen(dossiers, procedure, except), nil
}

func hasOpen(dossiers []Dossier, procedure, except string) bool {
	return slices.ContainsFunc(dossiers, func(d Dossier) bool {
		return slices.ContainsFunc(d.Cases(), func(in Sharing) bool {
			return !in.Draft && !in.over() && in.CaseID != except && in.procedure() == procedure
		})
	})
}

// over: nothing more is asked in the case. An application is over when the decision is announced: its case stays open for as long as somebody
// may object, and the school may ask what comes next meanwhile.
func (s Sharing) over() bool { return s.Closed || s.procedure() == tlv.Workflow && s.Announced }

// ofPupil are all dossiers that are of the pupil, as far as can be known without asking: merged ones, and those with the same hash as any of these.
func (s *Service) ofPupil(ctx context.Context, d Dossier, pupils []string) ([]Dossier, error) {
	all, _, err := s.samePupil(ctx, d)
	if err != nil {
		return nil, err
	}
	for _, merged := range all {
		pupils = append(pupils, merged.Pupil...)
	}
	alike, err := s.store.DossiersOf(ctx, pupils...)
	if err != nil {
		return nil, err
	}
	for _, other := range alike {
		merged, _, err := s.samePupil(ctx, other)
		if err != nil {
			return nil, err
		}
		all = append(all, merged...)
	}
	return all, nil
}

// CasesOfPupil lists all cases of the pupil of a dossier, in the order in which they came.
func (s *Service) CasesOfPupil(ctx context.Context, request *documentsv1.CasesOfPupilRequest) (*documentsv1.CasesOfPupilResponse, error) {
	d, err := s.dossier(ctx, request.GetDossierId())
	if err != nil {
		return nil, err
	}
	dossiers, _, err := s.samePupil(ctx, d)
	if err != nil {
		return nil, err
	}
	type here struct {
		Sharing
		dossier string
	}
	var all []here
	for _, of := range dossiers {
		for _, in := range of.Cases() {
			if !in.Draft {
				if in.Since.IsZero() { // of before this was kept
					in.Since = of.UpdatedAt
				}
				all = append(all, here{in, of.ID})
			}
		}
	}
	slices.SortFunc(all, func(a, b here) int { return cmp.Or(a.Since.Compare(b.Since), cmp.Compare(a.CaseID, b.CaseID)) })
	answer := &documentsv1.CasesOfPupilResponse{}
	for _, in := range all {
		answer.Cases = append(answer.Cases, &documentsv1.PupilCase{
			CaseId: in.CaseID, Procedure: in.procedure(), DossierId: in.dossier, Closed: in.Closed,
		})
	}
	return answer, nil
}

// RememberPupils hashes the pupils of dossiers that were submitted before hashes were kept, so that they count too.
func (s *Service) RememberPupils(ctx context.Context) error {
	nameless, err := s.store.Nameless(ctx)
	if err != nil {
		return err
	}
	for _, d := range nameless {
		form, err := d.Application()
		if err != nil {
			return err
		}
		if err := s.store.KnowPupil(ctx, d.ID, s.pupil(form)); err != nil {
			return err
		}
	}
	return nil
}
