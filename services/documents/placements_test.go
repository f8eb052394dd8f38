package documents_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/plaatsing"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	"traject.nl/services/documents"
	"traject.nl/services/platform/identity"
)

// Ids of cases in the tests.
const (
	theStay      = "st4y00000001"
	thePlacement = "p1aats000001"
)

// newRegion is a house with the people of a placement too.
func newRegion(t *testing.T) *house {
	t.Helper()
	h := newHouse(t)
	for name, who := range map[string]party.Party{"provision": party.TheBuitenkans, "nearby": "school:dichtbij", "next": "school:volgende"} {
		h.people[name] = identity.Person{Subject: "subject-" + name, Parties: []party.Party{who}}
	}
	return h
}

// admitAs binds a dossier to a case of a procedure.
func (h *house) admitAs(id, caseID, procedure, who, from string) (*documentsv1.AdmitDossierResponse, error) {
	return h.AdmitDossier(h.t.Context(), &documentsv1.AdmitDossierRequest{
		CaseId: caseID, DossierId: id, Applicant: h.partyOf(who), Procedure: procedure, FromCaseId: from,
	})
}

func (h *house) mustAdmit(id, caseID, procedure, who, from string) *documentsv1.AdmitDossierResponse {
	h.t.Helper()
	admitted, err := h.admitAs(id, caseID, procedure, who, from)
	if err != nil {
		h.t.Fatal(err)
	}
	return admitted
}

// stay shares a stay at the Buitenkans.
func (h *house) stay(id string, with documents.Sharing) {
	h.t.Helper()
	h.shareWith(&documentsv1.ShareRequest{
		DossierId: id, CaseId: theStay, Procedure: buitenkans.Workflow, Version: with.Version, Origin: h.partyOf("ib"),
		Consented: with.Consented, Closed: with.Closed,
	}, "ib", "provision", "sot", "director", "office", "parent")
}

// place shares a placement with these schools in their parts; who has no part is named by others.
func (h *house) place(id string, with documents.Sharing, others ...string) {
	h.t.Helper()
	h.shareWith(&documentsv1.ShareRequest{
		DossierId: id, CaseId: thePlacement, Procedure: plaatsing.Workflow, Version: with.Version, Closed: with.Closed,
		Origin: string(with.Origin), Host: string(with.Host), Target: string(with.Target),
	}, append(others, "ib", "sot", "director", "office", "parent")...)
}

func (h *house) shareWith(request *documentsv1.ShareRequest, people ...string) {
	h.t.Helper()
	for _, name := range people {
		request.Parties = append(request.Parties, h.partyOf(name))
	}
	if _, err := h.Share(h.t.Context(), request); err != nil {
		h.t.Fatal(err)
	}
}

// requested is a new dossier in a stay at the Buitenkans.
func (h *house) requested() string {
	h.t.Helper()
	id := h.draft()
	h.save(id, form())
	h.upload("ib", id, "groeidocument", "groei.pdf", pdf("groei")).is(201)
	h.upload("ib", id, "onderzoek", "onderzoek.pdf", pdf("onderzoek")).is(201)
	h.add("ib", id, "observatievraag", theStay)
	h.mustAdmit(id, theStay, buitenkans.Workflow, "ib", "")
	h.stay(id, documents.Sharing{Version: 1})
	return id
}

// kinds gives the pieces that somebody sees, by kind.
func (h *house) kinds(who, id, caseID string) map[string]string {
	h.t.Helper()
	found := map[string]string{}
	for _, p := range into[documents.Overview](h.get(who, "/v1/dossiers/"+id+"?caseId="+caseID).is(200)).Pieces {
		found[string(p.Kind)] = p.ID
	}
	return found
}

// expectReaders reads everything as everybody: + is read, . is not, in the order of who.
func (h *house) expectReaders(moment, id string, who []string, pieces map[string]string, want map[string]string) {
	h.t.Helper()
	for what, readers := range want {
		got := ""
		for _, reader := range who {
			got += map[bool]string{true: "+", false: "."}[h.reads(reader, id, what, pieces[what])]
		}
		if got != readers {
			h.t.Errorf("%s, %s: read by %s, want %s (%s)", moment, what, got, readers, strings.Join(who, " "))
		}
	}
}

