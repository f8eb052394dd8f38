// Package proxy stands between two parts of Traject and treats what goes through it as a bad network does: late, slow, not at all, torn off
// half way, and for HTTP and the store also lost, doubled or answered with an error.
package proxy

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// Kind of what goes through.
type Kind int

// The kinds. Of Plain nothing is understood: gRPC, SMTP.
const (
	Plain Kind = iota
	HTTP
	Mongo
)

// Cut is how nothing comes through.
type Cut int

const (
	// Whole lets everything through.
	Whole Cut = iota
	// Silent keeps every connection and carries nothing; what was on its way arrives after the end of it.
	Silent
	// Refused breaks every connection, and each that is made.
	Refused
)

// Weather is how a connection is. The zero value is a good one.
type Weather struct {
	// Delay of whatever is read, each way.
	Delay time.Duration
	// Rate is the most bytes in a second, each way; zero is no limit.
	Rate int
	Cut  Cut
	// Tear breaks a connection once it carried so many bytes of answers from now on; zero does not.
	Tear int64
	// Turned is said to who connects, before the connection is closed; empty lets in.
	Turned string
	// The shares (0 to 1) of requests that go wrong. Lost is a request that does not arrive, Unanswered one of which the answer is lost
	// after it was carried out, Doubled one that arrives twice. HTTP only.
	Lost, Unanswered, Doubled float64
	// Failing is the share of commands to the store that are answered with an error, half of them after they were carried out. Mongo only.
	Failing float64
	// Seed of the choice which requests go wrong.
	Seed uint64
}

// Counts of what went through and what went wrong, since the start.
type Counts struct {
	Connections, Broken, TurnedAway, Lost, Unanswered, Doubled, Failed int64
}

// Proxy between two.
type Proxy struct {
	kind     Kind
	upstream string
	listener net.Listener
	ended    context.CancelFunc
	http     *http.Server

	mu      sync.Mutex
	weather Weather
	chance  *rand.Rand
	// changed is closed and made anew with other weather.
	changed chan struct{}
	open    map[*conn]struct{}

	connections, broken, turned, lost, unanswered, doubled, failed atomic.Int64
}

// Listen on a free port of this machine for who wants to go to the address (host:port). Close it at the end.
func Listen(kind Kind, upstream string) (*Proxy, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("proxy to %s: %w", upstream, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	p := &Proxy{kind: kind, upstream: upstream, listener: listener, ended: cancel, changed: make(chan struct{}), open: map[*conn]struct{}{}}
	if kind == HTTP {
		p.serveHTTP()
		return p, nil
	}
	go p.accept(ctx)
	return p, nil
}

// Port on which it listens.
func (p *Proxy) Port() int { return p.listener.Addr().(*net.TCPAddr).Port }

// Set other weather, for what is connected and for what will be.
func (p *Proxy) Set(weather Weather) {
	p.mu.Lock()
	p.weather, p.chance = weather, rand.New(rand.NewPCG(weather.Seed, 0))
	close(p.changed)
	p.changed = make(chan struct{})
	var breaking []*conn
	for one := range p.open {
		one.answered.Store(0)
		if weather.Cut == Refused {
			breaking = append(breaking, one)
		}
	}
	p.mu.Unlock()
	for _, one := range breaking {
		one.reset()
	}
}

// Clear makes the weather good again.
func (p *Proxy) Clear() { p.Set(Weather{}) }

// Counts so far.
func (p *Proxy) Counts() Counts {
	return Counts{
		Connections: p.connections.Load(), Broken: p.broken.Load(), TurnedAway: p.turned.Load(), Lost: p.lost.Load(),
		Unanswered: p.unanswered.Load(), Doubled: p.doubled.Load(), Failed: p.failed.Load(),
	}
}

// Close ends it, with every connection.
func (p *Proxy) Close() error {
	p.ended()
	err := p.listener.Close()
	if p.http != nil {
		err = errors.Join(ignoreClosed(err), p.http.Close())
	}
	p.mu.Lock()
	open := make([]*conn, 0, len(p.open))
	for one := range p.open {
		open = append(open, one)
	}
	p.mu.Unlock()
	for _, one := range open {
		one.Close()
	}
	return ignoreClosed(err)
}

func ignoreClosed(err error) error {
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

// now is the weather, with what tells when it changes.
func (p *Proxy) now() (Weather, <-chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.weather, p.changed
}

// happens decides whether something with such a share of chance happens.
func (p *Proxy) happens(share float64) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return share > 0 && p.chance != nil && p.chance.Float64() < share
}

// admit the next connection that is let in.
func (p *Proxy) admit() (*conn, error) {
	for {
		raw, err := p.listener.Accept()
		if err != nil {
			return nil, err
		}
		p.connections.Add(1)
		weather, _ := p.now()
		switch {
		case weather.Cut == Refused:
			p.broken.Add(1)
			reset(raw)
		case weather.Turned != "":
			p.turned.Add(1)
			go turnAway(raw, weather.Turned)
		default:
			return p.enter(raw), nil
		}
	}
}

// Addr of the listener.
func (p *Proxy) Addr() net.Addr { return p.listener.Addr() }

func (p *Proxy) enter(raw net.Conn) *conn {
	made := &conn{Conn: raw, proxy: p, closed: make(chan struct{})}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.open[made] = struct{}{}
	return made
}

func turnAway(raw net.Conn, words string) {
	// Nobody to tell when who is turned away is gone already.
	_, _ = raw.Write([]byte(words))
	_ = raw.Close()
}
