package buitenkans

import (
	contract "traject.nl/proto/contract/casework"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
)

// Every sentence that people read about a running case stands in this file and in stories.go: plain Dutch, and never a word about a
// child. Sentences about what somebody filled in wrong stand beside the rule they explain.

// phaseWording names the phases, and says where a case stands.
var phaseWording = map[buitenkansv1.Phase]struct{ name, status string }{
	request:     {"aanvraag", "De school heeft een plek bij de Buitenkans aangevraagd. Het SOT en de ouders kijken ernaar."},
	admission:   {"intake", "Het SOT en de ouders zijn het eens. De Buitenkans kijkt of zij de vraag kan beantwoorden."},
	waiting:     {"wachtlijst", "De leerling is toegelaten en staat op de wachtlijst."},
	planned:     {"gepland", ""},
	observation: {"observatie", "De leerling is bij de Buitenkans."},
	returning:   {"terugkeer", "De leerling is bij de Buitenkans. Het advies is er."},
	aftercare:   {"nazorg", "De plaatsing is voorbij. De school en het SOT volgen hoe het gaat."},
	closed:      {"gesloten", ""},
}

// closedWording says how a closed case ended.
var closedWording = map[buitenkansv1.Outcome]string{
	buitenkansv1.Outcome_OUTCOME_RETURNED:      "De leerling ging terug naar de eigen school. De zaak is gesloten.",
	buitenkansv1.Outcome_OUTCOME_TLV:           "De weg naar een TLV volgde op de Buitenkans. De zaak is gesloten.",
	buitenkansv1.Outcome_OUTCOME_OTHER_SCHOOL:  "De leerling ging naar een andere basisschool. De zaak is gesloten.",
	buitenkansv1.Outcome_OUTCOME_ENDED_EARLY:   "De plaatsing stopte eerder, zonder advies. De zaak is gesloten.",
	buitenkansv1.Outcome_OUTCOME_NOT_SUPPORTED: "Het SOT steunde de aanvraag niet. De zaak is gesloten.",
	buitenkansv1.Outcome_OUTCOME_NO_CONSENT:    "De ouders gaven geen toestemming. De zaak is gesloten.",
	buitenkansv1.Outcome_OUTCOME_NOT_ADMITTED:  "De Buitenkans kon de vraag niet beantwoorden. De zaak is gesloten.",
	buitenkansv1.Outcome_OUTCOME_WITHDRAWN:     "De school heeft de aanvraag ingetrokken. De zaak is gesloten.",
	buitenkansv1.Outcome_OUTCOME_NO_SHOW:       "De leerling is niet gekomen. De zaak is gesloten.",
	// Why the pupil left stands before it.
	buitenkansv1.Outcome_OUTCOME_DEPARTED: "De zaak is gesloten.",
}

// termWording has for each term what it is for, and what it is counted from.
var termWording = map[string]casework.TermWords{
	policy.EindePlaatsing: {Title: "De plaatsing bij de Buitenkans beëindigen", Event: "Start van de plaatsing"},
}

// taskWording has for each task what it is called, and who is at work on what while it is open.
var taskWording = map[string]struct{ title, acting string }{
	policy.SotSteun:         {"Zeggen of het SOT de aanvraag steunt", "Het SOT kijkt naar de aanvraag."},
	policy.Toestemming:      {"Toestemming geven voor de Buitenkans", "De ouders kijken naar de aanvraag."},
	policy.Intake:           {"De intake doen", "De Buitenkans doet de intake."},
	policy.StartPlannen:     {"De start plannen", "De Buitenkans plant de start."},
	policy.StartBevestigen:  {"Vastleggen of de leerling kwam", "De Buitenkans legt vast of de leerling kwam."},
	policy.NietGekomen:      {"Contact zoeken met de ouders: de leerling kwam niet", "De school zoekt contact met de ouders."},
	policy.Tussenevaluatie:  {"De tussenevaluatie houden", "De Buitenkans houdt de tussenevaluatie."},
	policy.AdviesBuitenkans: {"Het advies geven", "De Buitenkans maakt het advies."},
	policy.Terugkeerplan:    {"De terugkeer plannen", "De school plant de terugkeer."},
	policy.Afronden:         {"De plaatsing beëindigen", "De Buitenkans rondt de plaatsing af."},
	policy.Nazorg1:          {"Gesprek: hoe gaat het na zes weken", "De school en het SOT praten over hoe het gaat."},
	policy.Nazorg2:          {"Gesprek: hoe gaat het na drie maanden", "De school en het SOT praten over hoe het gaat."},
	contract.DefaultTask:    {"", "ZOUT beoordeelt een ingebrekestelling."},
	contract.PenaltyTask:    {"", "De directeur van ZOUT beslist over de dwangsom."},
}

