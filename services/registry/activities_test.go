package registry_test

import (
	"slices"
	"strings"
	"testing"

	"traject.nl/proto/contract/failure"
	contract "traject.nl/proto/contract/registry"
	registryv1 "traject.nl/proto/gen/traject/registry/v1"
	"traject.nl/proto/keyring"
	"traject.nl/services/registry"
)

func activities(t *testing.T) registry.Activities {
	t.Helper()
	return registry.Activities{Directory: directoryWith(loaded(t)), Delivery: keyring.Generate("test")}
}

// refused checks that the error is a refusal of the input that names each of the words, one a problem.
func refused(t *testing.T, err error, words ...string) {
	t.Helper()
	kind, problems, ok := failure.Read(err)
	if !ok || kind != failure.BadInput || len(problems) != len(words) {
		t.Fatalf("got %v with %v, want BadInput with %d problems", err, problems, len(words))
	}
	for i, word := range words {
		if !strings.Contains(problems[i].Detail, word) {
			t.Errorf("problem %d is %q, want it to name %q", i, problems[i].Detail, word)
		}
	}
}

func TestSchoolsAreDescribedInTheOrderAsked(t *testing.T) {
	response, err := activities(t).DescribeSchools(t.Context(),
		&registryv1.DescribeSchoolsRequest{Ids: []string{"stuifheugel-zeist", "regenboog-uh-amerongen"}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, school := range response.GetSchools() {
		got = append(got, strings.Join([]string{school.GetId(), school.GetName(), school.GetType(), school.GetStreet(), school.GetPostcode(),
			school.GetPlace(), school.GetMunicipalityId(), school.GetSubregionId(), school.GetSotParty(), school.GetBoardId()}, "|"))
	}
	want := []string{
		"stuifheugel-zeist|Stuifheugel|sbo|Graaf Lodewijklaan 2|3708 DM|Zeist|zeist|zeist|sot:zeist|",
		"regenboog-uh-amerongen|Regenboog UH|bao|Prinses Beatrixlaan 34|3958 XK|Amerongen|utrechtse-heuvelrug|utrechtse-heuvelrug|sot:utrechtse-heuvelrug|",
	}
	if !slices.Equal(got, want) {
		t.Errorf("described\n%v, want\n%v", got, want)
	}
}

func TestEveryUnknownSchoolIsNamed(t *testing.T) {
	_, err := activities(t).DescribeSchools(t.Context(),
		&registryv1.DescribeSchoolsRequest{Ids: []string{"hogwarts", "stuifheugel-zeist", "zweinstein"}})
	refused(t, err, "hogwarts", "zweinstein")
	if _, problems, _ := failure.Read(err); problems[1].Field != "ids[2]" {
		t.Errorf("the second problem is at %q, want ids[2]", problems[1].Field)
	}
}

func TestExpertsAreDescribedByProfessionAndOnlyWhileActive(t *testing.T) {
	asked := activities(t)
	request := &registryv1.DescribeExpertsRequest{Ids: []string{"gz-1", "deskundige-2"}}
	response, err := asked.DescribeExperts(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	if first, second := response.GetExperts()[0], response.GetExperts()[1]; first.GetProfession() != contract.GZPsycholoog ||
		second.GetId() != "deskundige-2" || second.GetProfession() != "orthopedagoog" {
		t.Errorf("described %v", response.GetExperts())
	}
	if _, err := asked.Directory.Edit(t.Context(), registry.Experts, "deskundige-2", 1, registry.Command{
		Fields: map[string]string{"active": "nee"}, Party: "office:zout", Subject: "s-1", Key: "key-00001"}); err != nil {
		t.Fatal(err)
	}
	request.Ids = append(request.Ids, "wonderdokter")
	_, err = asked.DescribeExperts(t.Context(), request)
	refused(t, err, "deskundige-2", "wonderdokter")
}

func TestAddressesLeaveTheRegistrySealedForDelivery(t *testing.T) {
	asked := activities(t)
	response, err := asked.Contacts(t.Context(), &registryv1.ContactsRequest{
		Parties: []string{"sot:zeist", "office:zout", "school:regenboog-uh-amerongen", "expert:gz-1", "parent:0123456789", "school:nergens"}})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"sot:zeist": "sot-zeist@zout.example.test", "office:zout": "kantoor@zout.example.test",
		"school:regenboog-uh-amerongen": "ib.regenboog-uh-amerongen@scholen.example.test", "expert:gz-1": "gz-1@deskundigen.example.test",
	}
	if len(response.GetSealed()) != len(want) {
		t.Errorf("%d addresses, want %d: parents and unknown parties have none here", len(response.GetSealed()), len(want))
	}
	for who, address := range want {
		sealed := response.GetSealed()[who]
		opened, err := asked.Delivery.Open(sealed, []byte("delivery"))
		if err != nil || string(opened) != address {
			t.Errorf("address of %s is %q, %v; want %q", who, opened, err, address)
		}
		if strings.Contains(string(sealed), "example.test") {
			t.Errorf("the address of %s can be read", who)
		}
	}
}

func TestEveryActivityOfTheContractIsHosted(t *testing.T) {
	named := registry.Activities{}.Named()
	for _, name := range []string{contract.DescribeSchools, contract.DescribeExperts, contract.Contacts} {
		if named[name] == nil {
			t.Errorf("no activity is called %s", name)
		}
	}
}
