package notifications

import (
	"context"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"traject.nl/services/platform/clock"
)

const (
	// perCall is how many deliveries of a lane are handed to its channel at once.
	perCall  = 100
	callTime = 50 * time.Second
	// leaseTime is how long a lane is kept by a dispatcher that died. A call, and keeping how it went, take less.
	leaseTime = callTime + keepTime + 10*time.Second
	// stopTime is how long calls get to end when the service stops.
	stopTime = 10 * time.Second
	// askEvery is how soon the store is asked for what other replicas planned, and for what is due by now.
	askEvery = 2 * time.Second
	// perSearch is of how many lanes work is found at once. It is done before more is searched, so that a long backlog is not searched for each.
	perSearch = 200
	// askShare: a store that takes long to answer is asked less often.
	askShare = 10
)

// Dispatcher hands what is due to one channel, lane by lane: a receiver that is slow delays nobody but itself, and a channel no other. Any
// number of dispatchers can work on one store.
type Dispatcher struct {
	dispatching
	channel Channel

	woken chan struct{}
	ended chan struct{}

	mu sync.Mutex
	// found is work that nobody began yet.
	found []Work
	// busy lanes of this dispatcher.
	busy map[string]bool
	// resting lanes gave nothing: another dispatcher has them. They are left alone until then.
	resting map[string]time.Time
	// planned is when something is due that was planned here, the earliest.
	planned time.Time
}

// dispatching is what the dispatchers of all channels share.
type dispatching struct {
	store     Store
	checks    []check
	followers []Follower
	proof     proof
	count     *counts
	now       clock.Clock
}

func (c dispatching) of(channel Channel) *Dispatcher {
	return &Dispatcher{
		dispatching: c, channel: channel,
		woken: make(chan struct{}, 1), ended: make(chan struct{}, 1), busy: map[string]bool{}, resting: map[string]time.Time{},
	}
}

// Wake tells that something was planned, and when it is due.
func (d *Dispatcher) Wake(due time.Time) {
	d.mu.Lock()
	if d.planned.IsZero() || due.Before(d.planned) {
		d.planned = due
	}
	d.mu.Unlock()
	notify(d.woken)
}

// notify never waits: one signal that is not seen yet says as much as many.
func notify(signal chan struct{}) {
	select {
	case signal <- struct{}{}:
	default:
	}
}

// Run dispatches until the context ends, and then lets running calls end.
func (d *Dispatcher) Run(ctx context.Context) error {
	var running sync.WaitGroup
	defer running.Wait()
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-timer.C:
		case <-d.ended:
		case <-d.woken:
		}
		began := time.Now()
		if _, err := d.start(ctx, &running); err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "notices that are due cannot be read", "error", err)
		}
		timer.Reset(d.pause(time.Since(began)))
	}
}

// pause until the store is asked again.
func (d *Dispatcher) pause(asking time.Duration) time.Duration {
	d.mu.Lock()
	defer d.mu.Unlock()
	pause := max(askEvery, askShare*asking)
	if now := d.now.Now(); !d.planned.IsZero() {
		pause = min(pause, max(d.planned.Sub(now), 0))
	}
	return pause
}

// Round dispatches all that is due at this moment, and waits for it.
func (d *Dispatcher) Round(ctx context.Context) error {
	var running sync.WaitGroup
	for {
		started, err := d.start(ctx, &running)
		running.Wait()
		if err != nil || started == 0 {
			return err
		}
	}
}

// start begins with the lanes that are due, as many as there is room for, and says how many.
func (d *Dispatcher) start(ctx context.Context, running *sync.WaitGroup) (started int, err error) {
	d.mu.Lock()
	if !d.planned.After(d.now.Now()) {
		d.planned = time.Time{}
	}
	d.mu.Unlock()
	for d.room() {
		work, err := d.next(ctx)
		if err != nil || len(work.Due) == 0 {
			return started, err
		}
		running.Go(func() { d.work(ctx, work) })
		started++
	}
	return started, nil
}

func (d *Dispatcher) room() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.busy) < d.channel.AtOnce()
}

// next gives work, of which the lane is busy from now on: what was found before, or what is found now. Nothing when there is none.
func (d *Dispatcher) next(ctx context.Context) (Work, error) {
	if work := d.begin(); len(work.Due) > 0 {
		return work, nil
	}
	now := d.now.Now()
	found, err := d.store.Due(ctx, d.channel.Name(), now, now.Add(d.channel.Gather()), d.unavailable(), perSearch)
	if err != nil {
		return Work{}, err
	}
	d.mu.Lock()
	d.found = found
	d.mu.Unlock()
	return d.begin(), nil
}

func (d *Dispatcher) begin() Work {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.found) == 0 {
		return Work{}
	}
	work := d.found[0]
	d.found = d.found[1:]
	d.busy[work.Lane] = true
	return work
}

// unavailable lanes are busy here, or were just found busy elsewhere.
func (d *Dispatcher) unavailable() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := d.now.Now()
	maps.DeleteFunc(d.resting, func(_ string, until time.Time) bool { return !until.After(now) })
	return append(slices.Collect(maps.Keys(d.busy)), slices.Collect(maps.Keys(d.resting))...)
}

// work does one call for a lane. What is on its way when the service stops gets the time to end.
func (d *Dispatcher) work(ctx context.Context, found Work) {
	calling, cancel := context.WithTimeout(context.WithoutCancel(ctx), callTime)
	defer cancel()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(stopTime, cancel) })()
	inCall, left := found.first(perCall)
	worked, err := d.call(calling, inCall)
	if err != nil {
		slog.ErrorContext(calling, "notices of a lane were not dispatched", "channel", d.channel.Name(), "error", err)
	}
	d.ends(left, worked && err == nil)
	notify(d.ended)
}

// ends lets go of a lane. What is left of its work has its turn after the other lanes.
func (d *Dispatcher) ends(left Work, well bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.busy, left.Lane)
	switch {
	case !well:
		d.resting[left.Lane] = d.now.Now().Add(askEvery)
	case len(left.Due) > 0 && !left.Due[0].At.After(d.now.Now()):
		d.found = append(d.found, left)
	}
}

// call takes a lane, hands it to its channel and keeps how it went; false when there was nothing to take.
func (d *Dispatcher) call(ctx context.Context, found Work) (worked bool, err error) {
	now := d.now.Now()
	until := now.Add(leaseTime)
	taken, err := d.store.Take(ctx, found, now, until)
	if err != nil || len(taken) == 0 {
		return false, err
	}
	defer func() {
		if released := d.store.Release(context.WithoutCancel(ctx), found.Lane, until); err == nil {
			err = released
		}
	}()
	return true, d.deliver(ctx, found.Lane, taken)
}
