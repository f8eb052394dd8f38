package main

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"
)

// A few requests of every kind to a Traject of its own, always the same: nothing may be found.
func TestAHundredRequestsOfEveryKindFindNothing(t *testing.T) {
	w, err := started(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := w.stop(); err != nil {
			t.Error(err)
		}
	}()
	var found strings.Builder
	result, err := run(t.Context(), w, plan{seed: 1, requests: 400, small: true}, &found)
	if err != nil {
		t.Fatal(err)
	}
	if len(result.faults) > 0 {
		t.Errorf("found %s", result.told())
	}
	if len(result.asked) < 100 || len(result.accepted) < 5 || len(result.rows) < 10 {
		t.Errorf("%d operations were asked, %d accepted something, in %d ways", len(result.asked), len(result.accepted), len(result.rows))
	}
}

func TestWhatDepartsFromADocumentIsSeen(t *testing.T) {
	var d Document
	if err := json.Unmarshal([]byte(`{"components":{"schemas":{"A":{"type":"object","additionalProperties":false,"required":["id"],"properties":{
		"id":{"type":"string","minLength":2,"pattern":"^[a-z]+$"},"on":{"type":["string","null"],"format":"date"},"count":{"type":"integer","minimum":1},
		"kind":{"type":"string","enum":["a","b"]},"list":{"type":["array","null"],"maxItems":1,"items":{"$ref":"#/components/schemas/A"}}}}}}}`), &d); err != nil {
		t.Fatal(err)
	}
	for text, part := range map[string]string{
		`{"id":"ab","on":null,"count":1,"kind":"a","list":[{"id":"cd"}]}`: "", `{"id":"ab","on":"2026-11-23","list":null}`: "",
		`{}`: "id is not there", `{"id":"a"}`: "1 characters", `{"id":"AB"}`: "has not the form", `{"id":"ab","on":"morgen"}`: "is no date", `{"id":"ab","count":0}`: "out of its bounds",
		`{"id":"ab","count":1.5}`: "want [integer]", `{"id":"ab","kind":"c"}`: "none of its values", `{"id":"ab","list":[{"id":"cd"},{"id":"ef"}]}`: "2 items", `{"id":"ab","list":[{}]}`: "list[].id is not there",
		`{"id":"ab","meer":1}`: "meer is not in the document", `[]`: "want [object]",
	} {
		var value any
		if err := json.Unmarshal([]byte(text), &value); err != nil {
			t.Fatal(err)
		}
		got := strings.Join(d.departs(&Schema{Ref: "#/components/schemas/A"}, value, "answer", 0), "; ")
		if (part == "") != (got == "") || !strings.Contains(got, part) {
			t.Errorf("%s departs as %q, want %q", text, got, part)
		}
	}
}

func TestAnAnswerThatBreaksARuleIsAFault(t *testing.T) {
	o := &Operation{method: "post", path: "/v1/dingen", Responses: map[string]*Content{"200": {}, "401": {}}, document: &Document{}}
	for name, test := range map[string]struct {
		spoiled string
		status  int
		part    string
	}{
		"accepted":              {"", 200, ""},
		"a failure":             {"", 500, "failed with 500"},
		"not documented":        {"", 409, "409 is not documented"},
		"nobody is let in":      {"no token", 200, "to who is not signed in"},
		"nobody is told so":     {"no token", 401, ""},
		"more than one may ask": {"", 429, ""},
	} {
		body, err := json.Marshal(map[string]any{"title": "Niet goed", "status": test.status, "detail": "Kijk het na."})
		if err != nil {
			t.Fatal(err)
		}
		a := &answer{status: test.status, header: http.Header{"Content-Type": {"application/problem+json"}}, body: body, took: time.Millisecond}
		got := strings.Join(judge(&request{operation: o, spoiled: test.spoiled}, a), "; ")
		if (test.part == "") != (got == "") || !strings.Contains(got, test.part) {
			t.Errorf("%s: %q, want %q", name, got, test.part)
		}
	}
}
