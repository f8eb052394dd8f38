package letter

import (
	"fmt"
	"time"
)

// Receipt confirms that an objection came in (Awb 6:14), and that a committee advises (Awb 7:13 lid 2).
type Receipt struct {
	Received time.Time
	// Until is the day by which ZOUT decides; zero while that term stands still.
	Until time.Time
	// Late: it came after the objection term. ProForma: it gives no grounds yet.
	Late, ProForma bool
}

func (Receipt) title() string { return "Ontvangst van een bezwaar" }

func (Receipt) signed(Message) (signer, origin string) { return byOffice() }

func (r Receipt) words(head Letterhead, m Message, to Addressee) Words {
	words := Words{Subject: "Wij hebben uw bezwaar ontvangen"}
	if to.Part == Involved {
		words.Subject = "Er is bezwaar gemaakt"
	}
	words.Subject += fmt.Sprintf(" (toelaatbaarheidsverklaring voor %s)", m.Pupil.name())
	words.Sections = []Section{r.received(m, to)}
	words.Sections = append(words.Sections, r.lacking(to)...)
	words.Sections = append(words.Sections, Section{Heading: "Een onafhankelijke commissie geeft advies", Text: []string{
		"Wij vragen advies aan de Landelijke Bezwaaradviescommissie Toelaatbaarheidsverklaring (LBT). Die commissie is onafhankelijk: zij werkt niet voor ons. Wij sturen haar alle stukken.",
		"Meestal is er een hoorzitting. Daar vertellen wie bezwaar maakte en de anderen voor wie het besluit belangrijk is wat zij vinden. U krijgt daarvoor een uitnodiging. " +
			"Daarna geeft de commissie advies, en beslist de directeur opnieuw (Algemene wet bestuursrecht, artikel 7:11 en 7:13).",
	}})
	words.Sections = append(words.Sections, Section{
		Heading: "Hoelang het duurt",
		Text:    []string{r.until()},
		Small:   counted("de laatste dag", "Algemene wet bestuursrecht, artikel 7:10", m.Steps),
	}, Section{Heading: "Eerst praten mag ook", Text: []string{
		"Misschien komen wij er samen uit. Bel of schrijf ons gerust voor een gesprek. Het bezwaar loopt dan gewoon door, en de laatste dag verandert er niet door.",
	}}, tooLate(head), questions(head, m))
	return words
}

func (r Receipt) received(m Message, to Addressee) Section {
	against := fmt.Sprintf("ons besluit over een toelaatbaarheidsverklaring (TLV) voor %s", m.Pupil.FirstName)
	section := Section{Heading: "Uw bezwaar is binnen", Facts: [][2]string{
		{"Ontvangen op", weekdate(r.Received)}, {"Kenmerk", m.CaseID}, {"Wij beslissen uiterlijk", onOr(r.Until, "nog niet bekend: de termijn staat nu stil")},
	}}
	switch to.Part {
	case Objecting:
		section.Text = []string{fmt.Sprintf("Op %s ontvingen wij uw bezwaar tegen %s. Met deze brief bevestigen wij dat.", date(r.Received), against)}
	case Representing:
		section.Text = []string{fmt.Sprintf("Op %s ontvingen wij een bezwaar tegen %s. U bent daarin gemachtigde; daarom schrijven wij in elk geval aan u.", date(r.Received), against)}
	default:
		section.Heading = "Wat er is gebeurd"
		section.Text = []string{fmt.Sprintf("Op %s ontvingen wij een bezwaar van %s tegen %s. U krijgt deze brief omdat dat besluit ook voor u belangrijk is.", date(r.Received), m.ObjectedBy, against)}
	}
	return section
}

// lacking is what is asked apart: a reason why it came late, or why they object at all.
func (r Receipt) lacking(to Addressee) []Section {
	var sections []Section
	if r.Late {
		text := "Het bezwaar kwam na de laatste dag voor bezwaar. Wij vragen wie bezwaar maakte om te vertellen waarom."
		if to.objects() {
			text = "Het bezwaar kwam na de laatste dag voor bezwaar. Laat u ons weten waarom? Dat kan in Traject, of met een brief."
		}
		sections = append(sections, Section{Heading: "Het bezwaar kwam te laat", Text: []string{
			text + " Was er een goede reden voor, dan kijken wij er toch naar (Algemene wet bestuursrecht, artikel 6:11).",
		}})
	}
	if r.ProForma {
		text := "In het bezwaar staat nog niet waarom wie bezwaar maakte het niet eens is met het besluit. Wij vragen dat nog."
		if to.objects() {
			text = "In het bezwaar staat nog niet waarom u het niet eens bent met het besluit. Daarover krijgt u een aparte brief. Daarin staat ook voor welke dag wij het nodig hebben."
		}
		sections = append(sections, Section{Heading: "De redenen ontbreken nog", Text: []string{text + " (Algemene wet bestuursrecht, artikel 6:5 en 6:6.)"}})
	}
	return sections
}

func (r Receipt) until() string {
	if r.Until.IsZero() {
		return "Wij beslissen binnen twaalf weken na de laatste dag voor bezwaar. Die termijn staat nu stil, omdat wij nog op iets wachten. Zodra hij weer loopt, leest u in Traject wat de laatste dag is."
	}
	return fmt.Sprintf("Wij beslissen uiterlijk op %s. Hebben wij meer tijd nodig, dan krijgt u daarover vóór die dag een brief.", weekdate(r.Until))
}
