package casestest

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"google.golang.org/protobuf/proto"

	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/services/cases"
	"traject.nl/services/platform/live"
)

// RunStoreSuite holds a store to the promises of cases.Store. newStore gives an empty store.
func RunStoreSuite(t *testing.T, newStore func(t *testing.T) cases.Store) {
	rules := []struct {
		name string
		test func(*testing.T, cases.Store)
	}{
		{"a case is read back whole", caseIsReadWhole},
		{"an unknown case is told apart from an error", unknownCase},
		{"projecting twice is projecting once", projectTwice},
		{"an overlap keeps the lines that were there", overlapKeepsLines},
		{"an older projection changes nothing", olderChangesNothing},
		{"a gap is refused and changes nothing", gapIsRefused},
		{"projections at once leave the newest, without a gap", projectionsAtOnce},
		{"cases are listed by party, the earliest date first", listedByParty},
		{"a list is cut in pages without loss", pages},
		{"a list is filtered by phase, closed, school and part", filters},
		{"open tasks are found by whom they are for", openTasks},
		{"objections are found by what they are about", foundByAbout},
		{"cases are found by whom the ladder told, party or not", foundByTold},
		{"cases with running terms and with a dwangsom are found", foundByTermAndPenalty},
		{"the newest policy is that of the last case received", newestPolicy},
		{"cases are found by pupil, by every school with a part, and by municipality", foundByPupilAndPlace},
		{"a book of places is kept, and an older one changes nothing", bookIsKept},
		{"books written at once leave the newest", booksAtOnce},
		{"changes are found by time, and again after a crash", changes},
		{"every change makes another mark", marks},
		{"a case gets one number", oneNumberEach},
		{"no number is given twice, also at once", numbersAtOnce},
		{"the register is listed newest first and filtered", registerListed},
		{"a decision that replaces another gets its own number, and the old one says so", numberReplaced},
		{"a TLV that was taken away is marked once", numberEnded},
		{"a calendar link is found by its secret until it is revoked", calendarLinks},
		{"a key gives its answer once done", keyGivesAnswer},
		{"a key under way does not fail", keyUnderWay},
		{"a key belongs to one request", keyBelongsToOne},
		{"a refusal gives the key back, an answer never", release},
		{"a claim says in whose name it was made, and what was answered", claimed},
		{"a receipt is written once and never changes", receiptIsKept},
		{"receipts are listed by party, the newest first", receiptsListed},
	}
	for _, rule := range rules {
		t.Run(rule.name, func(t *testing.T) { rule.test(t, newStore(t)) })
	}
}

func project(t *testing.T, s cases.Store, view *casesv1.View, from int64, at time.Time) {
	t.Helper()
	if err := s.Project(t.Context(), view, Lines(from, view.GetVersion()), at); err != nil {
		t.Fatalf("project %s to %d: %v", view.GetCaseId(), view.GetVersion(), err)
	}
}

func read(t *testing.T, s cases.Store, id string) cases.Record {
	t.Helper()
	record, err := s.Case(t.Context(), id)
	if err != nil {
		t.Fatalf("read %s: %v", id, err)
	}
	return record
}

func caseIsReadWhole(t *testing.T, s cases.Store) {
	view := View("case-a", 3)
	project(t, s, view, 1, Start)
	record := read(t, s, "case-a")
	if !proto.Equal(record.View, view) {
		t.Errorf("view is %v, want %v", record.View, view)
	}
	wantTimeline(t, record, 3)
}

// wantTimeline checks that the timeline is 1, 2, 3 … up to the version of the case, each line as it was written.
func wantTimeline(t *testing.T, record cases.Record, version int64) {
	t.Helper()
	if record.View.GetVersion() != version {
		t.Errorf("case is at version %d, want %d", record.View.GetVersion(), version)
	}
	want := Lines(1, version)
	if len(record.Timeline) != len(want) {
		t.Fatalf("timeline has %d lines, want %d", len(record.Timeline), len(want))
	}
	for i := range want {
		if !proto.Equal(record.Timeline[i], want[i]) {
			t.Errorf("line %d is %v, want %v", i+1, record.Timeline[i], want[i])
		}
	}
}

func unknownCase(t *testing.T, s cases.Store) {
	if _, err := s.Case(t.Context(), "nowhere"); !errors.Is(err, cases.ErrNoCase) {
		t.Errorf("got %v, want ErrNoCase", err)
	}
}

func projectTwice(t *testing.T, s cases.Store) {
	project(t, s, View("case-a", 2), 1, Start)
	project(t, s, View("case-a", 2), 1, Start)
	wantTimeline(t, read(t, s, "case-a"), 2)
}

func overlapKeepsLines(t *testing.T, s cases.Store) {
	project(t, s, View("case-a", 2), 1, Start)
	again := Lines(2, 3)
	again[0].Text = "Een ander verhaal."
	if err := s.Project(t.Context(), View("case-a", 3), again, Start); err != nil {
		t.Fatal(err)
	}
	wantTimeline(t, read(t, s, "case-a"), 3)
}

