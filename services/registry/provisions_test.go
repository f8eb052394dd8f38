package registry_test

import (
	"net/http"
	"slices"
	"testing"

	"traject.nl/proto/contract/failure"
	registryv1 "traject.nl/proto/gen/traject/registry/v1"
	"traject.nl/services/registry"
)

// at are the places of the problems of an answer, in its order.
func (s service) at(a answer) []string {
	s.t.Helper()
	var where []string
	for _, problem := range s.problems(a) {
		where = append(where, problem.Location)
	}
	return where
}

func TestTheOfficeKeepsTheGroupsAndPlacesOfTheBuitenkans(t *testing.T) {
	s := newService(t)
	var group registry.Group
	s.do(http.MethodPost, "/v1/groups", `{"provision":"buitenkans","name":"Zomergroep","fromGroep":3,"toGroep":8}`,
		"Idempotency-Key", "add-00001").status(http.StatusCreated).read(&group)
	if want := (registry.Group{ID: "zomergroep", Provision: "buitenkans", Name: "Zomergroep", FromGroep: 3, ToGroep: 8, Version: 1}); group != want {
		t.Errorf("made %+v, want %+v", group, want)
	}
	s.do(http.MethodPatch, "/v1/groups/zomergroep", `{"toGroep":5}`, "If-Match", `"1"`, "Idempotency-Key", "edit-0001").status(http.StatusOK).read(&group)
	if group.ToGroep != 5 || group.FromGroep != 3 || group.Version != 2 {
		t.Errorf("after the edit: %+v", group)
	}
	var stretch registry.Capacity
	s.do(http.MethodPost, "/v1/capacities", `{"group":"zomergroep","fromOn":"2027-06-01","untilOn":"2027-08-31","places":4}`,
		"Idempotency-Key", "add-00002").status(http.StatusCreated).read(&stretch)
	if want := (registry.Capacity{ID: "zomergroep-2027-06-01", Group: "zomergroep", FromOn: "2027-06-01", UntilOn: "2027-08-31", Places: 4, Version: 1}); stretch != want {
		t.Errorf("made %+v, want %+v", stretch, want)
	}
	s.do(http.MethodPatch, "/v1/capacities/"+stretch.ID, `{"places":0}`, "If-Match", `"1"`, "Idempotency-Key", "edit-0002").status(http.StatusOK).read(&stretch)
	if stretch.Places != 0 || stretch.UntilOn != "2027-08-31" {
		t.Errorf("after the edit: %+v", stretch)
	}
	s.do(http.MethodPost, "/v1/capacities", `{"group":"zomergroep","fromOn":"2028-06-01","untilOn":"2028-08-31","places":4}`,
		"As", "provision:buitenkans", "Idempotency-Key", "add-00003").status(http.StatusForbidden)
}

func TestEverythingWrongWithAGroupOrItsPlacesIsTold(t *testing.T) {
	s := newService(t)
	for _, wrong := range []struct {
		path, body string
		want       []string
	}{
		{"/v1/groups", `{"provision":"zwembad","name":"","fromGroep":2,"toGroep":9}`, []string{"body.provision", "body.name", "body.fromGroep", "body.toGroep"}},
		{"/v1/groups", `{"provision":"buitenkans","name":"Andersom","fromGroep":8,"toGroep":3}`, []string{"body.toGroep"}},
		{"/v1/groups", `{"name":"Leeg"}`, []string{"body.provision", "body.fromGroep", "body.toGroep"}},
		{"/v1/capacities", `{"group":"kelder","fromOn":"1-8-2026","untilOn":"2027-02-30","places":1}`, []string{"body.fromOn", "body.untilOn"}},
		{"/v1/capacities", `{"group":"kelder","fromOn":"2026-08-01","places":-1}`, []string{"body.group", "body.untilOn", "body.places"}},
		{"/v1/capacities", `{"group":"bovenbouw","fromOn":"2040-08-01","untilOn":"2040-07-31","places":400}`, []string{"body.places", "body.untilOn"}},
		// The first and the last day of a stretch belong to it.
		{"/v1/capacities", `{"group":"bovenbouw","fromOn":"2026-07-01","untilOn":"2026-08-01","places":4}`, []string{"body.fromOn"}},
		{"/v1/capacities", `{"group":"bovenbouw","fromOn":"2037-07-31","untilOn":"2038-07-31","places":4}`, []string{"body.fromOn"}},
	} {
		answered := s.do(http.MethodPost, wrong.path, wrong.body, "Idempotency-Key", "add-00001").status(http.StatusBadRequest)
		if got := s.at(answered); !slices.Equal(got, wrong.want) {
			t.Errorf("%s: problems at %v, want %v", wrong.body, got, wrong.want)
		}
	}
}

func TestStretchesOfOneGroupStayApartAlsoWhenOneIsMoved(t *testing.T) {
	s := newService(t)
	add := func(body, key string) answer {
		return s.do(http.MethodPost, "/v1/capacities", body, "Idempotency-Key", key)
	}
	add(`{"group":"bovenbouw","fromOn":"2037-08-01","untilOn":"2037-12-31","places":4}`, "add-00001").status(http.StatusCreated)
	add(`{"group":"onderbouw","fromOn":"2037-08-01","untilOn":"2037-12-31","places":4}`, "add-00002").status(http.StatusCreated)
	add(`{"group":"bovenbouw","fromOn":"2038-01-01","untilOn":"2038-07-31","places":4}`, "add-00003").status(http.StatusCreated)
	moved := s.do(http.MethodPatch, "/v1/capacities/bovenbouw-2038-01-01", `{"fromOn":"2037-12-31"}`, "If-Match", `"1"`, "Idempotency-Key", "edit-0001")
	if got := s.at(moved.status(http.StatusBadRequest)); !slices.Equal(got, []string{"body.fromOn"}) {
		t.Errorf("a stretch moved into another: problems at %v", got)
	}
	s.do(http.MethodPatch, "/v1/capacities/bovenbouw-2038-01-01", `{"fromOn":"2038-01-04"}`, "If-Match", `"1"`, "Idempotency-Key", "edit-0002").status(http.StatusOK)
}

