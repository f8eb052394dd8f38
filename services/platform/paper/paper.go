// Package paper sets pages: A4, in the house style of the letters. It knows what a heading, a paragraph and a row of facts look
// like, and nothing of what they say.
package paper

import (
	"bytes"
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"github.com/go-pdf/fpdf"
)

// Measures of the page in millimetres, and of type in points.
const (
	MarginLeft   = 26.0
	MarginRight  = 26.0
	MarginTop    = 20.0
	MarginBottom = 24.0
	Width        = 210.0
	Height       = 297.0
	TextWidth    = Width - MarginLeft - MarginRight
	LineHeight   = 5.2
	SmallLine    = 4.3
	BodySize     = 10.2
	SmallSize    = 8.4
	factsColumn  = 42.0
	family       = "Liberation"
)

// Colour as red, green and blue.
type Colour [3]int

// The colours: dark enough to print in black and white.
var (
	Ink    = Colour{33, 37, 41}
	Accent = Colour{0, 79, 89}
	Faint  = Colour{196, 208, 210}
	Grey   = Colour{90, 98, 104}
)

// Section under a heading: paragraphs, then facts in two columns, then points, then small print.
type Section struct {
	Heading string
	Text    []string
	Facts   [][2]string
	Points  []string
	// After follows the points.
	After []string
	Small []string
}

// Document is a PDF while it is being laid out.
type Document struct{ *fpdf.Fpdf }

// Properties of a document. They show in lists of files, so no name of a child may be in them.
type Properties struct {
	Title  string
	Author string
	// On is the date of the document, so that the same document always gives the same bytes.
	On time.Time
	// Footer stands at the foot of every page, on the left; the page number stands on the right.
	Footer string
	// Unnumbered leaves out the page number, of pages that become part of another document.
	Unnumbered bool
	// Plain leaves the content uncompressed, so that a test can read it.
	Plain bool
}

// New begins a document with its first page.
func New(p Properties) Document {
	d := Document{fpdf.New("P", "mm", "A4", "")}
	d.SetCompression(!p.Plain)
	d.SetCatalogSort(true)
	d.SetCreationDate(p.On)
	d.SetModificationDate(p.On)
	d.SetLang("nl-NL")
	d.SetTitle(p.Title, true)
	d.SetAuthor(p.Author, true)
	d.SetCreator("Traject", true)
	d.AddUTF8FontFromBytes(family, "", liberationsansregular.TTF)
	d.AddUTF8FontFromBytes(family, "B", liberationsansbold.TTF)
	d.SetCellMargin(0)
	d.SetMargins(MarginLeft, MarginTop, MarginRight)
	d.SetAutoPageBreak(true, MarginBottom)
	d.AliasNbPages("{n}")
	d.SetFooterFunc(func() { d.footer(p) })
	d.AddPage()
	return d
}

// Bytes of the finished document.
func (d Document) Bytes() ([]byte, error) {
	var out bytes.Buffer
	if err := d.Output(&out); err != nil {
		return nil, fmt.Errorf("set the pages: %w", err)
	}
	return out.Bytes(), nil
}

// Colour of the text that follows.
func (d Document) Colour(c Colour) { d.SetTextColor(c[0], c[1], c[2]) }

// Font of the text that follows: "" or "B" for bold.
func (d Document) Font(style string, size float64) { d.SetFont(family, style, size) }

// Lines writes text over as many lines as it needs.
func (d Document) Lines(w, h float64, text string) {
	d.MultiCell(w, h, Printable(text), "", "L", false)
}

// Line writes text on one line; ln is where the next goes: 0 to the right, 1 below.
func (d Document) Line(w, h float64, text string, ln int, align string) {
	d.CellFormat(w, h, Printable(text), "", ln, align, false, 0, "")
}

