package chaos

import (
	"os"
	"strings"
	"testing"
	"time"

	"traject.nl/tools/machine"
)

func TestMain(m *testing.M) {
	machine.Main()
	os.Exit(m.Run())
}

// TestWhatIsAcceptedIsThereOnceWhateverFails plays two seeds, in which parts die and stand still, and wants nothing wrong.
func TestWhatIsAcceptedIsThereOnceWhateverFails(t *testing.T) {
	var said strings.Builder
	report, err := Run(t.Context(), Config{
		From: 1, Seeds: 2, Cases: 2, Together: 2, Faults: 1, Only: []string{"restart", "pause"}, Policy: "demo", Folder: t.TempDir(), Settle: 3 * time.Minute,
	}, &said)
	t.Log(said.String())
	if err != nil {
		t.Fatal(err)
	}
	if report.Wrong() > 0 {
		t.Errorf("something is wrong with %d seeds", report.Wrong())
	}
	for _, invariant := range invariants {
		if report.Checks[invariant] == 0 && invariant != numbered && invariant != papers {
			t.Errorf("nothing was checked of %q", invariant)
		}
	}
}
