package page

import (
	"slices"

	"traject.nl/services/portal/upstream"
)

// Pupil is a pupil with all cases that the person has a part in.
type Pupil struct {
	Whole *upstream.WholePupil
	Cases []PupilCaseRow
}

// PupilCaseRow is a case of a pupil; Known is nil when it cannot be read now.
type PupilCaseRow struct {
	Case   upstream.PupilCase
	Known  *upstream.Case
	School string
}

// Title is the name of the pupil, for who may know it.
func (p Pupil) Title() string {
	if p.Whole.Label != "" {
		return p.Whole.Label
	}
	if len(p.Whole.Cases) > 0 {
		return "Leerling van de zaak met kenmerk " + p.Whole.Cases[0].CaseID
	}
	return "Leerling"
}

// status of the case, as far as it is known.
func (r PupilCaseRow) status() string {
	switch {
	case r.Known != nil:
		return r.Known.Status
	case r.Case.Closed:
		return "Afgerond"
	}
	return "Loopt"
}

// PupilPage is the page of a pupil.
type PupilPage struct {
	// ID of the dossier by which it was opened.
	ID    string
	Pupil Pupil
	Lines []upstream.PupilLine
	// Total is how many lines there are; not all of them may show.
	Total int
	// Office may merge dossiers.
	Office     bool
	Candidates []CandidateRow
}

// CandidateRow is a dossier that may be of the same pupil.
type CandidateRow struct {
	Candidate upstream.Candidate
	School    string
}

// of are the cases in some dossiers.
func (p Pupil) of(dossiers ...string) []PupilCaseRow {
	return slices.DeleteFunc(slices.Clone(p.Cases), func(row PupilCaseRow) bool { return !slices.Contains(dossiers, row.Case.DossierID) })
}

func isOrAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "zijn"
}
