package edge_test

import (
	"context"
	"net"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"traject.nl/services/platform/edge"
)

// inMemory is a listener whose connections exist in this process only, so that a test can hold the time.
type inMemory struct {
	connections chan net.Conn
	closed      chan struct{}
	once        sync.Once
}

func newInMemory() *inMemory {
	return &inMemory{connections: make(chan net.Conn), closed: make(chan struct{})}
}

func (l *inMemory) Accept() (net.Conn, error) {
	select {
	case connection := <-l.connections:
		return connection, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

func (l *inMemory) Close() error {
	l.once.Do(func() { close(l.closed) })
	return nil
}

func (l *inMemory) Addr() net.Addr { return &net.UnixAddr{Name: "memory", Net: "unix"} }

// client asks over such connections.
func (l *inMemory) client() *http.Client {
	return &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		ours, theirs := net.Pipe()
		select {
		case l.connections <- theirs:
			return ours, nil
		case <-l.closed:
			return nil, &net.OpError{Op: "dial", Err: net.ErrClosed}
		}
	}}}
}

// stopWhile starts a service, asks it something, tells it to stop, and gives how long the stop took and how it ended.
func stopWhile(t *testing.T, answer http.HandlerFunc) (took time.Duration, err error) {
	t.Helper()
	listener, arrived := newInMemory(), make(chan struct{})
	ctx, stop := context.WithCancel(t.Context())
	served, asked := make(chan error, 1), make(chan struct{})
	go func() {
		served <- edge.Serve(ctx, listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			close(arrived)
			answer(w, r)
		}))
	}()
	client := listener.client()
	defer client.CloseIdleConnections()
	go func() {
		defer close(asked)
		if response, err := client.Get("http://cases/"); err == nil {
			response.Body.Close()
		}
	}()
	<-arrived
	begun := time.Now()
	stop()
	err = <-served
	took = time.Since(begun)
	<-asked
	return took, err
}

func TestAStreamEndsTwoSecondsAfterTheSignalToStop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		took, err := stopWhile(t, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
		if err != nil || took < 2*time.Second || took > 3*time.Second {
			t.Errorf("it took %s: %v", took, err)
		}
	})
}

func TestARequestThatNeverEndsHoldsUpAStopForTenSecondsAtMost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		never := make(chan struct{})
		took, err := stopWhile(t, func(http.ResponseWriter, *http.Request) { <-never })
		if err == nil || took != 10*time.Second {
			t.Errorf("it took %s: %v", took, err)
		}
		close(never)
	})
}
