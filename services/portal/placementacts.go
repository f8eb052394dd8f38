package portal

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"traject.nl/services/portal/page"
	"traject.nl/services/portal/upstream"
)

// placementActs are those of the follow-up of a placement, in the order of the procedure.
var placementActs = map[string]actSpec{
	"ConfirmPlacement": {
		path: "placement-confirmation", body: func(a answers) map[string]any { return a.filled("placedOn") },
		check: needed("placedOn", "Vul de eerste dag van de leerling op uw school in."),
	},
	"ReportUnused": {
		path: "unused", texts: []textField{{"unusedText", "reden-niet-geplaatst", "textId", nil}}, body: nothing,
		check: needed("unusedText", "Schrijf op waarom de leerling niet komt."),
	},
	"Evaluate": {
		path: "evaluation", texts: []textField{{"evaluationText", "evaluatieverslag", "reportId", without("evaluationFile")}},
		file: &fileField{"evaluationFile", "evaluatieverslag", "reportId"},
		body: func(a answers) map[string]any {
			return map[string]any{
				"heldOn": a.get("evaluatedOn"), "going": a.get("going"), "together": a.get("together") == "ja",
				"returnInSight": a.get("returnInSight") == "ja",
			}
		},
		check: together(
			needed("evaluatedOn", "Vul de datum van de evaluatie in.", "going", "Kies hoe het met de leerling gaat."), togetherAnswered,
			wordsOrFile("evaluationText", "evaluationFile", "Schrijf het verslag, of voeg het toe als bestand.")),
		inputs: map[string]string{"heldOn": "evaluatedOn"},
	},
	"ChooseContinuation": {
		path: "continuation", texts: []textField{{"continuationText", "motivering-vervolg", "reasonsTextId", nil}},
		body:  func(a answers) map[string]any { return a.filled("continuation") },
		check: needed("continuation", "Kies wat er na deze TLV komt.", "continuationText", "Schrijf op waarom, en wat de ouders ervan vinden."),
	},
	"PlanReturn": {
		path: "return", texts: []textField{{"planText", "terugplaatsingsplan", "planId", without("planFile")}},
		file: &fileField{"planFile", "terugplaatsingsplan", "planId"},
		body: func(a answers) map[string]any {
			return map[string]any{"schoolId": a.get("returnSchoolId"), "steps": returnSteps(a)}
		},
		check: together(needed("returnSchoolId", "Kies de gewone school."), stepsComplete,
			wordsOrFile("planText", "planFile", "Schrijf het plan op, of voeg het toe als bestand.")),
		inputs: map[string]string{"schoolId": "returnSchoolId", "steps": page.StepInput(0, "Vanaf")},
	},
	"AnswerReturn": {
		path: "return-answer", texts: []textField{{"answerText", "antwoord-terugplaatsing", "textId", answered("agreed", "nee")}},
		body: func(a answers) map[string]any { return map[string]any{"agreed": a.get("agreed") == "ja"} },
		check: wordsWhen("agreed", "Kies of u het eens bent met het plan.", []string{"nee"}, "answerText",
			"Schrijf op waarom het zo niet kan."),
	},
	"ConfirmReturn": {
		path: "return-confirmation", body: func(a answers) map[string]any { return a.filled("returnedOn") },
		check: needed("returnedOn", "Vul de eerste dag in waarop de leerling de hele week terug is."),
	},
	"FollowUpReturn": {
		path: "follow-up", texts: []textField{{"followUpText", "opvolgverslag", "reportId", without("followUpFile")}},
		file: &fileField{"followUpFile", "opvolgverslag", "reportId"},
		body: func(a answers) map[string]any {
			return map[string]any{"heldOn": a.get("followedUpOn"), "going": a.get("going")}
		},
		check: together(needed("followedUpOn", "Vul de datum van het gesprek in.", "going", "Kies hoe het met de leerling gaat."),
			wordsOrFile("followUpText", "followUpFile", "Schrijf het verslag, of voeg het toe als bestand.")),
		inputs: map[string]string{"heldOn": "followedUpOn"},
	},
	"StopReturn": {
		path: "return-stop", texts: []textField{{"stoppedText", "reden-terugplaatsing-gestopt", "textId", nil}},
		body:  func(a answers) map[string]any { return a.filled("stoppedOn") },
		check: needed("stoppedOn", "Vul de dag in waarop de terugkeer stopt.", "stoppedText", "Schrijf op wat er gebeurde."),
	},
}

