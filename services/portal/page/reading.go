package page

import (
	"github.com/a-h/templ"

	"traject.nl/services/portal/upstream"
)

func noEdit(string) templ.SafeURL { return "" }

// readWhat names what was read.
func readWhat(dossier *upstream.Dossier, what string) string {
	switch what {
	case "person":
		return "Gegevens van leerling en ouders"
	case "application":
		return "De aanvraag"
	case "label":
		return "Naam van de leerling"
	case "list":
		return "Naam in een lijst"
	case "access-log":
		return "Deze pagina"
	}
	if piece := dossier.Piece(what); piece != nil {
		return pieceWord(piece.Kind) + ": " + pieceTitle(*piece)
	}
	return "Een document dat er niet meer is"
}

func readHow(action string) string {
	switch action {
	case "read":
		return "Gelezen"
	case "download":
		return "Geopend of gedownload"
	case "destroy":
		return "Vernietigd"
	default:
		return action
	}
}

// ReadDossier is a dossier with its words, for who decides.
type ReadDossier struct {
	Application *upstream.ApplicationForm
	// Texts by id of the piece.
	Texts map[string]string
}
