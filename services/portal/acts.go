package portal

import (
	"net/url"
	"slices"
	"strings"

	"traject.nl/services/portal/page"
)

// actSpec says how the form of an act becomes a call of the cases service.
type actSpec struct {
	// path under the case.
	path string
	// texts go to the dossier first; the act then refers to them.
	texts []textField
	// body of the call, without the ids of the texts.
	body func(answers) map[string]any
	// check finds what the services cannot know: an answer that was not given at all.
	check func(answers) []page.FieldError
	// file can come instead of words.
	file *fileField
	// inputs are where parts of the act are filled in, when they are not named alike.
	inputs map[string]string
}

// fileField is a file in a form, the kind of piece it becomes and the name by which the act refers to it.
type fileField struct{ field, kind, ref string }

// textField is a text in a form, the kind of piece it becomes and the name by which the act refers to it.
type textField struct {
	field, kind, ref string
	// when says whether the text belongs to the answers given; nil means always.
	when func(answers) bool
}

type answers url.Values

func (a answers) get(name string) string { return strings.TrimSpace(url.Values(a).Get(name)) }

// filled returns the named answers that are not empty.
func (a answers) filled(names ...string) map[string]any {
	body := map[string]any{}
	for _, name := range names {
		if value := a.get(name); value != "" {
			body[name] = value
		}
	}
	return body
}

// chosen finds the answers to yes-or-no and other choices that must be made.
func chosen(name, message string) func(answers) []page.FieldError {
	return func(a answers) []page.FieldError {
		if a.get(name) == "" {
			return []page.FieldError{{Field: name, Message: message}}
		}
		return nil
	}
}

// procedureActs are the acts of each procedure by name; two procedures can have an act of the same name.
var procedureActs = map[string]map[string]actSpec{
	"tlv": applicationActs, "bezwaar": objectionActs, "buitenkans": buitenkansActs, "plaatsing": placementActs,
}

// specOf is the act in a case of this procedure; ok is false for one that the portal does not know.
func specOf(procedure, act string) (spec actSpec, ok bool) {
	own, known := procedureActs[procedure]
	if !known {
		own = applicationActs
	}
	if spec, ok = own[act]; ok {
		return spec, true
	}
	spec, ok = sharedActs[act]
	return spec, ok
}

// applicationActs are those of a TLV.
var applicationActs = map[string]actSpec{
	"JudgeCompetence": {
		path: "competence", check: chosen("competent", "Kies of ZOUT over deze aanvraag beslist."),
		body: func(a answers) map[string]any {
			if a.get("competent") == "ja" {
				return map[string]any{"competent": true}
			}
			return with(a.filled("forwardedTo"), "competent", false)
		},
	},
	"ConfirmSot": {
		path: "sot-confirmation", check: chosen("involved", "Kies ja of nee."),
		body: func(a answers) map[string]any { return map[string]any{"involved": a.get("involved") == "ja"} },
	},
	"JudgeCompleteness": {
		path: "completeness", check: everyGate,
		texts: []textField{{"request", "aanvullingsverzoek", "requestTextId", func(a answers) bool { return len(missingGates(a)) > 0 }}},
		body: func(a answers) map[string]any {
			missing := missingGates(a)
			if len(missing) == 0 {
				return map[string]any{"missing": missing}
			}
			return with(a.filled("completeBy"), "missing", missing)
		},
	},
	"Complete": {
		path:  "completions",
		texts: []textField{{"answer", "aanvulling", "pieceIds", nil}},
		body: func(a answers) map[string]any {
			return map[string]any{"gatesMet": list(a["gatesMet"]), "pieceIds": list(a["pieceIds"])}
		},
	},
	"AnswerAsParents": {
		path: "parents-answer", check: chosen("answer", "Kies een antwoord."),
		texts: []textField{{"text", "zienswijze", "textId", isZienswijze}},
		body: func(a answers) map[string]any {
			if isZienswijze(a) {
				return map[string]any{"answer": "zienswijze", "withAdviser": a.get("withAdviser") == "ja"}
			}
			return map[string]any{"answer": a.get("answer")}
		},
	},
	"AssignExperts": {
		path: "experts",
		body: func(a answers) map[string]any {
			return map[string]any{"expertIds": []string{a.get("expert1"), a.get("expert2")}}
		},
		check: func(a answers) []page.FieldError {
			return append(chosen("expert1", "Kies de eerste deskundige.")(a), chosen("expert2", "Kies de tweede deskundige.")(a)...)
		},
	},
	"InviteToTalk": {path: "talk", body: func(a answers) map[string]any { return a.filled("talkOn") },
		check: chosen("talkOn", "Vul de datum van het gesprek in.")},
	"ReportTalk": {
		path: "talk-report", check: chosen("held", "Kies of het gesprek er is geweest."),
		texts: []textField{{"report", "gespreksverslag", "reportId", func(a answers) bool { return a.get("reportId") == "" }}},
		body:  func(a answers) map[string]any { return with(a.filled("reportId"), "held", a.get("held") == "ja") },
	},
	"ConfirmReportCopy": {
		path: "talk-report-copy", check: func(a answers) []page.FieldError {
			return append(chosen("delivery", "Kies hoe de ouders het verslag kregen.")(a), chosen("deliveredOn", "Vul de datum in.")(a)...)
		},
		body: func(a answers) map[string]any { return a.filled("delivery", "deliveredOn") },
	},
	"GiveAdvice": {
		path: "advices", check: chosen("admissible", "Kies wat u adviseert."),
		texts: []textField{{"text", "advies", "textId", nil}, {"weighing", "zienswijze-weging", "zienswijzeTextId", nil}},
		body: func(a answers) map[string]any {
			if a.get("admissible") != "ja" {
				return map[string]any{"admissible": false}
			}
			return with(withCategory(a, a.filled("destination")), "admissible", true)
		},
	},
	"ResolveDifference": {
		path: "difference", check: chosen("next", "Kies een vervolgstap."),
		body: func(a answers) map[string]any {
			if a.get("next") == "third-expert" {
				return a.filled("next", "expertId")
			}
			return a.filled("next")
		},
	},
	"Decide": {
		path: "decision", check: decisionComplete,
		texts: []textField{
			{"returnAgreements", "terugplaatsingsafspraken", "returnAgreementsTextId", isGranted},
			{"reasons", "motivering", "reasonsTextId", nil},
		},
		body: func(a answers) map[string]any {
			if !isGranted(a) {
				return map[string]any{"granted": false}
			}
			return with(withCategory(a, a.filled("destination", "extent", "validFrom", "validUntil", "receivingSchoolId")), "granted", true)
		},
	},
	"Announce": {path: "announcement", body: func(answers) map[string]any { return map[string]any{} }},
	"Withdraw": {
		path: "withdrawal", check: chosen("zeker", "Vink aan dat u de aanvraag wilt intrekken."),
		texts: []textField{{"text", "intrekking", "textId", nil}},
		body:  func(answers) map[string]any { return map[string]any{} },
	},
}

