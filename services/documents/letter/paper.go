package letter

import (
	"fmt"
	"strings"
	"time"

	"traject.nl/services/platform/paper"
)

// sheet is a letter ready for paper.
type sheet struct {
	// title shows in lists of files, so it names no child.
	title   string
	caseID  string
	datedOn time.Time
	to      Addressee
	words   Words
	// signer is a function; who that person is stands in no letter.
	signer string
	// origin is the small print under the signature.
	origin string
}

// letterPage is a letter while it is being laid out.
type letterPage struct {
	paper.Document
	head Letterhead
}

// typeset puts a sheet on paper. The same letter always gives the same bytes.
func typeset(head Letterhead, s sheet, plain bool) ([]byte, error) {
	page := letterPage{paper.New(paper.Properties{
		Title: s.title, Author: head.Name, On: s.datedOn, Footer: "Kenmerk " + s.caseID, Plain: plain,
	}), head}
	page.letterhead()
	page.address(s.to)
	page.reference(s)
	page.Paragraph(s.words.Salutation)
	for _, section := range s.words.Sections {
		page.Section(section)
	}
	page.signature(s)
	out, err := page.Bytes()
	if err != nil {
		return nil, fmt.Errorf("a letter of case %s: %w", s.caseID, err)
	}
	return out, nil
}

// letterhead: the name, and under a line where to find it.
func (p letterPage) letterhead() {
	p.Colour(paper.Accent)
	p.Font("B", 19)
	p.Line(paper.TextWidth/2, 9, p.head.ShortName, 0, "L")
	p.Font("", paper.SmallSize)
	p.Colour(paper.Grey)
	p.Line(paper.TextWidth/2, 9, p.head.Number, 1, "R")
	p.Font("", paper.BodySize)
	p.Colour(paper.Accent)
	p.Line(paper.TextWidth, 5, p.head.Name, 1, "L")
	p.Rule(paper.Accent, 0.5, 2)
	p.Font("", paper.SmallSize)
	p.Colour(paper.Grey)
	if line := p.whereabouts(); line != "" {
		p.Line(paper.TextWidth, paper.SmallLine, line, 1, "L")
	}
}

func (p letterPage) whereabouts() string {
	parts := append([]string{}, p.head.Address...)
	for _, part := range []string{p.head.Phone, p.head.Email, p.head.Website} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "  ·  ")
}

// address stands where the window of an envelope is.
func (p letterPage) address(to Addressee) {
	p.SetY(52)
	p.Font("", paper.BodySize)
	p.Colour(paper.Ink)
	for _, line := range to.lines() {
		p.Line(paper.TextWidth, paper.LineHeight, line, 1, "L")
	}
}

func (p letterPage) reference(s sheet) {
	p.SetY(max(p.GetY()+8, 84))
	for _, line := range [][2]string{{"Datum", paper.Date(s.datedOn)}, {"Kenmerk", s.caseID}, {"Onderwerp", s.words.Subject}} {
		p.Colour(paper.Grey)
		p.Font("", paper.SmallSize)
		p.Line(24, paper.LineHeight, line[0], 0, "L")
		p.Colour(paper.Ink)
		p.Font(map[bool]string{true: "B"}[line[0] == "Onderwerp"], paper.BodySize)
		p.Lines(paper.TextWidth-24, paper.LineHeight, line[1])
	}
	p.Ln(6)
}

func (p letterPage) signature(s sheet) {
	p.Keep(38)
	p.Ln(3)
	p.Paragraph("Met vriendelijke groet,")
	p.Font("B", paper.BodySize)
	p.Lines(paper.TextWidth, paper.LineHeight, p.head.Name)
	p.Font("", paper.BodySize)
	p.Lines(paper.TextWidth, paper.LineHeight, s.signer)
	p.Ln(3)
	p.Font("", paper.SmallSize)
	p.Colour(paper.Grey)
	p.Lines(paper.TextWidth, paper.SmallLine, s.origin)
}
