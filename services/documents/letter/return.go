package letter

import (
	"fmt"
	"time"
)

// Return says that the return to a regular school is agreed (ondersteuningsplan 1.3, 2.2.1).
type Return struct {
	// School that takes the pupil back, by name.
	School string
	// From is the first day there, Full the day from which it is the whole week; zero when that is from the first day.
	From, Full time.Time
	// Plan as written; empty when it is a paper: then Enclosed, or sent apart.
	Plan     string
	Enclosed bool
}

func (Return) title() string { return "Terug naar een gewone school" }

func (Return) signed(Message) (signer, origin string) { return byOffice() }

func (r Return) words(head Letterhead, m Message, to Addressee) Words {
	words := Words{Subject: fmt.Sprintf("Terug naar een gewone school vanaf %s (%s)", date(r.From), m.Pupil.name())}
	agreed := Section{
		Heading: "Het is afgesproken",
		Text:    []string{fmt.Sprintf("%s gaat naar een gewone basisschool. De scholen hebben daar samen een plan voor gemaakt.", m.Pupil.FirstName)},
		Facts:   [][2]string{{"School", r.School}, {"Eerste dag", weekdate(r.From)}},
	}
	if r.Full.After(r.From) {
		agreed.Facts = append(agreed.Facts, [2]string{"De hele week", "vanaf " + weekdate(r.Full)})
		agreed.After = []string{fmt.Sprintf("Tot die dag is %s nog een deel van de week op de school van nu.", m.Pupil.FirstName)}
	}
	words.Sections = append([]Section{agreed}, quotedOrEnclosed("Het plan", "Het plan", r.Plan, r.Enclosed)...)
	words.Sections = append(words.Sections, Section{Heading: "Hoe het daarna gaat", Text: []string{
		"In het eerste half jaar wordt een paar keer gepraat over hoe het gaat. " + yourTalk(to),
		"Lukt het toch niet? Dan is dat een stap en geen einde. De scholen kijken dan met de ouders wat er nodig is.",
	}}, questions(head, m))
	return words
}

func yourTalk(to Addressee) string {
	if to.Reader == Parents {
		return "U hoort van de nieuwe school wanneer dat is."
	}
	return "De school die de leerling terugneemt, plant die gesprekken en zet in Traject hoe het gaat."
}
