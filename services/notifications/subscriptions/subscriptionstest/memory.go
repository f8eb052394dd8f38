// Package subscriptionstest has what every store of subscriptions must do, as one suite, and a store in memory that does it.
package subscriptionstest

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"traject.nl/services/notifications/subscriptions"
)

// Memory is a store for tests. Its zero value is empty.
type Memory struct {
	mu   sync.Mutex
	kept map[string]subscriptions.Subscription
	last map[string]subscriptions.Last
}

// Insert implements subscriptions.Store.
func (m *Memory) Insert(_ context.Context, subscription subscriptions.Subscription) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.kept == nil {
		m.kept, m.last = map[string]subscriptions.Subscription{}, map[string]subscriptions.Last{}
	}
	if _, ok := m.kept[subscription.ID]; ok {
		return subscriptions.ErrExists
	}
	m.kept[subscription.ID] = subscription
	return nil
}

// Find implements subscriptions.Store.
func (m *Memory) Find(_ context.Context, id string) (subscriptions.Subscription, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	found, ok := m.kept[id]
	if !ok {
		return found, subscriptions.ErrNotFound
	}
	return found, nil
}

// Of implements subscriptions.Store.
func (m *Memory) Of(_ context.Context, party string) ([]subscriptions.Subscription, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var found []subscriptions.Subscription
	for _, one := range m.kept {
		if party == "" || one.Party == party {
			found = append(found, one)
		}
	}
	slices.SortFunc(found, func(a, b subscriptions.Subscription) int {
		return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), cmp.Compare(a.ID, b.ID))
	})
	return found, nil
}

// Replace implements subscriptions.Store.
func (m *Memory) Replace(_ context.Context, subscription subscriptions.Subscription) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	found, ok := m.kept[subscription.ID]
	if !ok || found.Version != subscription.Version {
		return subscriptions.ErrChanged
	}
	subscription.Version++
	m.kept[subscription.ID] = subscription
	return nil
}

// Delete implements subscriptions.Store.
func (m *Memory) Delete(_ context.Context, id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.kept, id)
	delete(m.last, id)
	return nil
}

// Attempted implements subscriptions.Store.
func (m *Memory) Attempted(_ context.Context, id string, last subscriptions.Last) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.last == nil {
		m.last = map[string]subscriptions.Last{}
	}
	m.last[id] = last
	return nil
}

// Last implements subscriptions.Store.
func (m *Memory) Last(_ context.Context, id string) (subscriptions.Last, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.last[id], nil
}
