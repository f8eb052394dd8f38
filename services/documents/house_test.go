package documents_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"traject.nl/proto/contract/failure"
	"traject.nl/proto/contract/party"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	"traject.nl/proto/keyring"
	"traject.nl/services/documents"
	"traject.nl/services/documents/documentstest"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

var noon = time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)

// house is the service with people who can sign in to it.
type house struct {
	*documents.Service
	t      *testing.T
	store  *documentstest.Memory
	keys   documents.Keys
	router http.Handler
	people map[string]identity.Person
	calls  int
}

const parentMail = "Sanne@Voorbeeld.nl"

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, store: documentstest.NewMemory(), keys: documents.Keys{
		Dossiers: keyring.Generate("d"), Parents: keyring.Generate("p"), Delivery: keyring.Generate("b"),
	}}
	h.Service = documents.NewService(h.store, func() time.Time { return noon }, h.keys, documents.ZOUT)
	parent := identity.ParentParty(h.keys.Parents, parentMail)
	h.people = map[string]identity.Person{}
	for name, who := range map[string]party.Party{
		"ib": "school:regenboog", "colleague": "school:regenboog", "stranger": "school:wilhelmina", "receiving": "school:de-sprong",
		"sot": "sot:zeist", "expert": "expert:gz-1", "other-expert": "expert:op-9", "director": party.TheDirector, "office": party.TheOffice,
		"parent": parent, "municipality": "municipality:zeist", "engineer": "engineer:e1", "board": "board:b1",
	} {
		h.people[name] = identity.Person{Subject: "subject-" + name, Parties: []party.Party{who}}
	}
	h.router = h.Router(h.guard)
	return h
}

// guard lets in who is one of the people.
func (h *house) guard(c *gin.Context) {
	person, ok := h.people[strings.TrimPrefix(c.GetHeader("Authorization"), "Bearer ")]
	if !ok {
		edge.Abort(c, edge.Unauthorized("U bent niet ingelogd."))
		return
	}
	c.Request = c.Request.WithContext(identity.With(c.Request.Context(), person))
}

// answer of a request.
type answer struct {
	t      *testing.T
	status int
	header http.Header
	body   []byte
}

func (a answer) is(status int) answer {
	a.t.Helper()
	if a.status != status {
		a.t.Fatalf("status %d, want %d: %s", a.status, status, a.body)
	}
	if status >= 400 && a.header.Get("Content-Type") != "application/problem+json" {
		a.t.Fatalf("content type %q", a.header.Get("Content-Type"))
	}
	return a
}

func (a answer) says(phrase string) answer {
	a.t.Helper()
	if !strings.Contains(string(a.body), phrase) {
		a.t.Fatalf("does not say %q: %s", phrase, a.body)
	}
	return a
}

// into reads the body as JSON.
func into[T any](a answer) T {
	a.t.Helper()
	var value T
	if err := json.Unmarshal(a.body, &value); err != nil {
		a.t.Fatalf("%v: %s", err, a.body)
	}
	return value
}

func (h *house) send(who string, request *http.Request, header ...string) answer {
	h.t.Helper()
	request.Header.Set("Authorization", "Bearer "+who)
	for i := 0; i+1 < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	if request.Method == http.MethodPost && request.Header.Get("Idempotency-Key") == "" {
		h.calls++
		request.Header.Set("Idempotency-Key", fmt.Sprintf("key-%08d", h.calls))
	}
	recorder := httptest.NewRecorder()
	h.router.ServeHTTP(recorder, request)
	return answer{h.t, recorder.Code, recorder.Header(), recorder.Body.Bytes()}
}

func (h *house) get(who, path string) answer {
	h.t.Helper()
	return h.send(who, httptest.NewRequest(http.MethodGet, path, nil))
}

func (h *house) remove(who, path string) answer {
	h.t.Helper()
	return h.send(who, httptest.NewRequest(http.MethodDelete, path, nil))
}

func (h *house) do(who, method, path string, body any, header ...string) answer {
	h.t.Helper()
	encoded, err := json.Marshal(body)
	if err != nil {
		h.t.Fatal(err)
	}
	return h.send(who, httptest.NewRequest(method, path, bytes.NewReader(encoded)), append([]string{"Content-Type", "application/json"}, header...)...)
}