func TestTheBuitenkansReadsNothingUntilTheParentsAgree(t *testing.T) { // WPO 18a.13
	h := newRegion(t)
	id := h.requested()
	pieces := h.kinds("office", id, theStay)
	for kind, writer := range map[string]string{"sot-standpunt": "sot", "toestemming-ouders": "parent", "terugkeerplan": "ib", "nazorgverslag": "sot"} {
		pieces[kind] = h.add(writer, id, kind, theStay)
	}
	who := []string{"ib", "provision", "sot", "director", "office", "parent"}
	before, after := map[string]string{"access-log": "...++."}, map[string]string{"access-log": "...++."}
	for _, what := range []string{"person", "application", "groeidocument", "onderzoek", "observatievraag", "sot-standpunt", "toestemming-ouders", "terugkeerplan", "nazorgverslag"} {
		before[what], after[what] = "+.++++", "++++++"
	}
	h.expectReaders("asked", id, who, pieces, before)
	h.write("provision", id, "buitenkans-advies", theStay).is(403)
	if list := into[documents.Overview](h.get("provision", "/v1/dossiers/"+id).is(200)); len(list.Pieces) != 0 || len(list.Cases) != 1 {
		t.Errorf("before consent the Buitenkans gets %+v", list)
	}
	h.stay(id, documents.Sharing{Version: 2, Consented: true})
	pieces["buitenkans-advies"], after["buitenkans-advies"] = h.add("provision", id, "buitenkans-advies", theStay), "++++++"
	h.expectReaders("consented", id, who, pieces, after)
	for _, outsider := range []string{"expert", "receiving", "municipality", "board", "engineer", "stranger", "nearby"} {
		h.get(outsider, "/v1/dossiers/"+id).is(404)
	}
	// The parents take their consent back.
	h.stay(id, documents.Sharing{Version: 3})
	h.get("provision", "/v1/dossiers/"+id+"/texts/"+pieces["observatievraag"]).is(404)
}

func TestWithAStayAtTheBuitenkansOnlyPapersOfThePupilGoAlongToIt(t *testing.T) {
	h := newRegion(t)
	id := h.submitted()
	pieces := h.allPieces(id)
	h.share(id, documents.Sharing{Version: 2, AdvicesFinal: true, Announced: true, Closed: true})
	h.add("ib", id, "observatievraag", theStay)
	if admitted := h.mustAdmit(id, theStay, buitenkans.Workflow, "ib", id); !admitted.GetHasGroeidocument() || admitted.GetFromProcedure() != "tlv" {
		t.Errorf("admitted: %v", admitted)
	}
	h.stay(id, documents.Sharing{Version: 1, Consented: true})
	got := h.kinds("provision", id, theStay)
	if len(got) != 2 || got["groeidocument"] != pieces["groeidocument"] || got["observatievraag"] == "" {
		t.Errorf("the Buitenkans reads %v", got)
	}
	h.get("provision", "/v1/dossiers/"+id+"/application").is(404) // the words of the school for the TLV
	seen := into[documents.Overview](h.get("provision", "/v1/dossiers/"+id).is(200))
	if seen.CaseID != "" || seen.Procedure != "" || seen.Announced || seen.AdvicesFinal || len(seen.Cases) != 1 {
		t.Errorf("the Buitenkans hears of the TLV: %+v", seen)
	}
	for _, p := range seen.Pieces {
		if p.CaseID != theStay {
			t.Errorf("the Buitenkans sees that %s is of another case: %s", p.Kind, p.CaseID)
		}
	}
	// What comes to the TLV later does not.
	for _, kind := range []string{"advies", "zienswijze", "motivering"} {
		h.get("provision", "/v1/dossiers/"+id+"/texts/"+pieces[kind]).is(404)
	}
	// And nothing of the stay reaches the experts.
	h.get("expert", "/v1/dossiers/"+id+"/texts/"+got["observatievraag"]).is(404)
}

