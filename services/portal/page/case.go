package page

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"traject.nl/services/portal/upstream"
)

// CaseView is all that the page of a case shows.
type CaseView struct {
	Case    *upstream.Case
	Dossier *upstream.Dossier
	// Acts are the forms of what the person can do now.
	Acts      []ActForm
	Experts   []upstream.Expert
	Applicant string
	Receiving string
	// SchoolName gives the name of any school.
	SchoolName func(id string) string
	// Destinations are the schools to which a TLV can lead.
	Destinations []upstream.School
	// Contact at the applicant school, for parents.
	Contact   upstream.Contact
	CSRF      string
	UploadKey string
	// NewKey makes a key for a form that is only a button.
	NewKey func() string
	// Today is an ISO date in Amsterdam, Now the moment.
	Today string
	Now   time.Time
	// Wrong is what was wrong with the act that was just tried; Lost its form when the act is no longer possible.
	Wrong []FieldError
	Lost  *ActForm
	// Colleagues are those to whom a task can be given.
	Colleagues []upstream.Colleague
	// Boards that can object, besides the parties.
	Boards []Option
	// Groups of the Buitenkans, when the person can plan a place in one.
	Groups []upstream.PlaceGroup
	// Regular are the regular schools, when the person can plan a return to one.
	Regular []upstream.School
}

// ActForm is the form of one act.
type ActForm struct {
	Form
	Act  string
	View *CaseView
	// Own says that the form has the page to itself.
	Own bool
}

// written are the words in the form, which nobody wants to write again: what is longer than one word.
func (a ActForm) written() []string {
	var list []string
	for _, name := range slices.Sorted(maps.Keys(a.Values)) {
		if words := a.Value(name); strings.Contains(strings.TrimSpace(words), " ") {
			list = append(list, words)
		}
	}
	return list
}

// Title of the case, for who may know the name and for who may not.
func (v *CaseView) Title() string {
	if v.Dossier.Person != nil {
		if name := fullName(upstream.Pupil{FirstName: v.Dossier.Person.FirstName, LastName: v.Dossier.Person.LastName}); name != "" {
			return name
		}
	}
	return v.procedure().nameless(v)
}

// FormNames are what the forms on the page are: the acts, and the tasks under which they stand.
func (v *CaseView) FormNames() []string {
	names := make([]string, len(v.Acts))
	for i, form := range v.Acts {
		names[i] = form.Act
	}
	for _, asked := range v.asked() {
		names = append(names, "taak:"+asked.Task.ID)
	}
	return names
}

// AskedTask is an open task of the person with the forms of what can be done about it.
type AskedTask struct {
	Task  upstream.Task
	Forms []ActForm
}

// asked are the open tasks of the person. A form stands under one task only.
func (v *CaseView) asked() []AskedTask {
	var list []AskedTask
	used := map[string]bool{}
	for _, task := range v.Case.Tasks {
		if !task.Mine || task.ClosedAt != nil {
			continue
		}
		asked := AskedTask{Task: task}
		for _, form := range v.Acts {
			if v.words(form.Act).does(task.Kind) && !used[form.Act] {
				used[form.Act] = true
				asked.Forms = append(asked.Forms, form)
			}
		}
		list = append(list, asked)
	}
	return list
}

// possible are the forms of what nobody asked of the person now, and that do not belong to a task, a term or a notice.
func (v *CaseView) possible() []ActForm {
	used := map[string]bool{}
	for _, asked := range v.asked() {
		for _, form := range asked.Forms {
			used[form.Act] = true
		}
	}
	possible := slices.DeleteFunc(slices.Clone(v.Acts), func(a ActForm) bool { return used[a.Act] || v.words(a.Act).elsewhere })
	// What ends everything stands last.
	slices.SortStableFunc(possible, func(a, b ActForm) int { return rank(a.Act) - rank(b.Act) })
	return possible
}

func rank(act string) int {
	if act == "RecordDeparture" {
		return 1
	}
	return 0
}

func (v *CaseView) late(task upstream.Task) bool { return task.LateAt(v.Now) }

func (v *CaseView) othersTasks() []upstream.Task {
	var tasks []upstream.Task
	for _, task := range v.Case.Tasks {
		if !task.Mine && task.ClosedAt == nil {
			tasks = append(tasks, task)
		}
	}
	return tasks
}

// nextTerm is the term of the law that the page leads with: the first that is not over.
func (v *CaseView) nextTerm() *upstream.Term {
	for i, term := range v.Case.Terms {
		if term.Kind == "statutory" && !term.Over() && !term.Backward && term.ID != "dwangsombesluit" {
			return &v.Case.Terms[i]
		}
	}
	return nil
}

