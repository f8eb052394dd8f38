package notifications

import (
	"context"
	"time"
)

// Summaries lets tests ask for the summary as start pages do, and let it grow old.
type Summaries struct{ held summaries }

// SummariesOf are made by a function.
func SummariesOf(made func(context.Context) (PostSummary, error)) *Summaries {
	return &Summaries{summaries{make: made}}
}

// Get gives the latest.
func (s *Summaries) Get(ctx context.Context) (PostSummary, error) { return s.held.get(ctx) }

// Age makes the latest that much older.
func (s *Summaries) Age(by time.Duration) {
	s.held.mu.Lock()
	defer s.held.mu.Unlock()
	s.held.until = s.held.until.Add(-by)
}
