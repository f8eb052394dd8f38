package page

import (
	"strconv"

	"traject.nl/services/portal/upstream"
)

// MunicipalityRow is a municipality with whom to reach there.
type MunicipalityRow struct {
	ID, Name string
	Contacts []upstream.Entry
}

// tallyWord says a number, or that it is too small to say.
func tallyWord(tally upstream.Tally) string {
	switch {
	case tally.Count != nil && !tally.Hidden:
		return strconv.Itoa(*tally.Count)
	case tally.Hidden:
		return "minder dan 5"
	}
	return "niet bekend"
}

// deskOf names the desk of a contact; the one without a desk is for everything else.
func deskOf(contact upstream.Entry) string {
	if contact["desk"] == "" {
		return "Algemeen"
	}
	return DeskWord(contact["desk"])
}

// sheetTitles name the questions of the sheet.
var sheetTitles = map[string]Option{}

// sheetRows name the answers of the sheet.
var sheetRows = map[string]string{}

func sheetTitle(id string) Option {
	if title, ok := sheetTitles[id]; ok {
		return title
	}
	return Option{Text: Word(id)}
}

func sheetRowWord(id string) string {
	if word, ok := sheetRows[id]; ok {
		return word
	}
	return Word(id)
}

// sheetSpan says of when the numbers are.
func sheetSpan(s upstream.Sheet) string {
	return "Stand op " + ShortDay(s.Today) + ". Schooljaar " + s.SchoolYear.Name + ", vanaf " + ShortDay(s.SchoolYear.From) + "."
}
