// Package outages keeps when people could not reach Traject (Awb 2:21): then a term that they missed is not held against them, and ZOUT may
// give them longer. A probe looks at the portal from outside the path of any request, so that it also sees that nothing answers.
package outages

import (
	"context"
	"sync"
	"time"
)

// Chain is the case id under which the evidence of outages is kept.
const Chain = "portal"

// Outage is a time in which the portal did not answer.
type Outage struct {
	// ID is when it began.
	ID      string    `bson:"id"`
	BeganAt time.Time `bson:"beganAt"`
	// EndedAt is zero while it lasts.
	EndedAt time.Time `bson:"endedAt"`
	// Reason as an enum: "no-answer", "too-slow" or the HTTP status as in "http-503".
	Reason string `bson:"reason"`
}

func newOutage(at time.Time, reason string) Outage {
	at = at.UTC().Truncate(time.Millisecond)
	return Outage{ID: at.Format("20060102t150405.000"), BeganAt: at, Reason: reason}
}

// Store keeps the outages. There is one at a time.
type Store interface {
	// Begin keeps the beginning, unless one is going on already; it gives the one that is going on.
	Begin(ctx context.Context, outage Outage) (Outage, error)
	// Ongoing gives the one that is going on; false when there is none.
	Ongoing(ctx context.Context) (Outage, bool, error)
	// End keeps that it ended; the same again changes nothing.
	End(ctx context.Context, id string, at time.Time) error
	// Between gives the outages that lasted at some moment of that time, the last first.
	Between(ctx context.Context, from, to time.Time) ([]Outage, error)
}

// overlaps says whether the outage lasted at some moment of the time, the end not included.
func (o Outage) overlaps(from, to time.Time) bool {
	return o.BeganAt.Before(to) && (o.EndedAt.IsZero() || !o.EndedAt.Before(from))
}

// memory is a store for tests.
type memory struct {
	mu  sync.Mutex
	all []Outage
}

// Memory makes a store that is gone when the process ends.
func Memory() Store { return &memory{} }

// Begin implements Store.
func (m *memory) Begin(_ context.Context, outage Outage) (Outage, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if last := len(m.all) - 1; last >= 0 && m.all[last].EndedAt.IsZero() {
		return m.all[last], nil
	}
	m.all = append(m.all, outage)
	return outage, nil
}

// Ongoing implements Store.
func (m *memory) Ongoing(context.Context) (Outage, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if last := len(m.all) - 1; last >= 0 && m.all[last].EndedAt.IsZero() {
		return m.all[last], true, nil
	}
	return Outage{}, false, nil
}

// End implements Store.
func (m *memory) End(_ context.Context, id string, at time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := range m.all {
		if m.all[i].ID == id && m.all[i].EndedAt.IsZero() {
			m.all[i].EndedAt = at
		}
	}
	return nil
}

// Between implements Store.
func (m *memory) Between(_ context.Context, from, to time.Time) ([]Outage, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var found []Outage
	for i := len(m.all) - 1; i >= 0; i-- {
		if m.all[i].overlaps(from, to) {
			found = append(found, m.all[i])
		}
	}
	return found, nil
}
