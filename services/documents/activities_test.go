package documents_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"google.golang.org/protobuf/types/known/timestamppb"

	"traject.nl/proto/contract/failure"
	"traject.nl/proto/contract/party"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/services/documents"
)

func TestSubmissionNamesEverythingThatIsMissing(t *testing.T) {
	tests := map[string]struct {
		form m
		want []string
	}{
		"nothing filled in":     {m{}, []string{"pupil.firstName", "pupil.lastName", "pupil.birthDate", "parents"}},
		"born in the future":    {m{"pupil": m{"firstName": "N", "lastName": "V", "birthDate": "2027-01-01"}, "parents": []m{{"name": "S", "email": "s@v.nl"}}}, []string{"pupil.birthDate"}},
		"too young":             {m{"pupil": m{"firstName": "N", "lastName": "V", "birthDate": "2023-11-24"}, "parents": []m{{"name": "S", "email": "s@v.nl"}}}, []string{"pupil.birthDate"}},
		"too old":               {m{"pupil": m{"firstName": "N", "lastName": "V", "birthDate": "2011-11-23"}, "parents": []m{{"name": "S", "email": "s@v.nl"}}}, []string{"pupil.birthDate"}},
		"no date":               {m{"pupil": m{"firstName": "N", "lastName": "V", "birthDate": "2018-02-30"}, "parents": []m{{"name": "S", "email": "s@v.nl"}}}, []string{"pupil.birthDate"}},
		"unreachable parent":    {m{"pupil": m{"firstName": "N", "lastName": "V", "birthDate": "2018-03-03"}, "parents": []m{{"email": "s@v.nl"}, {"name": "S", "street": "A 1"}, {"name": "T", "email": "geen adres"}}}, []string{"parents[0].name", "parents[1].email", "parents[2].email"}},
		"all is well by post":   {m{"pupil": m{"firstName": "N", "lastName": "V", "birthDate": "2023-11-23"}, "parents": []m{{"name": "S", "street": "A 1", "postcode": "3958 AA", "place": "B"}}}, nil},
		"all is well by e-mail": {form(), nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			id := h.draft()
			h.save(id, test.form)
			_, err := h.AdmitDossier(t.Context(), &documentsv1.AdmitDossierRequest{CaseId: id, DossierId: id, Applicant: "school:regenboog"})
			if test.want == nil {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			var fields []string
			for _, problem := range problems(t, err) {
				fields = append(fields, problem.Field)
				if strings.Contains(problem.Detail, "2027") || strings.Contains(problem.Detail, "geen adres") {
					t.Errorf("repeats what was filled in: %s", problem.Detail)
				}
			}
			if !slices.Equal(fields, test.want) {
				t.Errorf("problems at %v, want %v", fields, test.want)
			}
			h.save(id, form()) // it still is a draft
		})
	}
}

func TestADossierIsAdmittedOnceAndOnlyForItsSchool(t *testing.T) {
	h := newHouse(t)
	id := h.draft()
	h.save(id, form())
	admit := func(caseID, dossier, school string) error {
		_, err := h.AdmitDossier(t.Context(), &documentsv1.AdmitDossierRequest{CaseId: caseID, DossierId: dossier, Applicant: school})
		return err
	}
	problems(t, admit("c", "nowhere", "school:regenboog"))
	problems(t, admit("c", id, "school:wilhelmina"))
	if first, second := h.admit(id), h.admit(id); first.GetHasGroeidocument() || !slices.Equal(first.GetParents(), second.GetParents()) {
		t.Errorf("answers differ: %v %v", first, second)
	}
	problems(t, admit("another", id, "school:regenboog"))
}

func TestParentsAreNamedByAHashAndGroeidocumentIsSeen(t *testing.T) {
	h := newHouse(t)
	id := h.draft()
	h.save(id, form())
	h.upload("ib", id, "groeidocument", "g.pdf", pdf("x")).is(201)
	admitted := h.admit(id)
	if !admitted.GetHasGroeidocument() || len(admitted.GetParents()) != 1 || admitted.GetParents()[0] != string(h.people["parent"].Parties[0]) {
		t.Errorf("admitted: %v", admitted)
	}
	h.get("parent", "/v1/dossiers/"+id).is(200).says("Noor")
}

