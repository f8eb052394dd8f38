package letter

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"traject.nl/services/platform/paper/papertest"
)

var (
	toObjector       = withPart(toParent, Objecting)
	toRepresentative = Addressee{Reader: Someone, Lines: []string{"mr. A. Jansen", "Kantoorlaan 9", "3700 AA  Zeist"}, Part: Representing}
	toNameless       = Addressee{Reader: Someone, Lines: []string{"B. Pleegouder", "Laan 2", "3958 AA  Amerongen"}, Part: Objecting}
	toBoard          = Addressee{Reader: Board, Name: "Het bestuur van Regenboog UH", Street: "Prinses Beatrixlaan 34", Postcode: "3958 XK", Place: "Amerongen"}
	toOther          = withPart(toSchool, Involved)
)

func withPart(to Addressee, part Part) Addressee {
	to.Part = part
	return to
}

func aMessage(content Content) Message {
	return Message{
		CaseID: "b7k2m9p4q7rx", DatedOn: day("2027-01-12"), Pupil: so().Pupil, Bezwaar: true, ObjectedBy: "een ouder",
		Steps: []string{"Stap één van de telling.", "Stap twee van de telling."}, Content: content,
	}
}

// ofTLV is the same about an application.
func ofTLV(content Content) Message {
	m := aMessage(content)
	m.CaseID, m.Bezwaar, m.ObjectedBy = "k3v9m2p4q7rx", false, ""
	return m
}

var (
	receipt   = Receipt{Received: day("2026-12-30"), Until: day("2027-03-30")}
	repair    = Repair{Until: day("2027-01-26"), Request: "Schrijf waarom u het niet eens bent.\nStuur de handtekening van beide ouders."}
	hearing   = Hearing{On: day("2027-02-18"), At: "13:30", PapersUntil: day("2027-02-08"), OpenFrom: day("2027-02-11"), Place: "Onderwijsgeschillen\nZwarte Woud 2, Utrecht"}
	received  = DefaultReceipt{Received: day("2027-04-05"), Term: "Beslissen op het bezwaar", Last: day("2027-03-30")}
	penalty   = Penalty{Euros: 1442, Days: 42, First: day("2027-04-20"), Last: day("2027-05-31"), PayUntil: day("2027-07-26"), ObjectionUntil: day("2027-07-26"), Reasons: "Wij waren te laat door een volle agenda."}
	extension = Extension{Term: "Beslissen op het bezwaar", Until: day("2027-05-11"), Planned: day("2027-05-10"), Ground: "Awb 7:10 lid 3", Reason: "De commissie heeft meer tijd nodig voor haar advies."}
)

func objectionDecision() ObjectionDecision {
	replaced := so()
	replaced.Reasons = "Met het verslag van de hoorzitting is duidelijk dat een kleine groep nodig is."
	return ObjectionDecision{
		Received: day("2026-12-30"), DecidedOn: day("2027-03-22"), Opinion: Upheld, Advice: Upheld, Reasons: "De commissie wijst op het onderzoek van mei.",
		Replacements: []Decision{replaced}, Enclosed: true, AppealUntil: day("2027-05-04"),
	}
}

