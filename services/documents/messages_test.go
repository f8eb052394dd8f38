package documents_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/go-pdf/fpdf"

	"traject.nl/proto/contract/failure"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/services/documents"
	pdfs "traject.nl/services/platform/pdf"
)

// pagesOf makes a PDF of so many pages.
func pagesOf(t *testing.T, pages int) []byte {
	t.Helper()
	d := fpdf.New("P", "mm", "A4", "")
	d.SetFont("Helvetica", "", 12)
	for i := range pages {
		d.AddPage()
		d.Cell(100, 10, fmt.Sprintf("Bladzijde %d van een ander.", i+1))
	}
	var made bytes.Buffer
	if err := d.Output(&made); err != nil {
		t.Fatal(err)
	}
	return made.Bytes()
}

func (h *house) partyOf(who string) string { return string(h.people[who].Parties[0]) }

// file uploads a file and attaches it to a case.
func (h *house) file(who, id, kind, caseID, name string, content []byte) string {
	h.t.Helper()
	added := into[documents.PieceView](h.upload(who, id, kind, name, strings.NewReader(string(content))).is(201))
	_, err := h.Attach(h.t.Context(), &documentsv1.AttachRequest{
		DossierId: id, CaseId: caseID, Author: h.partyOf(who), Pieces: []*documentsv1.PieceRef{ref(added.ID, kind)},
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return added.ID
}

// objected is a dossier with a bezwaar by the parent.
func (h *house) objected() string {
	h.t.Helper()
	id := h.decided()
	h.object(id, theBezwaar, "parent", documents.Sharing{Version: 1})
	return id
}

func (h *house) receiptLetter(id string) *documentsv1.ComposeLetterRequest {
	return &documentsv1.ComposeLetterRequest{
		Key: theBezwaar + "/ontvangst", CaseId: theBezwaar, DossierId: id, Kind: documentsv1.LetterKind_LETTER_KIND_OBJECTION_RECEIVED,
		DatedOn: "2026-11-24", Facts: map[string]string{"received": "2026-11-23", "until": "2027-03-30"}, Steps: []string{"Stap."},
		Addressees: []*documentsv1.Addressee{{Party: h.partyOf("parent")}, {Party: h.partyOf("ib"), Name: "Regenboog UH"}},
	}
}

func (h *house) letter(request *documentsv1.ComposeLetterRequest) []*documentsv1.Letter {
	h.t.Helper()
	composed, err := h.ComposeLetter(h.t.Context(), request)
	if err != nil {
		h.t.Fatal(err)
	}
	return composed.GetLetters()
}

func (h *house) content(who, id, piece string) []byte {
	h.t.Helper()
	return h.get(who, "/v1/dossiers/"+id+"/documents/"+piece+"/content").is(200).body
}

func TestALetterAboutABezwaarIsForItsAddresseeTheOfficeAndTheDirector(t *testing.T) {
	h := newHouse(t)
	id := h.objected()
	letters := h.letter(h.receiptLetter(id))
	for i, addressee := range []string{"parent", "ib"} {
		for _, who := range []string{"parent", "ib", "board", "sot", "expert", "receiving", "director", "office"} {
			want := who == addressee || who == "director" || who == "office"
			if got := h.get(who, "/v1/dossiers/"+id+"/documents/"+letters[i].GetDocumentId()).status == 200; got != want {
				t.Errorf("%s reads the letter to %s: %v", who, addressee, got)
			}
		}
	}
	if _, _, err := pdfs.Open(h.content("parent", id, letters[0].GetDocumentId())); err != nil {
		t.Error(err)
	}
}

func TestALetterIsMadeOnceForEachAddressOfAParty(t *testing.T) {
	h := newHouse(t)
	id := h.objected()
	address := h.add("office", id, "gemachtigde", theBezwaar)
	request := h.receiptLetter(id)
	request.Addressees = append(request.Addressees, &documentsv1.Addressee{Party: h.partyOf("parent"), AddressTextId: address})
	first, before := h.letter(request), h.store.Leftovers()
	again := h.letter(request)
	if len(first) != 3 || first[0].GetDocumentId() == first[2].GetDocumentId() || h.store.Leftovers() != before {
		t.Errorf("letters: %v, then %v", first, again)
	}
	for i := range first {
		if first[i].GetDocumentId() != again[i].GetDocumentId() {
			t.Errorf("another letter the second time: %v, %v", first[i], again[i])
		}
	}
	request.Key += "/2"
	if other := h.letter(request); other[0].GetDocumentId() == first[0].GetDocumentId() {
		t.Error("another key gives the same letter")
	}
}

func TestALetterNamesEveryFactThatItLacks(t *testing.T) {
	h := newHouse(t)
	id := h.objected()
	lacking := map[documentsv1.LetterKind][]string{
		documentsv1.LetterKind_LETTER_KIND_EXTENSION:          {"facts.term", "facts.ground"},
		documentsv1.LetterKind_LETTER_KIND_OBJECTION_RECEIVED: {"facts.received"},
		documentsv1.LetterKind_LETTER_KIND_REPAIR:             {"facts.until"},
		documentsv1.LetterKind_LETTER_KIND_HEARING:            {"facts.on", "facts.at", "facts.papers_until", "facts.open_from"},
		documentsv1.LetterKind_LETTER_KIND_OBJECTION_DECISION: {"facts.received", "facts.decided", "facts.opinion", "facts.appeal_until"},
		documentsv1.LetterKind_LETTER_KIND_DEFAULT_RECEIVED:   {"facts.received"},
		documentsv1.LetterKind_LETTER_KIND_PENALTY:            {"facts.euros", "facts.days", "facts.objection_until"},
		documentsv1.LetterKind_LETTER_KIND_UNSPECIFIED:        {"kind"},
	}
	for kind, fields := range lacking {
		request := h.receiptLetter(id)
		request.Kind, request.Facts = kind, map[string]string{"advice": "misschien", "last": "gisteren"}
		_, err := h.ComposeLetter(t.Context(), request)
		found := map[string]bool{}
		for _, problem := range problems(t, err) {
			found[problem.Field] = true
		}
		for _, field := range fields {
			if !found[field] {
				t.Errorf("%s: nothing about %s", kind, field)
			}
		}
	}
}

func TestALetterForWhatIsNotThereIsRefused(t *testing.T) {
	h := newHouse(t)
	id := h.objected()
	for name, spoil := range map[string]func(*documentsv1.ComposeLetterRequest){
		"unknown dossier":   func(r *documentsv1.ComposeLetterRequest) { r.DossierId = "nowhere" },
		"unknown text":      func(r *documentsv1.ComposeLetterRequest) { r.TextIds = []string{"nowhere"} },
		"unknown enclosure": func(r *documentsv1.ComposeLetterRequest) { r.EnclosureIds = []string{"nowhere"} },
		"unknown address":   func(r *documentsv1.ComposeLetterRequest) { r.Addressees[0].AddressTextId = "nowhere" },
		"unknown parent":    func(r *documentsv1.ComposeLetterRequest) { r.Addressees[0].Party = "parent:0000" },
		"no address":        func(r *documentsv1.ComposeLetterRequest) { r.Addressees[0].Party = "interested:" + theBezwaar },
		"no date":           func(r *documentsv1.ComposeLetterRequest) { r.DatedOn = "vandaag" },
	} {
		t.Run(name, func(t *testing.T) {
			request := h.receiptLetter(id)
			spoil(request)
			_, err := h.ComposeLetter(t.Context(), request)
			problems(t, err)
		})
	}
}

func TestALetterWaitsForTheCaseToBeShared(t *testing.T) {
	h := newHouse(t)
	id := h.decided()
	_, err := h.ComposeLetter(t.Context(), h.receiptLetter(id))
	if _, _, refused := failure.Read(err); err == nil || refused {
		t.Errorf("want an error that is tried again, got %v", err)
	}
	h.object(id, theBezwaar, "parent", documents.Sharing{Version: 1})
	h.letter(h.receiptLetter(id))
}

func (h *house) objectionDecision(id, adviceID, reasons string, replacement *tlvv1.Decision) *documentsv1.ComposeLetterRequest {
	request := h.receiptLetter(id)
	request.Key, request.Kind = theBezwaar+"/besluit", documentsv1.LetterKind_LETTER_KIND_OBJECTION_DECISION
	request.Facts = map[string]string{"received": "2026-11-23", "decided": "2027-03-01", "opinion": "upheld", "advice": "upheld", "appeal_until": "2027-04-12"}
	request.TextIds, request.EnclosureIds = []string{reasons}, []string{adviceID}
	request.SchoolNames = map[string]string{"de-sprong": "De Sprong"}
	request.Replacements = []*bezwaarv1.Replacement{{CaseId: id, Decision: replacement}}
	return request
}

func TestTheDecisionOnABezwaarHasTheAdviceBehindIt(t *testing.T) { // Awb 7:13 lid 7
	h := newHouse(t)
	id := h.objected()
	reasons := h.add("director", id, "motivering-bezwaar", theBezwaar)
	advice := pagesOf(t, 5)
	pages := func(key string, content []byte) int {
		request := h.objectionDecision(id, h.file("office", id, "lbt-advies", theBezwaar, "advies.pdf", content), reasons, &tlvv1.Decision{})
		request.Key = key
		_, count, err := pdfs.Open(h.content("office", id, h.letter(request)[0].GetDocumentId()))
		if err != nil {
			t.Fatal(err)
		}
		return count
	}
	whole, damaged := pages("whole", advice), pages("damaged", advice[:len(advice)/2])
	if whole != damaged+5 {
		t.Errorf("%d pages with an advice of 5, %d with one that is damaged", whole, damaged)
	}
}

func TestATLVThatABezwaarGivesOpensThePupilToTheSchoolThatReceives(t *testing.T) {
	h := newHouse(t)
	id := h.objected()
	reasons, advice := h.add("director", id, "motivering-bezwaar", theBezwaar), h.file("office", id, "lbt-advies", theBezwaar, "a.pdf", pagesOf(t, 1))
	knows := func() bool {
		return into[documents.Overview](h.get("receiving", "/v1/dossiers/"+id).is(200)).Person != nil
	}
	if knows() {
		t.Fatal("the receiving school knows the pupil before anything is granted")
	}
	h.letter(h.objectionDecision(id, advice, reasons, &tlvv1.Decision{
		Granted: true, Destination: tlvv1.Destination_DESTINATION_SBO, Extent: tlvv1.Extent_EXTENT_FULL, ValidFrom: "2027-03-01", ValidUntil: "2028-07-31",
		ReceivingSchoolId: "de-sprong", TlvNumber: "PO2603-000124",
	}))
	if !knows() {
		t.Error("the receiving school does not know the pupil")
	}
	refused := h.objectionDecision(id, advice, reasons, &tlvv1.Decision{})
	refused.Key += "/2"
	h.letter(refused)
	if knows() {
		t.Error("the receiving school still knows the pupil after the TLV was taken back")
	}
}

func TestALetterAboutATermOfAnApplicationBelongsToThatApplication(t *testing.T) {
	h := newHouse(t)
	id := h.submitted()
	request := h.receiptLetter(id)
	request.CaseId, request.Kind = id, documentsv1.LetterKind_LETTER_KIND_EXTENSION
	request.Facts = map[string]string{"term": "Beslissen op de aanvraag", "until": "2027-02-01", "planned": "2027-02-01", "ground": "Awb 4:14 lid 3"}
	letters := h.letter(request)
	piece := into[documents.PieceView](h.get("parent", "/v1/dossiers/"+id+"/documents/"+letters[0].GetDocumentId()).is(200))
	if piece.CaseID != id || strings.Contains(piece.Name, "Noor") || !strings.Contains(piece.Name, id) {
		t.Errorf("letter: %+v", piece)
	}
	h.get("ib", "/v1/dossiers/"+id+"/documents/"+letters[0].GetDocumentId()).is(404)
}
