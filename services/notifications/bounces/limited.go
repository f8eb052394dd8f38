package bounces

import (
	"net"
	"sync"
)

// limited accepts a connection only when there is a place for it.
type limited struct {
	net.Listener
	places chan struct{}
}

// Accept implements net.Listener.
func (l *limited) Accept() (net.Conn, error) {
	l.places <- struct{}{}
	accepted, err := l.Listener.Accept()
	if err != nil {
		<-l.places
		return nil, err
	}
	return &placed{Conn: accepted, leave: sync.OnceFunc(func() { <-l.places })}, nil
}

// placed gives its place back when it closes.
type placed struct {
	net.Conn
	leave func()
}

// Close implements net.Conn.
func (p *placed) Close() error {
	defer p.leave()
	return p.Conn.Close()
}