func olderChangesNothing(t *testing.T, s cases.Store) {
	project(t, s, View("case-a", 3), 1, Start)
	older := View("case-a", 2)
	older.Phase = "competentie"
	project(t, s, older, 1, Start.Add(time.Second))
	record := read(t, s, "case-a")
	wantTimeline(t, record, 3)
	if record.View.GetPhase() != "volledigheid" {
		t.Errorf("phase went back to %q", record.View.GetPhase())
	}
}

func gapIsRefused(t *testing.T, s cases.Store) {
	if err := s.Project(t.Context(), View("case-a", 2), Lines(2, 2), Start); err == nil {
		t.Error("a case that starts at version 2 was accepted")
	}
	if _, err := s.Case(t.Context(), "case-a"); !errors.Is(err, cases.ErrNoCase) {
		t.Errorf("after a refused start: %v, want ErrNoCase", err)
	}
	project(t, s, View("case-a", 1), 1, Start)
	if err := s.Project(t.Context(), View("case-a", 3), Lines(3, 3), Start); err == nil {
		t.Error("a gap after version 1 was accepted")
	}
	if err := s.Project(t.Context(), View("case-a", 3), Lines(1, 2), Start); err == nil {
		t.Error("entries that end before the view were accepted")
	}
	wantTimeline(t, read(t, s, "case-a"), 1)
}

func projectionsAtOnce(t *testing.T, s cases.Store) {
	const newest = 12
	var group sync.WaitGroup
	for version := int64(1); version <= newest; version++ {
		group.Go(func() {
			if err := s.Project(t.Context(), View("case-a", version), Lines(1, version), Start); err != nil {
				t.Errorf("version %d: %v", version, err)
			}
		})
	}
	group.Wait()
	wantTimeline(t, read(t, s, "case-a"), newest)
	announced, err := s.Changes(t.Context(), Start)
	if err != nil || len(announced) != 1 || announced[0].Version != newest {
		t.Errorf("announced %+v, %v", announced, err)
	}
}

// withDue is a case whose next date is this one; none when it is empty.
func withDue(id, due string) *casesv1.View {
	view := View(id, 1)
	view.Terms, view.Tasks = nil, nil
	if due != "" {
		view.Tasks = append(view.Tasks, Task("volledigheid", Office, due, ""))
	}
	return view
}

func ids(views []*casesv1.View) []string {
	list := []string{}
	for _, view := range views {
		list = append(list, view.GetCaseId())
	}
	return list
}

