package notifications_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"go.temporal.io/sdk/testsuite"

	contract "traject.nl/proto/contract/notifications"
	"traject.nl/proto/contract/party"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/proto/keyring"
	"traject.nl/services/notifications"
	"traject.nl/services/notifications/notificationstest"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/identity"
	"traject.nl/services/platform/live"
	"traject.nl/services/platform/live/livetest"
	"traject.nl/services/platform/temporal"
)

// counter is the service with its desk: a real mail server, a clock that the test turns, and somebody who signs in.
type counter struct {
	*testing.T
	*world
	env    *testsuite.TestActivityEnvironment
	desk   *notifications.Desk
	server *mailServer
	store  *notificationstest.Memory
	post   *notificationstest.Post
	log    evidence.Log
	config notifications.Config
	beat   *livetest.Beat
	person identity.Person
	acts   int
}

func openCounter(t *testing.T) *counter {
	t.Helper()
	c := &counter{
		T: t, server: startMailServer(t), store: &notificationstest.Memory{}, post: &notificationstest.Post{}, beat: livetest.NewBeat(),
		log: evidence.Memory("notifications"), env: (&testsuite.WorkflowTestSuite{}).NewTestActivityEnvironment(),
		world: &world{now: monday, gone: map[string]bool{}},
	}
	changes := livetest.NewMemory()
	hub := live.NewHub(changes, c.clock, c.beat.Ticker)
	go hub.Run(t.Context())
	c.config = notifications.Config{
		SMTP: c.server.settings(), Delivery: keyring.Generate("delivery"), PortalURL: portal,
		Bounce: notifications.Bounce{Address: "terug@zout.example"},
	}
	desk, err := notifications.OpenDesk(c.config, notifications.DeskParts{
		Store: c.store, Preferences: &notificationstest.Preferences{}, Stops: &notificationstest.Stops{}, Post: c.post, Log: c.log,
		Processes: c.world, Live: changes, Hub: hub, Now: c.clock,
	}, func(ctx *gin.Context) {
		ctx.Request = ctx.Request.WithContext(identity.With(ctx.Request.Context(), c.person))
	})
	if err != nil {
		t.Fatal(err)
	}
	c.desk = desk
	temporal.Register(c.env, desk.Activities)
	c.as("office-1", party.TheOffice)
	return c
}

// as signs somebody in.
func (c *counter) as(subject string, parties ...party.Party) *counter {
	c.person = identity.Person{Subject: subject, Parties: parties, Email: subject + "@example.nl"}
	return c
}

const (
	parent    = party.Party("parent:0123")
	zeist     = party.Party("municipality:zeist")
	asParent  = "parent-1"
	otherCase = "p2w5n8r3t6vz"
)

// give hands a notice over to a party.
func (c *counter) give(kind notificationsv1.NoticeKind, about string, to party.Party, change ...func(*notificationsv1.NotifyRequest)) string {
	c.Helper()
	request := &notificationsv1.NotifyRequest{
		Key: caseID + "/" + about + "/" + string(to), CaseId: caseID, Party: string(to), Kind: kind, About: about, Procedure: "tlv",
		DossierId: caseID, SealedAddress: c.sealed(to.ID() + "@example.nl"),
	}
	for _, apply := range change {
		apply(request)
	}
	if _, err := c.env.ExecuteActivity(contract.Notify, request); err != nil {
		c.Fatal(err)
	}
	return request.Key
}

func (c *counter) sealed(address string) []byte {
	c.Helper()
	sealed, err := c.config.Delivery.Seal([]byte(address), []byte(notifications.DeliveryContext))
	if err != nil {
		c.Fatal(err)
	}
	return sealed
}

// letter gives a letter to the parent.
func (c *counter) letter(change ...func(*notificationsv1.NotifyRequest)) string {
	c.Helper()
	return c.give(notificationsv1.NoticeKind_NOTICE_KIND_LETTER, "brief", parent,
		append(change, func(r *notificationsv1.NotifyRequest) { r.PieceId = "piece-1" })...)
}

func withoutAddress(r *notificationsv1.NotifyRequest) { r.SealedAddress = nil }

// task gives a school a task.
func (c *counter) task(about string) string {
	c.Helper()
	return c.give(notificationsv1.NoticeKind_NOTICE_KIND_TASK, about, "school:regenboog")
}

func (c *counter) round() {
	c.Helper()
	if err := c.desk.Round(c.Context()); err != nil {
		c.Fatal(err)
	}
}

func (c *counter) watch() {
	c.Helper()
	if err := c.desk.Watch(c.Context()); err != nil {
		c.Fatal(err)
	}
}

// ask does a request, each with an Idempotency-Key of its own; more headers come in pairs.
func (c *counter) ask(method, path, body string, headers ...string) *httptest.ResponseRecorder {
	c.Helper()
	c.acts++
	request := httptest.NewRequest(method, path, bytes.NewBufferString(body))
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Idempotency-Key", fmt.Sprintf("act-%06d", c.acts))
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	got := httptest.NewRecorder()
	c.desk.Engine.ServeHTTP(got, request)
	return got
}

// get reads JSON.
func get[T any](c *counter, path string) T {
	c.Helper()
	return answered[T](c, c.ask(http.MethodGet, path, ""), http.StatusOK)
}

// do does something that must succeed with this status.
func do[T any](c *counter, status int, method, path, body string, headers ...string) T {
	c.Helper()
	return answered[T](c, c.ask(method, path, body, headers...), status)
}

func answered[T any](c *counter, got *httptest.ResponseRecorder, status int) (body T) {
	c.Helper()
	if got.Code != status {
		c.Fatalf("%d, want %d: %s", got.Code, status, got.Body)
	}
	if err := json.Unmarshal(got.Body.Bytes(), &body); err != nil {
		c.Fatalf("%v: %s", err, got.Body)
	}
	return body
}

// refused expects a problem with this status, and as many field problems.
func (c *counter) refused(status, fields int, method, path, body string, headers ...string) {
	c.Helper()
	got := c.ask(method, path, body, headers...)
	var problem edge.ProblemDetails
	if err := json.Unmarshal(got.Body.Bytes(), &problem); err != nil || got.Code != status || len(problem.Errors) != fields ||
		problem.Detail == "" || got.Header().Get("Content-Type") != "application/problem+json" {
		c.Errorf("%s %s %s: %d, want %d with %d fields: %s", method, path, body, got.Code, status, fields, got.Body)
	}
}

// proven are the kinds of evidence of the case in order, with the chain verified.
func (c *counter) proven(kinds ...evidence.Kind) []evidence.Entry {
	c.Helper()
	chain, err := c.log.OfCase(c.Context(), caseID)
	if err != nil {
		c.Fatal(err)
	}
	if err := evidence.Verify(chain); err != nil {
		c.Fatal(err)
	}
	var found []evidence.Entry
	for _, entry := range chain {
		for _, kind := range kinds {
			if entry.Kind == kind {
				found = append(found, entry)
			}
		}
	}
	return found
}

func (c *counter) hours(count float64) { c.pass(time.Duration(count * float64(time.Hour))) }
