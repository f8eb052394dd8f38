package main

import (
	"net/http"
	"strings"
	"sync"
	"time"

	"traject.nl/tools/figures"
)

// taken is how long the requests of one kind took (ms), with when they began, and how many were not answered well.
type taken struct {
	at     []time.Time
	ms     figures.Sample
	failed int
	why    error
}

// meter sends requests and remembers how long each took.
type meter struct {
	next http.RoundTripper

	mu    sync.Mutex
	kinds map[string]*taken
	// since are those since the last look.
	since map[string]figures.Sample
}

func newMeter() *meter { return &meter{kinds: map[string]*taken{}, since: map[string]figures.Sample{}} }

// kindsShown are the kinds of requests, as they are shown.
var kindsShown = []string{"submit", "act", "dossier", "read", "page"}

// kindOf a request; empty for what is not measured, such as for signing in.
func kindOf(r *http.Request) string {
	path := r.URL.Path
	switch {
	case r.Method == http.MethodPost && path == "/v1/cases":
		return "submit"
	case r.Method == http.MethodPost && strings.HasPrefix(path, "/v1/cases/"):
		return "act"
	case r.Method != http.MethodGet && strings.HasPrefix(path, "/v1/"):
		return "dossier"
	case r.Method == http.MethodGet && strings.HasPrefix(path, "/v1/"):
		return "read"
	case path == "/" || strings.HasPrefix(path, "/zaken"):
		return "page"
	}
	return ""
}

// RoundTrip implements http.RoundTripper. It takes until the head of the answer is there.
func (m *meter) RoundTrip(r *http.Request) (*http.Response, error) {
	began := time.Now()
	answer, err := m.next.RoundTrip(r)
	took := float64(time.Since(began).Microseconds()) / 1000
	kind := kindOf(r)
	if kind == "" || r.Context().Err() != nil {
		return answer, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	all := m.kind(kind)
	all.at, all.ms = append(all.at, began), append(all.ms, took)
	m.since[kind] = append(m.since[kind], took)
	if err != nil || answer.StatusCode >= http.StatusInternalServerError {
		all.failed++
	}
	return answer, err
}

func (m *meter) kind(name string) *taken {
	if m.kinds[name] == nil {
		m.kinds[name] = new(taken)
	}
	return m.kinds[name]
}

// fail remembers what was answered, and not well.
func (m *meter) fail(kind string, why error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	all := m.kind(kind)
	all.failed++
	all.why = why
}

// take what was measured since the last time.
func (m *meter) take() map[string]figures.Sample {
	m.mu.Lock()
	defer m.mu.Unlock()
	since := m.since
	m.since = map[string]figures.Sample{}
	return since
}
