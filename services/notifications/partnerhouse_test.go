package notifications_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"traject.nl/proto/contract/party"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/services/notifications"
	"traject.nl/services/notifications/subscriptions"
	"traject.nl/services/notifications/subscriptions/subscriptionstest"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
	"traject.nl/services/platform/temporal"
)

// partnerHouse is a house with webhooks: receivers are real servers on this machine.
type partnerHouse struct {
	*house
	side   notifications.PartnerSide
	subs   *subscriptionstest.Memory
	engine *gin.Engine
	who    party.Party
	keys   int
}

func newPartnerHouse(t *testing.T) *partnerHouse {
	t.Helper()
	h := &partnerHouse{house: newHouse(t), subs: &subscriptionstest.Memory{}, who: party.TheOffice}
	h.recipients = []notifications.Recipient{{To: notifications.Mailbox, How: notifications.None}} // no mail: this is about webhooks
	var err error
	h.side, err = notifications.OpenPartners(
		notifications.Partners{
			KvK: "30289541", System: "traject", CasesURL: "https://zaken.example.nl", Municipalities: []string{"zeist", "bunnik"}, AllowPrivate: true,
		},
		notifications.PartnerParts{
			Store: h.store, Subscriptions: h.subs, Log: h.log, Delivery: h.config.Delivery,
			Wake: func(planned ...notifications.Delivery) { h.service.Wake(planned...) }, Now: h.clock,
		})
	if err != nil {
		t.Fatal(err)
	}
	h.openWithWebhooks()
	return h
}

// openWithWebhooks puts the service together anew, as after a restart.
func (h *partnerHouse) openWithWebhooks() {
	h.Helper()
	var err error
	h.service, err = notifications.Assemble(h.config, notifications.CoreParts{
		Store: h.store, Log: h.log, Holds: h.world, Preferences: h.world, Processes: h.world,
		Followers: []notifications.Follower{h.world}, Channels: []notifications.Channel{h.side.Channel()}, Now: h.clock,
	})
	if err != nil {
		h.Fatal(err)
	}
	temporal.Register(h.env, h.service.Activities)
	h.engine = edge.New("notifications", notifications.Version)
	api := edge.API(h.engine, "t", notifications.Version, "d")
	h.engine.Use(func(c *gin.Context) {
		person := identity.Person{Subject: "s-" + string(h.who), Parties: []party.Party{h.who}}
		c.Request = c.Request.WithContext(identity.With(c.Request.Context(), person))
	})
	h.side.Register(api)
}

