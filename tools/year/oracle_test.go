package year

import (
	"cmp"
	"testing"

	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/tools/demanded"
)

// TestEveryNoticeThatPolicyAndLawDemandIsAskedForOnce: no more, no less, and to nobody else.
func TestEveryNoticeThatPolicyAndLawDemandIsAskedForOnce(t *testing.T) {
	keys := map[string]bool{}
	for _, p := range theYear(t) {
		for _, n := range p.told {
			if keys[n.GetKey()] {
				t.Errorf("%s %s: asked twice under key %s", p.name, p.caseID, n.GetKey())
			}
			keys[n.GetKey()] = true
		}
		compare(t, p, counted(demanded.Of(p.view, p.letters)), counted(asked(p)))
		for _, n := range p.told {
			if why := cmp.Or(misdirected(p, n), unexplained(p, n)); why != "" {
				t.Errorf("%s %s: %s to %s at %s: %s", p.name, p.caseID, n.GetKind(), n.GetParty(), n.at, why)
			}
		}
		afterDeath(t, p)
	}
	if len(keys) < 25*cases {
		t.Errorf("the year has only %d notices; it must be busy to prove anything", len(keys))
	}
}

func counted(all []demanded.Notice) map[demanded.Notice]int {
	times := map[demanded.Notice]int{}
	for _, o := range all {
		times[o]++
	}
	return times
}

func compare(t *testing.T, p *played, want, got map[demanded.Notice]int) {
	t.Helper()
	for o, times := range want {
		if got[o] != times {
			t.Errorf("%s %s: %s must be told %d times, was %d", p.name, p.caseID, o, times, got[o])
		}
	}
	for o := range got {
		if want[o] == 0 {
			t.Errorf("%s %s: %s was told, and nothing demands it", p.name, p.caseID, o)
		}
	}
}

func afterDeath(t *testing.T, p *played) {
	t.Helper()
	departure := p.view.GetDeparture()
	if departure.GetReason() != caseworkv1.DepartureReason_DEPARTURE_REASON_DECEASED {
		return
	}
	for _, n := range p.told {
		if !n.at.Before(departure.GetRecordedAt().AsTime()) {
			t.Errorf("%s %s: %s to %s after the pupil died", p.name, p.caseID, n.GetKind(), n.GetParty())
		}
	}
}
