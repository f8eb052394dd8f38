package notifications_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"traject.nl/proto/contract/party"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/services/notifications"
	"traject.nl/services/notifications/bounces"
	"traject.nl/services/platform/evidence"
)

func (c *counter) room() notifications.PostBody {
	c.Helper()
	return get[notifications.PostBody](c.as("office-1", party.TheOffice), "/v1/post")
}

// told counts what a party was told about undelivered post.
func (c *counter) told(who party.Party) (count int) {
	c.Helper()
	c.as("somebody", who)
	for _, item := range get[inboxBody](c, "/v1/inbox").Items {
		if item.Page == "post" {
			count++
		}
	}
	return count
}

func TestAPartyWithoutAddressIsPutBeforeTheOfficeAndOnPaper(t *testing.T) {
	c := openCounter(t)
	c.letter(withoutAddress)
	c.hours(1)
	c.round()
	got := c.room()
	if len(got.Undelivered) != 1 || got.Undelivered[0].Reason != notifications.ReasonNoAddress || !got.Undelivered[0].DueAt.Equal(monday.AddDate(0, 0, 2)) {
		t.Fatalf("%+v", got.Undelivered)
	}
	if len(got.Print) != 1 || got.Counts != (notifications.PostCounts{Undelivered: 1, Print: 1}) {
		t.Errorf("%+v %+v", got.Print, got.Counts)
	}
	if proof := c.proven(evidence.Undeliverable); len(proof) != 1 || proof[0].Facts[evidence.FactReason] != notifications.ReasonNoAddress {
		t.Errorf("%+v", proof)
	}
}

