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
	CaseID       string      `json:"caseId" doc:"Of the case that it began with; empty while it is a draft, and for who has no part in that case."`
	Procedure    string      `json:"procedure" doc:"Of that case; empty when caseId is."`
	State        State       `json:"state" enum:"draft,submitted,closed"`
	SchoolID     string      `json:"schoolId"`
	AdvicesFinal bool        `json:"advicesFinal"`
	Announced    bool        `json:"announced"`
	Person       *PersonView `json:"person" doc:"Null when the caller may not know who it is about."`
	// MayReadApplication: the whole form that the dossier began with can be read.
	MayReadApplication bool        `json:"mayReadApplication"`
	Pieces             []PieceView `json:"pieces" nullable:"false" doc:"Oldest first."`
	MayAdd             []string    `json:"mayAdd" nullable:"false" doc:"Kinds of files that the caller may add by themselves now; others go with an act."`
	// Cases with papers here in which the caller has a part.
	Cases []CaseHere `json:"cases" nullable:"false" doc:"The cases with papers here in which the caller has a part."`
}

// CaseHere is a case that has papers in the dossier.
type CaseHere struct {
	CaseID    string `json:"caseId"`
	Procedure string `json:"procedure" enum:"tlv,bezwaar,buitenkans,plaatsing"`
	Announced bool   `json:"announced"`
	Closed    bool   `json:"closed"`
	// MayReadApplication: its own form can be read.
	MayReadApplication bool `json:"mayReadApplication" doc:"It has a form of its own, which the caller may read."`
}

type overviewInput struct {
	InDossier
	CaseID string `query:"caseId" maxLength:"40" doc:"Only the papers of this case, and the caller's drafts that are not meant for another."`
}

type overviewOutput struct{ Body Overview }

// overview gives of a dossier what the caller may see.
func (s *Service) overview(ctx context.Context, in *overviewInput) (*overviewOutput, error) {
	whole, err := s.visit(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	v, err := whole.in(in.CaseID)
	if err != nil {
		return nil, err
	}
	d := v.dossier
	out := &overviewOutput{Overview{
		ID: d.ID, State: v.state(), SchoolID: d.School.ID(), MayReadApplication: v.mayReadForm(d.CaseID), Pieces: []PieceView{}, MayAdd: []string{}, Cases: whole.cases(),
	}}
	// Who came with another case hears nothing of the one that the dossier began with, not even that there was one.
	if _, err := whole.in(d.CaseID); err == nil {
		out.Body.CaseID, out.Body.Procedure, out.Body.AdvicesFinal, out.Body.Announced = d.CaseID, d.Procedure, d.AdvicesFinal, d.Announced
	}
	for _, kind := range v.fileKinds() {
		out.Body.MayAdd = append(out.Body.MayAdd, string(kind))
	}
	read := []string{TheList}
	if v.may(access.Person) {
		read = append(read, ThePerson)
		if out.Body.Person, err = d.person(); err != nil {
			return nil, err
		}
	}
	pieces, err := s.store.Pieces(ctx, d.ID)
	if err != nil {
		return nil, err
	}
	for _, p := range pieces {
		if v.mayReadPiece(p) && d.isOf(in.CaseID, p) {
			out.Body.Pieces = append(out.Body.Pieces, v.show(p))
		}
	}
	return out, v.note(ctx, Read, read...)
}

// isOf says whether a piece shows with a case: its own, what goes along to it, and drafts that are not meant for another. Every
// piece shows when no case is named.
func (d Dossier) isOf(caseID string, p Piece) bool {
	belongs := d.caseOf(p)
	return caseID == "" || belongs == "" || belongs == caseID || d.goesAlong(caseID, p)
}

// state of the dossier for the person: closed when all the cases are in which the person has a part.
func (v visit) state() State {
	state := Draft
	for _, at := range v.seats {
		switch {
		case at.sharing.Draft:
		case !at.sharing.Closed:
			return Submitted
		default:
			state = Closed
		}
	}
	return state
}

func (v visit) cases() []CaseHere {
	here := []CaseHere{}
	for _, at := range v.seats {
		if in := at.sharing; !in.Draft {
			_, further := v.dossier.Further[in.CaseID]
			hasForm := further || in.CaseID == v.dossier.CaseID
			here = append(here, CaseHere{in.CaseID, in.procedure(), in.Announced, in.Closed, hasForm && v.mayReadForm(in.CaseID)})
		}
	}
	return here
}

func (d Dossier) person() (*PersonView, error) {
	form, err := d.Latest()
	if err != nil {
		return nil, err
	}
	parents := append([]Parent{}, form.Parents...)
	return &PersonView{form.Pupil.FirstName, form.Pupil.LastName, form.Pupil.BirthDate, form.Pupil.Group, parents}, nil
}
