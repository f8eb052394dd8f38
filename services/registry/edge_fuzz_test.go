package registry_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"traject.nl/proto/contract/party"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/edge/edgetest"
	"traject.nl/services/platform/identity"
	"traject.nl/services/registry"
	"traject.nl/services/registry/registrytest"
)

var edgeBodies = []string{
	`{"name":"De Nieuwe School","type":"bao","street":"Dorpsstraat 1","postcode":"3958xk","place":"Amerongen","municipality":"zeist"}`, `{"title":"GZ-psycholoog","profession":"gz-psycholoog","active":true}`,
	`{"function":"leerplicht","mail":"leerplicht@zeist.example"}`, `{"name":"\u202e","postcode":"12é45"}`, `{"closed":"2026-02-30"}`, `{"places":-1}`, `{"places":1e300,"from":"0000-00-00"}`, `{"mail":"a@b@c"}`,
}

// FuzzTheEdgeOfTheRegistry sends anything to the real router: never a failure, every refusal is a problem in Dutch that shows nothing of the inside,
// and what was refused changed nothing.
func FuzzTheEdgeOfTheRegistry(f *testing.F) {
	edgetest.Quiet(f)
	people := []string{"office:zout", "school:regenboog-uh-amerongen", "parent:0123", "municipality:zeist", "engineer:beheer", "director:zout", "sot:zeist"}
	open := func(store registry.Store) *gin.Engine {
		router := edge.New("registry", registry.Version)
		registry.Mount(router, directoryWith(store), func(c *gin.Context) {
			who := party.Party(strings.TrimPrefix(c.GetHeader("Authorization"), "Bearer "))
			c.Request = c.Request.WithContext(identity.With(c.Request.Context(), identity.Person{Subject: "s-" + string(who), Parties: []party.Party{who}}))
		})
		return router
	}
	for i, head := range edgetest.Heads(open(registrytest.NewMemory()), map[string]string{"id": "regenboog-uh-amerongen", "party": "municipality:zeist", "list": "schools"}, `If-Match: "1"`) {
		f.Add(uint8(i), head, []byte(edgeBodies[i%len(edgeBodies)]))
	}
	for i, body := range append(edgeBodies, edgetest.Bodies...) {
		f.Add(uint8(0), edgetest.JSON(http.MethodPost, "/v1/schools"), []byte(body))
		f.Add(uint8(0), edgetest.JSON(http.MethodPatch, "/v1/schools/regenboog-uh-amerongen"), []byte(body))
		f.Add(uint8(i), edgetest.JSON(http.MethodPut, "/v1/contacts/municipality:zeist"), []byte(body))
	}
	for i, head := range append(edgetest.Odd, edgetest.Head("GET", "/v1/schools?q=%ff%00&limit=99999999999999999999&type=&postcode=12%C3%A945"), edgetest.Head("GET", "/v1/schools?on=0000-00-00&closed=x")) {
		f.Add(uint8(i), head, []byte("{}"))
	}
	var store registry.Store
	var router *gin.Engine
	requests := 0
	f.Fuzz(func(t *testing.T, who uint8, head string, body []byte) {
		if store == nil || requests > 2000 {
			store, requests = loaded(t), 0
			router = open(store)
		}
		requests++
		before := edgetest.Fingerprint(store, "mu")
		got, ok := edgetest.Send(router, people[int(who)%len(people)], head, body)
		if !ok {
			return
		}
		for _, fault := range edgetest.Faults(got.Code, got.Header(), got.Body.Bytes(), edgetest.Values(body)...) {
			t.Errorf("%s as %s: %d %s: %s", head, people[int(who)%len(people)], got.Code, got.Body, fault)
		}
		if edgetest.Refused(got.Code) && edgetest.Fingerprint(store, "mu") != before {
			t.Errorf("%s was refused with %d and changed something", head, got.Code)
		}
	})
}
