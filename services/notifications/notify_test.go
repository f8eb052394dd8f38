package notifications_test

import (
	"bytes"
	"errors"
	"log/slog"
	"mime"
	"strings"
	"testing"
	"time"

	"go.temporal.io/sdk/testsuite"

	"traject.nl/proto/contract/failure"
	contract "traject.nl/proto/contract/notifications"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/proto/keyring"
	"traject.nl/services/notifications"
	"traject.nl/services/notifications/notificationstest"
	"traject.nl/services/platform/temporal"
)

const (
	address = "ouder.voorbeeld@example.nl"
	caseID  = "k3v9x2m7q4ht"
	portal  = "https://traject.example"
)

var monday = time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC)

// notifier is the service under test with a real mail server.
type notifier struct {
	*testing.T
	env      *testsuite.TestActivityEnvironment
	server   *mailServer
	store    *notificationstest.Memory
	delivery *keyring.Ring
}

func newNotifier(t *testing.T) *notifier {
	t.Helper()
	n := &notifier{
		T: t, server: startMailServer(t), store: &notificationstest.Memory{}, delivery: keyring.Generate("delivery"),
		env: (&testsuite.WorkflowTestSuite{}).NewTestActivityEnvironment(),
	}
	activities, err := notifications.Activities(n.store, n.server.settings(), n.delivery, portal, func() time.Time { return monday })
	if err != nil {
		t.Fatal(err)
	}
	temporal.Register(n.env, activities)
	return n
}

func (n *notifier) request(kind notificationsv1.NoticeKind) *notificationsv1.NotifyRequest {
	sealed, err := n.delivery.Seal([]byte(address), []byte(notifications.DeliveryContext))
	if err != nil {
		n.Fatal(err)
	}
	return &notificationsv1.NotifyRequest{Key: caseID + "/taak-1", CaseId: caseID, Party: "parent:0123", Kind: kind, SealedAddress: sealed}
}

func (n *notifier) notify(request *notificationsv1.NotifyRequest) (sent bool, err error) {
	value, err := n.env.ExecuteActivity(contract.Notify, request)
	if err != nil {
		return false, err
	}
	var response notificationsv1.NotifyResponse
	err = value.Get(&response)
	return response.GetSent(), err
}

func (n *notifier) record() notifications.Record {
	n.Helper()
	records, err := n.store.OfCase(n.Context(), caseID)
	if err != nil || len(records) != 1 {
		n.Fatalf("records: %+v, %v", records, err)
	}
	return records[0]
}

func TestANoticeHasALinkAndNoContent(t *testing.T) {
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
	} {
		n := newNotifier(t)
		if sent, err := n.notify(n.request(kind)); err != nil || !sent {
			t.Fatalf("%s: %v, %v", kind, sent, err)
		}
		headers, text, html := n.server.mails()[0].read(t)
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
				t.Errorf("%s: a notice says %q", kind, never)
			}
		}
		if headers.Get("Auto-Submitted") != "auto-generated" || headers.Get("To") != "<"+address+">" {
			t.Errorf("%s: headers %v", kind, headers)
		}
	}
}

