// Package bundle makes the file for the Landelijke Bezwaaradviescommissie (LBT): one PDF with a cover, an inventory and every
// paper behind it, and the same papers apart in a zip. It knows no store and no case: it gets papers and gives the two files.
package bundle

import (
	"fmt"
	"slices"
	"time"

	"traject.nl/services/platform/paper"
	"traject.nl/services/platform/pdf"
)

// Bundle is what goes to the LBT.
type Bundle struct {
	CaseID string
	MadeOn time.Time
	// From is the formal name of the samenwerkingsverband.
	From   string
	Cover  Cover
	Papers []Paper
	// Missing is what the LBT asks for and is not here; Dutch.
	Missing []string

	// plain leaves the front uncompressed, so that a test can read it.
	plain bool
}

// Paper of the file.
type Paper struct {
	// DocumentID of the piece in the dossier; empty for what is no piece, such as the application form.
	DocumentID string
	// Title names no person: it becomes the name of a file.
	Title string
	// Document is the paper as PDF, with so many Pages; nil when it cannot be put with others.
	Document []byte
	Pages    int
	// Apart says why not, in Dutch: such a paper goes along in the zip only.
	Apart string
	// Content of the file in the zip, and its extension, such as "pdf".
	Content   []byte
	Extension string
}

// Item of the inventory.
type Item struct {
	Number           int
	Title            string
	DocumentID       string
	FirstPage, Pages int
}

// Made is the finished file.
type Made struct {
	PDF   []byte
	Zip   []byte
	Items []Item
}

// Make puts everything together.
func (b Bundle) Make() (Made, error) {
	papers, err := b.withSheets()
	if err != nil {
		return Made{}, err
	}
	cover, covered, err := b.cover()
	if err != nil {
		return Made{}, err
	}
	// The inventory names pages that come behind it, so its own length is found out first.
	_, listed, err := b.inventory(papers, covered+1)
	if err != nil {
		return Made{}, err
	}
	front := covered + listed
	inventory, _, err := b.inventory(papers, front+1)
	if err != nil {
		return Made{}, err
	}
	parts := [][]byte{cover, inventory}
	for _, p := range papers {
		parts = append(parts, p.Document)
	}
	merged, err := pdf.Merge(parts...)
	if err != nil {
		return Made{}, fmt.Errorf("put the file of case %s together: %w", b.CaseID, err)
	}
	made := Made{Items: items(papers, front+1)}
	numbered, err := pdf.Stamp(merged, labels(made.Items, front))
	if err != nil {
		return Made{}, fmt.Errorf("number the pages of case %s: %w", b.CaseID, err)
	}
	if made.PDF, err = pdf.Outline(numbered, outline(made.Items, covered+1)); err != nil {
		return Made{}, fmt.Errorf("outline the file of case %s: %w", b.CaseID, err)
	}
	made.Zip, err = b.files(inventory)
	return made, err
}

// withSheets are the papers, with a sheet in the place of each that goes apart.
func (b Bundle) withSheets() ([]Paper, error) {
	papers := make([]Paper, len(b.Papers))
	for i, p := range b.Papers {
		if p.Document == nil {
			sheet, pages, err := Text(b.properties(), p.Title, nil,
				p.Apart+" Daarom staat het niet in deze PDF. U vindt het bij de losse stukken, als "+fileName(i+1, p)+".")
			if err != nil {
				return nil, err
			}
			p.Document, p.Pages = sheet, pages
		}
		papers[i] = p
	}
	return papers, nil
}

func items(papers []Paper, firstPage int) []Item {
	all := make([]Item, len(papers))
	for i, p := range papers {
		all[i] = Item{Number: i + 1, Title: p.Title, DocumentID: p.DocumentID, FirstPage: firstPage, Pages: p.Pages}
		firstPage += p.Pages
	}
	return all
}

// labels of all pages: which paper it is of, and which page of the whole.
func labels(items []Item, front int) map[int]string {
	total := front
	for _, item := range items {
		total += item.Pages
	}
	labels := map[int]string{}
	for page := 1; page <= front; page++ {
		labels[page] = fmt.Sprintf("Bladzijde %d van %d", page, total)
	}
	for _, item := range items {
		for page := item.FirstPage; page < item.FirstPage+item.Pages; page++ {
			labels[page] = fmt.Sprintf("Stuk %d  -  bladzijde %d van %d", item.Number, page, total)
		}
	}
	return labels
}

// outline leads a reader on a screen to each paper.
func outline(items []Item, inventory int) []pdf.Mark {
	marks := []pdf.Mark{{Title: "Inventaris", Page: inventory}}
	for _, item := range items {
		marks = append(marks, pdf.Mark{Title: fmt.Sprintf("%d. %s", item.Number, item.Title), Page: item.FirstPage})
	}
	return marks
}

// Text sets words as a paper: a title, facts about it, and paragraphs.
func Text(properties paper.Properties, title string, facts [][2]string, text string) (document []byte, pages int, err error) {
	d := begin(properties, title, facts)
	for _, paragraph := range paper.Paragraphs(text) {
		d.Paragraph(paragraph)
	}
	return finished(d)
}

// Pages sets sections as a paper.
func Pages(properties paper.Properties, title string, facts [][2]string, sections []paper.Section) (document []byte, pages int, err error) {
	d := begin(properties, title, facts)
	for _, section := range sections {
		d.Section(section)
	}
	return finished(d)
}

func begin(properties paper.Properties, title string, facts [][2]string) paper.Document {
	properties.Unnumbered = true
	d := paper.New(properties)
	d.Title(properties.Footer, title)
	d.Facts(slices.DeleteFunc(facts, func(fact [2]string) bool { return fact[1] == "" }))
	return d
}

func (b Bundle) properties() paper.Properties {
	return paper.Properties{
		Title: "Dossier voor de LBT, kenmerk " + b.CaseID, Author: b.From, On: b.MadeOn, Footer: "Dossier voor de LBT, kenmerk " + b.CaseID,
		Unnumbered: true, Plain: b.plain,
	}
}

func finished(d paper.Document) ([]byte, int, error) {
	made, err := d.Bytes()
	return made, d.PageCount(), err
}
