package resilience

import (
	"testing"
	"time"
)

func TestACaseSurvivesTenKillsWithNothingLostAndNothingDouble(t *testing.T) {
	chosen := seed(t)
	t.Logf("%s=%d repeats these moments", seedName, chosen)
	m := startMachine(t)
	s := newStory(newCaller(t, m), "kills")
	steps := script()
	deaths := moments(chosen, len(steps))

	began := time.Now()
	for i, one := range steps {
		if at, dies := deaths[i]; dies {
			playUnderFire(t, s, one, at)
		} else {
			s.play(t, one)
		}
	}
	m.awaitReady(t)
	t.Logf("%d steps and %d kills in %s", len(steps), m.kills, time.Since(began).Round(time.Millisecond))
	if m.kills != kills {
		t.Errorf("the program was killed %d times, want %d", m.kills, kills)
	}

	s.checkOutcome(t)
}

// checkOutcome looks from every side at a case that the script played to its end: everything is there, and once.
func (s *story) checkOutcome(t *testing.T) {
	t.Helper()
	s.checkEverySentAgain(t)
	s.checkStory(t)
	s.checkTasks(t)
	s.checkDossier(t)
	s.checkRegister(t)
	s.checkNotices(t)
	s.checkProcess(t)
	s.checkContent(t)
}
