package notifications_test

import (
	"mime"
	"strings"
	"testing"
	"time"

	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/services/notifications"
	"traject.nl/services/platform/clock"
)

func TestDigestsGoOnMondayAtEightInAmsterdam(t *testing.T) {
	for after, want := range map[string]string{
		"2026-11-23T07:59:59+01:00": "2026-11-23T08:00:00+01:00",
		"2026-11-23T08:00:00+01:00": "2026-11-30T08:00:00+01:00",
		"2026-11-29T23:59:59+01:00": "2026-11-30T08:00:00+01:00",
		"2026-03-27T12:00:00+01:00": "2026-03-30T08:00:00+02:00", // summer time begins in between
		"2026-10-24T12:00:00+02:00": "2026-10-26T08:00:00+01:00", // and ends
	} {
		moment, err := time.Parse(time.RFC3339, after)
		if err != nil {
			t.Fatal(err)
		}
		if got := notifications.NextDigest(moment).In(clock.Amsterdam()).Format(time.RFC3339); got != want {
			t.Errorf("after %s: %s, want %s", after, got, want)
		}
	}
}

func TestWhoChoseWeeklyGetsOneMailWithWhatStillHolds(t *testing.T) {
	h := newHouse(t)
	h.recipients[0].How = notifications.Weekly
	h.notify(h.task("taak-1"), h.task("taak-2"))
	h.pass(48 * time.Hour)
	h.notify(h.task("taak-3"), h.request(notificationsv1.NoticeKind_NOTICE_KIND_RECEIVED, "ontvangen"))
	h.round()
	expect(t, "mails in the week", len(h.server.mails()), 0)
	h.gone["tlv/"+caseID+"/taak-2"] = true
	h.pass(notifications.NextDigest(monday).Sub(h.clock()))
	h.round()
	mails := h.server.mails()
	expect(t, "mails", len(mails), 1)
	headers, text, _ := mails[0].read(t)
	subject, err := new(mime.WordDecoder).DecodeHeader(headers.Get("Subject"))
	if err != nil || subject != "Uw weekoverzicht van Traject" {
		t.Errorf("%q, %v", subject, err)
	}
	for _, want := range []string{"- 2 taken die voor u klaarstaan\n", "- een aanvraag die wij ontvingen\n", "Ga naar: " + portal + "/berichten\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("the digest does not say %q: %s", want, text)
		}
	}
	h.pass(7 * 24 * time.Hour)
	h.round()
	expect(t, "mails when nothing is new", len(h.server.mails()), 1)
}

func TestADigestOfNothingIsNotSent(t *testing.T) {
	h := newHouse(t)
	h.recipients[0].How = notifications.Weekly
	h.gone["tlv/"+caseID+"/taak-1"] = true
	h.notify(h.task("taak-1"))
	h.pass(7 * 24 * time.Hour)
	h.round()
	expect(t, "mails", len(h.server.mails()), 0)
	expect(t, "evidence", h.proven(), "[superseded]")
}

func TestAMailThatWaitsGoesInTheDigestWhenThatIsChosenMeanwhile(t *testing.T) {
	h := newHouse(t)
	h.config.Bundle = 15 * time.Minute
	h.open()
	h.notify(h.task("taak-1"))
	h.recipients[0].How = notifications.Weekly
	h.pass(15 * time.Minute)
	h.round()
	h.expectState(notifications.Superseded, "taak-1")
	expect(t, "mails", len(h.server.mails()), 0)
	h.pass(7 * 24 * time.Hour)
	h.round()
	expect(t, "mails", len(h.server.mails()), 1)
	expect(t, "evidence", h.proven(), "[superseded accepted]")
}

func TestAPersonWithAnAddressOfItsOwnIsMailedBesideTheMailbox(t *testing.T) {
	h := newHouse(t)
	h.recipients = append(h.recipients,
		notifications.Recipient{To: "subject-1", How: notifications.Direct, Sealed: h.sealed("eigen@example.nl")},
		notifications.Recipient{To: "subject-2", How: notifications.Direct, Sealed: h.sealed(" " + strings.ToUpper(address))},
	)
	h.notify(h.task("taak-1"))
	h.round()
	mails := h.server.mails()
	expect(t, "mails, of which none twice to one address", len(mails), 2)
	for _, mail := range mails {
		headers, text, _ := mail.read(t)
		if strings.Contains(headers.Get("To"), "eigen@example.nl") != strings.Contains(mail.to, "eigen@example.nl") || !strings.Contains(text, "een taak voor u klaar") {
			t.Errorf("%v: %s", headers, text)
		}
	}
}

func TestAMailThatWaitsGoesToTheAddressThatAPersonHasByThen(t *testing.T) {
	h := newHouse(t)
	h.config.Bundle = 15 * time.Minute
	h.open()
	person := func(address string) []notifications.Recipient {
		return []notifications.Recipient{{To: "subject-1", How: notifications.Direct, Sealed: h.sealed(address)}}
	}
	h.recipients = person("oud@example.nl")
	h.notify(h.task("taak-1"))
	h.recipients = person("nieuw@example.nl")
	h.pass(15 * time.Minute)
	h.round()
	mails := h.server.mails()
	if len(mails) != 1 || !strings.Contains(mails[0].to, "<nieuw@example.nl>") {
		t.Errorf("%+v", mails)
	}
}
