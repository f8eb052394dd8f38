package documents_test

import (
	"archive/zip"
	"bytes"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/services/documents"
	pdfs "traject.nl/services/platform/pdf"
)

// lbtCase is a dossier with a refused application and a bezwaar by the parent, with every paper that the LBT asks for.
type lbtCase struct {
	*house
	id      string
	request *documentsv1.ComposeBundleRequest
}

func photo(t *testing.T) []byte {
	t.Helper()
	picture := image.NewRGBA(image.Rect(0, 0, 400, 300))
	for x := range 400 {
		for y := range 300 {
			picture.Set(x, y, color.RGBA{uint8(x / 2), uint8(y / 2), 120, 255})
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, picture); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func locked(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := api.Encrypt(bytes.NewReader(pagesOf(t, 2)), &out, model.NewAESConfiguration("geheim", "eigenaar", 256)); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func newLBTCase(t *testing.T) lbtCase {
	t.Helper()
	h := newHouse(t)
	id := h.draft()
	h.save(id, form())
	h.upload("ib", id, "groeidocument", "groeidocument Noor de Vries.pdf", bytes.NewReader(pagesOf(t, 4))).is(201)
	h.upload("ib", id, "onderzoek", "Noor.docx", strings.NewReader(zipped(t, "[Content_Types].xml", "<Types/>", "word/document.xml", "<w/>"))).is(201)
	h.upload("ib", id, "bijlage", "tekening Noor.png", bytes.NewReader(photo(t))).is(201)
	h.admit(id)
	h.share(id, documents.Sharing{Version: 1})
	for kind, writers := range map[string][]string{"advies": {"expert", "other-expert"}, "motivering": {"director"}, "zienswijze": {"parent"}} {
		for _, who := range writers {
			h.people["expert-now"] = h.people[who]
			_, err := h.Share(t.Context(), &documentsv1.ShareRequest{DossierId: id, CaseId: id, Version: 1, Parties: []string{
				"school:regenboog", "school:de-sprong", "sot:zeist", "expert:gz-1", "expert:op-9", "director:zout", "office:zout", h.partyOf("parent")}})
			if err != nil {
				t.Fatal(err)
			}
			text := h.text(who, id, kind, "Woorden over "+kind+".\n"+strings.Repeat("Dit is een langere zin over wat er nodig is op school en thuis. ", 12))
			if err := h.attach(id, h.partyOf(who), ref(text.ID, kind)); err != nil {
				t.Fatal(err)
			}
		}
	}
	letters := h.compose(id, map[string]string{}, false)
	h.share(id, documents.Sharing{Version: 2, AdvicesFinal: true, Announced: true, Closed: true})
	h.object(id, theBezwaar, "parent", documents.Sharing{Version: 1})
	reasons := ""
	for _, p := range into[documents.Overview](h.get("director", "/v1/dossiers/"+id).is(200)).Pieces {
		if p.Kind == "motivering" {
			reasons = p.ID
		}
	}
	facts := &bezwaarv1.Facts{
		ReceivedOn: "2026-12-30", Objector: h.partyOf("parent"), ObjectionId: h.add("parent", id, "bezwaarschrift", theBezwaar),
		DefenceTextId: h.add("office", id, "verweerschrift", theBezwaar), RepresentativeTextId: h.add("office", id, "gemachtigde", theBezwaar),
		Repairs: []*bezwaarv1.RepairRequest{{TextId: h.add("office", id, "herstelverzoek", theBezwaar), RepairTextId: h.add("parent", id, "herstel", theBezwaar)}},
		Decisions: []*bezwaarv1.DecidedCase{{
			CaseId: id, DossierId: id, ApplicantSchoolId: "regenboog", AnnouncedOn: "2026-11-23",
			Experts:  []*tlvv1.Expert{{Id: "gz-1", Profession: "gz-psycholoog"}, {Id: "op-9", Profession: "orthopedagoog"}},
			Decision: &tlvv1.Decision{LetterIds: []string{letters["ib"], letters["parent"]}, ReasonsTextId: reasons},
		}},
	}
	for kind, content := range map[string][]byte{"procedure-en-criteria": pagesOf(t, 3), "schoolprofiel": pagesOf(t, 2), "volmacht": pagesOf(t, 1)} {
		h.upload("office", id, kind, "stuk.pdf", bytes.NewReader(content)).is(201)
	}
	return lbtCase{h, id, &documentsv1.ComposeBundleRequest{
		Key: theBezwaar + "/lbt-dossier/7", CaseId: theBezwaar, DossierId: id, DatedOn: "2027-01-08", Facts: facts,
		SchoolNames: map[string]string{"regenboog": "Regenboog UH"},
		Addressees:  []*documentsv1.Addressee{{Party: "school:regenboog", Name: "Regenboog UH", Street: "Prinses Beatrixlaan 34", Postcode: "3958 XK", Place: "Amerongen"}},
	}}
}

func (c lbtCase) make() *bezwaarv1.Bundle {
	c.t.Helper()
	made, err := c.ComposeBundle(c.t.Context(), c.request)
	if err != nil {
		c.t.Fatal(err)
	}
	return made.GetBundle()
}

func titles(made *bezwaarv1.Bundle) []string {
	var all []string
	for _, item := range made.GetItems() {
		all = append(all, item.GetTitle())
	}
	return all
}

// names of the files in the zip.
func (c lbtCase) files(made *bezwaarv1.Bundle) []string {
	c.t.Helper()
	content := c.content("office", c.id, made.GetFilesId())
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		c.t.Fatal(err)
	}
	var all []string
	for _, file := range archive.File {
		reader, err := file.Open()
		if err != nil {
			c.t.Fatal(err)
		}
		if n, err := io.Copy(io.Discard, reader); err != nil || n == 0 {
			c.t.Errorf("%s holds %d bytes, %v", file.Name, n, err)
		}
		all = append(all, file.Name)
	}
	return all
}

func TestTheFileForTheLBTHasEverythingThatItAsksFor(t *testing.T) {
	c := newLBTCase(t)
	made := c.make()
	want := []string{
		"Bestreden besluit", "Bezwaarschrift", "Verzoek om het bezwaar aan te vullen", "Aanvulling van het bezwaar", "Verweerschrift", "Gronden van afwijzing",
		"Advies van de gz-psycholoog", "Advies van de orthopedagoog", "Aanvraag van de school", "Groeidocument", "Onderzoek", "Zienswijze van de ouders", "Bijlage",
		"Procedure en criteria uit het ondersteuningsplan", "Profiel van de school die de aanvraag deed", "Volmacht",
	}
	if got := titles(made); !slices.Equal(got, want) {
		t.Errorf("papers:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if len(made.GetMissing()) != 0 {
		t.Errorf("missing: %v", made.GetMissing())
	}
	wantFiles := []string{"00-inventaris.pdf", "01-bestreden-besluit.pdf", "02-bezwaarschrift.pdf", "03-verzoek-om-het-bezwaar-aan-te-vullen.pdf",
		"04-aanvulling-van-het-bezwaar.pdf", "05-verweerschrift.pdf", "06-gronden-van-afwijzing.pdf", "07-advies-van-de-gz-psycholoog.pdf",
		"08-advies-van-de-orthopedagoog.pdf", "09-aanvraag-van-de-school.pdf", "10-groeidocument.pdf", "11-onderzoek.docx", "12-zienswijze-van-de-ouders.pdf",
		"13-bijlage.png", "14-procedure-en-criteria-uit-het-ondersteuningsplan.pdf", "15-profiel-van-de-school-die-de-aanvraag-deed.pdf", "16-volmacht.pdf"}
	if got := c.files(made); !slices.Equal(got, wantFiles) {
		t.Errorf("files:\n%s", strings.Join(got, "\n"))
	}
	if folder := os.Getenv("TRAJECT_LETTERS_TO"); folder != "" {
		for name, id := range map[string]string{"lbt.pdf": made.GetDocumentId(), "lbt.zip": made.GetFilesId()} {
			if err := os.WriteFile(filepath.Join(folder, name), c.content("office", c.id, id), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestTheInventoryHasThePageOnWhichEachPaperBegins(t *testing.T) {
	c := newLBTCase(t)
	made := c.make()
	_, pages, err := pdfs.Open(c.content("office", c.id, made.GetDocumentId()))
	if err != nil {
		t.Fatal(err)
	}
	next := made.GetItems()[0].GetFirstPage()
	if next < 3 {
		t.Errorf("the first paper begins on page %d, before the cover and the inventory end", next)
	}
	for i, item := range made.GetItems() {
		if int(item.GetNumber()) != i+1 || item.GetFirstPage() != next || item.GetPages() < 1 {
			t.Errorf("item %d: %v, want page %d", i, item, next)
		}
		next += item.GetPages()
	}
	if int(next-1) != pages {
		t.Errorf("the inventory ends on page %d of %d", next-1, pages)
	}
	if item := made.GetItems()[9]; item.GetTitle() != "Groeidocument" || item.GetPages() != 4 {
		t.Errorf("an upload of 4 pages: %v", item)
	}
}

func TestWhatTheLBTAsksForAndIsNotThereIsTold(t *testing.T) {
	c := newLBTCase(t)
	bare := c.decided()
	c.object(bare, theBezwaar, "board", documents.Sharing{Version: 1})
	c.request.DossierId, c.request.Addressees = bare, nil
	c.request.Facts = &bezwaarv1.Facts{
		ReceivedOn: "2026-12-30", Objector: "board:b1", RepresentativeTextId: c.add("office", bare, "gemachtigde", theBezwaar),
		Decisions: []*bezwaarv1.DecidedCase{{CaseId: bare, DossierId: bare, ApplicantSchoolId: "regenboog", Decision: &tlvv1.Decision{}}},
	}
	made := c.make()
	missing := strings.Join(made.GetMissing(), "\n")
	for _, lack := range []string{
		"er is geen brief van", "Het bezwaarschrift.", "Het verweerschrift.", "De gronden van afwijzing.", "er zijn er 0", "De procedure en de criteria uit het ondersteuningsplan.",
		"Het profiel van de school", "De volmacht van de gemachtigde.", "Het adres van een school of bestuur: b1", "Het adres van een school of bestuur: regenboog",
	} {
		if !strings.Contains(missing, lack) {
			t.Errorf("nothing about %q in:\n%s", lack, missing)
		}
	}
}

func TestAnUploadThatCannotBeOpenedIsNamedAndGoesAlongApart(t *testing.T) {
	c := newLBTCase(t)
	whole := pagesOf(t, 5)
	for name, content := range map[string][]byte{"Noor geheim.pdf": locked(t), "half.pdf": whole[:len(whole)/2]} {
		c.uploadFor("office", c.id, "bijlage", theBezwaar, name, bytes.NewReader(content)).is(201)
	}
	made := c.make()
	missing := strings.Join(made.GetMissing(), "\n")
	if !strings.Contains(missing, "beveiligd met een wachtwoord") || !strings.Contains(missing, "het bestand is beschadigd") || len(made.GetMissing()) != 2 {
		t.Errorf("missing:\n%s", missing)
	}
	files := c.files(made)
	if !slices.Contains(files, "17-bijlage-bij-het-bezwaar-1-van-2.pdf") || !slices.Contains(files, "18-bijlage-bij-het-bezwaar-2-van-2.pdf") {
		t.Errorf("files: %v", files)
	}
}

func TestTheSameFileForTheLBTIsMadeOnce(t *testing.T) {
	c := newLBTCase(t)
	first := c.make()
	before := c.store.Leftovers()
	c.add("office", c.id, "hoorverslag", theBezwaar)
	again := c.make()
	if !slices.Equal(titles(first), titles(again)) || first.GetDocumentId() != again.GetDocumentId() || c.store.Leftovers() != before+1 {
		t.Errorf("made %v, then %v", first, again)
	}
}

func TestAnEarlierFileForTheLBTGoesWhenThereIsANewOne(t *testing.T) {
	c := newLBTCase(t)
	first := c.make()
	c.request.Key += "/2"
	second := c.make()
	if second.GetDocumentId() == first.GetDocumentId() || second.GetFilesId() == first.GetFilesId() {
		t.Error("another key gives the same file")
	}
	for id, status := range map[string]int{first.GetDocumentId(): 404, first.GetFilesId(): 404, second.GetDocumentId(): 200, second.GetFilesId(): 200} {
		c.get("office", "/v1/dossiers/"+c.id+"/documents/"+id+"/content").is(status)
	}
}

func TestAFileThatWasMadeHalfIsMadeAgain(t *testing.T) {
	c := newLBTCase(t)
	made := c.make()
	c.store.Interrupt(made.GetDocumentId(), made.GetFilesId())
	c.upload("office", c.id, "schoolprofiel", "nog een.pdf", bytes.NewReader(pagesOf(t, 2))).is(201)
	again := c.make()
	_, pages, err := pdfs.Open(c.content("office", c.id, again.GetDocumentId()))
	if err != nil {
		t.Fatal(err)
	}
	last := again.GetItems()[len(again.GetItems())-1]
	if len(again.GetItems()) != len(made.GetItems())+1 || int(last.GetFirstPage()+last.GetPages()-1) != pages {
		t.Errorf("the inventory ends on page %d of %d", last.GetFirstPage()+last.GetPages()-1, pages)
	}
}

func TestTheFileForTheLBTIsForThePartiesOnceThePapersLieOpen(t *testing.T) { // Awb 7:4
	c := newLBTCase(t)
	made := c.make()
	readers := func() string {
		got := ""
		for _, who := range []string{"parent", "ib", "board", "sot", "expert", "receiving", "director", "office"} {
			both := c.get(who, "/v1/dossiers/"+c.id+"/documents/"+made.GetDocumentId()+"/content").status == 200 &&
				c.get(who, "/v1/dossiers/"+c.id+"/documents/"+made.GetFilesId()+"/content").status == 200
			got += map[bool]string{true: "+", false: "."}[both]
		}
		return got
	}
	if got := readers(); got != "......++" {
		t.Errorf("before the papers lie open: %s", got)
	}
	c.object(c.id, theBezwaar, "parent", documents.Sharing{Version: 5, PapersOpen: true})
	if got := readers(); got != "+++...++" {
		t.Errorf("when the papers lie open: %s", got)
	}
	file := into[documents.PieceView](c.get("office", "/v1/dossiers/"+c.id+"/documents/"+made.GetFilesId()).is(200))
	if file.MediaType != "application/zip" || file.CaseID != theBezwaar || file.Name != "LBT-dossier "+theBezwaar+".zip" {
		t.Errorf("zip: %+v", file)
	}
	c.remove("office", "/v1/dossiers/"+c.id+"/documents/"+made.GetDocumentId()).is(403)
}

func TestTitlesAndNamesOfFilesSayNothingAboutAPerson(t *testing.T) {
	c := newLBTCase(t)
	made := c.make()
	for _, name := range append(titles(made), c.files(made)...) {
		for _, personal := range []string{"noor", "vries", "sanne"} {
			if strings.Contains(strings.ToLower(name), personal) {
				t.Errorf("%q names a person", name)
			}
		}
	}
}

func TestWhatIsNotForTheLBTStaysOut(t *testing.T) {
	c := newLBTCase(t)
	want := len(c.make().GetItems())
	c.add("office", c.id, "gesprek-bezwaar", theBezwaar)
	c.add("office", c.id, "taakopmerking", theBezwaar)
	c.add("office", c.id, "oordeel-ingebrekestelling", theBezwaar)
	c.text("parent", c.id, "herstel", "Nog niet af.")
	c.object(c.id, "c3second0000", "ib", documents.Sharing{Version: 1})
	for _, kind := range []string{"volmacht", "bijlage"} {
		c.uploadFor("office", c.id, kind, "c3second0000", "van een ander.pdf", bytes.NewReader(pagesOf(t, 1))).is(201)
	}
	c.request.Key += "/2"
	if got := titles(c.make()); len(got) != want {
		t.Errorf("papers: %s", strings.Join(got, "\n"))
	}
}

func TestEachDecisionThatIsObjectedToBringsItsOwnPapers(t *testing.T) {
	c := newLBTCase(t)
	second := c.submitted()
	c.compose(second, map[string]string{}, true)
	c.request.Facts.Decisions = append(c.request.Facts.Decisions, &bezwaarv1.DecidedCase{
		CaseId: second, DossierId: second, ApplicantSchoolId: "regenboog", Decision: &tlvv1.Decision{Granted: true, Destination: tlvv1.Destination_DESTINATION_SBO},
	})
	made := c.make()
	for _, title := range []string{"Bestreden besluit, kenmerk " + c.id, "Groeidocument, kenmerk " + c.id, "Groeidocument, kenmerk " + second, "Aanvraag van de school, kenmerk " + second} {
		if !slices.Contains(titles(made), title) {
			t.Errorf("no %q in:\n%s", title, strings.Join(titles(made), "\n"))
		}
	}
	if missing := strings.Join(made.GetMissing(), "\n"); !strings.Contains(missing, "twee deskundigen, kenmerk "+second) || strings.Contains(missing, "kenmerk "+c.id) {
		t.Errorf("missing:\n%s", missing)
	}
}

func TestTheProcedureRulesOfTheInstallationGoAlongUnlessTheDossierHasOthers(t *testing.T) {
	c := newLBTCase(t)
	rules := func(made *bezwaarv1.Bundle) (found *bezwaarv1.BundleItem) {
		for _, item := range made.GetItems() {
			if item.GetTitle() == "Procedure en criteria uit het ondersteuningsplan" {
				found = item
			}
		}
		return found
	}
	c.WithProcedureRules(pagesOf(t, 6))
	if item := rules(c.make()); item.GetPages() != 3 || item.GetDocumentId() == "" {
		t.Errorf("those of the dossier: %v", item)
	}
	bare := c.decided()
	c.object(bare, theBezwaar, "parent", documents.Sharing{Version: 1})
	c.request.DossierId, c.request.Key, c.request.Facts.RepresentativeTextId = bare, c.request.GetKey()+"/2", ""
	made := c.make()
	if item := rules(made); item.GetPages() != 6 || item.GetDocumentId() != "" {
		t.Errorf("those of the installation: %v", item)
	}
	if strings.Contains(strings.Join(made.GetMissing(), " "), "ondersteuningsplan") {
		t.Errorf("missing: %v", made.GetMissing())
	}
}
