package documents_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"google.golang.org/protobuf/types/known/timestamppb"

	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/plaatsing"
	"traject.nl/proto/contract/tlv"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/services/documents"
)

// startFrom begins an application for a next TLV.
func (h *house) startFrom(who, id, caseID string) answer {
	h.t.Helper()
	return h.do(who, http.MethodPost, "/v1/dossiers/"+id+"/applications", m{"fromCaseId": caseID})
}

// placed is a dossier with a granted TLV and the placement that follows on it, at De Sprong.
func (h *house) placed() string {
	h.t.Helper()
	id := h.draft()
	first := form()
	first["intake"], first["destination"], first["extent"], first["receivingSchoolId"] = "referral", "sbo", "full", "de-sprong"
	first["contact"] = m{"name": "I. Begeleider", "email": "ib@regenboog.nl"}
	h.save(id, first)
	h.upload("ib", id, "groeidocument", "groei.pdf", pdf("groei")).is(201)
	h.admit(id)
	h.share(id, documents.Sharing{Version: 2, AdvicesFinal: true, Announced: true, Closed: true})
	h.mustAdmit(id, thePlacement, plaatsing.Workflow, "ib", id)
	h.place(id, documents.Sharing{Version: 2, Origin: "school:regenboog", Host: "school:de-sprong"}, "receiving")
	return id
}

// shareTLV shares an application for a next TLV with everybody in it.
func (h *house) shareTLV(id, caseID string, with documents.Sharing, schools ...string) {
	h.t.Helper()
	h.shareWith(&documentsv1.ShareRequest{
		DossierId: id, CaseId: caseID, Procedure: tlv.Workflow, Version: with.Version, AdvicesFinal: with.AdvicesFinal, Announced: with.Announced, Closed: with.Closed,
	}, append(schools, "sot", "expert", "director", "office", "parent")...)
}

// refusalFor is a refusal with a letter to one party.
func refusalFor(id, caseID, to string) *documentsv1.ComposeLettersRequest {
	return &documentsv1.ComposeLettersRequest{
		CaseId: caseID, DossierId: id, DatedOn: "2026-11-23", ObjectionUntil: "2027-01-04",
		Facts: &tlvv1.Facts{
			Application: &tlvv1.Application{ApplicantSchoolId: "de-sprong"}, ReceivedAt: timestamppb.New(noon),
			Decision: &tlvv1.Decision{DecidedOn: "2026-11-20"},
		},
		Addressees: []*documentsv1.Addressee{{Party: to}},
	}
}

func TestFromTheBuitenkansATLVIsAppliedForWithoutTypingAgain(t *testing.T) {
	h := newRegion(t)
	id := h.requested()
	h.stay(id, documents.Sharing{Version: 2, Consented: true})
	advice := h.add("provision", id, "buitenkans-advies", theStay)
	made := h.startFrom("ib", id, theStay).is(201)
	started := into[documents.FurtherView](made)
	got := started.Application
	if got.Pupil.FirstName != "Noor" || got.Pupil.Group != "5" || len(got.Parents) != 1 || got.Parents[0].Email != parentMail || got.Intake != "referral" ||
		!slices.Equal(got.GatesMet, []string{"sot-involved", "groeidocument"}) || got.Explanation.Process != "" || got.ReceivingSchoolID != "" {
		t.Errorf("prefilled: %+v", got)
	}
	if !started.HasGroeidocument || started.FromProcedure != buitenkans.Workflow || started.SchoolID != "regenboog" || started.CaseID == id {
		t.Errorf("started: %+v", started)
	}
	if again := into[documents.FurtherView](h.startFrom("colleague", id, theStay).is(201)); again.CaseID != started.CaseID {
		t.Error("a school has two drafts in one dossier")
	}
	path := "/v1/dossiers/" + id + "/applications/" + started.CaseID
	got.Explanation.Process, got.ReceivingSchoolID, got.Destination = "Wat er nu nodig is.", "de-sprong", "sbo"
	h.do("ib", http.MethodPut, path, got).is(428)
	h.do("ib", http.MethodPut, path, got, "If-Match", `"stale"`).is(412)
	h.do("ib", http.MethodPut, path, got, "If-Match", made.header.Get("ETag")).is(200)
	h.uploadFor("ib", id, "opp", started.CaseID, "opp.pdf", pdf("opp")).is(201)

	admitted := h.mustAdmit(id, started.CaseID, tlv.Workflow, "ib", theStay)
	if !admitted.GetHasGroeidocument() || admitted.GetFromProcedure() != buitenkans.Workflow || !slices.Equal(admitted.GetParents(), []string{h.partyOf("parent")}) {
		t.Errorf("admitted: %v", admitted)
	}
	if again := h.mustAdmit(id, started.CaseID, tlv.Workflow, "ib", theStay); !slices.Equal(again.GetParents(), admitted.GetParents()) || !again.GetHasGroeidocument() {
		t.Errorf("another answer: %v", again)
	}
	h.shareTLV(id, started.CaseID, documents.Sharing{Version: 1}, "ib")
	// The experts read what went along, and nothing else of the stay.
	kinds := h.kinds("expert", id, started.CaseID)
	for _, kind := range []string{"groeidocument", "onderzoek", "opp", "buitenkans-advies"} {
		if kinds[kind] == "" {
			t.Errorf("%s did not go along: %v", kind, kinds)
		}
	}
	if kinds["buitenkans-advies"] != advice || len(kinds) != 4 {
		t.Errorf("the expert reads %v", kinds)
	}
	h.get("expert", path).is(200).says("Wat er nu nodig is.")
	h.get("expert", "/v1/dossiers/"+id+"/application").is(404) // that of the stay
	h.do("ib", http.MethodPut, path, got, "If-Match", made.header.Get("ETag")).is(409)
	h.remove("ib", path).is(409)
	// The Buitenkans has no part in it.
	h.get("provision", path).is(404)
}

