package notifications_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"traject.nl/proto/contract/party"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/services/notifications"
	"traject.nl/services/notifications/partner"
	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/settings"
)

func TestAMunicipalityIsToldOfAnEscalationOnceSignedAndWithoutAWordTooMany(t *testing.T) {
	h := newPartnerHouse(t)
	system := newReceiver(t, nil)
	made := h.subscribe(system.URL + "/haak?token=geheim")
	h.notify(h.escalation(1), h.escalation(1))
	h.round()
	got := system.messages()
	if len(got) != 1 || !got[0].signed(t, made.Secret) || got[0].contentType != "application/cloudevents+json" ||
		got[0].timestamp != strconv.FormatInt(monday.Unix(), 10) {
		t.Fatalf("%+v", got)
	}
	var event map[string]string
	if err := json.Unmarshal(got[0].body, &event); err != nil || event["id"] != got[0].id || event["subject"] != caseID || len(event) != 7 {
		t.Errorf("%v, %v", event, err)
	}
	if delivery := h.event(1, made); delivery.State != notifications.Accepted || delivery.Attempts != 1 || delivery.Reply != "204 No Content" {
		t.Errorf("%+v", delivery)
	}
	h.pass(24 * time.Hour)
	h.round()
	expect(t, "messages a day later", len(system.messages()), 1)
}

func TestOnlyAnEscalationToThePartyOfASubscriptionThatWantsItGoes(t *testing.T) {
	h := newPartnerHouse(t)
	bezwaren, all := newReceiver(t, nil), newReceiver(t, nil)
	h.subscribe(bezwaren.URL, `"types":["nl.passendonderwijs.bezwaren"]`)
	h.subscribe(all.URL)
	other, board, task, letter := h.escalation(2), h.escalation(3), h.escalation(4), h.escalation(5)
	other.Party, other.Key = "municipality:bunnik", other.Key+"x"
	board.Party, board.Key = "board:stichting-de-horizon", board.Key+"x"
	task.Matter.Kind, task.Procedure = notificationsv1.MatterKind_MATTER_KIND_TASK, "bezwaar"
	letter.Kind, letter.Matter = notificationsv1.NoticeKind_NOTICE_KIND_TASK, nil
	h.notify(h.escalation(1), other, board, task, letter)
	h.round()
	expect(t, "all", len(all.messages()), 2)
	expect(t, "bezwaren", len(bezwaren.messages()), 1)
	if got := string(bezwaren.messages()[0].body); !strings.Contains(got, "nl.passendonderwijs.bezwaren.taak-te-laat") {
		t.Error(got)
	}
}

func TestTwoFormatsOfOneEventHaveTheSameSourceAndID(t *testing.T) {
	h := newPartnerHouse(t)
	events, vng := newReceiver(t, nil), newReceiver(t, nil)
	h.subscribe(events.URL)
	made := h.subscribe(vng.URL)
	h.change(made, fmt.Sprintf(`{"url":%q,"format":"notificaties"}`, vng.URL))
	h.notify(h.escalation(1))
	h.round()
	var event map[string]string
	var notificatie struct {
		Kanaal    string
		Kenmerken map[string]string
	}
	if err := json.Unmarshal(events.messages()[0].body, &event); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(vng.messages()[0].body, &notificatie); err != nil {
		t.Fatal(err)
	}
	if notificatie.Kanaal != "toelaatbaarheidsverklaringen" || notificatie.Kenmerken["id"] != event["id"] || notificatie.Kenmerken["bron"] != event["source"] {
		t.Errorf("%v, %v", event, notificatie)
	}
	if got := vng.messages()[0]; got.contentType != "application/json" || !got.signed(t, made.Secret) {
		t.Errorf("%+v", got)
	}
}

func TestAReceiverThatAnswers500AndThen200GetsTheSameEventAgain(t *testing.T) {
	h := newPartnerHouse(t)
	system := newReceiver(t, nil)
	system.answers(http.StatusInternalServerError)
	made := h.subscribe(system.URL)
	h.notify(h.escalation(1))
	h.round()
	if got := h.event(1, made); got.State != notifications.Waiting || !got.DueAt.Equal(monday.Add(25*time.Second)) || !strings.HasPrefix(got.Reply, "500") {
		t.Fatalf("%+v", got)
	}
	system.answers(http.StatusOK)
	h.round()
	expect(t, "messages before it is due", len(system.messages()), 1)
	h.pass(25 * time.Second)
	h.round()
	got := system.messages()
	if len(got) != 2 || got[0].id != got[1].id || string(got[0].body) != string(got[1].body) || got[0].timestamp == got[1].timestamp {
		t.Errorf("%+v", got)
	}
	expect(t, "state", h.event(1, made).State, notifications.Accepted)
	expect(t, "evidence", h.webhookProof(), "[webhook-attempted webhook-accepted]")
}

