package e2e

import (
	"slices"
	"testing"

	"traject.nl/tools/demo"
)

func TestTheDemoHasACaseInEveryPhaseAndPlayedTwiceAddsNothing(t *testing.T) {
	play := func() (phases []string) {
		if err := demo.Play(t.Context(), traject, running.Portal, t.Output()); err != nil {
			t.Fatal(err)
		}
		for _, id := range get(traject.As("kantoor").MyCases(t.Context()))(t) {
			phases = append(phases, get(traject.As("kantoor").Case(t.Context(), id))(t).Phase)
		}
		return phases
	}
	first := play()
	for _, phase := range []string{
		"competentie", "volledigheid", "aanvulling", "ouders", "zienswijze", "advies", "verschil", "besluit", "verzending", "rust", "gesloten",
	} {
		if !slices.Contains(first, phase) {
			t.Errorf("no case in phase %s", phase)
		}
	}
	if second := play(); len(second) != len(first) {
		t.Errorf("played twice, the demo has %d cases instead of %d", len(second), len(first))
	}
}
