package cases_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/failure"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/services/cases/casestest"
)

// dossierID of a pupil who has no case yet.
const dossierID = "d6m2k9q4x7tb"

const (
	buitenkansRequest = `{"schoolId":"regenboog-uh-amerongen","dossierId":"` + dossierID + `","groep":4,"questionTextId":"t1","notBefore":"2027-01-04"}`
	institution       = `{"schoolId":"regenboog-uh-amerongen","dossierId":"` + dossierID + `","institution":"ggz","agreementsTextId":"t1","placedOn":"2026-11-02"}`
)

func TestASchoolAsksAPlaceAtTheBuitenkans(t *testing.T) {
	h := newHarness(t)
	h.put(casestest.Decided(caseID, 1))
	body := strings.Replace(buitenkansRequest, `"groep"`, `"fromCaseId":"`+caseID+`","groep"`, 1)
	id := act.CaseID("buitenkans", dossierID, "key-00001")
	got := h.post("two schools", "/v1/buitenkans", "key-00001", body).want(http.StatusCreated, `"caseId":"`+id+`"`)
	if where := got.Header().Get("Location"); where != "/v1/cases/"+id {
		t.Errorf("location is %q", where)
	}
	arrived, err := h.process.last()
	want := &buitenkansv1.RequestPlacement{Actor: by("two schools", casestest.Applicant), Application: &buitenkansv1.Application{
		SchoolId: "regenboog-uh-amerongen", DossierId: dossierID, Groep: 4, QuestionTextId: "t1", NotBefore: "2027-01-04", FromCaseId: caseID,
	}}
	if err != nil || arrived.procedure != "buitenkans" || arrived.caseID != id || !proto.Equal(arrived.message, want) {
		t.Errorf("process got %+v, %v; want %v", arrived, err, want)
	}
}

func TestOneRequestNeverBecomesTwoStays(t *testing.T) {
	h := newHarness(t)
	first := h.post("applicant", "/v1/buitenkans", "key-00001", buitenkansRequest).want(http.StatusCreated).Body.String()
	if again := h.post("applicant", "/v1/buitenkans", "key-00001", buitenkansRequest).want(http.StatusCreated).Body.String(); again != first {
		t.Errorf("the same request was answered %s and then %s", first, again)
	}
	if h.process.done != 1 {
		t.Errorf("%d acts were carried out", h.process.done)
	}
	other := strings.Replace(buitenkansRequest, `"groep":4`, `"groep":5`, 1)
	h.post("applicant", "/v1/buitenkans", "key-00001", other).want(http.StatusConflict, "Idempotency-Key")
}

func TestEverythingWrongWithARequestIsTold(t *testing.T) {
	h := newHarness(t)
	h.put(casestest.Stay(stayID, 1))
	tests := []struct {
		name, path, body string
		words            []string
	}{
		{"groep 2", "/v1/buitenkans", strings.Replace(buitenkansRequest, `"groep":4`, `"groep":2`, 1), []string{"body.groep", "groep 3 tot en met groep 8"}},
		{"groep 9 and more", "/v1/buitenkans", `{"schoolId":"regenboog-uh-amerongen","dossierId":"x","groep":9,"questionTextId":"","notBefore":"straks"}`,
			[]string{"body.groep", "body.dossierId", "body.questionTextId", "body.notBefore"}},
		{"an institution of another kind", "/v1/placements", `{"schoolId":"regenboog-uh-amerongen","dossierId":"x","institution":"kamp","agreementsTextId":"","placedOn":"toen"}`,
			[]string{"body.dossierId", "body.institution", "body.agreementsTextId", "body.placedOn"}},
		{"an end before the start", "/v1/placements", strings.Replace(institution, `"placedOn"`, `"expectedUntil":"2026-11-01","placedOn"`, 1), []string{"body.expectedUntil"}},
		{"from a case that does not exist", "/v1/buitenkans", strings.Replace(buitenkansRequest, `"groep"`, `"fromCaseId":"nowhere","groep"`, 1), []string{"body.fromCaseId"}},
		{"an application from a case that does not exist", "/v1/cases", strings.Replace(submission, `"intake"`, `"fromCaseId":"nowhere","intake"`, 1), []string{"body.fromCaseId"}},
		{"an application with a case id that is none", "/v1/cases", strings.Replace(submission, `"intake"`, `"caseId":"../etc","intake"`, 1), []string{"body.caseId"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			h.post("applicant", test.path, "key-00001", test.body).want(http.StatusBadRequest, test.words...)
		})
	}
	if got, err := h.process.last(); err == nil {
		t.Errorf("%s reached the process", got.act)
	}
}