func TestAttachRefusesWhatIsNotTheAuthors(t *testing.T) {
	h := newHouse(t)
	id := h.submitted()
	text := h.text("expert", id, "advies", "x")
	for _, refused := range []error{
		h.attach(id, "expert:gz-2", ref(text.ID, "advies")),
		h.attach(id, "expert:gz-1", ref(text.ID, "gespreksverslag")),
		h.attach(id, "expert:gz-1", ref(text.ID, "advies"), ref("nowhere", "")),
		h.attach("nowhere", "expert:gz-1", ref(text.ID, "advies")),
	} {
		problems(t, refused)
	}
	h.get("director", "/v1/dossiers/"+id+"/texts/"+text.ID).is(404) // still a draft: none was attached
	for range 2 {
		if err := h.attach(id, "expert:gz-1", ref(text.ID, "")); err != nil {
			t.Fatal(err)
		}
	}
	h.get("director", "/v1/dossiers/"+id+"/texts/"+text.ID).is(200)
}

func TestAnOlderListOfPartiesChangesNothing(t *testing.T) {
	h := newHouse(t)
	id := h.submitted()
	h.share(id, documents.Sharing{Version: 7})
	_, err := h.Share(t.Context(), &documentsv1.ShareRequest{DossierId: id, CaseId: id, Version: 6, Parties: []string{"school:regenboog"}})
	if err != nil {
		t.Fatal(err)
	}
	h.get("sot", "/v1/dossiers/"+id).is(200)
	_, err = h.Share(t.Context(), &documentsv1.ShareRequest{DossierId: id, CaseId: "another", Version: 8})
	problems(t, err)
	_, err = h.Share(t.Context(), &documentsv1.ShareRequest{DossierId: id, CaseId: id, Version: 8, Parties: []string{"king:1"}})
	problems(t, err)
}

func TestAddressesLeaveSealedForDelivery(t *testing.T) {
	h := newHouse(t)
	id := h.submitted()
	parent := string(h.people["parent"].Parties[0])
	answer, err := h.SealedAddresses(t.Context(), &documentsv1.SealedAddressesRequest{DossierId: id, Parties: []string{parent, "office:zout"}})
	if err != nil {
		t.Fatal(err)
	}
	if len(answer.GetSealed()) != 1 || strings.Contains(string(answer.GetSealed()[parent]), "Sanne") {
		t.Fatalf("sealed: %v", answer.GetSealed())
	}
	opened, err := h.keys.Delivery.Open(answer.GetSealed()[parent], []byte("delivery"))
	if err != nil || string(opened) != parentMail {
		t.Errorf("opened %q, %v", opened, err)
	}
}

// compose makes the letters of a decision and gives their ids by who they are for.
func (h *house) compose(id string, pieces map[string]string, granted bool) map[string]string {
	h.t.Helper()
	request := &documentsv1.ComposeLettersRequest{
		CaseId: id, DossierId: id, DatedOn: "2026-11-23", ObjectionUntil: "2027-01-04", ObjectionSteps: []string{"Bekendgemaakt op 23 november 2026."},
		SchoolNames: map[string]string{"regenboog": "Regenboog UH", "de-sprong": "De Sprong"},
		Facts: &tlvv1.Facts{
			Application:   &tlvv1.Application{ApplicantSchoolId: "regenboog"},
			ReceivedAt:    timestamppb.New(time.Date(2026, 9, 28, 22, 30, 0, 0, time.UTC)),
			ParentsAnswer: tlvv1.ParentsAnswer_PARENTS_ANSWER_AGREE,
			Experts:       []*tlvv1.Expert{{Id: "gz-1", Profession: "gz-psycholoog"}, {Id: "op-2", Profession: "orthopedagoog"}},
			Decision: &tlvv1.Decision{
				Granted: granted, Destination: tlvv1.Destination_DESTINATION_SBO, Extent: tlvv1.Extent_EXTENT_FULL, ValidFrom: "2026-12-01", ValidUntil: "2028-07-31",
				ReceivingSchoolId: "de-sprong", ReturnAgreementsTextId: pieces["terugplaatsingsafspraken"], ReasonsTextId: pieces["motivering"], DecidedOn: "2026-11-20", TlvNumber: "PO2603-000123",
			},
		},
	}
	for _, who := range []string{"ib", "receiving", "parent"} {
		request.Addressees = append(request.Addressees, &documentsv1.Addressee{Party: string(h.people[who].Parties[0]), Name: "De school"})
	}
	composed, err := h.ComposeLetters(h.t.Context(), request)
	if err != nil {
		h.t.Fatal(err)
	}
	ids := map[string]string{}
	for i, who := range []string{"ib", "receiving", "parent"} {
		ids[who] = composed.GetLetters()[i].GetDocumentId()
	}
	return ids
}

