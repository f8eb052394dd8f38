// Package notificationstest has what every store of notices must do, as one suite, and a store in memory that does it.
package notificationstest

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"traject.nl/services/notifications"
)

// Memory is a store for tests. Its zero value is empty.
type Memory struct {
	mu         sync.Mutex
	notices    map[string]notifications.Notice
	deliveries map[string]notifications.Delivery
	schedule   map[string]bool // ids of those that wait
	lanes      map[string]time.Time
	reminders  map[string][]string
	// FailSettle makes Settle fail once: as when the process dies after the mail server accepted.
	FailSettle error
}

// Place implements notifications.Notices.
func (m *Memory) Place(_ context.Context, notice notifications.Notice) (notifications.Notice, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if placed, ok := m.notices[notice.Key]; ok {
		return copied(placed), false, nil
	}
	if m.notices == nil {
		m.notices = map[string]notifications.Notice{}
	}
	m.notices[notice.Key] = copied(notice)
	return notice, true, nil
}

// copied shares no openings with what it is a copy of.
func copied(notice notifications.Notice) notifications.Notice {
	notice.Opened = slices.Clone(notice.Opened)
	return notice
}

// Notice implements notifications.Notices.
func (m *Memory) Notice(_ context.Context, key string) (notifications.Notice, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	notice, ok := m.notices[key]
	if !ok {
		return notice, fmt.Errorf("notice %s: %w", key, notifications.ErrNotFound)
	}
	return copied(notice), nil
}

// NoticesOf implements notifications.Notices.
func (m *Memory) NoticesOf(_ context.Context, caseID string) ([]notifications.Notice, error) {
	return m.selected(func(n notifications.Notice) bool { return n.CaseID == caseID }), nil
}

// selected gives notices, the oldest first.
func (m *Memory) selected(want func(notifications.Notice) bool) []notifications.Notice {
	m.mu.Lock()
	defer m.mu.Unlock()
	var found []notifications.Notice
	for _, notice := range m.notices {
		if want(notice) {
			found = append(found, copied(notice))
		}
	}
	slices.SortFunc(found, func(a, b notifications.Notice) int {
		return cmp.Or(a.AccessibleAt.Compare(b.AccessibleAt), cmp.Compare(a.Key, b.Key))
	})
	return found
}

// Inbox implements notifications.Notices.
func (m *Memory) Inbox(_ context.Context, page notifications.InboxPage) ([]notifications.Notice, error) {
	found := m.selected(func(n notifications.Notice) bool {
		before := cmp.Or(n.AccessibleAt.Compare(page.Before), cmp.Compare(n.Key, page.BeforeKey)) < 0
		unopened := page.NotOpenedBy == "" || n.OpenedBy(page.NotOpenedBy).IsZero()
		return slices.Contains(page.Parties, n.Party) && (page.Before.IsZero() || before) && unopened
	})
	slices.Reverse(found)
	return found[:min(page.Limit, len(found))], nil
}

// Openings implements notifications.Notices.
func (m *Memory) Openings(context.Context) ([]notifications.Notice, error) {
	return m.selected(func(notifications.Notice) bool { return true }), nil
}

// Open implements notifications.Notices.
func (m *Memory) Open(ctx context.Context, key string, opening notifications.Opening) (bool, error) {
	notice, err := m.Notice(ctx, key)
	if err != nil || !notice.OpenedBy(opening.Subject).IsZero() {
		return false, err
	}
	m.mu.Lock()
	notice.Opened = append(notice.Opened, opening)
	m.notices[key] = notice
	m.mu.Unlock()
	return true, m.Noticed(ctx, key, opening.At)
}

// Noticed implements notifications.Notices.
func (m *Memory) Noticed(_ context.Context, key string, at time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if notice, ok := m.notices[key]; ok && notice.NoticedAt.IsZero() {
		notice.NoticedAt = at
		m.notices[key] = notice
	}
	return nil
}

// Unnoticed implements notifications.Notices.
func (m *Memory) Unnoticed(_ context.Context, from, before time.Time, limit int) ([]notifications.Notice, error) {
	found := m.selected(func(n notifications.Notice) bool {
		return n.NoticedAt.IsZero() && !n.AccessibleAt.Before(from) && n.AccessibleAt.Before(before)
	})
	return found[:min(limit, len(found))], nil
}
