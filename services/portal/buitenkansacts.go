package portal

import (
	"net/url"
	"slices"
	"time"

	"traject.nl/services/portal/page"
)

// buitenkansActs are those of a Buitenkans case, in the order of the procedure.
var buitenkansActs = map[string]actSpec{
	"SupportRequest": {
		path: "support", texts: []textField{{"supportText", "sot-standpunt", "textId", answered("supported", "nee")}},
		body: func(a answers) map[string]any { return map[string]any{"supported": a.get("supported") == "ja"} },
		check: wordsWhen("supported", "Kies of het SOT de aanvraag steunt.", []string{"nee"}, "supportText",
			"Schrijf op waarom het SOT de aanvraag niet steunt."),
	},
	"ConsentToPlacement": {
		path: "consent", texts: []textField{{"consentWords", "toestemming-ouders", "textId", without("consentPaper")}},
		file:  &fileField{"consentPaper", "toestemming-ouders", "textId"},
		body:  func(a answers) map[string]any { return map[string]any{"agreed": a.get("agreed") == "ja"} },
		check: consentComplete,
	},
	"AdmitPupil": {
		path: "admission", texts: []textField{{"admissionReasons", "motivering-toelating", "reasonsTextId", nil}},
		body: admissionBody, check: admissionComplete,
	},
	"PlanStart": {
		path: "start-plan",
		body: func(a answers) map[string]any {
			return withDay(a.filled("startOn", "groupId"), "untilOn", a.get("planUntilOn"))
		},
		check: needed("startOn", "Vul de eerste dag in."), inputs: map[string]string{"untilOn": "planUntilOn"},
	},
	"ConfirmStart": {
		path: "start", texts: []textField{{"noShowText", "afspraak-niet-gekomen", "textId", answered("arrived", "nee")}},
		body:  func(a answers) map[string]any { return map[string]any{"arrived": a.get("arrived") == "ja"} },
		check: needed("arrived", "Kies of de leerling is gekomen."),
	},
	"InterruptPlacement": {
		path: "interruption",
		body: func(a answers) map[string]any {
			return map[string]any{"fromOn": a.get("awayFromOn"), "reason": a.get("awayReason")}
		},
		check:  needed("awayFromOn", "Vul de eerste dag in waarop de leerling weg is.", "awayReason", "Kies waarom de leerling weg is."),
		inputs: map[string]string{"fromOn": "awayFromOn", "reason": "awayReason"},
	},
	"ResumePlacement": {
		path: "resumption", body: func(a answers) map[string]any { return map[string]any{"on": a.get("backOn")} },
		check: needed("backOn", "Vul de eerste dag in waarop de leerling er weer is."), inputs: map[string]string{"on": "backOn"},
	},
	"MoveEnd": {
		path: "end-date", body: func(a answers) map[string]any { return map[string]any{"untilOn": a.get("endUntilOn")} },
		check: needed("endUntilOn", "Vul de laatste dag in."), inputs: map[string]string{"untilOn": "endUntilOn"},
	},
	"EvaluateMidway": report("midway-evaluation", "midwayOn", "midwayText", "midwayFile", "tussenevaluatie"),
	"AdviseSupport": {
		path: "support-advice", texts: []textField{{"supportAdviceText", "buitenkans-advies", "adviceId", without("supportAdviceFile")}},
		file: &fileField{"supportAdviceFile", "buitenkans-advies", "adviceId"},
		body: func(a answers) map[string]any { return a.filled("direction") },
		check: together(needed("direction", "Kies wat u adviseert."),
			wordsOrFile("supportAdviceText", "supportAdviceFile", "Schrijf het advies op, of voeg het toe als bestand.")),
	},
	"PlanReturn": {
		path: "return-plan", texts: []textField{{"returnPlanText", "terugkeerplan", "planId", without("returnPlanFile")}},
		file: &fileField{"returnPlanFile", "terugkeerplan", "planId"},
		body: func(a answers) map[string]any { return a.filled("returnOn") },
		check: together(needed("returnOn", "Vul de eerste dag terug op school in."),
			wordsOrFile("returnPlanText", "returnPlanFile", "Schrijf op wat de school met het advies doet, of voeg het plan toe als bestand.")),
	},
	"EndPlacement": {
		path: "placement-end", texts: []textField{{"earlyEndText", "reden-eerder-einde", "textId", answered("endReason", endedEarly...)}},
		body: func(a answers) map[string]any {
			return withDay(map[string]any{"reason": a.get("endReason")}, "endedOn", a.get("endedOn"))
		},
		check: endComplete, inputs: map[string]string{"reason": "endReason"},
	},
	"RecordAftercare": {
		path: "aftercare", texts: []textField{{"aftercareText", "nazorgverslag", "reportId", without("aftercareFile")}},
		file: &fileField{"aftercareFile", "nazorgverslag", "reportId"},
		body: func(a answers) map[string]any {
			return map[string]any{"heldOn": a.get("aftercareOn"), "going": a.get("going")}
		},
		check: together(needed("aftercareOn", "Vul de datum van het gesprek in.", "going", "Kies hoe het met de leerling gaat."),
			wordsOrFile("aftercareText", "aftercareFile", "Schrijf het verslag, of voeg het toe als bestand.")),
		inputs: map[string]string{"heldOn": "aftercareOn"},
	},
	"WithdrawRequest": {
		path: "request-withdrawal", texts: []textField{{"requestWithdrawal", "intrekking-buitenkans", "textId", nil}}, body: nothing,
		check: needed("zeker", "Vink aan dat de aanvraag wordt ingetrokken."),
	},
}

