package documents_test

import (
	"slices"
	"testing"

	"traject.nl/proto/contract/plaatsing"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	"traject.nl/services/documents"
	pdfs "traject.nl/services/platform/pdf"
)

func (h *house) pagesIn(who, id, piece string) int {
	h.t.Helper()
	_, pages, err := pdfs.Open(h.content(who, id, piece))
	if err != nil {
		h.t.Fatal(err)
	}
	return pages
}

func TestLettersOfAStayAreForTheParentsAndTheSchool(t *testing.T) {
	h := newRegion(t)
	id := h.requested()
	h.stay(id, documents.Sharing{Version: 2, Consented: true})
	to := []*documentsv1.Addressee{{Party: h.partyOf("parent")}, {Party: h.partyOf("ib"), Name: "Regenboog UH"}}
	start := &documentsv1.ComposeLetterRequest{
		Key: theStay + "/start/3", CaseId: theStay, DossierId: id, Kind: documentsv1.LetterKind_LETTER_KIND_BUITENKANS_START, DatedOn: "2026-11-24",
		Facts: map[string]string{"group": "Middenbouw", "from": "2027-01-11", "until": "2027-04-11"}, Steps: []string{"Stap."}, Addressees: to,
	}
	first, again := h.letter(start), h.letter(start)
	if len(first) != 2 || first[0].GetDocumentId() != again[0].GetDocumentId() {
		t.Fatalf("letters: %v %v", first, again)
	}
	for i, who := range []string{"parent", "ib"} {
		if pages := h.pagesIn(who, id, first[i].GetDocumentId()); pages > 2 {
			t.Errorf("the letter to %s has %d pages", who, pages)
		}
		h.get(who, "/v1/dossiers/"+id+"/documents/"+first[1-i].GetDocumentId()).is(404)
	}
	for _, who := range []string{"provision", "sot", "office", "director"} {
		h.get(who, "/v1/dossiers/"+id+"/documents/"+first[0].GetDocumentId()).is(200).says("Start bij de Buitenkans, kenmerk " + theStay)
	}
	for field, facts := range map[string]map[string]string{
		"facts.group": {"from": "2027-01-11", "until": "2027-04-11"}, "facts.until": {"group": "x", "from": "2027-01-11"},
	} {
		start.Key, start.Facts = "x", facts
		_, err := h.ComposeLetter(t.Context(), start)
		if found := problems(t, err); found[0].Field != field {
			t.Errorf("problems: %+v", found)
		}
	}
}

func TestAnAdviceOnPaperGoesBehindItsLetter(t *testing.T) {
	h := newRegion(t)
	id := h.requested()
	h.stay(id, documents.Sharing{Version: 2, Consented: true})
	paper, text := h.file("provision", id, "buitenkans-advies", theStay, "advies.pdf", pagesOf(t, 3)), h.add("provision", id, "buitenkans-advies", theStay)
	photo := h.file("provision", id, "tussenevaluatie", theStay, "foto.heic", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"))
	compose := func(key, direction string, texts ...string) (string, error) {
		made, err := h.ComposeLetter(t.Context(), &documentsv1.ComposeLetterRequest{
			Key: key, CaseId: theStay, DossierId: id, Kind: documentsv1.LetterKind_LETTER_KIND_BUITENKANS_ADVICE, DatedOn: "2027-03-15",
			Facts: map[string]string{"direction": direction, "until": "2027-04-11"}, TextIds: texts, Addressees: []*documentsv1.Addressee{{Party: h.partyOf("parent")}},
		})
		if err != nil {
			return "", err
		}
		return made.GetLetters()[0].GetDocumentId(), nil
	}
	for texts, pages := range map[string]int{paper: 4, text: 1, photo: 1} {
		made, err := compose("advies/"+texts, "terug", texts)
		if err != nil {
			t.Fatal(err)
		}
		if got := h.pagesIn("parent", id, made); got != pages {
			t.Errorf("%d pages, want %d", got, pages)
		}
	}
	_, err := compose("x", "naar huis", text)
	if found := problems(t, err); found[0].Field != "facts.direction" {
		t.Errorf("problems: %+v", found)
	}
	_, err = compose("y", "terug", "nowhere")
	problems(t, err)
}

func TestTheSchoolThatOnlyFollowsGetsTheReturnLetterWithoutThePlan(t *testing.T) {
	h := newRegion(t)
	id := h.decided()
	h.mustAdmit(id, thePlacement, plaatsing.Workflow, "ib", id)
	h.place(id, documents.Sharing{Version: 1, Origin: "school:regenboog", Host: "school:de-sprong", Target: "school:dichtbij"}, "receiving", "nearby")
	plan := h.file("receiving", id, "terugplaatsingsplan", thePlacement, "plan.pdf", pagesOf(t, 2))
	request := &documentsv1.ComposeLetterRequest{
		Key: thePlacement + "/terugkeer/9", CaseId: thePlacement, DossierId: id, Kind: documentsv1.LetterKind_LETTER_KIND_RETURN, DatedOn: "2027-01-20",
		Facts: map[string]string{"school": "dichtbij", "from": "2027-02-01", "full": "2027-03-29"}, TextIds: []string{plan},
		SchoolNames: map[string]string{"dichtbij": "Dichtbij"},
	}
	who := []string{"parent", "receiving", "nearby", "ib"}
	for _, name := range who {
		request.Addressees = append(request.Addressees, &documentsv1.Addressee{Party: h.partyOf(name), Name: "De school"})
	}
	pages := []int{}
	for i, made := range h.letter(request) {
		pages = append(pages, h.pagesIn(who[i], id, made.GetDocumentId()))
	}
	if !slices.Equal(pages, []int{4, 4, 4, 1}) { // a letter with where the plan is, and the plan; a letter without
		t.Errorf("pages: %v", pages)
	}
	request.Key, request.SchoolNames = "x", nil
	_, err := h.ComposeLetter(t.Context(), request)
	if found := problems(t, err); found[0].Field != "facts.school" {
		t.Errorf("problems: %+v", found)
	}
}
