package notifications_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"go.temporal.io/sdk/testsuite"

	contract "traject.nl/proto/contract/notifications"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/proto/keyring"
	"traject.nl/services/notifications"
	"traject.nl/services/notifications/notificationstest"
	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/temporal"
)

const (
	address = "ouder.voorbeeld@example.nl"
	caseID  = "k3v9x2m7q4ht"
	portal  = "https://traject.example"
)

var monday = time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)

// house is the service under test, with a real mail server and a clock that the test turns.
type house struct {
	*testing.T
	*world
	env     *testsuite.TestActivityEnvironment
	service *notifications.Core
	server  *mailServer
	store   *notificationstest.Memory
	log     evidence.Log
	config  notifications.Config
}

// world is all around the service, as a test wants it.
type world struct {
	mu         sync.Mutex
	now        time.Time
	stopped    map[string]bool
	recipients []notifications.Recipient
	gone       map[string]bool
	away       error
	asked      int
	settled    []string
	failing    error
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

// pass lets time pass.
func (w *world) pass(length time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(length)
}

// Stopped implements notifications.Holds.
func (w *world) Stopped(_ context.Context, kind string) (string, bool, error) {
	return "stop-1", w.stopped[kind], nil
}

// Recipients implements notifications.Preferences.
func (w *world) Recipients(context.Context, string, string) ([]notifications.Recipient, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.recipients), nil
}

// Hold implements notifications.Processes.
func (w *world) Hold(_ context.Context, procedure, caseID string, reasons []*notificationsv1.Reason) ([]bool, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked++
	var hold []bool
	for _, reason := range reasons {
		hold = append(hold, !w.gone[procedure+"/"+caseID+"/"+reason.About])
	}
	return hold, w.away
}

// Placed implements notifications.Follower.
func (w *world) Placed(context.Context, notifications.Notice) error { return nil }

// Settled implements notifications.Follower.
func (w *world) Settled(_ context.Context, notice notifications.Notice, delivery notifications.Delivery) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.failing != nil {
		return w.failing
	}
	w.settled = append(w.settled, fmt.Sprintf("%s %s", notice.About, delivery.State))
	return nil
}

func newHouse(t *testing.T) *house {
	t.Helper()
	delivery := keyring.Generate("delivery")
	h := &house{
		T: t, server: startMailServer(t), store: &notificationstest.Memory{}, log: evidence.Memory("notifications"),
		env: (&testsuite.WorkflowTestSuite{}).NewTestActivityEnvironment(),
		world: &world{
			now: monday, stopped: map[string]bool{}, gone: map[string]bool{},
			recipients: []notifications.Recipient{{To: notifications.Mailbox, How: notifications.Direct}},
		},
	}
	h.config = notifications.Config{SMTP: h.server.settings(), Delivery: delivery, PortalURL: portal + "/"}
	h.open()
	return h
}

// open puts the service together anew, as after a restart: what it keeps is in its store.
func (h *house) open() {
	h.Helper()
	h.service = h.another()
	temporal.Register(h.env, h.service.Activities)
}

// another is one more replica of the service.
func (h *house) another() *notifications.Core {
	h.Helper()
	service, err := notifications.Assemble(h.config, notifications.CoreParts{
		Store: h.store, Log: h.log, Holds: h.world, Preferences: h.world, Processes: h.world,
		Followers: []notifications.Follower{h.world}, Now: h.clock,
	})
	if err != nil {
		h.Fatal(err)
	}
	return service
}

func (h *house) sealed(address string) []byte {
	h.Helper()
	sealed, err := h.config.Delivery.Seal([]byte(address), []byte(notifications.DeliveryContext))
	if err != nil {
		h.Fatal(err)
	}
	return sealed
}

func (h *house) request(kind notificationsv1.NoticeKind, about string) *notificationsv1.NotifyRequest {
	h.Helper()
	return &notificationsv1.NotifyRequest{
		Key: caseID + "/" + about + "/parent:0123", CaseId: caseID, Party: "parent:0123", Kind: kind, SealedAddress: h.sealed(address),
		About: about, Procedure: "tlv",
	}
}

// task is a request about a task.
func (h *house) task(about string) *notificationsv1.NotifyRequest {
	h.Helper()
	return h.request(notificationsv1.NoticeKind_NOTICE_KIND_TASK, about)
}

// reminder is a request about a term that is nearly late.
func (h *house) reminder(about string) *notificationsv1.NotifyRequest {
	h.Helper()
	request := h.request(notificationsv1.NoticeKind_NOTICE_KIND_REMINDER, about)
	request.Matter = &notificationsv1.Matter{Kind: notificationsv1.MatterKind_MATTER_KIND_TERM, Rule: "beslistermijn", DueOn: "2026-12-01"}
	return request
}

// notify hands a notice over, and refuses anything but that it was taken.
func (h *house) notify(requests ...*notificationsv1.NotifyRequest) {
	h.Helper()
	for _, request := range requests {
		value, err := h.env.ExecuteActivity(contract.Notify, request)
		if err != nil {
			h.Fatal(err)
		}
		var response notificationsv1.NotifyResponse
		if err := value.Get(&response); err != nil || !response.GetSent() {
			h.Fatalf("%s: taken %v, %v", request.Key, response.GetSent(), err)
		}
	}
}

// round dispatches what is due.
func (h *house) round() {
	h.Helper()
	if err := h.service.Round(h.Context()); err != nil {
		h.Fatal(err)
	}
}

// delivery by the part of its key between case and party.
func (h *house) delivery(about string) notifications.Delivery {
	h.Helper()
	id := notifications.DeliveryID(caseID+"/"+about+"/parent:0123", notifications.ChannelMail, notifications.Mailbox)
	delivery, err := h.store.Delivery(h.Context(), id)
	if err != nil {
		h.Fatal(err)
	}
	return delivery
}

// expectState of deliveries.
func (h *house) expectState(state notifications.State, abouts ...string) {
	h.Helper()
	for _, about := range abouts {
		if got := h.delivery(about); got.State != state {
			h.Errorf("%s is %s (%q), want %s", about, got.State, got.Reply, state)
		}
	}
}

// proven are the kinds of evidence of the case, in order, but for that it was made.
func (h *house) proven() []string {
	h.Helper()
	entries, err := h.log.OfCase(h.Context(), caseID)
	if err != nil {
		h.Fatal(err)
	}
	if err := evidence.Verify(entries); err != nil {
		h.Fatal(err)
	}
	found := []string{}
	for _, entry := range entries {
		if entry.Kind != evidence.Composed && entry.Kind != evidence.Accessible {
			found = append(found, string(entry.Kind))
		}
	}
	return found
}

func expect(t *testing.T, what string, got, want any) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}
