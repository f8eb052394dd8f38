package notifications_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"traject.nl/services/notifications"
)

// TestASummaryOfYesterdayIsNotShown: who looks first after a night without anybody waits for a new one, and who looks a moment later than the last
// sees the last.
func TestASummaryOfYesterdayIsNotShown(t *testing.T) {
	var made atomic.Int64
	summaries := notifications.SummariesOf(func(context.Context) (notifications.PostSummary, error) {
		return notifications.PostSummary{Counts: notifications.PostCounts{Undelivered: int(made.Add(1))}}, nil
	})
	get := func() int {
		t.Helper()
		summary, err := summaries.Get(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return summary.Counts.Undelivered
	}
	expect(t, "first", get(), 1)
	expect(t, "a moment later", get(), 1)
	summaries.Age(12 * time.Hour)
	expect(t, "the next morning", get(), 2)
}
