package notifications_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"traject.nl/services/notifications"
)

func TestARedirectIsNoDelivery(t *testing.T) {
	h := newPartnerHouse(t)
	elsewhere := newReceiver(t, nil)
	system := newReceiver(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, elsewhere.URL, http.StatusPermanentRedirect)
	})
	made := h.subscribe(system.URL)
	h.notify(h.escalation(1))
	h.round()
	expect(t, "messages elsewhere", len(elsewhere.messages()), 0)
	if got := h.event(1, made); got.State != notifications.Waiting || !strings.HasPrefix(got.Reply, "308") {
		t.Errorf("%+v", got)
	}
}

func TestAReceiverWithACertificateOfAStrangerGetsNothing(t *testing.T) {
	h := newPartnerHouse(t)
	system := newReceiver(t, nil)
	plain := system.Config.Handler
	secured := httptest.NewUnstartedServer(plain)
	secured.Config.ErrorLog = system.Config.ErrorLog
	secured.StartTLS()
	t.Cleanup(secured.Close)
	made := h.subscribe(secured.URL)
	h.notify(h.escalation(1))
	h.round()
	if got := h.event(1, made); got.State != notifications.Waiting || !strings.Contains(got.Reply, "certificate") || len(system.messages()) != 0 {
		t.Errorf("%+v", got)
	}
}

// One receiver hangs, one sends a gigabyte: the third has all its events meanwhile.
func TestAReceiverThatHangsOrSendsAGigabyteDelaysNoOther(t *testing.T) {
	h := newPartnerHouse(t)
	release := make(chan struct{})
	hanging := newReceiver(t, func(http.ResponseWriter, *http.Request) { <-release })
	t.Cleanup(func() { close(release) })
	huge := newReceiver(t, func(w http.ResponseWriter, _ *http.Request) {
		chunk := make([]byte, 64<<10)
		for range 1 << 14 {
			if _, err := w.Write(chunk); err != nil {
				return
			}
		}
	})
	healthy := newReceiver(t, nil)
	h.subscribe(hanging.URL)
	made := h.subscribe(huge.URL)
	h.subscribe(healthy.URL)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- h.service.Run(ctx) }()
	const events = 10
	for number := range events {
		h.notify(h.escalation(number + 1))
	}
	for range events {
		<-healthy.came
	}
	for range events {
		<-huge.came
	}
	<-hanging.came
	stop()
	release <- struct{}{}
	t.Log("hanging got", len(hanging.messages()), "of", events, "events while the healthy one got all")
	h.drain(release, ended)
	if got := h.event(1, made); got.State != notifications.Accepted {
		t.Errorf("of the gigabyte: %+v", got)
	}
}

// drain lets a receiver that hangs go until the service ended.
func (h *partnerHouse) drain(release chan struct{}, ended chan error) {
	h.Helper()
	for {
		select {
		case release <- struct{}{}:
		case err := <-ended:
			if err != nil {
				h.Error(err)
			}
			return
		}
	}
}

// When the process dies after the receiver took an event, it goes again: the same source and id, so that the receiver knows it.
func TestAfterACrashAnEventGoesAgainWithTheSameID(t *testing.T) {
	h := newPartnerHouse(t)
	system := newReceiver(t, nil)
	made := h.subscribe(system.URL)
	h.notify(h.escalation(1), h.escalation(2))
	h.store.FailSettle = errDied
	if err := h.service.Dispatchers[notifications.ChannelWebhook].Round(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.openWithWebhooks()
	h.pass(notificationsLease)
	h.round()
	times := map[string]int{}
	for _, message := range system.messages() {
		var event map[string]string
		if err := json.Unmarshal(message.body, &event); err != nil || event["id"] != message.id {
			t.Errorf("%v, %v", event, err)
		}
		times[event["source"]+" "+event["id"]]++
	}
	if len(times) != 2 || len(system.messages()) != 3 {
		t.Errorf("%v", times)
	}
	for number := range 2 {
		expect(t, "state", h.event(number+1, made).State, notifications.Accepted)
	}
}

func TestAReceiverThatAsksForTimeGetsIt(t *testing.T) {
	h := newPartnerHouse(t)
	system := newReceiver(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusTooManyRequests)
	})
	made := h.subscribe(system.URL)
	h.notify(h.escalation(1))
	h.round()
	if got := h.event(1, made); !got.DueAt.Equal(monday.Add(time.Hour)) {
		t.Errorf("%+v", got)
	}
}

// Behind a receiver that never answers, what had no turn loses no attempt.
func TestALaneFullOfEventsBehindAReceiverThatHangsLosesNoAttempts(t *testing.T) {
	h := newPartnerHouse(t)
	release := make(chan struct{})
	hanging := newReceiver(t, func(http.ResponseWriter, *http.Request) { <-release })
	t.Cleanup(func() { close(release) })
	h.subscribe(hanging.URL)
	for number := range 20 {
		h.notify(h.escalation(number + 1))
	}
	ctx, stop := context.WithCancel(t.Context())
	taken, err := h.store.Due(t.Context(), notifications.ChannelWebhook, monday, monday, nil, 10)
	if err != nil || len(taken) != 1 {
		t.Fatal(taken, err)
	}
	outgoing := h.outgoing(taken[0].Lane)
	go func() {
		<-hanging.came
		stop()
	}()
	results := h.side.Channel().Deliver(ctx, taken[0].Lane, outgoing)
	if len(results) == 0 || len(results) >= 20 {
		t.Errorf("%d of 20 had a turn", len(results))
	}
	for _, result := range results {
		if result.State != notifications.Waiting || result.ID == "" {
			t.Errorf("%+v", result)
		}
	}
}

// outgoing are the deliveries of a lane with their notices.
func (h *partnerHouse) outgoing(lane string) []notifications.Outgoing {
	h.Helper()
	deliveries, err := h.store.DeliveriesIn(h.Context(), lane, notifications.Waiting, 100)
	if err != nil {
		h.Fatal(err)
	}
	outgoing := make([]notifications.Outgoing, len(deliveries))
	for i, delivery := range deliveries {
		notice, err := h.store.Notice(h.Context(), delivery.NoticeKey)
		if err != nil {
			h.Fatal(err)
		}
		outgoing[i] = notifications.Outgoing{Delivery: delivery, Notice: notice}
	}
	return outgoing
}
