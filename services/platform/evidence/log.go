package evidence

import (
	"context"
	"slices"
	"sync"
)

// Log keeps the chains of one service.
type Log interface {
	// Name of the log: "cases", "documents" or "notifications".
	Name() string
	// Append writes an entry at the end of the chain of its case. A key that the chain holds already changes nothing, and gives the entry
	// that is there.
	Append(ctx context.Context, entry Entry) (Entry, error)
	// OfCase gives the chain of a case, in its order; empty when there is none.
	OfCase(ctx context.Context, caseID string) ([]Entry, error)
	// Cases that have a chain, in alphabetical order.
	Cases(ctx context.Context) ([]string, error)
}

// memory is a Log for tests and benchmarks.
type memory struct {
	name   string
	mu     sync.Mutex
	chains map[string][]Entry
}

// Memory makes a log that is gone when the process ends.
func Memory(name string) Log { return &memory{name: name, chains: map[string][]Entry{}} }

// Name implements Log.
func (m *memory) Name() string { return m.name }

// Append implements Log.
func (m *memory) Append(_ context.Context, entry Entry) (Entry, error) {
	entry, err := entry.prepared(m.name)
	if err != nil {
		return Entry{}, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	chain := m.chains[entry.CaseID]
	if at := slices.IndexFunc(chain, func(e Entry) bool { return e.Key == entry.Key }); at >= 0 {
		return chain[at], nil
	}
	var last Entry
	if len(chain) > 0 {
		last = chain[len(chain)-1]
	}
	if entry, err = entry.after(last); err != nil {
		return Entry{}, err
	}
	m.chains[entry.CaseID] = append(chain, entry)
	return entry, nil
}

// OfCase implements Log.
func (m *memory) OfCase(_ context.Context, caseID string) ([]Entry, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.chains[caseID]), nil
}

// Cases implements Log.
func (m *memory) Cases(context.Context) ([]string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	cases := make([]string, 0, len(m.chains))
	for caseID := range m.chains {
		cases = append(cases, caseID)
	}
	slices.Sort(cases)
	return cases, nil
}
