package letter

import (
	"fmt"
	"time"
)

// DefaultReceipt confirms that a notice of default came in (Awb 4:17 lid 3).
type DefaultReceipt struct {
	Received time.Time
	// Term that has passed according to who wrote; may be empty.
	Term string
	// Last day of that term; zero while it stands still, or when there is none.
	Last time.Time
}

func (DefaultReceipt) title() string { return "Ontvangst van een ingebrekestelling" }

func (DefaultReceipt) signed(Message) (signer, origin string) { return byOffice() }

func (d DefaultReceipt) words(head Letterhead, m Message, _ Addressee) Words {
	facts := [][2]string{{"Ontvangen op", weekdate(d.Received)}}
	if d.Term != "" {
		facts = append(facts, [2]string{"Het gaat over", d.Term}, [2]string{"Laatste dag", onOr(d.Last, "nog niet bekend: de termijn staat nu stil")})
	}
	return Words{
		Subject: fmt.Sprintf("Wij hebben uw ingebrekestelling ontvangen (%s)", m.Pupil.name()),
		Sections: []Section{{
			Heading: "Uw bericht is binnen",
			Text: []string{"U schreef ons dat wij te laat zijn met een besluit. Zo'n bericht heet een ingebrekestelling. " +
				"Een medewerker bekijkt nog dezelfde dag of wij inderdaad te laat zijn."},
			Facts: facts,
		}, {
			Heading: "Wat er nu gebeurt",
			Text: []string{
				"Zijn wij te laat, dan hebben wij na uw bericht nog twee weken om te beslissen. Beslissen wij dan nog niet, dan betalen wij een dwangsom voor elke dag dat het langer duurt. " +
					"De bedragen en het hoogste aantal dagen staan in de Algemene wet bestuursrecht, artikel 4:17. U hoeft daar niets voor te doen: wij stellen zelf vast hoeveel het is (artikel 4:18).",
				"Zijn wij volgens ons niet te laat, dan laten wij u weten waarom. U kunt dan later opnieuw schrijven.",
				"Is er na die twee weken nog geen besluit? Dan kunt u ook in beroep gaan bij de " + court(head) + " (artikel 6:12).",
			},
		}, questions(head, m)},
	}
}

// Penalty is the decision on a dwangsom (Awb 4:18).
type Penalty struct {
	Euros int
	// Days that a dwangsom was due, from First to Last; all zero when none was.
	Days        int
	First, Last time.Time
	// PayUntil is the last day to pay (Awb 4:87), ObjectionUntil the last day to object.
	PayUntil, ObjectionUntil time.Time
	// Reasons as the director wrote them; may be empty.
	Reasons string
}

func (Penalty) title() string { return "Besluit over een dwangsom" }

func (Penalty) signed(m Message) (signer, origin string) { return byDirector(m.DatedOn) }

func (p Penalty) words(head Letterhead, m Message, to Addressee) Words {
	words := Words{Subject: fmt.Sprintf("Besluit over een dwangsom (%s)", m.Pupil.name())}
	words.Sections = append(words.Sections, p.decision(m, to))
	words.Sections = append(words.Sections, quotation("Waarom wij dit besluiten", p.Reasons)...)
	return Words{Subject: words.Subject, Sections: append(words.Sections, p.remedies(head, m))}
}

func (p Penalty) decision(m Message, to Addressee) Section {
	late := fmt.Sprintf("U schreef ons dat wij te laat waren met een besluit over %s, over %s.", m.about(to), m.Pupil.FirstName)
	section := Section{Heading: "Ons besluit", Small: counted("de dwangsom", "Algemene wet bestuursrecht, artikel 4:17 en 4:18", m.Steps)}
	if p.Euros == 0 {
		section.Text = []string{late + " Wij betalen u geen dwangsom."}
		return section
	}
	section.Text = []string{late + fmt.Sprintf(" Wij betalen u een dwangsom van %s.", euros(p.Euros))}
	section.Facts = [][2]string{{"Bedrag", euros(p.Euros)}}
	if p.Days > 0 {
		section.Facts = append(section.Facts, [2]string{"Voor", fmt.Sprintf("%d %s, van %s tot en met %s", p.Days, map[bool]string{true: "dag", false: "dagen"}[p.Days == 1], date(p.First), date(p.Last))})
	}
	section.Facts = append(section.Facts, [2]string{"Wij betalen uiterlijk", weekdate(p.PayUntil)})
	section.After = []string{"Wilt u ons laten weten op welke rekening wij het bedrag kunnen betalen? Dat kan met een brief of per telefoon."}
	return section
}

func (p Penalty) remedies(head Letterhead, m Message) Section {
	return Section{
		Heading: "Bent u het niet eens met dit besluit?",
		Text: []string{
			fmt.Sprintf("U kunt bezwaar maken tegen dit besluit over de dwangsom tot en met %s. Dat is zes weken na de dag waarop wij deze brief verstuurden, %s. "+
				"Valt de laatste dag op een zaterdag, een zondag of een feestdag, dan schuift die op.", weekdate(p.ObjectionUntil), date(m.DatedOn)),
			whereTo(head),
			"Zet in uw bezwaar:",
		},
		Points: objectionPoints("om welk besluit het gaat: noem het kenmerk " + m.CaseID + " en stuur als het kan een kopie van deze brief mee"),
		After: []string{
			"Hebt u al bezwaar gemaakt of beroep ingesteld tegen het besluit zelf? Dan gaat dat ook over de dwangsom, als u het daar niet mee eens bent (Algemene wet bestuursrecht, artikel 4:19).",
		},
	}
}
