package casestest

import (
	"errors"
	"testing"
	"time"

	"google.golang.org/protobuf/types/known/timestamppb"

	"traject.nl/proto/contract/casework"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/services/cases"
)

func foundByAbout(t *testing.T, s cases.Store) {
	project(t, s, Decided("case-a", 1), 1, Start)
	project(t, s, Decided("case-b", 1), 1, Start)
	project(t, s, Objection("objection-ab", 1, "case-a", "case-b"), 1, Start)
	project(t, s, Objection("objection-b", 1, "case-b"), 1, Start)

	mine := []string{Parent}
	wantCases(t, s, cases.CaseQuery{Parties: mine, About: []string{"case-a"}}, "objection-ab")
	wantCases(t, s, cases.CaseQuery{Parties: mine, About: []string{"case-a", "case-b"}}, "objection-ab", "objection-b")
	wantCases(t, s, cases.CaseQuery{Parties: mine, About: []string{}})
	wantCases(t, s, cases.CaseQuery{Parties: []string{Receiving}, About: []string{"case-b"}})
	wantCases(t, s, cases.CaseQuery{Parties: mine, IDs: []string{"case-b", "objection-b", "nowhere"}}, "objection-b", "case-b")
	wantCases(t, s, cases.CaseQuery{Parties: mine, IDs: []string{}})
	wantCases(t, s, cases.CaseQuery{Parties: mine, Procedure: "bezwaar"}, "objection-ab", "objection-b")
	wantCases(t, s, cases.CaseQuery{Parties: mine, Procedure: "tlv"}, "case-a", "case-b")
}

func foundByTold(t *testing.T, s cases.Store) {
	view := View("case-a", 1)
	view.Fired = []*caseworkv1.Firing{
		{Key: "1", Kind: caseworkv1.FiringKind_FIRING_KIND_REMINDER, Told: []string{"board:only-reminded"}},
		{Key: "2", Kind: caseworkv1.FiringKind_FIRING_KIND_ESCALATION, Told: []string{SOT}},
		{Key: "3", Kind: caseworkv1.FiringKind_FIRING_KIND_ESCALATION, Told: []string{"municipality:zeist", SOT}},
	}
	project(t, s, view, 1, Start)
	project(t, s, View("case-b", 1), 1, Start)

	wantCases(t, s, cases.CaseQuery{Told: []string{"municipality:zeist"}}, "case-a")
	wantCases(t, s, cases.CaseQuery{Told: []string{"municipality:elsewhere", SOT}}, "case-a")
	wantCases(t, s, cases.CaseQuery{Told: []string{"board:only-reminded"}})
	wantCases(t, s, cases.CaseQuery{Told: []string{Office}})
	wantCases(t, s, cases.CaseQuery{Told: []string{}})
	wantCases(t, s, cases.CaseQuery{Told: []string{SOT}, Parties: []string{"municipality:zeist"}})

	second := casework.EscalationID("case-a", "2")
	wantCases(t, s, cases.CaseQuery{Told: []string{SOT}, Escalation: second}, "case-a")
	wantCases(t, s, cases.CaseQuery{Told: []string{Office}, Escalation: second})
	wantCases(t, s, cases.CaseQuery{Told: []string{SOT}, Escalation: casework.EscalationID("case-a", "1")})
}

func foundByTermAndPenalty(t *testing.T, s cases.Store) {
	project(t, s, View("running", 1), 1, Start)
	suspended := View("suspended", 1)
	suspended.Terms[0].PlannedOn = ""
	project(t, s, suspended, 1, Start)
	met := View("met", 1)
	met.Terms[0].MetOn = "2026-12-01"
	met.Defaults = []*caseworkv1.DefaultNotice{{Id: "ingebrekestelling/1", FirstDay: "2026-12-08"}}
	project(t, s, met, 1, Start)
	ended := View("ended", 1)
	ended.Terms[0].Ended = true
	ended.Defaults = []*caseworkv1.DefaultNotice{{Id: "ingebrekestelling/1"}} // that does not count
	project(t, s, ended, 1, Start)

	wantCases(t, s, cases.CaseQuery{Parties: []string{Office}, Running: true}, "running", "suspended")
	wantCases(t, s, cases.CaseQuery{Parties: []string{Office}, Defaulted: true}, "met")
	wantCases(t, s, cases.CaseQuery{Parties: []string{"office:elsewhere"}, Running: true})

	project(t, s, withDue("no-date", ""), 1, Start)
	wantCases(t, s, cases.CaseQuery{Parties: []string{Office}, Due: true}, "ended", "met", "running", "suspended")
}

func newestPolicy(t *testing.T, s cases.Store) {
	newest := func(procedure string) string {
		version, err := s.NewestPolicy(t.Context(), procedure)
		if err != nil {
			t.Fatal(err)
		}
		return version
	}
	if first := newest("tlv"); first != "" {
		t.Errorf("newest policy before any case is %q", first)
	}
	for i, version := range []string{"2026-3", "2026-10", ""} {
		view := View("case-"+version, 1)
		view.PolicyVersion, view.ReceivedAt = version, timestamppb.New(Start.Add(time.Duration(i)*time.Hour))
		project(t, s, view, 1, Start)
	}
	if got := newest("tlv"); got != "2026-10" {
		t.Errorf("newest policy is %q, want that of the last case that has one", got)
	}
	if got := newest("bezwaar"); got != "" {
		t.Errorf("newest policy of another procedure is %q", got)
	}
}

