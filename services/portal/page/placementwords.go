package page

import (
	"strconv"
	"strings"

	"traject.nl/services/portal/upstream"
)

// placementActs are those of the follow-up of a placement, in the order of the procedure.
var placementActs = map[string]actWords{
	"ConfirmPlacement":   {title: "Bevestigen dat de leerling er is", task: "plaatsing-bevestigen"},
	"ReportUnused":       {title: "Melden dat de leerling niet komt", recorded: "Vastleggen dat de leerling niet komt", task: "plaatsing-bevestigen", aside: true},
	"Evaluate":           {title: "Een evaluatie vastleggen", task: "evaluatie", file: "evaluationFile", aside: true},
	"ChooseContinuation": {title: "Kiezen wat er na deze TLV komt", task: "vervolg-kiezen", aside: true},
	"PlanReturn":         {title: "De terugkeer naar een gewone school plannen", file: "planFile", aside: true},
	"AnswerReturn":       {title: "Antwoorden op het plan voor de terugkeer", task: "terugplaatsing-antwoord", aside: true},
	"ConfirmReturn":      {title: "Bevestigen dat de leerling terug is", task: "terugkeer-bevestigen", aside: true},
	"FollowUpReturn":     {title: "Vertellen hoe het gaat na de terugkeer", task: "opvolging", file: "followUpFile", aside: true},
	"StopReturn":         {title: "De terugkeer stoppen", aside: true},
}

// placementWords are the words of the procedure.
var placementWords = map[string]string{
	"plaatsing":            "Plaatsing",
	"afspraken-instelling": "Afspraken met de instelling", "reden-niet-geplaatst": "Waarom de leerling niet komt",
	"evaluatieverslag": "Verslag van een evaluatie", "motivering-vervolg": "Waarom deze keuze voor het vervolg",
	"terugplaatsingsplan": "Plan voor de terugkeer naar een gewone school", "antwoord-terugplaatsing": "Antwoord van de gewone school",
	"opvolgverslag": "Verslag na de terugkeer", "reden-terugplaatsing-gestopt": "Waarom de terugkeer stopt",
}

var placementPieces = []string{
	"afspraken-instelling", "evaluatieverslag", "motivering-vervolg", "terugplaatsingsplan", "antwoord-terugplaatsing", "opvolgverslag",
	"reden-terugplaatsing-gestopt", "reden-niet-geplaatst",
}

var placementTaskKinds = []Option{
	{Value: "plaatsing-bevestigen", Text: "Plaatsing: bevestigen"}, {Value: "evaluatie", Text: "Plaatsing: evalueren"},
	{Value: "vervolg-kiezen", Text: "Plaatsing: kiezen wat er na de TLV komt"}, {Value: "terugplaatsing-antwoord", Text: "Plaatsing: antwoord op de terugkeer"},
	{Value: "terugkeer-bevestigen", Text: "Plaatsing: terugkeer bevestigen"}, {Value: "opvolging-1", Text: "Plaatsing: na zes weken terug"},
	{Value: "opvolging-2", Text: "Plaatsing: na drie maanden terug"}, {Value: "opvolging-3", Text: "Plaatsing: na een half jaar terug"},
	{Value: "vervolg-besluit", Text: "Plaatsing: nagaan hoe het verder moet"},
}

// placementDone says what just succeeded.
var placementDone = map[string]string{
	"FollowInstitution":  "Vastgelegd. U volgt de leerling vanaf nu hier.",
	"ConfirmPlacement":   "Vastgelegd dat de leerling er is.",
	"ReportUnused":       "Vastgelegd dat de leerling niet komt.",
	"Evaluate":           "De evaluatie is vastgelegd.",
	"ChooseContinuation": "Uw keuze is vastgelegd.",
	"AnswerReturn":       "Uw antwoord is vastgelegd.",
	"ConfirmReturn":      "Vastgelegd dat de leerling terug is.",
	"FollowUpReturn":     "Vastgelegd hoe het gaat.",
	"StopReturn":         "Vastgelegd dat de terugkeer stopt.",
	"samengevoegd":       "De dossiers horen nu bij elkaar.",
	"losgemaakt":         "De dossiers zijn weer los van elkaar.",
}

