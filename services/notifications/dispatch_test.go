package notifications_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/services/notifications"
)

var errDied = errors.New("the process dies here")

// notificationsLease is longer than a lane stays with a dispatcher that died, and than the first waits after something went wrong.
const notificationsLease = 10 * time.Minute

func TestWhenItIsNotKnownWhetherAMailWasSentItGoesAgainAndTheProofTellsBoth(t *testing.T) {
	h := newHouse(t)
	h.store.FailSettle = errDied
	h.notify(h.task("taak-1"))
	h.round()
	h.expectState(notifications.Waiting, "taak-1")
	h.open()
	h.pass(notificationsLease)
	h.round()
	h.expectState(notifications.Accepted, "taak-1")
	mails := h.server.mails()
	if len(mails) != 2 || h.delivery("taak-1").Attempts != 2 {
		t.Fatalf("%d mails, %+v", len(mails), h.delivery("taak-1"))
	}
	first, _, _ := mails[0].read(t)
	second, _, _ := mails[1].read(t)
	if id := first.Get("Message-ID"); id == "" || id != second.Get("Message-ID") {
		t.Errorf("a mailbox cannot tell that it is the same mail: %q, %q", id, second.Get("Message-ID"))
	}
	expect(t, "evidence", h.proven(), "[accepted accepted]")
}

func TestAMailServerThatIsAwayForADayLosesNothing(t *testing.T) {
	h := newHouse(t)
	h.server.answers("", "421 4.3.0 out of order")
	for hour := range 24 {
		h.notify(h.task(fmt.Sprintf("taak-%d", hour)))
		for range 12 {
			h.round()
			h.pass(5 * time.Minute)
		}
	}
	if mails := len(h.server.mails()); mails != 0 {
		t.Fatalf("%d mails", mails)
	}
	if first := h.delivery("taak-0"); first.State != notifications.Waiting || first.Attempts < 24 || first.Attempts > 60 {
		t.Errorf("after a day: %+v", first)
	}
	h.server.answers("", "")
	h.pass(time.Hour)
	h.round()
	for hour := range 24 {
		h.expectState(notifications.Accepted, fmt.Sprintf("taak-%d", hour))
	}
	if mails := len(h.server.mails()); mails != 1 {
		t.Errorf("%d mails where one will do", mails)
	}
	accepted, deferred := 0, 0
	for _, kind := range h.proven() {
		switch kind {
		case "accepted":
			accepted++
		case "deferred":
			deferred++
		}
	}
	if accepted != 24 || deferred != 24 {
		t.Errorf("%d times accepted, %d times deferred in the proof, want each once a notice", accepted, deferred)
	}
}

func TestAnAddressThatIsRefusedStopsNoOther(t *testing.T) {
	h := newHouse(t)
	h.server.refuses(address, "550 5.1.1 <"+address+"> unknown")
	other := h.task("taak-2")
	other.SealedAddress = h.sealed("school@example.nl")
	h.notify(h.task("taak-1"), other)
	h.round()
	h.expectState(notifications.Refused, "taak-1")
	h.expectState(notifications.Accepted, "taak-2")
	if got := h.delivery("taak-1"); !strings.HasPrefix(got.Reply, "550 5.1.1") || strings.Contains(got.Reply, "@") || got.Attempts != 1 {
		t.Errorf("%+v", got)
	}
	expect(t, "mails", len(h.server.mails()), 1)
}

func TestARefusalForNowIsTriedAgainLaterAndLater(t *testing.T) {
	h := newHouse(t)
	h.server.answers("451 4.7.1 <"+address+"> greylisted", "")
	h.notify(h.task("taak-1"))
	now := monday
	for _, wait := range []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, time.Hour} {
		h.round()
		got := h.delivery("taak-1")
		if !got.DueAt.Equal(now.Add(wait)) || strings.Contains(got.Reply, "@") || !strings.Contains(got.Reply, "451 4.7.1") {
			t.Errorf("attempt %d: %+v", got.Attempts, got)
		}
		now = now.Add(wait)
		h.pass(wait)
	}
	h.server.answers("", "")
	h.round()
	h.expectState(notifications.Accepted, "taak-1")
}