func TestWhatTheProcessRefusesIsNamedAsItWasSent(t *testing.T) {
	h := newHarness(t)
	h.process.refusal = failure.Refuse(failure.BadInput, failure.Problem{Field: "dossier_id", Detail: "Voor deze leerling loopt al een plaatsing."})
	h.post("applicant", "/v1/buitenkans", "key-00001", buitenkansRequest).want(http.StatusBadRequest, `"body.dossierId"`, "loopt al een plaatsing")
	h.process.refusal = failure.Refuse(failure.BadInput, failure.Problem{Field: "application.not_before", Detail: "Deze dag is al geweest."})
	h.post("applicant", "/v1/buitenkans", "key-00001", buitenkansRequest).want(http.StatusBadRequest, `"body.notBefore"`)
}

func TestOnlyTheOwnSchoolAsksAPlace(t *testing.T) {
	for _, who := range slices.Concat(insiders, outsiders, []string{"provision"}) {
		h := newHarness(t)
		got := h.post(who, "/v1/buitenkans", "key-00001", buitenkansRequest)
		if who == "applicant" || who == "two schools" {
			got.want(http.StatusCreated)
		} else {
			got.want(http.StatusForbidden, "uw eigen school")
		}
	}
}

func TestTheOwnSchoolOrTheOfficeFollowsAPupilInAnInstitution(t *testing.T) {
	actors := map[string]string{"applicant": casestest.Applicant, "two schools": casestest.Applicant, "office": casestest.Office}
	for _, who := range slices.Concat(insiders, outsiders, []string{"provision"}) {
		h := newHarness(t)
		got := h.post(who, "/v1/placements", "key-00001", institution)
		as, may := actors[who]
		if !may {
			got.want(http.StatusForbidden, "uw eigen school")
			continue
		}
		got.want(http.StatusCreated)
		arrived, err := h.process.last()
		want := &plaatsingv1.FollowInstitution{
			Actor: by(who, as), SchoolId: "regenboog-uh-amerongen", DossierId: dossierID, Institution: plaatsingv1.Institution_INSTITUTION_GGZ,
			AgreementsTextId: "t1", PlacedOn: "2026-11-02",
		}
		if err != nil || arrived.procedure != "plaatsing" || arrived.caseID != act.CaseID("plaatsing", dossierID, "key-00001") || !proto.Equal(arrived.message, want) {
			t.Errorf("%s: process got %+v, %v; want %v", who, arrived, err, want)
		}
	}
}

// further is an application that is started from a case, with the id of its draft or without.
func further(from, draft string) string {
	return strings.Replace(submission, `"intake"`, `"fromCaseId":"`+from+`",`+draft+`"intake"`, 1)
}

func TestAFurtherApplicationHasTheIdOfItsDraft(t *testing.T) {
	const draft = "n8t4w2r6k1mv"
	h := newHarness(t)
	h.put(casestest.Stay(stayID, 1))
	h.post("applicant", "/v1/cases", "key-00001", further(stayID, `"caseId":"`+draft+`",`)).want(http.StatusCreated, `"caseId":"`+draft+`"`)
	arrived, err := h.process.last()
	if err != nil {
		t.Fatal(err)
	}
	application := arrived.message.(*tlvv1.Submit).GetApplication()
	if arrived.caseID != draft || application.GetFromCaseId() != stayID || application.GetDossierId() != caseID {
		t.Errorf("process got %s: %v", arrived.caseID, application)
	}
	made := act.CaseID("tlv", caseID, "key-00002")
	h.post("applicant", "/v1/cases", "key-00002", further(stayID, "")).want(http.StatusCreated, `"caseId":"`+made+`"`)
}

func TestACaseIsStartedFromAnotherOnlyByWhoHasThatPart(t *testing.T) {
	h := newHarness(t)
	h.put(casestest.Stay(stayID, 1))
	h.put(casestest.Placed(placedID, 1))
	school := func(id, body string) string { return strings.ReplaceAll(body, "regenboog-uh-amerongen", id) }
	// The school where the pupil is applies anew; the school of origin of a placement does not.
	h.post("receiving", "/v1/cases", "key-00001", school("meerklank-zeist", further(placedID, ""))).want(http.StatusCreated)
	h.post("applicant", "/v1/cases", "key-00002", further(placedID, "")).want(http.StatusBadRequest, "body.fromCaseId", "eigen school")
	h.post("stranger", "/v1/cases", "key-00003", school("elsewhere", further(stayID, ""))).want(http.StatusBadRequest, "body.fromCaseId", "eigen school")
}

func TestAnApplicationNeverTakesTheIdOfACaseOfAnotherProcedure(t *testing.T) {
	h := newHarness(t)
	h.put(casestest.Stay(stayID, 1))
	h.post("applicant", "/v1/cases", "key-00001", further(stayID, `"caseId":"`+stayID+`",`)).want(http.StatusNotFound)
	if got, err := h.process.last(); err == nil {
		t.Errorf("%s reached the process", got.act)
	}
}
