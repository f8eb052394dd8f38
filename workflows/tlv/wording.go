package tlv

import (
	"strings"

	"traject.nl/proto/contract/tlv"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// Every sentence that people read about a running case stands in this file: plain Dutch, and never a word about a child.
// Sentences about what somebody filled in wrong stand beside the rule they explain.

// phaseWording names the phases, and says where a case stands.
var phaseWording = map[tlvv1.Phase]struct{ name, status string }{
	competence:   {"competentie", "Wij kijken of ZOUT over deze aanvraag gaat."},
	completeness: {"volledigheid", "Wij kijken of de aanvraag volledig is."},
	completion:   {"aanvulling", "Wij wachten op een aanvulling van de school. De beslistermijn staat stil."},
	parents:      {"ouders", "De ouders zeggen wat zij van de aanvraag vinden. ZOUT wijst twee deskundigen aan."},
	zienswijze:   {"zienswijze", "De ouders lichten hun zienswijze toe in een gesprek met de deskundigen."},
	advice:       {"advies", "De deskundigen geven hun advies."},
	difference:   {"verschil", "ZOUT kijkt hoe het na de adviezen verder gaat."},
	decision:     {"besluit", "De directeur van ZOUT neemt een besluit."},
	announcement: {"verzending", "Er is een besluit. De brieven worden verstuurd."},
	rest:         {"rust", "Het besluit is verstuurd. School en ouders kunnen bezwaar maken."},
	closed:       {"gesloten", ""},
}

// closedWording says how a closed case ended.
var closedWording = map[tlvv1.Outcome]string{
	tlvv1.Outcome_OUTCOME_GRANTED:   "De TLV is gegeven. De zaak is gesloten.",
	tlvv1.Outcome_OUTCOME_REFUSED:   "De TLV is geweigerd. De zaak is gesloten.",
	tlvv1.Outcome_OUTCOME_WITHDRAWN: "De school heeft de aanvraag ingetrokken. De zaak is gesloten.",
	tlvv1.Outcome_OUTCOME_FORWARDED: "De aanvraag is doorgestuurd naar een ander samenwerkingsverband. De zaak is gesloten.",
	tlvv1.Outcome_OUTCOME_LAPSED:    "De zaak is gesloten.",
}

// diedText is all that a case says after a death.
const diedText = "De leerling is overleden. De zaak is gesloten."

// departedWording says what a departure means for the application.
func departedWording(decided bool) string {
	if decided {
		return " Het besluit over de TLV blijft zoals het is."
	}
	return " De school kan de aanvraag intrekken. Zolang dat niet is gebeurd, gaat de procedure door."
}

// taskWording has for each task what it is called, and who is at work on what while it is open.
var taskWording = map[string]struct{ title, acting string }{
	policy.Competentie:      {"Nagaan of ZOUT over de aanvraag gaat", "Het kantoor van ZOUT gaat na of ZOUT over de aanvraag gaat."},
	policy.SotBetrokkenheid: {"Laten weten of het SOT betrokken is", "Het SOT laat weten of het betrokken is."},
	policy.Volledigheid:     {"Controleren of de aanvraag volledig is", "Het kantoor van ZOUT controleert of de aanvraag volledig is."},
	policy.Aanvulling:       {"De aanvraag aanvullen", "De school vult de aanvraag aan."},
	policy.Ouders:           {"Reageren op de aanvraag", "De ouders laten weten wat zij van de aanvraag vinden."},
	policy.Deskundigen:      {"Twee deskundigen aanwijzen", "Het kantoor van ZOUT wijst twee deskundigen aan."},
	policy.GesprekPlannen:   {"Het gesprek met de ouders plannen", "Het kantoor van ZOUT plant het gesprek met de ouders."},
	policy.GesprekVerslag:   {"Het verslag van het gesprek maken", "De deskundigen spreken met de ouders en maken een verslag."},
	policy.VerslagVerzenden: {"Het verslag aan de ouders geven", "Het kantoor van ZOUT geeft het verslag aan de ouders."},
	policy.Advies:           {"Advies geven", "De deskundigen geven advies."},
	policy.Verschil:         {"Kiezen hoe het verder gaat", "Het kantoor van ZOUT kiest hoe het verder gaat."},
	policy.Besluit:          {"Een besluit nemen", "De directeur van ZOUT neemt een besluit."},
	policy.Verzending:       {"De brieven versturen", "Het kantoor van ZOUT verstuurt de brieven."},
}

// Why somebody is asked to do something now.
const (
	reasonNew        = "Er is een nieuwe aanvraag. Eerst moet vaststaan dat ZOUT erover mag beslissen."
	reasonSot        = "Een school kan alleen verwijzen als het SOT heeft meegekeken."
	reasonCheck      = "ZOUT gaat over deze aanvraag. Nu moet vaststaan dat er niets ontbreekt."
	reasonCompletion = "In de aanvraag ontbreekt nog iets. Zolang wij op u wachten, staat de beslistermijn stil."
	reasonCompleted  = "De school heeft de aanvraag aangevuld."
	reasonLapsed     = "De tijd om aan te vullen is voorbij. Beoordeel de aanvraag met wat er nu is."
	reasonParents    = "De school heeft een aanvraag gedaan. Bent u het ermee eens? Zo niet, dan horen wij graag uw mening."
	reasonExperts    = "De aanvraag is volledig. Een GZ-psycholoog en een tweede deskundige moeten advies geven."
	reasonTalk       = "De ouders hebben een zienswijze gegeven. Zij mogen die toelichten in een gesprek met de deskundigen."
	reasonReport     = "Er is een gesprek met de ouders gepland. Daarvan komt een verslag."
	reasonReportCopy = "Het verslag is klaar. De deskundigen kunnen pas advies geven als de ouders het hebben."
	reasonAdvice     = "Het dossier is klaar om te lezen. De directeur besluit op basis van uw advies."
	reasonConfer     = "De adviezen verschilden. Overleg met elkaar en geef daarna opnieuw advies."
	reasonThird      = "De adviezen van twee deskundigen verschillen. Daarom vragen wij ook uw advies."
	reasonDifference = "De adviezen zijn niet gelijk. Kies tussen overleg, een derde deskundige of een besluit door de directeur."
	reasonDecision   = "De adviezen zijn binnen."
	reasonLetters    = "Er is een besluit. Het geldt pas als school en ouders de brief hebben."
)

func adviceAgainReason(next tlvv1.NextStep) string {
	if next == thirdExpert {
		return reasonThird
	}
	return reasonConfer
}

// gateWording names the conditions inside a sentence.
var gateWording = map[tlvv1.Gate]string{
	tlvv1.Gate_GATE_GROEIDOCUMENT:            "het groeidocument",
	tlvv1.Gate_GATE_SOT_INVOLVED:             "de betrokkenheid van het SOT",
	tlvv1.Gate_GATE_OWN_NETWORK_EXPLORED:     "het onderzoek naar een plek in het eigen netwerk",
	tlvv1.Gate_GATE_BASISONDERSTEUNING_SHOWN: "de ingezette basisondersteuning",
}

func receivedText(a *tlvv1.Application, hasGroeidocument bool) string {
	text := "De aanvraag is ontvangen. De beslistermijn loopt vanaf vandaag."
	if a.Intake == tlvv1.Intake_INTAKE_REFERRAL && !hasGroeidocument {
		text += " Er zit nog geen groeidocument bij."
	}
	return text
}

func forwardedText(to string) string {
	return "ZOUT gaat niet over deze aanvraag en heeft hem doorgestuurd naar " + to + ". De zaak is gesloten."
}

func sotText(involved bool) string {
	if involved {
		return "Het SOT heeft laten weten dat het betrokken is."
	}
	return "Het SOT heeft laten weten dat het niet betrokken is."
}

func sotOutcome(involved bool) string {
	if involved {
		return "betrokken"
	}
	return "niet betrokken"
}

func completionAskedText(missing []tlvv1.Gate, by terms.Date) string {
	names := make([]string, len(missing))
	for i, gate := range missing {
		names[i] = gateWording[gate]
	}
	return "De school is gevraagd de aanvraag aan te vullen tot en met " + by.Short() + ". Het gaat om " + list(names) +
		". De beslistermijn staat stil vanaf morgen."
}

// list joins as Dutch does: "a, b en c".
func list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " en " + names[last]
}

