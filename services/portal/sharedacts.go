package portal

import (
	"strconv"
	"strings"

	"traject.nl/services/portal/page"
)

// sharedActs are those that every procedure has: on terms, notices of default, the policy and tasks.
var sharedActs = map[string]actSpec{
	"ExtendTerm": {
		path: "term-extension", texts: []textField{{"extensionReason", "verlenging", "reasonTextId", nil}},
		body: extensionBody, check: needed("extensionReason", "Schrijf op waarom het niet op tijd lukt."),
	},
	"AgreeDelay": {
		path: "term-delay", texts: []textField{{"consentText", "instemming", "proofId", without("consentFile")}},
		file: &fileField{"consentFile", "instemming", "proofId"},
		body: func(a answers) map[string]any { return a.filled("termId", "fromOn", "untilOn") },
		check: func(a answers) []page.FieldError {
			return append(needed("fromOn", "Vul de eerste dag in.", "untilOn", "Vul de laatste dag in.")(a),
				wordsOrFile("consentText", "consentFile", "Voeg de schriftelijke instemming toe, of neem de tekst over.")(a)...)
		},
	},
	"SuspendTerm": {
		path: "term-suspension", texts: []textField{{"causeText", "oorzaak", "proofId", nil}},
		body:  func(a answers) map[string]any { return a.filled("termId", "fromOn", "ground") },
		check: needed("ground", "Kies waarom de termijn stilstaat.", "fromOn", "Vul de eerste dag in.", "causeText", "Schrijf op wat er is gebeurd."),
	},
	"ResumeTerm": {
		path: "term-resumption", body: func(a answers) map[string]any { return a.filled("termId", "untilOn") },
		check: needed("untilOn", "Vul de laatste dag in waarop de termijn stilstond."),
	},
	"NotifyDefault": {
		path: "default-notice", texts: []textField{{"noticeText", "ingebrekestelling", "textId", without("noticeFile")}},
		file: &fileField{"noticeFile", "ingebrekestelling", "textId"},
		body: func(a answers) map[string]any {
			body := a.filled("termId", "fromParty")
			if day := a.get("noticeReceivedOn"); day != "" {
				body["receivedOn"] = day
			}
			return body
		},
		check:  noticeComplete,
		inputs: map[string]string{"receivedOn": "noticeReceivedOn"},
	},
	"JudgeDefault": {
		path: "default-judgement", texts: []textField{{"judgementText", "oordeel-ingebrekestelling", "textId", nil}},
		body: func(a answers) map[string]any { return a.filled("noticeId", "judgement") },
		check: func(a answers) []page.FieldError {
			if judged := a.get("judgement"); judged == "" || judged == "valid" {
				return needed("judgement", "Kies wat u van de ingebrekestelling vindt.")(a)
			}
			return needed("judgementText", "Schrijf op waarom zij niet telt.")(a)
		},
	},
	"DecidePenalty": {
		path: "penalty-decision", texts: []textField{{"penaltyReasons", "dwangsombesluit", "textId", nil}},
		body: func(a answers) map[string]any {
			// The check has read the number before.
			euros, _ := wholeNumber(a.get("euros"))
			return map[string]any{"noticeId": a.get("noticeId"), "euros": euros}
		},
		check: func(a answers) []page.FieldError {
			if _, err := wholeNumber(a.get("euros")); err != nil {
				return []page.FieldError{{Field: "euros", Message: "Vul het bedrag in hele euro’s in, bijvoorbeeld 322."}}
			}
			return nil
		},
	},
	"RecordDeparture": departureAct,
	"MovePolicy":      {path: "policy-move", body: func(a answers) map[string]any { return a.filled("toVersion") }},
	"ClaimTask":       {path: "task-claim", body: func(a answers) map[string]any { return a.filled("taskId") }},
	"PutBackTask":     {path: "task-return", body: func(a answers) map[string]any { return a.filled("taskId") }},
	"HandOverTask":    {path: "task-handover", body: handOverBody, check: needed("to", "Kies aan wie u de taak geeft."), inputs: map[string]string{"toParty": "to", "toSubject": "to"}},
	"CommentTask": {
		path: "task-comment", texts: []textField{{"commentText", "taakopmerking", "textId", nil}},
		body:  func(a answers) map[string]any { return a.filled("taskId") },
		check: needed("commentText", "Schrijf uw opmerking op."),
	},
}

// noticeComplete asks the office, whose form has these inputs, from whom a notice came and when.
func noticeComplete(a answers) []page.FieldError {
	var wrong []page.FieldError
	if _, recorded := a["fromParty"]; recorded {
		wrong = needed("fromParty", "Kies van wie de ingebrekestelling komt.", "noticeReceivedOn", "Vul in wanneer zij is ontvangen.")(a)
	}
	return append(wrong, wordsOrFile("noticeText", "noticeFile", "Schrijf een zin op, of voeg een brief toe.")(a)...)
}

// extensionBody names weeks or a date, whichever the form asks.
func extensionBody(a answers) map[string]any {
	body := a.filled("termId", "untilOn")
	if weeks, err := strconv.Atoi(a.get("weeks")); err == nil && a.get("untilOn") == "" {
		body["weeks"] = weeks
	}
	return body
}

// receiver splits the choice of who gets a task: the party, and after a bar the colleague.
func receiver(choice string) (party, subject string) {
	party, subject, _ = strings.Cut(choice, "|")
	return party, subject
}

func handOverBody(a answers) map[string]any {
	party, subject := receiver(a.get("to"))
	body := with(a.filled("taskId"), "toParty", party)
	if subject != "" {
		body["toSubject"] = subject
	}
	return body
}
