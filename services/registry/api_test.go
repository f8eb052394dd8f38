package registry_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"traject.nl/proto/contract/party"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
	"traject.nl/services/registry"
)

// service is the API over the lists of development, with a sign-in that believes the header As ("office:zout").
type service struct {
	t      *testing.T
	router http.Handler
}

func newService(t *testing.T) service {
	t.Helper()
	router := edge.New("registry", registry.Version)
	registry.Mount(router, directoryWith(loaded(t)), func(c *gin.Context) {
		who := c.GetHeader("As")
		c.Request = c.Request.WithContext(identity.With(c.Request.Context(),
			identity.Person{Subject: "subject-of-" + who, Parties: []party.Party{party.Party(who)}}))
	})
	return service{t, router}
}

type answer struct {
	*httptest.ResponseRecorder
	t *testing.T
}

func (a answer) read(into any) {
	a.t.Helper()
	if err := json.Unmarshal(a.Body.Bytes(), into); err != nil {
		a.t.Fatalf("answer %d %s: %v", a.Code, a.Body, err)
	}
}

func (a answer) status(want int) answer {
	a.t.Helper()
	if a.Code != want {
		a.t.Fatalf("status %d, want %d: %s", a.Code, want, a.Body)
	}
	return a
}

func (s service) do(method, path, body string, headers ...string) answer {
	s.t.Helper()
	request := httptest.NewRequestWithContext(s.t.Context(), method, path, strings.NewReader(body))
	request.Header.Set("As", "office:zout")
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	recorder := httptest.NewRecorder()
	s.router.ServeHTTP(recorder, request)
	return answer{recorder, s.t}
}

func (s service) get(path string) answer { s.t.Helper(); return s.do(http.MethodGet, path, "") }

func (s service) problems(a answer) []edge.FieldProblem {
	s.t.Helper()
	var problem edge.ProblemDetails
	a.read(&problem)
	if !strings.HasPrefix(a.Header().Get("Content-Type"), "application/problem+json") || problem.Detail == "" {
		s.t.Errorf("not a problem: %s", a.Body)
	}
	return problem.Errors
}

func TestSchoolsAreFoundByWhatPeopleKnowOfThem(t *testing.T) {
	s := newService(t)
	for query, want := range map[string][]string{
		"q=regenboog":                   {"regenboog-de-bilt-de-bilt", "regenboog-uh-amerongen", "regenboog-wbd-wijk-bij-duurstede"},
		"q=AMERONGEN+regen":             {"regenboog-uh-amerongen"},
		"q=r%C3%A9genboog+amerongen":    {"regenboog-uh-amerongen"},
		"name=anker":                    {"obs-het-anker-wijk-bij-duurstede", "sbo-het-anker-wijk-bij-duurstede"},
		"name=anker&type=sbo":           {"sbo-het-anker-wijk-bij-duurstede"},
		"name=amerongen":                {},
		"place=cothen":                  {"carolus-cothen", "toermalijn-cothen"},
		"postcode=3958xk":               {"regenboog-uh-amerongen"},
		"postcode=3958":                 {"regenboog-uh-amerongen", "wilhelmina-amerongen"},
		"postcode=3701%20j":             {"zeister-vrije-school-bergweg-zeist"},
		"type=so&municipality=Zeist":    {"meerklank-zeist", "van-leersumschool-zeist", "zonnehuisschool-so-noorderlicht-zeist"},
		"municipality=bunnik&q=de+vonk": {"de-vonk-odijk"},
		"q=hogwarts":                    {},
	} {
		var page registry.Page[registry.School]
		s.get("/v1/schools?" + query).status(http.StatusOK).read(&page)
		got := []string{}
		for _, school := range page.Items {
			got = append(got, school.ID)
		}
		if !slices.Equal(got, want) || page.Total != len(want) {
			t.Errorf("%s found %v of %d, want %v", query, got, page.Total, want)
		}
	}
}

