// Package livetest has what tests of live streams need: announcements in memory, and a clock that the test drives.
package livetest

import (
	"context"
	"slices"
	"strconv"
	"sync"
	"time"

	"traject.nl/services/platform/live"
)

// Memory keeps announcements as live.Store does.
type Memory struct {
	mu      sync.Mutex
	changes map[string]live.Change
	queries int
	marks   int
}

// NewMemory makes an empty store.
func NewMemory() *Memory { return &Memory{changes: map[string]live.Change{}} }

// Announce keeps a change, unless a newer one of the same id is there.
func (m *Memory) Announce(_ context.Context, change live.Change) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.changes[change.ID].Version < change.Version {
		change.At = change.At.UTC()
		m.changes[change.ID] = change
	}
	m.marks++
	return nil
}

// Changes implements live.Changes.
func (m *Memory) Changes(_ context.Context, since time.Time) ([]live.Change, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.queries++
	var changes []live.Change
	for _, change := range m.changes {
		if !change.At.Before(since) {
			changes = append(changes, change)
		}
	}
	slices.SortFunc(changes, func(a, b live.Change) int { return a.At.Compare(b.At) })
	return changes, nil
}

// Mark implements live.Changes.
func (m *Memory) Mark(context.Context) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.queries++
	if m.marks == 0 {
		return "", nil
	}
	return strconv.Itoa(m.marks), nil
}

// Queries is how often somebody asked for changes so far.
func (m *Memory) Queries() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.queries
}
