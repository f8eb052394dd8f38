package plaatsing

import (
	"traject.nl/proto/contract/act"
	contract "traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/plaatsing"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// Every sentence that people read about a placement stands in this file and in stories.go: plain Dutch, and never a word about a child.
// Sentences about what somebody filled in wrong stand beside the rule they explain.

// phaseWording names the phases, and says where a case stands.
var phaseWording = map[plaatsingv1.Phase]struct{ name, status string }{
	awaited:   {"verwacht", "Er is een TLV. De school moet nog bevestigen dat de leerling er is."},
	placed:    {"geplaatst", "De leerling is nu op een school voor sbo of so."},
	returning: {"terugkeer", "Er is een plan om terug te gaan naar een gewone school."},
	returned:  {"terug", "De leerling is terug op een gewone school. Die school vertelt drie keer hoe het gaat."},
	closed:    {"gesloten", ""},
}

// closedWording says how a closed case ended; how the pupil left is said by package casework.
var closedWording = map[plaatsingv1.Outcome]string{
	plaatsingv1.Outcome_OUTCOME_RETURNED: "De leerling is terug op een gewone school, en dat gaat goed genoeg. De zaak is gesloten.",
	plaatsingv1.Outcome_OUTCOME_UNUSED:   "De TLV is niet gebruikt. De zaak is gesloten.",
	plaatsingv1.Outcome_OUTCOME_REVOKED:  "De TLV is ingetrokken na een bezwaar. De zaak is gesloten.",
}

// termWording has for each term what it is for, and what it is counted from.
var termWording = map[string]casework.TermWords{
	policy.LaatsteSchooljaar: {Title: "Regelen wat er na deze TLV komt", Event: "Begin van het laatste schooljaar van de TLV"},
	policy.EersteEvaluatie:   {Title: "Samen evalueren in het eerste jaar", Event: "Eerste dag op school"},
}

// taskWording has for each task what it is called, and who is at work on what while it is open.
var taskWording = map[string]struct{ title, acting string }{
	policy.PlaatsingBevestigen:    {"Bevestigen dat de leerling er is", "De school van de TLV bevestigt of de leerling er is."},
	policy.Evaluatie:              {"De plaatsing evalueren", "De school evalueert de plaatsing."},
	policy.VervolgKiezen:          {"Kiezen wat er na deze TLV komt", "De school kiest wat er na deze TLV komt."},
	policy.TerugplaatsingAntwoord: {"Antwoorden op het plan voor de terugkeer", "De gewone school antwoordt op het plan voor de terugkeer."},
	policy.TerugkeerBevestigen:    {"Bevestigen dat de leerling de hele week terug is", "De gewone school bevestigt dat de leerling terug is."},
	policy.Opvolging1:             {"Vertellen hoe het gaat na zes weken", "De gewone school vertelt hoe het gaat na de terugkeer."},
	policy.Opvolging2:             {"Vertellen hoe het gaat na drie maanden", "De gewone school vertelt hoe het gaat na de terugkeer."},
	policy.Opvolging3:             {"Vertellen hoe het gaat na een half jaar", "De gewone school vertelt hoe het gaat na de terugkeer."},
	policy.VervolgBesluit:         {"Nagaan hoe het verder moet", "Het kantoor van ZOUT gaat na hoe het verder moet."},
	contract.DefaultTask:          {"Een ingebrekestelling beoordelen", "ZOUT beoordeelt een ingebrekestelling."},
	contract.PenaltyTask:          {"Beslissen over de dwangsom", "De directeur van ZOUT beslist over de dwangsom."},
}

// Why somebody is asked to do something now.
const (
	reasonConfirm = "Er is een TLV voor uw school. Bevestig vanaf welke dag de leerling er is, of meld dat de leerling niet komt."

	reasonEvaluate         = "Elk jaar kijkt u met de verwijzende school en de ouders hoe het gaat, en of de leerling terug kan naar een gewone school."
	reasonEvaluateTogether = "In het eerste jaar evalueert u ten minste één keer samen met de verwijzende school. Nodig die school en de ouders uit."
	// A school that applied for a pupil of its own has no referring school.
	reasonEvaluateAlone = "Elk jaar kijkt u met de ouders hoe het gaat, en of de leerling naar een gewone school kan."
	// In an institution the school of origin follows the pupil.
	reasonEvaluateInstitution = "Uw leerling is in een instelling. Vraag hoe het gaat, en wanneer de leerling terug kan komen."

	reasonAnswer   = "Een school wil een leerling bij u laten terugkomen. Lees het plan, en laat weten of de leerling bij u kan komen."
	reasonReturned = "Volgens het plan is de leerling nu de hele week bij u. Bevestig de dag waarop dat begon, of meld dat het niet lukt."
	reasonTalk     = "De leerling is terug. Bespreek met de ouders en de vorige school hoe het gaat."

	titleTalkAgain = "Vertellen hoe het nu gaat"

	reasonRunOut = "De TLV is voorbij. De leerling heeft nu geen plek op een school voor sbo of so. Kies met de ouders hoe het verder gaat. " +
		"Voor een plek op zo'n school is een nieuwe TLV nodig."
	reasonRunOutOffice = "De TLV is voorbij en er is niets geregeld voor daarna. Vraag de school en het SOT hoe het verder moet."
	reasonRevoked      = "De TLV is ingetrokken na een bezwaar, maar de leerling is er al. Bespreek met de scholen en de ouders wat nu het beste is."
	reasonExpectedEnd  = "De leerling zou nu niet meer in de instelling zijn. Vraag de school van herkomst hoe het gaat. " +
		"De taak is klaar als die school een evaluatie of de terugkeer vastlegt."
)

// continuationReason says why the school must choose, and until when an application leaves the time to decide on it.
func continuationReason(last terms.Date) string {
	return "De TLV geldt tot en met " + last.Long() + ". Voor die dag moet geregeld zijn wat er daarna komt. " +
		"Langer blijven of naar een ander type school kan alleen met een nieuwe TLV. Daarover beslist ZOUT binnen acht weken: " +
		"vraag haar aan uiterlijk op " + applyBy(last).Long() + "."
}

// notYoursWording says whose act it is.
var notYoursWording = map[act.Act]string{
	plaatsing.ConfirmPlacement:   "Alleen de school waarvoor de TLV is, kan bevestigen dat de leerling er is.",
	plaatsing.ReportUnused:       "Alleen de school waarvoor de TLV is, kan melden dat de leerling niet komt. Vraag het kantoor van ZOUT als dat niet lukt.",
	plaatsing.Evaluate:           "Alleen de school waar de leerling is en de verwijzende school kunnen een evaluatie vastleggen.",
	plaatsing.ChooseContinuation: "Alleen de school waar de leerling nu is, kiest wat er na de TLV komt.",
	plaatsing.PlanReturn:         "Alleen de school waar de leerling nu is, maakt het plan voor de terugkeer.",
	plaatsing.AnswerReturn:       "Alleen de gewone school uit het plan kan antwoorden.",
	plaatsing.ConfirmReturn:      "Alleen de gewone school waar de leerling naartoe ging, kan bevestigen dat de leerling terug is.",
	plaatsing.FollowUpReturn:     "Alleen de gewone school waar de leerling terug is, legt vast hoe het gaat.",
	plaatsing.StopReturn:         "Alleen de gewone school en de school waar de leerling vandaan kwam, kunnen de terugkeer stoppen.",
}

const chooseGoing = "Kies hoe het gaat: goed, let op, of niet goed."

// goingWording says how it goes, inside a sentence; the referring school reads it too.
var goingWording = map[plaatsingv1.Going]string{
	plaatsingv1.Going_GOING_WELL:      "het gaat goed",
	plaatsingv1.Going_GOING_ATTENTION: "er is iets om op te letten",
	plaatsingv1.Going_GOING_NOT_WELL:  "het gaat niet goed",
}

// institutionWording names an institution, inside a sentence.
var institutionWording = map[plaatsingv1.Institution]string{
	plaatsingv1.Institution_INSTITUTION_GGZ:   "een instelling voor ggz",
	plaatsingv1.Institution_INSTITUTION_JJI:   "een justitiële jeugdinrichting",
	plaatsingv1.Institution_INSTITUTION_OTHER: "een instelling",
}

// continuationWording names the choices, as the outcome of a task.
var continuationWording = map[plaatsingv1.Continuation]string{
	toRegular: "terug naar een gewone school",
	extension: "langer op deze school",
	otherType: "naar een ander type school",
	toVO:      "naar het voortgezet onderwijs",
}
