package page

import (
	"strconv"

	"traject.nl/services/portal/upstream"
)

// buitenkansActs are those of a Buitenkans case, in the order of the procedure.
var buitenkansActs = map[string]actWords{
	"SupportRequest":     {title: "Zeggen of het SOT de aanvraag steunt", task: "sot-steun"},
	"ConsentToPlacement": {title: "Antwoord geven op de vraag om toestemming", recorded: "Het antwoord van de ouders vastleggen", task: "toestemming", file: "consentPaper", aside: true},
	"AdmitPupil":         {title: "Beslissen over de toelating", task: "intake"},
	"PlanStart":          {title: "De eerste dag plannen", task: "start-plannen", aside: true},
	"ConfirmStart":       {title: "Bevestigen dat de leerling er is", task: "start-bevestigen", aside: true},
	"InterruptPlacement": {title: "De leerling is even weg", aside: true},
	"ResumePlacement":    {title: "De leerling is er weer", aside: true},
	"MoveEnd":            {title: "De laatste dag veranderen", aside: true},
	"EvaluateMidway":     {title: "De tussenevaluatie toevoegen", task: "tussenevaluatie", file: "midwayFile", aside: true},
	"AdviseSupport":      {title: "Advies geven", task: "advies-buitenkans", file: "supportAdviceFile", aside: true},
	"PlanReturn":         {title: "De terugkeer plannen", task: "terugkeerplan", file: "returnPlanFile", aside: true},
	"EndPlacement":       {title: "De plaatsing afronden", task: "afronden", aside: true},
	"RecordAftercare":    {title: "Een nazorggesprek vastleggen", task: "nazorg", file: "aftercareFile", aside: true},
	"WithdrawRequest":    {title: "De aanvraag intrekken", aside: true},
}

// buitenkansWords are the words of the procedure; words for parts of a case that mean something else elsewhere have a function.
var buitenkansWords = map[string]string{
	"observatievraag": "De vraag voor de observatie", "sot-standpunt": "Waarom het SOT de aanvraag niet steunt",
	"toestemming-ouders": "Antwoord van de ouders", "motivering-toelating": "Motivering van de toelating",
	"afspraak-niet-gekomen": "Afspraak na niet komen", "tussenevaluatie": "Verslag van de tussenevaluatie",
	"buitenkans-advies": "Advies van de Buitenkans", "terugkeerplan": "Plan voor de terugkeer",
	"reden-eerder-einde": "Waarom de plaatsing eerder stopt", "nazorgverslag": "Verslag van een nazorggesprek",
	"intrekking-buitenkans": "Waarom de aanvraag is ingetrokken",
}

var buitenkansPieces = []string{
	"observatievraag", "sot-standpunt", "toestemming-ouders", "motivering-toelating", "afspraak-niet-gekomen", "tussenevaluatie",
	"buitenkans-advies", "terugkeerplan", "reden-eerder-einde", "nazorgverslag", "intrekking-buitenkans",
}

var buitenkansTaskKinds = []Option{
	{Value: "sot-steun", Text: "Buitenkans: steun van het SOT"}, {Value: "toestemming", Text: "Buitenkans: toestemming van de ouders"},
	{Value: "intake", Text: "Buitenkans: toelating"}, {Value: "start-plannen", Text: "Buitenkans: start plannen"},
	{Value: "start-bevestigen", Text: "Buitenkans: start bevestigen"}, {Value: "niet-gekomen", Text: "Buitenkans: niet gekomen"},
	{Value: "tussenevaluatie", Text: "Buitenkans: tussenevaluatie"}, {Value: "advies-buitenkans", Text: "Buitenkans: advies"},
	{Value: "terugkeerplan", Text: "Buitenkans: plan voor de terugkeer"}, {Value: "afronden", Text: "Buitenkans: afronden"},
	{Value: "nazorg-1", Text: "Buitenkans: eerste nazorggesprek"}, {Value: "nazorg-2", Text: "Buitenkans: tweede nazorggesprek"},
}

// buitenkansDone says what just succeeded.
var buitenkansDone = map[string]string{
	"RequestPlacement":   "De aanvraag is verstuurd. U ziet hieronder waar hij staat.",
	"SupportRequest":     "Het antwoord van het SOT is vastgelegd.",
	"ConsentToPlacement": "Het antwoord van de ouders is vastgelegd.",
	"AdmitPupil":         "Uw beslissing over de toelating is vastgelegd.",
	"PlanStart":          "De eerste en de laatste dag zijn gepland.",
	"ConfirmStart":       "Uw antwoord is vastgelegd.",
	"InterruptPlacement": "Vastgelegd dat de leerling even weg is.",
	"ResumePlacement":    "Vastgelegd dat de leerling er weer is.",
	"MoveEnd":            "De laatste dag is veranderd.",
	"EvaluateMidway":     "De tussenevaluatie is toegevoegd.",
	"AdviseSupport":      "Het advies is gegeven. School en ouders krijgen een brief.",
	"PlanReturn":         "Het plan voor de terugkeer is vastgelegd.",
	"EndPlacement":       "Vastgelegd dat de plaatsing is afgerond.",
	"RecordAftercare":    "Het gesprek is vastgelegd.",
	"WithdrawRequest":    "De aanvraag is ingetrokken.",
}

