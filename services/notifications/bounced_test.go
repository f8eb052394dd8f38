package notifications_test

import (
	"context"
	"fmt"
	"net"
	"net/smtp"
	"regexp"
	"strings"
	"testing"

	"traject.nl/services/notifications"
	"traject.nl/services/notifications/bounces"
	"traject.nl/services/platform/evidence"
)

var envelopeSender = regexp.MustCompile(`<(\S+@\S+)>`)

// receiveReturns runs the receiver of mail that comes back, and gives where it listens.
func (c *counter) receiveReturns() string {
	c.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		c.Fatal(err)
	}
	ctx, stop := context.WithCancel(c.Context())
	ended := make(chan error, 1)
	go func() { ended <- bounces.Serve(ctx, listener, c.desk.Returns, c.desk.TakeBounce) }()
	c.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			c.Error(err)
		}
	})
	return listener.Addr().String()
}

// sendBack is a mail server that took a mail and could not deliver it: it says so to the envelope sender, over SMTP.
func sendBack(t *testing.T, at string, mail received) {
	t.Helper()
	found := envelopeSender.FindStringSubmatch(mail.from)
	if found == nil {
		t.Fatalf("no sender to send back to: %q", mail.from)
	}
	notification := fmt.Sprintf("From: MAILER-DAEMON@mx.example.nl\nTo: %s\nSubject: Undelivered\n"+
		"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"+
		"--b\nContent-Type: text/plain\n\n%s is unknown\n--b\nContent-Type: message/delivery-status\n\n"+
		"Reporting-MTA: dns; mx.example.nl\n\nFinal-Recipient: rfc822; %s\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 %s\n\n--b--\n",
		found[1], address, address, address)
	if err := smtp.SendMail(at, nil, "", []string{found[1]}, []byte(strings.ReplaceAll(notification, "\n", "\r\n"))); err != nil {
		t.Fatal(err)
	}
}

func TestAServerThatAcceptsAndThenSendsBackIsFoundOut(t *testing.T) {
	c := openCounter(t)
	returns := c.receiveReturns()
	c.letter()
	c.task("taak-1")
	c.hours(1)
	c.round()
	for _, mail := range c.server.mails() {
		if !strings.Contains(mail.from, "terug+") || strings.Contains(mail.raw, "terug+") {
			t.Errorf("sent from %q", mail.from)
		}
		if strings.Contains(mail.to, "0123@example.nl") {
			sendBack(t, returns, mail)
			sendBack(t, returns, mail)
		}
	}
	got := c.room()
	if len(got.Undelivered) != 1 || got.Undelivered[0].Reason != notifications.ReasonBounced || got.Undelivered[0].Party != string(parent) || len(got.Print) != 1 {
		t.Errorf("%+v", got)
	}
	chain := c.proven(evidence.Accepted, evidence.Bounced)
	if len(chain) != 3 || chain[2].Kind != evidence.Bounced {
		t.Fatalf("%+v", chain)
	}
	for name, fact := range chain[2].Facts {
		if strings.Contains(fact, "@") || strings.Contains(fact, "voorbeeld") {
			t.Errorf("the proof has an address: %s %q", name, fact)
		}
	}
}
