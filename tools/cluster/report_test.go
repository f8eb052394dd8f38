package cluster

import (
	"strings"
	"testing"
	"time"

	"traject.nl/tools/witness"
)

func TestATableStaysATableWhateverIsInIt(t *testing.T) {
	got := table([]string{"a", "b"}, [][]string{{"one|two", "first\nsecond"}})
	want := "| a | b |\n| --- | --- |\n| one\\|two | first second |"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTheTableOfDisturbancesTellsHowLongAndWhatWasSentAgain(t *testing.T) {
	r := newReport(Config{Tag: "one"})
	r.disturbances([]disturbed{{name: "forced kill of cases 1", took: 12300 * time.Millisecond, acts: 7, Traffic: witness.Traffic{
		Requests: 31, Failed: 3, Longest: 2 * time.Second, Why: map[string]int{"connection refused": 2, "503": 1},
	}}})
	want := "| forced kill of cases 1 | 12.3 s | 7 | 31 | 1× 503, 2× connection refused | 2.0 s | goes on |"
	if !strings.Contains(r.text.String(), want) {
		t.Errorf("want %s in\n%s", want, r.text.String())
	}
}

func TestTheVerdictNamesEveryFault(t *testing.T) {
	r := newReport(Config{})
	r.verdict([]string{"one", "two"})
	if got := r.text.String(); !strings.HasSuffix(got, "- one\n- two\n") {
		t.Errorf("got\n%s", got)
	}
}

func TestAProbeHasEveryPlaceOnOneOfItsSides(t *testing.T) {
	all := probes()
	nobody := all[0]
	if nobody.component != "" || len(nobody.in) != 0 {
		t.Fatalf("the first probe must be the pod without labels: %+v", nobody)
	}
	for _, one := range all {
		if len(one.in)+len(one.outOf) != len(nobody.outOf) {
			t.Errorf("%q: %d places in reach and %d out of it, want %d in all", one.component, len(one.in), len(one.outOf), len(nobody.outOf))
		}
	}
}