// Why somebody is asked to do something now.
const (
	reasonSupport   = "De school vraagt een plek bij de Buitenkans. Dat doet zij samen met het SOT."
	reasonConsent   = "De school vraagt een plek bij de Buitenkans. Zonder uw toestemming gebeurt er niets, en leest de Buitenkans niets."
	reasonIntake    = "Het SOT steunt de aanvraag en de ouders zijn het eens. Kan de Buitenkans deze vraag beantwoorden?"
	reasonPlan      = "Er is een plek. Spreek met de school en de ouders de eerste dag af."
	reasonPlanAgain = "De leerling kwam niet. Spreek een nieuwe eerste dag af, of leg vast dat de leerling niet komt."
	reasonArrival   = "Vandaag is de eerste dag. Is de leerling gekomen?"
	reasonMissed    = "De leerling kwam niet bij de Buitenkans. De school blijft verantwoordelijk: zoek vandaag nog contact met de ouders."
	reasonMidway    = "De plaatsing is bijna halverwege. Praat met de school en de ouders over wat u ziet."
	reasonAdvice    = "De school moet genoeg tijd hebben om de terugkeer voor te bereiden."
	reasonReturn    = "Het advies is er. Leg vast wanneer de leerling terug is, en wat de school met het advies doet."
	reasonTLV       = "Het advies is een TLV. Start de aanvraag van hieruit, of leg vast wanneer de leerling terug is op school."
	reasonOther     = "Het advies is een andere basisschool. Leg vast wanneer de leerling daar begint, en wie wat doet."
	reasonEnd       = "Vandaag is de laatste dag. Leg vast dat de plaatsing is geëindigd."
	reasonAftercare = "De leerling is terug van de Buitenkans. Bespreek met het SOT hoe het gaat."
)

// notNeeded is the outcome of a task that lost its sense.
const notNeeded = "niet meer nodig"

func returnReason(direction buitenkansv1.Direction) string {
	switch direction {
	case toTLV:
		return reasonTLV
	case otherSchool:
		return reasonOther
	default:
		return reasonReturn
	}
}

// urgencyWording says why a pupil goes first, inside a sentence.
var urgencyWording = map[buitenkansv1.Urgency]string{
	buitenkansv1.Urgency_URGENCY_AT_HOME:    "de leerling zit thuis",
	buitenkansv1.Urgency_URGENCY_THREATENED: "de leerling dreigt thuis te komen zitten",
}

// interruptionWording names why a pupil is away.
var interruptionWording = map[buitenkansv1.InterruptionReason]string{
	buitenkansv1.InterruptionReason_INTERRUPTION_REASON_ILLNESS: "ziekte",
	buitenkansv1.InterruptionReason_INTERRUPTION_REASON_OTHER:   "een andere reden",
}

// directionWording says what is advised.
var directionWording = map[buitenkansv1.Direction]string{
	back:        "terug naar de eigen school",
	toTLV:       "de weg naar een TLV",
	otherSchool: "een andere basisschool",
}

// endWording says why a stay ends, as a sentence.
var endWording = map[buitenkansv1.EndReason]string{
	done: "De observatie is klaar.",
	buitenkansv1.EndReason_END_REASON_PARENTS:    "De ouders willen stoppen.",
	buitenkansv1.EndReason_END_REASON_SCHOOL:     "De school wil stoppen.",
	buitenkansv1.EndReason_END_REASON_BUITENKANS: "De Buitenkans kan niet bieden wat nodig is.",
	noShow: "De leerling is niet gekomen.",
}

// goingWording says how it goes, inside a sentence.
var goingWording = map[buitenkansv1.Going]string{
	buitenkansv1.Going_GOING_WELL:      "goed",
	buitenkansv1.Going_GOING_ATTENTION: "wel, met aandachtspunten",
	buitenkansv1.Going_GOING_NOT_WELL:  "niet goed",
}
