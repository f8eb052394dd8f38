package upstream

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"traject.nl/services/platform/edge"
)

// replica is one of a service; it keeps the keys of the acts that reached it.
type replica struct {
	name    string
	address string
	stop    func()
	mu      sync.Mutex
	keys    []string
}

func startReplica(t *testing.T, name string) *replica {
	t.Helper()
	r := &replica{name: name}
	listener, err := edge.Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r.address = listener.Addr().String()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- edge.Serve(ctx, listener, r) }()
	r.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("replica %s: %v", name, err)
		}
	})
	t.Cleanup(r.stop)
	return r
}

func (r *replica) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	if request.Method == http.MethodPost {
		r.mu.Lock()
		r.keys = append(r.keys, request.Header.Get("Idempotency-Key"))
		r.mu.Unlock()
		_ = json.NewEncoder(w).Encode(map[string]any{"caseId": r.name, "version": 1})
		return
	}
	_ = json.NewEncoder(w).Encode(map[string]any{"id": r.name})
}

// cluster is the address of a service: it leads each new connection to a replica, as a Service of Kubernetes does. Like there,
// it may for a while lead to one that is gone.
type cluster struct {
	*http.Transport
	to atomic.Pointer[[]string]
	n  atomic.Int64
}

func (c *cluster) lead(to ...string) { c.to.Store(&to) }

func (c *cluster) dial(ctx context.Context, network, _ string) (net.Conn, error) {
	to := *c.to.Load()
	return (&net.Dialer{}).DialContext(ctx, network, to[int(c.n.Add(1)-1)%len(to)])
}

func newCluster(to ...*replica) (*cluster, *Cases) {
	c := &cluster{Transport: &http.Transport{}}
	c.DialContext = c.dial
	addresses := make([]string, len(to))
	for i, one := range to {
		addresses[i] = one.address
	}
	c.lead(addresses...)
	return c, NewCases("http://cases", &http.Client{Transport: repeating{c, make([]time.Duration, len(pauses))}})
}

func TestCallsGoOnWhenAReplicaStopsBetweenTwo(t *testing.T) {
	first, second := startReplica(t, "first"), startReplica(t, "second")
	service, cases := newCluster(first)
	if got, err := cases.Get(t.Context(), "token", "k3v9"); err != nil || got.ID != "first" {
		t.Fatalf("got %v, %v", got, err)
	}
	// It stops, and its address is still handed out once.
	service.lead(first.address, second.address)
	service.n.Store(0)
	first.stop()
	if got, err := cases.Act(t.Context(), "token", "key-1", "k3v9", "complete", map[string]any{}); err != nil || got.CaseID != "second" {
		t.Errorf("an act: %v, %v", got, err)
	}
	if got, err := cases.Get(t.Context(), "token", "k3v9"); err != nil || got.ID != "second" {
		t.Errorf("a read: %v, %v", got, err)
	}
}

func TestAReadFindsTheNextReplicaWhenItsConnectionIsRefused(t *testing.T) {
	first, second := startReplica(t, "first"), startReplica(t, "second")
	_, cases := newCluster(first, second)
	first.stop()
	if got, err := cases.Get(t.Context(), "token", "k3v9"); err != nil || got.ID != "second" {
		t.Errorf("got %v, %v", got, err)
	}
}

// killed takes one request on each connection, and dies without an answer.
func killed(t *testing.T, asked *atomic.Int64) string {
	t.Helper()
	listener, err := edge.Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			_, _ = connection.Read(make([]byte, 1))
			asked.Add(1)
			_ = connection.(*net.TCPConn).SetLinger(0) // a reset, as when the process is killed
			_ = connection.Close()
		}
	}()
	return listener.Addr().String()
}

func TestAnActIsSentAgainWithItsKeyWhenItsReplicaIsKilled(t *testing.T) {
	var asked atomic.Int64
	second := startReplica(t, "second")
	service, cases := newCluster()
	service.lead(killed(t, &asked), second.address)
	if got, err := cases.Act(t.Context(), "token", "key-1", "k3v9", "complete", map[string]any{"reason": "x"}); err != nil || got.CaseID != "second" {
		t.Fatalf("got %v, %v", got, err)
	}
	if asked.Load() != 1 || strings.Join(second.keys, ",") != "key-1" {
		t.Errorf("the killed one was asked %d times, the other has the keys %v", asked.Load(), second.keys)
	}
}

func TestWhatMayBeDoneOnceOnlyIsNotSentAgain(t *testing.T) {
	var asked atomic.Int64
	second := startReplica(t, "second")
	service, cases := newCluster()
	service.lead(killed(t, &asked), second.address)
	_, err := cases.json(t.Context(), call{method: http.MethodPost, path: "/v1/unkeyed", body: map[string]any{}}, nil)
	if Status(err) != http.StatusServiceUnavailable || len(second.keys) != 0 {
		t.Errorf("got %v, the other replica was asked %d times", err, len(second.keys))
	}
	service.n.Store(0)
	if _, err := cases.json(t.Context(), call{method: http.MethodPost, path: "/v1/asks", body: map[string]any{}, again: true}, nil); err != nil {
		t.Errorf("a POST that only asks: %v", err)
	}
	if len(second.keys) != 1 || second.keys[0] != "" {
		t.Errorf("keys: %q", second.keys)
	}
}

func TestWhenNoReplicaIsLeftTheCallEndsAfterAFewTries(t *testing.T) {
	tries := 0
	refused := &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}
	transport := repeating{next: roundTrip(func(*http.Request) (*http.Response, error) { tries++; return nil, refused }), pauses: make([]time.Duration, 3)}
	cases := NewCases("http://cases", &http.Client{Transport: transport})
	if _, err := cases.Get(t.Context(), "token", "k3v9"); !errors.Is(err, syscall.ECONNREFUSED) || tries != 4 {
		t.Errorf("got %v after %d tries", err, tries)
	}
	// A file that streams through cannot be read twice.
	tries = 0
	documents := NewDocuments("http://documents", &http.Client{Transport: transport})
	if _, err := documents.AddFile(t.Context(), "token", "key-1", "k3v9", "", "report", "a.pdf", io.LimitReader(strings.NewReader("%PDF"), 4)); err == nil || tries != 1 {
		t.Errorf("got %v after %d tries", err, tries)
	}
}

func TestWhoLeftIsNotAskedForAgain(t *testing.T) {
	ctx, leave := context.WithCancel(t.Context())
	tries := 0
	transport := repeating{next: roundTrip(func(*http.Request) (*http.Response, error) { tries++; leave(); return nil, io.EOF }), pauses: make([]time.Duration, 3)}
	if _, err := NewCases("http://cases", &http.Client{Transport: transport}).Get(ctx, "token", "k3v9"); err == nil || tries != 1 {
		t.Errorf("got %v after %d tries", err, tries)
	}
}

// roundTrip is a transport of one function.
type roundTrip func(*http.Request) (*http.Response, error)

func (r roundTrip) RoundTrip(request *http.Request) (*http.Response, error) { return r(request) }
