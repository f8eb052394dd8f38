package page

import "time"

// enteredFields are the parts of what is sent, in the order in which forms have them, as the copy of it names them.
var enteredFields = []Option{
	{Value: "response", Text: "Antwoord"}, {Value: "competent", Text: "ZOUT beslist over de aanvraag"}, {Value: "forwardedTo", Text: "Doorgestuurd naar"},
	{Value: "involved", Text: "Het SOT is betrokken"}, {Value: "missing", Text: "Nog niet aan voldaan"}, {Value: "completeBy", Text: "Aanvullen uiterlijk"},
	{Value: "answer", Text: "Antwoord"}, {Value: "withAdviser", Text: "Met een adviseur"}, {Value: "agreed", Text: "Eens"},
	{Value: "supported", Text: "Het SOT steunt de aanvraag"}, {Value: "admitted", Text: "Toegelaten"}, {Value: "urgency", Text: "Voorrang"},
	{Value: "expertIds", Text: "Deskundige"}, {Value: "expertId", Text: "Deskundige"}, {Value: "next", Text: "Vervolgstap"},
	{Value: "admissible", Text: "Toelaatbaar"}, {Value: "granted", Text: "Toegekend"}, {Value: "opinion", Text: "Oordeel"},
	{Value: "judgement", Text: "Oordeel"}, {Value: "applicantSchoolId", Text: "Aanvragende school"}, {Value: "schoolId", Text: "School"},
	{Value: "receivingSchoolId", Text: "School waar de leerling naartoe gaat"}, {Value: "intake", Text: "Soort aanvraag"},
	{Value: "destination", Text: "Soort school"}, {Value: "category", Text: "Categorie"}, {Value: "extent", Text: "Plaatsing"},
	{Value: "gatesMet", Text: "Aan voldaan"}, {Value: "groep", Text: "Groep"}, {Value: "notBefore", Text: "Niet eerder dan"},
	{Value: "validFrom", Text: "Geldig van"}, {Value: "validUntil", Text: "Geldig tot en met"}, {Value: "arrived", Text: "De leerling is gekomen"},
	{Value: "termId", Text: "Termijn"}, {Value: "taskId", Text: "Taak"}, {Value: "ground", Text: "Grond"}, {Value: "weeks", Text: "Aantal weken"},
	{Value: "reason", Text: "Reden"}, {Value: "skipGround", Text: "Geen hoorzitting, omdat"}, {Value: "direction", Text: "Richting van het advies"},
	{Value: "continuation", Text: "Vervolg"}, {Value: "institution", Text: "Soort instelling"}, {Value: "groupId", Text: "Groep bij de Buitenkans"},
	{Value: "held", Text: "Het gesprek is er geweest"}, {Value: "together", Text: "Samen met de andere school"}, {Value: "going", Text: "Hoe het gaat"},
	{Value: "returnInSight", Text: "Terugkeer is in zicht"}, {Value: "talkOn", Text: "Datum van het gesprek"}, {Value: "heldOn", Text: "Gehouden op"},
	{Value: "hearingOn", Text: "Datum van de hoorzitting"}, {Value: "hearingTime", Text: "Tijd van de hoorzitting"}, {Value: "repairBy", Text: "Aanvullen uiterlijk"},
	{Value: "delivery", Text: "Hoe"}, {Value: "deliveredOn", Text: "Ontvangen door de ouders op"}, {Value: "lodgedOn", Text: "Ingesteld op"},
	{Value: "receivedOn", Text: "Ontvangen op"}, {Value: "sentOn", Text: "Verstuurd op"}, {Value: "startOn", Text: "Eerste dag"},
	{Value: "placedOn", Text: "Geplaatst op"}, {Value: "returnOn", Text: "Terug op"}, {Value: "returnedOn", Text: "Terug sinds"},
	{Value: "fromOn", Text: "Vanaf"}, {Value: "halfDays", Text: "Dagdelen per week"}, {Value: "untilOn", Text: "Tot en met"},
	{Value: "expectedUntil", Text: "Naar verwachting tot"}, {Value: "on", Text: "Datum"}, {Value: "endedOn", Text: "Laatste dag"},
	{Value: "stoppedOn", Text: "Gestopt op"}, {Value: "euros", Text: "Bedrag in euro"}, {Value: "fromParty", Text: "Van"}, {Value: "toParty", Text: "Aan"},
	{Value: "toSubject", Text: "Collega"}, {Value: "steps", Text: "Stap"}, {Value: "replacements", Text: "Nieuw besluit"}, {Value: "decision", Text: "Besluit"},
	{Value: "textId", Text: "Tekst"}, {Value: "requestTextId", Text: "Verzoek"}, {Value: "questionTextId", Text: "Vraag"}, {Value: "reasonTextId", Text: "Reden"},
	{Value: "reasonsTextId", Text: "Motivering"}, {Value: "zienswijzeTextId", Text: "Over de zienswijze"}, {Value: "deviationTextId", Text: "Waarom anders dan het advies"},
	{Value: "agreementsTextId", Text: "Afspraken"}, {Value: "returnAgreementsTextId", Text: "Afspraken over terugkeer"}, {Value: "placeTextId", Text: "Plaats"},
	{Value: "reportId", Text: "Verslag"}, {Value: "planId", Text: "Plan"}, {Value: "adviceId", Text: "Advies"}, {Value: "proofId", Text: "Bewijs"},
	{Value: "pieceIds", Text: "Bijgevoegd"},
}

