package letter

import "fmt"

// remedies says how to object (Awb 3:45, 6:4, 6:5, 6:7-6:9).
func remedies(head Letterhead, d Decision) Section {
	about := "om welk besluit het gaat: noem het kenmerk " + d.CaseID + " en stuur als het kan een kopie van deze brief mee"
	if d.TLVNumber != "" {
		about = "om welk besluit het gaat: noem het kenmerk " + d.CaseID + " of TLV-nummer " + d.TLVNumber + ", en stuur als het kan een kopie van deze brief mee"
	}
	return Section{
		Heading: "Bent u het niet eens met dit besluit?",
		Text: []string{
			fmt.Sprintf("U kunt bezwaar maken tot en met %s. Dat zijn zes weken vanaf de dag nadat wij deze brief verstuurden, op %s. Is de laatste dag een zaterdag, een zondag of een feestdag, dan schuift die op naar de eerste gewone dag daarna.",
				weekdate(d.ObjectionUntil), date(d.DatedOn)),
			whereTo(head),
			"Zet in uw bezwaar:",
		},
		Points: objectionPoints(about),
		After: []string{
			"Uw bezwaar is op tijd als wij het uiterlijk op die laatste dag hebben. Stuurt u het met de post? Doe het dan uiterlijk op die dag op de bus; het moet binnen een week daarna bij ons zijn.",
			"Over een bezwaar vragen wij advies aan de Landelijke Bezwaaradviescommissie Toelaatbaarheidsverklaring (LBT). Deze commissie is onafhankelijk. Meer leest u op www.onderwijsgeschillen.nl. Na dat advies nemen wij een nieuw besluit.",
			"U mag ook eerst met ons praten. Let op: de termijn voor bezwaar loopt dan gewoon door.",
			"Ouders en scholen kunnen gratis hulp krijgen van een onderwijsconsulent: www.onderwijsconsulenten.nl.",
		},
		Small: counted("de laatste dag", "Algemene wet bestuursrecht, artikel 6:7 en 6:8", d.ObjectionSteps),
	}
}

func whereTo(head Letterhead) string {
	if len(head.Address) == 0 {
		where := "Het adres staat op onze website."
		if head.Website != "" {
			where = "Het adres staat op " + head.Website + "."
		}
		return fmt.Sprintf("Stuur een brief aan de directeur van %s. %s", head.Name, where)
	}
	address := head.Address[0]
	for _, line := range head.Address[1:] {
		address += ", " + line
	}
	return fmt.Sprintf("Stuur een brief aan de directeur van %s, %s.", head.Name, address)
}

// objectionPoints are what a bezwaar must hold (Awb 6:5).
func objectionPoints(about string) []string {
	return []string{"uw naam en adres;", "de datum;", about + ";", "waarom u het niet eens bent met het besluit;", "uw handtekening."}
}
