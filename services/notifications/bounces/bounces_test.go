package bounces_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"net"
	"regexp"
	"strings"
	"testing"

	"github.com/emersion/go-smtp"

	"traject.nl/proto/keyring"
	"traject.nl/services/notifications/bounces"
)

const mailID = "0123456789abcdef0123456789abcdef"

// postfix is how Postfix says that a mail came back.
func postfix(fields string) string {
	return strings.ReplaceAll("From: MAILER-DAEMON@mail.zout.example\nTo: terug@zout.example\nSubject: Undelivered Mail Returned to Sender\n"+
		"Content-Type: multipart/report; report-type=delivery-status;\n boundary=\"b1\"\n\n"+
		"--b1\nContent-Type: text/plain\n\nThis is the mail system at host mail.zout.example. <ouder@example.nl>: user jan.jansen unknown\n\n"+
		"--b1\nContent-Type: message/delivery-status\n\n"+
		"Reporting-MTA: dns; mail.zout.example\nX-Postfix-Queue-ID: 4ABC\nArrival-Date: Mon, 23 Nov 2026 09:30:00 +0100\n\n"+
		fields+"\n--b1\nContent-Type: message/rfc822\n\nSubject: Er staat een brief voor u klaar in Traject\n\nGoedendag\n\n--b1--\n", "\n", "\r\n")
}

const failed = "Final-Recipient: rfc822; ouder@example.nl\nAction: failed\nStatus: 5.1.1\n" +
	"Remote-MTA: dns; mx.example.nl\nDiagnostic-Code: smtp; 550 5.1.1 <ouder@example.nl>: jan.jansen unknown\n"

func TestANotificationSaysWhatHappenedWithoutTheAddress(t *testing.T) {
	inBase64 := strings.Replace(postfix(failed), "Content-Type: message/delivery-status\r\n\r\n"+statusOf(failed),
		"Content-Type: message/delivery-status\r\nContent-Transfer-Encoding: base64\r\n\r\n"+base64.StdEncoding.EncodeToString([]byte(statusOf(failed)))+"\r\n", 1)
	if !strings.Contains(inBase64, "base64") {
		t.Fatal("the sample was not encoded")
	}
	for name, test := range map[string]struct {
		raw  string
		want bounces.Report
	}{
		"failed":          {postfix(failed), bounces.Report{Action: bounces.Failed, Status: "5.1.1", Code: "550"}},
		"base64":          {inBase64, bounces.Report{Action: bounces.Failed, Status: "5.1.1", Code: "550"}},
		"given up":        {postfix("Action: Failed\nStatus: 4.4.7 (expired)\n"), bounces.Report{Action: bounces.Failed, Status: "4.4.7"}},
		"delayed":         {postfix("Action: delayed\nStatus: 4.4.1\n"), bounces.Report{Action: bounces.Delayed, Status: "4.4.1"}},
		"delivered":       {postfix("Action: delivered\nStatus: 2.0.0\n"), bounces.Report{Action: bounces.Delivered, Status: "2.0.0"}},
		"the worst of it": {postfix("Action: delivered\nStatus: 2.0.0\n\n" + failed), bounces.Report{Action: bounces.Failed, Status: "5.1.1", Code: "550"}},
	} {
		if got, err := bounces.Parse(strings.NewReader(test.raw)); err != nil || got != test.want {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

// statusOf gives the part with the status as it stands in the sample.
func statusOf(fields string) string {
	whole := postfix(fields)
	begin := strings.Index(whole, "Reporting-MTA")
	return whole[begin : begin+strings.Index(whole[begin:], "\r\n--b1")]
}

func TestWhatIsNoNotificationIsRefused(t *testing.T) {
	for name, raw := range map[string]string{
		"nothing":        "",
		"no mail":        "\x00\x01\x02",
		"another mail":   "Subject: afwezig\r\n\r\nIk ben er niet.",
		"other report":   strings.Replace(postfix(failed), "report-type=delivery-status", "report-type=disposition-notification", 1),
		"no boundary":    strings.Replace(postfix(failed), "boundary=\"b1\"", "x=y", 1),
		"no status part": strings.Replace(postfix(failed), "message/delivery-status\r\n", "text/plain\r\n", 1),
		"unknown action": postfix("Action: exploded\nStatus: 5.1.1\n"),
		"no status":      postfix("Action: failed\n"),
		"odd status":     postfix("Action: failed\nStatus: 999\n"),
		"broken base64":  strings.Replace(postfix(failed), "delivery-status\r\n\r\n", "delivery-status\r\nContent-Transfer-Encoding: base64\r\n\r\n", 1),
	} {
		if got, err := bounces.Parse(strings.NewReader(raw)); err == nil {
			t.Errorf("%s was taken: %+v", name, got)
		}
	}
}

func FuzzAnyMailIsReadOrRefused(f *testing.F) {
	f.Add([]byte(postfix(failed)))
	f.Add([]byte(postfix("Action: delayed\nStatus: 4.4.1\n")))
	f.Add([]byte("Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\nAction:failed\r\nStatus:5.0.0"))
	f.Add([]byte("\r\n\r\n"))
	form := regexp.MustCompile(`^([245]\d\d )?[245]\.\d{1,3}\.\d{1,3}$`)
	f.Fuzz(func(t *testing.T, raw []byte) {
		got, err := bounces.Parse(bytes.NewReader(raw))
		if err == nil && (got.Action == "" || !form.MatchString(got.Reply())) {
			t.Errorf("taken without an action, or with words in the reply: %+v", got)
		}
	})
}

func addresses(t testing.TB) *bounces.Addresses {
	t.Helper()
	made, err := bounces.NewAddresses(keyring.Generate("delivery"), "terug@zout.example")
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func TestOnlyWeCanMakeAnAddressForBounces(t *testing.T) {
	ours := addresses(t)
	address, err := ours.Of(mailID)
	if err != nil {
		t.Fatal(err)
	}
	if local, _, _ := strings.Cut(address, "@"); len(local) > 64 {
		t.Errorf("%q has %d characters before the @", address, len(local))
	}
	if got, ok := ours.MailID(strings.ToUpper(address)); !ok || got != mailID {
		t.Errorf("read back %q, %v", got, ok)
	}
	for _, forged := range []string{
		"", "terug@zout.example", "terug+@zout.example", "terug+" + mailID + "@zout.example", "terug+" + mailID + "-0000000000000000@zout.example",
		strings.Replace(address, "0123", "0124", 1), strings.Replace(address, "zout", "elders", 1), strings.Replace(address, "terug", "heen", 1),
	} {
		if got, ok := ours.MailID(forged); ok {
			t.Errorf("%q was taken for mail %q", forged, got)
		}
	}
	if _, ok := addresses(t).MailID(address); ok {
		t.Error("an address of another installation was taken")
	}
}

func TestAnAddressThatCannotWorkIsRefused(t *testing.T) {
	for _, base := range []string{"", "terug", "terug@", strings.Repeat("t", 30) + "@zout.example"} {
		if _, err := bounces.NewAddresses(keyring.Generate("delivery"), base); err == nil {
			t.Errorf("%q was taken", base)
		}
	}
	for _, id := range []string{"", "A", "a-b", "a@b", strings.Repeat("a", 41)} {
		if address, err := addresses(t).Of(id); err == nil {
			t.Errorf("mail id %q made %q", id, address)
		}
	}
}

// receiver is a running server with what it took.
type receiver struct {
	at    string
	ours  *bounces.Addresses
	taken chan bounces.Report
}

func receive(t *testing.T, fail error) receiver {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := receiver{at: listener.Addr().String(), ours: addresses(t), taken: make(chan bounces.Report, 4)}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- bounces.Serve(ctx, listener, r.ours, func(_ context.Context, report bounces.Report) error {
			if fail == nil {
				r.taken <- report
			}
			return fail
		})
	}()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("the receiver did not end neatly: %v", err)
		}
	})
	return r
}