func TestWhoReadsWhatOfAPlacement(t *testing.T) {
	h := newRegion(t)
	id := h.submitted()
	pieces := h.allPieces(id)
	h.share(id, documents.Sharing{Version: 2, AdvicesFinal: true, Announced: true, Closed: true})
	h.mustAdmit(id, thePlacement, plaatsing.Workflow, "ib", id)
	origin, host, target := party.Party(h.partyOf("ib")), party.Party(h.partyOf("receiving")), party.Party(h.partyOf("nearby"))

	h.place(id, documents.Sharing{Version: 1, Origin: origin}, "receiving")
	if got := h.kinds("receiving", id, thePlacement); len(got) != 0 {
		t.Errorf("a school that has yet to say that the pupil is there reads %v", got)
	}
	h.write("receiving", id, "reden-niet-geplaatst", thePlacement).is(201)
	h.write("ib", id, "reden-niet-geplaatst", thePlacement).is(403)

	h.place(id, documents.Sharing{Version: 2, Origin: origin, Host: host}, "receiving")
	for kind, writer := range map[string]string{"evaluatieverslag": "receiving", "motivering-vervolg": "receiving", "terugplaatsingsplan": "receiving"} {
		pieces[kind] = h.add(writer, id, kind, thePlacement)
	}
	h.place(id, documents.Sharing{Version: 3, Origin: origin, Host: host, Target: target}, "receiving", "nearby")
	for _, kind := range []string{"antwoord-terugplaatsing", "opvolgverslag", "reden-terugplaatsing-gestopt"} {
		pieces[kind] = h.add("nearby", id, kind, thePlacement)
	}
	who := []string{"ib", "receiving", "nearby", "sot", "director", "office", "parent"}
	h.expectReaders("returning", id, who, pieces, map[string]string{
		"evaluatieverslag":             "++.++++",
		"motivering-vervolg":           ".+.++++",
		"terugplaatsingsplan":          ".++++++",
		"antwoord-terugplaatsing":      ".++++++",
		"opvolgverslag":                ".++++++",
		"reden-terugplaatsing-gestopt": ".++++++",
		"access-log":                   "....++.",
		// Of the TLV each has what the TLV gives, and the placement adds nothing.
		"groeidocument": "+..++++",
		"motivering":    "+..++++",
	})
	// The school that takes the pupil back knows who it is, and nothing of before.
	nearby := into[documents.Overview](h.get("nearby", "/v1/dossiers/"+id).is(200))
	if nearby.Person == nil || nearby.Person.FirstName != "Noor" || len(nearby.Pieces) != 4 {
		t.Errorf("the school that takes the pupil back: %+v", nearby)
	}
	h.get("nearby", "/v1/dossiers/"+id+"/application").is(404)
	// A former school is no party any more.
	h.place(id, documents.Sharing{Version: 4, Origin: origin, Host: "school:volgende"}, "next")
	h.get("nearby", "/v1/dossiers/"+id).is(404)
	if got := h.kinds("next", id, thePlacement); got["evaluatieverslag"] == "" || got["groeidocument"] != "" {
		t.Errorf("the next school reads %v", got)
	}
	h.get("receiving", "/v1/dossiers/"+id+"/texts/"+pieces["motivering-vervolg"]).is(404)
	for _, outsider := range []string{"provision", "municipality", "board", "engineer", "stranger"} {
		h.get(outsider, "/v1/dossiers/"+id).is(404)
	}
}

func TestASchoolOfOriginFollowsAPupilInAnInstitution(t *testing.T) {
	h := newRegion(t)
	id := h.draft()
	h.save(id, form())
	agreements := h.add("ib", id, "afspraken-instelling", thePlacement)
	h.mustAdmit(id, thePlacement, plaatsing.Workflow, "ib", "")
	origin := party.Party(h.partyOf("ib"))
	h.place(id, documents.Sharing{Version: 1, Origin: origin})
	ib := into[documents.Overview](h.get("colleague", "/v1/dossiers/"+id).is(200))
	if ib.Person == nil || !ib.MayReadApplication || ib.Procedure != plaatsing.Workflow || ib.Cases[0].Procedure != plaatsing.Workflow {
		t.Errorf("the school that follows sees %+v", ib)
	}
	h.get("colleague", "/v1/dossiers/"+id+"/texts/"+agreements).is(200)
	h.write("ib", id, "terugplaatsingsplan", thePlacement).is(201)
	h.write("office", id, "afspraken-instelling", thePlacement).is(201)
	// It takes the pupil back itself: that takes nothing from it.
	h.place(id, documents.Sharing{Version: 2, Origin: origin, Target: origin})
	if back := into[documents.Overview](h.get("ib", "/v1/dossiers/"+id).is(200)); back.Person == nil || !back.MayReadApplication {
		t.Errorf("the school that takes the pupil back sees %+v", back)
	}
	h.write("ib", id, "opvolgverslag", thePlacement).is(201)
	// A TLV followed on it: from then on the school of origin sees how it goes, no more.
	h.place(id, documents.Sharing{Version: 3, Origin: origin, Host: "school:de-sprong"}, "receiving")
	if after := into[documents.Overview](h.get("ib", "/v1/dossiers/"+id).is(200)); after.Person != nil || after.MayReadApplication {
		t.Errorf("the school of origin still sees %+v", after)
	}
	if got := h.kinds("receiving", id, thePlacement); got["afspraken-instelling"] != "" {
		t.Error("the next school reads the agreements with the institution")
	}
}

