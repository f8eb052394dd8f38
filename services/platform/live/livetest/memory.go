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
	journal []live.Change
	beside  int64
	queries int
}

// NewMemory makes an empty store.
func NewMemory() *Memory { return &Memory{changes: map[string]live.Change{}} }

// Announce keeps a change, unless a newer one of the same id is there.
func (m *Memory) Announce(_ context.Context, change live.Change) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.keep(change)
	m.journal = append(m.journal, m.changes[change.ID])
	return nil
}

// AnnounceBeside does so as a release that keeps no journal.
func (m *Memory) AnnounceBeside(change live.Change) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.keep(change)
	m.beside++
}

func (m *Memory) keep(change live.Change) {
	if m.changes[change.ID].Version < change.Version {
		change.At = change.At.UTC()
		m.changes[change.ID] = change
	}
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

// All implements live.Changes.
func (m *Memory) All(ctx context.Context) ([]live.Change, error) { return m.Changes(ctx, time.Time{}) }

// Entries implements live.Changes.
func (m *Memory) Entries(_ context.Context, after, through int64) ([]live.Change, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.queries++
	return slices.Clone(m.journal[after:through]), nil
}

// Mark implements live.Changes.
func (m *Memory) Mark(context.Context) (live.Mark, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.queries++
	mark := live.Mark{Tail: int64(len(m.journal)), Beside: m.beside}
	if mark != (live.Mark{}) {
		mark.Name = "journal/" + strconv.FormatInt(mark.Tail, 10)
	}
	return mark, nil
}

// Queries is how often somebody asked for changes so far.
func (m *Memory) Queries() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.queries
}
