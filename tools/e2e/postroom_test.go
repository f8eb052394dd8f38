package e2e

import (
	"context"
	"fmt"
	"net/http"
	"net/smtp"
	"slices"
	"strings"
	"testing"

	"traject.nl/services/platform/evidence"
	"traject.nl/tools/journey"
	"traject.nl/tools/stack/mailbox"
)

// toParent is the one notice of a kind to the parents of a case, as the office sees it when it has this many mails.
func toParent(t *testing.T, caseID, kind string, mails int) journey.Notice {
	t.Helper()
	told := settledWith(t, caseID, func(notices []journey.Notice) bool {
		found := toParents(notices, kind)
		return len(found) > 0 && len(found[0].Deliveries) >= mails
	})
	found := toParents(told, kind)
	if len(found) != 1 || len(found[0].Deliveries) != mails {
		t.Fatalf("want one notice %s to the parent with %d mails, got %+v", kind, mails, found)
	}
	return found[0]
}

// undeliveredOf waits for what did not arrive of a case.
func undeliveredOf(t *testing.T, caseID string) []journey.PostItem {
	t.Helper()
	eventually(t, "something of "+caseID+" is in the post room", func(context.Context) error {
		if len(undelivered(t, caseID)) == 0 {
			return errNotYet
		}
		return nil
	})
	return undelivered(t, caseID)
}

// undelivered is what did not arrive of a case.
func undelivered(t *testing.T, caseID string) []journey.PostItem {
	t.Helper()
	return ofCase(get(traject.As("kantoor").PostRoom(t.Context()))(t).Undelivered, caseID)
}

func TestAMailThatIsRefusedGoesToThePostRoomAndTheFirstProofStays(t *testing.T) {
	s := withParent(t, "weg", mailbox.Unknown+"-"+story(t).Key+"@example.test")
	tell(t, s, journey.Draft, journey.HandIn)
	notice := toParent(t, s.CaseID, "received", 1)
	if notice.Deliveries[0].State != "refused" || !strings.Contains(notice.Deliveries[0].Reply, "550") || strings.Contains(notice.Deliveries[0].Reply, "@") {
		t.Errorf("the refused mail is shown as %+v", notice.Deliveries)
	}
	waiting := undeliveredOf(t, s.CaseID)
	if len(waiting) != 1 || waiting[0].Reason != "refused" || waiting[0].DueAt.Sub(waiting[0].Since).Hours() > 48 || len(printing(t, s.CaseID)) != 1 {
		t.Fatalf("want a task for the office within 48 hours and a letter on paper, got %+v", waiting)
	}

	office, other := s.As("kantoor"), "beter-"+s.Key+"@example.test"
	_, err := office.Resend(t.Context(), s.Key+"-wrong", notice.ID, "geen adres")
	wantStatus(t, err, http.StatusBadRequest)
	wantField(t, asProblem(err), "body.address")
	made := get(office.Resend(t.Context(), s.Key+"-again", notice.ID, other))(t)
	if same := get(office.Resend(t.Context(), s.Key+"-again", notice.ID, other))(t); same.ID != made.ID {
		t.Error("the same resend made another delivery")
	}
	again := toParent(t, s.CaseID, "received", 2)
	if again.Deliveries[0].State != "refused" || again.Deliveries[1].State != "accepted" {
		t.Errorf("after the resend: %+v", again.Deliveries)
	}
	if mails := mailsTo(t, other); len(mails) != 1 {
		t.Errorf("%d mails at the other address", len(mails))
	}
	if err := office.Settle(t.Context(), s.Key+"-settled", waiting[0].ID, "resent", s.Day(0)); err != nil {
		t.Fatal(err)
	}
	wantStatus(t, office.Settle(t.Context(), s.Key+"-settled-otherwise", waiting[0].ID, "phoned", s.Day(0)), http.StatusConflict)
	if left := undelivered(t, s.CaseID); len(left) != 0 {
		t.Errorf("what was done is still to be done: %+v", left)
	}
	kinds := proven(chainOf(t, s.CaseID, "notifications"))
	for _, kind := range []evidence.Kind{evidence.Refused, evidence.Undeliverable, evidence.Resent, evidence.Accepted} {
		if !slices.Contains(kinds, kind) {
			t.Errorf("%q is not proven: %v", kind, kinds)
		}
	}
}

