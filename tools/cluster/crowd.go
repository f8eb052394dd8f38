package cluster

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"traject.nl/tools/check"
	"traject.nl/tools/journey"
	"traject.nl/tools/witness"
)

// way is how a case goes, from the form to the letters.
type way struct {
	name  string
	steps []journey.Step
}

// ways that the crowd takes in turn.
var ways = []way{
	{"granted", journey.HappyPath},
	{"refused", append(append([]journey.Step(nil), journey.HappyPath[:len(journey.HappyPath)-2]...), journey.Refused, journey.Announced)},
}

// handedIn is the step after which a case can be watched.
const handedIn = "hand in"

// tale is a case that the crowd handles.
type tale struct {
	way   way
	story *journey.Story
	// told is how many of its steps were done.
	told int
	live *follower
	// err is why it was not told to its end: a request that failed after every retry, or was refused.
	err  error
	took time.Duration
}

// crowd are people who submit and decide cases without end, through the public APIs.
type crowd struct {
	trial   *Trial
	name    string
	wire    *witness.Wire
	traject *journey.Traject
	ending  atomic.Bool
	running sync.WaitGroup

	mu    sync.Mutex
	tales []*tale
}

// newCrowd of people at the addresses of the trial. The name is in the keys of everything that they do.
func newCrowd(t *Trial, name string) *crowd {
	w := witness.NewWire()
	return &crowd{trial: t, name: name, wire: w, traject: &journey.Traject{
		Cases: t.at.Cases, Documents: t.at.Documents, Registry: t.at.Registry, Notifications: t.at.Notifications,
		Token: t.tokens.give, Patience: t.Patience, HTTP: &http.Client{Timeout: check.Attempt, Transport: w},
	}}
}

// begin a tale, with a pupil of its own.
func (c *crowd) begin(number int, chosen way) *tale {
	key := fmt.Sprintf("%s-%d", c.name, number)
	one := &tale{way: chosen, story: journey.NewStory(c.traject, key, journey.Pupil{
		FirstName: "Proef", LastName: fmt.Sprintf("Nummer%d", number), BirthDate: "2017-05-04", Group: "5",
	})}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.tales = append(c.tales, one)
	return one
}

// tell the next steps of a tale, so many of them. Once it is handed in it is watched live.
func (c *crowd) tell(ctx context.Context, one *tale, steps int) error {
	began := time.Now()
	for ; steps > 0 && one.told < len(one.way.steps); steps-- {
		step := one.way.steps[one.told]
		if one.err = one.story.Tell(ctx, step); one.err != nil {
			return one.err
		}
		one.told++
		if step.Name != handedIn {
			continue
		}
		// Not everyone at once: one person may have twenty streams.
		watcher := []string{"kantoor", "directeur", one.story.School}[len(one.story.Key)%3]
		one.live, one.err = follow(ctx, c.traject.Cases+"/v1/cases/"+one.story.CaseID+"/events", func(ctx context.Context) (string, error) {
			return c.traject.Token(ctx, watcher)
		})
		if one.err != nil {
			return one.err
		}
	}
	one.took += time.Since(began)
	return nil
}

// start lets so many people work until the crowd is stopped.
func (c *crowd) start(ctx context.Context, people int) {
	var number atomic.Int64
	for range people {
		c.running.Go(func() {
			for !c.ending.Load() && ctx.Err() == nil {
				n := int(number.Add(1))
				one := c.begin(n, ways[n%len(ways)])
				if c.tell(ctx, one, len(one.way.steps)) != nil {
					c.trial.say("  %s failed: %v", one.story.Key, one.err)
				}
				c.rest(ctx, one)
			}
		})
	}
}

// rest closes the stream of a tale that ended, once it has told of the last version that somebody got as an answer.
func (c *crowd) rest(ctx context.Context, one *tale) {
	if one.live == nil {
		return
	}
	if one.err == nil {
		if _, err := one.live.await(ctx, c.lastAnswer(one), c.trial.Patience); err != nil {
			one.err = fmt.Errorf("live: %w", err)
		}
	}
	one.live.close()
}

// lastAnswer is the latest version with which an act in the tale was answered.
func (c *crowd) lastAnswer(one *tale) (last int64) {
	for _, act := range c.wire.Acts(one.story.CaseID) {
		last = max(last, act.Version)
	}
	return last
}

// stop lets everyone end the case in hand.
func (c *crowd) stop() {
	c.ending.Store(true)
	c.running.Wait()
}

// progress waits until so many more acts were accepted: work goes on.
func (c *crowd) progress(ctx context.Context, acts int, limit time.Duration) error {
	began := c.wire.Count()
	return eventually(ctx, limit, func(context.Context) error {
		if done := c.wire.Count() - began; done < acts {
			return fmt.Errorf("%d acts were accepted, of %d", done, acts)
		}
		return nil
	})
}

// tokens of the development accounts, kept for a while.
type tokens struct {
	fetch func(context.Context, string) (string, error)

	mu   sync.Mutex
	kept map[string]token
}

type token struct {
	text  string
	until time.Time
}

// tokenKept is how long a token is used; the sign-in gives it longer.
const tokenKept = 4 * time.Minute

func (t *tokens) give(ctx context.Context, account string) (string, error) {
	t.mu.Lock()
	known, ok := t.kept[account]
	t.mu.Unlock()
	if ok && time.Now().Before(known.until) {
		return known.text, nil
	}
	ctx, cancel := context.WithTimeout(ctx, check.Attempt)
	defer cancel()
	text, err := t.fetch(ctx, account)
	if err != nil {
		return "", err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.kept == nil {
		t.kept = map[string]token{}
	}
	t.kept[account] = token{text, time.Now().Add(tokenKept)}
	return text, nil
}
