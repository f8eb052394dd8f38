package bezwaar

import (
	contract "traject.nl/proto/contract/casework"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"

	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
)

// Every sentence that people read about a running bezwaar stands in this file and in stories.go: plain Dutch, and never a word about
// a child. Sentences about what somebody filled in wrong stand beside the rule they explain.

// phaseWording names the phases, and says where a case stands.
var phaseWording = map[bezwaarv1.Phase]struct{ name, status string }{
	intake:       {"intake", "Het bezwaar is ontvangen. ZOUT verzamelt de stukken voor de landelijke bezwaaradviescommissie (LBT)."},
	hearing:      {"hoorzitting", "Het bezwaar ligt bij de landelijke bezwaaradviescommissie (LBT). Er moet nog een hoorzitting worden gepland."},
	advice:       {"advies", "De landelijke bezwaaradviescommissie (LBT) maakt een advies."},
	decision:     {"besluit", "De directeur van ZOUT neemt een besluit op het bezwaar."},
	announcement: {"verzending", "Er is een besluit op het bezwaar. De brieven worden verstuurd."},
	appeal:       {"beroep", "Het besluit op het bezwaar is verstuurd."},
	closed:       {"gesloten", ""},
}

// closedWording says how a closed case ended.
var closedWording = map[bezwaarv1.Outcome]string{
	bezwaarv1.Outcome_OUTCOME_UPHELD:       "Het bezwaar is gegrond. Er is een nieuw besluit over de TLV. De zaak is gesloten.",
	bezwaarv1.Outcome_OUTCOME_PARTLY:       "Het bezwaar is gedeeltelijk gegrond. Er is een nieuw besluit over de TLV. De zaak is gesloten.",
	bezwaarv1.Outcome_OUTCOME_UNFOUNDED:    "Het bezwaar is ongegrond. De zaak is gesloten.",
	bezwaarv1.Outcome_OUTCOME_INADMISSIBLE: "Het bezwaar is niet-ontvankelijk. De zaak is gesloten.",
	bezwaarv1.Outcome_OUTCOME_WITHDRAWN:    "Het bezwaar is ingetrokken. De zaak is gesloten.",
	bezwaarv1.Outcome_OUTCOME_LAPSED:       "De zaak is gesloten.",
}

// diedText is all that a case says after a death.
const diedText = "De leerling is overleden. De zaak is gesloten."

// termWording has for each term what it is for, and what it is counted from.
var termWording = map[string]casework.TermWords{
	policy.LBTVerzoek:     {Title: "Het bezwaar naar de LBT sturen", Event: "Ontvangst van het bezwaar"},
	policy.BeslisBezwaar:  {Title: "Beslissen op het bezwaar", Event: "Laatste dag van de bezwaartermijn"},
	policy.Stukken:        {Title: "Stukken indienen voor de hoorzitting", Event: "Hoorzitting"},
	policy.Inzage:         {Title: "De stukken laten lezen voor de hoorzitting", Event: "Hoorzitting"},
	policy.Beroepstermijn: {Title: "Beroep instellen bij de rechtbank", Event: "Bekendmaking van het besluit op het bezwaar"},
}

// taskWording has for each task what it is called, and who is at work on what while it is open.
var taskWording = map[string]struct{ title, acting string }{
	policy.Ontvangstbevestiging: {"De ontvangst van het bezwaar bevestigen", "Het kantoor van ZOUT bevestigt de ontvangst van het bezwaar."},
	policy.Herstel:              {"Het bezwaar aanvullen", "Wie bezwaar maakte, vult het bezwaar aan."},
	policy.RedenTeLaat:          {"Uitleggen waarom het bezwaar later kwam", "Wie bezwaar maakte, legt uit waarom het bezwaar later kwam."},
	policy.Verweerschrift:       {"Het verweerschrift maken", "Het kantoor van ZOUT maakt het verweerschrift."},
	policy.LBTDossier:           {"Het dossier naar de LBT sturen", "Het kantoor van ZOUT stuurt het dossier naar de LBT."},
	policy.HoorzittingPlannen:   {"De hoorzitting plannen", "Het kantoor van ZOUT plant de hoorzitting."},
	policy.Hoorverslag:          {"Het verslag van de hoorzitting vastleggen", "De LBT houdt de hoorzitting. Het kantoor van ZOUT legt het verslag vast."},
	policy.LBTAdvies:            {"Het advies van de LBT vastleggen", "De LBT geeft advies. Het kantoor van ZOUT legt het vast."},
	policy.BesluitBezwaar:       {"Een besluit nemen op het bezwaar", "De directeur van ZOUT neemt een besluit op het bezwaar."},
	policy.VerzendingBezwaar:    {"De brieven over het bezwaar versturen", "Het kantoor van ZOUT verstuurt de brieven."},
	contract.DefaultTask:        {"Nagaan of er een ingebrekestelling in het bezwaar staat", "ZOUT beoordeelt een ingebrekestelling."},
	contract.PenaltyTask:        {"", "De directeur van ZOUT beslist over de dwangsom."},
}