func (h *house) upload(who, dossier, kind, name string, content io.Reader, header ...string) answer {
	h.t.Helper()
	return h.uploadFor(who, dossier, kind, "", name, content, header...)
}

// uploadFor uploads a file that is meant for one case.
func (h *house) uploadFor(who, dossier, kind, caseID, name string, content io.Reader, header ...string) answer {
	h.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	_ = form.WriteField("kind", kind)
	_ = form.WriteField("caseId", caseID)
	part, err := form.CreateFormFile("file", name)
	if err != nil {
		h.t.Fatal(err)
	}
	if _, err := io.Copy(part, content); err != nil {
		h.t.Fatal(err)
	}
	_ = form.Close()
	request := httptest.NewRequest(http.MethodPost, "/v1/dossiers/"+dossier+"/documents", &body)
	return h.send(who, request, append([]string{"Content-Type", form.FormDataContentType()}, header...)...)
}

func pdf(words string) io.Reader { return strings.NewReader("%PDF-1.7\n" + words) }

type m = map[string]any

// form is an application that can be submitted.
func form() m {
	return m{
		"pupil":       m{"firstName": "Noor", "lastName": "de Vries", "birthDate": "2018-03-03", "group": "5"},
		"parents":     []m{{"name": "Sanne de Vries", "email": parentMail, "street": "Dorpsstraat 5", "postcode": "3958 AA", "place": "Amerongen"}},
		"explanation": m{"process": "Noor is snel overprikkeld."},
	}
}

// draft starts an application and gives its id.
func (h *house) draft() string {
	h.t.Helper()
	return into[documents.DossierHead](h.do("ib", http.MethodPost, "/v1/dossiers", m{"schoolId": "regenboog"}).is(201)).ID
}

func (h *house) save(id string, body m) {
	h.t.Helper()
	etag := h.get("ib", "/v1/dossiers/"+id+"/application").is(200).header.Get("ETag")
	h.do("ib", http.MethodPut, "/v1/dossiers/"+id+"/application", body, "If-Match", etag).is(200)
}

// submitted is a dossier in a case with everyone in it.
func (h *house) submitted() string {
	h.t.Helper()
	id := h.draft()
	h.save(id, form())
	h.upload("ib", id, "groeidocument", "groeidocument Noor.pdf", pdf("groei")).is(201)
	h.admit(id)
	h.share(id, documents.Sharing{Version: 1})
	return id
}

func (h *house) admit(id string) *documentsv1.AdmitDossierResponse {
	h.t.Helper()
	admitted, err := h.AdmitDossier(h.t.Context(), &documentsv1.AdmitDossierRequest{CaseId: id, DossierId: id, Applicant: "school:regenboog"})
	if err != nil {
		h.t.Fatal(err)
	}
	return admitted
}

func (h *house) share(id string, with documents.Sharing) {
	h.t.Helper()
	request := &documentsv1.ShareRequest{DossierId: id, CaseId: id, Version: with.Version, AdvicesFinal: with.AdvicesFinal, Announced: with.Announced, Closed: with.Closed}
	for _, name := range []string{"ib", "receiving", "sot", "expert", "director", "office", "parent"} {
		request.Parties = append(request.Parties, string(h.people[name].Parties[0]))
	}
	if _, err := h.Share(h.t.Context(), request); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) text(who, id, kind, words string) documents.PieceView {
	h.t.Helper()
	return into[documents.PieceView](h.do(who, http.MethodPost, "/v1/dossiers/"+id+"/texts", m{"kind": kind, "text": words}).is(201))
}

func (h *house) attach(id, author string, refs ...*documentsv1.PieceRef) error {
	_, err := h.Attach(h.t.Context(), &documentsv1.AttachRequest{DossierId: id, Author: author, Pieces: refs})
	return err
}

// problems of a refusal by a process.
func problems(t *testing.T, err error) []failure.Problem {
	t.Helper()
	kind, found, ok := failure.Read(err)
	if !ok || kind != failure.BadInput {
		t.Fatalf("not refused as bad input: %v", err)
	}
	return found
}

var errLogAway = errors.New("the access log is away")

// bigJSON is a request of a megabyte.
func bigJSON(path string) *http.Request {
	return httptest.NewRequest(http.MethodPut, path, strings.NewReader(`{"agreementsProposal":"`+strings.Repeat("x", 1<<20)+`"}`))
}
