// Package notificationstest has what every store of notices must do, as one suite, and a store in memory that does it.
package notificationstest

import (
	"context"
	"slices"
	"sync"
	"time"

	"traject.nl/services/notifications"
)

// Memory is a store for tests.
type Memory struct {
	mu      sync.Mutex
	records []notifications.Record
	// FailSettle makes Settle fail once: as when the process dies after the mail server accepted.
	FailSettle error
}

// Claim implements notifications.Store.
func (m *Memory) Claim(_ context.Context, record notifications.Record) (notifications.Record, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if at := m.find(record.Key); at >= 0 {
		if m.records[at].Outcome == "" {
			m.records[at].Attempts++
		}
		return m.records[at], nil
	}
	record.Attempts = 1
	m.records = append(m.records, record)
	return record, nil
}

// Settle implements notifications.Store.
func (m *Memory) Settle(_ context.Context, key string, outcome notifications.Outcome, at time.Time, reply string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.FailSettle; err != nil {
		m.FailSettle = nil
		return err
	}
	if i := m.find(key); i >= 0 && m.records[i].Outcome == "" {
		m.records[i].Outcome, m.records[i].SettledAt, m.records[i].ServerReply = outcome, at, reply
	}
	return nil
}

// OfCase implements notifications.Store.
func (m *Memory) OfCase(_ context.Context, caseID string) ([]notifications.Record, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var found []notifications.Record
	for _, record := range m.records {
		if record.CaseID == caseID {
			found = append(found, record)
		}
	}
	slices.SortStableFunc(found, func(a, b notifications.Record) int { return a.ComposedAt.Compare(b.ComposedAt) })
	return found, nil
}

func (m *Memory) find(key string) int {
	return slices.IndexFunc(m.records, func(record notifications.Record) bool { return record.Key == key })
}
