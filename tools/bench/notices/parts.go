package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"time"

	"github.com/emersion/go-smtp"

	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
)

// arrivals are the moments at which something came in, by what it was about.
type arrivals struct {
	mu    sync.Mutex
	times map[string]time.Time
	count int
	more  chan struct{}
}

func newArrivals() *arrivals {
	return &arrivals{times: map[string]time.Time{}, more: make(chan struct{}, 1)}
}

func (a *arrivals) came(about string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if _, before := a.times[about]; !before {
		a.times[about] = time.Now()
	}
	a.count++
	select {
	case a.more <- struct{}{}:
	default:
	}
}

// await waits until so many different ones came, for at most five minutes.
func (a *arrivals) await(ctx context.Context, want int) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	defer cancel()
	for {
		a.mu.Lock()
		got := len(a.times)
		a.mu.Unlock()
		if got >= want {
			return nil
		}
		select {
		case <-a.more:
		case <-ctx.Done():
			return fmt.Errorf("%d of %d came", got, want)
		}
	}
}

// mailServer takes everything. A mail is about the address that it goes to: every party here has one of its own.
func startMail(took *arrivals) (port int, stop func() error, err error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, nil, err
	}
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &conversation{took: took}, nil }))
	go func() { _ = server.Serve(listener) }() // until it is closed
	return listener.Addr().(*net.TCPAddr).Port, server.Close, nil
}

type conversation struct {
	took *arrivals
	to   string
}

func (c *conversation) Reset()                               { c.to = "" }
func (c *conversation) Logout() error                        { return nil }
func (c *conversation) Mail(string, *smtp.MailOptions) error { return nil }

func (c *conversation) Rcpt(to string, _ *smtp.RcptOptions) error {
	c.to = to
	return nil
}

func (c *conversation) Data(body io.Reader) error {
	if _, err := io.Copy(io.Discard, body); err != nil {
		return err
	}
	c.took.came(c.to)
	return nil
}

// startReceiver takes the events of a municipality; one is about its id.
func startReceiver(took *arrivals) *httptest.Server {
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var event struct{ ID string }
		if err := json.NewDecoder(r.Body).Decode(&event); err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		took.came(event.ID)
	}))
}

// everythingHolds stands in for the processes.
type everythingHolds struct{}

// Hold implements notifications.Processes.
func (everythingHolds) Hold(_ context.Context, _, _ string, reasons []*notificationsv1.Reason) ([]bool, error) {
	hold := make([]bool, len(reasons))
	for i := range hold {
		hold[i] = true
	}
	return hold, nil
}
