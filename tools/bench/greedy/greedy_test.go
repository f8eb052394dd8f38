package main

import (
	"strings"
	"testing"
	"time"

	"traject.nl/tools/stack"
)

func TestGreedyCallersAreRefusedNobodyElseIsAndNothingStaysBehind(t *testing.T) {
	// So few that also a busy machine sends more in a second.
	few := map[string]string{"TRAJECT_LIMIT_PERSON": "2", "TRAJECT_LIMIT_ADDRESS": "2"}
	running, err := stack.Start(t.Context(), stack.Options{State: t.TempDir(), RandomPorts: true, Limits: few})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := running.Stop(); err != nil {
			t.Error(err)
		}
	}()
	rounds, err := measure(t.Context(), running, plan{many: 40, each: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	if len(rounds) != len(kinds)+1 {
		t.Fatalf("%d rounds for %d kinds", len(rounds), len(kinds))
	}
	for _, r := range rounds {
		if r.failed > 0 || len(r.waited) == 0 {
			t.Errorf("%s: of %d answers to who behaves %d were not good", r.name, len(r.waited), r.failed)
		}
		if r.after.busy > r.before.busy+leftOver {
			t.Errorf("%s: %d busy goroutines before, %d after", r.name, r.before.busy, r.after.busy)
		}
		refused := strings.Contains(r.name, "stream") || strings.Contains(r.name, "slowly") || r.name == "alone"
		if !refused && r.refused == 0 {
			t.Errorf("%s: of %d requests none was refused", r.name, r.asked)
		}
	}
	if shown := table(rounds); strings.Count(shown, "\n") < len(rounds)+2 {
		t.Errorf("the table is %s", shown)
	}
}
