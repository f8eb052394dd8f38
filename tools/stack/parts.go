package stack

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"
)

// stopTime is how long one part may take to stop before the stack goes on without it.
const stopTime = 20 * time.Second

// parts of a stack, in the order in which they were started.
type parts struct {
	failed chan error

	mu      sync.Mutex
	running []part
}

// part that runs.
type part struct {
	name string
	stop func() error
}

func newParts() *parts { return &parts{failed: make(chan error, 16)} }

// started remembers how to stop a part.
func (p *parts) started(name string, stop func() error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.running = append(p.running, part{name, stop})
}

// Failed tells when a part ended by itself, and why.
func (p *parts) Failed() <-chan error { return p.failed }

// Stop stops everything, the last started first, each within a bounded time.
func (p *parts) Stop() error {
	p.mu.Lock()
	running := p.running
	p.running = nil
	p.mu.Unlock()
	var errs []error
	for _, one := range slices.Backward(running) {
		if err := within(stopTime, one.stop); err != nil {
			errs = append(errs, fmt.Errorf("stopping %s: %w", one.name, err))
		}
	}
	return errors.Join(errs...)
}

func within(limit time.Duration, stop func() error) error {
	ended := make(chan error, 1)
	go func() { ended <- stop() }()
	select {
	case err := <-ended:
		return err
	case <-time.After(limit):
		return fmt.Errorf("not stopped after %s", limit)
	}
}

// background runs a part until the stack stops. When the part ends by itself, its end is told on the channel and to the stack.
func (p *parts) background(name string, run func(context.Context) error) <-chan error {
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		err := run(ctx)
		if ctx.Err() != nil {
			ended <- nil
			return
		}
		err = fmt.Errorf("%s ended by itself: %w", name, cmpError(err))
		ended <- err
		p.failed <- err
	}()
	p.started(name, func() error {
		cancel()
		<-stopped
		return nil
	})
	return ended
}

// cmpError gives an end without a reason a reason.
func cmpError(err error) error {
	if err == nil {
		return errors.New("without an error")
	}
	return err
}

// serve starts a small HTTP server of the stack itself.
func (p *parts) serve(name string, listener net.Listener, handler http.Handler) {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			p.failed <- err
		}
	}()
	p.started(name, func() error {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		if err := server.Shutdown(ctx); err != nil {
			return server.Close()
		}
		return nil
	})
}