func TestEachLetterSaysWhatTheLawAsks(t *testing.T) {
	rejected := objectionDecision()
	rejected.Opinion, rejected.Replacements, rejected.Deviation = Unfounded, nil, "De commissie zag het laatste verslag niet."
	inadmissible := ObjectionDecision{Received: day("2026-12-30"), DecidedOn: day("2027-03-22"), Opinion: Inadmissible, Advice: Inadmissible, Late: true, Reasons: "Er was geen goede reden.", AppealUntil: day("2027-05-04")}
	withoutLBT := objectionDecision()
	withoutLBT.Advice, withoutLBT.Enclosed = "", false
	several := objectionDecision()
	second := refusal()
	second.CaseID = "w8n4c1t6h2ys"
	several.Replacements = append(several.Replacements, second)
	lateProForma := receipt
	lateProForma.Late, lateProForma.ProForma = true, true
	moved := hearing
	moved.Moved, moved.PapersPast = true, true
	nothing := Penalty{ObjectionUntil: day("2027-07-26"), Reasons: "Het besluit was op tijd."}
	copied := repair
	copied.Copy = true
	suspended := extension
	suspended.Until, suspended.Planned = Extension{}.Until, Extension{}.Until

	const appealed = "U kunt in beroep gaan bij de rechtbank Midden-Nederland tot en met dinsdag 4 mei 2027|Postbus 16005|griffierecht|voorlopige voorziening|Stap twee van de telling"
	const late = "ingebrekestelling|artikel 4:17|artikel 6:12"
	tests := []letterTest{
		{"receipt, to who objects", aMessage(receipt), toObjector,
			"Beste Sanne de Vries,|Uw bezwaar is binnen|Op 30 december 2026 ontvingen wij uw bezwaar|uiterlijk op dinsdag 30 maart 2027|Landelijke Bezwaaradviescommissie|7:13|Eerst praten mag ook|artikel 7:10|Stap één|namens de directeur|" + late,
			"te laat kwam|ontbreken|een ouder"},
		{"receipt, to the gemachtigde", aMessage(receipt), toRepresentative, "mr. A. Jansen|Kantoorlaan 9|Geachte heer of mevrouw,|U bent daarin gemachtigde", "uw bezwaar tegen"},
		{"receipt, to another", aMessage(receipt), toOther, "Er is bezwaar gemaakt|een bezwaar van een ouder|ook voor u belangrijk|t.a.v. de directeur", "uw bezwaar"},
		{"receipt, to a board", aMessage(receipt), toBoard, "Beste leden van het bestuur,|Het bestuur van Regenboog UH", "t.a.v. de directeur"},
		{"receipt of a late one without grounds", aMessage(lateProForma), toNameless, "B. Pleegouder|na de laatste dag|artikel 6:11|Daarover krijgt u een aparte brief|artikel 6:5 en 6:6", ""},
		{"receipt of a late one, to another", aMessage(lateProForma), toOther, "Wij vragen wie bezwaar maakte om te vertellen waarom", "Laat u ons weten waarom"},
		{"receipt while the term stands still", aMessage(Receipt{Received: receipt.Received}), toObjector, "de termijn staat nu stil|twaalf weken", "uiterlijk op dinsdag"},
		{"repair", aMessage(repair), toObjector, "Wilt u het bezwaar aanvullen?|handtekening van beide ouders|dinsdag 26 januari 2027|niet-ontvankelijk|artikel 6:6|staat de termijn stil|7:10, tweede lid", "U hoeft niets te doen"},
		{"repair, a copy", aMessage(copied), toOther, "Een bezwaar wordt aangevuld|handtekening van beide ouders|U hoeft niets te doen|7:10, tweede lid|een ouder", "niet-ontvankelijk|Wilt u"},
		{"hearing", aMessage(hearing), toObjector, "donderdag 18 februari 2027|13.30 uur|Zwarte Woud 2|tot en met maandag 8 februari 2027|Van donderdag 11 februari 2027|artikel 7:8|artikel 7:4|waarom u het niet eens bent|LBT", "vorige geldt niet"},
		{"hearing, moved", aMessage(moved), toOther, "Nieuwe datum|De vorige geldt niet meer|Die dag is voorbij|U kunt vertellen hoe u erover denkt", ""},
		{"upheld", aMessage(objectionDecision()), toObjector, "Wij verklaren uw bezwaar gegrond. U krijgt gelijk|PO2603-000123|kleine groep nodig|onderzoek van mei|Wij volgen dat advies.|Het hele advies staat achter deze brief|Noor terug kan|artikel 7:11|nam dit besluit op 22 maart 2027|" + appealed, "Wij volgen dat advies niet|ongegrond"},
		{"upheld, to another", aMessage(objectionDecision()), toOther, "het bezwaar van een ouder gegrond|wie bezwaar maakte gelijk krijgt|" + appealed, "uw bezwaar"},
		{"rejected against the advice", aMessage(rejected), toObjector, "ongegrond|eerdere besluit blijft gelden|Wij volgen dat advies niet|7:13, zevende lid|laatste verslag niet|" + appealed, "PO2603-000123|Wij volgen dat advies."},
		{"not admitted", aMessage(inadmissible), toObjector, "niet-ontvankelijk|als apart stuk mee|" + appealed, "daar was een goede reden|helemaal opnieuw bekeken"},
		{"granted without the LBT", aMessage(withoutLBT), toObjector, "advies van de Landelijke Bezwaaradviescommissie Toelaatbaarheidsverklaring (LBT) niet nodig|" + appealed, "adviseerde ons"},
		{"two decisions replaced", aMessage(several), toObjector, "in plaats van k3v9m2p4q7rx|in plaats van w8n4c1t6h2ys|Wij geven geen toelaatbaarheidsverklaring (TLV) af", ""},
		{"notice of default", aMessage(received), toObjector, "Wij hebben uw ingebrekestelling ontvangen|maandag 5 april 2027|Beslissen op het bezwaar|dinsdag 30 maart 2027|nog twee weken|artikel 4:17|artikel 4:18|artikel 6:12", "€"},
		{"notice of default without a term", ofTLV(DefaultReceipt{Received: day("2027-04-05")}), toParent, "maandag 5 april 2027", "Laatste dag|Het gaat over"},
		{"dwangsom", aMessage(penalty), toObjector, "een dwangsom van € 1.442|42 dagen, van 20 april 2027 tot en met 31 mei 2027|maandag 26 juli 2027|volle agenda|bezwaar maken tegen dit besluit over de dwangsom tot en met maandag 26 juli 2027|uw handtekening|artikel 4:19|artikel 4:17 en 4:18|Stap één|de directeur", "LBT"},
		{"no dwangsom", ofTLV(nothing), toSchool, "Wij betalen u geen dwangsom|op tijd|uw aanvraag|bezwaar maken", "rekening|Bedrag"},
		{"extension of a bezwaar", aMessage(extension), toOther, "Wij hebben meer tijd nodig: beslissen op het bezwaar|dinsdag 11 mei 2027|maandag 10 mei 2027|artikel 7:10, derde lid|meer tijd nodig voor haar advies|artikel 6:3|Stap twee|" + late, ""},
		{"extension of an application", ofTLV(Extension{Term: "Beslissen op de aanvraag", Until: day("2027-02-01"), Planned: day("2027-02-01"), Ground: "Awb 4:14 lid 3", Reason: "Wij wachten op de arts."}), toSchool, "uw aanvraag|artikel 4:14, derde lid|maandag 1 februari 2027|Wij wachten op de arts", "Wij doen ons best|bezwaar van"},
		{"extension while the term stands still", aMessage(suspended), toObjector, "nog niet bekend: de termijn staat nu stil", "Wij doen ons best"},
	}
	expectLetters(t, tests)
}

