package letter

import (
	"fmt"
	"time"
)

// Repair asks what is missing in an objection (Awb 6:6).
type Repair struct {
	// Until is the last day to answer.
	Until   time.Time
	Request string
	// Copy: to somebody who has nothing to answer, but must know that the term stands still.
	Copy bool
}

func (Repair) title() string { return "Vraag om een bezwaar aan te vullen" }

func (Repair) signed(Message) (signer, origin string) { return byOffice() }

func (r Repair) words(head Letterhead, m Message, to Addressee) Words {
	const still = "Vanaf de dag na deze brief staat de termijn stil waarin wij op het bezwaar moeten beslissen. Die loopt verder als wij het antwoord hebben, " +
		"of als de tijd om te antwoorden voorbij is (Algemene wet bestuursrecht, artikel 7:10, tweede lid)."
	facts := [][2]string{{"Antwoord uiterlijk op", weekdate(r.Until)}}
	if r.Copy {
		asked := Section{Heading: "Wat wij vroegen", Text: []string{
			fmt.Sprintf("Het bezwaar van %s, over %s, is nog niet volledig. Daarom vroegen wij wie bezwaar maakte vandaag om het aan te vullen:", m.ObjectedBy, m.Pupil.FirstName),
		}, Facts: facts}
		asked.Text = append(asked.Text, paragraphs(r.Request)...)
		return Words{
			Subject: fmt.Sprintf("Een bezwaar wordt aangevuld (%s)", m.Pupil.name()),
			Sections: []Section{asked, {Heading: "De termijn staat stil", Text: []string{
				still, "U hoeft niets te doen. U krijgt deze brief omdat u moet weten dat ons besluit hierdoor later kan komen.",
			}}, questions(head, m)},
		}
	}
	asked := Section{Heading: "Wat wij van u vragen", Text: []string{
		fmt.Sprintf("Wij kijken naar %s, over %s. Het is nog niet volledig. Wij vragen u daarom:", m.objection(to), m.Pupil.FirstName),
	}, Facts: facts, After: []string{
		"U kunt antwoorden in Traject of met een brief. Lukt het niet op tijd? Vraag ons dan vóór die dag om meer tijd.",
	}}
	asked.Text = append(asked.Text, paragraphs(r.Request)...)
	return Words{
		Subject: fmt.Sprintf("Wilt u het bezwaar aanvullen? (%s)", m.Pupil.name()),
		Sections: []Section{asked, {Heading: "Als wij geen antwoord krijgen", Text: []string{
			"Krijgen wij het antwoord niet op tijd, dan kunnen wij het bezwaar niet-ontvankelijk verklaren. " +
				"Dat betekent dat wij er niet verder naar kijken (Algemene wet bestuursrecht, artikel 6:6).",
		}}, {Heading: "De termijn staat stil", Text: []string{still}}, questions(head, m)},
	}
}
