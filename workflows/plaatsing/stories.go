package plaatsing

import (
	"fmt"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/plaatsing"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	registryv1 "traject.nl/proto/gen/traject/registry/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/terms"
)

// The sentences of the story of a case that depend on what happened.

const (
	unusedText     = "De leerling komt niet op de school van de TLV. De zaak is gesloten."
	nextUnusedText = "De leerling gaat niet naar de andere school. De plaatsing gaat door zoals zij was."

	nextRevokedText       = "Na een bezwaar is de TLV voor de andere school ingetrokken. De plaatsing gaat door zoals zij was."
	revokedText           = "Na een bezwaar is de TLV ingetrokken, voordat de leerling op de school was. De zaak is gesloten."
	revokedWhileThereText = "Na een bezwaar is de TLV ingetrokken. Het kantoor van ZOUT bespreekt met de scholen en de ouders hoe het verder gaat."

	applicationText      = "Er is een nieuwe TLV aangevraagd. ZOUT beslist daarover in een eigen zaak."
	applicationEndedText = "De aanvraag van een nieuwe TLV is geëindigd zonder TLV."

	notAgreedText   = "De gewone school kan de leerling niet laten komen. De plaatsing gaat door. Een nieuw plan kan altijd."
	anotherTalkText = " Daarom volgt er nog een gesprek."
	heldText        = "De leerling is een half jaar terug op een gewone school. De zaak is gesloten."
)

// destinationWording names the type of school of a TLV, inside a sentence.
var destinationWording = map[tlvv1.Destination]string{
	tlvv1.Destination_DESTINATION_SBO: "sbo",
	tlvv1.Destination_DESTINATION_SO:  "so",
}

// tlvText names a TLV with its dates.
func tlvText(tlv *plaatsingv1.Tlv) string {
	return fmt.Sprintf("een TLV voor het %s, van %s tot en met %s", destinationWording[tlv.Destination],
		terms.MustParse(tlv.ValidFrom).Long(), terms.MustParse(tlv.ValidUntil).Long())
}

func openedText(tlv *plaatsingv1.Tlv) string {
	text := "Er is " + tlvText(tlv) + ". De school bevestigt wanneer de leerling er is."
	if tlv.AgreementsTextId != "" {
		text += " De afspraken over de terugkeer uit het besluit gaan mee."
	}
	return text
}

func placedText(on terms.Date, tlv *plaatsingv1.Tlv) string {
	return "De leerling is op school sinds " + on.Long() + ". De TLV geldt tot en met " + terms.MustParse(tlv.ValidUntil).Long() + "."
}

func institutionText(stay *plaatsingv1.Placement) string {
	text := "De leerling is sinds " + terms.MustParse(stay.PlacedOn).Long() + " in " + institutionWording[stay.Institution] +
		". Een TLV is daarvoor niet nodig. De school van herkomst blijft de leerling volgen."
	if stay.ExpectedUntil != "" {
		text += " Dat duurt naar verwachting tot en met " + terms.MustParse(stay.ExpectedUntil).Long() + "."
	}
	return text
}

func institutionStatus(stay *plaatsingv1.Placement) string {
	text := "De leerling is in " + institutionWording[stay.Institution] + ". De school van herkomst volgt hoe het gaat."
	if stay.ExpectedUntil != "" {
		text += " Het verblijf duurt naar verwachting tot en met " + terms.MustParse(stay.ExpectedUntil).Long() + "."
	}
	return text
}

func expectedEndText(end terms.Date) string {
	return "De leerling zou tot en met " + end.Long() + " in de instelling zijn. Het kantoor van ZOUT vraagt na hoe het nu is."
}

func (p *process) evaluationText(act *plaatsingv1.Evaluate) string {
	who := "De verwijzende school heeft"
	switch {
	case act.Together:
		who = "De verwijzende en de ontvangende school hebben samen"
	case p.inInstitution():
		who = "De school van herkomst heeft"
	case act.Actor.Party == string(p.host()):
		who = "De ontvangende school heeft"
	}
	text := fmt.Sprintf("%s geëvalueerd op %s: %s.", who, terms.MustParse(act.HeldOn).Long(), goingWording[act.Going])
	if act.ReturnInSight {
		text += " Een terugkeer naar een gewone school is in zicht."
	}
	return text
}

func lastYearText(last terms.Date) string {
	return "Dit is het laatste schooljaar van de TLV. De school moet uiterlijk op " + last.Long() + " geregeld hebben wat er daarna komt: " +
		"terug naar een gewone school, een nieuwe TLV, of voortgezet onderwijs."
}