func (v *CaseView) parent() bool { return v.Case.Is("parent") }

// worksHere says whether the person is of ZOUT or its SOT.
func (v *CaseView) worksHere() bool {
	return v.Case.Is("office") || v.Case.Is("director") || v.Case.Is("sot")
}

func (v *CaseView) mayReadLog() bool { return v.Case.Is("office") || v.Case.Is("director") }

func (v *CaseView) liveHref() string {
	return CaseHref(v.Case.ID) + "/nieuws?" + url.Values{
		"versie": {fmt.Sprint(v.Case.Version)}, "vormen": {strings.Join(v.FormNames(), ",")},
	}.Encode()
}

func (v *CaseView) streamHref() string {
	return CaseHref(v.Case.ID) + "/gebeurtenissen?" + url.Values{"vanaf": {fmt.Sprint(v.Case.Version)}}.Encode()
}

// phase is one block of the progress bar.
type phase struct{ name, state string }

var phaseNames = []string{"Bevoegdheid", "Volledigheid", "Ouders", "Advies", "Besluit", "Brief", "Bezwaartermijn"}

var phasePlaces = map[string]int{
	"competentie": 0, "volledigheid": 1, "aanvulling": 1, "ouders": 2, "zienswijze": 2, "advies": 3, "verschil": 3, "besluit": 4,
	"verzending": 5, "rust": 6, "gesloten": 7,
}

// phases of the procedure with where it stands; none for a case that ended before its decision.
func (v *CaseView) phases() []phase {
	if tlv := v.Case.TLV; v.deceased() || tlv != nil && (tlv.Outcome == "withdrawn" || tlv.Outcome == "forwarded") {
		return nil
	}
	here := phasePlaces[v.Case.Phase]
	list := make([]phase, len(phaseNames))
	for i, name := range phaseNames {
		state := "straks"
		if i < here {
			state = "klaar"
		}
		if i == here {
			state = "nu"
		}
		list[i] = phase{name, state}
	}
	return list
}

// expertName says who an expert is, by function.
func (v *CaseView) expertName(id string) string {
	for _, expert := range v.Experts {
		if expert.ID == id {
			if expert.Title != "" {
				return expert.Title
			}
			return Word(expert.Profession)
		}
	}
	return "Deskundige " + id
}

// expertOptions are the experts that can still be asked; first asks for a GZ-psycholoog.
func (v *CaseView) expertOptions(first bool) []Option {
	options := []Option{{Text: "Kies een deskundige"}}
	for _, expert := range v.Experts {
		if expert.Active && (!first || expert.Profession == "gz-psycholoog") {
			options = append(options, Option{Value: expert.ID, Text: v.expertWithProfession(expert)})
		}
	}
	return options
}

// expertWithProfession adds the profession where the name does not say it.
func (v *CaseView) expertWithProfession(expert upstream.Expert) string {
	name := v.expertName(expert.ID)
	if strings.Contains(strings.ToLower(name), expert.Profession) {
		return name
	}
	return name + " (" + Word(expert.Profession) + ")"
}

// authorName says who wrote or added a piece: an expert by function, others by role.
func (v *CaseView) authorName(party string) string {
	if id, ok := strings.CutPrefix(party, "expert:"); ok {
		return v.expertName(id)
	}
	return RoleOf(party)
}

// destinationOptions are the schools to which a TLV can lead.
func (v *CaseView) destinationOptions() []Option {
	options := []Option{{Text: "Kies een school"}}
	for _, school := range v.Destinations {
		options = append(options, Option{Value: school.ID, Text: school.Name + ", " + school.Place + " (" + strings.ToUpper(school.Type) + ")"})
	}
	return options
}

// gates are the conditions of this application.
func (v *CaseView) gates() []Option {
	if v.Case.TLV == nil {
		return nil
	}
	return GatesFor(v.Case.TLV.Application.Intake)
}

// saidMet says whether the school says that a condition is met.
func (v *CaseView) saidMet(gate string) bool {
	return v.Case.TLV != nil && slices.Contains(v.Case.TLV.Application.GatesMet, gate)
}

// looseFiles are files of one's own that no act refers to yet; a kind narrows them.
func (v *CaseView) looseFiles(kind string) []upstream.Piece {
	var files []upstream.Piece
	for _, piece := range v.Dossier.Pieces {
		if piece.Mine && !piece.Attached && piece.Shape == "file" && (kind == "" || piece.Kind == kind) {
			files = append(files, piece)
		}
	}
	return files
}

