package year

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/party"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/proto/keyring"
	"traject.nl/services/notifications"
	"traject.nl/services/notifications/notificationstest"
	"traject.nl/services/notifications/partner"
	"traject.nl/services/notifications/subscriptions"
	"traject.nl/services/notifications/subscriptions/subscriptionstest"
	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/live/livetest"
	"traject.nl/workflows/casework/caseworktest"
	"traject.nl/workflows/tlv/tlvtest"
)

// bundle is how long mails wait for each other, as in an office.
const bundle = 15 * time.Minute

// refused is whom the mail server has never heard of, and unreachable who has no address at all.
var (
	refusedParty = string(party.Of(party.Expert, tlvtest.Gz))
	unreachable  = tlvtest.SecondParent
)

// house is the notifications service on a clock that the year turns, with a mail server and the systems of the municipalities around it.
type house struct {
	*testing.T
	service  *notifications.Service
	store    *notificationstest.Memory
	post     *notificationstest.Post
	log      evidence.Log
	delivery *keyring.Ring
	mail     *mailServer
	systems  map[string]*system
	views    map[string]*casesv1.View

	mu  sync.Mutex
	now time.Time
}

func newHouse(t *testing.T, all []*played) *house {
	t.Helper()
	h := &house{
		T: t, store: &notificationstest.Memory{}, post: &notificationstest.Post{}, log: evidence.Memory("notifications"),
		delivery: keyring.Generate("delivery"), mail: startMail(t), systems: map[string]*system{}, views: map[string]*casesv1.View{},
		now: caseworktest.NineOn(firstDay).AddDate(0, 0, -1),
	}
	for _, p := range all {
		h.views[p.caseID] = p.view
	}
	partners := &subscriptionstest.Memory{}
	for _, municipality := range municipalities {
		h.systems[municipality] = h.subscribe(partners, municipality)
	}
	service, err := notifications.New(notifications.Config{
		SMTP: h.mail.settings(), Delivery: h.delivery, PortalURL: "https://traject.example", Bundle: bundle,
		Partners: notifications.Partners{
			KvK: "00000000", System: "traject", CasesURL: "https://cases.example", Municipalities: municipalities, AllowPrivate: true,
		},
	}, notifications.Parts{
		Store: h.store, Preferences: h.preferences(), Stops: &notificationstest.Stops{}, Post: h.post,
		Subscriptions: partners, Evidence: h.log, Processes: h, Live: livetest.NewMemory(), Now: h.clock,
	})
	if err != nil {
		t.Fatal(err)
	}
	h.service = service
	return h
}

// preferences: the SOT reads news of placements once a week.
func (h *house) preferences() notifications.PreferenceStore {
	chosen := &notificationstest.Preferences{}
	err := chosen.SavePreference(h.Context(), notifications.Preference{
		ID: "sot:zeist/" + notifications.Mailbox, Party: "sot:zeist", To: notifications.Mailbox, Version: 1,
		Kinds: map[string]notifications.How{notifications.KindPlacement: notifications.Weekly, notifications.KindBuitenkans: notifications.Weekly},
	})
	if err != nil {
		h.Fatal(err)
	}
	return chosen
}

func (h *house) clock() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

// Hold implements notifications.Processes: the record knows what was still to be done at this moment.
func (h *house) Hold(_ context.Context, _, caseID string, reasons []*notificationsv1.Reason) ([]bool, error) {
	var hold []bool
	for _, reason := range reasons {
		hold = append(hold, holds(h.views[caseID], reason, h.clock()))
	}
	return hold, nil
}

// chores are done as often as matters to a term of forty-eight hours.
const choresEvery = 4 * time.Hour

// live through the year: every notice at its moment, and everything that falls due in between.
func (h *house) live(every []told) {
	ctx := h.Context()
	for _, n := range every {
		h.passTo(n.at)
		request := proto.CloneOf(n.NotifyRequest)
		request.SealedAddress = h.sealed(request.GetParty())
		if err := h.service.Notify(ctx, request); err != nil {
			h.Fatalf("%s: %v", request.GetKey(), err)
		}
	}
	h.passTo(caseworktest.NineOn(lastDay).AddDate(0, 0, 14))
}

