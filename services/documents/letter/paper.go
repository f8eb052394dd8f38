package letter

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"github.com/go-pdf/fpdf"
)

// Measures of the page in millimetres, and of type in points.
const (
	marginLeft, marginRight = 26.0, 26.0
	marginTop, marginBottom = 20.0, 24.0
	textWidth               = 210 - marginLeft - marginRight
	lineHeight              = 5.2
	smallLine               = 4.3
	bodySize                = 10.2
	smallSize               = 8.4
	factsColumn             = 42.0
	family                  = "Liberation"
)

// colour of headings and lines: dark enough to print in black and white.
var (
	ink    = [3]int{33, 37, 41}
	accent = [3]int{0, 79, 89}
	faint  = [3]int{196, 208, 210}
	grey   = [3]int{90, 98, 104}
)

// paper is a letter while it is being laid out.
type paper struct {
	*fpdf.Fpdf
	head Letterhead
}

// Print puts a letter on paper, as PDF. The same letter always gives the same bytes.
func Print(head Letterhead, d Decision, to Addressee) ([]byte, error) {
	return typeset(head, d, to, true)
}

func typeset(head Letterhead, d Decision, to Addressee, compress bool) ([]byte, error) {
	words := Compose(head, d, to)
	page := start(head, d, words, compress)
	page.letterhead()
	page.address(to)
	page.reference(d, words)
	page.paragraph(words.Salutation)
	for _, section := range words.Sections {
		page.section(section)
	}
	page.signature(d)
	var out bytes.Buffer
	if err := page.Output(&out); err != nil {
		return nil, fmt.Errorf("make the letter of case %s: %w", d.CaseID, err)
	}
	return out.Bytes(), nil
}

func start(head Letterhead, d Decision, words Words, compress bool) paper {
	page := paper{fpdf.New("P", "mm", "A4", ""), head}
	page.SetCompression(compress)
	page.SetCatalogSort(true)
	page.SetCreationDate(d.DatedOn)
	page.SetModificationDate(d.DatedOn)
	page.SetLang("nl-NL")
	// No name of a child in the document's properties: they show in lists of files.
	page.SetTitle("Besluit, kenmerk "+d.CaseID, true)
	page.SetAuthor(head.Name, true)
	page.SetCreator("Traject", true)
	page.AddUTF8FontFromBytes(family, "", liberationsansregular.TTF)
	page.AddUTF8FontFromBytes(family, "B", liberationsansbold.TTF)
	page.SetCellMargin(0)
	page.SetMargins(marginLeft, marginTop, marginRight)
	page.SetAutoPageBreak(true, marginBottom)
	page.AliasNbPages("{n}")
	page.SetFooterFunc(func() { page.footer(d) })
	page.AddPage()
	return page
}

func (p paper) colour(c [3]int)              { p.SetTextColor(c[0], c[1], c[2]) }
func (p paper) font(style string, s float64) { p.SetFont(family, style, s) }

// MultiCell writes text over as many lines as it needs.
func (p paper) MultiCell(w, h float64, text, border, align string, fill bool) {
	p.Fpdf.MultiCell(w, h, printable(text), border, align, fill)
}

// line writes text on one line; ln is where the next goes: 0 to the right, 1 below.
func (p paper) line(w, h float64, text string, ln int, align string) {
	p.CellFormat(w, h, printable(text), "", ln, align, false, 0, "")
}

// printable replaces what the font files cannot hold (everything above the basic plane, such as a smiley) by an open
// square, so that a reader sees that something stood there, and leaves out control characters.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r > 0xFFFF:
			return '□'
		case unicode.IsControl(r) && r != '\n', unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, text)
}

// letterhead: the name, and under a line where to find it.
func (p paper) letterhead() {
	p.colour(accent)
	p.font("B", 19)
	p.line(textWidth/2, 9, p.head.ShortName, 0, "L")
	p.font("", smallSize)
	p.colour(grey)
	p.line(textWidth/2, 9, p.head.Number, 1, "R")
	p.font("", bodySize)
	p.colour(accent)
	p.line(textWidth, 5, p.head.Name, 1, "L")
	p.rule(accent, 0.5, 2)
	p.font("", smallSize)
	p.colour(grey)
	if line := p.whereabouts(); line != "" {
		p.line(textWidth, smallLine, line, 1, "L")
	}
}

func (p paper) whereabouts() string {
	parts := append([]string{}, p.head.Address...)
	for _, part := range []string{p.head.Phone, p.head.Email, p.head.Website} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "  ·  ")
}

// rule draws a line over the width, with room below.
func (p paper) rule(c [3]int, width, below float64) {
	p.SetDrawColor(c[0], c[1], c[2])
	p.SetLineWidth(width)
	y := p.GetY() + 1.5
	p.Line(marginLeft, y, 210-marginRight, y)
	p.SetY(y + below)
}

