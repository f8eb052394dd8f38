package edgetest_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"traject.nl/services/platform/edge/edgetest"
)

func TestAnAnswerThatBreaksAHouseRuleIsFound(t *testing.T) {
	for body, part := range map[string]string{
		`{"title":"Niet goed","status":400,"detail":"Vul dit in."}`:                                                    "",
		`{"title":"Niet goed","status":400,"detail":"Kies.","errors":[{"message":"Kies een van: \"not, found\"."}]}`:   "",
		`{"title":"Niet goed","status":409,"detail":"Vul dit in."}`:                                                    "says 409",
		`{"title":"Bad Request","status":400,"detail":"invalid value"}`:                                                "English",
		`{"title":"Niet goed","status":400,"detail":"Dit is raar.","errors":[{"message":""}]}`:                         "empty",
		`{"title":"Niet goed","status":400,"detail":"json: dit kan zo niet"}`:                                          "inside",
		`{"title":"Niet goed","status":400,"detail":"Geheim woord Zwaluwstaart kan zo niet"}`:                          "repeats",
		`{"title":"Niet goed","status":400,"detail":"x","errors":[` + strings.Repeat(`{"message":"x"},`, 200) + `{}]}`: "problems at once",
		`Niet gevonden`: "no JSON",
	} {
		header := http.Header{"Content-Type": {"application/problem+json"}}
		got := strings.Join(edgetest.Faults(http.StatusBadRequest, header, []byte(body), "woord Zwaluwstaart"), "; ")
		if (part == "") != (got == "") || !strings.Contains(got, part) {
			t.Errorf("%s: found %q, want %q", body, got, part)
		}
	}
	if got := edgetest.Faults(http.StatusInternalServerError, nil, nil); len(got) != 1 {
		t.Errorf("a failure: %q", got)
	}
	if got := edgetest.Faults(http.StatusOK, nil, nil); got != nil {
		t.Errorf("no refusal: %q", got)
	}
}

func TestAFingerprintTellsWhatChangedAndWhatDidNot(t *testing.T) {
	type inner struct{ words []string }
	type store struct {
		mu   sync.Mutex
		log  int
		kept map[string]*inner
	}
	s := &store{kept: map[string]*inner{"a": {[]string{"x"}}, "b": {[]string{"y"}}}}
	before := edgetest.Fingerprint(s, "log")
	s.mu.Lock()
	s.log++
	if edgetest.Fingerprint(s, "log") != before {
		t.Error("a lock or a field that does not count changed it")
	}
	s.kept["b"].words[0] = "z"
	if edgetest.Fingerprint(s, "log") == before {
		t.Error("a change deep inside was not seen")
	}
}

func TestOnlyWhatAServerTakesForARequestIsSent(t *testing.T) {
	router := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Who", r.Header.Get("Authorization"))
		w.WriteHeader(http.StatusTeapot)
	})
	got, ok := edgetest.Send(router, "ouder", edgetest.Head(http.MethodGet, "/v1/x", "Authorization: Bearer ander"), nil)
	if !ok || got.Code != http.StatusTeapot || got.Header().Get("Who") != "Bearer ouder" {
		t.Errorf("%v %+v", ok, got)
	}
	if _, ok := edgetest.Send(router, "ouder", "geen verzoek", nil); ok {
		t.Error("words were taken for a request")
	}
}
