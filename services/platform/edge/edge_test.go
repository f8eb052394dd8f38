package edge_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"
	"go.temporal.io/api/serviceerror"

	"traject.nl/proto/contract/failure"
	"traject.nl/services/platform/edge"
)

// letter is an operation with all that a handler of ours uses.
type letter struct {
	edge.IdempotencyKey
	ID    string `path:"id"`
	Limit int    `query:"limit" minimum:"1" maximum:"100" default:"20"`
	Body  struct {
		SentOn  string   `json:"sentOn" format:"date"`
		Kind    string   `json:"kind" enum:"brief,besluit"`
		Title   string   `json:"title" minLength:"3" maxLength:"20"`
		Readers []string `json:"readers" minItems:"1"`
	}
}

// answer of the handler under test.
type answer func(context.Context) error

func service(t *testing.T, give answer, deps ...edge.Ready) *gin.Engine {
	t.Helper()
	engine := edge.New("test", "1.2.3", deps...)
	api := edge.API(engine, "Test", "1.2.3", "A test.")
	huma.Register(api, huma.Operation{OperationID: "post-letter", Method: http.MethodPost, Path: "/v1/letters/{id}", Errors: []int{404}},
		func(ctx context.Context, _ *letter) (*struct{}, error) { return nil, give(ctx) })
	engine.GET("/v1/panic", func(*gin.Context) { panic("geheim van een kind") })
	return engine
}

func fine(context.Context) error { return nil }

const goodBody = `{"sentOn":"2026-11-22","kind":"brief","title":"Een titel","readers":["a"]}`

func post(path, body string, change ...func(*http.Request)) *http.Request {
	request := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Idempotency-Key", "key-12345678")
	for _, apply := range change {
		apply(request)
	}
	return request
}

func ask(engine http.Handler, request *http.Request) *httptest.ResponseRecorder {
	recorder := httptest.NewRecorder()
	engine.ServeHTTP(recorder, request)
	return recorder
}

// mustBeProblem checks what every 4xx and 5xx must be, and gives it back.
func mustBeProblem(t *testing.T, got *httptest.ResponseRecorder, status int) edge.ProblemDetails {
	t.Helper()
	if got.Code != status {
		t.Fatalf("status %d, want %d: %s", got.Code, status, got.Body)
	}
	if kind := got.Header().Get("Content-Type"); kind != "application/problem+json" {
		t.Errorf("content type %q", kind)
	}
	if got.Header().Get("API-Version") != "1.2.3" {
		t.Error("API-Version is missing")
	}
	var problem edge.ProblemDetails
	if err := json.Unmarshal(got.Body.Bytes(), &problem); err != nil {
		t.Fatalf("%v: %s", err, got.Body)
	}
	if problem.Status != status || problem.Title == "" || problem.Detail == "" || problem.Title == http.StatusText(status) {
		t.Errorf("not a Dutch problem: %+v", problem)
	}
	return problem
}

func TestAGoodRequestPasses(t *testing.T) {
	if got := ask(service(t, fine), post("/v1/letters/a", goodBody)); got.Code != http.StatusNoContent {
		t.Fatalf("%d: %s", got.Code, got.Body)
	}
}

func TestWhatIsNotThereIsA404Problem(t *testing.T) {
	engine := service(t, fine)
	mustBeProblem(t, ask(engine, httptest.NewRequest(http.MethodGet, "/v1/nothing", nil)), http.StatusNotFound)
}

func TestATrailingSlashIs404AndNoRedirect(t *testing.T) {
	engine := service(t, fine)
	mustBeProblem(t, ask(engine, post("/v1/letters/a/", goodBody)), http.StatusNotFound)
	mustBeProblem(t, ask(engine, httptest.NewRequest(http.MethodGet, "/V1/panic", nil)), http.StatusNotFound)
}

func TestAWrongMethodIsA405ProblemWithAllow(t *testing.T) {
	got := ask(service(t, fine), httptest.NewRequest(http.MethodDelete, "/v1/letters/a", nil))
	mustBeProblem(t, got, http.StatusMethodNotAllowed)
	if allow := got.Header().Get("Allow"); allow != "POST" {
		t.Errorf("Allow: %q", allow)
	}
}

func TestAPanicIsA500ProblemThatTellsNothing(t *testing.T) {
	logs := captureLogs(t)
	got := ask(service(t, fine), httptest.NewRequest(http.MethodGet, "/v1/panic", nil))
	mustBeProblem(t, got, http.StatusInternalServerError)
	for _, secret := range []string{"geheim", "goroutine", ".go:"} {
		if strings.Contains(got.Body.String(), secret) {
			t.Errorf("the answer shows %q", secret)
		}
	}
	if !strings.Contains(logs.String(), "request failed") {
		t.Error("the panic is not in the log")
	}
}

