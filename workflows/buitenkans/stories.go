package buitenkans

import (
	"fmt"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/buitenkans"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/workflows/terms"
)

// The sentences of the story of a case that depend on what happened.

func long(iso string) string { return terms.MustParse(iso).Long() }

func receivedText(a *buitenkansv1.Application) string {
	text := fmt.Sprintf("De school vraagt een plek bij de Buitenkans voor een leerling van groep %d.", a.Groep)
	if a.NotBefore != "" {
		text += " De leerling kan starten vanaf " + long(a.NotBefore) + "."
	}
	return text + " Het SOT en de ouders zijn gevraagd."
}

// agreedText says what comes next when the SOT and the parents are both in, or who is still to answer.
func (p *process) agreedText() string {
	switch {
	case p.In(admission):
		return " De Buitenkans kijkt nu of zij de vraag kan beantwoorden."
	case p.facts.GetSupported():
		return " De ouders moeten nog antwoorden."
	default:
		return " Het SOT moet nog antwoorden."
	}
}

func admittedText(answer *buitenkansv1.PlaceAnswer) string {
	if answer.Place != nil {
		return "De Buitenkans laat de leerling toe. " + placeText(answer.Place)
	}
	return "De Buitenkans laat de leerling toe. Er is nog geen plek." + numberStatus(answer)
}

func placeText(place *buitenkansv1.Place) string {
	return fmt.Sprintf("Er is een plek in groep %s, van %s tot en met %s.", place.GroupName, long(place.FromOn), long(place.UntilOn))
}

// numberStatus says where a pupil stands on the list, and when a place is expected.
func numberStatus(answer *buitenkansv1.PlaceAnswer) string {
	text := fmt.Sprintf(" De leerling is nummer %d op de lijst.", answer.GetNumber())
	if on := answer.GetExpectedOn(); on != "" {
		return text + " Er is waarschijnlijk plek vanaf " + long(on) + "."
	}
	return text + " Wanneer er plek is, is nog niet te zeggen."
}

func numberText(answer *buitenkansv1.PlaceAnswer) string {
	return "De wachtlijst is veranderd." + numberStatus(answer)
}

// placeStatus: there is a place, and the first day is not agreed on yet.
func placeStatus(facts *buitenkansv1.Facts) string {
	text := fmt.Sprintf("Groep %s heeft plek vanaf %s. De start wordt gepland.", facts.Place.GroupName, long(facts.Place.FromOn))
	if facts.NoShows > 0 {
		return "De leerling kwam niet op de eerste dag. " + text
	}
	return text
}

func startText(place *buitenkansv1.Place, term *caseworkv1.Term, again bool) string {
	text := "De start is gepland"
	if again {
		text = "Er is een nieuwe start gepland"
	}
	text += fmt.Sprintf(" op %s, in groep %s. De laatste dag is %s.", long(place.FromOn), place.GroupName, long(place.UntilOn))
	if place.UntilOn != term.LastOn {
		return text + " Later dan " + long(term.LastOn) + " kan niet."
	}
	return text
}

// untilText says the last day, and the one that can never be passed when that is another.
func untilText(facts *buitenkansv1.Facts) string {
	text := " De laatste dag is " + long(facts.Place.UntilOn) + "."
	if facts.Place.UntilOn != facts.MaximumOn {
		text += " Later dan " + long(facts.MaximumOn) + " kan niet."
	}
	return text
}

func arrivedText(facts *buitenkansv1.Facts) string {
	return "De leerling is gestart bij de Buitenkans." + untilText(facts)
}

func missedText(facts *buitenkansv1.Facts) string {
	text := "De leerling kwam niet op de eerste dag, " + long(facts.Place.FromOn) + "."
	if facts.NoShows > 1 {
		text += fmt.Sprintf(" Dat is de %de keer.", facts.NoShows)
	}
	return text + " De school zoekt contact met de ouders. Er is een nieuwe start nodig."
}

func interruptedText(act *buitenkansv1.InterruptPlacement, facts *buitenkansv1.Facts) string {
	return "De leerling is afwezig vanaf " + long(act.FromOn) + "." + untilText(facts)
}

func resumedText(act *buitenkansv1.ResumePlacement, facts *buitenkansv1.Facts) string {
	return "De leerling is er weer sinds " + long(act.On) + "." + untilText(facts)
}

func endMovedText(facts *buitenkansv1.Facts) string {
	return "De laatste dag is veranderd." + untilText(facts)
}

func midwayText(on terms.Date) string {
	return "De tussenevaluatie is gehouden op " + on.Long() + ". Het verslag is klaar."
}

func adviceText(direction buitenkansv1.Direction) string {
	return "De Buitenkans heeft advies gegeven: " + directionWording[direction] + ". De school en de ouders hebben een brief gekregen."
}

func returnText(on terms.Date, again bool) string {
	if again {
		return "Het plan voor de terugkeer is veranderd. De leerling is op " + on.Long() + " terug op school."
	}
	return "De terugkeer is gepland. De leerling is op " + on.Long() + " terug op school."
}

func endedText(facts *buitenkansv1.Facts) string {
	text := "De plaatsing is geëindigd op " + long(facts.EndedOn) + ". " + endWording[facts.EndReason]
	if facts.Direction == buitenkansv1.Direction_DIRECTION_UNSPECIFIED {
		text += " Er is geen advies."
	}
	return text + " De school en het SOT volgen hoe het gaat."
}

func aftercareText(act *buitenkansv1.RecordAftercare) string {
	return fmt.Sprintf("Er is een gesprek geweest op %s. Het gaat %s.", long(act.HeldOn), goingWording[act.Going])
}

// notNowWording says why an act does not fit the phase, and what comes first.
func notNowWording(name act.Act, phase buitenkansv1.Phase) string {
	switch {
	case phase == closed:
		return "Deze zaak is gesloten."
	case name == buitenkans.RequestPlacement:
		return "Deze aanvraag is al ingediend."
	case name == buitenkans.SupportRequest || name == buitenkans.ConsentToPlacement:
		return "Het SOT en de ouders hebben al geantwoord."
	case name == buitenkans.AdmitPupil && phase < admission:
		return "Het SOT of de ouders moeten nog antwoorden. De intake komt daarna."
	case name == buitenkans.AdmitPupil:
		return "De leerling is al toegelaten."
	case name == buitenkans.WithdrawRequest:
		return "De leerling is al gestart. De Buitenkans kan de plaatsing beëindigen."
	case phase == waiting:
		return "Er is nog geen plek. De leerling staat op de wachtlijst."
	case phase < planned:
		return "De leerling is nog niet toegelaten."
	case name == buitenkans.RecordAftercare:
		return "De plaatsing is nog niet voorbij. Nazorg komt daarna."
	case phase == planned:
		return "De leerling is nog niet gestart."
	case name == buitenkans.PlanStart || name == buitenkans.ConfirmStart:
		return "De leerling is al gestart."
	case phase == aftercare:
		return "De plaatsing is al voorbij."
	case name == buitenkans.PlanReturn:
		return "Er is nog geen advies. Het plan voor de terugkeer komt daarna."
	default:
		return "Het advies is al gegeven."
	}
}
