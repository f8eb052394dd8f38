package bundle

import (
	"strings"
	"time"

	"traject.nl/services/platform/paper"
)

// Cover is what the LBT must know before the papers (LBT-reglement art. 2).
type Cover struct {
	// Number of the samenwerkingsverband, such as "PO2603".
	Number     string
	ReceivedOn time.Time
	// Late: the objection came after its term.
	Late      bool
	Decisions []Contested
	// People are names and addresses, each with the part that they have.
	People []Person
}

// Contested is a decision that is objected to.
type Contested struct {
	CaseID string
	On     time.Time
	// What was decided; Dutch.
	What string
}

// Person or organisation with name and address, one line each.
type Person struct {
	Part  string
	Lines []string
}

func (b Bundle) cover() ([]byte, int, error) {
	d := paper.New(b.properties())
	d.Title(b.From, "Dossier voor de Landelijke Bezwaaradviescommissie Toelaatbaarheidsverklaring (LBT)")
	d.Paragraph("Wij vragen de commissie om advies over een bezwaar tegen een besluit over een toelaatbaarheidsverklaring (TLV). " +
		"Hierna staan een lijst van alle stukken en de stukken zelf. Elk stuk heeft een nummer; dat staat bovenaan op elke bladzijde. Dezelfde stukken zijn er ook als losse bestanden.")
	facts := [][2]string{
		{"Kenmerk", b.CaseID}, {"Van", b.From + "\n" + b.Cover.Number}, {"Bezwaar ontvangen op", b.received()},
	}
	for _, decision := range b.Cover.Decisions {
		facts = append(facts, [2]string{"Bestreden besluit", decision.what()})
	}
	d.Section(paper.Section{Heading: "Waar het over gaat", Facts: append(facts, [2]string{"Dossier gemaakt op", paper.Weekdate(b.MadeOn)})})
	var people [][2]string
	for _, person := range b.Cover.People {
		people = append(people, [2]string{person.Part, strings.Join(person.Lines, "\n")})
	}
	d.Section(paper.Section{Heading: "Namen en adressen", Facts: people})
	return finished(d)
}

func (b Bundle) received() string {
	on := paper.Weekdate(b.Cover.ReceivedOn)
	if b.Cover.Late {
		return on + "\nDat is na de laatste dag voor bezwaar."
	}
	return on
}

func (c Contested) what() string {
	lines := []string{c.What, "kenmerk " + c.CaseID}
	if !c.On.IsZero() {
		lines = append(lines, "verstuurd op "+paper.Weekdate(c.On))
	}
	return strings.Join(lines, "\n")
}
