package chaos

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/services/cases"
	"traject.nl/tools/stack/mailbox"
	"traject.nl/tools/witness"
)

// office did two acts in a case, and both are where they must be.
func sound() (*finding, []witness.Accepted) {
	at := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	f := &finding{id: "c1", updates: map[string]update{"u1": {name: "Submit"}, "u2": {name: "JudgeCompetence"}}}
	f.record.View = &casesv1.View{Procedure: "tlv", Version: 2, PolicyVersion: policyVersion()}
	f.receipts = []cases.Receipt{
		{ID: "r1", Act: "Submit", Party: "school:a", Version: 1, At: at, Entered: []byte(`{}`)},
		{ID: "r2", Act: "JudgeCompetence", Party: "office:zout", Version: 2, At: at, Entered: []byte(`{}`)},
	}
	f.record.Timeline = []*caseworkv1.TimelineEntry{
		{Version: 1, Kind: "ontvangen", Actor: &caseworkv1.Actor{Party: "school:a"}}, {Version: 2, Kind: "bevoegd", Actor: &caseworkv1.Actor{Party: "office:zout"}},
	}
	return f, []witness.Accepted{{Key: "a", Version: 1, ReceiptID: "r1"}, {Key: "b", Version: 2, ReceiptID: "r2"}}
}

func policyVersion() string {
	for key := range shipped() {
		if version, is := strings.CutPrefix(key, "tlv/"); is {
			return version
		}
	}
	return ""
}

func TestAnActThatIsLostOrThereTwiceIsSeen(t *testing.T) {
	for name, spoil := range map[string]func(*finding, *[]witness.Accepted){
		"no receipt":     func(f *finding, _ *[]witness.Accepted) { f.receipts = f.receipts[:1] },
		"never answered": func(_ *finding, acts *[]witness.Accepted) { *acts = (*acts)[:1] },
		"done twice":     func(f *finding, _ *[]witness.Accepted) { f.updates["u3"] = update{name: "JudgeCompetence"} },
		"not done":       func(f *finding, _ *[]witness.Accepted) { delete(f.updates, "u2") },
		"refused after all": func(f *finding, _ *[]witness.Accepted) {
			f.updates["u2"] = update{name: "JudgeCompetence", failed: true}
		},
		"not in the timeline": func(f *finding, _ *[]witness.Accepted) { f.record.Timeline = f.record.Timeline[:1] },
		"twice in the timeline": func(f *finding, _ *[]witness.Accepted) {
			f.record.Timeline = append(f.record.Timeline, f.record.Timeline[1])
		},
		"another version": func(_ *finding, acts *[]witness.Accepted) { (*acts)[1].Version = 1 },
	} {
		f, acts := sound()
		if wrong := judgeActs(f, acts); len(wrong) > 0 {
			t.Fatalf("a sound case: %v", wrong)
		}
		if spoil(f, &acts); len(judgeActs(f, acts)) == 0 {
			t.Errorf("%s: nothing was seen", name)
		}
	}
}

func TestATermThatDoesNotFollowFromWhatCameInIsSeen(t *testing.T) {
	f, _ := sound()
	again := fromStory(f, nil)[toDecide]
	result, err := compute("tlv", f.record.View.GetPolicyVersion(), toDecide, again)
	if err != nil {
		t.Fatal(err)
	}
	term := &caseworkv1.Term{Id: toDecide, EventOn: "2026-11-23", PlannedOn: result.Planned.String(), LastOn: result.Last.String()}
	for _, s := range result.Segments {
		term.Segments = append(term.Segments, &caseworkv1.Segment{Kind: string(s.Kind), FromOn: s.From.String(), UntilOn: s.Until.String()})
	}
	f.record.View.Terms = []*caseworkv1.Term{term}
	if wrong := judgeLedger(f, nil); len(wrong) > 0 {
		t.Fatalf("a sound term: %v", wrong)
	}
	term.PlannedOn = result.Planned.AddDays(1).String()
	if wrong := judgeLedger(f, nil); len(wrong) != 1 || !strings.Contains(wrong[0], "the day to plan on") {
		t.Errorf("a day too many: %v", wrong)
	}
	f.record.View.Terms = nil
	if wrong := judgeLedger(f, nil); len(wrong) != 1 || !strings.Contains(wrong[0], "is not there") {
		t.Errorf("a term that is gone: %v", wrong)
	}
}

func TestMailsThatCameTwiceMustBeExplained(t *testing.T) {
	mail := func(id, about string) mailbox.Mail {
		return mailbox.Mail{ID: about, MessageID: id, To: []string{"a@example.test"}, Subject: about}
	}
	twice := []mailbox.Mail{mail("m1", "one"), mail("m1", "one")}
	if wrong := judgeMails(twice, 1).wrong; len(wrong) > 0 {
		t.Errorf("after a fault: %v", wrong)
	}
	if wrong := judgeMails(twice, 0).wrong; len(wrong) != 1 {
		t.Errorf("without a fault: %v", wrong)
	}
	if wrong := judgeMails([]mailbox.Mail{mail("m1", "one"), mail("m1", "two")}, 8).wrong; len(wrong) != 1 {
		t.Errorf("one Message-ID of two mails: %v", wrong)
	}
}

func TestAWordIsFoundWhereverItIsInAFile(t *testing.T) {
	for _, before := range []int{0, piece - 3, piece + 250, 2*piece - 5} {
		file := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(file, []byte(strings.Repeat(".", before)+marker+strings.Repeat(".", 10)), 0o600); err != nil {
			t.Fatal(err)
		}
		found, err := contains(file, secrets)
		if err != nil || !slices.Equal(found, []string{marker}) {
			t.Errorf("after %d bytes: found %v (%v)", before, found, err)
		}
	}
}