func numberReplaced(t *testing.T, s cases.Store) {
	first := assign(t, s, registration("case-a"))
	after := registration("case-a")
	after.Replaces, after.DecidedOn, after.Category = first, "2027-02-20", "hoog"
	second := assign(t, s, after)
	if second == first {
		t.Errorf("both decisions have %s", first)
	}
	for range 2 {
		if again := assign(t, s, after); again != second {
			t.Errorf("the same decision got %s and then %s", second, again)
		}
	}
	if again := assign(t, s, registration("case-a")); again != first {
		t.Errorf("the first decision got %s and then %s", first, again)
	}
	wantRegister(t, s, map[string][3]string{first: {"", second, "2027-02-20"}, second: {first, "", ""}})

	unknown := registration("case-b")
	unknown.Replaces = "PO2603-999999"
	if _, err := s.Assign(t.Context(), unknown, pattern); err == nil {
		t.Error("a number that was never given is replaced")
	}
	wantRegister(t, s, map[string][3]string{first: {"", second, "2027-02-20"}, second: {first, "", ""}})
}

// wantRegister checks of each number which one it replaces, by which it is replaced, and since when.
func wantRegister(t *testing.T, s cases.Store, want map[string][3]string) {
	t.Helper()
	lines, err := s.Registrations(t.Context(), cases.RegisterQuery{})
	if err != nil {
		t.Fatal(err)
	}
	if len(lines) != len(want) {
		t.Fatalf("register is %+v, want %d lines", lines, len(want))
	}
	for _, line := range lines {
		if got := [3]string{line.Replaces, line.ReplacedBy, line.EndedOn}; got != want[line.Number] || line.CaseID != "case-a" {
			t.Errorf("line %s of %s is %v, want %v", line.Number, line.CaseID, got, want[line.Number])
		}
	}
}

func numberEnded(t *testing.T, s cases.Store) {
	number := assign(t, s, registration("case-a"))
	for _, on := range []string{"2027-02-20", "2027-03-01"} {
		if err := s.End(t.Context(), number, "", on); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.End(t.Context(), "PO2603-999999", "", "2027-02-20"); err != nil {
		t.Errorf("a number that was never given: %v", err)
	}
	wantRegister(t, s, map[string][3]string{number: {"", "", "2027-02-20"}})
}

func calendarLinks(t *testing.T, s cases.Store) {
	link := func(id, subject string, after time.Duration) cases.CalendarLink {
		return cases.CalendarLink{
			ID: id, TokenHash: "hash-" + id, Subject: subject, Parties: []string{SOT},
			CreatedAt: Start.Add(after), ExpiresAt: Start.Add(after + time.Hour),
		}
	}
	second, first, other := link("second", "s-sot", time.Minute), link("first", "s-sot", 0), link("other", "s-office", 0)
	before := second
	before.TokenHash = "hash-before"
	for _, l := range []cases.CalendarLink{before, first, other, second} {
		if err := s.PutLink(t.Context(), l); err != nil {
			t.Fatal(err)
		}
	}
	wantLinks(t, s, "s-sot", first, second)
	wantLinks(t, s, "s-nobody")
	found, err := s.LinkByToken(t.Context(), "hash-second")
	if err != nil || !sameLink(found, second) {
		t.Errorf("found %+v, %v", found, err)
	}
	for _, secret := range []string{"second", "hash-before"} {
		if _, err := s.LinkByToken(t.Context(), secret); !errors.Is(err, cases.ErrNoLink) {
			t.Errorf("secret %q gives %v, want ErrNoLink", secret, err)
		}
	}
	if err := s.RemoveLink(t.Context(), "s-office", "second"); !errors.Is(err, cases.ErrNoLink) {
		t.Errorf("the link of somebody else: %v, want ErrNoLink", err)
	}
	if err := s.RemoveLink(t.Context(), "s-sot", "second"); err != nil {
		t.Fatal(err)
	}
	if err := s.RemoveLink(t.Context(), "s-sot", "second"); !errors.Is(err, cases.ErrNoLink) {
		t.Errorf("revoking twice: %v, want ErrNoLink", err)
	}
	if _, err := s.LinkByToken(t.Context(), "hash-second"); !errors.Is(err, cases.ErrNoLink) {
		t.Errorf("a revoked link still works: %v", err)
	}
	wantLinks(t, s, "s-sot", first)
}

func sameLink(a, b cases.CalendarLink) bool {
	return a.ID == b.ID && a.TokenHash == b.TokenHash && a.Subject == b.Subject && len(a.Parties) == 1 && a.Parties[0] == b.Parties[0] &&
		a.CreatedAt.Equal(b.CreatedAt) && a.ExpiresAt.Equal(b.ExpiresAt)
}

func wantLinks(t *testing.T, s cases.Store, subject string, want ...cases.CalendarLink) {
	t.Helper()
	links, err := s.LinksOf(t.Context(), subject)
	if err != nil {
		t.Fatal(err)
	}
	if len(links) != len(want) {
		t.Fatalf("%s has %+v, want %d links", subject, links, len(want))
	}
	for i := range want {
		if !sameLink(links[i], want[i]) {
			t.Errorf("link %d of %s is %+v, want %+v", i, subject, links[i], want[i])
		}
	}
}
