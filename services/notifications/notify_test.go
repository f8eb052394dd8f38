package notifications_test

import (
	"bytes"
	"log/slog"
	"mime"
	"strings"
	"testing"

	"traject.nl/proto/contract/failure"
	contract "traject.nl/proto/contract/notifications"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/services/notifications"
	"traject.nl/services/platform/evidence"
)

func TestAMailHasALinkAndNoContent(t *testing.T) {
	for kind, subject := range map[notificationsv1.NoticeKind]string{
		notificationsv1.NoticeKind_NOTICE_KIND_TASK:        "Er staat een taak voor u klaar in Traject",
		notificationsv1.NoticeKind_NOTICE_KIND_RECEIVED:    "Wij hebben een aanvraag ontvangen",
		notificationsv1.NoticeKind_NOTICE_KIND_LETTER:      "Er staat een brief voor u klaar in Traject",
		notificationsv1.NoticeKind_NOTICE_KIND_ENDED:       "Een zaak in Traject is gestopt",
		notificationsv1.NoticeKind_NOTICE_KIND_REMINDER:    "Er is binnenkort iets van u nodig in Traject",
		notificationsv1.NoticeKind_NOTICE_KIND_OVERDUE:     "Er is iets van u te laat in Traject",
		notificationsv1.NoticeKind_NOTICE_KIND_ESCALATION:  "Er is iets te laat in Traject",
		notificationsv1.NoticeKind_NOTICE_KIND_DEFAULT:     "Kijk vandaag in Traject",
		notificationsv1.NoticeKind_NOTICE_KIND_OBJECTION:   "Wij hebben een bezwaar ontvangen",
		notificationsv1.NoticeKind_NOTICE_KIND_HANDED_OVER: "Er is een taak aan u overgedragen in Traject",
		notificationsv1.NoticeKind_NOTICE_KIND_BUITENKANS:  "Er is iets afgesproken of veranderd in Traject",
		notificationsv1.NoticeKind_NOTICE_KIND_PLACEMENT:   "Er is nieuws in een zaak die u volgt in Traject",
		notificationsv1.NoticeKind_NOTICE_KIND_ANSWER:      "Er is een antwoord gekomen in Traject",
	} {
		h := newHouse(t)
		h.notify(h.request(kind, "iets"))
		h.round()
		headers, text, html := h.server.mails()[0].read(t)
		got, err := new(mime.WordDecoder).DecodeHeader(headers.Get("Subject"))
		if err != nil || got != subject {
			t.Errorf("%s: subject %q, %v", kind, got, err)
		}
		link := portal + "/zaken/" + caseID
		if strings.Count(text, link) != 1 || !strings.Contains(html, `href="`+link+`"`) {
			t.Errorf("%s: the link is missing: %s %s", kind, text, html)
		}
		for _, never := range []string{"TLV", "toelaatbaarheid", "kind", "leerling", "advies", "ouder.voorbeeld", "school", "uitenkans", "plaatsing", "SBO"} {
			if strings.Contains(text+html+subject, never) {
				t.Errorf("%s: a mail says %q", kind, never)
			}
		}
		if headers.Get("Auto-Submitted") != "auto-generated" || headers.Get("To") != "<"+address+">" {
			t.Errorf("%s: headers %v", kind, headers)
		}
	}
}

func TestEveryKindOfNoticeOfTheContractHasItsWords(t *testing.T) {
	for number, name := range notificationsv1.NoticeKind_name {
		kind := notificationsv1.NoticeKind(number)
		if kind == notificationsv1.NoticeKind_NOTICE_KIND_UNSPECIFIED {
			continue
		}
		h := newHouse(t)
		h.notify(h.request(kind, "iets"))
		h.round()
		title, text := h.service.Texts.Of(h.delivery("iets").Kind)
		if len(h.server.mails()) != 1 || title == "" || text == "" {
			t.Errorf("%s: %d mails, title %q, text %q", name, len(h.server.mails()), title, text)
		}
	}
}

func TestWhoHasNoPartInACaseIsLedToThePageOfMessages(t *testing.T) {
	toCase, toMessages := portal+"/zaken/"+caseID, portal+"/meldingen"
	for _, test := range []struct {
		party, link string
		kind        notificationsv1.NoticeKind
	}{
		{"municipality:zeist", toMessages, notificationsv1.NoticeKind_NOTICE_KIND_ESCALATION},
		{"board:het-sticht-zeist", toMessages, notificationsv1.NoticeKind_NOTICE_KIND_ESCALATION},
		{"sot:zeist", toCase, notificationsv1.NoticeKind_NOTICE_KIND_ESCALATION},
		{"director:zout", toCase, notificationsv1.NoticeKind_NOTICE_KIND_ESCALATION},
		{"board:het-sticht-zeist", toCase, notificationsv1.NoticeKind_NOTICE_KIND_OBJECTION},
		{"sot:zeist", toCase, notificationsv1.NoticeKind_NOTICE_KIND_HANDED_OVER},
	} {
		h := newHouse(t)
		request := h.reminder("beslistermijn/7")
		request.Kind, request.Party = test.kind, test.party
		h.notify(request)
		h.round()
		_, text, html := h.server.mails()[0].read(t)
		if !strings.Contains(text, "Ga naar: "+test.link+"\n") || !strings.Contains(html, `href="`+test.link+`"`) {
			t.Errorf("%s to %s: want the link %s in %s", test.kind, test.party, test.link, text)
		}
		if test.link == toMessages && strings.Contains(text+html, caseID) {
			t.Errorf("%s is told which case it is: %s", test.party, text)
		}
	}
}

