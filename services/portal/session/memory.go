package session

import (
	"context"
	"slices"
	"sync"
	"time"
)

// Memory is a Store for tests and for a portal of one process that may forget its sessions.
type Memory struct {
	mu      sync.Mutex
	records map[string]Record
}

// NewMemory makes an empty one.
func NewMemory() *Memory { return &Memory{records: map[string]Record{}} }

// Put implements Store.
func (m *Memory) Put(_ context.Context, record Record) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.records[record.Hash] = record
	return nil
}

// Get implements Store.
func (m *Memory) Get(_ context.Context, hash string) (Record, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	record, ok := m.records[hash]
	if !ok {
		return Record{}, ErrNone
	}
	return record, nil
}

// Claim implements Store.
func (m *Memory) Claim(_ context.Context, hash string, version int64, now, until time.Time) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	record, ok := m.records[hash]
	if !ok || record.Version != version || record.RenewingUntil.After(now) {
		return false, nil
	}
	record.RenewingUntil = until
	m.records[hash] = record
	return true, nil
}

// Unclaim implements Store.
func (m *Memory) Unclaim(_ context.Context, hash string, version int64) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if record, ok := m.records[hash]; ok && record.Version == version {
		record.RenewingUntil = time.Time{}
		m.records[hash] = record
	}
	return nil
}

// Reseal implements Store.
func (m *Memory) Reseal(_ context.Context, hash string, version int64, sealed []byte) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	record, ok := m.records[hash]
	if !ok || record.Version != version {
		return false, nil
	}
	record.Sealed, record.Version, record.RenewingUntil = sealed, version+1, time.Time{}
	m.records[hash] = record
	return true, nil
}

// Touch implements Store.
func (m *Memory) Touch(_ context.Context, hash string, at time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if record, ok := m.records[hash]; ok {
		record.SeenAt = at
		m.records[hash] = record
	}
	return nil
}

// Delete implements Store.
func (m *Memory) Delete(_ context.Context, hash string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.records, hash)
	return nil
}

// Keep implements Store.
func (m *Memory) Keep(_ context.Context, of string, most int) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	var theirs []Record
	for _, record := range m.records {
		if record.Of == of {
			theirs = append(theirs, record)
		}
	}
	slices.SortFunc(theirs, func(a, b Record) int { return b.EndsAt.Compare(a.EndsAt) })
	for _, record := range theirs[min(most, len(theirs)):] {
		delete(m.records, record.Hash)
	}
	return nil
}

// Sweep implements Store.
func (m *Memory) Sweep(_ context.Context, seenBefore, endedBefore time.Time) (int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var swept int64
	for hash, record := range m.records {
		if record.SeenAt.Before(seenBefore) || record.EndsAt.Before(endedBefore) {
			delete(m.records, hash)
			swept++
		}
	}
	return swept, nil
}
