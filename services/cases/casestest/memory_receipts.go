package casestest

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"traject.nl/services/cases"
)

// PutReceipt implements cases.Receipts.
func (m *Memory) PutReceipt(_ context.Context, receipt cases.Receipt) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !slices.ContainsFunc(m.receipts, func(kept cases.Receipt) bool { return kept.ID == receipt.ID }) {
		receipt.At = receipt.At.UTC().Truncate(time.Millisecond) // as MongoDB does
		m.receipts = append(m.receipts, receipt)
	}
	return nil
}

// Receipt implements cases.Receipts.
func (m *Memory) Receipt(_ context.Context, caseID, id string) (cases.Receipt, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, kept := range m.receipts {
		if kept.CaseID == caseID && kept.ID == id {
			return kept, nil
		}
	}
	return cases.Receipt{}, cases.ErrNoReceipt
}

// Receipts implements cases.Receipts.
func (m *Memory) Receipts(_ context.Context, caseID string, parties []string) ([]cases.Receipt, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	receipts := []cases.Receipt{}
	for _, kept := range m.receipts {
		if kept.CaseID == caseID && (parties == nil || slices.Contains(parties, kept.Party)) {
			receipts = append(receipts, kept)
		}
	}
	slices.SortFunc(receipts, func(a, b cases.Receipt) int { return cmp.Or(b.At.Compare(a.At), strings.Compare(a.ID, b.ID)) })
	return receipts, nil
}
