package documents

import (
	"context"

	"traject.nl/services/documents/bundle"
	"traject.nl/services/platform/paper"
)

// words of the form, as the school picked them.
var (
	intakes      = map[string]string{"referral": "verwijzing door een gewone school", "direct": "rechtstreeks naar het s(b)o"}
	extentsAsked = map[string]string{"full": "volledig", "part-time": "in deeltijd", "temporary": "tijdelijk"}
)

// applications are the forms as the schools filled them in.
func (g *lbtPapers) applications(_ context.Context, decided []openDossier) error {
	for i, d := range decided {
		form := d.form
		facts := [][2]string{{"School", g.writer(d.school)}, {"Leerling", form.Label()}, {"Groep", form.Pupil.Group}, {"Soort aanvraag", intakes[form.Intake]}, {"Gevraagd", asked(form)}}
		document, pages, err := bundle.Pages(paper.Properties{
			Title: "Aanvraag", Author: g.head.Formal(), On: g.clock.Now(), Footer: "Dossier voor de LBT, kenmerk " + g.request.GetCaseId(),
		}, "Aanvraag van de school", facts, sectionsOf(form))
		if err != nil {
			return err
		}
		g.papers = append(g.papers, bundle.Paper{
			Title: "Aanvraag van de school" + g.about(i), Document: document, Pages: pages, Content: document, Extension: "pdf",
		})
	}
	return nil
}

func asked(form Application) string {
	what := form.Destination
	if form.Category != "" {
		what += ", categorie " + form.Category
	}
	if extent := extentsAsked[form.Extent]; extent != "" {
		what += ", " + extent
	}
	return what
}

func sectionsOf(form Application) []paper.Section {
	var sections []paper.Section
	for _, part := range [][2]string{
		{"Proces en afwegingen", form.Explanation.Process}, {"Mening van school, ouders, kind en deskundigen", form.Explanation.Views},
		{"Plek in het eigen netwerk", form.Explanation.Network}, {"Basisondersteuning", form.Explanation.Basis},
		{"Voorstel voor afspraken over terugplaatsing", form.AgreementsProposal},
	} {
		if text := paper.Paragraphs(part[1]); len(text) > 0 {
			sections = append(sections, paper.Section{Heading: part[0], Text: text})
		}
	}
	return sections
}
