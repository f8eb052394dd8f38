package notifications

import (
	"context"

	"traject.nl/services/platform/live"
)

// Unread lets tests count as the inbox does.
func Unread(store Notices, changes live.Changes) func(ctx context.Context, parties []string, subject string) (int, error) {
	return newBells(store, changes).unread
}