func TestPiecesOfAStayAndAPlacementAreWrittenByWhoMayDoTheAct(t *testing.T) {
	h := newRegion(t)
	id := h.requested()
	h.stay(id, documents.Sharing{Version: 2, Consented: true})
	stay := map[string]string{
		"sot-standpunt": "sot", "toestemming-ouders": "parent office", "motivering-toelating": "provision", "afspraak-niet-gekomen": "provision",
		"tussenevaluatie": "provision", "buitenkans-advies": "provision", "terugkeerplan": "ib", "reden-eerder-einde": "provision",
		"nazorgverslag": "ib sot", "intrekking-buitenkans": "ib", "taakopmerking": "ib sot provision office director", "afspraken-instelling": "ib office",
		"terugplaatsingsplan": "", "evaluatieverslag": "", "advies": "", "ingebrekestelling": "", "verlenging": "", "bezwaarschrift": "",
	}
	h.expectWriters(id, theStay, stay, "ib", "sot", "provision", "parent", "office", "director")

	placed := h.decided()
	h.mustAdmit(placed, thePlacement, plaatsing.Workflow, "ib", placed)
	h.place(placed, documents.Sharing{Version: 1, Origin: "school:regenboog", Host: "school:de-sprong", Target: "school:dichtbij"}, "receiving", "nearby", "next")
	h.expectWriters(placed, thePlacement, map[string]string{
		"reden-niet-geplaatst": "next office", "evaluatieverslag": "ib receiving", "motivering-vervolg": "receiving", "terugplaatsingsplan": "receiving",
		"antwoord-terugplaatsing": "nearby", "opvolgverslag": "nearby", "reden-terugplaatsing-gestopt": "receiving nearby",
		"terugkeerplan": "", "buitenkans-advies": "", "toestemming-ouders": "", "zienswijze": "", "ingebrekestelling": "",
	}, "ib", "receiving", "nearby", "next", "sot", "office", "director", "parent")
}

func (h *house) expectWriters(id, caseID string, may map[string]string, people ...string) {
	h.t.Helper()
	for kind, writers := range may {
		for _, who := range people {
			want := http.StatusForbidden
			if slices.Contains(strings.Fields(writers), who) {
				want = http.StatusCreated
			}
			if a := h.write(who, id, kind, caseID); a.status != want {
				h.t.Errorf("%s writes %s: %d, want %d: %s", who, kind, a.status, want, a.body)
			}
		}
	}
}

func TestWithoutAGroeidocumentTheBuitenkansIsRefusedAndTheDraftStaysADraft(t *testing.T) {
	h := newRegion(t)
	id := h.draft()
	h.save(id, form())
	_, err := h.admitAs(id, theStay, buitenkans.Workflow, "ib", "")
	if found := problems(t, err); found[0].Field != "dossier_id" || !strings.Contains(found[0].Detail, "groeidocument") {
		t.Errorf("problem: %+v", found)
	}
	h.upload("ib", id, "groeidocument", "groei.pdf", pdf("groei")).is(201)
	h.mustAdmit(id, theStay, buitenkans.Workflow, "ib", "")
	if first, second := h.mustAdmit(id, theStay, buitenkans.Workflow, "ib", ""), h.mustAdmit(id, theStay, buitenkans.Workflow, "ib", ""); !slices.Equal(first.GetParents(), second.GetParents()) || !second.GetHasGroeidocument() {
		t.Errorf("answers differ: %v %v", first, second)
	}
}

func TestOnlyTheSchoolThatHasThePupilStartsAnotherCase(t *testing.T) {
	h := newRegion(t)
	id := h.decided()
	for who, from := range map[string]string{"receiving": id, "stranger": "", "sot": id} {
		_, err := h.admitAs(id, theStay, buitenkans.Workflow, who, from)
		problems(t, err)
	}
	_, err := h.admitAs(id, theStay, buitenkans.Workflow, "ib", "n0such00case")
	if found := problems(t, err); found[0].Field != "from_case_id" {
		t.Errorf("problem: %+v", found)
	}
	_, err = h.admitAs(id, theStay, "bezwaar", "ib", id)
	problems(t, err)
	h.mustAdmit(id, theStay, buitenkans.Workflow, "ib", "")
}
