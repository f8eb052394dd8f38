package registry_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	contract "traject.nl/proto/contract/registry"
	registryv1 "traject.nl/proto/gen/traject/registry/v1"
	"traject.nl/services/registry"
	"traject.nl/services/registry/registrytest"
)

var theMunicipalities = []string{"bunnik", "de-bilt", "utrechtse-heuvelrug", "wijk-bij-duurstede", "zeist"}

// opened is the address that is given for a party, when a desk of it is meant; empty when there is none.
func opened(t *testing.T, asked registry.Activities, who, desk string) string {
	t.Helper()
	request := &registryv1.ContactsRequest{Parties: []string{who}}
	if desk != "" {
		request.Subjects = map[string]string{who: desk}
	}
	response, err := asked.Contacts(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	sealed, found := response.GetSealed()[who]
	if !found {
		return ""
	}
	address, err := asked.Delivery.Open(sealed, []byte("delivery"))
	if err != nil {
		t.Fatal(err)
	}
	return string(address)
}

func TestEveryMunicipalityOfTheRegionHasAGeneralMailboxAndOneForEachDesk(t *testing.T) {
	s := newService(t)
	for _, id := range theMunicipalities {
		var page registry.Page[registry.Contact]
		s.do(http.MethodGet, "/v1/municipalities/"+id+"/contacts", "", "As", "sot:zeist").status(http.StatusOK).read(&page)
		desks := []string{}
		for _, contact := range page.Items {
			desks = append(desks, contact.Desk)
			if contact.Party != "municipality:"+id || contact.Function == "" || !strings.HasSuffix(contact.Mail, "@gemeenten.example.test") {
				t.Errorf("%s has %+v", id, contact)
			}
		}
		if want := slices.Concat([]string{""}, contract.Desks); !slices.Equal(desks, want) || page.Total != len(want) {
			t.Errorf("%s has desks %q of %d, want %q", id, desks, page.Total, want)
		}
	}
	s.problems(s.get("/v1/municipalities/utrecht/contacts").status(http.StatusNotFound))
}

func TestANoticeForADeskGoesToItsMailboxAndOtherwiseToTheGeneralOne(t *testing.T) {
	asked := activities(t)
	const who = "municipality:zeist"
	for desk, want := range map[string]string{
		"":                  "onderwijs.zeist@gemeenten.example.test",
		"leerplicht":        "leerplicht.zeist@gemeenten.example.test",
		"leerlingenvervoer": "leerlingenvervoer.zeist@gemeenten.example.test",
		"burgerzaken":       "onderwijs.zeist@gemeenten.example.test",
	} {
		if got := opened(t, asked, who, desk); got != want {
			t.Errorf("desk %q is told at %q, want %q", desk, got, want)
		}
	}
	emptied := func(id, key string) {
		t.Helper()
		if _, err := asked.Directory.Edit(t.Context(), registry.Contacts, id, 1, registry.Command{
			Fields: map[string]string{"mail": ""}, Party: "office:zout", Subject: "s-1", Key: key,
		}); err != nil {
			t.Fatal(err)
		}
	}
	emptied(who+":leerplicht", "key-00001")
	if got := opened(t, asked, who, "leerplicht"); got != "onderwijs.zeist@gemeenten.example.test" {
		t.Errorf("a desk without an address is told at %q", got)
	}
	emptied(who, "key-00002")
	if got := opened(t, asked, who, "leerplicht"); got != "" {
		t.Errorf("without any address it is told at %q", got)
	}
	if got := opened(t, asked, who, "beleid"); got != "beleid.zeist@gemeenten.example.test" {
		t.Errorf("a desk with an address of its own is told at %q", got)
	}
	if got := opened(t, asked, "sot:zeist", "leerplicht"); got != "sot-zeist@zout.example.test" {
		t.Errorf("who has no desks is told at %q", got)
	}
}

func TestDesksThatAreMeantAreAskedTogetherWithOtherParties(t *testing.T) {
	asked := activities(t)
	response, err := asked.Contacts(t.Context(), &registryv1.ContactsRequest{
		Parties:  []string{"sot:zeist", "municipality:zeist", "municipality:bunnik"},
		Subjects: map[string]string{"municipality:zeist": "jeugdhulp"},
	})
	if err != nil {
		t.Fatal(err)
	}
	for who, want := range map[string]string{
		"sot:zeist": "sot-zeist@zout.example.test", "municipality:zeist": "jeugdhulp.zeist@gemeenten.example.test",
		"municipality:bunnik": "onderwijs.bunnik@gemeenten.example.test",
	} {
		if address, err := asked.Delivery.Open(response.GetSealed()[who], []byte("delivery")); err != nil || string(address) != want {
			t.Errorf("%s is told at %q, %v; want %q", who, address, err, want)
		}
	}
}

func TestTheOfficeKeepsTheContactsOfADesk(t *testing.T) {
	s := newService(t)
	const path = "/v1/contacts/municipality:zeist:leerplicht"
	var contact registry.Contact
	s.get(path).status(http.StatusOK).read(&contact)
	want := registry.Contact{
		ID: "municipality:zeist:leerplicht", Party: "municipality:zeist", Desk: "leerplicht", Function: "Leerplicht gemeente Zeist",
		Mail: "leerplicht.zeist@gemeenten.example.test", Version: 1,
	}
	if contact != want {
		t.Errorf("contact is %+v, want %+v", contact, want)
	}
	s.do(http.MethodPatch, path, `{"mail":"rbl@voorbeeld.test"}`, "If-Match", `"1"`, "Idempotency-Key", "edit-0001").status(http.StatusOK).read(&contact)
	if contact.Mail != "rbl@voorbeeld.test" || contact.Version != 2 || contact.Desk != "leerplicht" {
		t.Errorf("after the edit: %+v", contact)
	}
	var history registry.Page[registry.ChangeView]
	s.get(path + "/history").status(http.StatusOK).read(&history)
	if history.Total != 1 || history.Items[0].Old != want.Mail {
		t.Errorf("history is %+v", history)
	}
	body := `{"party":"municipality:zeist","desk":"leerplicht","function":"Leerplicht","mail":"l@voorbeeld.test"}`
	s.problems(s.do(http.MethodPost, "/v1/contacts", body, "Idempotency-Key", "add-00001").status(http.StatusConflict))
	s.problems(s.do(http.MethodPatch, path, `{"mail":"x@voorbeeld.test"}`, "As", "municipality:zeist", "If-Match", `"2"`, "Idempotency-Key", "edit-0002").
		status(http.StatusForbidden))
}

func TestTheOfficeGivesAMunicipalityADesk(t *testing.T) {
	store := registrytest.NewMemory()
	mustLoad(t, store, builtIn(t, registry.Config{MailDomain: "zout.example.test"}))
	made, err := directoryWith(store).Add(t.Context(), registry.Contacts, registry.Command{
		Fields: map[string]string{"party": "municipality:bunnik", "desk": " Jeugdhulp ", "function": "CJG", "mail": "cjg@voorbeeld.test"},
		Party:  "office:zout", Subject: "s-1", Key: "key-00001",
	})
	if err != nil || made.ID != "municipality:bunnik:jeugdhulp" {
		t.Fatalf("made %+v, %v", made, err)
	}
	if found, err := store.Find(t.Context(), registry.Contacts, made.ID); err != nil || found.Fields["desk"] != "jeugdhulp" {
		t.Errorf("the store has %+v, %v", found, err)
	}
}

func TestEverythingWrongWithAContactIsToldInDutch(t *testing.T) {
	s := newService(t)
	const noAddress = "Het veld e-mailadres is geen e-mailadres; schrijf het zoals kantoor@voorbeeld.nl."
	mails := []string{
		"leerplicht", "leerplicht@", "@zeist.nl", "leerplicht@zeist", "leer plicht@zeist.nl", "leerplicht@zeist..nl", "Leerplicht <l@zeist.nl>",
		"l@zeist.nl, m@zeist.nl", "l@zeist.nl\\r\\nBcc: m@zeist.nl", "l@ zeist.nl",
	}
	for _, mail := range mails {
		body := `{"party":"municipality:zeist","desk":"beleid","function":"Beleid","mail":"` + mail + `"}`
		problems := s.problems(s.do(http.MethodPost, "/v1/contacts", body, "Idempotency-Key", "add-00001").status(http.StatusBadRequest))
		if len(problems) != 1 || problems[0].Location != "body.mail" || problems[0].Message != noAddress {
			t.Errorf("%q: %+v", mail, problems)
		}
		problems = s.problems(s.do(http.MethodPatch, "/v1/contacts/municipality:zeist", `{"mail":"`+mail+`"}`, "If-Match", `"1"`, "Idempotency-Key", "edit-0001").
			status(http.StatusBadRequest))
		if len(problems) != 1 || problems[0].Message != noAddress {
			t.Errorf("%q: %+v", mail, problems)
		}
	}
	for body, want := range map[string]string{
		`{"party":"municipality:zeist","desk":"burgerzaken","function":"X","mail":"x@zeist.nl"}`: `Het veld onderwerp "burgerzaken" kan hier niet; kies uit: leerplicht, jeugdhulp, leerlingenvervoer, beleid.`,
		`{"party":"sot:zeist","desk":"leerplicht","function":"X","mail":"x@zeist.nl"}`:           "Het veld onderwerp kan alleen bij een gemeente; laat het leeg.",
		`{"party":"municipality:utrecht","desk":"beleid","function":"X","mail":"x@zeist.nl"}`:    `Het veld partij "utrecht" staat niet in municipalities.csv.`,
	} {
		problems := s.problems(s.do(http.MethodPost, "/v1/contacts", body, "Idempotency-Key", "add-00001").status(http.StatusBadRequest))
		if len(problems) != 1 || problems[0].Message != want {
			t.Errorf("%s: %+v, want %q", body, problems, want)
		}
	}
}

func TestAListOfContactsFromBeforeThereWereDesksStillLoads(t *testing.T) {
	files := builtInFiles(t)
	files["contacts.csv"] = &fstest.MapFile{Data: []byte("party,function,mail\noffice:zout,Kantoor,kantoor\nmunicipality:zeist,Onderwijs,zeist@voorbeeld.test\n")}
	store := registrytest.NewMemory()
	source := registry.Source{Folders: []registry.Folder{{Files: files}}, MailDomain: "zout.example.test"}
	mustLoad(t, store, source)
	files["contacts.csv"] = &fstest.MapFile{Data: []byte(
		"party,desk,function,mail\noffice:zout,,Kantoor,kantoor\nmunicipality:zeist,,Onderwijs,zeist@voorbeeld.test\nmunicipality:zeist,beleid,Beleid,beleid@voorbeeld.test\n")}
	if done := mustLoad(t, store, source); done.Added != 1 || done.Changed != 0 {
		t.Errorf("the same list with one desk more: %+v", done)
	}
}

func TestAContactOfADeskThatIsWrongIsNamedWithItsLine(t *testing.T) {
	files := builtInFiles(t)
	files["contacts.csv"] = &fstest.MapFile{Data: []byte(
		"party,desk,function,mail\noffice:zout,beleid,Kantoor,kantoor\nmunicipality:zeist,burgerzaken,X,x@zeist.nl\nmunicipality:zeist,beleid,X,x@zeist\nmunicipality:zeist,beleid,X,x@zeist.nl\n")}
	_, err := registry.Load(t.Context(), registrytest.NewMemory(), registry.Source{Folders: []registry.Folder{{Files: files}}}, aMonday)
	var bad registry.BadRows
	if !errors.As(err, &bad) {
		t.Fatalf("load gave %v, want bad rows", err)
	}
	for _, says := range []string{
		"contacts.csv, regel 2, kolom desk: kan alleen bij een gemeente", `contacts.csv, regel 3, kolom desk: "burgerzaken" kan hier niet`,
		"contacts.csv, regel 4, kolom mail: is geen e-mailadres", `contacts.csv, regel 5: "municipality:zeist:beleid" staat ook op regel 4`,
	} {
		if !strings.Contains(err.Error(), says) {
			t.Errorf("%q is not in:\n%v", says, err)
		}
	}
	if len(bad) != 4 {
		t.Errorf("%d bad rows, want 4:\n%v", len(bad), err)
	}
}