// Why somebody is asked to do something now.
const (
	reasonNew          = "Er is bezwaar gemaakt. Wie bezwaar maakt, krijgt een bevestiging, en hoort dat de LBT advies geeft."
	reasonNewProForma  = reasonNew + " De redenen staan er nog niet in: vraag daar ook om, met een laatste dag."
	reasonDefence      = "De LBT wil weten wat ZOUT van het bezwaar vindt."
	reasonBundle       = "De LBT moet het bezwaar met alle stukken binnen twee weken na ontvangst hebben."
	reasonLate         = "Uw bezwaar kwam na de laatste dag. Vertel waarom. Had u een goede reden, dan telt het toch mee."
	reasonLateOffice   = "Het bezwaar kwam na de laatste dag. Vraag per brief waarom, en leg het antwoord vast."
	reasonMaybeDefault = "Het bezwaar gaat ook over te laat beslissen. Lees het vandaag. Staat er een ingebrekestelling in, leg haar dan vast " +
		"en beoordeel haar. Is het er geen, leg dan vast dat zij niet terecht is."
	reasonRepair       = "In uw bezwaar ontbreekt nog iets. In de brief staat wat. Zolang wij op u wachten, staat de beslistermijn stil."
	reasonRepairOffice = "Er is per brief gevraagd het bezwaar aan te vullen. Leg vast wat er binnenkomt."
	reasonHearing      = "De LBT heeft het dossier. Plan de hoorzitting met de LBT, en nodig iedereen uit."
	reasonReport       = "Er is een hoorzitting. Daarvan komt een verslag."
	reasonAdvice       = "De LBT maakt haar advies. Vraag ernaar als het lang duurt."
	reasonDecision     = "De LBT heeft advies gegeven."
	reasonLetters      = "Er is een besluit op het bezwaar. Het geldt pas als iedereen de brief heeft."
)

// notNeeded is the outcome of a task that lost its sense.
const notNeeded = "niet meer nodig"

func (p *process) latenessReason() string {
	if p.isInterested() {
		return reasonLateOffice
	}
	return reasonLate
}

func (p *process) repairReason() string {
	if p.isInterested() {
		return reasonRepairOffice
	}
	return reasonRepair
}

// opinionWording names the opinions, inside a sentence and as the outcome of a task.
var opinionWording = map[bezwaarv1.Opinion]string{
	upheld:       "gegrond",
	partlyUpheld: "gedeeltelijk gegrond",
	unfounded:    "ongegrond",
	inadmissible: "niet-ontvankelijk",
}

// skipWording says why nobody was heard, inside a sentence.
var skipWording = map[bezwaarv1.SkipGround]string{
	skipInadmissible:  "het bezwaar is duidelijk niet-ontvankelijk (Awb 7:3 onder a)",
	skipUnfounded:     "het bezwaar is duidelijk ongegrond (Awb 7:3 onder b)",
	skipObjectorWaive: "wie bezwaar maakte, wil niet worden gehoord (Awb 7:3 onder c)",
	skipNoAnswer:      "wie bezwaar maakte, liet niet op tijd weten gehoord te willen worden (Awb 7:3 onder d)",
	skipFullyGranted:  "het bezwaar wordt helemaal toegewezen en niemand heeft daar nadeel van (Awb 7:3 onder e)",
}

// channelWording says how an objection came, inside a sentence.
var channelWording = map[bezwaarv1.Channel]string{
	bezwaarv1.Channel_CHANNEL_POST:      "per post",
	bezwaarv1.Channel_CHANNEL_EMAIL:     "per e-mail",
	bezwaarv1.Channel_CHANNEL_BY_HAND:   "in de hand",
	bezwaarv1.Channel_CHANNEL_FORWARDED: "via een ander, die het doorstuurde",
}
