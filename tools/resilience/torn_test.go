package resilience

import (
	"context"
	"math/rand/v2"
	"net/http"
	"sync"
	"testing"
	"time"
)

// longestPatience is how long the first attempt at a call waits for its answer.
const longestPatience = 60 * time.Millisecond

func TestTheSameKeySentAtOnceIsOneEffectAndOneAnswer(t *testing.T) {
	chosen := seed(t)
	t.Logf("%s=%d repeats these moments", seedName, chosen)
	random := rand.New(rand.NewPCG(chosen, 1))
	s := newStory(newCaller(t, startMachine(t)), "torn")
	for _, one := range script() {
		s.playTorn(t, one, time.Duration(random.Int64N(int64(longestPatience))))
	}
	s.checkOutcome(t)
}

// playTorn plays a step as impatient people do: the first attempt is broken off by its sender, at whatever moment, and is
// sent again twice at once.
func (s *story) playTorn(t *testing.T, one step, patience time.Duration) {
	t.Helper()
	asked := one.ask(t, s)
	if asked.key == "" {
		s.play(t, one)
		return
	}
	s.breakOff(t, asked, patience)

	var answers [2]answer
	var errs [2]error
	var sending sync.WaitGroup
	for i := range answers {
		sending.Go(func() { answers[i], errs[i] = s.try(t.Context(), asked) })
	}
	sending.Wait()
	for _, err := range errs {
		if err != nil {
			t.Fatalf("%s: %v", one.name, err)
		}
	}
	one.hear(t, s, answers[0])
	if answers[0].status != answers[1].status || !sameAnswer(t, answers[0].body, answers[1].body) {
		t.Errorf("%s, twice at once: answered %d %s and %d %s",
			one.name, answers[0].status, answers[0].body, answers[1].status, answers[1].body)
	}
	s.sent = append(s.sent, exchange{one.name, asked, answers[0]})
}

// breakOff sends a call and goes away, with or without the answer.
func (s *story) breakOff(t *testing.T, asked call, patience time.Duration) {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if got, err := s.attempt(ctx, asked); err == nil && got.status >= http.StatusBadRequest {
		t.Errorf("answered %d: %s", got.status, got.body)
	}
}
