package page

import (
	"fmt"
	"maps"
	"strconv"
	"strings"
	"time"
)

// htmxConfig switches off everything that a strict content security policy forbids.
const htmxConfig = `{"allowEval":false,"includeIndicatorStyles":false,"selfRequestsOnly":true,"allowScriptTags":false,"historyEnabled":false,"attributesToSettle":["class"]}`

var months = [...]string{
	"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december",
}

var weekdays = [...]string{"zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"}

// amsterdam is where the people are; an image without time zone data shows UTC.
var amsterdam = func() *time.Location {
	place, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		return time.UTC
	}
	return place
}()

// Day says an ISO date as "vrijdag 15 januari 2027"; what is no date is given back as it is.
func Day(iso string) string {
	date, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return weekdays[date.Weekday()] + " " + ShortDay(iso)
}

// ShortDay says an ISO date as "15 januari 2027".
func ShortDay(iso string) string {
	date, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return fmt.Sprintf("%d %s %d", date.Day(), months[date.Month()-1], date.Year())
}

// Moment says a time as "22 november 2026, 10:04 uur".
func Moment(at time.Time) string {
	local := at.In(amsterdam)
	return fmt.Sprintf("%d %s %d, %s uur", local.Day(), months[local.Month()-1], local.Year(), local.Format("15:04"))
}

// MomentDay says a time as "22 november 2026".
func MomentDay(at time.Time) string { return ShortDay(at.In(amsterdam).Format(time.DateOnly)) }

// Clock says a time as "10:04".
func Clock(at time.Time) string { return at.In(amsterdam).Format("15:04") }

// Remaining says how many days are left.
func Remaining(days *int) string {
	switch {
	case days == nil:
		return ""
	case *days < -1:
		return strconv.Itoa(-*days) + " dagen te laat"
	case *days == -1:
		return "1 dag te laat"
	case *days == 0:
		return "vandaag"
	case *days == 1:
		return "morgen"
	default:
		return "nog " + strconv.Itoa(*days) + " dagen"
	}
}

// remainingOf says how many days a task has left, or that it is late on the day itself.
func remainingOf(days *int, late bool) string {
	if late && (days == nil || *days >= 0) {
		return "te laat"
	}
	return Remaining(days)
}

// urgencyOf is the look that goes with it.
func urgencyOf(days *int, late bool) string {
	if late {
		return "vlag vlag--laat"
	}
	return Urgency(days)
}

// lateWord says how long something is late.
func lateWord(days int) string {
	if days <= 0 {
		return "te laat"
	}
	return Count(days, "dag te laat", "dagen te laat")
}

// Urgency is the look that goes with the days left; the words of Remaining say the same.
func Urgency(days *int) string {
	switch {
	case days == nil:
		return "vlag"
	case *days < 0:
		return "vlag vlag--laat"
	case *days <= 1:
		return "vlag vlag--vandaag"
	default:
		return "vlag"
	}
}

// words are those of all procedures; each procedure has its own in a file of its own.
var words = together(commonWords, buitenkansWords, placementWords)