func (r receiver) offer(t *testing.T, from, to, raw string) error {
	t.Helper()
	client, err := smtp.Dial(r.at)
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	return client.SendMail(from, []string{to}, strings.NewReader(raw))
}

func code(err error) int {
	var answer *smtp.SMTPError
	if errors.As(err, &answer) {
		return answer.Code
	}
	return 0
}

func TestAMailThatComesBackIsTakenByItsAddress(t *testing.T) {
	r := receive(t, nil)
	to, err := r.ours.Of(mailID)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.offer(t, "", to, postfix(failed)); err != nil {
		t.Fatal(err)
	}
	if got := <-r.taken; got.MailID != mailID || got.Action != bounces.Failed || got.Reply() != "550 5.1.1" {
		t.Errorf("%+v", got)
	}
}

func TestTheReceiverRefusesEverythingElse(t *testing.T) {
	r := receive(t, nil)
	to, err := r.ours.Of(mailID)
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		from, to, raw string
		want          int
	}{
		"a sender":        {"spam@example.nl", to, postfix(failed), 550},
		"another address": {"", "info@zout.example", postfix(failed), 550},
		"a forged token":  {"", "terug+" + mailID + "-0011223344556677@zout.example", postfix(failed), 550},
		"junk":            {"", to, "junk\r\n", 550},
		"too much":        {"", to, postfix(failed) + strings.Repeat("0123456789abcdef\r\n", bounces.MaxBytes/10), 552},
	} {
		if err := r.offer(t, test.from, test.to, test.raw); code(err) != test.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(r.taken) != 0 {
		t.Errorf("taken: %+v", <-r.taken)
	}
}

func TestANotificationThatCannotBeRecordedIsOfferedAgainLater(t *testing.T) {
	r := receive(t, errors.New("the store is away"))
	to, err := r.ours.Of(mailID)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.offer(t, "", to, postfix(failed)); code(err) != 451 {
		t.Errorf("%v", err)
	}
}
