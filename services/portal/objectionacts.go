package portal

import (
	"slices"
	"strconv"
	"strings"

	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

// objectionActs are those of a bezwaar, in the order of the procedure.
var objectionActs = map[string]actSpec{
	"Acknowledge": {path: "acknowledgement", body: nothing},
	"AskRepair": {
		path: "repair-request", texts: []textField{{"repairRequest", "herstelverzoek", "requestTextId", nil}},
		body:  func(a answers) map[string]any { return a.filled("repairBy") },
		check: needed("repairRequest", "Schrijf op wat er ontbreekt.", "repairBy", "Vul de laatste dag in."),
	},
	"Repair": {
		path: "repair", texts: []textField{{"repairText", "herstel", "textId", without("repairFile")}}, file: &fileField{"repairFile", "herstel", "textId"},
		body:  func(a answers) map[string]any { return renamed(a, "repairReceivedOn", "receivedOn") },
		check: wordsOrFile("repairText", "repairFile", "Schrijf de aanvulling op, of voeg een bestand toe."), inputs: map[string]string{"receivedOn": "repairReceivedOn"},
	},
	"ExplainLateness": {
		path: "lateness", texts: []textField{{"latenessText", "reden-te-laat", "textId", nil}}, body: nothing,
		check: needed("latenessText", "Schrijf op waarom het bezwaar later kwam."),
	},
	"HoldTalk": {
		path: "objection-talk", texts: []textField{{"talkText", "gesprek-bezwaar", "textId", nil}},
		body:  func(a answers) map[string]any { return a.filled("talkOn") },
		check: needed("talkOn", "Vul de datum van het gesprek in."),
	},
	"FileDefence": {
		path: "defence", texts: []textField{{"defenceText", "verweerschrift", "textId", without("defenceFile")}},
		file: &fileField{"defenceFile", "verweerschrift", "textId"}, body: nothing,
		check: wordsOrFile("defenceText", "defenceFile", "Schrijf het verweerschrift, of voeg het toe als bestand."),
	},
	"MakeBundle": {path: "bundle", body: nothing},
	"SendToLbt": {
		path: "lbt-submission", body: func(a answers) map[string]any { return a.filled("sentOn") },
		check: needed("sentOn", "Vul de dag in waarop u het dossier hebt ingediend."),
	},
	"PlanHearing": {
		path: "hearing", texts: []textField{{"hearingPlace", "plaats-hoorzitting", "placeTextId", nil}},
		body: func(a answers) map[string]any { return a.filled("hearingOn", "hearingTime") },
		check: needed("hearingOn", "Vul de datum van de hoorzitting in.", "hearingTime", "Vul in hoe laat de zitting begint.",
			"hearingPlace", "Schrijf op waar de zitting is."),
	},
	"ReportHearing": {
		path: "hearing-report", texts: []textField{{"hearingText", "hoorverslag", "reportId", without("hearingFile")}},
		file: &fileField{"hearingFile", "hoorverslag", "reportId"}, body: hearingBody, check: hearingComplete, inputs: map[string]string{"held": "hearingHeld"},
	},
	"RecordAdvice": {
		path: "lbt-advice", file: &fileField{"lbtAdviceFile", "lbt-advies", "adviceId"},
		body: func(a answers) map[string]any {
			return map[string]any{"opinion": a.get("lbtOpinion"), "receivedOn": a.get("adviceReceivedOn")}
		},
		check: needed("lbtOpinion", "Kies wat de LBT adviseert.", "lbtAdviceFile", "Voeg het advies toe.",
			"adviceReceivedOn", "Vul de dag in waarop het advies is ontvangen."),
		inputs: map[string]string{"opinion": "lbtOpinion", "receivedOn": "adviceReceivedOn"},
	},
	"DecideObjection": {
		path: "objection-decision",
		texts: []textField{
			{"objectionReasons", "motivering-bezwaar", "reasonsTextId", nil}, {"deviation", "afwijking-advies", "deviationTextId", nil},
		},
		body: objectionDecision, check: objectionDecided,
	},
	"AnnounceObjection": {path: "objection-announcement", body: nothing},
	"RecordAppeal": {
		path: "appeal", body: func(a answers) map[string]any { return a.filled("lodgedOn") },
		check: needed("lodgedOn", "Vul de dag in waarop beroep is ingesteld."),
	},
	"WithdrawObjection": {
		path: "objection-withdrawal", texts: []textField{{"withdrawalText", "intrekking-bezwaar", "textId", nil}}, body: nothing,
		check: needed("zeker", "Vink aan dat het bezwaar wordt ingetrokken."),
	},
}

func nothing(answers) map[string]any { return map[string]any{} }

// needed finds which of these inputs are empty; each name is followed by what to say then.
func needed(pairs ...string) func(answers) []page.FieldError {
	return func(a answers) []page.FieldError {
		var wrong []page.FieldError
		for i := 0; i+1 < len(pairs); i += 2 {
			wrong = append(wrong, chosen(pairs[i], pairs[i+1])(a)...)
		}
		return wrong
	}
}

// without says that the words count only when no file came instead.
func without(file string) func(answers) bool {
	return func(a answers) bool { return a.get(file) == "" }
}

// wordsOrFile asks for one of the two, and not both: an act refers to one piece.
func wordsOrFile(words, file, message string) func(answers) []page.FieldError {
	return func(a answers) []page.FieldError {
		switch {
		case a.get(words) == "" && a.get(file) == "":
			return []page.FieldError{{Field: words, Message: message}}
		case a.get(words) != "" && a.get(file) != "":
			return []page.FieldError{{Field: words, Message: "U schreef een tekst en voegde ook een bestand toe. Haal de tekst weg, of zet alles in het bestand."}}
		}
		return nil
	}
}

// renamed is an answer under the name that the service gives to it; empty when it was not given.
func renamed(a answers, input, name string) map[string]any {
	if value := a.get(input); value != "" {
		return map[string]any{name: value}
	}
	return map[string]any{}
}

func hearingBody(a answers) map[string]any {
	if a.get("hearingHeld") == "ja" {
		return map[string]any{"held": true}
	}
	return with(a.filled("skipGround"), "held", false)
}

func hearingComplete(a answers) []page.FieldError {
	switch a.get("hearingHeld") {
	case "ja":
		return wordsOrFile("hearingText", "hearingFile", "Schrijf het verslag, of voeg het toe als bestand.")(a)
	case "nee":
		return needed("skipGround", "Kies waarom er geen zitting was.")(a)
	}
	return needed("hearingHeld", "Kies of de hoorzitting is gehouden.")(a)
}

// replaces says whether something new takes the place of the decisions objected to.
func replaces(a answers) bool { return slices.Contains([]string{"upheld", "partly"}, a.get("opinion")) }

// contestedCases are the cases for which a new decision is in the form.
func contestedCases(a answers) []string {
	var ids []string
	for n := 0; a.get(page.ReplacementInput(n, "case")) != ""; n++ {
		ids = append(ids, a.get(page.ReplacementInput(n, "case")))
	}
	return ids
}

// replacementOf are the answers about the n-th new decision, under the names that the form of a first decision gives to them.
func replacementOf(a answers, n int) answers {
	named := answers{}
	for _, name := range []string{"granted", "destination", "category", "extent", "receivingSchoolId", "validFrom", "validUntil"} {
		named[name] = a[page.ReplacementInput(n, name)]
	}
	return named
}

func objectionDecision(a answers) map[string]any {
	body := map[string]any{"opinion": a.get("opinion")}
	if !replaces(a) {
		return body
	}
	replacements := []map[string]any{}
	for n, id := range contestedCases(a) {
		replacements = append(replacements, map[string]any{"caseId": id, "decision": applicationActs["Decide"].body(replacementOf(a, n))})
	}
	return with(body, "replacements", replacements)
}

func objectionDecided(a answers) []page.FieldError {
	wrong := needed("opinion", "Kies hoe u op het bezwaar beslist.")(a)
	if replaces(a) {
		for n := range contestedCases(a) {
			decision := replacementOf(a, n)
			// The reasons of the decision on the objection are those of the new one too.
			decision["reasons"] = a["objectionReasons"]
			for _, problem := range decisionComplete(decision) {
				if problem.Field != "reasons" {
					problem.Field = page.ReplacementInput(n, problem.Field)
					wrong = append(wrong, problem)
				}
			}
		}
	}
	return append(wrong, needed("objectionReasons", "Schrijf de motivering op.")(a)...)
}

// objectionInputs travel from the form of the decision to its signing.
func objectionInputs(facts *upstream.Bezwaar) []string {
	inputs := []string{"opinion", "objectionReasons", "deviation"}
	if facts == nil {
		return inputs
	}
	for n := range facts.Decisions {
		for _, name := range []string{"case", "granted", "destination", "category", "extent", "receivingSchoolId", "validFrom", "validUntil"} {
			inputs = append(inputs, page.ReplacementInput(n, name))
		}
	}
	return inputs
}

// replacementField is the input for a part of a new decision, such as "0].decision.validUntil".
func replacementField(location string) string {
	index, part, ok := strings.Cut(location, "]")
	n, err := strconv.Atoi(index)
	if !ok || err != nil {
		return ""
	}
	part = strings.TrimPrefix(strings.TrimPrefix(part, ".decision"), ".")
	if part == "" || part == "caseId" || part == "reasonsTextId" {
		part = "granted"
	}
	return page.ReplacementInput(n, part)
}

// wholeNumber reads a number without decimals; a dot between thousands is allowed.
func wholeNumber(text string) (int, error) {
	digits := slices.DeleteFunc([]rune(text), func(sign rune) bool { return sign == '.' || sign == ' ' || sign == '€' })
	return strconv.Atoi(string(digits))
}