func with(body map[string]any, name string, value any) map[string]any {
	body[name] = value
	return body
}

// withCategory adds the category, which only a TLV for SO has.
func withCategory(a answers, body map[string]any) map[string]any {
	if category := a.get("category"); category != "" && a.get("destination") == "so" {
		body["category"] = category
	}
	return body
}

func list(values []string) []string { return append([]string{}, values...) }

func isZienswijze(a answers) bool { return a.get("answer") == "zienswijze" }

func isGranted(a answers) bool { return a.get("granted") == "ja" }

// gateFields are the inputs in which a condition is judged.
func gateFields(a answers) []string {
	return slices.DeleteFunc(list(a["gates"]), func(gate string) bool { return gate == "" })
}

func missingGates(a answers) []string {
	missing := []string{}
	for _, gate := range gateFields(a) {
		if a.get("gate-"+gate) == "nee" {
			missing = append(missing, gate)
		}
	}
	return missing
}

func everyGate(a answers) []page.FieldError {
	var wrong []page.FieldError
	for _, gate := range gateFields(a) {
		if a.get("gate-"+gate) == "" {
			wrong = append(wrong, page.FieldError{Field: "gate-" + gate, Message: "Kies ja of nee bij: " + page.GateWord(gate) + "."})
		}
	}
	return wrong
}

// decisionComplete is checked before the director sees what is to be signed.
func decisionComplete(a answers) []page.FieldError {
	if !isGranted(a) {
		wrong := chosen("granted", "Kies of u de aanvraag toekent of afwijst.")(a)
		if len(wrong) == 0 && a.get("reasons") == "" {
			wrong = append(wrong, page.FieldError{Field: "reasons", Message: "Schrijf op waarom u de aanvraag afwijst."})
		}
		return wrong
	}
	wrong := slices.Concat(
		chosen("destination", "Kies het soort school.")(a), chosen("extent", "Kies de plaatsing.")(a),
		chosen("validFrom", "Vul de eerste dag in.")(a), chosen("validUntil", "Vul de laatste dag in: een 31 juli.")(a),
		chosen("receivingSchoolId", "Kies de school waar de leerling naartoe gaat.")(a),
	)
	if a.get("destination") == "so" && a.get("category") == "" {
		wrong = append(wrong, page.FieldError{Field: "category", Message: "Kies de categorie."})
	}
	if until := a.get("validUntil"); until != "" && !strings.HasSuffix(until, "-07-31") {
		wrong = append(wrong, page.FieldError{Field: "validUntil", Message: "De laatste dag moet een 31 juli zijn."})
	}
	return wrong
}
