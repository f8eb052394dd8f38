package letter

import (
	"fmt"
	"strings"
	"time"
)

// appeal says how to go to court (Awb 3:45, 6:5, 6:7, 8:1, 8:81).
func appeal(head Letterhead, m Message, until time.Time) Section {
	return Section{
		Heading: "Bent u het niet eens met dit besluit?",
		Text: []string{
			fmt.Sprintf("U kunt in beroep gaan bij de %s tot en met %s. Dat zijn zes weken vanaf de dag nadat wij deze brief verstuurden, op %s. Is de laatste dag een zaterdag, een zondag of een feestdag, dan schuift die op naar de eerste gewone dag daarna.",
				court(head), weekdate(until), date(m.DatedOn)),
			toCourt(head),
			"Zet in uw beroep:",
		},
		Points: []string{
			"uw naam en adres;", "de datum;", "om welk besluit het gaat, met een kopie van deze brief;", "waarom u het niet eens bent met het besluit;", "uw handtekening.",
		},
		After: []string{
			"Voor beroep betaalt u griffierecht. De rechtbank laat u weten hoeveel.",
			"Het besluit geldt ook als u in beroep gaat. Kunt u niet wachten op de uitspraak? Dan kunt u de rechter vragen om een voorlopige voorziening (Algemene wet bestuursrecht, artikel 8:81).",
		},
		Small: counted("de laatste dag", "Algemene wet bestuursrecht, artikel 6:7 en 6:8", m.Steps),
	}
}

func toCourt(head Letterhead) string {
	const digital = "Het kan ook digitaal, met DigiD of eHerkenning: zie www.rechtspraak.nl."
	if len(head.Court) < 2 {
		return "Het adres van de rechtbank staat op www.rechtspraak.nl. " + digital
	}
	return "Stuur uw beroep naar de " + strings.Join(head.Court, ", ") + ". " + digital
}