func wantCases(t *testing.T, s cases.Store, q cases.CaseQuery, want ...string) {
	t.Helper()
	views, err := s.Cases(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if got := ids(views); !slices.Equal(got, append([]string{}, want...)) {
		t.Errorf("query %+v gives %v, want %v", q, got, want)
	}
}

func listedByParty(t *testing.T, s cases.Store) {
	project(t, s, withDue("late", "2026-12-24"), 1, Start)
	project(t, s, withDue("never", ""), 1, Start)
	project(t, s, withDue("soon", "2026-11-30"), 1, Start)
	elsewhere := withDue("elsewhere", "2026-11-29")
	elsewhere.Parties = []string{"school:elsewhere", Office}
	project(t, s, elsewhere, 1, Start)

	wantCases(t, s, cases.CaseQuery{Parties: []string{Applicant}}, "soon", "late", "never")
	wantCases(t, s, cases.CaseQuery{Parties: []string{"school:elsewhere", Applicant}}, "elsewhere", "soon", "late", "never")
	wantCases(t, s, cases.CaseQuery{Parties: []string{"school:nobody"}})
	wantCases(t, s, cases.CaseQuery{})
}

func pages(t *testing.T, s cases.Store) {
	want := []string{}
	for i := range 7 {
		view := withDue(fmt.Sprintf("case-%d", i), fmt.Sprintf("2026-12-0%d", 1+i/3)) // some on the same day
		project(t, s, view, 1, Start)
		want = append(want, view.GetCaseId())
	}
	got := []string{}
	q := cases.CaseQuery{Parties: []string{Applicant}, Limit: 2}
	for range len(want) {
		views, err := s.Cases(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, ids(views)...)
		if len(views) < q.Limit {
			break
		}
		last := views[len(views)-1]
		q.After = &cases.Position{NextOn: cases.NextOn(last), CaseID: last.GetCaseId()}
	}
	if !slices.Equal(got, want) {
		t.Errorf("pages give %v, want %v", got, want)
	}
	if total, err := s.Count(t.Context(), q); err != nil || total != len(want) {
		t.Errorf("on the last page: %d in all, %v, want %d", total, err, len(want))
	}
}

func filters(t *testing.T, s cases.Store) {
	project(t, s, withDue("a-open", "2026-12-01"), 1, Start)
	closed := withDue("b-closed", "")
	closed.Closed, closed.Phase = true, "gesloten"
	project(t, s, closed, 1, Start)
	received := withDue("c-received", "2026-12-02")
	received.ApplicantSchoolId, received.ReceivingSchoolId = "elsewhere", "regenboog-uh-amerongen"
	project(t, s, received, 1, Start)

	mine := []string{Applicant}
	yes, no := true, false
	wantCases(t, s, cases.CaseQuery{Parties: mine, Closed: &yes}, "b-closed")
	wantCases(t, s, cases.CaseQuery{Parties: mine, Closed: &no}, "a-open", "c-received")
	wantCases(t, s, cases.CaseQuery{Parties: mine, Phase: "gesloten"}, "b-closed")
	wantCases(t, s, cases.CaseQuery{Parties: mine, School: "elsewhere"}, "c-received")
	wantCases(t, s, cases.CaseQuery{Parties: mine, School: "meerklank-zeist"}, "a-open", "b-closed")
	wantCases(t, s, cases.CaseQuery{Parties: mine, Applicant: []string{"regenboog-uh-amerongen"}}, "a-open", "b-closed")
	wantCases(t, s, cases.CaseQuery{Parties: mine, Receiver: []string{"regenboog-uh-amerongen"}}, "c-received")
	after := &cases.Position{NextOn: "2026-12-01", CaseID: "a-open"}
	wantCases(t, s, cases.CaseQuery{Parties: mine, School: "regenboog-uh-amerongen", After: after}, "c-received", "b-closed")
}

func openTasks(t *testing.T, s cases.Store) {
	project(t, s, View("case-a", 1), 1, Start)
	project(t, s, withDue("case-b", ""), 1, Start)

	wantCases(t, s, cases.CaseQuery{Parties: []string{Office}, OpenFor: []string{Office}}, "case-a")
	wantCases(t, s, cases.CaseQuery{Parties: []string{SOT}, OpenFor: []string{SOT}}, "case-a")
	wantCases(t, s, cases.CaseQuery{Parties: []string{Applicant}, OpenFor: []string{Applicant}})
	wantCases(t, s, cases.CaseQuery{Parties: []string{Applicant}, OpenFor: []string{}})
	wantCases(t, s, cases.CaseQuery{Parties: []string{Director}, AnyOpen: true}, "case-a")

	done := View("case-a", 2)
	done.Tasks = []*caseworkv1.Task{Task("volledigheid", Office, "2026-11-30", "volledig")}
	project(t, s, done, 2, Start)
	wantCases(t, s, cases.CaseQuery{Parties: []string{Office}, OpenFor: []string{Office}})
	wantCases(t, s, cases.CaseQuery{Parties: []string{Director}, AnyOpen: true})
}

func changes(t *testing.T, s cases.Store) {
	project(t, s, View("case-a", 1), 1, Start)
	project(t, s, View("case-b", 1), 1, Start.Add(time.Second))
	project(t, s, View("case-a", 2), 2, Start.Add(2*time.Second))
	// An activity that is tried again announces nothing new.
	project(t, s, View("case-b", 1), 1, Start.Add(time.Hour))

	since := func(at time.Time) []string {
		list, err := s.Changes(t.Context(), at)
		if err != nil {
			t.Fatal(err)
		}
		seen := []string{}
		for _, change := range list {
			seen = append(seen, fmt.Sprintf("%s@%d", change.ID, change.Version))
			if !slices.Contains(change.Parties, Applicant) || change.Phase != "volledigheid" {
				t.Errorf("change %+v misses its parties or phase", change)
			}
		}
		return seen
	}
	if got, want := since(Start), []string{"case-b@1", "case-a@2"}; !slices.Equal(got, want) {
		t.Errorf("all changes: %v, want %v", got, want)
	}
	if got, want := since(Start.Add(2*time.Second)), []string{"case-a@2"}; !slices.Equal(got, want) {
		t.Errorf("changes from the moment itself: %v, want %v", got, want)
	}
	if got := since(Start.Add(3 * time.Second)); len(got) != 0 {
		t.Errorf("changes after the last: %v, want none", got)
	}
}

func marks(t *testing.T, s cases.Store) {
	mark := func() live.Mark {
		mark, err := s.Mark(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return mark
	}
	if first := mark(); first != (live.Mark{}) {
		t.Errorf("mark before any change is %+v", first)
	}
	before := mark()
	for version := int64(1); version <= 3; version++ {
		project(t, s, View("case-a", version), 1, Start)
		now := mark()
		if now == before || now != mark() || !now.Tells(before) {
			t.Errorf("mark after version %d is %+v, which is not a new one that stays and tells all", version, now)
		}
		entries, err := s.Entries(t.Context(), before.Tail, now.Tail)
		if err != nil || len(entries) != 1 || entries[0].ID != "case-a" || entries[0].Version != version {
			t.Errorf("entries between %+v and %+v: %+v, %v", before, now, entries, err)
		}
		before = now
	}
}