func TestAnExtensionIsAppliedForByTheSchoolWhereThePupilIs(t *testing.T) {
	h := newRegion(t)
	id := h.placed()
	report := h.add("receiving", id, "evaluatieverslag", thePlacement)
	h.startFrom("ib", id, thePlacement).is(403)
	h.startFrom("office", id, thePlacement).is(403)
	h.startFrom("stranger", id, thePlacement).is(404)
	h.startFrom("receiving", id, "n0such00case").is(404)
	started := into[documents.FurtherView](h.startFrom("receiving", id, thePlacement).is(201))
	got := started.Application
	if got.Intake != "direct" || got.ReceivingSchoolID != "de-sprong" || got.Destination != "sbo" || got.Extent != "full" || got.Contact.Name != "" ||
		len(got.GatesMet) != 0 || got.Pupil.LastName != "de Vries" || got.Explanation.Process != "" {
		t.Errorf("prefilled: %+v", got)
	}
	h.mustAdmit(id, started.CaseID, tlv.Workflow, "receiving", thePlacement)
	h.shareTLV(id, started.CaseID, documents.Sharing{Version: 1}, "receiving")
	if kinds := h.kinds("expert", id, started.CaseID); kinds["evaluatieverslag"] != report || len(kinds) != 1 {
		t.Errorf("the expert reads of the extension %v", kinds)
	}
	// The applicant of the extension reads its own form, and not that of the school of origin.
	path := "/v1/dossiers/" + id + "/applications/"
	h.get("receiving", path+started.CaseID).is(200)
	h.get("receiving", path+id).is(404)
	h.get("receiving", "/v1/dossiers/"+id+"/application").is(404)
	h.get("ib", path+id).is(200).says("snel overprikkeld")
	h.get("ib", path+started.CaseID).is(404)
	overview := into[documents.Overview](h.get("receiving", "/v1/dossiers/"+id).is(200))
	for _, here := range overview.Cases {
		if here.MayReadApplication != (here.CaseID == started.CaseID) {
			t.Errorf("may read the application of %+v", here)
		}
	}
	if overview.MayReadApplication {
		t.Error("may read the first application")
	}
}

func TestADraftOfANextApplicationIsOfItsSchoolOnly(t *testing.T) {
	h := newRegion(t)
	id := h.placed()
	started := into[documents.FurtherView](h.startFrom("receiving", id, thePlacement).is(201))
	path := "/v1/dossiers/" + id + "/applications/" + started.CaseID
	for _, who := range []string{"ib", "sot", "office", "director", "parent", "expert", "stranger"} {
		h.get(who, path).is(404)
		h.do(who, http.MethodPut, path, form(), "If-Match", `"x"`).is(404)
		h.remove(who, path).is(404)
		if list := h.get(who, "/v1/dossiers").is(200); strings.Contains(string(list.body), started.CaseID) {
			t.Errorf("%s sees the draft", who)
		}
	}
	type drafts struct {
		Applications []documents.FurtherHead
	}
	mine := into[drafts](h.get("receiving", "/v1/dossiers").is(200)).Applications
	if len(mine) != 1 || mine[0].Label != "Noor de Vries" || mine[0].CaseID != started.CaseID || !mine[0].UpdatedByMe {
		t.Errorf("drafts: %+v", mine)
	}
	file := into[documents.PieceView](h.uploadFor("receiving", id, "onderzoek", started.CaseID, "o.pdf", pdf("x")).is(201))
	h.get("office", "/v1/dossiers/"+id+"/documents/"+file.ID).is(404)
	h.remove("receiving", path).is(204)
	h.get("receiving", path).is(404)
	h.get("receiving", "/v1/dossiers/"+id+"/documents/"+file.ID).is(404)
	_, err := h.admitAs(id, started.CaseID, tlv.Workflow, "receiving", thePlacement)
	problems(t, err)
	h.startFrom("receiving", id, thePlacement).is(201)
}