func TestAnUnexpectedErrorIsA500AndIsLoggedOnce(t *testing.T) {
	logs := captureLogs(t)
	got := ask(service(t, func(context.Context) error { return errors.New("disk on fire") }), post("/v1/letters/a", goodBody))
	problem := mustBeProblem(t, got, http.StatusInternalServerError)
	if strings.Contains(got.Body.String(), "disk") || len(problem.Errors) != 0 {
		t.Errorf("the answer tells the cause: %s", got.Body)
	}
	if count := strings.Count(logs.String(), "disk on fire"); count != 1 {
		t.Errorf("the cause is in the log %d times", count)
	}
}

func TestAllWrongInputIsTold400AtOnceInDutch(t *testing.T) {
	wrong := post("/v1/letters/a?limit=0", `{"sentOn":"22-11-2026","kind":"appel","title":"x","readers":[],"extra":"geheim"}`,
		func(r *http.Request) { r.Header.Del("Idempotency-Key") })
	got := ask(service(t, fine), wrong)
	problem := mustBeProblem(t, got, http.StatusBadRequest)
	want := map[string]string{
		"header.Idempotency-Key": "Vul dit in.",
		"query.limit":            "Vul een getal in van minstens 1.",
		"body.sentOn":            "Vul een datum in als jjjj-mm-dd, bijvoorbeeld 2026-11-22.",
		"body.kind":              `Kies een van: "brief, besluit".`,
		"body.title":             "Vul minstens 3 tekens in.",
		"body.readers":           "Kies of noem er minstens 1.",
		"body.extra":             "Dit veld kennen wij niet.",
	}
	told := map[string]string{}
	for _, one := range problem.Errors {
		told[one.Location] = one.Message
	}
	for location, message := range want {
		if told[location] != message {
			t.Errorf("%s: %q, want %q", location, told[location], message)
		}
	}
	if len(told) != len(want) {
		t.Errorf("told %v", told)
	}
	if strings.Contains(got.Body.String(), "geheim") || strings.Contains(got.Body.String(), "appel") {
		t.Errorf("the answer echoes what was sent: %s", got.Body)
	}
}

func TestMissingFieldsAreNamedInDutch(t *testing.T) {
	problem := mustBeProblem(t, ask(service(t, fine), post("/v1/letters/a", `{"kind":"brief","title":"Een titel","readers":["a"]}`)), 400)
	if len(problem.Errors) != 1 || problem.Errors[0].Message != "Vul sentOn in." {
		t.Errorf("%+v", problem.Errors)
	}
}

func TestBrokenJSONAndAnEmptyBodyAre400InDutch(t *testing.T) {
	engine := service(t, fine)
	broken := mustBeProblem(t, ask(engine, post("/v1/letters/a", `{"title": geheim`)), http.StatusBadRequest)
	if len(broken.Errors) != 1 || broken.Errors[0].Message != "Dit is geen geldige JSON van de goede vorm." {
		t.Errorf("broken: %+v", broken)
	}
	empty := mustBeProblem(t, ask(engine, post("/v1/letters/a", "")), http.StatusBadRequest)
	if !strings.HasPrefix(empty.Detail, "Er is niets meegestuurd") {
		t.Errorf("empty: %+v", empty)
	}
}

func TestABodyThatIsTooLargeIs413(t *testing.T) {
	large := strings.Replace(goodBody, "Een titel", strings.Repeat("x", edge.MaxBody), 1)
	mustBeProblem(t, ask(service(t, fine), post("/v1/letters/a", large)), http.StatusRequestEntityTooLarge)
}

func TestAnotherMediaTypeIs415(t *testing.T) {
	asText := post("/v1/letters/a", goodBody, func(r *http.Request) { r.Header.Set("Content-Type", "text/plain") })
	mustBeProblem(t, ask(service(t, fine), asText), http.StatusUnsupportedMediaType)
}

func TestARefusalOfAProcessKeepsItsDutchText(t *testing.T) {
	for kind, status := range map[string]int{failure.BadInput: 400, failure.NotYours: 403, failure.NotNow: 409, failure.NotFound: 404} {
		refusal := failure.Refuse(kind, failure.Problem{Detail: "Dit kan niet."})
		problem := mustBeProblem(t, ask(service(t, func(context.Context) error { return edge.Problem(refusal) }), post("/v1/letters/a", goodBody)), status)
		if problem.Detail != "Dit kan niet." {
			t.Errorf("%s: %+v", kind, problem)
		}
	}
	many := failure.Refuse(failure.BadInput, failure.Problem{Field: "valid_from", Detail: "Te vroeg."}, failure.Problem{Field: "valid_until", Detail: "Te laat."})
	problem := mustBeProblem(t, ask(service(t, func(context.Context) error { return edge.Problem(many) }), post("/v1/letters/a", goodBody)), 400)
	if len(problem.Errors) != 2 || problem.Errors[1] != (edge.FieldProblem{Location: "valid_until", Message: "Te laat."}) {
		t.Errorf("%+v", problem.Errors)
	}
}