// endedEarly are the reasons that ask for an explanation.
var endedEarly = []string{"parents", "school", "buitenkans"}

// answered says that a text belongs to one of these answers.
func answered(name string, values ...string) func(answers) bool {
	return func(a answers) bool { return slices.Contains(values, a.get(name)) }
}

// together finds what is wrong by several rules, so that all of it is said at once.
func together(rules ...func(answers) []page.FieldError) func(answers) []page.FieldError {
	return func(a answers) []page.FieldError {
		var wrong []page.FieldError
		for _, rule := range rules {
			wrong = append(wrong, rule(a)...)
		}
		return wrong
	}
}

// wordsWhen asks for a choice, and for words when it is one of these.
func wordsWhen(name, choose string, values []string, words, message string) func(answers) []page.FieldError {
	return func(a answers) []page.FieldError {
		wrong := needed(name, choose)(a)
		if slices.Contains(values, a.get(name)) {
			wrong = append(wrong, needed(words, message)(a)...)
		}
		return wrong
	}
}

// withDay adds a day that may stay open.
func withDay(body map[string]any, name, day string) map[string]any {
	if day != "" {
		body[name] = day
	}
	return body
}

// report is an act that files the report of a talk, as words or as a file.
func report(path, day, words, file, kind string) actSpec {
	return actSpec{
		path: path, texts: []textField{{words, kind, "reportId", without(file)}}, file: &fileField{file, kind, "reportId"},
		body: func(a answers) map[string]any { return map[string]any{"heldOn": a.get(day)} },
		check: together(needed(day, "Vul de datum van het gesprek in."),
			wordsOrFile(words, file, "Schrijf het verslag, of voeg het toe als bestand.")),
		inputs: map[string]string{"heldOn": day},
	}
}

// consentComplete asks the office, which records what parents signed, for the paper.
func consentComplete(a answers) []page.FieldError {
	if a.get("recorded") == "" {
		return needed("agreed", "Kies of u toestemming geeft.")(a)
	}
	return together(needed("agreed", "Kies of de ouders toestemming geven."),
		wordsOrFile("consentWords", "consentPaper", "Voeg het ondertekende papier toe, of neem de tekst over."))(a)
}

func urgent(a answers) bool { return a.get("urgency") == "at-home" || a.get("urgency") == "threatened" }

func admissionBody(a answers) map[string]any {
	if a.get("admitted") != "ja" {
		return map[string]any{"admitted": false}
	}
	if urgent(a) {
		return with(a.filled("urgency"), "admitted", true)
	}
	return map[string]any{"admitted": true}
}

func admissionComplete(a answers) []page.FieldError {
	switch a.get("admitted") {
	case "ja":
		return wordsWhen("urgency", "Kies of deze leerling voorgaat.", []string{"at-home", "threatened"}, "admissionReasons",
			"Schrijf op waarom deze leerling voorgaat.")(a)
	case "nee":
		return needed("admissionReasons", "Schrijf op waarom de leerling niet wordt toegelaten.")(a)
	}
	return needed("admitted", "Kies of de leerling wordt toegelaten.")(a)
}

func endComplete(a answers) []page.FieldError {
	reason := a.get("endReason")
	if reason == "no-show" {
		return nil
	}
	wrong := wordsWhen("endReason", "Kies waarom de plaatsing stopt.", endedEarly, "earlyEndText", "Schrijf op waarom het eerder stopt.")(a)
	return append(wrong, needed("endedOn", "Vul de laatste dag van de leerling in.")(a)...)
}

// departureAct records that the pupil left, in any procedure.
var departureAct = actSpec{
	path: "departure",
	body: func(a answers) map[string]any {
		return map[string]any{"reason": a.get("departureReason"), "on": a.get("departedOn")}
	},
	check:  needed("departureReason", "Kies wat er is gebeurd.", "departedOn", "Vul de dag in.", "departureSure", "Vink aan dat dit klopt."),
	inputs: map[string]string{"reason": "departureReason", "on": "departedOn"},
}

// proposeBuitenkans fills in what is most likely for an act of a Buitenkans case.
func proposeBuitenkans(values url.Values, shown *page.CaseView, act string) {
	facts := shown.Case.Buitenkans
	if facts == nil {
		return
	}
	switch act {
	case "PlanStart":
		if facts.Place != nil {
			values.Set("startOn", facts.Place.FromOn)
		}
	case "InterruptPlacement":
		values.Set("awayFromOn", shown.Today)
	case "ResumePlacement":
		values.Set("backOn", shown.Today)
	case "MoveEnd":
		if facts.Place != nil {
			values.Set("endUntilOn", facts.Place.UntilOn)
		}
	case "PlanReturn":
		values.Set("returnOn", facts.ReturnOn)
		if facts.ReturnOn == "" && facts.Place != nil {
			values.Set("returnOn", dayAfter(facts.Place.UntilOn))
		}
	case "EndPlacement":
		values.Set("endedOn", shown.Today)
		if facts.Place != nil && facts.Place.UntilOn < shown.Today {
			values.Set("endedOn", facts.Place.UntilOn)
		}
	}
}

// dayAfter is the first day from Monday to Friday after an ISO date; empty for what is no date.
func dayAfter(iso string) string {
	day, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return ""
	}
	for day = day.AddDate(0, 0, 1); day.Weekday() == time.Saturday || day.Weekday() == time.Sunday; {
		day = day.AddDate(0, 0, 1)
	}
	return day.Format(time.DateOnly)
}
