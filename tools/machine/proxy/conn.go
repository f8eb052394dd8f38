package proxy

import (
	"context"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// conn is a connection of somebody who wants through, in the weather of the moment.
type conn struct {
	net.Conn
	proxy *Proxy
	// answered is how many bytes of answers went through since the weather changed.
	answered atomic.Int64
	once     sync.Once
	closed   chan struct{}
}

// chunk is the most that is read at once where the rate is limited, so that a limit is felt evenly.
const chunk = 4 << 10

// Read what the one who asks sends.
func (c *conn) Read(into []byte) (int, error) {
	if weather, _ := c.proxy.now(); weather.Rate > 0 {
		into = into[:min(len(into), chunk)]
	}
	n, err := c.Conn.Read(into)
	if n > 0 {
		if stop := c.endure(n); stop != nil {
			return 0, stop
		}
	}
	return n, err
}

// Write an answer.
func (c *conn) Write(text []byte) (int, error) {
	for written := 0; written < len(text); {
		part := text[written:]
		if weather, _ := c.proxy.now(); weather.Rate > 0 || weather.Tear > 0 {
			part = part[:min(len(part), chunk)]
		}
		if err := c.endure(len(part)); err != nil {
			return written, err
		}
		if weather, _ := c.proxy.now(); weather.Tear > 0 && c.answered.Add(int64(len(part))) > weather.Tear {
			c.reset()
			return written, net.ErrClosed
		}
		n, err := c.Conn.Write(part)
		written += n
		if err != nil {
			return written, err
		}
	}
	return len(text), nil
}

// endure waits as long as the weather makes so many bytes wait.
func (c *conn) endure(bytes int) error {
	weather, changed := c.proxy.now()
	for weather.Cut == Silent {
		select {
		case <-changed:
		case <-c.closed:
			return net.ErrClosed
		}
		weather, changed = c.proxy.now()
	}
	wait := weather.Delay
	if weather.Rate > 0 {
		wait += time.Duration(bytes) * time.Second / time.Duration(weather.Rate)
	}
	if wait <= 0 {
		return nil
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-changed:
		// Better or worse weather: what was waiting goes on at once.
	case <-c.closed:
		return net.ErrClosed
	}
	return nil
}

// Close the connection.
func (c *conn) Close() error {
	c.once.Do(func() {
		close(c.closed)
		c.proxy.mu.Lock()
		delete(c.proxy.open, c)
		c.proxy.mu.Unlock()
	})
	return c.Conn.Close()
}

// reset breaks the connection off, as a machine that fell over does.
func (c *conn) reset() {
	c.proxy.broken.Add(1)
	linger(c.Conn)
	// It was broken off; there is nobody to tell how its end went.
	_ = c.Close()
}

func reset(raw net.Conn) {
	linger(raw)
	_ = raw.Close()
}

// linger of nothing makes a close a reset.
func linger(raw net.Conn) {
	if tcp, ok := raw.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
}

// accept carries connections until the proxy is closed.
func (p *Proxy) accept(ctx context.Context) {
	for {
		client, err := p.admit()
		if err != nil {
			return
		}
		go p.carry(ctx, client)
	}
}

// carry one connection to the other side and back, until one of the two hangs up.
func (p *Proxy) carry(ctx context.Context, client *conn) {
	defer client.Close()
	server, err := (&net.Dialer{}).DialContext(ctx, "tcp", p.upstream)
	if err != nil {
		client.reset()
		return
	}
	defer server.Close()
	there, back := func() error { _, err := io.Copy(server, client); return err }, func() error { _, err := io.Copy(client, server); return err }
	if p.kind == Mongo {
		asked := &commands{proxy: p, client: client, server: server, failing: map[int32]bool{}}
		there, back = asked.there, asked.back
	}
	ended := make(chan error, 2)
	go func() { ended <- there() }()
	go func() { ended <- back() }()
	// How it ended is for the two sides: each sees its connection end.
	<-ended
}