// placementOutcomes say how a case ended.
var placementOutcomes = map[string]string{
	"returned": "Terug op een gewone school", "unused": "Niet gebruikt", "revoked": "Ingetrokken na bezwaar", "departed": "Afgesloten",
}

var institutions = []Option{
	{Value: "ggz", Text: "Een instelling voor geestelijke gezondheidszorg (ggz)"},
	{Value: "jji", Text: "Een justitiële jeugdinrichting (jji)"},
	{Value: "other", Text: "Een andere instelling"},
}

// institutionWord says where a pupil is who is treated or kept somewhere.
func institutionWord(institution string) string { return textOfOption(institutions, institution) }

var continuations = []Option{
	{Value: "return", Text: "Terug naar een gewone school", Help: "Plan daarna de terugkeer. De gewone school antwoordt op uw plan."},
	{Value: "extension", Text: "Langer op deze school", Help: "Dat kan alleen met een nieuwe TLV. Twee deskundigen kijken opnieuw."},
	{Value: "other-type", Text: "Naar een ander soort school (van SO naar SBO, of andersom)", Help: "Dat kan alleen met een nieuwe TLV. Twee deskundigen kijken opnieuw."},
	{Value: "vo", Text: "Naar het voortgezet onderwijs"},
}

func continuationWord(continuation string) string { return textOfOption(continuations, continuation) }

// halfDayOptions are how many half days a week a pupil is at the regular school.
var halfDayOptions = func() []Option {
	options := []Option{{Text: "Kies hoeveel"}}
	for n := 1; n <= 10; n++ {
		options = append(options, Option{Value: strconv.Itoa(n), Text: halfDaysWord(n)})
	}
	return options
}()

func halfDaysWord(n int) string {
	if n == 10 {
		return "De hele week"
	}
	return Count(n, "dagdeel per week", "dagdelen per week")
}

// ReturnStepsOnForm are the steps for which the form has room.
const ReturnStepsOnForm = 6

// StepInput is the name of an input of the n-th step of a return, counted from 0.
func StepInput(n int, name string) string { return "stap" + strconv.Itoa(n+1) + name }

// evaluationWord says an evaluation in one line.
func evaluationWord(held upstream.Evaluation) string {
	word := ShortDay(held.HeldOn) + ": " + lowerFirst(goingWord(held.Going)) + "."
	if held.Together {
		word += " De scholen deden dit samen."
	}
	if held.ReturnInSight {
		word += " Terugkeer is in zicht."
	}
	return word
}

// placedTLVWord says a TLV of a stay in one line.
func placedTLVWord(tlv upstream.PlacedTLV) string {
	parts := []string{}
	if tlv.Number != "" {
		parts = append(parts, tlv.Number)
	}
	if tlv.Destination != "" {
		parts = append(parts, lowerUnlessName(What(tlv.Destination, tlv.Category, tlv.Extent)))
	}
	return strings.Join(append(parts, "geldig van "+ShortDay(tlv.ValidFrom)+" tot en met "+ShortDay(tlv.ValidUntil)), ", ")
}

// parentsAtPlacement say to parents what a phase means for them.
var parentsAtPlacement = map[string]string{
	"awaited":  "Er is een besluit: uw kind mag naar deze school. De school bevestigt hier wanneer uw kind er is.",
	"placed":   "Uw kind is op deze school. Elk jaar bespreekt de school met u hoe het gaat. In het laatste schooljaar van de TLV bespreekt de school met u wat daarna komt.",
	"return":   "Er is een plan om terug te gaan naar een gewone school. Dat gaat in stappen. U kunt het plan hier lezen.",
	"returned": "Uw kind is terug op een gewone school. Die school bespreekt met u hoe het gaat: na zes weken, drie maanden en een half jaar.",
	"closed":   "De plaatsing is afgerond.",
}
