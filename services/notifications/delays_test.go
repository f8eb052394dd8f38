package notifications_test

import (
	"errors"
	"fmt"
	"runtime"
	"testing"
	"time"

	"traject.nl/services/notifications"
)

func TestAnAddressOfASlowServerDelaysNoOther(t *testing.T) {
	h := newHouse(t)
	goOn := h.server.isSlow(address)
	other := h.task("taak-2")
	other.SealedAddress = h.sealed("school@example.nl")
	h.notify(h.task("taak-1"), other)
	ended := make(chan error, 1)
	go func() { ended <- h.service.Round(t.Context()) }()
	select {
	case <-h.server.took:
	case <-time.After(30 * time.Second):
		t.Fatal("the other address waits")
	}
	expect(t, "mails while one waits", len(h.server.mails()), 1)
	goOn()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	h.expectState(notifications.Accepted, "taak-1", "taak-2")
}

func TestThatSomebodyElseFailsSendsNothingTwice(t *testing.T) {
	h := newHouse(t)
	h.failing = errors.New("the inbox is not told")
	h.notify(h.task("taak-1"))
	for range 3 {
		h.round()
		h.pass(time.Hour)
	}
	h.expectState(notifications.Accepted, "taak-1")
	expect(t, "mails", len(h.server.mails()), 1)
}

func TestWhatIsRefusedStaysUntilTheOfficeKnows(t *testing.T) {
	h := newHouse(t)
	h.server.refuses(address, "550 5.1.1 unknown")
	h.failing = errors.New("the post room is away")
	h.notify(h.task("taak-1"))
	h.round()
	h.expectState(notifications.Waiting, "taak-1")
	h.failing = nil
	h.pass(time.Minute)
	h.round()
	h.expectState(notifications.Refused, "taak-1")
	expect(t, "followers", h.settled, "[taak-1 refused]")
}

func TestAHundredThousandThatAreNotDueTakeNoMemoryOfTheDispatcher(t *testing.T) {
	h := newHouse(t)
	const count = 100_000
	scheduled := make([]notifications.Delivery, count)
	for i := range scheduled {
		scheduled[i] = notifications.Delivery{
			ID: fmt.Sprint(i), Channel: notifications.ChannelMail, To: notifications.Mailbox, State: notifications.Waiting,
			Lane: notifications.LaneOf(notifications.ChannelMail, fmt.Sprint(i)), DueAt: monday.Add(240 * time.Hour),
		}
	}
	if err := h.store.Plan(t.Context(), scheduled...); err != nil {
		t.Fatal(err)
	}
	before := heap()
	for range 4 {
		h.round()
		h.pass(time.Minute)
	}
	if grown := int64(heap()) - int64(before); grown > 1<<20 {
		t.Errorf("grew by %d bytes", grown)
	}
	h.notify(h.task("taak-1"))
	h.round()
	h.expectState(notifications.Accepted, "taak-1")
	runtime.KeepAlive(scheduled)
}

// heap is what is in use after collecting.
func heap() uint64 {
	runtime.GC()
	var now runtime.MemStats
	runtime.ReadMemStats(&now)
	return now.HeapAlloc
}