// passTo a moment, with all that is due before it.
func (h *house) passTo(moment time.Time) {
	for stuck := 0; ; stuck++ {
		before := h.clock()
		next, err := h.service.DeliverDue(h.Context())
		if err != nil {
			h.Fatal(err)
		}
		if stuck > 100 {
			h.Fatalf("time stands still at %s, on the way to %s; next is %s", before, moment, next)
		}
		step := h.clock().Add(choresEvery).Truncate(choresEvery)
		chore := next.IsZero() || step.Before(next)
		if !chore {
			step = next
		}
		if step.After(moment) {
			h.turn(moment)
			return
		}
		h.turn(step)
		if h.clock().After(before) {
			stuck = 0
		}
		if chore {
			h.work()
		}
	}
}

// work: the service does its chores, and the office calls everybody whose message did not arrive, the day after the next.
func (h *house) work() {
	if err := h.service.DoChores(h.Context()); err != nil {
		h.Fatal(err)
	}
	for _, queue := range []string{notifications.QueueUndelivered, notifications.QueuePrint} {
		items, err := h.post.Open(h.Context(), queue, 1000)
		if err != nil {
			h.Fatal(err)
		}
		for _, item := range items {
			if h.clock().Sub(item.Since) < 30*time.Hour {
				continue
			}
			if _, err := h.post.SettleItem(h.Context(), item.ID, notifications.HowPhoned, h.clock().Format(time.DateOnly), h.clock()); err != nil {
				h.Fatal(err)
			}
		}
	}
}

func (h *house) turn(to time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if to.After(h.now) {
		h.now = to
	}
}

// addressOf a party: its own name at a mail server.
func addressOf(who string) string {
	return strings.NewReplacer(":", ".", "/", ".").Replace(who) + "@post.example"
}

func (h *house) sealed(who string) []byte {
	if who == unreachable {
		return nil
	}
	sealed, err := h.delivery.Seal([]byte(addressOf(who)), []byte(notifications.DeliveryContext))
	if err != nil {
		h.Fatal(err)
	}
	return sealed
}

// mailServer keeps to whom a mail was sent and what it says.
type mailServer struct {
	port int
	mu   sync.Mutex
	took []mail
}

type mail struct{ to, text string }

func startMail(t *testing.T) *mailServer {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	m := &mailServer{port: listener.Addr().(*net.TCPAddr).Port}
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &conversation{server: m}, nil }))
	go func() { _ = server.Serve(listener) }() // until it is closed
	t.Cleanup(func() { server.Close() })
	return m
}

func (m *mailServer) settings() notifications.SMTP {
	return notifications.SMTP{Host: "127.0.0.1", Port: m.port, TLS: "none", From: "Traject <traject@zout.example>"}
}

func (m *mailServer) all() []mail {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.took
}

// conversation is one delivery of mail.
type conversation struct {
	server *mailServer
	to     string
}

func (c *conversation) Reset()                               { c.to = "" }
func (c *conversation) Logout() error                        { return nil }
func (c *conversation) Mail(string, *smtp.MailOptions) error { return nil }

func (c *conversation) Rcpt(to string, _ *smtp.RcptOptions) error {
	if to == addressOf(refusedParty) {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such mailbox"}
	}
	c.to = to
	return nil
}

func (c *conversation) Data(body io.Reader) error {
	text, err := io.ReadAll(body)
	if err != nil {
		return err
	}
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	c.server.took = append(c.server.took, mail{c.to, string(text)})
	return nil
}

// system of a municipality: it keeps the ids of the events that it got.
type system struct {
	mu     sync.Mutex
	events map[string]int
}

func (h *house) subscribe(partners *subscriptionstest.Memory, municipality string) *system {
	h.Helper()
	s := &system{events: map[string]int{}}
	server := httptest.NewServer(http.HandlerFunc(s.take))
	h.Cleanup(server.Close)
	sealed, err := h.delivery.Seal([]byte(partner.NewSecret().Reveal()), []byte("webhook/"+municipality))
	if err != nil {
		h.Fatal(err)
	}
	err = partners.Insert(h.Context(), subscriptions.Subscription{
		ID: municipality, Party: string(party.Of(party.Municipality, municipality)), URL: server.URL, Format: partner.CloudEvents, Active: true,
		CreatedAt: h.now, Secrets: []subscriptions.Sealed{{Secret: sealed}},
	})
	if err != nil {
		h.Fatal(err)
	}
	return s
}

func (s *system) take(w http.ResponseWriter, r *http.Request) {
	var event struct{ ID string }
	if err := json.NewDecoder(r.Body).Decode(&event); err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.events[event.ID]++
}