// webhookProof are the kinds of evidence about webhooks, and it refuses what may not be in any of it.
func (h *partnerHouse) webhookProof() []string {
	h.Helper()
	entries, err := h.log.OfCase(h.Context(), caseID)
	if err != nil {
		h.Fatal(err)
	}
	found := []string{}
	for _, entry := range entries {
		if !strings.HasPrefix(string(entry.Kind), "webhook") && entry.Kind != evidence.Resent {
			continue
		}
		found = append(found, string(entry.Kind))
		told := fmt.Sprint(entry.Facts)
		if strings.Contains(told, "geheim") || strings.Contains(told, "whsec") || strings.Contains(told, "specversion") {
			h.Errorf("evidence %s", told)
		}
		if entry.Kind != evidence.Resent && !strings.HasPrefix(entry.Facts[evidence.FactServer], "127.0.0.1:") {
			h.Errorf("evidence without the receiver: %s", told)
		}
	}
	return found
}

func TestAReceiverThatIsDownForADayIsTriedEightTimesAndThenLeftToTheOfficeThatSendsAgain(t *testing.T) {
	h := newPartnerHouse(t)
	system := newReceiver(t, nil)
	made := h.subscribe(system.URL + "/haak?token=geheim")
	system.answers(http.StatusBadGateway)
	h.notify(h.escalation(1))
	began := h.clock()
	for _, wait := range []int{25, 100, 400, 1600, 6400, 25600, 52000} {
		h.round()
		h.pass(time.Duration(wait-1) * time.Second)
		h.round() // a second too early
		h.pass(time.Second)
	}
	if passed := h.clock().Sub(began); passed != day || h.event(1, made).State != notifications.Waiting {
		t.Fatalf("after %s: %+v", passed, h.event(1, made))
	}
	h.round()
	expect(t, "attempts", len(system.messages()), 8)
	dead := h.deliveries(made, "dead")
	if len(dead) != 1 || dead[0].Attempts != 8 || dead[0].SettledAt == nil || dead[0].DueAt != nil || dead[0].Reply != "502 Bad Gateway" {
		t.Fatalf("%+v", dead)
	}
	system.answers(http.StatusOK)
	for range 2 { // pressed twice
		if code, answer := h.ask(http.MethodPost, "/v1/webhook-deliveries/"+dead[0].ID+"/resends", ""); code != http.StatusAccepted {
			t.Fatalf("%d %s", code, answer)
		}
	}
	h.round()
	got := system.messages()
	if len(got) != 9 || got[8].id != got[0].id || got[8].id != dead[0].EventID || string(got[8].body) != string(got[0].body) {
		t.Errorf("%d messages, %+v", len(got), got[len(got)-1])
	}
	expect(t, "state", h.event(1, made).State, notifications.Accepted)
	want := strings.Repeat("webhook-attempted ", 7) + "webhook-dead resent webhook-accepted"
	expect(t, "evidence", h.webhookProof(), "["+want+"]")
}

func TestWhatADeadLetterHasIsSentByTheOfficeOrItsOwnMunicipalityOnly(t *testing.T) {
	h := newPartnerHouse(t)
	system := newReceiver(t, nil)
	made := h.subscribe(system.URL)
	system.answers(http.StatusGone)
	h.notify(h.escalation(1))
	h.round()
	dead := h.deliveries(made, "dead")
	if len(dead) != 1 || dead[0].Attempts != 1 {
		t.Fatalf("a receiver that is gone for good is tried on: %+v", dead)
	}
	path := "/v1/webhook-deliveries/" + dead[0].ID + "/resends"
	mail := notifications.PathID(notifications.DeliveryID(h.escalation(1).Key, notifications.ChannelMail, notifications.Mailbox))
	for _, ask := range []struct {
		who, path string
		want      int
	}{
		{"municipality:bunnik", path, http.StatusNotFound}, {"director:zout", path, http.StatusForbidden}, {"sot:zeist", path, http.StatusNotFound},
		{"office:zout", "/v1/webhook-deliveries/" + mail + "/resends", http.StatusNotFound},
		{"office:zout", "/v1/webhook-deliveries/niet!goed/resends", http.StatusNotFound}, {"municipality:zeist", path, http.StatusAccepted},
	} {
		h.who = party.Party(ask.who)
		if code, answer := h.ask(http.MethodPost, ask.path, ""); code != ask.want {
			t.Errorf("%s: %d %s", ask.who, code, answer)
		}
	}
	h.who = "municipality:bunnik"
	if code, _ := h.ask(http.MethodGet, "/v1/subscriptions/"+made.ID+"/deliveries", ""); code != http.StatusNotFound {
		t.Errorf("another municipality reads the deliveries: %d", code)
	}
}

func TestWhatAPausedSubscriptionMissedGoesWhenItIsActiveAgain(t *testing.T) {
	h := newPartnerHouse(t)
	system := newReceiver(t, nil)
	made := h.subscribe(system.URL)
	h.change(made, fmt.Sprintf(`{"url":%q,"format":"cloudevents","active":false}`, system.URL))
	h.notify(h.escalation(1), h.escalation(2))
	h.round()
	held := h.deliveries(made, "held")
	if len(system.messages()) != 0 || len(held) != 2 || !strings.Contains(held[0].Reply, "pauze") {
		t.Fatalf("%d messages, %+v", len(system.messages()), held)
	}
	h.change(made, fmt.Sprintf(`{"url":%q,"format":"cloudevents","active":true}`, system.URL))
	h.round()
	expect(t, "messages", len(system.messages()), 2)
	expect(t, "held", len(h.deliveries(made, "held")), 0)
}

