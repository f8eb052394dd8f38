package policy

import (
	"regexp"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"
)

var tellsItsLine = regexp.MustCompile(`^line \d+: `)

// FuzzAnyPolicyIsWholeOrRefusedWithItsLines: a policy that is read has every term and task that its procedure needs, each with its basis and with
// a length that can be counted; one that is refused says at which lines.
func FuzzAnyPolicyIsWholeOrRefusedWithItsLines(f *testing.F) {
	for procedure := range procedures {
		for _, folder := range []string{ZOUT, Demo} {
			text, err := files.ReadFile(folder + "/" + procedure + ".yaml")
			if err != nil {
				f.Fatal(err)
			}
			f.Add(procedure, withoutRemarks(string(text)))
		}
	}
	for _, text := range []string{"", "#", "---", "null", "[]", "version: *a", "a: &a [*a]", "terms: {a: {}}\n? [b]\n: c", "version: \"2026-1\"\nterms:\n  beslistermijn: {weeks: 99999999999999999999}", "\t", "{}\n---\n{}"} {
		f.Add("tlv", text)
	}
	f.Fuzz(func(t *testing.T, procedure, text string) {
		read, err := Load(procedure, []byte(text))
		if err != nil {
			for line := range strings.SplitSeq(err.Error(), "\n") {
				if _, known := procedures[procedure]; known && !tellsItsLine.MatchString(line) {
					t.Fatalf("a fault without its line: %q", line)
				}
			}
			return
		}
		again, err := Load(procedure, []byte(text))
		if err != nil || !proto.Equal(read, again) {
			t.Fatalf("read twice, and not the same: %v", err)
		}
		for _, rule := range read.GetTerms() {
			if rule.GetBasis() == "" || rule.GetWeeks() < 0 || rule.GetDays() < 0 || rule.GetMonths() < 0 || rule.GetWeeks() > 1000 || rule.GetDays() > 4000 || rule.GetMonths() > 240 {
				t.Fatalf("term %v", rule)
			}
			for _, days := range rule.GetReminders() {
				if days < 0 || days > 4000 {
					t.Fatalf("term %s has a reminder %d days before", rule.GetId(), days)
				}
			}
			if name := rule.GetLadder(); name != "" && Ladder(read, name) == nil {
				t.Fatalf("term %s climbs the ladder %q, which there is not", rule.GetId(), name)
			}
		}
		for _, rule := range read.GetTasks() {
			if rule.GetBasis() == "" || rule.GetDays() < 0 || rule.GetDays() > 4000 {
				t.Fatalf("task %v", rule)
			}
			if name := rule.GetLadder(); name != "" && Ladder(read, name) == nil {
				t.Fatalf("task %s climbs the ladder %q, which there is not", rule.GetKind(), name)
			}
		}
		if shipped[ZOUT][procedure] == nil || len(read.GetTerms()) != len(shipped[ZOUT][procedure].GetTerms()) || len(read.GetTasks()) != len(shipped[ZOUT][procedure].GetTasks()) {
			t.Fatalf("%d terms and %d tasks: not those of the procedure", len(read.GetTerms()), len(read.GetTasks()))
		}
	})
}

// withoutRemarks makes a seed of which every byte matters.
func withoutRemarks(text string) string {
	var kept []string
	for line := range strings.SplitSeq(text, "\n") {
		if trimmed := strings.TrimSpace(line); trimmed != "" && !strings.HasPrefix(trimmed, "#") {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n") + "\n"
}
