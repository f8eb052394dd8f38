package edge_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"traject.nl/services/platform/edge"
)

// supply is a part that can be away.
type supply struct{ away atomic.Bool }

func (s *supply) ready(name string, needed bool) edge.Ready {
	return edge.Ready{Name: name, Needed: needed, Check: func(context.Context) error {
		if s.away.Load() {
			return errors.New("dial tcp 10.0.0.7:27017: refused")
		}
		return nil
	}}
}

func mustAnswer(t *testing.T, engine http.Handler, path string, status int, texts ...string) {
	t.Helper()
	got := ask(engine, httptest.NewRequest(http.MethodGet, path, nil))
	if got.Code != status {
		t.Errorf("%s: %d, want %d: %s", path, got.Code, status, got.Body)
	}
	for _, text := range texts {
		if !strings.Contains(got.Body.String(), text) {
			t.Errorf("%s does not say %s: %s", path, text, got.Body)
		}
	}
	if strings.Contains(got.Body.String(), "10.0.0.7") {
		t.Errorf("%s shows the cause: %s", path, got.Body)
	}
}

func TestWithoutWhatItNeedsAServiceIsNotReadyButLives(t *testing.T) {
	logs := captureLogs(t)
	var store, processes supply
	store.away.Store(true)
	engine := service(t, fine, store.ready("mongo", true), processes.ready("temporal", false))
	mustAnswer(t, engine, "/readyz", http.StatusServiceUnavailable, `"mongo":"not ready"`, `"temporal":"ready"`)
	mustAnswer(t, engine, "/healthz", http.StatusOK)
	if !strings.Contains(logs.String(), "10.0.0.7") {
		t.Errorf("the cause is not in the log: %s", logs)
	}
	store.away.Store(false)
	mustAnswer(t, engine, "/readyz", http.StatusOK, `"mongo":"ready"`)
}

func TestPeopleReadOnWhileTemporalIsAway(t *testing.T) {
	captureLogs(t)
	var store, processes supply
	processes.away.Store(true)
	engine := service(t, fine, store.ready("mongo", true), processes.ready("temporal", false))
	mustAnswer(t, engine, "/readyz", http.StatusOK, `"mongo":"ready"`, `"temporal":"not ready"`)
}

func TestAProcessHasStartedOnceEveryPartAnsweredAndStaysSo(t *testing.T) {
	captureLogs(t)
	var store, processes supply
	processes.away.Store(true)
	engine := service(t, fine, store.ready("mongo", true), processes.ready("temporal", false))
	mustAnswer(t, engine, "/startz", http.StatusServiceUnavailable, `"mongo":"ready"`, `"temporal":"not ready"`)
	// The parts need not answer at the same moment.
	processes.away.Store(false)
	store.away.Store(true)
	mustAnswer(t, engine, "/startz", http.StatusOK, `"temporal":"ready"`)
	processes.away.Store(true)
	mustAnswer(t, engine, "/startz", http.StatusOK, "started")
}

func TestAPartThatHangsDoesNotMakeAnotherLookAway(t *testing.T) {
	captureLogs(t)
	hangs := edge.Ready{Name: "temporal", Check: func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }}
	var store supply
	engine := service(t, fine, hangs, store.ready("mongo", true))
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	got := ask(engine, httptest.NewRequestWithContext(ctx, http.MethodGet, "/readyz", nil))
	if want := `{"mongo":"ready","temporal":"not ready"}`; got.Code != http.StatusOK || got.Body.String() != want {
		t.Errorf("%d %s, want %s", got.Code, got.Body, want)
	}
}
