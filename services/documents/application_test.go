package documents_test

import (
	"net/http"
	"testing"

	"traject.nl/services/documents"
)

func TestADraftMayBeSavedHalfFilledIn(t *testing.T) {
	h := newHouse(t)
	id := h.draft()
	path := "/v1/dossiers/" + id + "/application"
	save := func(body any) answer {
		etag := h.get("ib", path).is(200).header.Get("ETag")
		return h.do("ib", http.MethodPut, path, body, "If-Match", etag)
	}
	empty := m{
		"pupil": m{"firstName": "", "birthDate": ""}, "parents": []m{}, "intake": "", "destination": "", "category": "", "extent": "",
		"gatesMet": []string{}, "explanation": m{}, "agreementsProposal": "", "receivingSchoolId": "", "contact": m{},
	}
	save(m{}).is(200)
	save(empty).is(200)
	save(m{"parents": nil, "gatesMet": nil}).is(200)
	save(m{"intake": "direct", "destination": "so", "category": "hoog", "extent": "part-time", "gatesMet": []string{"groeidocument", "sot-involved"}, "parents": []m{{}}}).is(200)
	got := into[documents.Application](h.get("ib", path).is(200))
	if got.Intake != "direct" || got.Category != "hoog" || len(got.GatesMet) != 2 || len(got.Parents) != 1 {
		t.Errorf("read back: %+v", got)
	}
	for name, wrong := range map[string]m{
		"unknown intake": {"intake": "other"}, "unknown gate": {"gatesMet": []string{"dyslexia"}}, "another type": {"pupil": "Noor"}, "unknown field": {"pupil": m{"bsn": "1"}},
	} {
		if a := save(wrong); a.status != 400 {
			t.Errorf("%s: status %d: %s", name, a.status, a.body)
		}
	}
	h.send("ib", bigJSON(path), "If-Match", "x", "Content-Type", "application/json").is(413)
}

func TestALabelIsTheNameOfThePupil(t *testing.T) {
	for label, pupil := range map[string]documents.Pupil{
		"Noor de Vries": {FirstName: " Noor", LastName: "de Vries "}, "Noor": {FirstName: "Noor"}, "de Vries": {LastName: "de Vries"}, "": {},
	} {
		if got := (documents.Application{Pupil: pupil}).Label(); got != label {
			t.Errorf("label %q, want %q", got, label)
		}
	}
}
