package notifications_test

import (
	"fmt"
	"net/http"
	"testing"

	"traject.nl/proto/contract/party"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/services/notifications"
	"traject.nl/services/platform/evidence"
)

// stop presses the button for a kind, or for all.
func (c *counter) stop(kind string) notifications.StopBody {
	c.Helper()
	body := `{"reason":"Er staat iets fout in de teksten"}`
	if kind != "" {
		body = fmt.Sprintf(`{"kind":%q,"reason":"Er staat iets fout in de teksten"}`, kind)
	}
	return do[notifications.StopBody](c.as("office-1", party.TheOffice), http.StatusCreated, http.MethodPost, "/v1/holds", body)
}

func (c *counter) endStop(id string) {
	c.Helper()
	if got := c.ask(http.MethodDelete, "/v1/holds/"+id, ""); got.Code != http.StatusNoContent {
		c.Fatalf("%d %s", got.Code, got.Body)
	}
}

func TestAStopOfOneKindHoldsThatKindOnly(t *testing.T) {
	c := openCounter(t)
	stop := c.stop(notifications.KindTask)
	c.task("taak-1")
	c.give(notificationsv1.NoticeKind_NOTICE_KIND_ENDED, "klaar", "sot:zeist")
	c.hours(1)
	c.round()
	if len(c.mailed()) != 1 {
		t.Errorf("mailed %v", c.mailed())
	}
	held := c.room().Held
	if len(held) != 1 || held[0].Kind != "task" || held[0].HoldID != stop.ID || held[0].Reason != "Er staat iets fout in de teksten" {
		t.Errorf("%+v", held)
	}
	if proof := c.proven(evidence.Held); len(proof) != 1 {
		t.Errorf("%+v", proof)
	}
}

func TestWhatWasHeldStaysHeldAfterTheStopAndIsReleasedByHand(t *testing.T) {
	c := openCounter(t)
	everything, tasks := c.stop(""), c.stop(notifications.KindTask)
	c.task("taak-1")
	c.give(notificationsv1.NoticeKind_NOTICE_KIND_ENDED, "klaar", "sot:zeist")
	c.hours(1)
	c.round()
	c.refused(http.StatusConflict, 0, http.MethodPost, "/v1/held/releases", `{}`)
	c.endStop(everything.ID)
	c.round()
	if got := c.room(); got.Counts.Held != 2 || len(c.mailed()) != 0 {
		t.Fatalf("%+v, mailed %v", got.Held, c.mailed())
	}
	type released struct{ Released int }
	if got := do[released](c, http.StatusOK, http.MethodPost, "/v1/held/releases", `{}`); got.Released != 1 {
		t.Errorf("with the stop of tasks: %+v", got)
	}
	c.endStop(tasks.ID)
	c.endStop(tasks.ID)
	if got := do[released](c, http.StatusOK, http.MethodPost, "/v1/held/releases", `{}`); got.Released != 1 {
		t.Errorf("without any: %+v", got)
	}
	c.round()
	if got := c.room(); got.Counts.Held != 0 || len(c.mailed()) != 2 || len(c.proven(evidence.Released)) != 2 {
		t.Errorf("%+v, mailed %v", got.Held, c.mailed())
	}
	stops := get[struct{ Items []notifications.StopBody }](c, "/v1/holds").Items
	if len(stops) != 2 || stops[0].EndedAt == nil || stops[0].By != string(party.TheOffice) {
		t.Errorf("%+v", stops)
	}
}

func TestWhatIsReleasedIsOnlySentWhenItStillHolds(t *testing.T) {
	c := openCounter(t)
	stop := c.stop("")
	c.task("taak-1")
	c.hours(1)
	c.round()
	c.gone["tlv/"+caseID+"/taak-1"] = true
	c.endStop(stop.ID)
	do[struct{}](c, http.StatusOK, http.MethodPost, "/v1/held/releases", `{"ids":["`+c.room().Held[0].ID+`"]}`)
	c.round()
	if len(c.mailed()) != 0 || len(c.proven(evidence.Superseded)) != 1 {
		t.Errorf("mailed %v", c.mailed())
	}
}