// letterTest is a letter, and what it says and never says, parted by |.
type letterTest struct {
	name        string
	message     Message
	to          Addressee
	says, never string
}

func expectLetters(t *testing.T, tests []letterTest) {
	t.Helper()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			pdf, err := typeset(zout, test.message.sheet(zout, test.to), true)
			if err != nil {
				t.Fatal(err)
			}
			got := papertest.Text(t, pdf)
			for _, phrase := range strings.Split(test.says+"|b7k2m9p4q7rx", "|") {
				if phrase == "b7k2m9p4q7rx" {
					phrase = test.message.CaseID
				}
				if !strings.Contains(strings.ToLower(got), strings.ToLower(phrase)) {
					t.Errorf("does not say %q in:\n%s", phrase, got)
				}
			}
			for _, phrase := range strings.Split(test.never, "|") {
				if phrase != "" && strings.Contains(got, phrase) {
					t.Errorf("says %q in:\n%s", phrase, got)
				}
			}
			if bytes.Contains([]byte(test.message.Title()), []byte("Noor")) {
				t.Error("the child's name is in the title")
			}
		})
		if folder := os.Getenv("TRAJECT_LETTERS_TO"); folder != "" {
			pdf, err := test.message.Print(zout, test.to)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(folder, strings.ReplaceAll(test.name, " ", "-")+".pdf"), pdf, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestAnArticleIsWrittenInFull(t *testing.T) {
	for short, full := range map[string]string{
		"Awb 4:14 lid 3": "Algemene wet bestuursrecht, artikel 4:14, derde lid", "Awb 6:7": "Algemene wet bestuursrecht, artikel 6:7",
		"Awb 4:15 lid 2 onder a": "Algemene wet bestuursrecht, artikel 4:15, tweede lid, onder a", "ZOUT-instelling": "ZOUT-instelling",
	} {
		if got := law(short); got != full {
			t.Errorf("%s: %q", short, got)
		}
	}
}

func TestAmountsAreDutch(t *testing.T) {
	for amount, want := range map[int]string{0: "€ 0", 23: "€ 23", 1442: "€ 1.442", 1005: "€ 1.005"} {
		if got := euros(amount); got != want {
			t.Errorf("%d: %q", amount, got)
		}
	}
}

func TestWithoutACourtInTheLetterheadNoneIsInvented(t *testing.T) {
	head := zout
	head.Court = nil
	pdf, err := typeset(head, aMessage(objectionDecision()).sheet(head, toObjector), true)
	if err != nil {
		t.Fatal(err)
	}
	if got := papertest.Text(t, pdf); strings.Contains(got, "Midden-Nederland") || !strings.Contains(got, "Het adres van de rechtbank staat op www.rechtspraak.nl") {
		t.Errorf("letter: %s", got)
	}
}
