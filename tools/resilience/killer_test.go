package resilience

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"
)

// kills is how often the program dies in one case.
const kills = 10

// longestDelay is how long after the beginning of a call the program may die. Most acts take less.
const longestDelay = 150 * time.Millisecond

// seedName is the environment variable that repeats the moments of an earlier run.
const seedName = "TRAJECT_KILL_SEED"

// moment at which the program dies.
type moment struct {
	when  when
	delay time.Duration
}

type when string

const (
	before when = "before"
	during when = "during"
	after  when = "after"
)

// seed of the moments: a new one in every run, unless one is given.
func seed(t *testing.T) uint64 {
	t.Helper()
	given := os.Getenv(seedName)
	if given == "" {
		return rand.Uint64()
	}
	chosen, err := strconv.ParseUint(given, 10, 64)
	if err != nil {
		t.Fatalf("%s=%q: want a number: %v", seedName, given, err)
	}
	return chosen
}

// moments chooses as many steps as there are kills, and when in each of them the program dies: mostly in the middle.
func moments(seed uint64, steps int) map[int]moment {
	random := rand.New(rand.NewPCG(seed, 0))
	chosen := map[int]moment{}
	for _, step := range random.Perm(steps)[:kills] {
		at := moment{when: during, delay: time.Duration(random.Int64N(int64(longestDelay)))}
		switch random.IntN(5) {
		case 0:
			at.when = before
		case 1:
			at.when = after
		}
		chosen[step] = at
	}
	return chosen
}

func (m moment) String() string {
	if m.when == during {
		return fmt.Sprintf("%s after the beginning of", m.delay.Round(time.Millisecond))
	}
	return string(m.when)
}

// playUnderFire plays the step, and kills the program at the moment. It returns when both are done.
func playUnderFire(t *testing.T, s *story, one step, at moment) {
	t.Helper()
	t.Logf("kill %s %q", at, one.name)
	kill := func() {
		if err := s.machine.kill(); err != nil {
			t.Errorf("kill %s %q: %v", at, one.name, err)
		}
	}
	switch at.when {
	case before:
		kill()
		s.play(t, one)
	case after:
		s.play(t, one)
		kill()
	case during:
		var killed sync.WaitGroup
		killed.Go(func() {
			select {
			case <-time.After(at.delay):
				kill()
			case <-t.Context().Done():
			}
		})
		defer killed.Wait()
		s.play(t, one)
	}
}
