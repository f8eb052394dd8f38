package page

import (
	"slices"

	"traject.nl/services/portal/upstream"
)

func buitenkansPage() procedurePage {
	return procedurePage{
		nameless: func(v *CaseView) string { return "Leerling van " + v.Applicant },
		subtitle: func(v *CaseView) string {
			return "Buitenkans, aangevraagd door " + v.Applicant + " op " + MomentDay(v.Case.ReceivedAt) + " · kenmerk " + v.Case.ID
		},
		known: "De plaatsing", status: buitenkansStatus, facts: buitenkansFacts, about: buitenkansAbout, help: buitenkansHelp,
		meaning: func(v *CaseView) string { return v.buitenkansMeaning() }, fields: buitenkansFields, acts: buitenkansActs,
	}
}

// buitenkansSteps are the blocks of the progress bar.
var buitenkansSteps = []string{"Aanvraag", "Toelating", "Plek", "Observatie", "Terugkeer", "Nazorg"}

var buitenkansPlaces = map[string]int{
	"request": 0, "admission": 1, "waiting": 2, "planned": 2, "observation": 3, "return": 4, "aftercare": 5, "closed": 6,
}

// neverStarted are the outcomes of a case that ended before the pupil came.
var neverStarted = map[string]bool{
	"not-supported": true, "no-consent": true, "not-admitted": true, "withdrawn": true, "no-show": true, "departed": true,
}

// buitenkansPhases is where the procedure stands; nothing for a case that ended before its time.
func (v *CaseView) buitenkansPhases() []phase {
	facts := v.Case.Buitenkans
	if facts == nil || neverStarted[facts.Outcome] || facts.Outcome == "ended-early" || v.Case.Departure != nil {
		return nil
	}
	here := buitenkansPlaces[facts.Phase]
	list := make([]phase, len(buitenkansSteps))
	for i, name := range buitenkansSteps {
		state := "straks"
		switch {
		case i < here:
			state = "klaar"
		case i == here:
			state = "nu"
		}
		list[i] = phase{name, state}
	}
	return list
}

// deceased says whether the pupil died: the page is then quiet.
func (v *CaseView) deceased() bool {
	return v.Case.Departure != nil && v.Case.Departure.Reason == "deceased"
}

// departureWord says what became known of the pupil.
func departureWord(d *upstream.Departure) string {
	switch d.Reason {
	case "moved":
		return "Verhuisd naar een andere regio. Laatste dag: " + ShortDay(d.On)
	case "vo":
		return "Naar het voortgezet onderwijs. Laatste dag: " + ShortDay(d.On)
	}
	return "Overleden op " + ShortDay(d.On)
}

// stay are the facts of a Buitenkans case; empty for another case.
func (v *CaseView) stay() *upstream.Buitenkans {
	if v.Case.Buitenkans == nil {
		return &upstream.Buitenkans{}
	}
	return v.Case.Buitenkans
}

// ofOrigin says whether the person is of the school from which the pupil comes.
func (v *CaseView) ofOrigin() bool { return v.Case.Is("origin") || v.Case.Is("applicant") }

// shut says whether the Buitenkans may not read the request yet: the parents have to consent first.
func (v *CaseView) shut() bool {
	facts := v.Case.Buitenkans
	return facts != nil && v.Case.Is("provision") && facts.Groep == 0 && !v.Case.Closed
}

// lastDay of the placement, as it was or as it is planned; empty when there is none.
func (v *CaseView) lastDay() string {
	facts := v.stay()
	switch {
	case facts.EndedOn != "":
		return facts.EndedOn
	case facts.Place != nil:
		return facts.Place.UntilOn
	}
	return ""
}

// runs says whether the placement is planned or under way, so that its last day matters.
func (v *CaseView) runs() bool {
	facts := v.Case.Buitenkans
	return facts != nil && facts.Place != nil && (facts.Phase == "planned" || facts.Phase == "observation" || facts.Phase == "return")
}

// daysTo is how many days are left to an ISO date; nil for what is no date.
func (v *CaseView) daysTo(on string) *int { return daysBetween(v.Today, on) }

