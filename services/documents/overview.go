package documents

import (
	"context"

	"traject.nl/services/platform/access"
)

// PersonView is the pupil and the parents.
type PersonView struct {
	FirstName string   `json:"firstName"`
	LastName  string   `json:"lastName"`
	BirthDate string   `json:"birthDate" format:"date"`
	Group     string   `json:"group"`
	Parents   []Parent `json:"parents" nullable:"false"`
}

// Overview is what the caller may see of a dossier.
type Overview struct {
	ID           string      `json:"id"`
	CaseID       string      `json:"caseId" doc:"Empty while it is a draft."`
	State        State       `json:"state" enum:"draft,submitted,closed"`
	SchoolID     string      `json:"schoolId"`
	AdvicesFinal bool        `json:"advicesFinal"`
	Announced    bool        `json:"announced"`
	Person       *PersonView `json:"person" doc:"Null when the caller may not know who it is about."`
	// MayReadApplication: the whole form can be read.
	MayReadApplication bool        `json:"mayReadApplication"`
	Pieces             []PieceView `json:"pieces" nullable:"false" doc:"Oldest first."`
	MayAdd             []string    `json:"mayAdd" nullable:"false" doc:"Kinds of files that the caller may upload now."`
}

type overviewOutput struct{ Body Overview }

// overview gives of a dossier what the caller may see.
func (s *Service) overview(ctx context.Context, in *InDossier) (*overviewOutput, error) {
	v, err := s.visit(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	d := v.dossier
	out := &overviewOutput{Overview{
		ID: d.ID, CaseID: d.CaseID, State: d.State, SchoolID: d.School.ID(), AdvicesFinal: d.AdvicesFinal, Announced: d.Announced,
		MayReadApplication: v.mayReadForm(), Pieces: []PieceView{}, MayAdd: []string{},
	}}
	for _, kind := range v.fileKinds() {
		out.Body.MayAdd = append(out.Body.MayAdd, string(kind))
	}
	read := []string{TheList}
	if v.viewer.May(access.Person) {
		read = append(read, ThePerson)
		form, err := d.Application()
		if err != nil {
			return nil, err
		}
		parents := append([]Parent{}, form.Parents...)
		out.Body.Person = &PersonView{form.Pupil.FirstName, form.Pupil.LastName, form.Pupil.BirthDate, form.Pupil.Group, parents}
	}
	pieces, err := s.store.Pieces(ctx, d.ID)
	if err != nil {
		return nil, err
	}
	for _, p := range pieces {
		if v.mayReadPiece(p) {
			out.Body.Pieces = append(out.Body.Pieces, v.show(p))
		}
	}
	return out, v.note(ctx, Read, read...)
}
