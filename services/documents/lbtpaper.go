package documents

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"traject.nl/proto/contract/party"
	"traject.nl/services/documents/bundle"
	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/paper"
	"traject.nl/services/platform/pdf"
)

// extensionsOf the formats that can be uploaded.
var extensionsOf = map[string]string{
	"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/heic": "heic", "image/heif": "heic",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx", "application/vnd.oasis.opendocument.text": "odt",
}

// add a piece as paper of the file: a text as pages, a file with its own pages, and what has none apart.
func (g *lbtPapers) add(ctx context.Context, p Piece, title string) error {
	made := bundle.Paper{DocumentID: p.ID, Title: title}
	if p.Shape == Text {
		text, err := g.store.Piece(ctx, p.DossierID, p.ID)
		if err != nil {
			return err
		}
		return g.addText(made, [][2]string{{"Geschreven door", g.writer(p.Author.Party)}, {"Datum", paper.Date(p.CreatedAt.In(clock.Amsterdam()))}}, text.Text)
	}
	content, err := g.whole(ctx, p)
	if err != nil {
		return err
	}
	made.Content = content
	g.addFile(made, p.MediaType)
	return nil
}

// addFile adds a file with its own pages, or apart when it has none.
func (g *lbtPapers) addFile(made bundle.Paper, mediaType string) {
	var err error
	made.Extension = extensionsOf[mediaType]
	made.Document, made.Pages, err = asPages(mediaType, made.Content)
	switch {
	case errors.Is(err, errNoPages):
		made.Apart = fmt.Sprintf("Dit stuk is een bestand van de soort %s.", strings.ToUpper(made.Extension))
	case errors.Is(err, pdf.ErrLocked):
		made.Apart = "Dit stuk is beveiligd met een wachtwoord."
		g.lack("Een leesbare versie van stuk %d (%s): het is beveiligd met een wachtwoord.", len(g.papers)+1, made.Title)
	case err != nil:
		made.Apart = "Dit stuk is beschadigd en kan niet worden geopend."
		g.lack("Een leesbare versie van stuk %d (%s): het bestand is beschadigd.", len(g.papers)+1, made.Title)
	}
	g.papers = append(g.papers, made)
}

func (g *lbtPapers) addText(made bundle.Paper, facts [][2]string, text string) error {
	document, pages, err := bundle.Text(paper.Properties{
		Title: made.Title, Author: g.head.Formal(), On: g.clock.Now(), Footer: "Dossier voor de LBT, kenmerk " + g.request.GetCaseId(),
	}, made.Title, facts, text)
	if err != nil {
		return err
	}
	made.Document, made.Pages, made.Content, made.Extension = document, pages, document, "pdf"
	g.papers = append(g.papers, made)
	return nil
}

// writer names who wrote a text by the part that they have; persons are named on the cover only.
func (g *lbtPapers) writer(who party.Party) string {
	if who.Role() == party.School {
		if name := g.request.GetSchoolNames()[who.ID()]; name != "" {
			return name
		}
	}
	if who.Role() == party.Expert {
		for _, decision := range g.facts.GetDecisions() {
			if profession := professionOf(decision, who); profession != "deskundige" {
				return profession
			}
		}
	}
	names := map[party.Role]string{
		party.School: "de school", party.Parent: "een ouder of verzorger", party.Board: "het schoolbestuur", party.Expert: "een deskundige",
		party.SOT: "het schoolondersteuningsteam", party.Director: "de directeur van " + g.head.ShortName, party.Office: "het kantoor van " + g.head.ShortName,
	}
	return names[who.Role()]
}

// numberTitles tells papers with the same title apart: "Bijlage 1", "Bijlage 2".
func (g *lbtPapers) numberTitles() {
	count := map[string]int{}
	for _, p := range g.papers {
		count[p.Title]++
	}
	for i := range g.papers {
		title := g.papers[i].Title
		if count[title] < 2 {
			continue
		}
		g.seen[title]++
		g.papers[i].Title = fmt.Sprintf("%s (%d van %d)", title, g.seen[title], count[title])
	}
}
