package page

import (
	"strings"

	"traject.nl/services/portal/upstream"
)

// Question begins a request to the Buitenkans: what the school wants to know is asked before anything else.
type Question struct {
	Form
	Schools []Option
}

// RequestFrom is a request to the Buitenkans that starts from a case: only what is new is asked.
type RequestFrom struct {
	Form
	View *CaseView
	// MayAdd says whether a groeidocument can be added here.
	MayAdd bool
}

// groeidocument that goes along; nil when there is none that the school may read.
func (r RequestFrom) groeidocument() *upstream.Piece {
	for i, piece := range r.View.Dossier.Pieces {
		if piece.Kind == "groeidocument" {
			return &r.View.Dossier.Pieces[i]
		}
	}
	return nil
}

// groupField asks for the year of school: any for a TLV, one of those that the Buitenkans takes for a request.
func (a Application) groupField() Field {
	if a.Question == nil || a.institution() {
		return Field{Name: "group", Label: "Groep", Short: true, Optional: true}
	}
	return Field{Name: "group", Label: "Groep", Options: groepOptions(), Help: "De Buitenkans is voor groep 3 tot en met 8."}
}

// Groep is the number in what somebody wrote as the group: "4" in "groep 4b"; empty when there is none.
func Groep(written string) string {
	i := strings.IndexAny(written, "0123456789")
	if i < 0 {
		return ""
	}
	rest := strings.TrimLeft(written[i:], "0123456789")
	return written[i : len(written)-len(rest)]
}

// asked lists what a request needs and what is not filled in yet; it helps, and the services decide.
func (a Application) asked() []FieldError {
	d, list := a.Data, []FieldError{}
	miss := func(missing bool, step, field, message string) {
		if missing {
			list = append(list, FieldError{Field: field, Message: message, Href: a.path(step) + "#veld-" + field})
		}
	}
	miss(d.Pupil.FirstName == "", StepPupil, "firstName", "De voornaam van de leerling")
	miss(d.Pupil.LastName == "", StepPupil, "lastName", "De achternaam van de leerling")
	miss(d.Pupil.BirthDate == "", StepPupil, "birthDate", "De geboortedatum van de leerling")
	miss(Groep(d.Pupil.Group) == "", StepPupil, "group", "De groep van de leerling")
	miss(len(d.Parents) == 0, StepPupil, "parent1Name", "Ten minste één ouder of verzorger")
	miss(!a.has("groeidocument"), StepDocuments, "file", "Het groeidocument")
	return list
}