func TestLettersAreMadeOnceForEachAddressee(t *testing.T) {
	h := newHouse(t)
	id := h.submitted()
	pieces := h.allPieces(id)
	before := h.store.Leftovers()
	first, second := h.compose(id, pieces, true), h.compose(id, pieces, true)
	if first["ib"] != second["ib"] || first["ib"] == first["parent"] {
		t.Errorf("letters: %v %v", first, second)
	}
	if made := h.store.Leftovers() - before; made != 2*3 { // a piece and its content each
		t.Errorf("%d parts were made for three letters", made)
	}
	h.share(id, documents.Sharing{Version: 2, Announced: true})
	got := h.get("parent", "/v1/dossiers/"+id+"/documents/"+first["parent"]+"/content?inline=true").is(200)
	if !strings.HasPrefix(string(got.body), "%PDF") || got.header.Get("Content-Type") != "application/pdf" {
		t.Error("the letter is no PDF")
	}
	h.remove("parent", "/v1/dossiers/"+id+"/documents/"+first["parent"]).is(403)
}

func TestTheReceivingSchoolLearnsNothingOfARefusal(t *testing.T) {
	h := newHouse(t)
	id := h.submitted()
	h.compose(id, h.allPieces(id), false)
	h.share(id, documents.Sharing{Version: 2, AdvicesFinal: true, Announced: true})
	if overview := into[documents.Overview](h.get("receiving", "/v1/dossiers/"+id).is(200)); overview.Person != nil {
		t.Error("the receiving school knows the pupil of a refused application")
	}
}

func TestASchoolThatWasAskedForButNotGrantedLearnsNothing(t *testing.T) {
	h := newHouse(t)
	id := h.submitted()
	h.compose(id, h.allPieces(id), true)
	asked := h.people["receiving"]
	asked.Parties = []party.Party{"school:de-ander"}
	h.people["asked"] = asked
	_, err := h.Share(t.Context(), &documentsv1.ShareRequest{DossierId: id, CaseId: id, Version: 2, AdvicesFinal: true, Announced: true,
		Parties: []string{"school:regenboog", "school:de-sprong", "school:de-ander"}})
	if err != nil {
		t.Fatal(err)
	}
	if into[documents.Overview](h.get("asked", "/v1/dossiers/"+id).is(200)).Person != nil {
		t.Error("a school that was not granted knows the pupil")
	}
	if into[documents.Overview](h.get("receiving", "/v1/dossiers/"+id).is(200)).Person == nil {
		t.Error("the receiving school does not know the pupil")
	}
}

func TestALetterToAnUnknownParentIsRefused(t *testing.T) {
	h := newHouse(t)
	id := h.submitted()
	_, err := h.ComposeLetters(t.Context(), &documentsv1.ComposeLettersRequest{
		CaseId: id, DossierId: id, DatedOn: "2026-11-23", ObjectionUntil: "2027-01-04",
		Facts:      &tlvv1.Facts{Decision: &tlvv1.Decision{DecidedOn: "2026-11-20"}},
		Addressees: []*documentsv1.Addressee{{Party: "parent:0000"}},
	})
	problems(t, err)
	_, err = h.ComposeLetters(t.Context(), &documentsv1.ComposeLettersRequest{CaseId: id, DossierId: id, DatedOn: "gisteren", Facts: &tlvv1.Facts{}})
	if found := problems(t, err); found[0] != (failure.Problem{Field: "dated_on", Detail: "Het veld dated_on is geen datum."}) {
		t.Errorf("problem: %+v", found)
	}
}

func TestActivitiesHaveTheNamesOfTheContract(t *testing.T) {
	h := newHouse(t)
	if names := len(h.Activities()); names != 8 {
		t.Errorf("%d activities", names)
	}
	h.get("ib", "/healthz").is(http.StatusOK)
}
