package letter

import (
	"fmt"
	"strings"
	"time"
)

// Extension is the message that a term becomes longer (Awb 4:14 lid 3, 7:10 lid 3-5). It goes out before the term is longer.
type Extension struct {
	// Term is its title, such as "Beslissen op het bezwaar".
	Term string
	// Until is the new last day; zero while the term stands still. Planned is the day that ZOUT plans on.
	Until, Planned time.Time
	// Ground is the article, such as "Awb 7:10 lid 3".
	Ground string
	Reason string
}

func (Extension) title() string { return "Bericht over een langere termijn" }

func (Extension) signed(m Message) (signer, origin string) { return byDirector(m.DatedOn) }

func (e Extension) words(head Letterhead, m Message, to Addressee) Words {
	words := Words{Subject: fmt.Sprintf("Wij hebben meer tijd nodig: %s (%s)", lowerFirst(e.Term), m.Pupil.name())}
	longer := Section{
		Heading: "Wij maken de termijn langer",
		Text: []string{fmt.Sprintf("Deze brief gaat over %s, over %s. Wij hebben meer tijd nodig dan wij eerder schreven. Daarom maken wij de termijn langer, op grond van de %s.",
			m.about(to), m.Pupil.FirstName, law(e.Ground))},
		Facts: [][2]string{{"Termijn", e.Term}, {"Nieuwe laatste dag", onOr(e.Until, "nog niet bekend: de termijn staat nu stil")}},
		Small: counted("de nieuwe laatste dag", law(e.Ground), m.Steps),
	}
	if !e.Planned.IsZero() && e.Planned.Before(e.Until) {
		longer.After = []string{fmt.Sprintf("Wij doen ons best om al op %s klaar te zijn.", weekdate(e.Planned))}
	}
	words.Sections = append(words.Sections, longer)
	words.Sections = append(words.Sections, quotation("Waarom wij meer tijd nodig hebben", e.Reason)...)
	words.Sections = append(words.Sections, Section{Heading: "Wat u kunt doen", Text: []string{
		"U hoeft niets te doen. Bent u het niet eens met de nieuwe datum? Laat het ons weten, dan kijken wij of het eerder kan. " +
			"Tegen dit bericht kunt u niet apart bezwaar maken of in beroep gaan (Algemene wet bestuursrecht, artikel 6:3). " +
			"Wat u ervan vindt, kunt u wel noemen als u het niet eens bent met het besluit dat nog komt.",
	}})
	words.Sections = append(words.Sections, tooLate(head), questions(head, m))
	return words
}

// onOr is the day, or what to say when there is none yet.
func onOr(day time.Time, otherwise string) string {
	if day.IsZero() {
		return otherwise
	}
	return weekdate(day)
}

// lowerFirst writes a title as part of a sentence; an abbreviation stays as it is.
func lowerFirst(title string) string {
	if len(title) > 1 && title[1:2] == strings.ToUpper(title[1:2]) {
		return title
	}
	return strings.ToLower(title[:min(1, len(title))]) + title[min(1, len(title)):]
}