// pieceGroup is the pieces of one kind.
type pieceGroup struct {
	title  string
	pieces []upstream.Piece
}

var pieceOrder = []string{
	"brief", "groeidocument", "opp", "onderzoek", "bijlage", "aanvullingsverzoek", "aanvulling", "zienswijze", "gespreksverslag", "advies",
	"zienswijze-weging", "terugplaatsingsafspraken", "motivering", "intrekking",
	"bezwaarschrift", "bezwaarmaker", "gemachtigde", "volmacht", "herstelverzoek", "herstel", "reden-te-laat", "gesprek-bezwaar", "verweerschrift",
	"procedure-en-criteria", "schoolprofiel", "lbt-dossier", "lbt-dossier-bestanden", "plaats-hoorzitting", "hoorverslag", "lbt-advies",
	"motivering-bezwaar", "afwijking-advies", "intrekking-bezwaar",
}

// sharedPieces are those of the terms and tasks of any procedure.
var sharedPieces = []string{
	"verlenging", "instemming", "oorzaak", "ingebrekestelling", "oordeel-ingebrekestelling", "dwangsombesluit", "taakopmerking",
}

// allPieces are the kinds of pieces in the order in which people look for them.
var allPieces = slices.Concat(pieceOrder, buitenkansPieces, placementPieces, sharedPieces)

// groups are the pieces of the dossier by kind, in the order in which people look for them. Texts that no act refers to
// are left out: they are of a form that was not sent.
func groups(pieces []upstream.Piece) []pieceGroup {
	var list []pieceGroup
	for _, kind := range allPieces {
		group := pieceGroup{title: pieceWord(kind)}
		for _, piece := range pieces {
			if piece.Kind == kind && (piece.Attached || piece.Shape != "text") {
				group.pieces = append(group.pieces, piece)
			}
		}
		if len(group.pieces) > 0 {
			list = append(list, group)
		}
	}
	return list
}

// PieceWord names a kind of piece.
func PieceWord(kind string) string { return pieceWord(kind) }

func pieceHref(caseID string, piece upstream.Piece) string {
	if piece.Shape == "text" {
		return CaseHref(caseID) + "/teksten/" + url.PathEscape(piece.ID)
	}
	return CaseHref(caseID) + "/documenten/" + url.PathEscape(piece.ID)
}

func pieceTitle(piece upstream.Piece) string {
	if piece.Name != "" {
		return piece.Name
	}
	return pieceWord(piece.Kind)
}

// FormsAct is what happens to the forms on a page when news comes in.
type FormsAct int

// The three possibilities.
const (
	// KeepForms: what can be done is still the same.
	KeepForms FormsAct = iota
	// ReplaceForms: other things can be done, and nobody is typing.
	ReplaceForms
	// WarnAboutForms: other things can be done, but somebody is typing.
	WarnAboutForms
)

// News is what changed on the page of a case.
type News struct {
	View  *CaseView
	Forms FormsAct
}

// meanings say to parents what a phase means for them.
var meanings = map[string]string{
	"competentie":  "Het samenwerkingsverband kijkt eerst of het over deze aanvraag mag beslissen. U hoeft nu niets te doen.",
	"volledigheid": "Het kantoor kijkt of alle papieren er zijn. Het kijkt nog niet naar uw kind. U hoeft nu niets te doen.",
	"aanvulling":   "Er ontbreekt nog iets. De school zoekt het op. Zolang telt de tijd om te beslissen niet door. U hoeft nu niets te doen.",
	"ouders":       "Wij willen graag weten of u het eens bent met de aanvraag. Bent u het er niet mee eens? Dan kunt u vertellen waarom. Dat heet een zienswijze.",
	"zienswijze":   "U kunt in een gesprek aan de deskundigen vertellen wat u vindt. U mag iemand meenemen. Van het gesprek komt een verslag; u krijgt daarvan een exemplaar.",
	"advies":       "Twee deskundigen lezen het dossier en geven elk een advies. Zij schrijven ook op wat zij met uw zienswijze doen, als u die gaf.",
	"verschil":     "De deskundigen denken niet hetzelfde. Het kantoor kiest wat de volgende stap is.",
	"besluit":      "De adviezen zijn klaar; u kunt ze hier lezen. De directeur beslist.",
	"verzending":   "Er is een besluit. U krijgt een brief. Die komt ook hier te staan.",
	"rust":         "Het besluit is er. In de brief staat wat het betekent. Bent u het er niet mee eens? Dan kunt u bezwaar maken tot de datum die hier staat.",
	"gesloten":     "De aanvraag is afgerond.",
}