func TestASearchGivesAtMostTheLimitAndTellsTheTotal(t *testing.T) {
	s := newService(t)
	var page registry.Page[registry.School]
	s.get("/v1/schools?limit=3").status(http.StatusOK).read(&page)
	if len(page.Items) != 3 || page.Total != 80 || page.Items[0].Name != "Al Amana" {
		t.Errorf("gave %d of %d, first %q", len(page.Items), page.Total, page.Items[0].Name)
	}
	problems := s.problems(s.get("/v1/schools?limit=501&type=vmbo").status(http.StatusBadRequest))
	if len(problems) != 2 {
		t.Errorf("problems %v, want one for limit and one for type", problems)
	}
}

func TestTheOtherListsCanBeRead(t *testing.T) {
	s := newService(t)
	for list, total := range map[string]int{"boards": 29, "municipalities": 5, "subregions": 4, "networks": 0, "experts": 4, "contacts": 145, "colleagues": 13, "groups": 3, "capacities": 9} {
		var page registry.Page[map[string]any]
		s.get("/v1/" + list).status(http.StatusOK).read(&page)
		if page.Total != total || len(page.Items) != total {
			t.Errorf("%s has %d, want %d", list, page.Total, total)
		}
	}
	var zeist registry.Subregion
	s.get("/v1/subregions/zeist").status(http.StatusOK).read(&zeist)
	want := registry.Subregion{ID: "zeist", Name: "Zeist", SOTParty: "sot:zeist",
		Contact: registry.Contact{ID: "sot:zeist", Party: "sot:zeist", Function: "SOT-medewerker Zeist", Mail: "sot-zeist@zout.example.test", Version: 1}}
	if zeist != want {
		t.Errorf("subregion is %+v, want %+v", zeist, want)
	}
	var counts registry.Counts
	s.get("/v1/counts").status(http.StatusOK).read(&counts)
	if counts.Schools != 80 || counts.On != "2026-11-23" {
		t.Errorf("counts are %+v", counts)
	}
	s.problems(s.get("/v1/schools/hogwarts").status(http.StatusNotFound))
	s.problems(s.get("/v1/schools/hogwarts/history").status(http.StatusNotFound))
}

const zonheuvel = "/v1/schools/zonheuvel-driebergen"

func TestTheOfficeEditsASchoolAndTheHistoryTellsIt(t *testing.T) {
	s := newService(t)
	tag := s.get(zonheuvel).status(http.StatusOK).Header().Get("ETag")
	edited := s.do(http.MethodPatch, zonheuvel, `{"postcode":"3971cw","board":"Stichting De Oorsprong Doorn"}`,
		"If-Match", tag, "Idempotency-Key", "edit-0001").status(http.StatusOK)
	var school registry.School
	edited.read(&school)
	if school.Postcode != "3971 CW" || school.Board != "stichting-de-oorsprong-doorn" || school.Street != "Burgemeesterpark 29" || school.Version != 2 {
		t.Errorf("after the edit: %+v", school)
	}
	if edited.Header().Get("ETag") != `"2"` {
		t.Errorf("ETag %s, want \"2\"", edited.Header().Get("ETag"))
	}
	var history registry.Page[registry.ChangeView]
	s.get(zonheuvel + "/history").status(http.StatusOK).read(&history)
	want := []registry.ChangeView{
		{At: aMonday, Party: "office:zout", Subject: "subject-of-office:zout", Field: "board", Old: "", New: "stichting-de-oorsprong-doorn"},
		{At: aMonday, Party: "office:zout", Subject: "subject-of-office:zout", Field: "postcode", Old: "3971 CV", New: "3971 CW"},
	}
	if !slices.Equal(history.Items, want) {
		t.Errorf("history is %+v, want %+v", history.Items, want)
	}
}

func TestTheSameKeyTwiceEditsOnce(t *testing.T) {
	s := newService(t)
	for range 2 {
		var school registry.School
		s.do(http.MethodPatch, zonheuvel, `{"name":"De Zonheuvel"}`, "If-Match", `"1"`, "Idempotency-Key", "edit-0001").status(http.StatusOK).read(&school)
		if school.Version != 2 || school.Name != "De Zonheuvel" {
			t.Errorf("after the edit: %+v", school)
		}
	}
	body := `{"title":"Kinderpsychiater 1","profession":"kinderpsychiater","active":true}`
	for range 2 {
		made := s.do(http.MethodPost, "/v1/experts", body, "Idempotency-Key", "add-00001").status(http.StatusCreated)
		if made.Header().Get("Location") != "/v1/experts/kinderpsychiater-1" || made.Header().Get("ETag") != `"1"` {
			t.Errorf("made %v", made.Header())
		}
	}
	s.problems(s.do(http.MethodPost, "/v1/experts", body, "Idempotency-Key", "add-00002").status(http.StatusConflict))
}