func TestARefusedAddressIsPutBeforeTheOffice(t *testing.T) {
	c := openCounter(t)
	c.server.answers("550 5.1.1 unknown", "")
	c.task("taak-1")
	c.hours(1)
	c.round()
	got := c.room()
	if len(got.Undelivered) != 1 || got.Undelivered[0].Reason != notifications.ReasonRefused || len(got.Print) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestTheLadderOfFortyEightHours(t *testing.T) {
	c := openCounter(t)
	c.letter(withoutAddress)
	c.hours(1)
	c.round()
	for _, step := range []struct {
		hours            float64
		level            notifications.Level
		office, director int
	}{
		{22.9, notifications.Unraised, 0, 0}, // 23:54 after
		{0.1, notifications.Reminded, 1, 0},  // 24 hours
		{15.9, notifications.Reminded, 1, 0}, // 39:54
		{0.1, notifications.Escalated, 2, 1}, // 40 hours
		{7.9, notifications.Escalated, 2, 1}, // 47:54
		{0.1, notifications.Missed, 2, 1},    // 48 hours
		{100, notifications.Missed, 2, 1},    // long after
	} {
		c.hours(step.hours)
		c.watch()
		c.watch() // a second replica looks too
		got := c.room().Undelivered
		if len(got) != 1 || got[0].Level != step.level || c.told(party.TheOffice) != step.office || c.told(party.TheDirector) != step.director {
			t.Errorf("at %s: %+v, office %d, director %d, want %+v", c.clock(), got, c.told(party.TheOffice), c.told(party.TheDirector), step)
		}
	}
	late := c.proven(evidence.Late)
	if len(late) != 1 || !late[0].At.Equal(monday.AddDate(0, 0, 2)) || late[0].Party != string(parent) {
		t.Errorf("%+v", late)
	}
}

func TestTheReminderOfTheLadderLeadsToThePostRoom(t *testing.T) {
	c := openCounter(t)
	c.give(notificationsv1.NoticeKind_NOTICE_KIND_TASK, "taak", party.TheOffice) // so that its mailbox is known
	c.letter(withoutAddress)
	c.hours(1)
	c.round()
	c.hours(23)
	c.watch()
	c.hours(1)
	c.round()
	mails := c.server.mails()
	_, text, _ := mails[len(mails)-1].read(t)
	if len(mails) != 2 || !strings.Contains(mails[1].to, "zout@example.nl") || !strings.Contains(text, portal+"/post\n") {
		t.Errorf("%d mails, the last: %s", len(mails), text)
	}
}

func TestAfterALongStandstillOnlyTheLastRungIsTold(t *testing.T) {
	c := openCounter(t)
	c.letter(withoutAddress)
	c.round()
	c.hours(1)
	c.round()
	c.hours(60)
	c.watch()
	if got := c.room().Undelivered[0].Level; got != notifications.Missed || c.told(party.TheOffice) != 1 || c.told(party.TheDirector) != 1 {
		t.Errorf("%s, office %d, director %d", got, c.told(party.TheOffice), c.told(party.TheDirector))
	}
}

func TestAMailServerThatIsAwayForADayPutsWhatWaitsBeforeTheOffice(t *testing.T) {
	c := openCounter(t)
	c.server.answers("451 4.3.0 later", "")
	c.letter()
	c.give(notificationsv1.NoticeKind_NOTICE_KIND_TASK, "taak", "sot:zeist") // of ZOUT itself
	c.hours(1)
	c.round()
	c.watch()
	if got := c.room(); got.Counts.Undelivered != 0 {
		t.Fatalf("too early: %+v", got.Undelivered)
	}
	c.hours(24)
	c.watch()
	got := c.room().Undelivered
	if len(got) != 1 || got[0].Reason != notifications.ReasonNotNoticed || got[0].Level != notifications.Reminded || got[0].Party != string(parent) {
		t.Fatalf("%+v", got)
	}
	c.server.answers("", "")
	c.hours(2)
	c.round()
	c.watch()
	if got := c.room(); got.Counts.Undelivered != 0 {
		t.Errorf("it was delivered after all: %+v", got.Undelivered)
	}
}

func TestWhoOpenedItNeedsNoMail(t *testing.T) {
	c := openCounter(t)
	key := c.letter(withoutAddress)
	c.hours(1)
	c.round()
	c.as(asParent, parent)
	c.hours(1)
	do[struct{}](c, http.StatusOK, http.MethodPost, "/v1/inbox/"+notifications.PathID(key)+"/openings", "")
	c.hours(30)
	c.watch()
	if got := c.room(); got.Counts.Undelivered != 0 || c.told(party.TheOffice) != 0 {
		t.Errorf("%+v", got.Undelivered)
	}
}

func TestWhatWasNotWantedOrNotNeededIsNotOwed(t *testing.T) {
	c := openCounter(t)
	c.as("school-1", "school:regenboog").prefer(`{"parties":[{"party":"school:regenboog","mailbox":{"kinds":{"task":"none"}}}]}`)
	c.task("taak-1")
	c.gone["tlv/"+caseID+"/vervallen"] = true
	c.give(notificationsv1.NoticeKind_NOTICE_KIND_REMINDER, "vervallen", "school:regenboog")
	c.hours(1)
	c.round()
	c.hours(60)
	c.watch()
	if got := c.room(); got.Counts.Undelivered != 0 || len(c.mailed()) != 0 {
		t.Errorf("%+v, mailed %v", got.Undelivered, c.mailed())
	}
}

// comeBack gives a notification about the first mail.
func (c *counter) comeBack(key string, action bounces.Action, status string) error {
	c.Helper()
	sent, err := c.store.Delivery(c.Context(), notifications.DeliveryID(key, notifications.ChannelMail, notifications.Mailbox))
	if err != nil {
		c.Fatal(err)
	}
	return c.desk.TakeBounce(c.Context(), bounces.Report{MailID: sent.MailID, Action: action, Status: status, Code: status[:1] + "50"})
}

func TestAMailThatComesBackAfterItWasAcceptedGoesAnotherWay(t *testing.T) {
	c := openCounter(t)
	key := c.letter()
	c.hours(1)
	c.round()
	c.hours(70)
	for range 2 {
		if err := c.comeBack(key, bounces.Failed, "5.1.1"); err != nil {
			t.Fatal(err)
		}
	}
	got := c.room()
	if len(got.Undelivered) != 1 || got.Undelivered[0].Reason != notifications.ReasonBounced || !got.Undelivered[0].DueAt.Equal(c.clock().AddDate(0, 0, 2)) {
		t.Fatalf("%+v", got.Undelivered)
	}
	if len(got.Print) != 1 {
		t.Errorf("%+v", got.Print)
	}
	if proof := c.proven(evidence.Bounced); len(proof) != 1 || proof[0].Facts[evidence.FactReply] != "550 5.1.1" {
		t.Errorf("%+v", proof)
	}
	sent, err := c.store.Delivery(t.Context(), notifications.DeliveryID(key, notifications.ChannelMail, notifications.Mailbox))
	if err != nil || sent.State != notifications.Bounced || sent.Reply != "550 5.1.1" {
		t.Errorf("%+v, %v", sent, err)
	}
	c.watch()
	if got := c.room(); got.Counts.Undelivered != 1 {
		t.Error("that it was accepted before closed it")
	}
}

func TestADelayIsOnlyProven(t *testing.T) {
	c := openCounter(t)
	key := c.task("taak-1")
	c.hours(1)
	c.round()
	for _, action := range []bounces.Action{bounces.Delayed, bounces.Delayed, bounces.Delivered, bounces.Relayed} {
		if err := c.comeBack(key, action, "4.4.1"); err != nil {
			t.Fatal(err)
		}
	}
	if got := c.room(); got.Counts.Undelivered != 0 || len(c.proven(evidence.Deferred)) != 1 || len(c.proven(evidence.Bounced)) != 0 {
		t.Errorf("%+v, %+v", got, c.proven(evidence.Deferred))
	}
}

func TestANotificationThatComesBeforeItIsWrittenDownWhatWasSentIsOfferedAgain(t *testing.T) {
	c := openCounter(t)
	if err := c.desk.TakeBounce(t.Context(), bounces.Report{MailID: "0123", Action: bounces.Failed, Status: "5.1.1"}); err == nil {
		t.Error("taken")
	}
}

func TestTheOfficeSettlesWhatItDidByHand(t *testing.T) {
	for how, kind := range map[string]evidence.Kind{
		"posted": evidence.Posted, "phoned": evidence.Phoned, "not-needed": evidence.NotNeeded,
	} {
		c := openCounter(t)
		c.letter(withoutAddress)
		c.hours(1)
		c.round()
		path := "/v1/post/" + c.room().Print[0].ID + "/settlements"
		body := fmt.Sprintf(`{"how":%q,"on":"2026-11-23"}`, how)
		got := do[notifications.SettlementBody](c, http.StatusCreated, http.MethodPost, path, body)
		again := do[notifications.SettlementBody](c, http.StatusCreated, http.MethodPost, path, body)
		if got.How != how || got.On != "2026-11-23" || again != got {
			t.Errorf("%s: %+v, again %+v", how, got, again)
		}
		if proof := c.proven(kind); len(proof) != 1 || proof[0].Facts["on"] != "2026-11-23" {
			t.Errorf("%s: %+v", how, proof)
		}
		want := 1
		if how == "posted" {
			want = 0 // on paper it reached its party
		}
		if counts := c.room().Counts; counts.Print != 0 || counts.Undelivered != want {
			t.Errorf("%s: %+v", how, counts)
		}
		other := map[string]string{"posted": "phoned", "phoned": "posted", "not-needed": "posted"}[how]
		c.refused(http.StatusConflict, 0, http.MethodPost, path, fmt.Sprintf(`{"how":%q,"on":"2026-11-23"}`, other))
	}
}

func TestWhatWasSettledIsNotFoundAgain(t *testing.T) {
	c := openCounter(t)
	c.letter(withoutAddress)
	c.hours(1)
	c.round()
	do[struct{}](c, http.StatusCreated, http.MethodPost, "/v1/post/"+c.room().Undelivered[0].ID+"/settlements", `{"how":"phoned","on":"2026-11-23"}`)
	c.hours(60)
	c.watch()
	if got := c.room(); got.Counts.Undelivered != 0 || c.told(party.TheOffice) != 0 || len(c.proven(evidence.Late)) != 0 {
		t.Errorf("%+v", got.Undelivered)
	}
}

func TestASettlementThatCannotBeIsRefusedWithAllThatIsWrong(t *testing.T) {
	c := openCounter(t)
	c.letter(withoutAddress)
	c.hours(1)
	c.round()
	path := "/v1/post/" + c.room().Print[0].ID + "/settlements"
	c.refused(http.StatusBadRequest, 2, http.MethodPost, path, `{"how":"resent","on":"2026-11-24"}`)
	c.refused(http.StatusBadRequest, 1, http.MethodPost, path, `{"how":"posted","on":"2026-11-22"}`)
	c.refused(http.StatusBadRequest, 2, http.MethodPost, path, `{"how":"gefaxt","on":"gisteren"}`)
	c.refused(http.StatusNotFound, 0, http.MethodPost, "/v1/post/x/settlements", `{"how":"posted","on":"2026-11-23"}`)
	c.refused(http.StatusBadRequest, 1, http.MethodPost, path, `{"how":"posted","on":"2026-11-23"}`, "Idempotency-Key", "")
}

func TestTheSummaryOfThePostShowsAtOnceWhatTheOfficeDoesAboutIt(t *testing.T) {
	c := openCounter(t)
	c.letter(withoutAddress)
	c.hours(1)
	c.round()
	sum := func() notifications.PostSummary {
		return do[notifications.PostSummary](c, http.StatusOK, http.MethodGet, "/v1/post/summary", "")
	}
	before, room := sum(), c.room()
	if before.Counts != room.Counts || before.Stopped || before.DueAt == nil || !before.DueAt.Equal(room.Undelivered[0].DueAt) {
		t.Errorf("summed up %+v of %+v", before, room)
	}
	do[struct{}](c, http.StatusCreated, http.MethodPost, "/v1/post/"+room.Print[0].ID+"/settlements", `{"how":"posted","on":"2026-11-23"}`)
	if after := sum(); after.Counts.Print != 0 || after.Counts.Undelivered != 0 || after.DueAt != nil {
		t.Errorf("after it was posted: %+v", after)
	}
	do[struct{}](c, http.StatusCreated, http.MethodPost, "/v1/holds", `{"reason":"proef"}`)
	if after := sum(); !after.Stopped {
		t.Errorf("after the stop: %+v", after)
	}
}

func TestOnlyTheOfficeWorksInThePostRoomAndTheDirectorLooks(t *testing.T) {
	c := openCounter(t)
	for _, role := range party.Roles {
		c.as("somebody", party.Of(role, "x"))
		if role != party.Office && role != party.Director {
			c.refused(http.StatusForbidden, 0, http.MethodGet, "/v1/post", "")
			c.refused(http.StatusForbidden, 0, http.MethodGet, "/v1/post/summary", "")
			c.refused(http.StatusForbidden, 0, http.MethodGet, "/v1/holds", "")
		}
		if role == party.Office {
			continue
		}
		c.refused(http.StatusForbidden, 0, http.MethodPost, "/v1/post/x/settlements", `{"how":"posted","on":"2026-11-23"}`)
		c.refused(http.StatusForbidden, 0, http.MethodPost, "/v1/notices/x/resends", `{}`)
		c.refused(http.StatusForbidden, 0, http.MethodPost, "/v1/holds", `{"reason":"x"}`)
		c.refused(http.StatusForbidden, 0, http.MethodDelete, "/v1/holds/x", "")
		c.refused(http.StatusForbidden, 0, http.MethodPost, "/v1/held/releases", `{}`)
		c.refused(http.StatusForbidden, 0, http.MethodPost, "/v1/held/drops", `{"ids":["x"]}`)
	}
}

func TestAResendKeepsTheFirstProof(t *testing.T) {
	c := openCounter(t)
	key := c.letter()
	c.hours(1)
	c.round()
	path := "/v1/notices/" + notifications.PathID(key) + "/resends"
	for range 2 {
		do[struct{}](c, http.StatusCreated, http.MethodPost, path, `{}`, "Idempotency-Key", "resend-0001")
	}
	do[struct{}](c, http.StatusCreated, http.MethodPost, path, `{"address":"nieuw@example.org"}`)
	c.round()
	if to := c.mailed(); len(to) != 3 || !strings.Contains(to[0], "0123@example.nl") || !strings.Contains(strings.Join(to[1:], " "), "nieuw@example.org") {
		t.Errorf("mailed %v", to)
	}
	if accepted, resent := c.proven(evidence.Accepted), c.proven(evidence.Resent); len(accepted) != 3 || len(resent) != 2 || accepted[0].At.After(resent[0].At) {
		t.Errorf("accepted %+v, resent %+v", accepted, resent)
	}
}

func TestAResendClosesWhatWasUndelivered(t *testing.T) {
	c := openCounter(t)
	key := c.letter(withoutAddress)
	c.hours(1)
	c.round()
	path := "/v1/notices/" + notifications.PathID(key) + "/resends"
	c.refused(http.StatusBadRequest, 1, http.MethodPost, path, `{}`)
	do[struct{}](c, http.StatusCreated, http.MethodPost, path, `{"address":"nieuw@example.org"}`)
	c.hours(1)
	c.round()
	c.watch()
	if got := c.room(); got.Counts.Undelivered != 0 || len(c.mailed()) != 1 {
		t.Errorf("%+v, mailed %v", got.Undelivered, c.mailed())
	}
}

func TestTheOfficeCanSayWhatItDidAboutWhatWasNoticedMeanwhile(t *testing.T) {
	c := openCounter(t)
	key := c.letter(withoutAddress)
	c.hours(1)
	c.round()
	path := "/v1/post/" + c.room().Undelivered[0].ID + "/settlements"
	do[struct{}](c, http.StatusCreated, http.MethodPost, "/v1/notices/"+notifications.PathID(key)+"/resends", `{"address":"nieuw@example.org"}`)
	c.hours(1)
	c.round()
	c.watch()
	do[struct{}](c, http.StatusCreated, http.MethodPost, path, `{"how":"resent","on":"2026-11-23"}`)
	c.refused(http.StatusConflict, 0, http.MethodPost, path, `{"how":"phoned","on":"2026-11-23"}`)
}

func TestAnAddressThatCannotBeMailedIsRefused(t *testing.T) {
	c := openCounter(t)
	path := "/v1/notices/" + notifications.PathID(c.letter()) + "/resends"
	for _, address := range []string{
		"ouder", "ouder@", "@example.nl", "ouder@localhost", "ouder@.nl", "ouder@nl.", "a b@example.nl", "Ouder <ouder@example.nl>",
		`\"ouder\"@example.nl`, "ouder@example.nl, b@example.nl", "oudér@example.nl", "ouder@[127.0.0.1]", `ouder@example.nl\r\nBcc: x@y.nl`,
		strings.Repeat("o", 65) + "@example.nl", "o@" + strings.Repeat("x", 260) + ".nl",
	} {
		c.refused(http.StatusBadRequest, 1, http.MethodPost, path, `{"address":"`+address+`"}`)
	}
	c.refused(http.StatusNotFound, 0, http.MethodPost, "/v1/notices/x/resends", `{}`)
	c.round()
	c.hours(1)
	if len(c.proven(evidence.Resent)) != 0 {
		t.Error("something was planned")
	}
}
