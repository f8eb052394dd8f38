package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"traject.nl/tools/bench/ratio/skeleton"
	"traject.nl/tools/machine"
	"traject.nl/workflows/golden"
)

// root of the repository.
const root = "../../.."

// TestMain lets the test program be every part, as the bench does.
func TestMain(m *testing.M) {
	machine.Main()
	if was, err := asPart(); was {
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func TestEveryContestantDoesTheWholeCaseAndTheSkeletonDoesWhatTheGoldenHistoryDid(t *testing.T) {
	m, err := machine.Start(t.Context(), machine.Options{
		Folder: t.TempDir(), TemporalInMemory: true, Without: []machine.Part{machine.Portal}, Env: unlimited(),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := m.Stop(); err != nil {
			t.Error(err)
		}
	}()
	entered, err := enter(t.Context(), m, root)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := entered.end(); err != nil {
			t.Error(err)
		}
	}()
	c := choices{load: load{cases: 1, atOnce: 1, settle: 10 * time.Millisecond}, repetitions: 1}
	played, err := c.play(t.Context(), entered.all, t.Output())
	if err != nil {
		t.Fatal(err)
	}
	wantSameWork(t, played)
	wantGoldenCommands(t, entered.beside[1])
}

// wantSameWork looks whether what is compared is about as much.
func wantSameWork(t *testing.T, played rounds) {
	t.Helper()
	per := func(name string) int64 { return played[name][0].transitions / int64(played[name][0].cases) }
	if per("B0") < 2 || per("B1") < 150 {
		t.Errorf("B0 takes %d state transitions, B1 %d", per("B0"), per("B1"))
	}
	for _, name := range names[2:] {
		if ratio := float64(per(name)) / float64(per("B1")); ratio < 0.75 || ratio > 1.33 {
			t.Errorf("%s takes %d state transitions, B1 %d: that is no longer the same case", name, per(name), per("B1"))
		}
	}
	for _, table := range []string{played.ratios(), played.costs()} {
		if strings.Contains(table, "NaN") || strings.Count(table, "\n") < 8 {
			t.Errorf("got\n%s", table)
		}
	}
}

// wantGoldenCommands reads the history of a skeleton, and wants the commands of the golden one in their order.
func wantGoldenCommands(t *testing.T, of *beside) {
	t.Helper()
	chain, err := golden.Histories(t.Context(), of.client, "B2-1")
	if err != nil {
		t.Fatal(err)
	}
	did, err := skeleton.Of(chain[0])
	if err != nil {
		t.Fatal(err)
	}
	want, err := skeleton.Read(root + "/" + goldenCase)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := commands(did), commands(want); !bytes.Equal(got, want) {
		t.Errorf("the skeleton did\n%s\nwant\n%s", got, want)
	}
}

// commands in their order. When an act is answered depends on who else was waited for, so answers are left out.
func commands(plan skeleton.Plan) []byte {
	var text bytes.Buffer
	for _, batch := range plan.Batches {
		for _, command := range batch.Commands {
			if command.Kind != skeleton.Answer {
				fmt.Fprintln(&text, command.Kind, command.Name, command.Timeout)
			}
		}
	}
	return text.Bytes()
}