// continuationText says what the choice asks, and warns when an application comes too late to be decided before the TLV ends.
func (p *process) continuationText(today terms.Date) string {
	text := "De school heeft gekozen: " + continuationWording[p.facts.Continuation] + "."
	tlv := p.tlv()
	switch {
	case tlv == nil:
	case p.facts.Continuation == toRegular:
		text += " De school maakt een plan voor de terugkeer, voor " + terms.MustParse(tlv.ValidUntil).Long() + "."
	case p.facts.Continuation == toVO:
	case today.After(applyBy(terms.MustParse(tlv.ValidUntil))):
		text += " Daarvoor is een nieuwe TLV nodig. ZOUT mag acht weken doen over het besluit. Dat kan na " +
			terms.MustParse(tlv.ValidUntil).Long() + " zijn, de laatste dag van deze TLV: vraag haar vandaag nog aan."
	default:
		text += " Daarvoor is een nieuwe TLV nodig. ZOUT beslist binnen acht weken: vraag haar aan uiterlijk op " +
			applyBy(terms.MustParse(tlv.ValidUntil)).Long() + "."
	}
	return text
}

func extendedText(tlv *plaatsingv1.Tlv) string {
	return "De leerling kan langer op deze school blijven: er is " + tlvText(tlv) + "."
}

func replacedText(tlv *plaatsingv1.Tlv) string {
	return "Na een bezwaar is de TLV vervangen: er is nu " + tlvText(tlv) + "."
}

func otherSchoolText(tlv *plaatsingv1.Tlv) string {
	return "Voor een andere school is er " + tlvText(tlv) + ". Die school bevestigt wanneer de leerling er is."
}

func runOutText(last terms.Date) string {
	return "De TLV gold tot en met " + last.Long() + ". Voor een plek op een school voor sbo of so is een nieuwe TLV nodig."
}

func (p *process) plannedText(first bool) string {
	plan := p.back()
	text := "Er is een plan voor de terugkeer naar een gewone school."
	if !first {
		text = "Er is een nieuw plan voor de terugkeer."
	}
	text += " De leerling begint daar op " + terms.MustParse(plan.Steps[0].FromOn).Long() + ", en is er de hele week vanaf " +
		wholeWeekFrom(plan).Long() + "."
	if tlv := p.tlv(); tlv != nil && wholeWeekFrom(plan).After(terms.MustParse(tlv.ValidUntil)) {
		text += " Let op: dat is na de laatste dag van de TLV, " + terms.MustParse(tlv.ValidUntil).Long() + "."
	}
	return text
}

func agreedText(plan *plaatsingv1.Return) string {
	return "De terugkeer is afgesproken. De leerling begint op " + terms.MustParse(plan.Steps[0].FromOn).Long() + ". De brieven zijn verstuurd."
}

func closedSchoolText(s *registryv1.School, today terms.Date) string {
	if on, err := terms.Parse(s.ClosedOn); err == nil && !today.After(on) {
		return s.Name + " bestaat tot en met " + on.Long() + ", en dan is de leerling er nog niet de hele week. Kies een andere school."
	}
	return s.Name + " bestaat niet meer. Kies een andere school."
}

func returnedText(on terms.Date) string {
	return "De leerling is sinds " + on.Long() + " de hele week terug op een gewone school. Na zes weken, drie maanden en een half jaar vertelt die school hoe het gaat."
}

func followUpText(number int, act *plaatsingv1.FollowUpReturn) string {
	return fmt.Sprintf("Gesprek %d na de terugkeer, op %s: %s.", number, terms.MustParse(act.HeldOn).Long(), goingWording[act.Going])
}

func stoppedText(on terms.Date, wasBack bool) string {
	if wasBack {
		return "De terugkeer lukt niet. Vanaf " + on.Long() + " gaat de plaatsing weer door. Een nieuw plan kan altijd."
	}
	return "De terugkeer is gestopt op " + on.Long() + ". De plaatsing gaat door. Een nieuw plan kan altijd."
}

// notNowWording says why an act does not fit the phase, and what comes first.
func notNowWording(name act.Act, phase plaatsingv1.Phase) string {
	switch {
	case phase == closed:
		return "Deze zaak is gesloten."
	case name == plaatsing.FollowInstitution:
		return "Deze plaatsing wordt al gevolgd."
	case phase == awaited:
		return "De school heeft nog niet bevestigd dat de leerling er is. Dat komt eerst."
	case name == plaatsing.AnswerReturn && phase == placed:
		return "Er is nog geen plan voor de terugkeer."
	case name == plaatsing.FollowUpReturn || name == plaatsing.StopReturn:
		return "De leerling is nog niet terug op een gewone school, of er is nog geen plan voor."
	case phase == returned:
		return "De leerling is al terug op een gewone school. Lukt dat niet, leg dan eerst vast dat de terugkeer stopt."
	default:
		return "Dit kan nu niet. " + phaseWording[phase].status
	}
}
