package bundle

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"traject.nl/services/platform/paper"
	"traject.nl/services/platform/paper/papertest"
)

var friday = time.Date(2027, 1, 8, 0, 0, 0, 0, time.UTC)

func aBundle(papers ...Paper) Bundle {
	return Bundle{
		CaseID: "b7k2m9p4q7rx", MadeOn: friday, From: "Vereniging Zuidoost Utrecht voor passend onderwijs", Papers: papers, plain: true,
		Cover: Cover{
			Number: "ZOUT, PO2603", ReceivedOn: friday.AddDate(0, 0, -9), Late: true,
			Decisions: []Contested{{"k3v9m2p4q7rx", friday.AddDate(0, 0, -49), "TLV niet afgegeven"}, {"w8n4c1t6h2ys", time.Time{}, "TLV afgegeven voor speciaal basisonderwijs"}},
			People:    []Person{{"Leerling", []string{"Noor de Vries", "geboren op 3 maart 2018"}}, {"Gemachtigde", []string{"mr. A. Jansen", "Kantoorlaan 9"}}},
		},
	}
}

func text(t *testing.T, title string) Paper {
	t.Helper()
	document, pages, err := Text(paper.Properties{On: friday, Footer: "Dossier"}, title, [][2]string{{"Datum", "8 januari 2027"}, {"Leeg", ""}}, "Woorden.\n\nNog meer woorden.")
	if err != nil {
		t.Fatal(err)
	}
	return Paper{Title: title, Document: document, Pages: pages, Content: document, Extension: "pdf"}
}

func TestTheCoverTellsWhatTheLBTAsksFor(t *testing.T) {
	cover, pages, err := aBundle().cover()
	if err != nil {
		t.Fatal(err)
	}
	got := papertest.Text(t, cover)
	for _, phrase := range []string{
		"Vereniging Zuidoost Utrecht voor passend onderwijs", "PO2603", "woensdag 30 december 2026", "na de laatste dag voor bezwaar", "TLV niet afgegeven",
		"kenmerk k3v9m2p4q7rx", "verstuurd op vrijdag 20 november 2026", "kenmerk w8n4c1t6h2ys", "Noor de Vries", "mr. A. Jansen", "Kantoorlaan 9", "vrijdag 8 januari 2027",
	} {
		if !strings.Contains(got, phrase) {
			t.Errorf("does not say %q in:\n%s", phrase, got)
		}
	}
	if pages != 1 {
		t.Errorf("%d pages", pages)
	}
}

func TestTheInventoryListsEveryPaperAndWhatIsMissing(t *testing.T) {
	b := aBundle(text(t, "Bestreden besluit"), Paper{Title: "Onderzoek", Apart: "Dit stuk is een bestand van de soort DOCX.", Pages: 1, Document: text(t, "x").Document}, text(t, "Verweerschrift"))
	b.Missing = []string{"De volmacht van de gemachtigde."}
	inventory, _, err := b.inventory(b.Papers, 3)
	if err != nil {
		t.Fatal(err)
	}
	want := "Stuk Wat het is Bladzijde 1 3 Bestreden besluit 2 4 Onderzoek Alleen als los bestand. Dit stuk is een bestand van de soort DOCX. 3 5 Verweerschrift " +
		"Niet in dit dossier • De volmacht van de gemachtigde."
	if got := papertest.Text(t, inventory); !strings.Contains(got, want) {
		t.Errorf("inventory: %s", got)
	}
}

func TestPageNumbersHoldWhenTheInventoryIsLong(t *testing.T) {
	var papers []Paper
	for i := range 70 {
		papers = append(papers, Paper{Title: fmt.Sprintf("Bijlage (%d van 70)", i+1), Document: text(t, "Bijlage").Document, Pages: 1, Content: []byte("x"), Extension: "pdf"})
	}
	b := aBundle(papers...)
	_, listed, err := b.inventory(papers, 1)
	if err != nil {
		t.Fatal(err)
	}
	made, err := b.Make()
	if err != nil {
		t.Fatal(err)
	}
	if first := made.Items[0].FirstPage; listed < 2 || first != 1+listed+1 || made.Items[69].FirstPage != first+69 {
		t.Errorf("the inventory has %d pages, the papers begin on %d and %d", listed, first, made.Items[69].FirstPage)
	}
}

func TestNamesOfFilesAreSafeEverywhere(t *testing.T) {
	for title, want := range map[string]string{
		"Advies van de gz-psycholoog":         "03-advies-van-de-gz-psycholoog.pdf",
		"Bijlage (2 van 3), kenmerk k3v9m2p4": "03-bijlage-2-van-3-kenmerk-k3v9m2p4.pdf",
		"  Één / twee \\ drie  ":              "03-n-twee-drie.pdf",
	} {
		if got := fileName(3, Paper{Title: title, Extension: "pdf"}); got != want {
			t.Errorf("%q: %q", title, got)
		}
	}
}
