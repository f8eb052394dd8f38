package edge_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"traject.nl/services/platform/edge/edgetest"
)

func TestARefusalTellsNoMoreThanCanBeRead(t *testing.T) {
	fields := make([]string, 5000)
	for i := range fields {
		fields[i] = fmt.Sprintf(`"onbekend%d":1`, i)
	}
	problem := mustBeProblem(t, ask(service(t, fine), post("/v1/letters/a", "{"+strings.Join(fields, ",")+"}")), http.StatusBadRequest)
	last := problem.Errors[len(problem.Errors)-1].Message
	if len(problem.Errors) != 51 || !strings.HasPrefix(last, "Er zijn nog 49") || !strings.HasSuffix(last, "andere dingen niet goed ingevuld.") {
		t.Errorf("%d problems, the last: %q", len(problem.Errors), last)
	}
	long := `{"` + strings.Repeat("naam", 10_000) + `":1}`
	if got := ask(service(t, fine), post("/v1/letters/a", long)); got.Body.Len() > 2000 {
		t.Errorf("a field with a name of 40,000 letters is answered with %d bytes", got.Body.Len())
	}
}

func TestTheDocumentSaysWhatTheEdgeItselfRefuses(t *testing.T) {
	got := ask(service(t, fine), httptest.NewRequest(http.MethodGet, "/v1/openapi.json", nil))
	var document struct {
		Paths map[string]map[string]struct{ Responses map[string]any }
	}
	if err := json.Unmarshal(got.Body.Bytes(), &document); err != nil {
		t.Fatal(err)
	}
	responses := document.Paths["/v1/letters/{id}"]["post"].Responses
	for _, status := range []string{"400", "401", "413", "415", "429"} {
		if responses[status] == nil {
			t.Errorf("%s is not documented", status)
		}
	}
}

// FuzzEveryRefusalOfTheEdgeIsDutch sends anything to an operation with every kind of field.
func FuzzEveryRefusalOfTheEdgeIsDutch(f *testing.F) {
	edgetest.Quiet(f)
	for _, body := range append(edgetest.Bodies, goodBody, `{"sentOn":"22-11-2026","kind":"appel","title":"x","readers":[],"extra":"geheim"}`, `{"sentOn":1,"kind":[],"title":{},"readers":{"a":1}}`, `{"readers":[1,null,"a"]}`) {
		f.Add(edgetest.JSON(http.MethodPost, "/v1/letters/a?limit=0"), []byte(body))
	}
	for _, head := range append(edgetest.Odd, edgetest.JSON(http.MethodPost, "/v1/letters/%ff?limit=x&onbekend=1"), edgetest.Head(http.MethodPost, "/v1/letters/a", "Content-Type: application/cbor"), edgetest.Head(http.MethodPost, "/v1/letters/a", "Content-Encoding: gzip")) {
		f.Add(head, []byte(goodBody))
	}
	router := service(&testing.T{}, fine)
	f.Fuzz(func(t *testing.T, head string, body []byte) {
		if strings.Contains(head, "panic") {
			return // fails on purpose
		}
		got, ok := edgetest.Send(router, "iemand", head, body)
		if !ok {
			return
		}
		for _, fault := range edgetest.Faults(got.Code, got.Header(), got.Body.Bytes(), edgetest.Values(body)...) {
			t.Errorf("%s: %d %.500s: %s", head, got.Code, got.Body, fault)
		}
	})
}
