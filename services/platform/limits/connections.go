package limits

import (
	"context"
	"net"
	"net/netip"
	"sync"
)

const (
	// connectionsAll is how many connections one replica keeps open. Each costs some tens of kilobytes.
	connectionsAll = 4096
	// connectionsEach is how many of them one address may have, unless it is in a private network: there an ingress or another part of Traject
	// has one for everybody who is busy.
	connectionsEach = 256
)

// Listen closes at once what connects to the listener when there is no room, so that who has a connection keeps it, and a flood leaves nothing
// behind in a queue.
func Listen(listener net.Listener) net.Listener {
	return &guarded{Listener: listener, all: connectionsAll, each: connectionsEach, from: map[netip.Addr]int{}}
}

type guarded struct {
	net.Listener
	all, each int

	mu   sync.Mutex
	open int
	from map[netip.Addr]int
}

// Accept implements net.Listener.
func (g *guarded) Accept() (net.Conn, error) {
	for {
		connection, err := g.Listener.Accept()
		if err != nil {
			return nil, err
		}
		if from, ok := g.take(connection.RemoteAddr()); ok {
			return &counting{Conn: connection, leave: sync.OnceFunc(func() { g.leave(from) })}, nil
		}
		refusals.count(context.Background(), Connection)
		_ = connection.Close()
	}
}

func (g *guarded) take(from net.Addr) (netip.Addr, bool) {
	var address netip.Addr
	if parsed, err := netip.ParseAddrPort(from.String()); err == nil {
		address = parsed.Addr().Unmap()
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.open >= g.all || !private.has(address) && g.from[address] >= g.each {
		return address, false
	}
	g.open++
	g.from[address]++
	return address, true
}

func (g *guarded) leave(address netip.Addr) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.open--
	if g.from[address]--; g.from[address] == 0 {
		delete(g.from, address)
	}
}

// counting gives its place back when it is closed.
type counting struct {
	net.Conn
	leave func()
}

// Close implements net.Conn.
func (c *counting) Close() error {
	defer c.leave()
	return c.Conn.Close()
}
