package cases_test

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"traject.nl/services/cases"
	"traject.nl/services/cases/casestest"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/edge/edgetest"
)

// bodies that lead somewhere, beside those that nothing expects.
var bodies = []string{
	`{"competent":true}`, `{"complete":false,"missing":["groeidocument"],"requestTextId":"t1","completeBy":"2026-12-10"}`, `{"admissible":true,"textId":"t1","destination":"so","category":"laag"}`,
	`{"granted":true,"validFrom":"2026-12-01","validUntil":"2029-07-31","destination":"so","category":"laag","extent":"full"}`, `{"dossierId":"a1b2c3d4e5f6","applicantSchoolId":"regenboog-uh-amerongen","receivingSchoolId":"meerklank-zeist","intake":"referral","destination":"so","category":"laag","extent":"full","gatesMet":["groeidocument"]}`,
	`{"taskId":"volledigheid/office:zout"}`, `{"taskId":"volledigheid/office:zout","to":"els","textId":"t1"}`, `{"termId":"beslistermijn","until":"2026-02-30"}`, `{"schoolId":"regenboog-uh-amerongen","dossierId":"a1b2c3d4e5f6","groep":4,"questionTextId":"t1"}`,
	`{"decisions":["k3v9x2m4q8pd"],"textId":"t1","dossierId":"k3v9x2m4q8pd","proForma":false,"objector":"parent"}`, `{"tasks":[{"caseId":"k3v9x2m4q8pd","taskId":"volledigheid/office:zout"}],"to":"els"}`, `{"heldOn":"0001-01-01","reportId":"t1"}`,
}

// edgeHouse is the API with cases of every procedure.
func edgeHouse(t *testing.T) *harness {
	t.Helper()
	h := newHarness(t)
	h.put(casestest.View(caseID, 3))
	h.put(casestest.Decided("a2c4e6g8j0km", 4))
	h.put(casestest.Objection("b2c4e6g8j0km", 2, "a2c4e6g8j0km"))
	h.put(casestest.Stay("c2c4e6g8j0km", 2))
	h.put(casestest.Placed("d2c4e6g8j0km", 2))
	h.put(casestest.Returning("e2c4e6g8j0km", 2))
	return h
}

// FuzzTheEdgeOfCases sends anything to the real router: never a failure, every refusal is a problem in Dutch that shows nothing of the inside, and
// what was refused changed nothing.
func FuzzTheEdgeOfCases(f *testing.F) {
	edgetest.Quiet(f)
	names := slices.Sorted(maps.Keys(people))
	router := edge.New("cases", cases.Version)
	cases.Mount(router, signIn, cases.Dependencies{})
	for i, head := range edgetest.Heads(router, map[string]string{"caseId": caseID, "municipalityId": "zeist", "dossierId": caseID}, `Last-Event-ID: 2`) {
		f.Add(uint8(i), head, []byte(bodies[i%len(bodies)]))
	}
	for i, body := range append(bodies, edgetest.Bodies...) {
		f.Add(uint8(i), edgetest.JSON(http.MethodPost, "/v1/cases/"+caseID+"/decision"), []byte(body))
	}
	for i, head := range edgetest.Odd {
		f.Add(uint8(i), head, []byte("{}"))
	}
	var house *harness
	requests := 0
	f.Fuzz(func(t *testing.T, who uint8, head string, body []byte) {
		if house == nil || requests > 2000 {
			house, requests = edgeHouse(t), 0
		}
		requests++
		if strings.Contains(head, "/v1/reconciliations") {
			return // its desk is a database of its own
		}
		before := edgetest.Fingerprint([]any{house.store, house.process.accepted}, "answers", "mu")
		got, ok := edgetest.Send(house.router, names[int(who)%len(names)], head, body)
		if !ok {
			return
		}
		for _, fault := range edgetest.Faults(got.Code, got.Header(), got.Body.Bytes(), edgetest.Values(body)...) {
			t.Errorf("%s as %s: %d %s: %s", head, names[int(who)%len(names)], got.Code, got.Body, fault)
		}
		if edgetest.Refused(got.Code) && edgetest.Fingerprint([]any{house.store, house.process.accepted}, "answers", "mu") != before {
			t.Errorf("%s was refused with %d and changed something", head, got.Code)
		}
	})
}