var commonWords = map[string]string{
	"referral": "Verwijzing door een basisschool", "direct": "Rechtstreekse instroom",
	"sbo": "Speciaal basisonderwijs (SBO)", "so": "Speciaal onderwijs (SO)",
	"laag": "Categorie laag", "midden": "Categorie midden", "hoog": "Categorie hoog",
	"full": "Gehele plaatsing", "part-time": "Plaatsing in deeltijd", "temporary": "Tijdelijke plaatsing",
	"agree": "De ouders zijn het eens met de aanvraag", "zienswijze": "De ouders geven hun zienswijze", "none": "De ouders hebben niet geantwoord",
	"granted": "Toegekend", "refused": "Afgewezen", "withdrawn": "Ingetrokken", "forwarded": "Doorgestuurd",
	"portal": "In Traject gelezen", "post": "Per post", "by-hand": "Persoonlijk overhandigd",
	"statutory": "Wettelijke termijn", "service-norm": "Streefdatum", "internal": "Planning",
	"bao": "basisschool", "Bao": "Basisschool",
	"gz-psycholoog": "GZ-psycholoog", "orthopedagoog": "Orthopedagoog", "kinder- of jeugdpsycholoog": "Kinder- of jeugdpsycholoog",
	"pedagoog": "Pedagoog", "kinderpsychiater": "Kinderpsychiater", "maatschappelijk werker": "Maatschappelijk werker", "arts": "Arts",
	"school": "School", "sot": "SOT", "office": "Kantoor", "director": "Directeur", "expert": "Deskundige", "parent": "Ouders",
	"municipality": "Gemeente", "board": "Schoolbestuur", "engineer": "Beheer", "provision": "Buitenkans",
	"groeidocument": "Groeidocument", "sot-involved": "Het SOT is betrokken",
	"own-network-explored":     "Er is gezocht naar een plek in het eigen netwerk",
	"basisondersteuning-shown": "De basisondersteuning is ingezet en op orde",
	"onderzoek":                "Onderzoeksverslag", "opp": "Ontwikkelingsperspectief (OPP)", "bijlage": "Andere bijlage",
	"aanvullingsverzoek": "Verzoek om aanvulling", "aanvulling": "Aanvulling", "gespreksverslag": "Gespreksverslag", "advies": "Advies",
	"zienswijze-weging": "Wat het advies met de zienswijze doet", "terugplaatsingsafspraken": "Afspraken over terugkeer",
	"motivering": "Motivering van het besluit", "intrekking": "Reden van intrekking", "brief": "Brief",
	"taakopmerking": "Opmerking bij een taak", "verlenging": "Reden van de verlenging", "instemming": "Schriftelijke instemming",
	"oorzaak": "Oorzaak van het stilstaan", "ingebrekestelling": "Ingebrekestelling", "oordeel-ingebrekestelling": "Oordeel over de ingebrekestelling",
	"dwangsombesluit": "Motivering van de dwangsom",
	"bezwaarschrift":  "Bezwaarschrift", "bezwaarmaker": "Naam en adres van wie bezwaar maakt", "gemachtigde": "Naam en adres van de gemachtigde",
	"herstelverzoek": "Verzoek om aanvulling van het bezwaar", "herstel": "Aanvulling van het bezwaar", "reden-te-laat": "Waarom het bezwaar later kwam",
	"gesprek-bezwaar": "Wat het gesprek opleverde", "verweerschrift": "Verweerschrift", "plaats-hoorzitting": "Plaats van de hoorzitting",
	"hoorverslag": "Verslag van de hoorzitting", "lbt-advies": "Advies van de LBT", "motivering-bezwaar": "Motivering van de beslissing op bezwaar",
	"afwijking-advies": "Waarom ZOUT afwijkt van het advies", "intrekking-bezwaar": "Intrekking van het bezwaar",
	"procedure-en-criteria": "Procedure en criteria uit het ondersteuningsplan", "schoolprofiel": "Schoolprofiel", "volmacht": "Volmacht",
	"lbt-dossier": "Dossier voor de LBT", "lbt-dossier-bestanden": "Dossier voor de LBT, losse stukken",
	"interested": "Een andere belanghebbende", "upheld": "Gegrond", "partly": "Gedeeltelijk gegrond", "unfounded": "Ongegrond", "inadmissible": "Niet-ontvankelijk",
	"email": "Per e-mail", "opgeschort": "stilstand", "loopt": "gewone dagen", "verdaagd": "langer door een brief", "verlengd": "langer door vrije dagen",
	"tlv": "Aanvraag", "bezwaar": "Bezwaar", "buitenkans": "Buitenkans", "plaatsing": "Plaatsing",
}

// gateWords are said as conditions; "groeidocument" alone is the name of a document.
var gateWords = map[string]Option{
	"groeidocument": {Text: "Er is een groeidocument", Help: "Het laat zien wat is gedaan en afgewogen, en wat school, ouders, kind en deskundigen vinden."},
	"sot-involved":  {Text: "Het SOT is betrokken", Help: "Het SOT heeft meegedacht, en er is met verschillende deskundigen overlegd."},
	"own-network-explored": {
		Text: "Er is gezocht naar een plek in het eigen netwerk", Help: "Is onderzocht of de leerling terecht kan op een andere gewone basisschool?",
	},
	"basisondersteuning-shown": {Text: "De basisondersteuning is ingezet en op orde", Help: "Dit blijkt uit het dossier van de leerling."},
}

// together puts several maps in one; no key is in two of them.
func together[V any](parts ...map[string]V) map[string]V {
	all := map[string]V{}
	for _, part := range parts {
		maps.Copy(all, part)
	}
	return all
}

// Word says a code in Dutch; an unknown code is shown as it is, so that nothing is hidden.
func Word(code string) string {
	if word, ok := words[code]; ok {
		return word
	}
	return code
}

// GateWord says a condition in Dutch.
func GateWord(gate string) string {
	if word, ok := gateWords[gate]; ok {
		return word.Text
	}
	return gate
}

// ZienswijzeWord names a piece of the kind zienswijze; the same code is also an answer of parents.
func pieceWord(kind string) string {
	if kind == "zienswijze" {
		return "Zienswijze van de ouders"
	}
	return Word(kind)
}

// What says what is asked or granted: "Speciaal onderwijs (SO), categorie laag, gehele plaatsing".
func What(destination, category, extent string) string {
	parts := []string{Word(destination)}
	if category != "" {
		parts = append(parts, strings.ToLower(Word(category)))
	}
	if extent != "" {
		parts = append(parts, strings.ToLower(Word(extent)))
	}
	return strings.Join(parts, ", ")
}

// RoleOf says in Dutch who a party is.
func RoleOf(party string) string {
	role, _, _ := strings.Cut(party, ":")
	return Word(role)
}

// Count says a number with its noun: "1 taak", "3 taken".
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

func choiceID(name string, i int) string {
	// The first choice carries the id to which the error summary leads.
	if i == 0 {
		return "veld-" + name
	}
	return "veld-" + name + "-" + strconv.Itoa(i)
}
