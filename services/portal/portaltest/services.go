package portaltest

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
)

// Services answer like cases, documents and registry do, with what a test put in them.
type Services struct {
	Server *httptest.Server

	mu sync.Mutex
	// answers by method and path.
	answers map[string]Answer
	calls   []Call
}

// Answer of a service.
type Answer struct {
	Status int
	Header map[string]string
	// Body as JSON text, or any text.
	Body string
}

// Call that the portal made.
type Call struct {
	Method, Path, Query, Body, Key, IfMatch, Token string
}

// NewServices starts them, all at one address; close the Server at the end.
func NewServices() *Services {
	s := &Services{answers: map[string]Answer{}}
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	s.Answer("GET /v1/schools", `{"items":[
		{"id":"regenboog-uh-amerongen","name":"Regenboog UH","type":"bao","place":"Amerongen","postcode":"3958 XK","subregion":"utrechtse-heuvelrug"},
		{"id":"stuifheugel-zeist","name":"Stuifheugel","type":"sbo","street":"Graaf Lodewijklaan 2","place":"Zeist","postcode":"3708 DM","subregion":"zeist"},
		{"id":"op-dreef-zeist","name":"Op Dreef","type":"so","place":"Zeist","postcode":"3705 AA","subregion":"zeist"}],"total":3}`)
	s.Answer("GET /v1/experts", `{"items":[
		{"id":"gz-1","title":"GZ-psycholoog 1","profession":"gz-psycholoog","active":true},
		{"id":"ortho-1","title":"Orthopedagoog","profession":"orthopedagoog","active":true},
		{"id":"gz-9","title":"GZ-psycholoog 9","profession":"gz-psycholoog","active":false}]}`)
	s.Answer("GET /v1/cases", `{"cases":[]}`)
	s.Answer("GET /v1/tasks", `{"today":"2026-11-18","tasks":[]}`)
	s.Answer("GET /v1/tlv-register", `{"tlvs":[]}`)
	s.Answer("GET /v1/escalations", `{"today":"2026-11-18","escalations":[]}`)
	s.Answer("GET /v1/terms", `{"today":"2026-11-18","terms":[]}`)
	s.Answer("GET /v1/penalties", `{"asOf":"2026-11-18","until":"2026-12-30","items":[],"eurosNow":0,"eurosUntil":0}`)
	s.Answer("GET /v1/post", `{"undelivered":[],"print":[],"held":[],"dead":[],"counts":{"undelivered":0,"print":0,"held":0,"dead":0}}`)
	s.Answer("GET /v1/post/summary", `{"counts":{"undelivered":0,"print":0,"held":0,"dead":0},"stopped":false}`)
	s.Answer("GET /v1/holds", `{"items":[]}`)
	s.Answer("GET /v1/reconciliations", `{"reconciliations":[]}`)
	s.Answer("GET /v1/outages", `{"items":[]}`)
	s.Answer("GET /v1/subscriptions", `{"items":[]}`)
	s.Answer("GET /v1/event-types", `{"items":[
		{"type":"nl.passendonderwijs.toelaatbaarheidsverklaringen.beslistermijn-overschreden","title":"De beslistermijn van een aanvraag is voorbij"},
		{"type":"nl.passendonderwijs.bezwaren.beslistermijn-overschreden","title":"De beslistermijn van een bezwaar is voorbij"}]}`)
	s.Answer("GET /v1/calendar-links", `{"links":[]}`)
	s.Answer("GET /v1/colleagues", `{"items":[
		{"id":"els","title":"Managementondersteuner 1","party":"office:zout","fixed":true},
		{"id":"bo","title":"Managementondersteuner 2","party":"office:zout"},
		{"id":"sam","title":"SOT-medewerker Zeist","party":"sot:zeist","fixed":true},
		{"id":"rik","title":"SOT-medewerker De Bilt","party":"sot:de-bilt","fixed":true}]}`)
	s.Answer("GET /v1/inbox", `{"unread":0,"items":[]}`)
	s.Answer("GET /v1/inbox/unread", `{"unread":0}`)
	s.Answer("POST /v1/inbox/openings", `{"opened":0,"unread":0}`)
	s.Answer("GET /v1/preferences", `{"parties":[]}`)
	s.Answer("GET /v1/dossiers", `{"dossiers":[]}`)
	s.Answer("POST /v1/dossiers/_labels", `{"labels":[]}`)
	return s
}

// Answer sets what a call is answered with, status 200.
func (s *Services) Answer(call, body string) { s.AnswerWith(call, Answer{Body: body}) }

// Refuse sets a problem as the answer to a call.
func (s *Services) Refuse(call string, status int, problem string) {
	s.AnswerWith(call, Answer{Status: status, Body: problem})
}

// AnswerWith sets the whole answer to a call, such as "GET /v1/cases/k1", or with its query "GET /v1/inbox?limit=30".
func (s *Services) AnswerWith(call string, answer Answer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answers[call] = answer
}

// Calls that were made with this method and path prefix, such as "POST /v1/cases/".
func (s *Services) Calls(prefix string) []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	var found []Call
	for _, call := range s.calls {
		if strings.HasPrefix(call.Method+" "+call.Path, prefix) {
			found = append(found, call)
		}
	}
	return found
}

func (s *Services) serve(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		body = nil
	}
	s.mu.Lock()
	s.calls = append(s.calls, Call{
		Method: r.Method, Path: r.URL.Path, Query: r.URL.RawQuery, Body: string(body), Key: r.Header.Get("Idempotency-Key"), IfMatch: r.Header.Get("If-Match"),
		Token: strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "),
	})
	found, ok := s.answers[r.Method+" "+r.URL.RequestURI()]
	if !ok {
		found, ok = s.answers[r.Method+" "+r.URL.Path]
	}
	s.mu.Unlock()
	if !ok {
		found = Answer{Status: http.StatusNotFound, Body: `{"status":404,"title":"Niet gevonden","detail":"Dit is niet gevonden."}`}
	}
	w.Header().Set("Content-Type", "application/json")
	for name, value := range found.Header {
		w.Header().Set(name, value)
	}
	if found.Status != 0 {
		w.WriteHeader(found.Status)
	}
	// A portal that hung up is no error of the services.
	_, _ = io.WriteString(w, found.Body)
}

// Text encodes a value as JSON text, for answers.
func Text(value any) string {
	encoded, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return string(encoded)
}