// MayRequestPlacement says whether the school can ask the Buitenkans from this case: for its own pupil, of whom no request is open.
func (v *CaseView) MayRequestPlacement() bool {
	origin := v.Case.Procedure != "bezwaar" && v.Case.Procedure != "buitenkans" && v.Case.Is("applicant") || v.Case.Is("target")
	if v.Case.Procedure == "buitenkans" {
		origin = v.Case.Closed && v.ofOrigin()
	}
	if !origin || v.Case.Departure != nil {
		return false
	}
	for _, related := range v.relatedOf("buitenkans") {
		if !related.Closed {
			return false
		}
	}
	return true
}

// RequestFromHref is where a school asks the Buitenkans for the pupil of a case.
func RequestFromHref(caseID string) string { return CaseHref(caseID) + "/buitenkans" }

// otherCases are the cases beside this one, without those of procedures that the page shows elsewhere.
func (v *CaseView) otherCases(elsewhere ...string) []upstream.RelatedCase {
	return slices.DeleteFunc(slices.Clone(v.Case.Related), func(related upstream.RelatedCase) bool {
		return related.CaseID == v.Case.ID || slices.Contains(elsewhere, related.Procedure)
	})
}

func (v *CaseView) buitenkansMeaning() string {
	facts := v.Case.Buitenkans
	if facts == nil || v.Case.Departure != nil {
		return ""
	}
	switch {
	case v.parent():
		return parentsAtBuitenkans[facts.Phase]
	case v.shut():
		return "Er is een aanvraag. U ziet om welke leerling het gaat, en de vraag van de school, zodra de ouders toestemming geven. Dat vraagt de wet (WPO 18a lid 13)."
	}
	return ""
}

// parentsAtBuitenkans say to parents what a phase means for them.
var parentsAtBuitenkans = map[string]string{
	"request":     "De school vraagt of uw kind een tijdje naar de Buitenkans mag. Daar kijken ervaren mensen wat uw kind nodig heeft. Dat kan alleen als u toestemming geeft. Geeft u die niet, dan gaat het niet door.",
	"admission":   "U hebt toestemming gegeven. De Buitenkans leest nu de vraag van de school en kijkt of zij kan helpen. U hoeft nu niets te doen.",
	"waiting":     "Uw kind is toegelaten, maar er is nog geen plek. Hieronder ziet u welke plaats uw kind op de wachtlijst heeft, en waarom.",
	"planned":     "Er is een plek voor uw kind. U ziet hieronder wat de eerste dag is, en wat de laatste dag is. Langer dan 13 weken duurt het nooit.",
	"observation": "Uw kind is bij de Buitenkans. De eigen school blijft verantwoordelijk en houdt contact met u. Halverwege is er een gesprek; daar bent u bij.",
	"return":      "Het advies is er; u kunt het hier lezen. De school maakt een plan voor de tijd na de Buitenkans en bespreekt dat met u.",
	"aftercare":   "De tijd bij de Buitenkans is voorbij. De school en het SOT kijken na een paar weken hoe het gaat.",
	"closed":      "De Buitenkans is voor uw kind afgerond.",
}

// endOptions are why the placement can end now: the observation is done only when there is an advice.
func (v *CaseView) endOptions() []Option {
	if v.stay().Phase == "return" {
		return endReasons
	}
	return slices.DeleteFunc(slices.Clone(endReasons), func(reason Option) bool { return reason.Value == "done" })
}

// seesPlaces says whether the person may read the whole book of places.
func (v *CaseView) seesPlaces() bool { return v.worksHere() || v.Case.Is("provision") }

// groupOptions are the groups of the Buitenkans that take the year of the pupil; the first is the one that was offered.
func (v *CaseView) groupOptions() []Option {
	offered := ""
	options := []Option{{Text: "De groep van de aangeboden plek"}}
	if place := v.stay().Place; place != nil {
		offered = place.GroupID
		options[0].Text = place.GroupName
	}
	for _, group := range v.Groups {
		if groep := v.stay().Groep; group.ID != offered && group.FromGroep <= groep && groep <= group.ToGroep {
			options = append(options, Option{Value: group.ID, Text: group.Name})
		}
	}
	return options
}