func TestAMailThatIsRefusedForGoodForWhatItIsEnds(t *testing.T) {
	h := newHouse(t)
	h.server.answers("", "554 5.6.0 message refused")
	h.notify(h.task("taak-1"))
	h.round()
	h.expectState(notifications.Refused, "taak-1")
}

func TestMailsToOneAddressOfAQuarterOfAnHourGoTogether(t *testing.T) {
	h := newHouse(t)
	h.config.Bundle = 15 * time.Minute
	h.open()
	h.notify(h.task("taak-1"))
	h.pass(10 * time.Minute)
	other := h.task("ander")
	other.SealedAddress = h.sealed("school@example.nl")
	h.notify(h.task("taak-2"), h.request(notificationsv1.NoticeKind_NOTICE_KIND_LETTER, "brief"), other)
	h.round()
	expect(t, "mails before the quarter", len(h.server.mails()), 0)
	h.pass(5 * time.Minute)
	h.round()
	h.expectState(notifications.Accepted, "taak-1", "taak-2", "brief")
	h.expectState(notifications.Waiting, "ander")
	mails := h.server.mails()
	expect(t, "mails", len(mails), 1)
	_, text, html := mails[0].read(t)
	for _, want := range []string{"Er staan 3 berichten voor u klaar", "- 2 taken die voor u klaarstaan", "- een brief.", "Ga naar: " + portal + "/berichten\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("the mail does not say %q: %s", want, text)
		}
	}
	if !strings.Contains(html, "<li>2 taken die voor u klaarstaan</li>") || strings.Contains(text+html, caseID) {
		t.Errorf("%s", html)
	}
	if one, two := h.delivery("taak-1"), h.delivery("brief"); one.MailID == "" || one.MailID != two.MailID {
		t.Errorf("not known as one mail: %q, %q", one.MailID, two.MailID)
	}
}

func TestANoticeOfDefaultWaitsForNoOtherAndTakesAlongWhatWaits(t *testing.T) {
	h := newHouse(t)
	h.config.Bundle = 15 * time.Minute
	h.open()
	h.notify(h.task("taak-1"), h.request(notificationsv1.NoticeKind_NOTICE_KIND_DEFAULT, "ingebrekestelling"))
	h.round()
	h.expectState(notifications.Accepted, "taak-1", "ingebrekestelling")
	expect(t, "mails", len(h.server.mails()), 1)
}

func TestWhatNoLongerHoldsIsNotSent(t *testing.T) {
	h := newHouse(t)
	h.gone["tlv/"+caseID+"/taak-1"] = true
	h.notify(h.task("taak-1"), h.task("taak-2"))
	h.round()
	h.expectState(notifications.Superseded, "taak-1")
	h.expectState(notifications.Accepted, "taak-2")
	expect(t, "questions to the process", h.asked, 1)
	expect(t, "mails", len(h.server.mails()), 1)
	expect(t, "evidence", h.proven(), "[superseded accepted]")
}

func TestWhatCannotBeAskedIsSentLater(t *testing.T) {
	h := newHouse(t)
	h.away = errors.New("no worker")
	h.notify(h.task("taak-1"))
	h.round()
	h.expectState(notifications.Waiting, "taak-1")
	h.away = nil
	h.pass(time.Minute)
	h.round()
	h.expectState(notifications.Accepted, "taak-1")
	expect(t, "evidence", h.proven(), "[accepted]")
}

func TestTheStopButtonHoldsItsKindAndAsksNothingMore(t *testing.T) {
	h := newHouse(t)
	h.stopped["task"] = true
	h.notify(h.task("taak-1"), h.reminder("herinnering"))
	h.round()
	h.expectState(notifications.Held, "taak-1")
	h.expectState(notifications.Accepted, "herinnering")
	expect(t, "why", h.delivery("taak-1").Reply, "stop-1")
	h.stopped["task"] = false
	if resumed, err := h.store.Resume(t.Context(), h.delivery("taak-1").ID, h.clock(), notifications.Held); err != nil || !resumed {
		t.Fatal(resumed, err)
	}
	h.round()
	h.expectState(notifications.Accepted, "taak-1")
	expect(t, "evidence", h.proven(), "[accepted held accepted]")
}

