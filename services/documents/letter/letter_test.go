package letter

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"traject.nl/services/platform/paper/papertest"
)

func day(iso string) time.Time {
	parsed, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		panic(err)
	}
	return parsed
}

var zout = Letterhead{
	Name: "Samenwerkingsverband Zuidoost Utrecht", ShortName: "ZOUT", Number: "PO2603",
	Address: []string{"Voorbeeldweg 1", "1234 AB  Voorbeeldstad"}, Website: "www.voorbeeld.nl",
	Court: []string{"rechtbank Midden-Nederland", "afdeling bestuursrecht", "Postbus 16005", "3500 DA Utrecht"},
}

// so is a granted TLV for special education, with everything a letter can have.
func so() Decision {
	return Decision{
		CaseID: "k3v9m2p4q7rx", DatedOn: day("2026-11-20"), ReceivedOn: day("2026-09-28"), DecidedOn: day("2026-11-19"),
		Pupil:   Pupil{"Noor", "de Vries", day("2018-03-03")},
		Granted: true, TLVNumber: "PO2603-000123", SO: true, Category: "midden", Extent: "volledig: alle schooldagen",
		ValidFrom: day("2026-12-01"), ValidUntil: day("2028-07-31"), ReceivingSchool: "De Sprong, Zeist",
		ReturnAgreements: "Elk jaar in mei bespreken de scholen en de ouders of Noor terug kan.\n\nDe school van herkomst doet daaraan mee.",
		Applicant:        "Regenboog UH, Amerongen", Reasons: "Noor heeft in een kleine groep meer rust.",
		Professions: []string{"gz-psycholoog", "orthopedagoog"}, Zienswijze: Given,
		ObjectionUntil: day("2027-01-04"),
		ObjectionSteps: []string{
			"Bekendgemaakt op 20 november 2026; die dag telt niet mee.",
			"Zes weken later is vrijdag 1 januari 2027, nieuwjaarsdag.",
			"De termijn loopt daarom door tot en met maandag 4 januari 2027 (Algemene termijnenwet, artikel 1).",
		},
	}
}

func refusal() Decision {
	d := so()
	d.Granted, d.TLVNumber, d.ReturnAgreements, d.ReceivingSchool = false, "", "", ""
	d.Reasons, d.Zienswijze, d.Differed = "De eigen school kan dit met hulp van het SOT bieden.", NoAnswer, true
	return d
}

func sbo() Decision {
	d := so()
	d.SO, d.Category, d.Zienswijze, d.Reasons, d.ReturnAgreements = false, "", Agreed, "", ""
	return d
}

var (
	toSchool    = Addressee{Reader: ApplicantSchool, Name: "Regenboog UH", Street: "Prinses Beatrixlaan 34", Postcode: "3958 XK", Place: "Amerongen"}
	toParent    = Addressee{Reader: Parents, Name: "Sanne de Vries", Street: "Dorpsstraat 5", Postcode: "3958 AA", Place: "Amerongen"}
	toReceiving = Addressee{Reader: ReceivingSchool, Name: "De Sprong", Street: "Schoolweg 2", Postcode: "3701 JK", Place: "Zeist"}
)

func read(t *testing.T, d Decision, to Addressee) string {
	t.Helper()
	pdf, err := typeset(zout, decided(zout, d, to), true)
	if err != nil {
		t.Fatal(err)
	}
	return papertest.Text(t, pdf)
}

