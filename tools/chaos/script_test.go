package chaos

import (
	"slices"
	"testing"

	"traject.nl/tools/journey"
)

func names(tales []*tale) (all []string) {
	for _, one := range tales {
		for _, b := range one.beats {
			all = append(all, one.key+" "+b.name)
		}
	}
	return all
}

func TestASeedIsOneScript(t *testing.T) {
	once, again, other := script(7, 20, &journey.Traject{}), script(7, 20, &journey.Traject{}), script(8, 20, &journey.Traject{})
	if !slices.Equal(names(once), names(again)) {
		t.Error("the same seed gave two scripts")
	}
	if slices.Equal(names(once), names(other)) {
		t.Error("two seeds gave one script")
	}
}

// TestScriptsHaveEveryProcedureAndRefusals: over some seeds nothing of what the journeys offer is left out.
func TestScriptsHaveEveryProcedureAndRefusals(t *testing.T) {
	seen := map[string]bool{}
	refused := 0
	for seed := range uint64(40) {
		for _, one := range script(seed, 5, &journey.Traject{}) {
			for _, b := range one.beats {
				seen[b.name] = true
				if b.refused {
					refused++
				}
			}
		}
	}
	for _, name := range []string{
		"hand in", "withdrawn", "left", "refused", "granted", "incomplete", "parents differ", "third expert", "to the director", "term extended", "verdaagd",
		"notice of default", "gave up", "settled", "told", "requested", "arrived", "finished", "followed", "confirmed", "returned", "return stopped",
	} {
		if !seen[name] {
			t.Errorf("%q is in no script", name)
		}
	}
	if refused < 100 {
		t.Errorf("%d acts that must be refused, want many", refused)
	}
}