// Printable replaces what the font files cannot hold (everything above the basic plane, such as a smiley) by an open
// square, so that a reader sees that something stood there, and leaves out control characters.
func Printable(text string) string {
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

// Rule draws a line over the width, with room below.
func (d Document) Rule(c Colour, width, below float64) {
	d.SetDrawColor(c[0], c[1], c[2])
	d.SetLineWidth(width)
	y := d.GetY() + 1.5
	d.Fpdf.Line(MarginLeft, y, Width-MarginRight, y)
	d.SetY(y + below)
}

// Keep begins a new page when less than this is left, so that a heading never stands alone.
func (d Document) Keep(height float64) {
	if d.GetY()+height > Height-MarginBottom {
		d.AddPage()
	}
}

// Paragraph of running text; a short one is not broken over two pages.
func (d Document) Paragraph(text string) {
	text = Printable(text)
	d.Font("", BodySize)
	d.Colour(Ink)
	if lines := len(d.SplitText(text, TextWidth)); lines <= 5 {
		d.Keep(float64(lines) * LineHeight)
	}
	d.Lines(TextWidth, LineHeight, text)
	d.Ln(2.2)
}

// Section with its heading.
func (d Document) Section(s Section) {
	d.Keep(26)
	d.Ln(2)
	d.Font("B", 11.5)
	d.Colour(Accent)
	d.Lines(TextWidth, 6, s.Heading)
	d.Ln(0.8)
	for i, text := range s.Text {
		if i == len(s.Text)-1 && len(s.Points) > 0 { // what introduces the points stays with them
			d.Keep(float64(len(s.Points)+3) * LineHeight)
		}
		d.Paragraph(text)
	}
	d.Facts(s.Facts)
	d.Points(s.Points)
	for _, text := range s.After {
		d.Paragraph(text)
	}
	d.Small(s.Small)
}

// Facts in two columns: what it is, and what is so.
func (d Document) Facts(facts [][2]string) {
	if len(facts) == 0 {
		return
	}
	d.Keep(float64(len(facts)) * 7)
	d.Rule(Faint, 0.2, 1.3)
	for _, fact := range facts {
		top := d.GetY()
		d.Font("", BodySize)
		d.Colour(Grey)
		d.Line(factsColumn, LineHeight, fact[0], 0, "L")
		d.Font("B", BodySize)
		d.Colour(Ink)
		d.SetXY(MarginLeft+factsColumn, top)
		d.Lines(TextWidth-factsColumn, LineHeight, fact[1])
		d.SetY(d.GetY() - 0.2)
		d.Rule(Faint, 0.2, 1.3)
	}
	d.Ln(2.5)
}

// Points of a list.
func (d Document) Points(points []string) {
	if len(points) == 0 {
		return
	}
	d.SetY(d.GetY() - 1)
	for _, point := range points {
		d.Font("", BodySize)
		d.Colour(Accent)
		d.Line(5, LineHeight, "•", 0, "L")
		d.Colour(Ink)
		d.Lines(TextWidth-5, LineHeight, point)
	}
	d.Ln(2.2)
}

// Small print.
func (d Document) Small(lines []string) {
	if len(lines) == 0 {
		return
	}
	d.Keep(float64(len(lines)) * SmallLine)
	d.Font("", SmallSize)
	d.Colour(Grey)
	for _, line := range lines {
		d.Lines(TextWidth, SmallLine, line)
	}
	d.Ln(2)
}

func (d Document) footer(p Properties) {
	d.SetY(-15)
	d.Font("", SmallSize)
	d.Colour(Grey)
	d.Line(TextWidth/2, SmallLine, p.Footer, 0, "L")
	if !p.Unnumbered {
		d.Line(TextWidth/2, SmallLine, fmt.Sprintf("Bladzijde %d van {n}", d.PageNo()), 0, "R")
	}
}

// Title at the top of a document that is no letter, with a line above it in small print.
func (d Document) Title(above, title string) {
	d.Font("", SmallSize)
	d.Colour(Grey)
	d.Lines(TextWidth, SmallLine, above)
	d.Ln(1)
	d.Font("B", 17)
	d.Colour(Accent)
	d.Lines(TextWidth, 8, title)
	d.Rule(Accent, 0.5, 4)
}

// Paragraphs of a text that a person wrote; an empty line or a new line begins another.
func Paragraphs(text string) []string {
	var found []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			found = append(found, line)
		}
	}
	return found
}
