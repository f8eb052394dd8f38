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

// tallyWord says a number. What is hidden need not be small itself: it may be what would give a small number away.
func tallyWord(tally upstream.Tally) string {
	if tally.Count == nil || tally.Hidden {
		return "niet getoond"
	}
	return strconv.Itoa(*tally.Count)
}

// deskOf names the desk of a contact; the one without a desk is for everything else.
func deskOf(contact upstream.Entry) string {
	if contact["desk"] == "" {
		return "Algemeen"
	}
	return DeskWord(contact["desk"])
}

// sheetTitles name the questions of the sheet.
var sheetTitles = map[string]Option{
	"tlv":        {Text: "Aanvragen voor een toelaatbaarheidsverklaring", Help: "Lopende aanvragen, en waar ze staan."},
	"bezwaar":    {Text: "Bezwaren", Help: "Lopende bezwaren, en waar ze staan."},
	"buitenkans": {Text: "Buitenkans", Help: "Leerlingen die zijn aangevraagd of er zijn."},
	"plaatsing":  {Text: "Plaatsingen", Help: "Leerlingen die met een verklaring of in een instelling geplaatst zijn of worden."},
	"late":       {Text: "Te laat", Help: "Lopende zaken waarin nu een taak of een termijn te laat is."},
	"missed":     {Text: "Gemiste wettelijke termijnen", Help: "Dit schooljaar, ook als het daarna is gedaan."},
	"at-home":    {Text: "Thuiszitters", Help: "Lopende zaken van de Buitenkans, naar hoe dringend het is."},
	"placements": {Text: "Waar de leerlingen zijn", Help: "Lopende plaatsingen, naar soort school."},
}

// sheetWords name the answers, which go by other words in each question.
var sheetWords = map[string]map[string]string{
	"tlv": {"intake": "Binnen, wordt bekeken", "parents": "Bij de ouders", "advice": "Bij de deskundigen", "decision": "Wacht op het besluit of de brief",
		"objection-term": "Besloten, bezwaar kan nog"},
	"bezwaar":    {"intake": "Binnen, wordt bekeken", "lbt": "Bij de LBT", "decision": "Wacht op de beslissing", "appeal": "Beslist, beroep kan nog"},
	"buitenkans": {"request": "Aangevraagd", "waiting": "Op de wachtlijst", "observation": "Op de Buitenkans", "return": "Gaat terug naar school", "aftercare": "Nazorg"},
	"plaatsing":  {"awaited": "Wordt verwacht", "placed": "Geplaatst", "return": "Gaat terug", "returned": "Teruggekeerd"},
	"late":       {"tlv": "Aanvragen", "bezwaar": "Bezwaren", "buitenkans": "Buitenkans", "plaatsing": "Plaatsingen"},
	"at-home":    {"at-home": "Zit thuis", "threatened": "Dreigt thuis te zitten", "other": "Geen van beide"},
	"placements": {"sbo": "Speciaal basisonderwijs (SBO)", "so": "Speciaal onderwijs (SO)", "institution": "Instelling (ggz, jji of anders)"},
}

func sheetTitle(id string) Option {
	if title, ok := sheetTitles[id]; ok {
		return title
	}
	return Option{Text: Word(id)}
}

func sheetRowWord(group, id string) string {
	if word, ok := sheetWords[group][id]; ok {
		return word
	}
	return Word(id)
}

// sheetSpan says of when the numbers are.
func sheetSpan(s upstream.Sheet) string {
	return "Stand op " + ShortDay(s.Today) + ". Schooljaar " + s.SchoolYear.Name + ", vanaf " + ShortDay(s.SchoolYear.From) + "."
}
