package cluster

import (
	"strings"
	"testing"
	"time"

	"traject.nl/services/platform/evidence"
	"traject.nl/tools/check"
	"traject.nl/tools/journey"
	"traject.nl/tools/witness"
)

// sound is a case in which all is well: three acts, two lines that follow from them.
func sound(t *testing.T) finding {
	t.Helper()
	f := finding{
		Papers: []journey.Piece{{ID: "p1", Kind: "groeidocument"}, {ID: "p2", Kind: "brief", Addressee: "parent:abc"}},
		Notices: []journey.Notice{
			{Kind: "task", Party: "office:zout", Deliveries: []journey.Delivery{{State: "superseded"}}},
			{Kind: "letter", Party: "parent:abc", Deliveries: []journey.Delivery{{State: "accepted"}}},
		},
		Numbers: []string{"PO2603-000001"},
		Acts:    []witness.Accepted{{Key: "a", Version: 1}, {Key: "c", Version: 4}, {Key: "b", Version: 2}},
		Live:    []sighting{{Version: 1}, {Version: 2}, {Version: 4}},
	}
	for _, kind := range []string{"ontvangen", "bevoegd", "besluit-gevraagd", "besluit"} {
		f.Case.Version++
		f.Case.Timeline = append(f.Case.Timeline, journey.Line{Version: f.Case.Version, Kind: kind})
	}
	f.Case.Phase = "rust"
	done := f.Case.Timeline[0].At
	f.Case.Tasks = []journey.Task{{ID: "t1", Kind: "besluit", Party: "director:zout", ClosedAt: &done}}
	for _, log := range []string{"cases", "documents", "notifications"} {
		chain := evidence.Memory(log)
		if _, err := chain.Append(t.Context(), evidence.Entry{CaseID: "c1", Key: "k1", At: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), Kind: evidence.Accepted, Facts: map[string]string{}}); err != nil {
			t.Fatal(err)
		}
		entries, err := chain.OfCase(t.Context(), "c1")
		if err != nil {
			t.Fatal(err)
		}
		f.Chains = append(f.Chains, evidence.Exported(log, "c1", entries))
	}
	return f
}

// granted is how the sound case ended.
func granted(f finding) witness.Ending {
	want := f.ended()
	want.Outcome = "granted"
	return want
}

// soundRefused is the same as a case without a TLV.
func soundRefused(t *testing.T) (finding, witness.Ending) {
	t.Helper()
	f := sound(t)
	f.Numbers = nil
	return f, f.ended()
}

func TestACaseInWhichAllIsWellHasNoFault(t *testing.T) {
	f, want := soundRefused(t)
	if wrong := judge(f, want, 3); len(wrong) > 0 {
		t.Errorf("%v", wrong)
	}
}

func TestEveryFaultOfACaseIsTold(t *testing.T) {
	for name, one := range map[string]struct {
		spoil func(*finding)
		tells string
	}{
		"a line is lost":            {func(f *finding) { f.Case.Timeline = append(f.Case.Timeline[:1], f.Case.Timeline[2:]...) }, "line 2 of the timeline has version 3"},
		"a line is double":          {func(f *finding) { f.Case.Timeline = append(f.Case.Timeline, f.Case.Timeline[3]) }, "line 5 of the timeline has version 4"},
		"an act is lost":            {func(f *finding) { f.Acts = append(f.Acts, witness.Accepted{Key: "d", Version: 5}) }, "it is lost"},
		"two acts are one":          {func(f *finding) { f.Acts[1].Version = 2 }, "were both accepted at version 2"},
		"an act was never accepted": {func(f *finding) { f.Acts = f.Acts[1:] }, "2 acts were accepted, want 3"},
		"it did not end":            {func(f *finding) { f.Case.Phase = "besluit" }, `phase "besluit"`},
		"a letter is missing":       {func(f *finding) { f.Papers = f.Papers[:1] }, "letters: got []"},
		"a letter is double":        {func(f *finding) { f.Papers = append(f.Papers, f.Papers[1]) }, "letters: got [parent parent]"},
		"a notice is double":        {func(f *finding) { f.Notices = append(f.Notices, f.Notices[1]) }, "notices: got"},
		"a mail never left":         {func(f *finding) { f.Notices[1].Deliveries[0].State = "refused" }, "is refused"},
		"a letter was not told":     {func(f *finding) { f.Notices[1].Deliveries[0].State = "superseded" }, "letter to parent is superseded"},
		"a notice left on two ways": {func(f *finding) {
			f.Notices[1].Deliveries = append(f.Notices[1].Deliveries, journey.Delivery{State: "accepted"})
		}, "leaves on 2 ways"},
		"a task is open":                {func(f *finding) { f.Case.Tasks[0].ClosedAt = nil }, "task t1 is still open"},
		"a task is double":              {func(f *finding) { f.Case.Tasks = append(f.Case.Tasks, f.Case.Tasks[0]) }, "task t1 is there twice"},
		"evidence was changed":          {func(f *finding) { f.Chains[0].Entries[0].Party = "office:zout" }, "is broken at entry 1"},
		"evidence is missing":           {func(f *finding) { f.Chains = f.Chains[:2] }, "no chain notifications"},
		"a TLV was given":               {func(f *finding) { f.Numbers = []string{"PO2603-000001"} }, "the TLV register has"},
		"the stream missed the last":    {func(f *finding) { f.Live = f.Live[:2] }, "told of version 2 last, and the case is at 4"},
		"the stream told something old": {func(f *finding) { f.Live = append(f.Live, sighting{Version: 4}) }, "version 4 after 4"},
	} {
		f, want := soundRefused(t)
		one.spoil(&f)
		if wrong := strings.Join(judge(f, want, 3), "; "); !strings.Contains(wrong, one.tells) {
			t.Errorf("%s: want %q, told %q", name, one.tells, wrong)
		}
	}
}

func TestATLVThatWasGivenIsInTheRegisterOnce(t *testing.T) {
	f := sound(t)
	want := granted(f)
	if wrong := judgeNumbers(f, want); len(wrong) > 0 {
		t.Errorf("%v", wrong)
	}
	f.Numbers = append(f.Numbers, "PO2603-000002")
	if wrong := judgeNumbers(f, want); len(wrong) != 1 {
		t.Errorf("two numbers: %v", wrong)
	}
}

func TestAMailThatCameTwiceIsCounted(t *testing.T) {
	got := witness.Weigh([]check.Mail{{MessageID: "<a@x>"}, {MessageID: "<b@x>"}, {MessageID: "<a@x>"}})
	if got.Mails != 3 || len(got.Again) != 1 || got.Again["<a@x>"] != 2 {
		t.Errorf("%+v", got)
	}
}

func TestVersionsThatWereToldTogetherAreCounted(t *testing.T) {
	if got := skipped([]sighting{{Version: 1}, {Version: 2}, {Version: 4}}, 4); got != 1 {
		t.Errorf("got %d", got)
	}
}
