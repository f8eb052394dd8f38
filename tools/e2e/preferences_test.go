package e2e

import (
	"bytes"
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"

	"traject.nl/services/platform/evidence"
	"traject.nl/tools/journey"
)

// preferring are the preferences of the one party of an account.
func preferring(t *testing.T, account string) (string, journey.PartyPreferences) {
	t.Helper()
	// Also in a clean-up, for which the context of the test ended.
	found := get(traject.As(account).Preferences(context.WithoutCancel(t.Context())))(t)
	if len(found.Parties) != 1 || found.ETag == "" {
		t.Fatalf("%s has preferences %+v", account, found)
	}
	return found.ETag, found.Parties[0]
}

// prefer changes them, as they are now.
func prefer(t *testing.T, account string, change map[string]any) {
	t.Helper()
	etag, mine := preferring(t, account)
	if err := traject.As(account).Prefer(context.WithoutCancel(t.Context()), etag, mine.Party, change); err != nil {
		t.Fatal(err)
	}
}

func TestPeopleChooseHowTheyAreTold(t *testing.T) {
	kinds := func(how string) map[string]any {
		return map[string]any{"mailbox": map[string]any{"kinds": map[string]string{"received": how}}}
	}
	prefer(t, "ib-regenboog", kinds("none"))
	t.Cleanup(func() { prefer(t, "ib-regenboog", kinds("direct")) })
	s := told(t, journey.Draft, journey.HandIn)
	if items := toldWithin(t, "ib-regenboog", s.CaseID, "received", 1); len(items) != 1 {
		t.Errorf("who wants no mail still reads it in the portal: %+v", items)
	}
	toSchool := func(n journey.Notice) bool { return n.Party == "school:regenboog-uh-amerongen" && n.Kind == "received" }
	for _, notice := range settledWith(t, s.CaseID, func(all []journey.Notice) bool { return slices.ContainsFunc(all, toSchool) }) {
		if !toSchool(notice) {
			continue
		}
		if slices.ContainsFunc(notice.Deliveries, func(way journey.Delivery) bool { return way.State == "accepted" }) {
			t.Errorf("a mail went to who wants none: %+v", notice.Deliveries)
		}
	}
	etag, mine := preferring(t, "directeur-regenboog")
	if mine.Mailbox.Kinds["received"] != "none" || !slices.Contains(mine.Mandatory, "letter") {
		t.Errorf("a colleague sees %+v of the mailbox that they share", mine)
	}
	school := traject.As("directeur-regenboog")
	letters := map[string]any{"mailbox": map[string]any{"kinds": map[string]string{"letter": "none"}}}
	err := school.Prefer(t.Context(), etag, mine.Party, letters)
	wantStatus(t, err, http.StatusBadRequest)
	wantField(t, asProblem(err), "body.parties[0].mailbox.kinds.letter")
	wantStatus(t, school.Prefer(t.Context(), `"oud"`, mine.Party, map[string]any{}), http.StatusPreconditionFailed)
	wantStatus(t, school.Prefer(t.Context(), "", mine.Party, map[string]any{}), http.StatusPreconditionRequired)
	if err := school.Prefer(t.Context(), etag, "school:stuifheugel-zeist", map[string]any{}); journey.Status(err) < 400 || journey.Status(err) >= 500 {
		t.Errorf("a school sets the preferences of another: %v", err)
	}
}

// A parent is told in the portal and on their own address, which is that of the mailbox: that is one mail.
func TestWhoIsToldTwiceAtOneAddressGetsOneMail(t *testing.T) {
	own := func(on bool) map[string]any { return map[string]any{"own": map[string]any{"address": on}} }
	prefer(t, "tweede-ouder", own(true))
	t.Cleanup(func() { prefer(t, "tweede-ouder", own(false)) })
	const address = "tweede-ouder@example.test"
	before := len(mailsTo(t, address))
	s := withParent(t, "een", address)
	tell(t, s, journey.Draft, journey.HandIn)
	toParent(t, s.CaseID, "received", 2) // the mailbox and the person
	if after := len(mailsTo(t, address)); after != before+1 {
		t.Errorf("%d mails arrived, want one", after-before)
	}
}

// Awb 2:8: a letter to a parent who did not agree to electronic traffic also goes on paper.
func TestALetterToAParentWithoutConsentIsPrintedAndPosted(t *testing.T) {
	if err := traject.As("ouder").Consent(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	_, mine := preferring(t, "ouder")
	if mine.Electronic == nil || mine.Electronic.Given || mine.Electronic.At.IsZero() {
		t.Errorf("the answer of the parent is recorded as %+v", mine.Electronic)
	}
	s := told(t, journey.HappyPath...)
	lettersToParents(t, s.CaseID)
	item := printing(t, s.CaseID)
	if len(item) != 1 || item[0].Reason != "no-consent" || item[0].Kind != "letter" || item[0].Party != mine.Party || item[0].PieceID == "" {
		t.Fatalf("want the letter to the parent in the print queue, got %+v", item)
	}
	office := s.As("kantoor")
	pdf := get(office.PaperNotice(t.Context(), s.Key+"-print", item[0]))(t)
	if !bytes.HasPrefix(pdf, []byte("%PDF-")) || !strings.Contains(flat(textOf(t, pdf)), s.Form.Parents[0].Street) {
		t.Error("the letter on paper has no address")
	}
	wantStatus(t, s.As("directeur").Settle(t.Context(), s.Key+"-settled-d", item[0].ID, "posted", s.Day(0)), http.StatusForbidden)
	if err := office.Settle(t.Context(), s.Key+"-settled", item[0].ID, "posted", s.Day(0)); err != nil {
		t.Fatal(err)
	}
	if left := printing(t, s.CaseID); len(left) != 0 {
		t.Errorf("what was posted is still to be printed: %+v", left)
	}
	if kinds := proven(chainOf(t, s.CaseID, "notifications")); !slices.Contains(kinds, evidence.Posted) {
		t.Errorf("it is not proven that the letter was posted: %v", kinds)
	}
	if err := traject.As("ouder").Consent(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := traject.As("ouder").Consent(context.WithoutCancel(t.Context()), false); err != nil {
			t.Error(err)
		}
	})
	further := another(t, "ja", advised...)
	tell(t, further, journey.Granted, journey.Announced)
	lettersToParents(t, further.CaseID)
	if paper := printing(t, further.CaseID); len(paper) != 0 {
		t.Errorf("a letter to a parent who agreed is printed: %+v", paper)
	}
}

// lettersToParents waits until the parents are told of a letter.
func lettersToParents(t *testing.T, caseID string) {
	t.Helper()
	settledWith(t, caseID, func(notices []journey.Notice) bool { return len(toParents(notices, "letter")) > 0 })
}

// printing is what is to be printed of a case.
func printing(t *testing.T, caseID string) []journey.PostItem {
	t.Helper()
	return ofCase(get(traject.As("kantoor").PostRoom(t.Context()))(t).Print, caseID)
}

func ofCase(items []journey.PostItem, caseID string) []journey.PostItem {
	return slices.DeleteFunc(items, func(item journey.PostItem) bool { return item.CaseID != caseID })
}
