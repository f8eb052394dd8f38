package chaos

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"traject.nl/proto/contract/plaatsing"
	"traject.nl/services/cases"
)

const (
	// settleTime is how long everything may take to come to rest after the last fault: a mail that was cut off is leased for a minute and a half,
	// and a service that was away long is asked again after a minute.
	settleTime = 5 * time.Minute
	// lookAgain is how long after a look that found something the next one is.
	lookAgain = 2 * time.Second
	// longestTale is how long a seed may be played.
	longestTale = 10 * time.Minute
)

// Outcome of a seed.
type Outcome struct {
	Seed uint64
	// Tales and Cases that came of them.
	Tales, Cases int
	// Acts that were accepted, and what was tried and rightly refused.
	Acts, Refused int
	// Sent are requests that were brought in another way than once, by what was done with them.
	Again int
	// Faults in their order.
	Faults []string
	// Took is how long it was played.
	Took time.Duration
	// Wrong is what was found; nothing when all is well.
	Wrong []string

	tales []*tale
}

// round plays seeds on one ground, one after the other, and then judges all of them.
type round struct {
	at     Ground
	cases  int
	faults []disturbance
	// settle is how long everything may take to come to rest; zero is settleTime.
	settle time.Duration
	// say is told of what happens; nil for nobody.
	say func(format string, args ...any)
	// perSeed is how many faults a seed has.
	perSeed int
}

// play a seed: its tales at once, while faults come and go.
func (r *round) play(ctx context.Context, seed uint64) *Outcome {
	ctx, cancel := context.WithTimeout(ctx, longestTale)
	defer cancel()
	began := time.Now()
	out := &Outcome{Seed: seed, tales: script(seed, r.cases, r.at.Traject())}
	done := make(chan struct{})
	var trouble sync.WaitGroup
	trouble.Go(func() { r.disturb(ctx, out, done) })
	var people sync.WaitGroup
	for _, one := range out.tales {
		one.say = r.say
		people.Go(func() { one.play(ctx) })
	}
	people.Wait()
	close(done)
	trouble.Wait()
	out.Took = time.Since(began)
	for _, one := range out.tales {
		out.Tales++
		out.Acts += one.courier.Count()
		out.Refused += one.tried
		for _, w := range []whim{twice, again, lost, reused} {
			out.Again += one.courier.sent(w)
		}
	}
	return out
}

// disturb lets faults come one after the other, each when so many acts were accepted. What was begun is undone, also when the tales are over.
func (r *round) disturb(ctx context.Context, out *Outcome, done <-chan struct{}) {
	if len(r.faults) == 0 {
		return
	}
	random := rand.New(rand.NewPCG(out.Seed, 1<<32))
	total := 0
	for _, one := range out.tales {
		total += len(one.beats)
	}
	var moments []int
	for range r.perSeed {
		moments = append(moments, random.IntN(max(1, total*3/4)))
	}
	slices.Sort(moments)
	for _, moment := range moments {
		chosen := r.faults[random.IntN(len(r.faults))]
		lasts := 100*time.Millisecond + time.Duration(random.Int64N(int64(1500*time.Millisecond)))
		own := rand.New(rand.NewPCG(out.Seed, random.Uint64()))
		if !awaitActs(ctx, out.tales, moment, done) {
			return
		}
		drawn := chosen.draw(own)
		out.Faults = append(out.Faults, drawn.what)
		if err := last(ctx, drawn, lasts); err != nil {
			out.Wrong = append(out.Wrong, fmt.Sprintf("fault %q could not be done or undone: %v", drawn.what, err))
		}
	}
}

// last lets a fault last for a while.
func last(ctx context.Context, drawn hit, lasts time.Duration) error {
	undo, err := drawn.begin(ctx)
	if err != nil {
		return err
	}
	select {
	case <-time.After(lasts):
	case <-ctx.Done():
	}
	return undo(context.WithoutCancel(ctx))
}

