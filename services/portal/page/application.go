package page

import (
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"

	"traject.nl/services/portal/upstream"
)

// The steps of the application form.
const (
	StepQuestion  = "vraag"
	StepPupil     = "leerling"
	StepRequest   = "aanvraag"
	StepGrounds   = "onderbouwing"
	StepDocuments = "documenten"
	StepCheck     = "controle"
)

// Step of the application form.
type Step struct{ ID, Name, Title string }

// Steps in order.
var Steps = []Step{
	{StepPupil, "Leerling en ouders", "Leerling en ouders"},
	{StepRequest, "Aanvraag", "Wat vraagt u aan?"},
	{StepGrounds, "Onderbouwing", "Waarom vraagt u dit aan?"},
	{StepDocuments, "Documenten", "Documenten toevoegen"},
	{StepCheck, "Controleren", "Controleren en indienen"},
}

// RequestSteps are those of a request to the Buitenkans. The question comes first.
var RequestSteps = []Step{
	{StepQuestion, "De vraag", "Wat wilt u weten?"},
	{StepPupil, "Leerling en ouders", "Leerling en ouders"},
	{StepDocuments, "Documenten", "Documenten toevoegen"},
	{StepCheck, "Controleren", "Controleren en versturen"},
}

// FurtherSteps are those of an application for a next TLV: what is new comes first, what was known is looked over.
var FurtherSteps = []Step{
	{StepRequest, "Aanvraag", "Wat vraagt u nu aan?"},
	{StepGrounds, "Onderbouwing", "Waarom vraagt u dit aan?"},
	{StepPupil, "Leerling en ouders", "Kloppen deze gegevens nog?"},
	{StepDocuments, "Documenten", "Documenten toevoegen"},
	{StepCheck, "Controleren", "Controleren en indienen"},
}

// fromWords say from what an application for a next TLV was started.
var fromWords = map[string]string{"plaatsing": "de plaatsing", "buitenkans": "de plaatsing bij de Buitenkans", "tlv": "een eerdere aanvraag"}

// Application is the form under construction, at one step.
type Application struct {
	// At is the address of the form, Steps what it asks.
	At        string
	Steps     []Step
	Step      string
	ETag      string
	Form      Form
	School    string
	Receiving string
	Pieces    []upstream.Piece
	// Found are the schools to choose from.
	Found []upstream.School
	// Data is the form as last saved.
	Data *upstream.ApplicationForm
	// Question is what the school wants to know of the Buitenkans; nil for a TLV.
	Question *upstream.Piece
	// Further is there for a next TLV of a pupil who has a dossier already.
	Further *upstream.Further
}

// Title is the heading of the step.
func (a Application) Title() string {
	for _, step := range a.Steps {
		if step.ID == a.Step {
			return step.Title
		}
	}
	return "Aanvraag"
}

func (a Application) path(step string) string { return a.At + "/" + step }

func (a Application) link(step string) templ.SafeURL { return templ.SafeURL(a.path(step)) }

// GatesFor are the conditions for a kind of application: for rechtstreekse instroom there is no school of origin, so the
// three conditions for it do not hold.
func GatesFor(intake string) []Option {
	gates := []string{"groeidocument", "sot-involved", "own-network-explored", "basisondersteuning-shown"}
	if intake == "direct" {
		gates = gates[3:]
	}
	options := make([]Option, len(gates))
	for i, gate := range gates {
		options[i] = Option{Value: gate, Text: gateWords[gate].Text, Help: gateWords[gate].Help}
	}
	return options
}

// fileKinds are the kinds of files that can go with an application.
var fileKinds = []Option{
	{Value: "groeidocument", Text: "Groeidocument"}, {Value: "opp", Text: "Ontwikkelingsperspectief (OPP)"},
	{Value: "onderzoek", Text: "Onderzoeksverslag"}, {Value: "bijlage", Text: "Andere bijlage"},
}

// KindOptions are kinds of files with their names.
func KindOptions(kinds []string) []Option {
	options := make([]Option, len(kinds))
	for i, kind := range kinds {
		options[i] = Option{Value: kind, Text: pieceWord(kind)}
	}
	return options
}

// open lists, by step, what is not filled in yet; it helps, and the services decide.
func (a Application) open() []FieldError {
	d, list := a.Data, []FieldError{}
	miss := func(missing bool, step, field, message string) {
		if missing {
			list = append(list, FieldError{Field: field, Message: message, Href: a.path(step) + "#veld-" + field})
		}
	}
	miss(d.Pupil.FirstName == "", StepPupil, "firstName", "De voornaam van de leerling")
	miss(d.Pupil.LastName == "", StepPupil, "lastName", "De achternaam van de leerling")
	miss(d.Pupil.BirthDate == "", StepPupil, "birthDate", "De geboortedatum van de leerling")
	miss(len(d.Parents) == 0, StepPupil, "parent1Name", "Ten minste één ouder of verzorger")
	miss(d.Intake == "", StepRequest, "intake", "De soort aanvraag")
	miss(d.Destination == "", StepRequest, "destination", "Het soort school")
	miss(d.Destination == "so" && d.Category == "", StepRequest, "category", "De categorie")
	miss(d.Extent == "", StepRequest, "extent", "De omvang van de plaatsing")
	miss(d.ReceivingSchoolID == "", StepRequest, "receivingSchoolId", "De school waar u een plek vraagt")
	return list
}

// advised lists what an application can go without at first, but will be asked for later.
func (a Application) advised() []FieldError {
	list := []FieldError{}
	for _, gate := range GatesFor(a.Data.Intake) {
		met := false
		for _, said := range a.Data.GatesMet {
			met = met || said == gate.Value
		}
		if !met {
			list = append(list, FieldError{Message: "U hebt niet aangegeven: " + lowerFirst(gate.Text) + ".", Href: a.path(StepGrounds) + "#veld-gatesMet"})
		}
	}
	if a.Data.Intake != "direct" && !a.hasGroeidocument() {
		list = append(list, FieldError{Message: "Er is nog geen groeidocument toegevoegd.", Href: a.path(StepDocuments)})
	}
	return list
}

// hasGroeidocument says whether there is one: added here, or of an earlier case of the pupil.
func (a Application) hasGroeidocument() bool {
	return a.has("groeidocument") || a.Further != nil && a.Further.HasGroeidocument
}

// broughtAlong says whether a groeidocument of an earlier case of the pupil goes along.
func (a Application) broughtAlong() bool {
	return a.Further != nil && a.Further.HasGroeidocument && !a.has("groeidocument")
}

// files are the papers that were added; what was written stands in the form itself.
func (a Application) files() []upstream.Piece {
	return slices.DeleteFunc(slices.Clone(a.Pieces), func(piece upstream.Piece) bool { return piece.Shape == "text" })
}

func (a Application) has(kind string) bool {
	for _, piece := range a.Pieces {
		if piece.Kind == kind {
			return true
		}
	}
	return false
}

func lowerFirst(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToLower(text[:1]) + text[1:]
}

func savedAt(at time.Time) string { return "Bewaard om " + Clock(at) + " uur" }
