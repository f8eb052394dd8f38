package cluster

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"traject.nl/tools/journey"
)

// served is a Traject whose cases service answers like this.
func served(t *testing.T, answer http.HandlerFunc) (*journey.Traject, *wire) {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	w := newWire()
	return &journey.Traject{
		Cases: server.URL, Patience: 10 * time.Second, HTTP: &http.Client{Transport: w},
		Token: func(context.Context, string) (string, error) { return "token", nil },
	}, w
}

func TestARequestThatIsSentAgainCountsOnceAsAccepted(t *testing.T) {
	var asked atomic.Int64
	traject, w := served(t, func(out http.ResponseWriter, _ *http.Request) {
		if asked.Add(1) == 1 {
			out.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		fmt.Fprint(out, `{"caseId":"c1","version":3,"receiptId":"r1"}`)
	})
	if _, err := traject.As("kantoor").Act(t.Context(), "c1", "key-12345", "decision", nil); err != nil {
		t.Fatal(err)
	}
	sum := w.between(time.Time{}, time.Now().Add(time.Second))
	if sum.Requests != 2 || sum.Failed != 1 || sum.Why["503"] != 1 {
		t.Errorf("traffic: %+v", sum)
	}
	if acts := w.acts("c1"); len(acts) != 1 || acts[0].Version != 3 || w.accepted() != 1 {
		t.Errorf("acts: %+v", acts)
	}
}

func TestAnotherAnswerUnderTheSameKeyIsAFault(t *testing.T) {
	var version atomic.Int64
	traject, w := served(t, func(out http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(out, `{"caseId":"c1","version":%d}`, version.Add(1))
	})
	for range 2 {
		if _, err := traject.As("kantoor").Act(t.Context(), "c1", "key-12345", "decision", nil); err != nil {
			t.Fatal(err)
		}
	}
	if len(w.differs) != 1 || !strings.Contains(w.differs[0], "version 1, and later with 2") {
		t.Errorf("differs: %v", w.differs)
	}
}

func TestWhyThereIsNoAnswerIsToldWithoutAddresses(t *testing.T) {
	if got := reason(errors.New("dial tcp 10.1.2.3:80: connect: connection refused")); got != "connection refused" {
		t.Errorf("got %q", got)
	}
}

func TestAFollowerComesBackAndSaysWhatItSawLast(t *testing.T) {
	lasts := make(chan string, 8)
	server := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		last := r.Header.Get("Last-Event-ID")
		lasts <- last
		version := 1
		if last == "1" {
			version = 2
		}
		fmt.Fprintf(out, "retry: 2000\n\nid: %d\nevent: case\ndata: {\"caseId\":\"c1\",\"version\":%d}\n\n", version, version)
		if version == 2 {
			out.(http.Flusher).Flush()
			<-r.Context().Done()
		}
	}))
	defer server.Close()
	f, err := follow(t.Context(), server.URL, func(context.Context) (string, error) { return "token", nil })
	if err != nil {
		t.Fatal(err)
	}
	defer f.close()
	if _, err := f.await(t.Context(), 2, 20*time.Second); err != nil {
		t.Fatal(err)
	}
	seen, connections := f.sightings()
	if first, second := <-lasts, <-lasts; first != "" || second != "1" || connections != 2 || len(seen) != 2 {
		t.Errorf("asked for what came after %q and %q, connected %d times, saw %v", first, second, connections, seen)
	}
}
