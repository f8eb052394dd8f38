// Package limits keeps one person, address or program from taking what is there for all: so many requests in a while, so many at once, so many
// connections. All of it is counted by each replica for itself, and in bounded memory.
//
//	limits.go       who may do how much, and who did too much
//	place.go        one request that is let in
//	networks.go     from which address a request comes
//	connections.go  how many connections are open
//	measures.go     how often somebody was refused
package limits

import (
	"context"
	"fmt"
	"math"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Allowance is what one person or address may do.
type Allowance struct {
	// PerSecond is how many requests a second are allowed in the long run; 0 means any number.
	PerSecond float64
	// Burst is how many may come at one moment after a quiet while; less than 1 means BurstTime of PerSecond.
	Burst int
	// AtOnce is how many requests may be under way; 0 means any number.
	AtOnce int
}

// BurstTime is how long somebody must have been quiet to do everything of that time at once.
const BurstTime = 10 * time.Second

func (a Allowance) burst() int {
	if a.Burst >= 1 {
		return a.Burst
	}
	return max(1, int(math.Ceil(a.PerSecond*BurstTime.Seconds())))
}

// Kind of who is limited; the label of the measure.
type Kind string

// The kinds of who is limited.
const (
	Person     Kind = "person"
	Address    Kind = "address"
	Connection Kind = "connection"
)

// Refused is the answer to who does too much.
type Refused struct {
	// Kind of who it is; never who.
	Kind Kind
	// After is when it can be tried again, at least a second.
	After time.Duration
}

// Error implements error.
func (r *Refused) Error() string {
	return fmt.Sprintf("too many requests of one %s, try again after %s", r.Kind, r.After)
}

// rememberedEach is how many people or addresses a limiter knows by name before it begins to forget. It remembers twice as many at most, and
// besides those only who has a request under way.
const rememberedEach = 5000

// busyAfter is what is said to who has too many requests under way: nobody knows when the first of them ends.
const busyAfter = time.Second

// Limiter knows how much everybody did. The zero value and nil limit nothing. Safe for concurrent use.
type Limiter struct {
	kind    Kind
	allowed Allowance
	now     func() time.Time

	mu sync.Mutex
	// recent are those who came lately; earlier those of the time before, who are forgotten when recent is full again.
	recent, earlier map[string]*visitor
}

// visitor is one person or address.
type visitor struct {
	bucket *rate.Limiter
	inside int
}

// New makes a limiter; nil for now means the real time.
func New(kind Kind, allowed Allowance, now func() time.Time) *Limiter {
	if now == nil {
		now = time.Now
	}
	return &Limiter{kind: kind, allowed: allowed, now: now, recent: map[string]*visitor{}, earlier: map[string]*visitor{}}
}

// Enter lets a request in, or says *Refused. The place must be left when the request ends.
func (l *Limiter) Enter(who string) (*Place, error) {
	if l == nil || l.allowed.PerSecond <= 0 && l.allowed.AtOnce <= 0 {
		return &Place{}, nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	visitor := l.visitor(who)
	if l.allowed.AtOnce > 0 && visitor.inside >= l.allowed.AtOnce {
		return nil, l.refuse(busyAfter)
	}
	if visitor.bucket != nil {
		now := l.now()
		reserved := visitor.bucket.ReserveN(now, 1)
		if wait := reserved.DelayFrom(now); wait > 0 {
			reserved.CancelAt(now)
			return nil, l.refuse(wait)
		}
	}
	visitor.inside++
	return &Place{limiter: l, visitor: visitor}, nil
}

func (l *Limiter) refuse(after time.Duration) error {
	refusals.count(context.Background(), l.kind)
	return &Refused{Kind: l.kind, After: max(time.Second, after.Round(time.Second))}
}

// visitor finds or makes who this is. The caller holds the lock.
func (l *Limiter) visitor(who string) *visitor {
	if known, ok := l.recent[who]; ok {
		return known
	}
	known, ok := l.earlier[who]
	if !ok {
		known = &visitor{}
		if l.allowed.PerSecond > 0 {
			known.bucket = rate.NewLimiter(rate.Limit(l.allowed.PerSecond), l.allowed.burst())
		}
	}
	if len(l.recent) >= rememberedEach {
		l.forget()
	}
	l.recent[who] = known
	return known
}

// forget drops who came longest ago, except who is still inside.
func (l *Limiter) forget() {
	inside := map[string]*visitor{}
	for who, visitor := range l.earlier {
		if visitor.inside > 0 {
			inside[who] = visitor
		}
	}
	l.earlier, l.recent = l.recent, inside
}

// Known is how many people or addresses it remembers.
func (l *Limiter) Known() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.recent) + len(l.earlier)
}
