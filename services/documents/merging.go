package documents

import (
	"context"
	"errors"
	"slices"
	"time"

	"traject.nl/proto/contract/party"
	"traject.nl/services/platform/access"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

// PupilView is what the caller may know of a pupil: the dossiers and cases in which the caller has a part.
type PupilView struct {
	DossierIDs []string    `json:"dossierIds" nullable:"false" doc:"The one that was asked for first."`
	Label      string      `json:"label" doc:"Name of the pupil; empty when the caller may not know it."`
	Cases      []PupilCase `json:"cases" nullable:"false"`
	Merges     []MergeView `json:"merges" nullable:"false" doc:"For the office only."`
	Candidates []Candidate `json:"candidates" nullable:"false" doc:"Other dossiers with the same name and birth date; for the office only."`
}

// PupilCase is a case of a pupil.
type PupilCase struct {
	CaseID    string `json:"caseId"`
	Procedure string `json:"procedure" enum:"tlv,bezwaar,buitenkans,plaatsing"`
	DossierID string `json:"dossierId"`
	Closed    bool   `json:"closed"`
}

// MergeView is a merge that holds.
type MergeView struct {
	ID         string      `json:"id"`
	DossierIDs []string    `json:"dossierIds" nullable:"false"`
	Reason     string      `json:"reason"`
	At         time.Time   `json:"at"`
	Party      party.Party `json:"party"`
}

// Candidate is a dossier that may be of the same pupil.
type Candidate struct {
	DossierID string      `json:"dossierId"`
	SchoolID  string      `json:"schoolId"`
	Label     string      `json:"label"`
	Cases     []PupilCase `json:"cases" nullable:"false"`
}

type pupilOutput struct{ Body PupilView }

// pupilView gives the dossiers and cases of the pupil of a dossier. Merging opens nothing: of a dossier in which the caller has no part,
// the caller hears nothing.
func (s *Service) pupilView(ctx context.Context, in *InDossier) (*pupilOutput, error) {
	v, err := s.visit(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	dossiers, merges, err := s.samePupil(ctx, v.dossier)
	if err != nil {
		return nil, err
	}
	view := PupilView{DossierIDs: []string{}, Cases: []PupilCase{}, Merges: []MergeView{}, Candidates: []Candidate{}}
	if v.may(access.Person) {
		if view.Label, err = v.label(ctx); err != nil {
			return nil, err
		}
	}
	for _, d := range dossiers {
		if at := s.visitTo(d, v.person); len(at.seats) > 0 {
			view.DossierIDs = append(view.DossierIDs, d.ID)
			view.Cases = append(view.Cases, at.pupilCases()...)
		}
	}
	if access.MayOverview(access.MergeDossiers, v.person.Parties...) {
		for _, m := range merges {
			view.Merges = append(view.Merges, m.view())
		}
		if view.Candidates, err = s.candidates(ctx, v.person, dossiers); err != nil {
			return nil, err
		}
	}
	return &pupilOutput{view}, v.note(ctx, Read, TheList)
}

func (v visit) pupilCases() []PupilCase {
	all := []PupilCase{}
	for _, at := range v.seats {
		if in := at.sharing; !in.Draft {
			all = append(all, PupilCase{in.CaseID, in.procedure(), v.dossier.ID, in.Closed})
		}
	}
	return all
}

func (m Merge) view() MergeView { return MergeView{m.ID, m.Dossiers[:], m.Reason, m.At, m.By.Party} }

// candidates are dossiers with the same name and birth date that are not merged with these.
func (s *Service) candidates(ctx context.Context, person identity.Person, known []Dossier) ([]Candidate, error) {
	var pupils []string
	for _, d := range known {
		pupils = append(pupils, d.Pupil...)
	}
	alike, err := s.store.DossiersOf(ctx, pupils...)
	if err != nil {
		return nil, err
	}
	found := []Candidate{}
	for _, d := range alike {
		at := s.visitTo(d, person)
		isKnown := slices.ContainsFunc(known, func(k Dossier) bool { return k.ID == d.ID })
		if isKnown || len(at.seats) == 0 || !at.may(access.Person) {
			continue
		}
		label, err := at.label(ctx)
		if err != nil {
			return nil, err
		}
		found = append(found, Candidate{d.ID, d.School.ID(), label, at.pupilCases()})
	}
	return found, nil
}

type mergeInput struct {
	InDossier
	edge.IdempotencyKey
	Body struct {
		OtherDossierID string `json:"otherDossierId" minLength:"1" maxLength:"40"`
		Reason         string `json:"reason" minLength:"1" maxLength:"2000" doc:"Why the two are of one pupil."`
	}
}

type mergeOutput struct {
	Location string `header:"Location"`
	Body     MergeView
}

// merge says that two dossiers are of one pupil.
func (s *Service) merge(ctx context.Context, in *mergeInput) (*mergeOutput, error) {
	v, as, err := s.visitToMerge(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if in.Body.OtherDossierID == in.ID {
		return nil, badMerge("Dit is hetzelfde dossier. Kies een ander dossier van deze leerling.")
	}
	other, _, err := s.visitToMerge(ctx, in.Body.OtherDossierID)
	if err != nil {
		return nil, err
	}
	if blank(in.Body.Reason) {
		return nil, edge.BadRequest(edge.FieldProblem{Location: "body.reason", Message: "Schrijf waarom deze dossiers van één leerling zijn."})
	}
	claim, err := s.once(ctx, in.Key, dossierIDLength, "merge", in.ID, in.Body.OtherDossierID, in.Body.Reason)
	if err != nil {
		return nil, err
	}
	made := Merge{ID: claim.ID, Dossiers: [2]string{in.ID, other.dossier.ID}, Reason: in.Body.Reason, By: Who{v.person.Subject, as}, At: s.clock.Now()}
	out := func(m Merge) *mergeOutput {
		return &mergeOutput{"/v1/dossiers/" + in.ID + "/merges/" + m.ID, m.view()}
	}
	dossiers, merges, err := s.samePupil(ctx, v.dossier)
	if err != nil {
		return nil, err
	}
	if at := slices.IndexFunc(merges, func(m Merge) bool { return m.ID == claim.ID }); at >= 0 {
		return out(merges[at]), nil
	}
	if slices.ContainsFunc(dossiers, func(d Dossier) bool { return d.ID == other.dossier.ID }) {
		return nil, edge.Conflict("Deze dossiers zijn al samengevoegd.")
	}
	if claim.Done {
		return nil, edge.Conflict("Deze samenvoeging is intussen ongedaan gemaakt. Kies een nieuwe Idempotency-Key om opnieuw samen te voegen.")
	}
	if err := errors.Join(v.noteMerge(ctx, as, Merged, made.ID), other.noteMerge(ctx, as, Merged, made.ID)); err != nil {
		return nil, err
	}
	if err := s.store.AddMerge(ctx, made); err != nil {
		return nil, err
	}
	return out(made), s.store.Fulfil(ctx, claim.Key)
}

func badMerge(message string) error {
	return edge.BadRequest(edge.FieldProblem{Location: "body.otherDossierId", Message: message})
}

// visitToMerge opens a submitted dossier for somebody who may merge, and says as which party.
func (s *Service) visitToMerge(ctx context.Context, dossierID string) (visit, party.Party, error) {
	v, err := s.visit(ctx, dossierID)
	if err != nil {
		return v, "", err
	}
	for _, at := range v.seats {
		for _, who := range at.Parties() {
			if access.MayOverview(access.MergeDossiers, who) && !at.sharing.Draft {
				return v, who, nil
			}
		}
	}
	return v, "", edge.Forbidden("Alleen het kantoor kan dossiers samenvoegen, of dat ongedaan maken.")
}

func (v visit) noteMerge(ctx context.Context, as party.Party, action Action, mergeID string) error {
	return v.service.store.Record(ctx, Access{
		At: v.service.clock.Now(), Who: Who{v.person.Subject, as}, DossierID: v.dossier.ID, CaseID: v.dossier.CaseID, What: mergeID, Action: action,
	})
}

type unmergeInput struct {
	InDossier
	MergeID string `path:"mergeId" maxLength:"40"`
}

// unmerge undoes a merge: everything is as it was before.
func (s *Service) unmerge(ctx context.Context, in *unmergeInput) (*struct{}, error) {
	v, as, err := s.visitToMerge(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	const gone = "Deze samenvoeging is niet gevonden. Misschien is die al ongedaan gemaakt."
	merges, err := s.store.Merges(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(merges, func(m Merge) bool { return m.ID == in.MergeID })
	if at < 0 {
		return nil, edge.NotFound(gone)
	}
	for _, id := range merges[at].Dossiers {
		other, _, err := s.visitToMerge(ctx, id)
		if err != nil {
			return nil, err
		}
		if err := other.noteMerge(ctx, as, Unmerged, in.MergeID); err != nil {
			return nil, err
		}
	}
	err = s.store.UndoMerge(ctx, in.MergeID, Who{v.person.Subject, as}, s.clock.Now())
	if errors.Is(err, ErrNotFound) {
		return nil, edge.NotFound(gone)
	}
	return nil, err
}
