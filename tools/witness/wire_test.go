package witness

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
func served(t *testing.T, answer http.HandlerFunc) (*journey.Traject, *Wire) {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	w := NewWire()
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
	sum := w.Between(time.Time{}, time.Now().Add(time.Second))
	if sum.Requests != 2 || sum.Failed != 1 || sum.Why["503"] != 1 {
		t.Errorf("traffic: %+v", sum)
	}
	if acts := w.Acts("c1"); len(acts) != 1 || acts[0].Version != 3 || w.Count() != 1 {
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
	if got := Reason(errors.New("dial tcp 10.1.2.3:80: connect: connection refused")); got != "connection refused" {
		t.Errorf("got %q", got)
	}
}