func TestTheGroupsOfAProvisionAreDescribedWithTheirPlacesInOrderOfTime(t *testing.T) {
	asked := activities(t)
	add := registry.Command{
		Fields: map[string]string{"group": "bovenbouw", "fromOn": "2025-08-01", "untilOn": "2026-07-31", "places": "3"},
		Party:  "office:zout", Subject: "s-1", Key: "key-00001",
	}
	if _, err := asked.Directory.Add(t.Context(), registry.Capacities, add); err != nil {
		t.Fatal(err)
	}
	response, err := asked.DescribeProvision(t.Context(), &registryv1.DescribeProvisionRequest{Id: "buitenkans"})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, group := range response.GetGroups() {
		names = append(names, group.GetName())
		for i, stretch := range group.GetCapacities()[1:] {
			if before := group.GetCapacities()[i]; before.GetUntilOn() >= stretch.GetFromOn() {
				t.Errorf("%s: %v comes after %v", group.GetName(), stretch, before)
			}
		}
	}
	if !slices.Equal(names, []string{"Onderbouw", "Middenbouw", "Bovenbouw"}) {
		t.Errorf("groups are %v", names)
	}
	last := response.GetGroups()[2]
	if first := last.GetCapacities()[0]; first.GetFromOn() != "2025-08-01" || first.GetPlaces() != 3 || last.GetFromGroep() != 7 || last.GetToGroep() != 8 {
		t.Errorf("the last group is %v", last)
	}
	_, err = asked.DescribeProvision(t.Context(), &registryv1.DescribeProvisionRequest{Id: "zwembad"})
	refused(t, err, "zwembad")
	if _, problems, _ := failure.Read(err); problems[0].Field != "id" {
		t.Errorf("the problem is at %q", problems[0].Field)
	}
}

func TestASchoolThatClosedIsKnownButNotOffered(t *testing.T) {
	s := newService(t)
	total := func(query string) int {
		var page registry.Page[registry.School]
		s.get("/v1/schools?" + query).status(http.StatusOK).read(&page)
		return page.Total
	}
	closing := func(day, version string) answer {
		return s.do(http.MethodPatch, "/v1/schools/carolus-cothen", `{"closed":"`+day+`"}`, "If-Match", version, "Idempotency-Key", "edit-"+version[1:2]+"0001")
	}
	closing("2026-11-23", `"1"`).status(http.StatusOK)
	if got := total("place=cothen"); got != 2 {
		t.Errorf("on its last day there are %d schools, want 2", got)
	}
	closing("2026-11-22", `"2"`).status(http.StatusOK)
	if got, all := total("place=cothen"), total("place=cothen&closed=true"); got != 1 || all != 2 {
		t.Errorf("the day after: %d to choose from, %d in all; want 1 and 2", got, all)
	}
	var school registry.School
	s.get("/v1/schools/carolus-cothen").status(http.StatusOK).read(&school)
	if school.Closed != "2026-11-22" || school.Name != "Carolus" {
		t.Errorf("the school is %+v", school)
	}
	var counts registry.Counts
	s.get("/v1/counts").status(http.StatusOK).read(&counts)
	if counts.Schools != 79 {
		t.Errorf("%d schools are counted, want 79", counts.Schools)
	}
	closing("", `"3"`).status(http.StatusOK)
	if got := total("place=cothen"); got != 2 {
		t.Errorf("open again: %d schools, want 2", got)
	}
	if got := s.at(closing("gisteren", `"4"`).status(http.StatusBadRequest)); !slices.Equal(got, []string{"body.closed"}) {
		t.Errorf("problems at %v", got)
	}
}

func TestAProcessIsToldThatASchoolClosed(t *testing.T) {
	asked := activities(t)
	if _, err := asked.Directory.Edit(t.Context(), registry.Schools, "carolus-cothen", 1, registry.Command{
		Fields: map[string]string{"closed": "2026-07-31"}, Party: "office:zout", Subject: "s-1", Key: "key-00001",
	}); err != nil {
		t.Fatal(err)
	}
	response, err := asked.DescribeSchools(t.Context(), &registryv1.DescribeSchoolsRequest{Ids: []string{"carolus-cothen", "toermalijn-cothen"}})
	if err != nil {
		t.Fatal(err)
	}
	if closed, open := response.GetSchools()[0], response.GetSchools()[1]; closed.GetClosedOn() != "2026-07-31" || open.GetClosedOn() != "" {
		t.Errorf("closed on %q and %q", closed.GetClosedOn(), open.GetClosedOn())
	}
}

func TestOnlyAProvisionOfZOUTHasAMailbox(t *testing.T) {
	s := newService(t)
	refused := s.do(http.MethodPost, "/v1/contacts", `{"party":"provision:zwembad","function":"Badmeester","mail":"bad@example.test"}`, "Idempotency-Key", "add-00001")
	if got := s.at(refused.status(http.StatusBadRequest)); !slices.Equal(got, []string{"body.party"}) {
		t.Errorf("problems at %v", got)
	}
	var contact registry.Contact
	s.get("/v1/contacts/provision:buitenkans").status(http.StatusOK).read(&contact)
	if contact.Mail != "buitenkans@zout.example.test" {
		t.Errorf("the Buitenkans has %+v", contact)
	}
}