func TestAnEditOfAnOldVersionChangesNothing(t *testing.T) {
	s := newService(t)
	s.do(http.MethodPatch, zonheuvel, `{"name":"De Zonheuvel"}`, "If-Match", `"1"`, "Idempotency-Key", "edit-0001").status(http.StatusOK)
	for _, tag := range []string{`"1"`, `"3"`, "zomaar", "*"} {
		s.problems(s.do(http.MethodPatch, zonheuvel, `{"name":"Berg"}`, "If-Match", tag, "Idempotency-Key", "edit-0002").status(http.StatusPreconditionFailed))
	}
	s.problems(s.do(http.MethodPatch, zonheuvel, `{"name":"Berg"}`, "Idempotency-Key", "edit-0002").status(http.StatusPreconditionRequired))
	s.problems(s.do(http.MethodPatch, zonheuvel, `{"name":"Berg"}`, "If-Match", `"2"`).status(http.StatusBadRequest))
	var school registry.School
	s.get(zonheuvel).read(&school)
	if school.Name != "De Zonheuvel" || school.Version != 2 {
		t.Errorf("after the refused edits: %+v", school)
	}
}

func TestANewBoardCanBeAdded(t *testing.T) {
	s := newService(t)
	body := `{"name":"Stichting Nieuw","street":"Laan 1","postcode":"3701aa","place":"Zeist"}`
	var board registry.Board
	s.do(http.MethodPost, "/v1/boards", body, "Idempotency-Key", "add-00001").status(http.StatusCreated).read(&board)
	want := registry.Board{ID: "stichting-nieuw-zeist", Name: "Stichting Nieuw", Street: "Laan 1", Postcode: "3701 AA", Place: "Zeist", Version: 1}
	if board != want {
		t.Errorf("made %+v, want %+v", board, want)
	}
	s.do(http.MethodPatch, zonheuvel, `{"board":"stichting-nieuw-zeist"}`, "If-Match", `"1"`, "Idempotency-Key", "edit-0001").status(http.StatusOK)
	s.problems(s.do(http.MethodPost, "/v1/boards", body, "Idempotency-Key", "add-00002", "As", "school:zonheuvel-driebergen").status(http.StatusForbidden))
}

func TestEveryWrongFieldIsToldAndNothingChanges(t *testing.T) {
	s := newService(t)
	body := `{"name":" ","postcode":"39711CV","municipality":"utrecht","board":"nergens"}`
	problems := s.problems(s.do(http.MethodPatch, zonheuvel, body, "If-Match", `"1"`, "Idempotency-Key", "edit-0001").status(http.StatusBadRequest))
	var where []string
	for _, problem := range problems {
		where = append(where, problem.Location)
	}
	if want := []string{"body.name", "body.postcode", "body.municipality", "body.board"}; !slices.Equal(where, want) {
		t.Errorf("problems at %v, want %v", where, want)
	}
	if want := "Het veld naam is leeg; vul het in."; problems[0].Message != want {
		t.Errorf("the empty name is told as %q, want %q", problems[0].Message, want)
	}
	s.problems(s.do(http.MethodPatch, zonheuvel, `{"naam":"Berg"}`, "If-Match", `"1"`, "Idempotency-Key", "edit-0001").status(http.StatusBadRequest))
	var history registry.Page[registry.ChangeView]
	s.get(zonheuvel + "/history").read(&history)
	if history.Total != 0 {
		t.Errorf("history %v, want none", history.Items)
	}
}

