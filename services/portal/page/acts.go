package page

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"traject.nl/services/portal/upstream"
)

// actTitle names an act for the person.
func (v *CaseView) actTitle(act string) string {
	words := v.words(act)
	if words.recorded != "" && v.Case.Is("office") {
		return words.recorded
	}
	if act == "PlanHearing" && v.Case.Bezwaar != nil && v.Case.Bezwaar.Hearing != nil && v.Case.Bezwaar.Hearing.HearingOn != "" {
		return "De hoorzitting verzetten"
	}
	if act == "PlanStart" && v.stay().MaximumOn != "" {
		return "De eerste dag verzetten"
	}
	return words.title
}

// Title of the act for the person.
func (a ActForm) Title() string { return a.View.actTitle(a.Act) }

// ActHref is the page of one act.
func ActHref(caseID, act string) string { return CaseHref(caseID) + "/doen/" + act }

// actOn is the page of an act about one task, term or notice.
func actOn(caseID, act, about, id string) string {
	return ActHref(caseID, act) + "?" + url.Values{about: {id}}.Encode()
}

// actsOnTerm are what the person can do about a term.
func (v *CaseView) actsOnTerm(id string) []string {
	return v.actsOn(id, "ExtendTerm", "AgreeDelay", "SuspendTerm", "ResumeTerm")
}

func (v *CaseView) actsOn(id string, acts ...string) []string {
	var list []string
	for _, name := range acts {
		if v.can(name, id) {
			list = append(list, name)
		}
	}
	return list
}

// can says whether the person can do the act on this task, term or notice.
func (v *CaseView) can(act, id string) bool {
	found := v.Case.Act(act)
	return found != nil && (slices.Contains(found.TaskIDs, id) || slices.Contains(found.TermIDs, id) || slices.Contains(found.NoticeIDs, id))
}

var (
	destinationKinds = []Option{{Value: "sbo", Text: "Speciaal basisonderwijs (SBO)"}, {Value: "so", Text: "Speciaal onderwijs (SO)"}}
	categories       = []Option{{Value: "laag", Text: "Laag"}, {Value: "midden", Text: "Midden"}, {Value: "hoog", Text: "Hoog"}}
	extents          = []Option{
		{Value: "full", Text: "Gehele plaatsing"}, {Value: "part-time", Text: "Plaatsing in deeltijd"}, {Value: "temporary", Text: "Tijdelijke plaatsing"},
	}
)

// decisionInputs travel from the form of the decision to its signing.
var decisionInputs = []string{
	"granted", "destination", "category", "extent", "receivingSchoolId", "validFrom", "validUntil", "returnAgreements", "reasons",
}

func categoryOf(a ActForm) string {
	if a.Value("destination") != "so" {
		return ""
	}
	return a.Value("category")
}

// gateFinding says what is known about a condition: what the school says, and for its part the SOT.
func gateFinding(v *CaseView, gate string) string {
	finding := "De school zegt niet dat dit in orde is."
	if v.saidMet(gate) {
		finding = "De school zegt dat dit in orde is."
	}
	if gate != "sot-involved" || v.Case.TLV == nil {
		return finding
	}
	switch said := v.Case.TLV.SOTInvolved; {
	case said == nil:
		return finding + " Het SOT heeft nog niet geantwoord."
	case *said:
		return finding + " Het SOT zegt dat het betrokken was."
	default:
		return finding + " Het SOT zegt dat het niet betrokken was."
	}
}

func gateOptions(gates []string) []Option {
	options := make([]Option, len(gates))
	for i, gate := range gates {
		options[i] = Option{Value: gate, Text: gateWords[gate].Text}
	}
	return options
}

// lastRequest is the request for completion that is open.
func (v *CaseView) lastRequest() *upstream.CompletionRequest {
	if v.Case.TLV == nil || len(v.Case.TLV.CompletionRequests) == 0 {
		return nil
	}
	return &v.Case.TLV.CompletionRequests[len(v.Case.TLV.CompletionRequests)-1]
}

// reportLink leads to the report of the talk, which is a text or a file.
func (v *CaseView) reportLink() templ.SafeURL {
	id := v.Case.TLV.Zienswijze.ReportID
	if piece := v.Dossier.Piece(id); piece != nil {
		return templ.SafeURL(pieceHref(v.Case.ID, *piece))
	}
	return caseLink(v.Case.ID, "/teksten/"+url.PathEscape(id))
}

func fileOptions(files []upstream.Piece, none string) []Option {
	options := []Option{{Text: none}}
	for _, file := range files {
		options = append(options, Option{Value: file.ID, Text: file.Name})
	}
	return options
}

func parentsLabel(v *CaseView) string {
	if v.parent() {
		return "Wat vindt u van de aanvraag?"
	}
	return "De zienswijze van de ouders, in hun eigen woorden"
}

func adviserLabel(v *CaseView) string {
	if v.parent() {
		return "Ik neem een adviseur mee"
	}
	return "De ouders nemen een adviseur mee"
}

func parentsButton(v *CaseView) string {
	if v.parent() {
		return "Antwoord versturen"
	}
	return "Vastleggen"
}

// schoolYearEnd is the 31 July on which the school year of a day ends.
func schoolYearEnd(today string) string {
	year, month, ok := strings.Cut(today, "-")
	number, err := strconv.Atoi(year)
	if !ok || err != nil {
		return "31 juli"
	}
	if month >= "08" {
		number++
	}
	return "31 juli " + strconv.Itoa(number)
}