// togetherAnswered asks whether both schools took part, where the form asks it.
func togetherAnswered(a answers) []page.FieldError {
	if a.get("alone") != "" {
		return nil
	}
	return needed("together", "Kies of beide scholen meededen.")(a)
}

// returnSteps are the steps of a build-up up to the last one that was filled in. A gap is found before.
func returnSteps(a answers) []map[string]any {
	steps := []map[string]any{}
	for n := range filledSteps(a) {
		// The choice has numbers only; anything else is refused by the service.
		halfDays, _ := strconv.Atoi(a.get(page.StepInput(n, "Dagdelen")))
		steps = append(steps, map[string]any{"fromOn": a.get(page.StepInput(n, "Vanaf")), "halfDays": halfDays})
	}
	return steps
}

// filledSteps is how many rows of the build-up there are, up to the last one with anything in it.
func filledSteps(a answers) int {
	last := 0
	for n := range page.ReturnStepsOnForm {
		if a.get(page.StepInput(n, "Vanaf")) != "" || a.get(page.StepInput(n, "Dagdelen")) != "" {
			last = n + 1
		}
	}
	return last
}

// stepsComplete finds what is missing in the build-up; whether it is a good one is for the case.
func stepsComplete(a answers) []page.FieldError {
	rows := filledSteps(a)
	if rows == 0 {
		return []page.FieldError{{Field: page.StepInput(0, "Vanaf"), Message: "Vul in wanneer de leerling begint, en hoeveel dagdelen per week."}}
	}
	var wrong []page.FieldError
	for n := range rows {
		step := "stap " + strconv.Itoa(n+1)
		wrong = append(wrong, needed(
			page.StepInput(n, "Vanaf"), "Vul bij "+step+" de eerste dag in.", page.StepInput(n, "Dagdelen"), "Kies bij "+step+" hoeveel dagdelen.",
		)(a)...)
	}
	return wrong
}

// stepField is the input for a part of a step, such as "0].halfDays".
func stepField(location string) string {
	index, part, _ := strings.Cut(location, "]")
	n, err := strconv.Atoi(index)
	if err != nil {
		return ""
	}
	if part == ".halfDays" {
		return page.StepInput(n, "Dagdelen")
	}
	return page.StepInput(n, "Vanaf")
}

// proposePlacement fills in what is most likely for an act of a placement.
func proposePlacement(values url.Values, shown *page.CaseView, act string) {
	facts := shown.Case.Plaatsing
	if facts == nil {
		return
	}
	switch act {
	case "PlanReturn":
		values.Set("returnSchoolId", facts.OriginSchoolID)
		if back := facts.Return(); back != nil {
			values.Set("returnSchoolId", back.SchoolID)
			for n, step := range back.Steps[:min(len(back.Steps), page.ReturnStepsOnForm)] {
				values.Set(page.StepInput(n, "Vanaf"), step.FromOn)
				values.Set(page.StepInput(n, "Dagdelen"), strconv.Itoa(step.HalfDays))
			}
		}
	case "ConfirmReturn":
		if back := facts.Return(); back != nil && len(back.Steps) > 0 {
			values.Set("returnedOn", back.Steps[len(back.Steps)-1].FromOn)
		}
	case "StopReturn":
		values.Set("stoppedOn", shown.Today)
	}
}

// regularSchools are the regular schools that there still are, in order of name.
func regularSchools(schools map[string]upstream.School) []upstream.School {
	var regular []upstream.School
	for _, school := range schools {
		if school.Closed == "" && strings.EqualFold(school.Type, "bao") {
			regular = append(regular, school)
		}
	}
	slices.SortFunc(regular, func(a, b upstream.School) int { return strings.Compare(a.Name+a.Place, b.Name+b.Place) })
	return regular
}