func TestOnlyTheOfficeWrites(t *testing.T) {
	s := newService(t)
	for _, who := range []string{"school:zonheuvel-driebergen", "sot:zeist", "expert:gz-1", "director:zout", "parent:00ff", "municipality:zeist", "engineer:x"} {
		s.get(zonheuvel).status(http.StatusOK)
		for path, body := range map[string]string{
			zonheuvel: `{"name":"Berg"}`, "/v1/boards/het-sticht-zeist": `{"name":"Berg"}`,
			"/v1/experts/gz-1": `{"active":false}`, "/v1/colleagues/dev-kantoor": `{"fixed":true}`, "/v1/contacts/sot:zeist": `{"mail":"ik@example.test"}`,
		} {
			s.problems(s.do(http.MethodPatch, path, body, "As", who, "If-Match", `"1"`, "Idempotency-Key", "edit-0001").status(http.StatusForbidden))
		}
		for path, body := range map[string]string{
			"/v1/experts": `{"title":"X","profession":"arts","active":true}`, "/v1/networks": `{"name":"X"}`,
			"/v1/contacts": `{"party":"municipality:zeist","function":"Leerplicht","mail":""}`,
		} {
			s.problems(s.do(http.MethodPost, path, body, "As", who, "Idempotency-Key", "add-00001").status(http.StatusForbidden))
		}
	}
}

func TestTheOfficeKeepsExpertsContactsAndNetworks(t *testing.T) {
	s := newService(t)
	var expert registry.Expert
	s.do(http.MethodPatch, "/v1/experts/gz-2", `{"active":false}`, "If-Match", `"1"`, "Idempotency-Key", "edit-0001").status(http.StatusOK).read(&expert)
	if expert.Active || expert.Profession != "gz-psycholoog" {
		t.Errorf("expert is %+v", expert)
	}
	s.problems(s.do(http.MethodPost, "/v1/experts", `{"title":"X","profession":"tandarts","active":true}`, "Idempotency-Key", "add-00001").status(http.StatusBadRequest))

	var contact registry.Contact
	s.do(http.MethodPost, "/v1/contacts", `{"party":"engineer:beheer","function":"Technisch beheer","mail":"beheer@zout.example.test"}`,
		"Idempotency-Key", "add-00002").status(http.StatusCreated).read(&contact)
	if contact.Party != "engineer:beheer" || contact.Version != 1 {
		t.Errorf("contact is %+v", contact)
	}
	for _, body := range []string{
		`{"party":"parent:0123456789abcdef0123","function":"Ouder","mail":"ouder@example.test"}`,
		`{"party":"school:hogwarts","function":"IB","mail":"ib@example.test"}`,
		`{"party":"board:het-sticht-zeist","function":"Bestuur","mail":"Bestuur <b@example.test>"}`,
	} {
		s.problems(s.do(http.MethodPost, "/v1/contacts", body, "Idempotency-Key", "add-00003").status(http.StatusBadRequest))
	}
	s.do(http.MethodPost, "/v1/networks", `{"name":"Zeist-Noord","municipality":"zeist"}`, "Idempotency-Key", "add-00004").status(http.StatusCreated)
	var school registry.School
	s.do(http.MethodPatch, "/v1/schools/griffel-zeist", `{"network":"zeist-noord"}`, "If-Match", `"1"`, "Idempotency-Key", "edit-0002").status(http.StatusOK).read(&school)
	if school.Network != "zeist-noord" {
		t.Errorf("school is %+v", school)
	}
}

func TestNobodyReadsWithoutATokenButTheOpenAPIDocumentIsOpen(t *testing.T) {
	verifier, err := identity.NewVerifier(t.Context(), identity.Config{Issuer: "http://127.0.0.1:1", Audience: "traject"})
	if err != nil {
		t.Fatal(err)
	}
	router := edge.New("registry", registry.Version)
	registry.Mount(router, directoryWith(loaded(t)), identity.Middleware(verifier))
	s := service{t, router}
	for _, path := range []string{"/v1/schools", zonheuvel, zonheuvel + "/history", "/v1/boards", "/v1/municipalities", "/v1/subregions",
		"/v1/networks", "/v1/contacts", "/v1/experts", "/v1/colleagues", "/v1/counts"} {
		s.problems(s.get(path).status(http.StatusUnauthorized))
	}
	var document struct {
		OpenAPI string                    `json:"openapi"`
		Paths   map[string]map[string]any `json:"paths"`
	}
	s.get("/v1/openapi.json").status(http.StatusOK).read(&document)
	if document.OpenAPI[:3] != "3.1" || document.Paths["/v1/schools/{id}"]["patch"] == nil {
		t.Errorf("the document is of OpenAPI %s with %d paths", document.OpenAPI, len(document.Paths))
	}
}