// technicalFields say nothing to who sent them: they tie the parts of Traject together.
var technicalFields = map[string]bool{"dossierId": true, "caseId": true, "fromCaseId": true, "noticeId": true, "toVersion": true}

// enteredWords are the choices of forms whose code is not a word of the procedures.
var enteredWords = map[string]map[string]string{
	"response": {"seen": "Gezien", "taken-up": "Wij pakken dit op", "not-ours": "Dit is niet voor ons"},
	"answer":   {"agree": "Eens met de aanvraag", "zienswijze": "Zienswijze", "none": "Geen antwoord"},
	"next":     {"confer": "De deskundigen overleggen", "third-expert": "Een derde deskundige adviseert", "to-director": "De directeur beslist"},
	"judgement": {
		"valid": "Terecht", "premature": "Te vroeg", "unfounded": "Niet terecht",
	},
	"skipGround": {
		"inadmissible": "het bezwaar niet-ontvankelijk is", "unfounded": "het bezwaar duidelijk ongegrond is", "objector-waives": "er geen behoefte aan is",
		"no-answer": "er geen antwoord kwam", "fully-granted": "het bezwaar helemaal wordt gevolgd",
	},
	"ground":       {"b": "Met instemming of door de aanvrager", "c": "Overmacht"},
	"direction":    {"return": "Terug naar school", "tlv": "Een TLV aanvragen", "other-school": "Een andere school"},
	"continuation": {"return": "Terugkeer", "extension": "Verlenging", "other-type": "Een ander soort school", "vo": "Voortgezet onderwijs"},
	"institution":  {"ggz": "Instelling voor geestelijke gezondheidszorg", "jji": "Justitiële jeugdinrichting", "other": "Een andere instelling"},
	"going":        {"well": "Goed", "attention": "Vraagt aandacht", "not-well": "Niet goed"},
	"urgency":      {"at-home": "Zit thuis", "threatened": "Dreigt thuis te komen zitten"},
	"reason": {
		"done": "Afgerond", "parents": "Op verzoek van de ouders", "school": "Op verzoek van de school", "buitenkans": "Op verzoek van de Buitenkans",
		"no-show": "Niet gekomen", "illness": "Ziekte", "other": "Iets anders", "moved": "Verhuisd", "vo": "Naar het voortgezet onderwijs", "deceased": "Overleden",
	},
}

func fieldWord(field string) string {
	for _, known := range enteredFields {
		if known.Value == field {
			return known.Text
		}
	}
	return field
}

// enteredWord says a value as people do: a date, a choice, a number.
func enteredWord(field, value string) string {
	if word, own := enteredWords[field][value]; own {
		return word
	}
	if _, err := time.Parse(time.DateOnly, value); err == nil {
		return ShortDay(value)
	}
	if _, isGate := gateWords[value]; isGate && (field == "gatesMet" || field == "missing") {
		return GateWord(value)
	}
	return Word(value)
}
