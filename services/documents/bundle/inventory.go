package bundle

import (
	"fmt"

	"traject.nl/services/platform/paper"
)

// Widths of the columns of the inventory, in millimetres.
const (
	numberColumn = 14.0
	pageColumn   = 22.0
	titleColumn  = paper.TextWidth - numberColumn - pageColumn
)

// inventory lists the papers, of which the first begins on this page.
func (b Bundle) inventory(papers []Paper, firstPage int) ([]byte, int, error) {
	d := paper.New(b.properties())
	d.Title("Dossier voor de LBT", "Inventaris")
	d.Font("", paper.SmallSize)
	d.Colour(paper.Grey)
	d.Line(numberColumn, paper.SmallLine, "Stuk", 0, "L")
	d.Line(titleColumn, paper.SmallLine, "Wat het is", 0, "L")
	d.Line(pageColumn, paper.SmallLine, "Bladzijde", 1, "R")
	d.Rule(paper.Accent, 0.2, 1.3)
	for i, item := range items(papers, firstPage) {
		row(d, item, papers[i].Apart)
	}
	if len(b.Missing) > 0 {
		d.Section(paper.Section{Heading: "Niet in dit dossier", Points: b.Missing})
	}
	return finished(d)
}

func row(d paper.Document, item Item, apart string) {
	d.Keep(12)
	top := d.GetY()
	d.Font("", paper.BodySize)
	d.Colour(paper.Grey)
	d.Line(numberColumn, paper.LineHeight, fmt.Sprint(item.Number), 0, "L")
	d.SetXY(paper.Width-paper.MarginRight-pageColumn, top)
	d.Colour(paper.Ink)
	d.Line(pageColumn, paper.LineHeight, fmt.Sprint(item.FirstPage), 0, "R")
	d.SetXY(paper.MarginLeft+numberColumn, top)
	d.Lines(titleColumn, paper.LineHeight, item.Title)
	if apart != "" {
		d.SetX(paper.MarginLeft + numberColumn)
		d.Font("", paper.SmallSize)
		d.Colour(paper.Grey)
		d.Lines(titleColumn, paper.SmallLine, "Alleen als los bestand. "+apart)
	}
	d.SetY(d.GetY() - 0.2)
	d.Rule(paper.Faint, 0.2, 1.3)
}
