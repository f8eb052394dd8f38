package notifications_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"go.temporal.io/sdk/testsuite"

	contract "traject.nl/proto/contract/notifications"
	"traject.nl/proto/contract/party"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/proto/keyring"
	"traject.nl/services/notifications"
	"traject.nl/services/notifications/notificationstest"
	"traject.nl/services/platform/edge/edgetest"
	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/identity"
	"traject.nl/services/platform/live"
	"traject.nl/services/platform/live/livetest"
	"traject.nl/services/platform/temporal"
)

var edgeBodies = []string{
	`{"caseId":"` + caseID + `","pieceId":"piece-1"}`, `{"kind":"mail","from":"2026-11-23T09:00:00Z","until":"2026-11-24T09:00:00Z","reason":"storing"}`, `{"how":"sent","reference":"3SABC","postedOn":"2026-02-30"}`,
	`{"address":"a@b@c","how":"weekly"}`, `{"party":"school:regenboog","addresses":[{"address":"\u202e@x.nl"}]}`, `{"how":"by-hand","on":"0001-01-01","words":"x"}`,
}

// edgeDesk is the service with its desk, what it keeps, and a letter and a task that were told. Who asks stands in the token.
type edgeDesk struct {
	router *gin.Engine
	kept   []any
}

func openEdgeDesk(t testing.TB) edgeDesk {
	t.Helper()
	w, changes := &world{now: monday, gone: map[string]bool{}}, livetest.NewMemory()
	store, post, stops, preferences := &notificationstest.Memory{}, &notificationstest.Post{}, &notificationstest.Stops{}, &notificationstest.Preferences{}
	config := notifications.Config{
		SMTP: notifications.SMTP{Host: "127.0.0.1", Port: 1, TLS: "none", From: "Traject <traject@zout.example>"}, Delivery: keyring.Generate("delivery"), PortalURL: portal,
		Bounce: notifications.Bounce{Address: "terug@zout.example"},
	}
	desk, err := notifications.OpenDesk(config, notifications.DeskParts{
		Store: store, Preferences: preferences, Stops: stops, Post: post, Log: evidence.Memory("notifications"), Processes: w, Live: changes,
		Hub: live.NewHub(changes, w.clock, live.SystemTicker), Now: w.clock,
	}, func(c *gin.Context) {
		who := party.Party(strings.TrimPrefix(c.GetHeader("Authorization"), "Bearer "))
		c.Request = c.Request.WithContext(identity.With(c.Request.Context(), identity.Person{Subject: "s-" + string(who), Parties: []party.Party{who}, Email: "iemand@example.nl"}))
	})
	if err != nil {
		t.Fatal(err)
	}
	env := (&testsuite.WorkflowTestSuite{}).NewTestActivityEnvironment()
	temporal.Register(env, desk.Activities)
	for about, kind := range map[string]notificationsv1.NoticeKind{"brief": notificationsv1.NoticeKind_NOTICE_KIND_LETTER, "taak-1": notificationsv1.NoticeKind_NOTICE_KIND_TASK} {
		if _, err := env.ExecuteActivity(contract.Notify, &notificationsv1.NotifyRequest{
			Key: caseID + "/" + about + "/" + string(parent), CaseId: caseID, Party: string(parent), Kind: kind, About: about, Procedure: "tlv", DossierId: caseID, PieceId: "piece-1",
		}); err != nil {
			t.Fatal(err)
		}
	}
	return edgeDesk{desk.Engine, []any{store, post, stops, preferences}}
}

// FuzzTheEdgeOfNotifications sends anything to the real router of the desk: never a failure, every refusal is a problem in Dutch that shows nothing of
// the inside, and what was refused changed nothing.
func FuzzTheEdgeOfNotifications(f *testing.F) {
	edgetest.Quiet(f)
	people := []party.Party{party.TheOffice, parent, "school:regenboog", zeist, party.TheDirector, "engineer:beheer"}
	ids := map[string]string{"id": notifications.PathID(caseID + "/brief/" + string(parent)), "party": string(parent), "key": caseID}
	for i, head := range edgetest.Heads(openEdgeDesk(f).router, ids, `If-Match: "1"`, "Last-Event-ID: 1") {
		f.Add(uint8(i), head, []byte(edgeBodies[i%len(edgeBodies)]))
		f.Add(uint8(0), head, []byte(edgeBodies[(i+1)%len(edgeBodies)]))
	}
	for i, body := range append(edgeBodies, edgetest.Bodies...) {
		f.Add(uint8(i), edgetest.JSON(http.MethodPost, "/v1/inbox/openings"), []byte(body))
		f.Add(uint8(0), edgetest.JSON(http.MethodPost, "/v1/holds"), []byte(body))
	}
	for i, head := range append(edgetest.Odd, edgetest.Head("GET", "/v1/inbox?cursor=LTEgYQ&limit=0"), edgetest.Head("GET", "/v1/notices?caseId=%ff%00")) {
		f.Add(uint8(i), head, []byte("{}"))
	}
	var desk edgeDesk
	requests := 0
	f.Fuzz(func(t *testing.T, who uint8, head string, body []byte) {
		if desk.router == nil || requests > 2000 {
			desk, requests = openEdgeDesk(t), 0
		}
		requests++
		as := string(people[int(who)%len(people)])
		before := edgetest.Fingerprint(desk.kept, "mu")
		got, ok := edgetest.Send(desk.router, as, head, body)
		if !ok {
			return
		}
		for _, fault := range edgetest.Faults(got.Code, got.Header(), got.Body.Bytes(), edgetest.Values(body)...) {
			t.Errorf("%s as %s: %d %s: %s", head, as, got.Code, got.Body, fault)
		}
		if edgetest.Refused(got.Code) && edgetest.Fingerprint(desk.kept, "mu") != before {
			t.Errorf("%s was refused with %d and changed something", head, got.Code)
		}
	})
}