func TestWhatIsBrieflyAwayIs503AndSaysToUseTheSameKey(t *testing.T) {
	for _, away := range []error{
		serviceerror.NewUnavailable("x"), serviceerror.NewDeadlineExceeded("x"), context.DeadlineExceeded,
		fmt.Errorf("act: %w", serviceerror.NewUnavailable("x")),
	} {
		for _, given := range []error{away, edge.Problem(away)} { // also when a handler forgets Problem
			got := ask(service(t, func(context.Context) error { return given }), post("/v1/letters/a", goodBody))
			if problem := mustBeProblem(t, got, http.StatusServiceUnavailable); !strings.Contains(problem.Detail, "dezelfde Idempotency-Key") {
				t.Errorf("%T: %+v", given, problem)
			}
		}
	}
}

func TestAnActOnAnEndedProcessIsAConflict(t *testing.T) {
	ended := serviceerror.NewNotFound("workflow execution already completed")
	got := ask(service(t, func(context.Context) error { return edge.Problem(ended) }), post("/v1/letters/a", goodBody))
	mustBeProblem(t, got, http.StatusConflict)
}

func TestEveryAnswerHasVersionAndSecurityHeaders(t *testing.T) {
	engine := service(t, fine)
	for _, path := range []string{"/healthz", "/readyz", "/startz", "/metrics", "/v1/openapi.json", "/v1/nothing", "/v1/panic"} {
		headers := ask(engine, httptest.NewRequest(http.MethodGet, path, nil)).Header()
		for name, want := range map[string]string{
			"API-Version": "1.2.3", "Cache-Control": "no-store", "Content-Security-Policy": "frame-ancestors 'none'",
			"Strict-Transport-Security": "max-age=31536000", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
		} {
			if headers.Get(name) != want {
				t.Errorf("%s: %s = %q", path, name, headers.Get(name))
			}
		}
	}
}

func TestTheAPIDocumentIsOpenAndSays400Not422(t *testing.T) {
	engine := service(t, fine)
	engine.Use(func(c *gin.Context) { c.AbortWithStatus(http.StatusUnauthorized) })
	got := ask(engine, httptest.NewRequest(http.MethodGet, "/v1/openapi.json", nil))
	if got.Code != http.StatusOK || got.Header().Get("Access-Control-Allow-Origin") != "*" {
		t.Fatalf("%d, CORS %q", got.Code, got.Header().Get("Access-Control-Allow-Origin"))
	}
	var document struct {
		OpenAPI string
		Info    struct {
			Version string
			Contact struct{ Name, Email, URL string }
		}
		Paths map[string]map[string]struct{ Responses map[string]any }
	}
	if err := json.Unmarshal(got.Body.Bytes(), &document); err != nil {
		t.Fatal(err)
	}
	responses := document.Paths["/v1/letters/{id}"]["post"].Responses
	if document.OpenAPI != "3.1.0" || document.Info.Version != "1.2.3" || document.Info.Contact.Email == "" {
		t.Errorf("%+v", document)
	}
	if responses["422"] != nil || responses["400"] == nil {
		t.Errorf("responses: %v", responses)
	}
}

func TestOtherOriginsMayNotReadAnythingElse(t *testing.T) {
	got := ask(service(t, fine), post("/v1/letters/a", goodBody))
	if origin := got.Header().Get("Access-Control-Allow-Origin"); origin != "" {
		t.Errorf("CORS %q", origin)
	}
}

func TestMetricsAreServed(t *testing.T) {
	got := ask(service(t, fine), httptest.NewRequest(http.MethodGet, "/metrics", nil))
	if got.Code != http.StatusOK || !strings.Contains(got.Body.String(), "go_goroutines") {
		t.Errorf("%d: %.200s", got.Code, got.Body)
	}
}

func TestTheLogHasTheRouteAndNeverThePath(t *testing.T) {
	logs := captureLogs(t)
	ask(service(t, fine), post("/v1/letters/sanne-voorbeeld?limit=7", goodBody))
	if !strings.Contains(logs.String(), "/v1/letters/:id") || strings.Contains(logs.String(), "sanne") {
		t.Errorf("log: %s", logs)
	}
}

// captureLogs collects what is logged by default during a test; such tests do not run in parallel.
func captureLogs(t *testing.T) *bytes.Buffer {
	t.Helper()
	before, logs := slog.Default(), &bytes.Buffer{}
	slog.SetDefault(slog.New(slog.NewJSONHandler(logs, nil)))
	t.Cleanup(func() { slog.SetDefault(before) })
	return logs
}