func lapsedText(by terms.Date) string {
	return "De school heeft de aanvraag niet aangevuld tot en met " + by.Short() + ". De beslistermijn loopt weer."
}

func parentsText(answer tlvv1.ParentsAnswer) string {
	switch answer {
	case agree:
		return "De ouders zijn het eens met de aanvraag."
	case theyDiffer:
		return "De ouders hebben een zienswijze gegeven."
	default:
		return "De ouders hebben niet geantwoord in de tijd die daarvoor was."
	}
}

func parentsOutcome(answer tlvv1.ParentsAnswer) string {
	switch answer {
	case agree:
		return "akkoord"
	case theyDiffer:
		return "zienswijze"
	default:
		return "geen antwoord"
	}
}

func expertsText(first bool) string {
	if first {
		return "Twee deskundigen zijn aangewezen."
	}
	return "De deskundigen zijn gewijzigd."
}

func talkText(on terms.Date, first bool) string {
	if first {
		return "De ouders zijn uitgenodigd voor een gesprek op " + on.Long() + "."
	}
	return "Het gesprek met de ouders is verplaatst naar " + on.Long() + "."
}

func reportText(held bool) string {
	if held {
		return "Het gesprek met de ouders is geweest. Het verslag is klaar."
	}
	return "De ouders kozen ervoor om niet te komen. Dat staat in het verslag."
}