// buitenkansOutcomes say how a case ended.
var buitenkansOutcomes = map[string]string{
	"returned": "Terug op school", "tlv": "Naar een TLV-aanvraag", "other-school": "Naar een andere school", "ended-early": "Eerder gestopt",
	"not-supported": "Niet gesteund door het SOT", "no-consent": "Geen toestemming van de ouders", "not-admitted": "Niet toegelaten",
	"withdrawn": "Ingetrokken", "no-show": "Niet gekomen", "departed": "Afgesloten",
}

// outcomeWord says how a case ended.
func outcomeWord(c upstream.CaseSummary) string {
	word, ok := "", false
	switch c.Procedure {
	case "buitenkans":
		word, ok = buitenkansOutcomes[c.Outcome]
	case "plaatsing":
		word, ok = placementOutcomes[c.Outcome]
	}
	if !ok {
		return Word(c.Outcome)
	}
	return word
}

var urgencies = []Option{
	{Value: "none", Text: "Nee", Help: "De volgorde is dan die van toelating: wie eerder is toegelaten, gaat voor."},
	{Value: "threatened", Text: "Ja: de leerling dreigt thuis te komen zitten, of de situatie op school is niet veilig"},
	{Value: "at-home", Text: "Ja: de leerling zit thuis"},
}

// priorityWord says why a pupil goes first; empty for who does not.
func priorityWord(urgency string) string {
	switch urgency {
	case "at-home":
		return "Gaat voor: de leerling zit thuis"
	case "threatened":
		return "Gaat voor: de situatie is dringend"
	}
	return ""
}

var directions = []Option{
	{Value: "return", Text: "Terug naar de eigen school", Help: "Dat is het uitgangspunt. De school maakt een plan voor de terugkeer."},
	{Value: "tlv", Text: "Een toelaatbaarheidsverklaring (TLV) aanvragen", Help: "De school kan de aanvraag vanaf hier beginnen. Wat al bekend is, gaat mee."},
	{Value: "other-school", Text: "Naar een andere gewone school"},
}

// directionWord says what the Buitenkans advises.
func directionWord(direction string) string { return textOfOption(directions, direction) }

var awayReasons = []Option{{Value: "illness", Text: "Ziekte"}, {Value: "other", Text: "Iets anders"}}

// awayWord says a stretch in which the pupil is away.
func awayWord(away upstream.Interruption) string {
	why := "om een andere reden"
	if away.Reason == "illness" {
		why = "door ziekte"
	}
	if away.ResumedOn == "" {
		return "Sinds " + ShortDay(away.FromOn) + " even weg " + why
	}
	return "Even weg " + why + " van " + ShortDay(away.FromOn) + " tot " + ShortDay(away.ResumedOn)
}

var endReasons = []Option{
	{Value: "done", Text: "De observatie is klaar"},
	{Value: "parents", Text: "De ouders willen stoppen"},
	{Value: "school", Text: "De school wil stoppen"},
	{Value: "buitenkans", Text: "De Buitenkans kan niet bieden wat de leerling nodig heeft"},
}

func endWord(reason string) string {
	if reason == "no-show" {
		return "De leerling is niet gekomen"
	}
	return textOfOption(endReasons, reason)
}

var goings = []Option{
	{Value: "well", Text: "Het gaat goed"}, {Value: "attention", Text: "Het heeft aandacht nodig"}, {Value: "not-well", Text: "Het gaat niet goed"},
}

// goingWord says how it goes with the pupil at school.
func goingWord(going string) string { return textOfOption(goings, going) }

// textOfOption says a value as its option does; an unknown one is shown as it is.
func textOfOption(options []Option, value string) string {
	for _, option := range options {
		if option.Value == value {
			return option.Text
		}
	}
	return value
}

// groepOptions are the years of primary school for which the Buitenkans is (ondersteuningsplan 2.2).
func groepOptions() []Option {
	options := []Option{{Text: "Kies de groep"}}
	for groep := 3; groep <= 8; groep++ {
		options = append(options, Option{Value: strconv.Itoa(groep), Text: "Groep " + strconv.Itoa(groep)})
	}
	return options
}
