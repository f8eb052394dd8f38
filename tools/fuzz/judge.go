package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"traject.nl/services/platform/edge/edgetest"
)

func sorted[V any](of map[string]V) []string { return slices.Sorted(maps.Keys(of)) }

// everywhere are the refusals that any request can get, whatever the document of its operation says: from the edge or from the server.
var everywhere = map[int]string{
	http.StatusMethodNotAllowed:            "another method",
	http.StatusRequestHeaderFieldsTooLarge: "headers that are too large",
	http.StatusTooManyRequests:             "more than a person may ask",
}

// judge says what is wrong with an answer by itself.
func judge(r *request, a *answer) (faults []string) {
	faults = edgetest.Faults(a.status, a.header, a.body, r.sent()...)
	nowhere := a.status == http.StatusNotFound && r.elsewhere()
	if r.mustBeUnsigned() && a.status != http.StatusUnauthorized && a.status != http.StatusTooManyRequests && !nowhere {
		faults = append(faults, fmt.Sprintf("answers %d to who is not signed in", a.status))
	}
	documented := r.operation.Responses[strconv.Itoa(a.status)]
	if _, anyway := everywhere[a.status]; documented == nil && !anyway && !nowhere && a.status < http.StatusInternalServerError && r.operation.Responses["default"] == nil {
		faults = append(faults, fmt.Sprintf("%d is not documented", a.status))
	}
	if schema := documented.json(); schema != nil && !edgetest.Refused(a.status) && !a.stream {
		faults = append(faults, departures(r.operation.document, schema, a)...)
	}
	return faults
}

func departures(d *Document, schema *Schema, a *answer) []string {
	if kind := a.header.Get("Content-Type"); !strings.HasPrefix(kind, "application/json") {
		return []string{fmt.Sprintf("an answer as %q, want application/json", kind)}
	}
	var value any
	if err := json.Unmarshal(a.body, &value); err != nil {
		return []string{"an answer that is no JSON"}
	}
	return d.departs(schema, value, "answer", 0)
}

// elsewhere says that a value of the path has a slash in it, so that it may lead to no operation at all.
func (r *request) elsewhere() bool {
	for _, value := range r.path {
		if strings.Contains(value, "/") {
			return true
		}
	}
	return false
}

// sent are the words of the request that no refusal may repeat: what people write.
func (r *request) sent() (words []string) {
	for _, sentence := range sentences {
		if strings.Contains(string(r.body), sentence) {
			words = append(words, sentence)
		}
	}
	return words
}

// shown is the request as it can be repeated by hand, without its token and with the beginning of its body.
func (r *request) shown() string {
	text := fmt.Sprintf("%s %s as %q", strings.ToUpper(r.operation.method), r.url(), r.account)
	for _, name := range sorted(r.header) {
		if name != "Authorization" {
			text += fmt.Sprintf(" %s=%.80q", name, r.header[name])
		}
	}
	if len(r.body) > 0 {
		text += fmt.Sprintf(" body %.400q", r.body)
	}
	return text
}
