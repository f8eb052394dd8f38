// Package registrytest holds what every store of the registry must do, and a store in memory that does it.
package registrytest

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"

	"traject.nl/services/registry"
)

// Memory is a store for tests of what lies above it.
type Memory struct {
	mu    sync.Mutex
	lists map[registry.List]map[string]registry.Record
}

// NewMemory makes an empty store.
func NewMemory() *Memory { return &Memory{lists: map[registry.List]map[string]registry.Record{}} }

// All implements registry.Store.
func (m *Memory) All(_ context.Context, list registry.List) ([]registry.Record, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var records []registry.Record
	for _, record := range m.lists[list] {
		record = separate(record)
		record.History = nil
		records = append(records, record)
	}
	slices.SortFunc(records, func(a, b registry.Record) int { return strings.Compare(a.ID, b.ID) })
	return records, nil
}

// Find implements registry.Store.
func (m *Memory) Find(_ context.Context, list registry.List, id string) (registry.Record, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	found, ok := m.lists[list][id]
	if !ok {
		return registry.Record{}, registry.ErrAbsent
	}
	return separate(found), nil
}

// Add implements registry.Store.
func (m *Memory) Add(_ context.Context, list registry.List, record registry.Record) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, exists := m.lists[list][record.ID]; exists {
		return registry.ErrExists
	}
	if m.lists[list] == nil {
		m.lists[list] = map[string]registry.Record{}
	}
	m.lists[list][record.ID] = separate(record)
	return nil
}

// Replace implements registry.Store.
func (m *Memory) Replace(_ context.Context, list registry.List, record registry.Record) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	stored, ok := m.lists[list][record.ID]
	if !ok {
		return registry.ErrAbsent
	}
	if stored.Version != record.Version-1 {
		return registry.ErrStale
	}
	m.lists[list][record.ID] = separate(record)
	return nil
}

// separate copies what a record points at, so that the caller cannot write into the store.
func separate(record registry.Record) registry.Record {
	record.Fields = maps.Clone(record.Fields)
	record.Edited = slices.Clone(record.Edited)
	record.History = slices.Clone(record.History)
	return record
}