// An attempt can be on its way to be held while its subscription is made active; the chore sees to it.
func TestWhatWasHeldJustAfterASubscriptionBecameActiveGoesByTheChore(t *testing.T) {
	h := newPartnerHouse(t)
	system := newReceiver(t, nil)
	made := h.subscribe(system.URL)
	h.notify(h.escalation(1))
	id := h.event(1, made).ID
	if err := h.store.Settle(t.Context(), id, notifications.Settlement{State: notifications.Held, Reply: "de koppeling staat op pauze", At: monday}); err != nil {
		t.Fatal(err)
	}
	h.round()
	expect(t, "messages", len(system.messages()), 0)
	for _, chore := range h.side.Chores() {
		if err := chore.Do(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	h.round()
	expect(t, "messages", len(system.messages()), 1)
}

func TestWhatTheStopButtonHeldDoesNotGoBecauseASubscriptionIsActive(t *testing.T) {
	h := newPartnerHouse(t)
	system := newReceiver(t, nil)
	made := h.subscribe(system.URL)
	h.stopped["escalation"] = true
	h.notify(h.escalation(1))
	h.round()
	h.stopped["escalation"] = false
	h.change(made, fmt.Sprintf(`{"url":%q,"format":"cloudevents"}`, system.URL))
	h.round()
	if got := h.event(1, made); got.State != notifications.Held || got.Reply != "stop-1" || len(system.messages()) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestWhatNoLongerHoldsIsNotSentNorSentAgain(t *testing.T) {
	h := newPartnerHouse(t)
	system := newReceiver(t, nil)
	made := h.subscribe(system.URL)
	h.notify(h.escalation(1))
	h.gone["tlv/"+caseID+"/"+h.escalation(1).About] = true
	h.round()
	shown := h.deliveries(made, "superseded")
	if len(shown) != 1 || len(system.messages()) != 0 {
		t.Fatalf("%+v", shown)
	}
	if code, answer := h.ask(http.MethodPost, "/v1/webhook-deliveries/"+shown[0].ID+"/resends", ""); code != http.StatusConflict || !strings.Contains(answer, "opgelost") {
		t.Errorf("%d %s", code, answer)
	}
}

func TestWhatWaitsForASubscriptionThatEndedIsDropped(t *testing.T) {
	h := newPartnerHouse(t)
	system := newReceiver(t, nil)
	system.answers(http.StatusInternalServerError)
	made := h.subscribe(system.URL)
	h.notify(h.escalation(1))
	h.round()
	if code, answer := h.ask(http.MethodDelete, "/v1/subscriptions/"+made.ID, ""); code != http.StatusNoContent {
		t.Fatalf("%d %s", code, answer)
	}
	h.pass(time.Minute)
	h.round()
	if got := h.event(1, made); got.State != notifications.Dropped || len(system.messages()) != 1 {
		t.Errorf("%+v", got)
	}
}

func TestTheScheduleIsThatOfTheReference(t *testing.T) {
	channel := newPartnerHouse(t).side.Channel()
	total := time.Duration(0)
	for attempt := 1; ; attempt++ {
		wait, again := channel.Backoff(attempt)
		if !again {
			expect(t, "attempts", attempt, 8)
			break
		}
		total += wait
	}
	expect(t, "in all", total, day)
	if channel.Name() != notifications.ChannelWebhook || channel.Gather() != 0 || channel.AtOnce() < 2 || len(partner.Formats) != 2 {
		t.Errorf("%s %s %d", channel.Name(), channel.Gather(), channel.AtOnce())
	}
}

func TestSettingsWithWhichNoEventCouldBeWrittenAreRefused(t *testing.T) {
	values := map[string]string{"TRAJECT_KVK": "30289541", "TRAJECT_CASES_URL": "https://zaken.example.nl", "TRAJECT_WEBHOOK_ALLOW_PRIVATE": "misschien"}
	env := &settings.Env{Lookup: func(key string) string { return values[key] }}
	if notifications.PartnersFrom(env); env.Err() == nil || !strings.Contains(env.Err().Error(), "TRAJECT_WEBHOOK_ALLOW_PRIVATE: want true or false") {
		t.Error(env.Err())
	}
	delete(values, "TRAJECT_WEBHOOK_ALLOW_PRIVATE")
	env = &settings.Env{Lookup: env.Lookup}
	config := notifications.PartnersFrom(env)
	if env.Err() != nil || config.System != "traject" || len(config.Municipalities) != 5 || config.AllowPrivate {
		t.Errorf("%+v, %v", config, env.Err())
	}
	if _, err := notifications.OpenPartners(config, notifications.PartnerParts{}); err != nil {
		t.Error(err)
	}
	config.KvK = "123"
	if _, err := notifications.OpenPartners(config, notifications.PartnerParts{}); err == nil || !strings.Contains(err.Error(), "8 digits") {
		t.Error(err)
	}
}