// address stands where the window of an envelope is.
func (p paper) address(to Addressee) {
	p.SetY(52)
	p.font("", bodySize)
	p.colour(ink)
	lines := []string{to.Name}
	if to.Reader != Parents {
		lines = append(lines, "t.a.v. de directeur en de intern begeleider")
	}
	if to.Street != "" {
		lines = append(lines, to.Street)
	}
	if place := strings.TrimSpace(to.Postcode + "  " + to.Place); place != "" {
		lines = append(lines, place)
	}
	for _, line := range lines {
		p.line(textWidth, lineHeight, line, 1, "L")
	}
}

func (p paper) reference(d Decision, words Words) {
	p.SetY(max(p.GetY()+8, 84))
	for _, line := range [][2]string{{"Datum", date(d.DatedOn)}, {"Kenmerk", d.CaseID}, {"Onderwerp", words.Subject}} {
		p.colour(grey)
		p.font("", smallSize)
		p.line(24, lineHeight, line[0], 0, "L")
		p.colour(ink)
		p.font(map[bool]string{true: "B"}[line[0] == "Onderwerp"], bodySize)
		p.MultiCell(textWidth-24, lineHeight, line[1], "", "L", false)
	}
	p.Ln(6)
}

// paragraph of running text; a short one is not broken over two pages.
func (p paper) paragraph(text string) {
	text = printable(text)
	p.font("", bodySize)
	p.colour(ink)
	if lines := len(p.SplitText(text, textWidth)); lines <= 5 {
		p.keep(float64(lines) * lineHeight)
	}
	p.MultiCell(textWidth, lineHeight, text, "", "L", false)
	p.Ln(2.2)
}

func (p paper) section(s Section) {
	p.keep(26)
	p.Ln(2)
	p.font("B", 11.5)
	p.colour(accent)
	p.MultiCell(textWidth, 6, s.Heading, "", "L", false)
	p.Ln(0.8)
	for i, text := range s.Text {
		if i == len(s.Text)-1 && len(s.Points) > 0 { // what introduces the points stays with them
			p.keep(float64(len(s.Points)+3) * lineHeight)
		}
		p.paragraph(text)
	}
	p.facts(s.Facts)
	p.points(s.Points)
	for _, text := range s.After {
		p.paragraph(text)
	}
	p.small(s.Small)
}

// keep begins a new page when less than this is left, so that a heading never stands alone.
func (p paper) keep(height float64) {
	if p.GetY()+height > 297-marginBottom {
		p.AddPage()
	}
}

func (p paper) facts(facts [][2]string) {
	if len(facts) == 0 {
		return
	}
	p.keep(float64(len(facts)) * 7)
	p.rule(faint, 0.2, 1.3)
	for _, fact := range facts {
		top := p.GetY()
		p.font("", bodySize)
		p.colour(grey)
		p.line(factsColumn, lineHeight, fact[0], 0, "L")
		p.font("B", bodySize)
		p.colour(ink)
		p.SetXY(marginLeft+factsColumn, top)
		p.MultiCell(textWidth-factsColumn, lineHeight, fact[1], "", "L", false)
		p.SetY(p.GetY() - 0.2)
		p.rule(faint, 0.2, 1.3)
	}
	p.Ln(2.5)
}

func (p paper) points(points []string) {
	if len(points) == 0 {
		return
	}
	p.SetY(p.GetY() - 1)
	for _, point := range points {
		p.font("", bodySize)
		p.colour(accent)
		p.line(5, lineHeight, "•", 0, "L")
		p.colour(ink)
		p.MultiCell(textWidth-5, lineHeight, point, "", "L", false)
	}
	p.Ln(2.2)
}

func (p paper) small(lines []string) {
	if len(lines) == 0 {
		return
	}
	p.keep(float64(len(lines)) * smallLine)
	p.font("", smallSize)
	p.colour(grey)
	for _, line := range lines {
		p.MultiCell(textWidth, smallLine, line, "", "L", false)
	}
	p.Ln(2)
}

// signature names the function that decided; who that person is stands in no letter.
func (p paper) signature(d Decision) {
	p.keep(38)
	p.Ln(3)
	p.paragraph("Met vriendelijke groet,")
	p.font("B", bodySize)
	p.MultiCell(textWidth, lineHeight, p.head.Name, "", "L", false)
	p.font("", bodySize)
	p.MultiCell(textWidth, lineHeight, "de directeur", "", "L", false)
	p.Ln(3)
	p.font("", smallSize)
	p.colour(grey)
	p.MultiCell(textWidth, smallLine, fmt.Sprintf(
		"De directeur nam dit besluit op %s in Traject. Deze brief is daar gemaakt; daarom staat er geen handtekening onder.", date(d.DecidedOn)), "", "L", false)
}

func (p paper) footer(d Decision) {
	p.SetY(-15)
	p.font("", smallSize)
	p.colour(grey)
	p.line(textWidth/2, smallLine, "Kenmerk "+d.CaseID, 0, "L")
	p.line(textWidth/2, smallLine, fmt.Sprintf("Bladzijde %d van {n}", p.PageNo()), 0, "R")
}
