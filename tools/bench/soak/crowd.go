package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"time"

	"traject.nl/tools/journey"
	"traject.nl/tools/machine"
	"traject.nl/tools/witness"
)

// way is how a case goes.
type way struct {
	name  string
	steps []journey.Step
}

// ways that cases take in turn. One that is withdrawn ends; the others wait until nobody can object any more.
var ways = []way{
	{"granted", journey.HappyPath},
	{"refused", slices.Concat(journey.HappyPath[:len(journey.HappyPath)-2], []journey.Step{journey.Refused, journey.Announced})},
	{"withdrawn", []journey.Step{journey.Draft, journey.HandIn, journey.Competent, journey.Withdrawn}},
}

const (
	// workers is how many cases are taken to their end side by side, and readers how many pages are read side by side.
	workers, readers = 8, 8
	// attempt is how long somebody waits for an answer.
	attempt = time.Minute
)

// watchers are the accounts that look at cases live and read pages.
var watchers = []string{"kantoor", "directeur", "ib-regenboog"}

// tale is a case that is taken to its end.
type tale struct {
	way   way
	story *journey.Story
	live  *stream
	err   error
}

// crowd are the people who work.
type crowd struct {
	plan
	machine  *machine.Machine
	traject  *journey.Traject
	meter    *meter
	wire     *witness.Wire
	browsers map[string]*journey.Browser
	endings  map[string]witness.Ending

	mu    sync.Mutex
	tales []*tale
	// done are the cases that came to their end.
	done    []string
	late    int
	streams []*stream
}

func newCrowd(p plan, running *machine.Machine) *crowd {
	c := &crowd{plan: p, machine: running, traject: running.Traject(), meter: newMeter(), wire: witness.NewWire(), endings: map[string]witness.Ending{}}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConns, transport.MaxIdleConnsPerHost = 0, workers+readers
	c.meter.next, c.wire.Next = transport, c.meter
	c.traject.HTTP = &http.Client{Timeout: attempt, Transport: c.wire}
	c.browsers = map[string]*journey.Browser{}
	return c
}

// examples are told before the work, one of each way: how they go is what all others are compared with.
func (c *crowd) examples(ctx context.Context) error {
	for n, chosen := range ways {
		one := c.begin(fmt.Sprintf("example-%d", n), chosen)
		if one.err = one.story.Tell(ctx, chosen.steps...); one.err != nil {
			return one.err
		}
		found, err := c.lookAtEnd(ctx, one)
		if err != nil {
			return err
		}
		c.endings[chosen.name] = found.ending()
		if wrong := found.wrong(c.endings[chosen.name]); len(wrong) > 0 {
			return fmt.Errorf("the example of a case that is %s: %q", chosen.name, wrong)
		}
	}
	for _, account := range watchers {
		browser, err := journey.SignIn(ctx, http.Client{Timeout: attempt, Transport: c.meter}, c.machine.Addresses().Portal, account)
		if err != nil {
			return err
		}
		c.browsers[account] = browser
	}
	c.meter.take()
	c.meter.kinds = map[string]*taken{}
	c.tales = nil
	return nil
}

// begin a tale.
func (c *crowd) begin(key string, chosen way) *tale {
	return &tale{way: chosen, story: journey.NewStory(c.traject, "soak-"+key, journey.Pupil{
		FirstName: "Duur", LastName: "Nummer" + key, BirthDate: "2017-05-04", Group: "5",
	})}
}

// work until the time is up, and then until every case in hand is at its end.
func (c *crowd) work(ctx context.Context) (looks []look, err error) {
	over, stop := context.WithTimeout(ctx, c.long)
	defer stop()
	var writing, reading sync.WaitGroup
	writing.Go(func() { c.write(over, ctx) })
	reading.Go(func() { c.read(over) })
	reading.Go(func() { c.keepOpen(over) })
	looks, err = c.watch(over)
	writing.Wait()
	reading.Wait()
	return looks, errors.Join(err, ctx.Err())
}

