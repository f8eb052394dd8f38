package registry_test

import (
	"net/http"
	"testing"

	registryv1 "traject.nl/proto/gen/traject/registry/v1"
	"traject.nl/services/registry"
)

func TestTheOfficeKeepsColleaguesByFunctionAndNeverByName(t *testing.T) {
	s := newService(t)
	var made registry.Colleague
	created := s.do(http.MethodPost, "/v1/colleagues", `{"id":"4b1f-77","title":"SOT-medewerker Zeist 2","party":"sot:zeist"}`,
		"Idempotency-Key", "add-00001").status(http.StatusCreated)
	created.read(&made)
	want := registry.Colleague{ID: "4b1f-77", Title: "SOT-medewerker Zeist 2", Party: "sot:zeist", Version: 1}
	if made != want || created.Header().Get("Location") != "/v1/colleagues/4b1f-77" {
		t.Errorf("made %+v at %s, want %+v", made, created.Header().Get("Location"), want)
	}
	s.do(http.MethodPatch, "/v1/colleagues/4b1f-77", `{"title":"SOT-medewerker","party":"sot:de-bilt","fixed":true}`,
		"If-Match", `"1"`, "Idempotency-Key", "edit-0001").status(http.StatusOK).read(&made)
	if want := (registry.Colleague{ID: "4b1f-77", Title: "SOT-medewerker", Party: "sot:de-bilt", Fixed: true, Version: 2}); made != want {
		t.Errorf("after the edit: %+v, want %+v", made, want)
	}
	var history registry.Page[registry.ChangeView]
	s.get("/v1/colleagues/4b1f-77/history").status(http.StatusOK).read(&history)
	if history.Total < 3 || history.Items[len(history.Items)-1].Subject != "subject-of-office:zout" {
		t.Errorf("history is %+v", history)
	}
	s.problems(s.get("/v1/colleagues/nobody").status(http.StatusNotFound))
}

func TestEverythingWrongWithAColleagueIsTold(t *testing.T) {
	s := newService(t)
	for body, want := range map[string][]string{
		`{"id":"jan@school.nl","title":"","party":"sot:nergens"}`:    {"body.id", "body.title", "body.party"},
		`{"id":"Jan Jansen","title":"Beheer","party":"parent:00ff"}`: {"body.id", "body.party"},
		`{"id":" ","title":"Beheer","party":"zeist"}`:                {"body.id", "body.party"},
	} {
		problems := s.problems(s.do(http.MethodPost, "/v1/colleagues", body, "Idempotency-Key", "add-00001").status(http.StatusBadRequest))
		var where []string
		for _, problem := range problems {
			where = append(where, problem.Location)
		}
		if len(where) != len(want) {
			t.Errorf("%s: problems at %v, want %v", body, where, want)
			continue
		}
		for i := range want {
			if where[i] != want[i] {
				t.Errorf("%s: problems at %v, want %v", body, where, want)
			}
		}
	}
}

func TestASchoolHasTheFixedContactOfItsSubregion(t *testing.T) {
	asked := activities(t)
	contact := func(school string) string {
		t.Helper()
		response, err := asked.DescribeSchools(t.Context(), &registryv1.DescribeSchoolsRequest{Ids: []string{school}})
		if err != nil {
			t.Fatal(err)
		}
		return response.GetSchools()[0].GetSotContact()
	}
	for school, want := range map[string]string{
		"stuifheugel-zeist": "dev-sot-zeist", "regenboog-uh-amerongen": "dev-sot-utrechtse-heuvelrug", "carolus-cothen": "",
	} {
		if got := contact(school); got != want {
			t.Errorf("the contact of %s is %q, want %q", school, got, want)
		}
	}
	if _, err := asked.Directory.Edit(t.Context(), registry.Colleagues, "dev-sot-zeist", 1, registry.Command{
		Fields: map[string]string{"fixed": "nee"}, Party: "office:zout", Subject: "s-1", Key: "key-00001",
	}); err != nil {
		t.Fatal(err)
	}
	if got := contact("stuifheugel-zeist"); got != "" {
		t.Errorf("who is no fixed contact any more still is: %q", got)
	}
}
