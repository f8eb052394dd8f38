package subscriptions_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"traject.nl/proto/contract/party"
	"traject.nl/services/notifications/partner"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/edge/edgetest"
	"traject.nl/services/platform/identity"
)

// edgeOfSubscriptions is the service on a router of its own, where the token says who asks.
func edgeOfSubscriptions(t *testing.T) (*desk, *gin.Engine) {
	t.Helper()
	d := newDesk(t, partner.Settings{Resolver: internet{}})
	engine := edge.New("notifications", "1.0.0")
	api := edge.API(engine, "t", "1.0.0", "d")
	engine.Use(func(c *gin.Context) {
		who := party.Party(strings.TrimPrefix(c.GetHeader("Authorization"), "Bearer "))
		c.Request = c.Request.WithContext(identity.With(c.Request.Context(), identity.Person{Subject: "s-" + string(who), Parties: []party.Party{who}}))
	})
	d.service.Register(api)
	return d, engine
}

// FuzzTheEdgeOfSubscriptions sends anything to the real router: never a failure, every refusal is a problem in Dutch that shows nothing of the inside,
// and what was refused changed nothing.
func FuzzTheEdgeOfSubscriptions(f *testing.F) {
	edgetest.Quiet(f)
	people := []string{"municipality:zeist", "office:zout", "municipality:bunnik", "school:regenboog", "engineer:beheer"}
	bodies := []string{
		`{"party":"municipality:zeist","url":"https://ontvanger.example.nl/haak","format":"cloudevents"}`, `{"party":"municipality:zeist","url":"https://intern.example.nl/","format":"notificaties","types":["nl.passendonderwijs."],"secret":"whsec_x"}`,
		`{"party":"municipality:","url":"https://[::1]/","format":"","authorization":"a\nb"}`, `{"active":false}`, `{"url":"https://a b"}`, `{"secret":"whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="}`, `{"types":["\u0000","x"]}`,
	}
	d, router := edgeOfSubscriptions(&testing.T{})
	for i, head := range edgetest.Heads(router, nil) {
		f.Add(uint8(i), head, []byte(bodies[i%len(bodies)]))
	}
	for i, body := range append(bodies, edgetest.Bodies...) {
		f.Add(uint8(i), edgetest.JSON(http.MethodPost, "/v1/subscriptions"), []byte(body))
	}
	for i, head := range edgetest.Odd {
		f.Add(uint8(i), head, []byte("{}"))
	}
	d = nil
	requests := 0
	f.Fuzz(func(t *testing.T, who uint8, head string, body []byte) {
		if d == nil || requests > 500 {
			d, router = edgeOfSubscriptions(t)
			requests = 0
		}
		requests++
		if strings.Contains(head, "ping") {
			return // asks the receiver, on the real internet
		}
		as := people[int(who)%len(people)]
		before := edgetest.Fingerprint(d.store, "mu")
		got, ok := edgetest.Send(router, as, head, body)
		if !ok {
			return
		}
		for _, fault := range edgetest.Faults(got.Code, got.Header(), got.Body.Bytes(), edgetest.Values(body)...) {
			t.Errorf("%s as %s: %d %s: %s", head, as, got.Code, got.Body, fault)
		}
		if edgetest.Refused(got.Code) && edgetest.Fingerprint(d.store, "mu") != before {
			t.Errorf("%s was refused with %d and changed something", head, got.Code)
		}
	})
}