func TestAMailThatComesBackGoesToThePostRoom(t *testing.T) {
	address := "terug-" + story(t).Key + "@example.test"
	s := withParent(t, "terug", address)
	tell(t, s, journey.Draft, journey.HandIn)
	if notice := toParent(t, s.CaseID, "received", 1); notice.Deliveries[0].State != "accepted" {
		t.Fatalf("the mail is %+v", notice.Deliveries)
	}
	mails := mailsTo(t, address)
	if len(mails) != 1 {
		t.Fatalf("want one mail to send back, got %d", len(mails))
	}
	if err := sendBack("terug+00000000000000000000000000000000-0123456789abcdef@zout.example.test"); err == nil {
		t.Error("a bounce to an address that nobody made is taken")
	}
	if err := sendBack(mails[0].From); err != nil {
		t.Fatal(err)
	}
	notice := toParent(t, s.CaseID, "received", 1)
	if notice.Deliveries[0].State != "bounced" {
		t.Errorf("the mail that came back is %+v", notice.Deliveries)
	}
	waiting := undeliveredOf(t, s.CaseID)
	if len(waiting) != 1 || waiting[0].Reason != "bounced" || len(printing(t, s.CaseID)) != 1 {
		t.Fatalf("want a task for the office and a letter on paper, got %+v and %+v", waiting, printing(t, s.CaseID))
	}
	if err := s.As("kantoor").Settle(t.Context(), s.Key+"-posted", printing(t, s.CaseID)[0].ID, "posted", s.Day(0)); err != nil {
		t.Fatal(err)
	}
	if left := undelivered(t, s.CaseID); len(left) != 0 {
		t.Errorf("what was posted is still undelivered: %+v", left)
	}
	if kinds := proven(chainOf(t, s.CaseID, "notifications")); !slices.Contains(kinds, evidence.Bounced) || !slices.Contains(kinds, evidence.Posted) {
		t.Errorf("that it came back and was posted is not proven: %v", kinds)
	}
}

// sendBack says to an envelope sender, as a mail server does, that its mail could not be delivered (RFC 3464).
func sendBack(to string) error {
	report := strings.Join([]string{
		"From: MAILER-DAEMON@example.test", "To: " + to, "Subject: Undelivered Mail Returned to Sender", "MIME-Version: 1.0",
		`Content-Type: multipart/report; report-type=delivery-status; boundary="grens"`, "",
		"--grens", "Content-Type: text/plain", "", "The mail could not be delivered.", "",
		"--grens", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx.example.test", "",
		"Final-Recipient: rfc822; iemand@example.test", "Action: failed", "Status: 5.1.1", "Diagnostic-Code: smtp; 550 5.1.1 no such user", "",
		"--grens--", "",
	}, "\r\n")
	return smtp.SendMail(running.Bounce, nil, "", []string{to}, []byte(report))
}

func TestTheStopButtonHoldsWhatWouldLeaveUntilItIsReleased(t *testing.T) {
	office := traject.As("kantoor")
	key := story(t).Key
	_, err := traject.As("directeur").Stop(t.Context(), key+"-directeur", "", "Ik wil alles stoppen.")
	wantStatus(t, err, http.StatusForbidden)
	_, err = office.Stop(t.Context(), key+"-unknown", "reclame", "Er ging iets mis.")
	wantStatus(t, err, http.StatusBadRequest)
	wantField(t, asProblem(err), "body.kind")
	stop := get(office.Stop(t.Context(), key+"-stop", "received", "De tekst klopt niet."))(t)
	t.Cleanup(func() { _ = office.EndStop(context.WithoutCancel(t.Context()), stop) })

	address := "stop-" + key + "@example.test"
	s := withParent(t, "stop", address)
	tell(t, s, journey.Draft, journey.HandIn)
	held := toParent(t, s.CaseID, "received", 1)
	if held.Deliveries[0].State != "held" || len(mailsTo(t, address)) != 0 {
		t.Fatalf("while it is stopped the mail is %+v, and %d left", held.Deliveries, len(mailsTo(t, address)))
	}
	if items := toldWithin(t, "ib-regenboog", s.CaseID, "received", 1); len(items) != 1 {
		t.Error("what is held is not in the portal")
	}
	waiting := ofCase(get(office.PostRoom(t.Context()))(t).Held, s.CaseID)
	if len(waiting) != 2 || waiting[0].HoldID != stop {
		t.Fatalf("want the mails to school and parent held, got %+v", waiting)
	}
	_, err = office.Release(t.Context(), key+"-early", waiting[0].ID)
	wantStatus(t, err, http.StatusConflict)
	if err := office.EndStop(t.Context(), stop); err != nil {
		t.Fatal(err)
	}
	if still := ofCase(get(office.PostRoom(t.Context()))(t).Held, s.CaseID); len(still) != 2 {
		t.Errorf("what was held left by itself when the stop ended: %+v", still)
	}
	parent := slices.IndexFunc(waiting, func(item journey.PostItem) bool { return strings.HasPrefix(item.Party, "parent:") })
	if parent < 0 {
		t.Fatalf("the mail to the parent is not held: %+v", waiting)
	}
	if n := get(office.Release(t.Context(), key+"-release", waiting[parent].ID))(t); n != 1 {
		t.Errorf("%d released", n)
	}
	if n := get(office.Drop(t.Context(), key+"-drop", waiting[1-parent].ID))(t); n != 1 {
		t.Errorf("%d dropped", n)
	}
	if after := toParent(t, s.CaseID, "received", 1); after.Deliveries[0].State != "accepted" || len(mailsTo(t, address)) != 1 {
		t.Errorf("after the release the mail is %+v", after.Deliveries)
	}
	kinds := fmt.Sprint(proven(chainOf(t, s.CaseID, "notifications")))
	for _, kind := range []evidence.Kind{evidence.Held, evidence.Released, evidence.Dropped, evidence.Accepted} {
		if !strings.Contains(kinds, string(kind)) {
			t.Errorf("%q is not proven: %s", kind, kinds)
		}
	}
}