// write: cases are handed in at a fixed rate, by whoever is free. What was begun is ended.
func (c *crowd) write(over, ctx context.Context) {
	work := make(chan int)
	var all sync.WaitGroup
	for range workers {
		all.Go(func() {
			for n := range work {
				c.tell(ctx, n)
			}
		})
	}
	number := 0
	steady(over, time.Duration(float64(time.Minute)/c.cases), func() {
		select {
		case work <- number:
			number++
		default:
			c.mu.Lock()
			c.late++
			c.mu.Unlock()
		}
	})
	close(work)
	all.Wait()
}

// tell one case to its end, watched live from when it is handed in.
func (c *crowd) tell(ctx context.Context, n int) {
	one := c.begin(fmt.Sprint(n), ways[n%len(ways)])
	c.mu.Lock()
	c.tales = append(c.tales, one)
	c.mu.Unlock()
	one.err = one.story.Tell(ctx, one.way.steps[:2]...)
	if one.err != nil {
		return
	}
	account := watchers[n%len(watchers)]
	one.live = listen(ctx, c.traject.Cases+"/v1/cases/"+one.story.CaseID+"/events", func(ctx context.Context, request *http.Request) error {
		token, err := c.traject.Token(ctx, account)
		request.Header.Set("Authorization", "Bearer "+token)
		return err
	})
	one.err = one.story.Tell(ctx, one.way.steps[2:]...)
	if one.err == nil {
		one.err = one.live.await(ctx, c.answered(one))
	}
	one.live.close()
	if one.err == nil {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.done = append(c.done, one.story.CaseID)
	}
}

// answered is the latest version with which an act of the case was answered.
func (c *crowd) answered(one *tale) (last int64) {
	for _, act := range c.wire.Acts(one.story.CaseID) {
		last = max(last, act.Version)
	}
	return last
}

// some case that came to its end: false when there is none yet.
func (c *crowd) some() (id string, found bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.done) == 0 {
		return "", false
	}
	return c.done[rand.IntN(len(c.done))], true
}

// read pages at a fixed rate, when somebody is free: the home page, the list of cases, and cases.
func (c *crowd) read(over context.Context) {
	free := make(chan struct{}, readers)
	number := 0
	var all sync.WaitGroup
	steady(over, time.Duration(float64(time.Second)/c.pages), func() {
		path := []string{"/", "/zaken", ""}[number%3]
		who := c.browsers[watchers[number%len(watchers)]]
		if id, found := c.some(); path == "" {
			if !found {
				return
			}
			path, who = "/zaken/"+id, c.browsers[watchers[(number/3)%len(watchers)]]
		}
		number++
		select {
		case free <- struct{}{}:
		default:
			return
		}
		all.Go(func() {
			defer func() { <-free }()
			if _, err := who.Page(over, path); err != nil && over.Err() == nil {
				c.meter.fail("page", err)
			}
		})
	})
	all.Wait()
}

// keepOpen keeps pages open for live status, each until the time is up.
func (c *crowd) keepOpen(over context.Context) {
	steady(over, max(c.long/time.Duration(4*max(c.plan.streams, 1)), time.Millisecond), func() {
		c.mu.Lock()
		open := len(c.streams)
		c.mu.Unlock()
		id, found := c.some()
		if open >= c.plan.streams || !found {
			return
		}
		who := c.browsers[watchers[open%len(watchers)]]
		one := listen(over, c.machine.Addresses().Portal+"/zaken/"+id+"/gebeurtenissen", func(_ context.Context, request *http.Request) error {
			for _, cookie := range who.HTTP.Jar.Cookies(request.URL) {
				request.AddCookie(cookie)
			}
			return nil
		})
		c.mu.Lock()
		c.streams = append(c.streams, one)
		c.mu.Unlock()
	})
	for _, one := range c.streams {
		one.close()
	}
}

// listened sums up what all streams heard.
func (c *crowd) listened() (connections, events int) {
	streams := c.streams
	for _, one := range c.tales {
		if one.live != nil {
			streams = append(streams, one.live)
		}
	}
	for _, one := range streams {
		connections += one.connections
		events += one.events
	}
	return connections, events
}

// steady does something at a fixed rate until the time is over. It must not take long.
func steady(over context.Context, every time.Duration, do func()) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		do()
		select {
		case <-over.Done():
			return
		case <-tick.C:
		}
	}
}
