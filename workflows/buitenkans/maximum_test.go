package buitenkans_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/failure"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/workflows/buitenkans/buitenkanstest"
	"traject.nl/workflows/terms"
)

// TestNoOrderOfActsPassesTheMaximum lets people do whatever comes to their mind, over four months, in 30 cases: starts, other starts, no-shows,
// interruptions, extensions, early and late ends. Whatever is accepted, no day lies after the maximum, and from the arrival on the
// maximum is the one that was counted.
func TestNoOrderOfActsPassesTheMaximum(t *testing.T) {
	t.Parallel()
	accepted := 0
	for seed := range uint64(30) {
		random := rand.New(rand.NewPCG(seed, 13))
		s := admitted(t)
		if seed%3 > 0 {
			s = started(t)
		}
		day := terms.MustParse(firstDay)
		var fixed string
		for range 20 {
			day = day.AddDays(1 + random.IntN(8))
			s.On(day.String())
			s.Then(func() {
				act := anyAct(random, terms.DateOf(s.Env.Now()), s.View().GetBuitenkans().StartedOn != "")
				s.Send(s.Key(), act, func(_ *caseworkv1.Accepted, err error) {
					if err == nil {
						accepted++
					} else if _, _, refused := failure.Read(err); !refused {
						assert.NoError(t, err, "seed %d on %s: %v", seed, s.Env.Now(), act)
					}
				})
			})
			s.See(func(view *casesv1.View) {
				facts := view.GetBuitenkans()
				if facts.StartedOn != "" && fixed == "" {
					fixed = facts.MaximumOn
					assert.Equal(t, terms.MustParse(facts.StartedOn).AddDays(90).String(), fixed)
				}
				withinTheMaximum(t, seed, facts, fixed)
				if facts.Place != nil {
					assert.True(t, proto.Equal(facts.Place, s.Services.Stay(caseID)), "seed %d: the book and the case differ", seed)
				}
			})
		}
		s.Play()
	}
	assert.Greater(t, accepted, 100, "the acts are not all refused")
}

func withinTheMaximum(t *testing.T, seed uint64, facts *buitenkansv1.Facts, fixed string) {
	t.Helper()
	if fixed != "" {
		assert.Equal(t, fixed, facts.MaximumOn, "seed %d: the maximum moved after the arrival", seed)
	}
	if facts.MaximumOn == "" {
		assert.Empty(t, facts.StartedOn)
		return
	}
	assert.LessOrEqual(t, facts.GetPlace().GetUntilOn(), facts.MaximumOn, "seed %d", seed)
	assert.LessOrEqual(t, facts.EndedOn, facts.MaximumOn, "seed %d", seed)
	for _, i := range facts.Interruptions {
		assert.LessOrEqual(t, i.FromOn, facts.MaximumOn, "seed %d", seed)
		assert.LessOrEqual(t, i.ResumedOn, facts.MaximumOn, "seed %d", seed)
	}
}

// anyAct is something that somebody could do on a day, wise or not; mostly something that belongs before or after the arrival.
func anyAct(random *rand.Rand, today terms.Date, started bool) proto.Message {
	about := func(spread int) string { return today.AddDays(random.IntN(2*spread) - 2*spread + 3).String() }
	ahead := func(most int) string { return today.AddDays(random.IntN(most)).String() }
	before := []func() proto.Message{
		func() proto.Message { return buitenkanstest.PlanStart(ahead(3)) },
		func() proto.Message { return buitenkanstest.PlanStay(ahead(10), ahead(130)) },
		func() proto.Message { return buitenkanstest.Arrived() },
		func() proto.Message { return buitenkanstest.Arrived() },
		func() proto.Message { return buitenkanstest.Missed() },
	}
	after := []func() proto.Message{
		func() proto.Message { return buitenkanstest.Interrupt(about(5)) },
		func() proto.Message { return buitenkanstest.Resume(about(5)) },
		func() proto.Message { return buitenkanstest.MoveEnd(ahead(120)) },
		func() proto.Message { return buitenkanstest.MoveEnd(ahead(120)) },
		func() proto.Message { return buitenkanstest.Evaluate(about(5)) },
		func() proto.Message { return buitenkanstest.PlanReturn(ahead(120)) },
		func() proto.Message {
			return &caseworkv1.ExtendTerm{Actor: buitenkanstest.Office, TermId: "einde-plaatsing", UntilOn: ahead(200), ReasonTextId: "text"}
		},
		func() proto.Message {
			return &caseworkv1.SuspendTerm{Actor: buitenkanstest.Office, TermId: "einde-plaatsing", FromOn: about(5), Ground: "c", ProofId: "file"}
		},
	}
	if random.IntN(4) == 0 { // what ends the stay comes less often
		after = append(after,
			func() proto.Message { return buitenkanstest.Advise(back) },
			func() proto.Message { return buitenkanstest.End(about(10)) },
			func() proto.Message { return buitenkanstest.EndEarly(about(10), parents) },
		)
	}
	acts := before
	if started != (random.IntN(8) == 0) {
		acts = after
	}
	return acts[random.IntN(len(acts))]()
}