// ask the API, as who is signed in.
func (h *partnerHouse) ask(method, path, body string) (int, string) {
	h.Helper()
	request := httptest.NewRequest(method, path, strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	h.keys++
	request.Header.Set("Idempotency-Key", fmt.Sprintf("sleutel-%04d", h.keys))
	got := httptest.NewRecorder()
	h.engine.ServeHTTP(got, request)
	return got.Code, got.Body.String()
}

// subscribe an address for the municipality of Zeist.
func (h *partnerHouse) subscribe(url string, more ...string) subscriptions.Shown {
	h.Helper()
	body := fmt.Sprintf(`{"party":"municipality:zeist","url":%q%s}`, url, strings.Join(append([]string{`,"format":"cloudevents"`}, more...), ","))
	code, answer := h.ask(http.MethodPost, "/v1/subscriptions", body)
	if code != http.StatusCreated {
		h.Fatalf("%d %s", code, answer)
	}
	var made subscriptions.Shown
	if err := json.Unmarshal([]byte(answer), &made); err != nil {
		h.Fatal(err)
	}
	return made
}

// change a subscription.
func (h *partnerHouse) change(one subscriptions.Shown, body string) {
	h.Helper()
	if code, answer := h.ask(http.MethodPut, "/v1/subscriptions/"+one.ID, body); code != http.StatusOK {
		h.Fatalf("%d %s", code, answer)
	}
}

// escalation to the municipality of Zeist: the decision is a week late.
func (h *partnerHouse) escalation(number int) *notificationsv1.NotifyRequest {
	about := fmt.Sprintf("term/beslistermijn/2026-11-%02d/+7/municipality", number)
	return &notificationsv1.NotifyRequest{
		Key: caseID + "/" + about + "/municipality:zeist", CaseId: caseID, Party: "municipality:zeist", About: about, Procedure: "tlv",
		Kind: notificationsv1.NoticeKind_NOTICE_KIND_ESCALATION,
		Matter: &notificationsv1.Matter{
			Kind: notificationsv1.MatterKind_MATTER_KIND_TERM, Rule: "beslistermijn", DueOn: "2026-11-13", Days: 7, AnswerOn: "2026-12-01",
		},
	}
}

// event on its way to a subscription.
func (h *partnerHouse) event(number int, to subscriptions.Shown) notifications.Delivery {
	h.Helper()
	delivery, err := h.store.Delivery(h.Context(), notifications.DeliveryID(h.escalation(number).Key, notifications.ChannelWebhook, to.ID))
	if err != nil {
		h.Fatal(err)
	}
	return delivery
}

// deliveries of a subscription as the API tells them.
func (h *partnerHouse) deliveries(of subscriptions.Shown, state string) []notifications.WebhookDelivery {
	h.Helper()
	code, answer := h.ask(http.MethodGet, "/v1/subscriptions/"+of.ID+"/deliveries?state="+state, "")
	var body struct {
		Items []notifications.WebhookDelivery
	}
	if err := json.Unmarshal([]byte(answer), &body); err != nil || code != http.StatusOK {
		h.Fatalf("%d %s: %v", code, answer, err)
	}
	return body.Items
}

// arrived is a message as a receiver got it.
type arrived struct {
	id, timestamp, signature, contentType string
	body                                  []byte
}

// receiver is the system of a municipality.
type receiver struct {
	*httptest.Server
	mu   sync.Mutex
	got  []arrived
	then http.HandlerFunc
	came chan struct{}
}

// newReceiver starts one that answers as it is told; nil takes everything.
func newReceiver(t *testing.T, then http.HandlerFunc) *receiver {
	t.Helper()
	r := &receiver{then: then, came: make(chan struct{}, 1000)}
	r.Server = httptest.NewUnstartedServer(http.HandlerFunc(r.take))
	r.Config.ErrorLog = log.New(io.Discard, "", 0)
	r.Start()
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) take(w http.ResponseWriter, request *http.Request) {
	body, err := io.ReadAll(request.Body)
	if err != nil {
		return
	}
	r.mu.Lock()
	r.got = append(r.got, arrived{
		id: request.Header.Get("Webhook-Id"), timestamp: request.Header.Get("Webhook-Timestamp"), signature: request.Header.Get("Webhook-Signature"),
		contentType: request.Header.Get("Content-Type"), body: body,
	})
	then := r.then
	r.mu.Unlock()
	r.came <- struct{}{}
	if then == nil {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	then(w, request)
}

// answers from now on with a status.
func (r *receiver) answers(status int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.then = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }
}

func (r *receiver) messages() []arrived {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]arrived{}, r.got...)
}

// signed says whether a message has a signature of this secret, worked out as a receiver does.
func (a arrived) signed(t *testing.T, secret string) bool {
	t.Helper()
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_"))
	if err != nil {
		t.Fatal(err)
	}
	mac := hmac.New(sha256.New, key)
	fmt.Fprintf(mac, "%s.%s.%s", a.id, a.timestamp, a.body)
	want := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
	for _, one := range strings.Fields(a.signature) {
		if hmac.Equal([]byte(one), []byte(want)) {
			return true
		}
	}
	return false
}

// day is as long as the schedule of an event takes.
const day = 86_125 * time.Second
