package edge_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gin-gonic/gin"

	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/limits"
)

// pipes is a listener of connections within a test, whose deadlines go by the test's own time.
type pipes struct {
	connect chan net.Conn
	closed  chan struct{}
}

func (p pipes) Accept() (net.Conn, error) {
	select {
	case conn := <-p.connect:
		return conn, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}
func (p pipes) Close() error {
	close(p.closed)
	return nil
}
func (p pipes) Addr() net.Addr { return &net.TCPAddr{} }

// trickle sends pieces with pauses in between, until the connection or the test ends.
func trickle(ctx context.Context, client net.Conn, pause time.Duration, pieces ...string) {
	next := time.NewTicker(pause)
	defer next.Stop()
	for _, piece := range pieces {
		if _, err := io.WriteString(client, piece); err != nil {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-next.C:
		}
	}
}

// atHome serves a handler in a bubble of time; use gets one connection to it.
func atHome(t *testing.T, handle func(http.ResponseWriter, *http.Request) error, use func(ctx context.Context, client net.Conn, handled <-chan error)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		handled := make(chan error, 1)
		handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handled <- handle(w, r) })
		listener := pipes{make(chan net.Conn), make(chan struct{})}
		ctx, stop := context.WithCancel(t.Context())
		served := make(chan error, 1)
		go func() { served <- edge.Serve(ctx, listener, handler) }()
		client, server := net.Pipe()
		listener.connect <- server
		use(ctx, client, handled)
		_ = client.Close()
		stop()
		if err := <-served; err != nil {
			t.Errorf("serve: %v", err)
		}
	})
}

// cutOff reads until the server closes the connection, and says after how long that was.
func cutOff(client net.Conn) time.Duration {
	begun := time.Now()
	_, _ = io.Copy(io.Discard, client)
	return time.Since(begun)
}

func TestWhoIsSlowWithTheHeadOfARequestIsCutOff(t *testing.T) {
	atHome(t, func(http.ResponseWriter, *http.Request) error { t.Error("half a head is handled"); return nil }, func(ctx context.Context, client net.Conn, handled <-chan error) {
		go trickle(ctx, client, 4*time.Second, "GET / HTTP/1.1\r\n", "Host: a\r\n", "X-A: a\r\n", "X-B: b\r\n", "X-C: c\r\n")
		if after := cutOff(client); after < 9*time.Second || after > 12*time.Second {
			t.Errorf("cut off after %s", after)
		}
	})
}

func TestWhoIsSlowWithABodyIsCutOff(t *testing.T) {
	atHome(t, func(_ http.ResponseWriter, r *http.Request) error {
		_, err := io.ReadAll(r.Body)
		return err
	}, func(ctx context.Context, client net.Conn, handled <-chan error) {
		begun := time.Now()
		go func() { _, _ = io.Copy(io.Discard, client) }()
		_, _ = io.WriteString(client, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n")
		go trickle(ctx, client, 20*time.Second, strings.Split(strings.Repeat("x", 100), "")...)
		if err := <-handled; err == nil || time.Since(begun) > 6*time.Minute {
			t.Errorf("the body was read until %s: %v", time.Since(begun), err)
		}
	})
}

func TestWhoDoesNotReadAnAnswerIsCutOff(t *testing.T) {
	atHome(t, func(w http.ResponseWriter, _ *http.Request) error {
		_, err := w.Write(bytes.Repeat([]byte("x"), 1<<20))
		return err
	}, func(_ context.Context, client net.Conn, handled <-chan error) {
		begun := time.Now()
		_, _ = io.WriteString(client, "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
		if err := <-handled; err == nil || time.Since(begun) > 11*time.Minute {
			t.Errorf("the answer was kept for %s: %v", time.Since(begun), err)
		}
	})
}

func TestAStreamMayLastAndIsCutOffWhenItIsNotRead(t *testing.T) {
	atHome(t, func(w http.ResponseWriter, r *http.Request) error {
		stream := edge.NewStream(r.Context(), w)
		defer stream.End()
		for {
			select {
			case <-r.Context().Done():
				return fmt.Errorf("the request ended: %w", r.Context().Err())
			case <-time.After(time.Minute):
			}
			if _, err := io.WriteString(stream, "data: x\n\n"); err != nil {
				return err
			}
		}
	}, func(ctx context.Context, client net.Conn, handled <-chan error) {
		_, _ = io.WriteString(client, "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
		reader := bufio.NewReader(client)
		for heard := 0; heard < 30; {
			line, err := reader.ReadString('\n')
			if err != nil {
				t.Fatalf("the stream ended after %d events, with the handler: %v", heard, <-handled)
			}
			if strings.HasPrefix(line, "data:") {
				heard++
			}
		}
		stopped := time.Now()
		err := <-handled
		// A minute until the next event, and the time that it may take to go out.
		if after := time.Since(stopped); err == nil || after > time.Minute+edge.StreamWriteTime+time.Second {
			t.Errorf("who no longer read was kept for %s: %v", after, err)
		}
	})
}

func TestAHeadThatIsTooLargeIsRefused(t *testing.T) {
	atHome(t, func(http.ResponseWriter, *http.Request) error { t.Error("a head of a megabyte is handled"); return nil }, func(ctx context.Context, client net.Conn, handled <-chan error) {
		go func() {
			_, _ = io.WriteString(client, "GET / HTTP/1.1\r\nHost: a\r\nCookie: "+strings.Repeat("x", 1<<20)+"\r\n\r\n")
		}()
		answer, err := http.ReadResponse(bufio.NewReader(client), nil)
		if err != nil || answer.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
			t.Fatalf("answer %+v, %v", answer, err)
		}
		_ = answer.Body.Close()
	})
}

func TestWhoDoesTooMuchHearsWhenToTryAgain(t *testing.T) {
	router := service(t, fine)
	router.GET("/greedy", func(c *gin.Context) { edge.Abort(c, &limits.Refused{Kind: limits.Person, After: 7 * time.Second}) })
	got := ask(router, httptest.NewRequest(http.MethodGet, "/greedy", nil))
	problem := mustBeProblem(t, got, http.StatusTooManyRequests)
	if got.Header().Get("Retry-After") != "7" || !strings.Contains(problem.Detail, "Wacht 7 seconden") {
		t.Errorf("Retry-After %q: %s", got.Header().Get("Retry-After"), problem.Detail)
	}
}
