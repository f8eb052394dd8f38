package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"traject.nl/tools/figures"
	"traject.nl/tools/stack"
)

const (
	// beat is how often the well-behaved person does something: ten things a second would be a lot for one person.
	beat = 200 * time.Millisecond
	// settleTime is how long what greedy callers left may take to go away: a stream that nobody reads is noticed at a write.
	settleTime = 40 * time.Second
)

// world is what both sides ask.
type world struct {
	cases, portal string
	// good and greedy are access tokens of two people; forged is one that nobody signed whom the services know.
	good, greedy, forged string
	// behaved asks for the well-behaved person.
	behaved *http.Client
}

func prepare(on *stack.Stack) (*world, error) {
	good, err := on.Token("kantoor")
	if err != nil {
		return nil, err
	}
	greedy, err := on.Token("directeur")
	if err != nil {
		return nil, err
	}
	forged, err := forge()
	if err != nil {
		return nil, err
	}
	return &world{
		cases: on.Cases, portal: on.OwnPortal(), good: good, greedy: greedy, forged: forged,
		behaved: &http.Client{Timeout: 10 * time.Second},
	}, nil
}

// round is one kind at it.
type round struct {
	name string
	// waited is how long the well-behaved person waited for each answer, in milliseconds from when it was meant to be asked.
	waited figures.Sample
	// failed are answers to that person that were not what was asked for.
	failed         int
	asked, refused int64
	before, after  state
	most           int
}

// tally counts what greedy callers got.
type tally struct{ asked, refused atomic.Int64 }

// play lets one kind at it.
func (w *world) play(ctx context.Context, one kind, p plan) (round, error) {
	w.behaved.CloseIdleConnections()
	done := round{name: one.name, before: look()}
	atIt, stop := context.WithTimeout(ctx, p.each)
	defer stop()
	var (
		counts tally
		group  sync.WaitGroup
	)
	if one.act != nil {
		for i := range p.many {
			group.Go(func() { one.act(atIt, w, i, &counts) })
		}
	}
	w.behave(atIt, &done)
	group.Wait()
	done.asked, done.refused = counts.asked.Load(), counts.refused.Load()
	done.after = w.settled(ctx, done.before)
	if ctx.Err() != nil {
		return done, ctx.Err()
	}
	return done, nil
}

// behave is a person who looks at the list of cases and now and then at a page, at a steady pace, whatever the answers take.
func (w *world) behave(ctx context.Context, done *round) {
	ticks := time.NewTicker(beat)
	defer ticks.Stop()
	var (
		group sync.WaitGroup
		mu    sync.Mutex
	)
	for n := 0; ; n++ {
		select {
		case <-ctx.Done():
			group.Wait()
			return
		case meant := <-ticks.C:
			group.Go(func() {
				good := w.ask(context.WithoutCancel(ctx), n)
				waited := float64(time.Since(meant).Microseconds()) / 1000
				mu.Lock()
				defer mu.Unlock()
				done.waited = append(done.waited, waited)
				if !good {
					done.failed++
				}
				done.most = max(done.most, runtime.NumGoroutine())
			})
		}
	}
}

// ask does one thing of the well-behaved person, and says whether the answer was good.
func (w *world) ask(ctx context.Context, n int) bool {
	address, token := w.cases+"/v1/cases", w.good
	if n%4 == 3 {
		address, token = w.portal+"/", ""
	}
	status, err := get(ctx, w.behaved, address, token, "192.0.2.1")
	return err == nil && status == http.StatusOK
}

// get asks for something as somebody behind the ingress, and reads the whole answer.
func get(ctx context.Context, client *http.Client, address, token, from string) (int, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return 0, err
	}
	request.Header.Set("X-Forwarded-For", from)
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	response, err := client.Do(request)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		return 0, fmt.Errorf("read the answer of %s: %w", address, err)
	}
	return response.StatusCode, nil
}

// settled waits until there is no more than before, or long enough.
func (w *world) settled(ctx context.Context, before state) state {
	ctx, stop := context.WithTimeout(ctx, settleTime)
	defer stop()
	ticks := time.NewTicker(200 * time.Millisecond)
	defer ticks.Stop()
	for {
		w.behaved.CloseIdleConnections()
		now := look()
		if now.busy <= before.busy+leftOver {
			return now
		}
		select {
		case <-ctx.Done():
			return now
		case <-ticks.C:
		}
	}
}