func TestEveryKindOfNoticeHasItsWords(t *testing.T) {
	for number, name := range notificationsv1.NoticeKind_name {
		kind := notificationsv1.NoticeKind(number)
		if kind == notificationsv1.NoticeKind_NOTICE_KIND_UNSPECIFIED {
			continue
		}
		n := newNotifier(t)
		if sent, err := n.notify(n.request(kind)); err != nil || !sent || n.record().Kind == "" {
			t.Errorf("%s: %v, %v, recorded as %q", name, sent, err, n.record().Kind)
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
		n := newNotifier(t)
		request := n.request(test.kind)
		request.Party = test.party
		if _, err := n.notify(request); err != nil {
			t.Fatal(err)
		}
		_, text, html := n.server.mails()[0].read(t)
		if !strings.Contains(text, "Ga naar: "+test.link+"\n") || !strings.Contains(html, `href="`+test.link+`"`) {
			t.Errorf("%s to %s: want the link %s in %s", test.kind, test.party, test.link, text)
		}
		if test.link == toMessages && strings.Contains(text+html, caseID) {
			t.Errorf("%s is told which case it is: %s", test.party, text)
		}
	}
}

func TestTheEvidenceSaysWhenWhichServerAcceptedAndNeverTheAddress(t *testing.T) {
	n := newNotifier(t)
	if _, err := n.notify(n.request(notificationsv1.NoticeKind_NOTICE_KIND_LETTER)); err != nil {
		t.Fatal(err)
	}
	got := n.record()
	if got.Party != "parent:0123" || got.Kind != "letter" || got.Outcome != notifications.Accepted || got.Attempts != 1 ||
		!got.ComposedAt.Equal(monday) || !got.SettledAt.Equal(monday) {
		t.Errorf("%+v", got)
	}
	if !strings.Contains(got.ServerReply, "queued as Q1") || strings.Contains(got.ServerReply, "@") {
		t.Errorf("reply %q", got.ServerReply)
	}
}

func TestTheSameKeySendsOnce(t *testing.T) {
	n := newNotifier(t)
	request := n.request(notificationsv1.NoticeKind_NOTICE_KIND_TASK)
	for range 3 {
		if sent, err := n.notify(request); err != nil || !sent {
			t.Fatalf("%v, %v", sent, err)
		}
	}
	if mails := len(n.server.mails()); mails != 1 || n.record().Attempts != 1 {
		t.Errorf("%d mails, %+v", mails, n.record())
	}
}

func TestWhenItIsNotKnownWhetherItWasSentItIsSentAgainAndTheRecordSaysSo(t *testing.T) {
	n := newNotifier(t)
	n.store.FailSettle = errors.New("the process dies here")
	request := n.request(notificationsv1.NoticeKind_NOTICE_KIND_TASK)
	if _, err := n.notify(request); err == nil {
		t.Fatal("the first attempt did not fail")
	}
	if sent, err := n.notify(request); err != nil || !sent {
		t.Fatalf("%v, %v", sent, err)
	}
	mails := n.server.mails()
	if len(mails) != 2 || n.record().Attempts != 2 || n.record().Outcome != notifications.Accepted {
		t.Fatalf("%d mails, %+v", len(mails), n.record())
	}
	first, _, _ := mails[0].read(t)
	second, _, _ := mails[1].read(t)
	if id := first.Get("Message-ID"); id == "" || id != second.Get("Message-ID") {
		t.Errorf("a mailbox cannot tell that it is the same notice: %q, %q", id, second.Get("Message-ID"))
	}
}

func TestAPartyWithoutAnAddressIsRecordedAsNotSent(t *testing.T) {
	n := newNotifier(t)
	request := n.request(notificationsv1.NoticeKind_NOTICE_KIND_TASK)
	request.SealedAddress = nil
	if sent, err := n.notify(request); err != nil || sent {
		t.Fatalf("%v, %v", sent, err)
	}
	if got := n.record(); got.Outcome != notifications.NoAddress || len(n.server.mails()) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestARefusalForGoodEndsItAndATemporaryOneIsTriedAgain(t *testing.T) {
	n := newNotifier(t)
	request := n.request(notificationsv1.NoticeKind_NOTICE_KIND_TASK)
	n.server.answers("451 4.7.1 <"+address+"> greylisted", "")
	_, err := n.notify(request)
	if err == nil || n.record().Outcome != "" {
		t.Fatalf("a temporary refusal settled it: %v, %+v", err, n.record())
	}
	if strings.Contains(err.Error(), address) || !strings.Contains(err.Error(), "451 4.7.1") {
		t.Errorf("the error: %v", err)
	}
	n.server.answers("550 5.1.1 <"+address+"> unknown", "")
	if sent, err := n.notify(request); err != nil || sent {
		t.Fatalf("%v, %v", sent, err)
	}
	got := n.record()
	if got.Outcome != notifications.Refused || got.Attempts != 2 || !strings.HasPrefix(got.ServerReply, "550 5.1.1") || strings.Contains(got.ServerReply, "@") {
		t.Errorf("%+v", got)
	}
}

func TestAContentRefusalForGoodEndsIt(t *testing.T) {
	n := newNotifier(t)
	n.server.answers("", "554 5.6.0 message refused")
	if sent, err := n.notify(n.request(notificationsv1.NoticeKind_NOTICE_KIND_TASK)); err != nil || sent || n.record().Outcome != notifications.Refused {
		t.Errorf("%v, %v, %+v", sent, err, n.record())
	}
}

func TestAServerThatIsAwayIsTriedAgain(t *testing.T) {
	n := newNotifier(t)
	n.server.listener.Close()
	_, err := n.notify(n.request(notificationsv1.NoticeKind_NOTICE_KIND_TASK))
	if err == nil || n.record().Outcome != "" {
		t.Errorf("%v, %+v", err, n.record())
	}
}

func TestWhatIsSealedForAnotherPurposeIsNoAddress(t *testing.T) {
	n := newNotifier(t)
	request := n.request(notificationsv1.NoticeKind_NOTICE_KIND_TASK)
	sealed, err := n.delivery.Seal([]byte(address), []byte("dossier/"+caseID))
	if err != nil {
		t.Fatal(err)
	}
	request.SealedAddress = sealed
	if _, err := n.notify(request); err == nil || len(n.server.mails()) != 0 {
		t.Errorf("sent: %v", err)
	}
}

func TestARequestThatCannotBeRightIsRefused(t *testing.T) {
	n := newNotifier(t)
	for field, spoil := range map[string]func(*notificationsv1.NotifyRequest){
		"key":     func(r *notificationsv1.NotifyRequest) { r.Key = "" },
		"case_id": func(r *notificationsv1.NotifyRequest) { r.CaseId = "" },
		"party":   func(r *notificationsv1.NotifyRequest) { r.Party = "nobody" },
		"kind":    func(r *notificationsv1.NotifyRequest) { r.Kind = notificationsv1.NoticeKind_NOTICE_KIND_UNSPECIFIED },
	} {
		request := n.request(notificationsv1.NoticeKind_NOTICE_KIND_TASK)
		spoil(request)
		_, err := n.notify(request)
		kind, problems, ok := failure.Read(err)
		if !ok || kind != failure.BadInput || problems[0].Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
}

func TestNoAddressReachesTheLog(t *testing.T) {
	var logs bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&logs, &slog.HandlerOptions{Level: slog.LevelDebug})))
	t.Cleanup(func() { slog.SetDefault(before) })
	n := newNotifier(t)
	n.store.FailSettle = errors.New("the process dies here")
	request := n.request(notificationsv1.NoticeKind_NOTICE_KIND_TASK)
	n.server.answers("451 4.7.1 <"+address+"> later", "")
	for range 3 { // refused for now, accepted but not recorded, accepted
		if sent, err := n.notify(request); sent != (err == nil) {
			t.Fatalf("%v, %v", sent, err)
		}
		n.server.answers("", "")
	}
	if !strings.Contains(logs.String(), "sent again") || strings.Contains(logs.String(), "voorbeeld") {
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
		if _, err := notifications.Activities(nil, smtp, nil, "", nil); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
