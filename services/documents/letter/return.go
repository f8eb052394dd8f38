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
	// WithoutPlan: the reader follows how it goes, and does not get the plan.
	WithoutPlan bool
	// FromBuitenkans: the pupil was at the Buitenkans, and goes back to the own school.
	FromBuitenkans bool
}

func (r Return) title() string { return "Terug naar " + r.where() }

// where the pupil goes back to.
func (r Return) where() string {
	if r.FromBuitenkans {
		return "school"
	}
	return "een gewone school"
}

func (Return) signed(Message) (signer, origin string) { return byOffice() }

func (r Return) words(head Letterhead, m Message, to Addressee) Words {
	words := Words{Subject: fmt.Sprintf("Terug naar %s vanaf %s (%s)", r.where(), date(r.From), m.Pupil.name())}
	agreed := Section{
		Heading: "Het is afgesproken",
		Text:    []string{fmt.Sprintf("%s gaat naar een gewone basisschool. De scholen hebben daar samen een plan voor gemaakt.", m.Pupil.FirstName)},
		Facts:   [][2]string{{"School", r.School}, {"Eerste dag", weekdate(r.From)}},
	}
	if r.FromBuitenkans {
		agreed.Text = []string{fmt.Sprintf("%s gaat na de Buitenkans terug naar school. De school heeft daar een plan voor gemaakt.", m.Pupil.FirstName)}
	}
	if r.Full.After(r.From) {
		agreed.Facts = append(agreed.Facts, [2]string{"De hele week", "vanaf " + weekdate(r.Full)})
		agreed.After = []string{fmt.Sprintf("Tot die dag is %s nog een deel van de week op de school van nu.", m.Pupil.FirstName)}
	}
	words.Sections = []Section{agreed}
	if !r.WithoutPlan {
		words.Sections = append(words.Sections, quotedOrEnclosed("Het plan", "Het plan", r.Plan, r.Enclosed)...)
	}
	words.Sections = append(words.Sections, Section{Heading: "Hoe het daarna gaat", Text: r.afterwards(to)}, questions(head, m))
	return words
}

func (r Return) afterwards(to Addressee) []string {
	if r.FromBuitenkans {
		return []string{
			"Na de Buitenkans wordt nog een paar keer gepraat over hoe het op school gaat. De school maakt daarvoor een afspraak met de ouders.",
			"Lukt het toch niet? De school zoekt dan met de ouders en het SOT wat er nodig is.",
		}
	}
	talk := "De school die de leerling terugneemt, plant die gesprekken en zet in Traject hoe het gaat."
	if to.Reader == Parents {
		talk = "U hoort van de nieuwe school wanneer dat is."
	}
	return []string{
		"In het eerste half jaar wordt een paar keer gepraat over hoe het gaat. " + talk,
		"Lukt het toch niet? Dan is dat een stap en geen einde. De scholen kijken dan met de ouders wat er nodig is.",
	}
}