// awaitActs waits until so many acts were accepted; false when the tales were over before.
func awaitActs(ctx context.Context, tales []*tale, acts int, done <-chan struct{}) bool {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		accepted := 0
		for _, one := range tales {
			accepted += one.courier.Count()
		}
		if accepted >= acts {
			return true
		}
		select {
		case <-tick.C:
		case <-done:
			return false
		case <-ctx.Done():
			return false
		}
	}
}

// judge looks at every case of the outcomes until all is well, or the time to settle is over; then what is still wrong, is. It gives what was
// checked in all.
func (r *round) judge(ctx context.Context, outs []*Outcome) (*verdict, map[string]*finding, error) {
	ctx, cancel := context.WithTimeout(ctx, settleTime+time.Minute)
	defer cancel()
	e, err := newEyes(ctx, r.at)
	if err != nil {
		return nil, nil, err
	}
	defer e.Close()
	sum, all := newVerdict(), map[string]*finding{}
	until := time.Now().Add(cmp.Or(r.settle, settleTime))
	for _, out := range outs {
		for _, one := range out.tales {
			v, found := e.settle(ctx, one, until)
			for id, f := range found {
				all[id] = f
				out.Cases++
			}
			for _, wrong := range v.wrong {
				out.Wrong = append(out.Wrong, wrong.String())
				if r.say != nil {
					r.say("%s", wrong)
				}
			}
			sum.add(v)
		}
	}
	return sum, all, nil
}

// settle looks at the cases of a tale until nothing is wrong with any, or the time is over.
func (e *eyes) settle(ctx context.Context, one *tale, until time.Time) (*verdict, map[string]*finding) {
	for {
		v, found := e.judgeTale(ctx, one)
		if len(v.wrong) == 0 || time.Now().After(until) || ctx.Err() != nil || len(one.failed) > 0 {
			return v, found
		}
		select {
		case <-time.After(lookAgain):
		case <-ctx.Done():
		}
	}
}

// judgeTale looks at the cases of a tale once.
func (e *eyes) judgeTale(ctx context.Context, one *tale) (*verdict, map[string]*finding) {
	v, found := newVerdict(), map[string]*finding{}
	v.note(legal, "tale "+one.key, one.told+one.tried, one.failed...)
	v.note(sameAnswer, "tale "+one.key, one.courier.sent(twice)+one.courier.sent(again)+one.courier.sent(lost)+one.courier.sent(reused), one.courier.faults()...)
	ids := one.cases()
	for _, id := range ids {
		e.find(ctx, id, v, found)
	}
	for _, id := range ids {
		if followed := e.followed(found[id]); followed != "" && found[followed] == nil {
			e.find(ctx, followed, v, found)
		}
	}
	for id, f := range found {
		v.add(judge(f, one.courier.Acts(id), found))
		v.add(e.judgeSight(ctx, f))
		if now, err := e.records.Case(ctx, id); err == nil && now.View.GetVersion() != f.record.View.GetVersion() {
			v.note(standing, id, 0, "the case changed while it was looked at")
		}
	}
	return v, found
}

func (e *eyes) find(ctx context.Context, id string, v *verdict, found map[string]*finding) {
	f, err := e.look(ctx, id)
	if err != nil {
		what := fmt.Sprintf("it cannot be looked at: %v", err)
		if errors.Is(err, cases.ErrNoCase) {
			what = "the record does not have it"
		}
		v.note(standing, id, 1, what)
		return
	}
	found[id] = f
}

// followed is the case that follows from a TLV that was granted and announced; empty when there is none.
func (e *eyes) followed(f *finding) string {
	if f == nil {
		return ""
	}
	decision := f.record.View.GetTlv().GetDecision()
	if decision.GetGranted() && decision.GetAnnouncedOn() != "" {
		return plaatsing.CaseID(f.id)
	}
	return ""
}
