package main

import (
	"cmp"
	"context"
	"sync"
	"time"

	"traject.nl/tools/figures"
)

// pace of a load: so many a second, this many in all.
type pace struct {
	perSecond float64
	count     int
}

// taken is how long each took (milliseconds), and what went wrong.
type taken struct {
	ms figures.Sample
	// failed counts those without a good answer, which are no part of the sample; first is why the first of them failed.
	failed int
	first  error
}

// steady starts one after the other at the pace, whether or not those before are done: people do not wait for each other. How long each took
// counts from the moment at which it was to start, so that what queues up is not left out.
func steady(ctx context.Context, at pace, do func(ctx context.Context, i int) error) taken {
	var (
		mu    sync.Mutex
		all   taken
		doing sync.WaitGroup
	)
	begun := time.Now()
	for i := range at.count {
		intended := begun.Add(time.Duration(float64(i) / at.perSecond * float64(time.Second)))
		if !until(ctx, intended) {
			break
		}
		doing.Go(func() {
			err := do(ctx, i)
			ms := float64(time.Since(intended).Microseconds()) / 1000
			mu.Lock()
			defer mu.Unlock()
			all.add(ms, err)
		})
	}
	doing.Wait()
	if ctx.Err() != nil {
		all.add(0, ctx.Err())
	}
	return all
}

func (t *taken) add(ms float64, err error) {
	if err == nil {
		t.ms = append(t.ms, ms)
		return
	}
	t.failed++
	if t.first == nil {
		t.first = err
	}
}

// join adds what was taken elsewhere.
func (t *taken) join(more taken) {
	t.ms = append(t.ms, more.ms...)
	t.failed += more.failed
	t.first = cmp.Or(t.first, more.first)
}

// until waits for a moment; false when the context ended first.
func until(ctx context.Context, moment time.Time) bool {
	timer := time.NewTimer(time.Until(moment))
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// atOnce does all of them, so many at a time, and stops at the first that fails.
func atOnce(ctx context.Context, width, count int, do func(ctx context.Context, i int) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var (
		mu     sync.Mutex
		failed error
		next   int
		doing  sync.WaitGroup
	)
	for range min(width, count) {
		doing.Go(func() {
			for {
				mu.Lock()
				i := next
				next++
				mu.Unlock()
				if i >= count || ctx.Err() != nil {
					return
				}
				if err := do(ctx, i); err != nil {
					mu.Lock()
					// What the others had to break off for this says nothing.
					failed = cmp.Or(failed, err)
					mu.Unlock()
					stop()
				}
			}
		})
	}
	doing.Wait()
	return cmp.Or(failed, ctx.Err())
}