func TestANextApplicationSaysEverythingThatIsMissing(t *testing.T) {
	h := newRegion(t)
	id := h.placed()
	made := h.startFrom("receiving", id, thePlacement).is(201)
	started := into[documents.FurtherView](made)
	started.Application.Pupil.LastName, started.Application.Parents = "", nil
	path := "/v1/dossiers/" + id + "/applications/" + started.CaseID
	h.do("receiving", http.MethodPut, path, started.Application, "If-Match", made.header.Get("ETag")).is(200)
	_, err := h.admitAs(id, started.CaseID, tlv.Workflow, "receiving", thePlacement)
	var fields []string
	for _, problem := range problems(t, err) {
		fields = append(fields, problem.Field)
	}
	if !slices.Equal(fields, []string{"pupil.lastName", "parents"}) {
		t.Errorf("problems at %v", fields)
	}
	_, err = h.admitAs(id, started.CaseID, tlv.Workflow, "ib", thePlacement)
	problems(t, err) // of another school
}

func TestALaterApplicationKnowsTheParentsBest(t *testing.T) {
	h := newRegion(t)
	id := h.placed()
	made := h.startFrom("receiving", id, thePlacement).is(201)
	started := into[documents.FurtherView](made)
	started.Application.Parents[0].Street = "Nieuweweg 9"
	started.Application.Parents = append(started.Application.Parents, documents.Parent{Name: "Tom de Vries", Email: "tom@voorbeeld.nl"})
	path := "/v1/dossiers/" + id + "/applications/" + started.CaseID
	h.do("receiving", http.MethodPut, path, started.Application, "If-Match", made.header.Get("ETag")).is(200)
	if person := into[documents.Overview](h.get("office", "/v1/dossiers/"+id).is(200)).Person; person.Parents[0].Street != "Dorpsstraat 5" {
		t.Error("a draft changes what others know of the parents")
	}
	parents := h.mustAdmit(id, started.CaseID, tlv.Workflow, "receiving", thePlacement).GetParents()
	if person := into[documents.Overview](h.get("office", "/v1/dossiers/"+id).is(200)).Person; person.Parents[0].Street != "Nieuweweg 9" || len(person.Parents) != 2 {
		t.Errorf("the office knows %+v", person)
	}
	addresses, err := h.SealedAddresses(t.Context(), &documentsv1.SealedAddressesRequest{DossierId: id, Parties: parents})
	if err != nil || len(addresses.GetSealed()) != 2 {
		t.Errorf("addresses: %v, %v", addresses, err)
	}
	h.shareTLV(id, started.CaseID, documents.Sharing{Version: 1}, "receiving")
	composed, err := h.ComposeLetters(t.Context(), refusalFor(id, started.CaseID, parents[1]))
	if err != nil {
		t.Fatal(err)
	}
	if len(composed.GetLetters()) != 1 {
		t.Errorf("letters: %v", composed)
	}
	_, err = h.ComposeLetters(t.Context(), refusalFor(id, "n0such00case", parents[1]))
	problems(t, err)
}

func TestAGroupOfAnEarlierSchoolYearIsAskedAnew(t *testing.T) {
	h := newRegion(t)
	id := h.placed()
	later := noon.AddDate(1, 0, 0)
	h.Service = documents.NewService(h.store, func() time.Time { return later }, h.keys, documents.ZOUT)
	h.router = h.Router(h.guard)
	if got := into[documents.FurtherView](h.startFrom("receiving", id, thePlacement).is(201)).Application; got.Pupil.Group != "" || got.Pupil.BirthDate == "" {
		t.Errorf("prefilled: %+v", got.Pupil)
	}
}

func TestTheTLVThatACaseGrantsIsItsOwn(t *testing.T) {
	h := newRegion(t)
	id := h.placed()
	started := into[documents.FurtherView](h.startFrom("receiving", id, thePlacement).is(201))
	parents := h.mustAdmit(id, started.CaseID, tlv.Workflow, "receiving", thePlacement).GetParents()
	// The TLV is for another school than the one that applied.
	h.shareTLV(id, started.CaseID, documents.Sharing{Version: 2}, "receiving", "next")
	agreements := h.add("director", id, "terugplaatsingsafspraken", started.CaseID)
	granting := refusalFor(id, started.CaseID, parents[0])
	granting.SchoolNames = map[string]string{"volgende": "De Volgende"}
	granting.Facts.Decision.Granted, granting.Facts.Decision.ReceivingSchoolId = true, "volgende"
	granting.Facts.Decision.ValidFrom, granting.Facts.Decision.ValidUntil, granting.Facts.Decision.ReturnAgreementsTextId = "2027-08-01", "2029-07-31", agreements
	if _, err := h.ComposeLetters(t.Context(), granting); err != nil {
		t.Fatal(err)
	}
	h.shareWith(&documentsv1.ShareRequest{DossierId: id, CaseId: started.CaseID, Procedure: tlv.Workflow, Version: 4, Announced: true}, "receiving", "next", "office", "parent")
	if next := into[documents.Overview](h.get("next", "/v1/dossiers/"+id).is(200)); next.Person == nil || len(next.Pieces) != 1 || next.Pieces[0].ID != agreements {
		t.Errorf("the school of the new TLV sees %+v", next)
	}
}
