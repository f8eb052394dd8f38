package letter

import (
	"fmt"
	"time"
)

// BuitenkansStart says that the pupil can start at the Buitenkans, and until when a stay lasts (ondersteuningsplan 2.2).
type BuitenkansStart struct {
	// Group is its name, such as "Middenbouw".
	Group string
	// From and Until are the first and the last day.
	From, Until time.Time
	// Moved: an earlier letter about the start lapses.
	Moved bool
}

func (BuitenkansStart) title() string { return "Start bij de Buitenkans" }

func (BuitenkansStart) signed(Message) (signer, origin string) { return byBuitenkans() }

// byBuitenkans signs what the Buitenkans writes.
func byBuitenkans() (signer, origin string) {
	_, origin = byOffice()
	return "namens de Buitenkans", origin
}

func (b BuitenkansStart) words(head Letterhead, m Message, to Addressee) Words {
	words := Words{Subject: fmt.Sprintf("Naar de Buitenkans vanaf %s (%s)", date(b.From), m.Pupil.name())}
	place := Section{
		Heading: "Er is plaats",
		Text: []string{fmt.Sprintf("%s kan voor een tijd naar de Buitenkans. Daar wordt gekeken wat %s nodig heeft om op school goed te leren. Aan het einde geeft de Buitenkans daarover een advies.",
			m.Pupil.FirstName, m.Pupil.FirstName)},
		Facts: [][2]string{{"Groep", b.Group}, {"Eerste dag", weekdate(b.From)}, {"Laatste dag", weekdate(b.Until)}},
		After: []string{"Een plaatsing bij de Buitenkans duurt hoogstens 13 weken. Langer kan niet, ook niet na ziekte."},
		Small: counted("de laatste dag", "ondersteuningsplan van ZOUT, paragraaf 2.2", m.Steps),
	}
	if b.Moved {
		words.Subject = fmt.Sprintf("Nieuwe datum bij de Buitenkans: vanaf %s (%s)", date(b.From), m.Pupil.name())
		place.Text = append(place.Text, "Dit is een nieuwe datum. Onze vorige brief daarover geldt niet meer.")
	}
	words.Sections = []Section{place, {Heading: "Hoe het gaat", Text: []string{
		"Halverwege praten de ouders, de school en de Buitenkans met elkaar. Daarna komt het advies. Wij gaan ervan uit dat " + m.Pupil.FirstName +
			" daarna teruggaat naar de eigen school. Die school blijft al die tijd verantwoordelijk.",
		absent(to),
	}}, questions(head, m)}
	return words
}

func absent(to Addressee) string {
	if to.Reader == Parents {
		return "Kan uw kind op de eerste dag niet komen? Bel dan zo snel mogelijk de school of de Buitenkans."
	}
	return "Kan de leerling op de eerste dag niet komen? Laat het de Buitenkans dan zo snel mogelijk weten."
}

// Direction of an advice of the Buitenkans.
type Direction string

// The directions.
const (
	// ToOrigin is back to the school of origin.
	ToOrigin Direction = "terug"
	// ToTLV is an application for a TLV.
	ToTLV Direction = "tlv"
	// ToOther is another regular school.
	ToOther Direction = "andere-school"
)

// BuitenkansAdvice is the advice of the Buitenkans on fitting support.
type BuitenkansAdvice struct {
	Direction Direction
	// Until is the last day at the Buitenkans; zero when it is not known.
	Until time.Time
	// Advice as written; empty when it is a paper: then Enclosed, or sent apart.
	Advice   string
	Enclosed bool
}

func (BuitenkansAdvice) title() string { return "Advies van de Buitenkans" }

func (BuitenkansAdvice) signed(Message) (signer, origin string) { return byBuitenkans() }

func (b BuitenkansAdvice) words(head Letterhead, m Message, to Addressee) Words {
	words := Words{Subject: fmt.Sprintf("Het advies van de Buitenkans (%s)", m.Pupil.name())}
	words.Sections = []Section{{Heading: "Het advies is klaar", Text: []string{
		fmt.Sprintf("De Buitenkans heeft gekeken wat %s nodig heeft om goed te leren, en geeft nu advies. %s", m.Pupil.FirstName, b.Direction.sentence()),
	}}}
	words.Sections = append(words.Sections, quotedOrEnclosed("Wat de Buitenkans adviseert", "Het hele advies", b.Advice, b.Enclosed)...)
	next := Section{Heading: "Hoe het nu verder gaat"}
	if !b.Until.IsZero() {
		next.Text = append(next.Text, fmt.Sprintf("%s is nog tot en met %s bij de Buitenkans.", m.Pupil.FirstName, weekdate(b.Until)))
	}
	next.Text = append(next.Text, b.Direction.next(to), "Dit is een advies en geen besluit: u kunt er geen bezwaar tegen maken. Denkt u er anders over? Praat erover met de school of met de Buitenkans.")
	words.Sections = append(words.Sections, next, questions(head, m))
	return words
}

func (d Direction) sentence() string {
	switch d {
	case ToTLV:
		return "Het advies is: vraag een toelaatbaarheidsverklaring (TLV) aan, voor speciaal basisonderwijs of speciaal onderwijs."
	case ToOther:
		return "Het advies is: naar een andere gewone basisschool."
	default:
		return "Het advies is: terug naar de eigen school, met de hulp die in het advies staat."
	}
}

func (d Direction) next(to Addressee) string {
	switch {
	case d == ToTLV && to.Reader == Parents:
		return "De school vraagt de TLV aan. Twee deskundigen kijken dan opnieuw wat nodig is, en u kunt zelf zeggen wat u ervan vindt."
	case d == ToTLV:
		return "U kunt de aanvraag van de TLV beginnen vanuit deze zaak in Traject: wat wij al weten, is dan ingevuld. Twee deskundigen kijken opnieuw wat nodig is."
	case to.Reader == Parents:
		return "De school maakt met u een plan voor de dagen na de Buitenkans."
	default:
		return "Maak met de ouders een plan voor de dagen na de Buitenkans, en zet dat in Traject bij deze zaak."
	}
}

// quotedOrEnclosed are the words of a text, or where the paper is that holds them.
func quotedOrEnclosed(heading, paper, text string, enclosed bool) []Section {
	if quoted := quotation(heading, text); len(quoted) > 0 {
		return quoted
	}
	where := paper + " krijgt u als apart stuk. U vindt het ook in Traject bij deze zaak."
	if enclosed {
		where = paper + " staat achter deze brief."
	}
	return []Section{{Heading: heading, Text: []string{where}}}
}