func TestWhatIsDroppedNeverGoesAndStaysInTheInbox(t *testing.T) {
	c := openCounter(t)
	c.stop("")
	c.task("taak-1")
	c.task("taak-2")
	c.hours(1)
	c.round()
	id := c.room().Held[0].ID
	type dropped struct{ Dropped int }
	for _, want := range []int{1, 0} {
		if got := do[dropped](c, http.StatusOK, http.MethodPost, "/v1/held/drops", `{"ids":["`+id+`"]}`); got.Dropped != want {
			t.Errorf("%+v, want %d", got, want)
		}
	}
	if got := c.room(); got.Counts.Held != 1 || len(c.proven(evidence.Dropped)) != 1 {
		t.Errorf("%+v", got.Held)
	}
	c.as("school-1", "school:regenboog")
	if got := get[inboxBody](c, "/v1/inbox"); got.Unread != 2 {
		t.Errorf("%+v", got)
	}
}

func TestTheSamePressIsOneStop(t *testing.T) {
	c := openCounter(t)
	for range 2 {
		do[struct{}](c, http.StatusCreated, http.MethodPost, "/v1/holds", `{"reason":"test"}`, "Idempotency-Key", "press-0001")
	}
	if got := get[struct{ Items []notifications.StopBody }](c, "/v1/holds").Items; len(got) != 1 {
		t.Errorf("%+v", got)
	}
}

func TestAStopThatCannotBeIsRefusedWithAllThatIsWrong(t *testing.T) {
	c := openCounter(t)
	c.refused(http.StatusBadRequest, 2, http.MethodPost, "/v1/holds", `{"kind":"nieuws","reason":"  "}`)
	c.refused(http.StatusBadRequest, 1, http.MethodPost, "/v1/holds", `{}`)
	c.refused(http.StatusBadRequest, 1, http.MethodPost, "/v1/holds", `{"reason":"x"}`, "Idempotency-Key", "kort")
	c.refused(http.StatusNotFound, 0, http.MethodDelete, "/v1/holds/x", "")
	c.refused(http.StatusBadRequest, 2, http.MethodPost, "/v1/held/releases", `{"ids":["x","%"]}`)
	c.refused(http.StatusBadRequest, 1, http.MethodPost, "/v1/held/drops", `{"ids":[]}`)
}

func TestWhatWaitsForAPausedSubscriptionIsNotOfTheStopButton(t *testing.T) {
	c := openCounter(t)
	key := c.task("taak-1")
	notice, err := c.store.Notice(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	waiting := notifications.NewDelivery(notice, notifications.ChannelWebhook, "sub", notifications.LaneOf(notifications.ChannelWebhook, "sub"), monday)
	if err := c.store.Plan(t.Context(), waiting); err != nil {
		t.Fatal(err)
	}
	paused := notifications.Settlement{State: notifications.Held, Reply: notifications.PausedReply, At: monday}
	if err := c.store.Settle(t.Context(), waiting.ID, paused); err != nil {
		t.Fatal(err)
	}
	if got := c.room(); len(got.Held) != 0 || got.Counts.Held != 0 {
		t.Errorf("%+v", got.Held)
	}
	id := notifications.PathID(waiting.ID)
	do[struct{}](c, http.StatusOK, http.MethodPost, "/v1/held/releases", `{"ids":["`+id+`"]}`)
	do[struct{}](c, http.StatusOK, http.MethodPost, "/v1/held/drops", `{"ids":["`+id+`"]}`)
	if got, err := c.store.Delivery(t.Context(), waiting.ID); err != nil || got.State != notifications.Held {
		t.Errorf("%+v, %v", got, err)
	}
}