func TestWhoChoseNoMailIsToldInThePortalOnly(t *testing.T) {
	h := newHouse(t)
	h.recipients[0].How = notifications.None
	h.notify(h.task("taak-1"))
	h.round()
	h.expectState(notifications.Dropped, "taak-1")
	expect(t, "mails", len(h.server.mails()), 0)
	expect(t, "evidence", h.proven(), "[dropped]")
}

func TestThereIsAMaximumOfRemindersByMailAboutOneThing(t *testing.T) {
	h := newHouse(t)
	h.config.MaxReminders = 2
	h.open()
	other := h.reminder("andere termijn")
	other.Matter.Rule = "hersteltermijn"
	for _, request := range []*notificationsv1.NotifyRequest{h.reminder("1"), h.reminder("2"), h.reminder("3"), other, h.task("taak")} {
		h.notify(request)
		h.round()
	}
	h.expectState(notifications.Accepted, "1", "2", "andere termijn", "taak")
	h.expectState(notifications.Dropped, "3")
	expect(t, "mails", len(h.server.mails()), 4)
}

func TestTheMaximumHoldsWithinOneMailToo(t *testing.T) {
	h := newHouse(t)
	h.config.MaxReminders = 2
	h.open()
	h.notify(h.reminder("1"), h.reminder("2"), h.reminder("3"))
	h.round()
	h.expectState(notifications.Accepted, "1", "2")
	h.expectState(notifications.Dropped, "3")
}

func TestTwoDispatchersSendEachNoticeOnce(t *testing.T) {
	h := newHouse(t)
	for i := range 40 {
		request := h.task(fmt.Sprintf("taak-%d", i))
		request.SealedAddress = h.sealed(fmt.Sprintf("school-%d@example.nl", i/2))
		h.notify(request)
	}
	var running sync.WaitGroup
	for _, replica := range []*notifications.Core{h.service, h.another()} {
		running.Go(func() {
			if err := replica.Round(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	running.Wait()
	for i := range 40 {
		h.expectState(notifications.Accepted, fmt.Sprintf("taak-%d", i))
	}
	expect(t, "mails", len(h.server.mails()), 20)
}

func TestARunningDispatcherSendsWhatIsHandedOverAtOnce(t *testing.T) {
	h := newHouse(t)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- h.service.Run(ctx) }()
	h.notify(h.task("taak-1"))
	select {
	case <-h.server.took:
	case <-time.After(30 * time.Second):
		t.Error("nothing came")
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// asked counts how often the store is searched for work.
type asked struct {
	notifications.Store
	searches atomic.Int64
}

// Due implements notifications.Schedule.
func (a *asked) Due(ctx context.Context, channel string, now, upTo time.Time, busy []string, limit int) ([]notifications.Work, error) {
	a.searches.Add(1)
	return a.Store.Due(ctx, channel, now, upTo, busy, limit)
}

// TestALongBacklogIsNotSearchedForEveryMail: without an index, a search goes through all that waits.
func TestALongBacklogIsNotSearchedForEveryMail(t *testing.T) {
	h := newHouse(t)
	const people = 300
	for i := range people {
		request := h.task(fmt.Sprintf("taak-%d", i))
		request.SealedAddress = h.sealed(fmt.Sprintf("school-%d@example.nl", i))
		h.notify(request)
	}
	counting := &asked{Store: h.store}
	service, err := notifications.Assemble(h.config, notifications.CoreParts{
		Store: counting, Log: h.log, Holds: h.world, Preferences: h.world, Processes: h.world, Now: h.clock,
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := service.Round(t.Context()); err != nil {
		t.Fatal(err)
	}
	expect(t, "mails", len(h.server.mails()), people)
	if got := counting.searches.Load(); got > people/10 {
		t.Errorf("searched %d times", got)
	}
}