func TestEachReaderGetsTheWordsMeantForThem(t *testing.T) {
	remedies := []string{
		"tot en met maandag 4 januari 2027", "verstuurden, op 20 november 2026", "directeur van Samenwerkingsverband Zuidoost Utrecht, Voorbeeldweg 1",
		"uw naam en adres", "de datum;", "uw handtekening", "kenmerk k3v9m2p4q7rx", "waarom u het niet eens bent", "Landelijke Bezwaaradviescommissie",
		"gratis hulp", "Zes weken later is vrijdag 1 januari 2027", "artikel 6:7", "de directeur nam dit besluit op 19 november 2026",
	}
	tests := []struct {
		name        string
		decision    Decision
		to          Addressee
		says, never []string
	}{
		{"granted SO, to the parents", so(), toParent,
			[]string{"Beste Sanne de Vries,", "Dorpsstraat 5", "Wij geven een toelaatbaarheidsverklaring (TLV) af voor Noor", "PO2603-000123", "speciaal onderwijs (so), bekostigingscategorie midden",
				"van 1 december 2026 tot en met 31 juli 2028", "volledig: alle schooldagen", "De Sprong, Zeist", "Noor terug kan", "geboren op 3 maart 2018", "meer rust",
				"Twee deskundigen hebben de aanvraag bekeken: een gz-psycholoog en een orthopedagoog", "U gaf een eigen kijk op de aanvraag: uw zienswijze", "Wet op de expertisecentra", "uw kind"},
			[]string{"geen toelaatbaarheidsverklaring", "niet gelijk"}},
		{"granted SO, to the school", so(), toSchool,
			[]string{"Regenboog UH t.a.v. de directeur", "ontvingen wij uw aanvraag", "De ouders gaven een eigen kijk op de aanvraag: hun zienswijze", "meer rust", "Noor terug kan"},
			[]string{"uw kind", "Sanne"}},
		{"granted SO, to the receiving school", so(), toReceiving,
			[]string{"De Sprong", "PO2603-000123", "De verklaring noemt uw school", "Noor terug kan", "geboren op 3 maart 2018"},
			[]string{"meer rust", "deskundigen hebben", "zienswijze", "gz-psycholoog", "Sanne", "uw kind"}},
		{"granted SBO, to the parents", sbo(), toParent,
			[]string{"het speciaal basisonderwijs", "speciaal basisonderwijs (sbo)", "U was het eens met de aanvraag", "artikel 40, achtste lid"},
			[]string{"bekostigingscategorie", "teruggaan", "Waarom wij dit besluiten", "expertisecentra"}},
		{"refused, to the parents", refusal(), toParent,
			[]string{"Wij geven geen toelaatbaarheidsverklaring (TLV) af voor Noor", "hulp van het SOT", "Hun adviezen waren niet gelijk", "Wij kregen geen antwoord", "artikel 18a, zesde lid, onder c"},
			[]string{"PO2603-0", "31 juli", "Nummer van de TLV", "De Sprong"}},
		{"refused, to the school", refusal(), toSchool,
			[]string{"geen toelaatbaarheidsverklaring", "hulp van het SOT", "Zij antwoordden niet"}, []string{"uw kind"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := read(t, test.decision, test.to)
			for _, phrase := range slices.Concat(test.says, remedies) {
				if !strings.Contains(strings.ToLower(got), strings.ToLower(phrase)) {
					t.Errorf("does not say %q in:\n%s", phrase, got)
				}
			}
			for _, phrase := range test.never {
				if strings.Contains(got, phrase) {
					t.Errorf("says %q", phrase)
				}
			}
		})
	}
}

func TestALetterWithoutAPostalAddressInventsNone(t *testing.T) {
	head := zout
	head.Address = nil
	pdf, err := typeset(head, decided(head, so(), toParent), true)
	if err != nil {
		t.Fatal(err)
	}
	if got := papertest.Text(t, pdf); !strings.Contains(got, "Het adres staat op www.voorbeeld.nl") || strings.Contains(got, "Voorbeeldweg") {
		t.Errorf("letter: %s", got)
	}
}

func TestTheSameLetterGivesTheSameBytes(t *testing.T) {
	first, err := Print(zout, so(), toParent)
	if err != nil {
		t.Fatal(err)
	}
	second, err := Print(zout, so(), toParent)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, second) {
		t.Error("two prints of one letter differ")
	}
	if bytes.Contains(first, []byte("Vries")) {
		t.Error("the child's name is in the properties of the document")
	}
	if folder := os.Getenv("TRAJECT_LETTERS_TO"); folder != "" {
		show(t, folder)
	}
}

// show writes the letters to a folder, to look at them.
func show(t *testing.T, folder string) {
	t.Helper()
	letters := map[string]struct {
		d  Decision
		to Addressee
	}{
		"so-ouders": {so(), toParent}, "so-school": {so(), toSchool}, "so-ontvangend": {so(), toReceiving},
		"sbo-ouders": {sbo(), toParent}, "afwijzing-ouders": {refusal(), toParent},
	}
	for name, l := range letters {
		pdf, err := Print(zout, l.d, l.to)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name+".pdf"), pdf, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestDatesAreDutch(t *testing.T) {
	if got := weekdate(day("2027-03-30")); got != "dinsdag 30 maart 2027" {
		t.Error(got)
	}
}
