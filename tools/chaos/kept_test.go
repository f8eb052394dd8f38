package chaos

import (
	"path/filepath"
	"slices"
	"testing"
	"time"
)

func TestARunThatWasBrokenOffGoesOnWithWhatItKept(t *testing.T) {
	config := Config{From: 7, Seeds: 20, Cases: 5, Together: 10, Kept: filepath.Join(t.TempDir(), "seeds.json")}
	if report, err := config.begun(); err != nil || len(report.Outcomes) > 0 {
		t.Fatalf("before anything was kept: %+v, %v", report, err)
	}
	report := newReport()
	v := newVerdict()
	v.note(legal, "a tale", 3, "an act was refused")
	report.add([]*Outcome{{Seed: 7, Cases: 2, Acts: 12, Faults: []string{"kill: worker"}, Took: time.Second, Wrong: []string{"an act was refused"}}}, v)
	report.Took = time.Minute
	if err := report.keep(config); err != nil {
		t.Fatal(err)
	}
	config.Seeds = 30 // more seeds of the same run
	again, err := config.begun()
	if err != nil {
		t.Fatal(err)
	}
	if again.Took != time.Minute || again.Wrong() != 1 || again.Checks[legal] != 3 || again.Violations[legal] != 1 ||
		again.Outcomes[0].Line() != report.Outcomes[0].Line() || !slices.Equal(again.Outcomes[0].Wrong, report.Outcomes[0].Wrong) {
		t.Errorf("it goes on with %+v", again)
	}
	config.Cases = 6
	if _, err := config.begun(); err == nil {
		t.Error("a run with other settings goes on with it")
	}
}
