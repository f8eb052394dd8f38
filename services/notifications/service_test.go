package notifications_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"traject.nl/proto/keyring"
	"traject.nl/services/notifications"
	"traject.nl/services/notifications/notificationstest"
	"traject.nl/services/notifications/subscriptions/subscriptionstest"
	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/live/livetest"
)

func TestTheWholeServiceDeliversOnAClockThatIsHeld(t *testing.T) {
	h := newHouse(t)
	h.config.Bundle = 15 * time.Minute
	h.config.Partners = notifications.Partners{KvK: "12345678", System: "traject", CasesURL: "https://zaken.example", Municipalities: []string{"zeist"}}
	h.config.Bounce.Address = "terug@zout.example"
	service, err := notifications.New(h.config, notifications.Parts{
		Store: h.store, Preferences: &notificationstest.Preferences{}, Stops: &notificationstest.Stops{}, Post: &notificationstest.Post{},
		Subscriptions: &subscriptionstest.Memory{}, Evidence: h.log, Processes: h.world, Live: livetest.NewMemory(), Now: h.clock,
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := service.Notify(t.Context(), h.task("taak-1")); err != nil {
		t.Fatal(err)
	}
	for _, want := range []time.Time{monday.Add(15 * time.Minute), {}} {
		next, err := service.DeliverDue(t.Context())
		if err != nil || !next.Equal(want) {
			t.Errorf("the next is due at %s, %v, want %s", next, err, want)
		}
		h.pass(15 * time.Minute)
	}
	h.expectState(notifications.Accepted, "taak-1")
	if from := h.server.mails()[0].from; len(from) < len("MAIL FROM:<terug+")+32 || from[:len("MAIL FROM:<terug+")] != "MAIL FROM:<terug+" {
		t.Errorf("what comes back cannot be told from what comes back of another mail: %s", from)
	}
	if err := service.DoChores(t.Context()); err != nil {
		t.Error(err)
	}
}

// dying is a store of a process that dies before it plans what it placed.
type dying struct {
	*notificationstest.Memory
	died bool
}

func (d *dying) Plan(ctx context.Context, deliveries ...notifications.Delivery) error {
	if !d.died {
		d.died = true
		return errDied
	}
	return d.Memory.Plan(ctx, deliveries...)
}

func TestANoticeThatWasCutShortIsTakenOverWhenItIsHandedOverAgain(t *testing.T) {
	h := newHouse(t)
	service, err := notifications.New(h.config, notifications.Parts{
		Store: &dying{Memory: h.store}, Preferences: &notificationstest.Preferences{}, Stops: &notificationstest.Stops{},
		Post: &notificationstest.Post{}, Evidence: h.log, Processes: h.world, Live: livetest.NewMemory(), Now: h.clock,
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := service.Notify(t.Context(), h.task("taak-1")); !errors.Is(err, errDied) {
		t.Fatalf("the process did not die: %v", err)
	}
	h.pass(time.Minute)
	if err := service.Notify(t.Context(), h.task("taak-1")); err != nil {
		t.Fatal(err)
	}
	if _, err := service.DeliverDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.expectState(notifications.Accepted, "taak-1")
	entries, err := h.log.OfCase(t.Context(), caseID)
	if err != nil || len(entries) != 3 || entries[1].Kind != evidence.Accessible || !entries[1].At.Equal(monday) {
		t.Errorf("accessible since the first time, and proven once: %+v, %v", entries, err)
	}
}

func TestAKeyThatIsMissingSendsNothingAndIsTriedAgain(t *testing.T) {
	h := newHouse(t)
	h.notify(h.task("taak-1"))
	h.config.Delivery = keyring.Generate("another")
	h.open()
	h.round()
	h.expectState(notifications.Waiting, "taak-1")
	expect(t, "mails", len(h.server.mails()), 0)
}
