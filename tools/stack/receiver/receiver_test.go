package receiver

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func ask(handler http.Handler, method, path, body string) *httptest.ResponseRecorder {
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, httptest.NewRequest(method, path, strings.NewReader(body)))
	return answer
}

func TestEachMunicipalitySeesItsOwnEventsTheNewestFirst(t *testing.T) {
	handler := (&Receiver{}).Handler()
	for _, body := range []string{"een", "twee"} {
		if answer := ask(handler, http.MethodPost, Path+"zeist", body); answer.Code != http.StatusNoContent {
			t.Fatalf("answered %d", answer.Code)
		}
	}
	shown := ask(handler, http.MethodGet, Path+"zeist", "").Body.String()
	if one, two := strings.Index(shown, "een"), strings.Index(shown, "twee"); two < 0 || one < two {
		t.Errorf("shows:\n%s", shown)
	}
	if other := ask(handler, http.MethodGet, Path+"bunnik", "").Body.String(); other != "" {
		t.Errorf("another municipality sees:\n%s", other)
	}
	if answer := ask(handler, http.MethodPost, Path+"zeist", strings.Repeat("a", largest+1)); answer.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("an endless event is answered %d", answer.Code)
	}
}