func reportOutcome(held bool) string {
	if held {
		return "gesprek gehouden"
	}
	return "gesprek niet gehouden"
}

func nextStepText(next tlvv1.NextStep) string {
	switch next {
	case confer:
		return "De deskundigen overleggen en geven opnieuw advies."
	case thirdExpert:
		return "Een derde deskundige geeft ook advies."
	default:
		return "De adviezen gaan zoals ze zijn naar de directeur."
	}
}

func nextStepOutcome(next tlvv1.NextStep) string {
	switch next {
	case confer:
		return "overleg"
	case thirdExpert:
		return "derde deskundige"
	default:
		return "naar de directeur"
	}
}

func decisionOutcome(granted bool) string {
	if granted {
		return "toegekend"
	}
	return "geweigerd"
}

func announcedText(granted bool, lastDay terms.Date) string {
	text := "De TLV is geweigerd. De brieven zijn verstuurd."
	if granted {
		text = "De TLV is gegeven. De brieven zijn verstuurd."
	}
	return text + " Bezwaar maken kan tot en met " + lastDay.Long() + "."
}

const lateInflowText = "Deze TLV is gegeven na de telling van 1 februari. Zij telt mee als late instroom."

const statusUnderObjection = "Het besluit is verstuurd. Er is bezwaar gemaakt; ZOUT behandelt dat in een eigen zaak."

func restOverText(objected bool) string {
	if objected {
		return "De tijd om bezwaar te maken is voorbij, en op elk bezwaar is beslist. De zaak is gesloten."
	}
	return "De tijd om bezwaar te maken is voorbij. De zaak is gesloten."
}

func objectionEndedText(replacement *tlvv1.Decision) string {
	switch {
	case replacement == nil:
		return "Het bezwaar is afgerond. Het besluit blijft zoals het was."
	case replacement.Granted:
		return "Het bezwaar is afgerond. Er is een nieuw besluit: de TLV is gegeven."
	default:
		return "Het bezwaar is afgerond. Er is een nieuw besluit: de TLV is geweigerd."
	}
}

// notNowWording says why an act does not fit the phase, and what comes first.
func notNowWording(act tlv.Act, phase tlvv1.Phase) string {
	switch {
	case phase == closed:
		return "Deze zaak is gesloten."
	case act == tlv.Submit:
		return "Deze aanvraag is al ingediend."
	case act == tlv.GiveAdvice && (phase == parents || phase == zienswijze):
		return "U kunt advies geven als de ouders zijn gehoord en twee deskundigen zijn aangewezen."
	case act == tlv.Decide && before(phase, decision):
		return "Er zijn nog geen twee adviezen. De directeur kan pas besluiten als die er zijn."
	case act == tlv.Announce && before(phase, announcement):
		return "Er is nog geen besluit. De brieven kunnen pas daarna weg."
	case act == tlv.Withdraw:
		return "Er is al een besluit. De aanvraag kan niet meer worden ingetrokken."
	case act == tlv.AnswerAsParents && before(phase, parents):
		return "De aanvraag is nog niet volledig. Daarna mogen de ouders zeggen wat zij ervan vinden."
	default:
		return "Dit kan nu niet. " + phaseWording[phase].status
	}
}

// before goes by the order of the phases in the procedure.
func before(phase, other tlvv1.Phase) bool { return phase < other }