func TestTheEvidenceSaysWhenWhichServerAcceptedAndNeverTheAddress(t *testing.T) {
	h := newHouse(t)
	request := h.request(notificationsv1.NoticeKind_NOTICE_KIND_LETTER, "brief")
	request.PieceId = "p-1"
	h.notify(request)
	h.round()
	entries, err := h.log.OfCase(t.Context(), caseID)
	if err != nil || len(entries) != 3 {
		t.Fatalf("%+v, %v", entries, err)
	}
	accepted := entries[2]
	if accepted.Kind != evidence.Accepted || accepted.Party != "parent:0123" || !accepted.At.Equal(monday) || accepted.Facts[evidence.FactServer] != "127.0.0.1" {
		t.Errorf("%+v", accepted)
	}
	if reply := accepted.Facts[evidence.FactReply]; !strings.Contains(reply, "queued as Q1") || strings.Contains(reply, "@") {
		t.Errorf("reply %q", reply)
	}
	for _, entry := range entries {
		if entry.Facts[evidence.FactMessage] == "" || entry.Facts[evidence.FactPiece] != "p-1" || entry.Facts[evidence.FactKind] != "letter" {
			t.Errorf("%+v", entry)
		}
	}
	if got, err := h.store.Notice(t.Context(), request.Key); err != nil || !got.NoticedAt.Equal(monday) {
		t.Errorf("the party was told: %+v, %v", got, err)
	}
}

func TestTheSameKeyIsToldOnce(t *testing.T) {
	h := newHouse(t)
	for range 3 {
		h.notify(h.task("taak-1"))
		h.round()
	}
	notices, err := h.store.NoticesOf(t.Context(), caseID)
	if mails := len(h.server.mails()); mails != 1 || len(notices) != 1 || err != nil || h.delivery("taak-1").Attempts != 1 {
		t.Errorf("%d mails, %+v, %v", mails, notices, err)
	}
	expect(t, "evidence", h.proven(), "[accepted]")
}

func TestAPartyWithoutAnAddressIsInThePortalAndIsKnownAsNotReached(t *testing.T) {
	h := newHouse(t)
	request := h.task("taak-1")
	request.SealedAddress = nil
	h.notify(request)
	h.round()
	h.expectState(notifications.Refused, "taak-1")
	if got := h.delivery("taak-1"); got.Reply != "geen adres bekend" || len(h.server.mails()) != 0 {
		t.Errorf("%+v", got)
	}
	expect(t, "followers", h.settled, "[taak-1 refused]")
	expect(t, "evidence", h.proven(), "[refused]")
}

func TestWhatIsSealedForAnotherPurposeIsNoAddress(t *testing.T) {
	h := newHouse(t)
	request := h.task("taak-1")
	sealed, err := h.config.Delivery.Seal([]byte(address), []byte("dossier/"+caseID))
	if err != nil {
		t.Fatal(err)
	}
	request.SealedAddress = sealed
	if _, err := h.env.ExecuteActivity(contract.Notify, request); err == nil {
		t.Error("taken")
	}
}

func TestARequestThatCannotBeRightIsRefused(t *testing.T) {
	h := newHouse(t)
	for field, spoil := range map[string]func(*notificationsv1.NotifyRequest){
		"key":     func(r *notificationsv1.NotifyRequest) { r.Key = "" },
		"case_id": func(r *notificationsv1.NotifyRequest) { r.CaseId = "" },
		"party":   func(r *notificationsv1.NotifyRequest) { r.Party = "nobody" },
		"kind":    func(r *notificationsv1.NotifyRequest) { r.Kind = notificationsv1.NoticeKind_NOTICE_KIND_UNSPECIFIED },
		"matter": func(r *notificationsv1.NotifyRequest) {
			r.Party, r.Kind = "municipality:zeist", notificationsv1.NoticeKind_NOTICE_KIND_ESCALATION
		},
	} {
		request := h.task("taak-1")
		spoil(request)
		_, err := h.env.ExecuteActivity(contract.Notify, request)
		kind, problems, ok := failure.Read(err)
		if !ok || kind != failure.BadInput || problems[0].Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	if notices, err := h.store.NoticesOf(t.Context(), caseID); err != nil || len(notices) != 0 {
		t.Errorf("something was kept: %+v, %v", notices, err)
	}
}

func TestNoAddressReachesTheLog(t *testing.T) {
	var logs bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&logs, &slog.HandlerOptions{Level: slog.LevelDebug})))
	t.Cleanup(func() { slog.SetDefault(before) })
	h := newHouse(t)
	h.store.FailSettle = errDied
	h.server.answers("451 4.7.1 <"+address+"> later", "")
	h.notify(h.task("taak-1"))
	for range 3 { // refused for now, accepted but not recorded, accepted
		h.round()
		h.pass(notificationsLease)
		h.server.answers("", "")
	}
	h.expectState(notifications.Accepted, "taak-1")
	if !strings.Contains(logs.String(), errDied.Error()) || strings.Contains(logs.String(), "voorbeeld") {
		t.Errorf("log: %s", logs.String())
	}
}

func TestSMTPSettingsThatCannotWorkAreRefused(t *testing.T) {
	for name, smtp := range map[string]notifications.SMTP{
		"sender": {Host: "mail", Port: 25, From: "niet goed"},
		"tls":    {Host: "mail", Port: 25, From: "a@b.nl", TLS: "misschien"},
		"host":   {Port: 25, From: "a@b.nl"},
		"port":   {Host: "mail", Port: 99999, From: "a@b.nl"},
	} {
		if _, err := notifications.Assemble(notifications.Config{SMTP: smtp}, notifications.CoreParts{}); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
