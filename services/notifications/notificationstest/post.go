package notificationstest

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"traject.nl/services/notifications"
)

// Post is a store of the post room for tests. Its zero value is empty.
type Post struct {
	mu      sync.Mutex
	items   []notifications.PostItem
	watched time.Time
}

// Put implements notifications.PostStore.
func (p *Post) Put(_ context.Context, item notifications.PostItem) (isNew bool, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.find(item.ID) >= 0 {
		return false, nil
	}
	p.items = append(p.items, item)
	return true, nil
}

// Item implements notifications.PostStore.
func (p *Post) Item(_ context.Context, id string) (notifications.PostItem, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if at := p.find(id); at >= 0 {
		return p.items[at], nil
	}
	return notifications.PostItem{}, notifications.ErrNotFound
}

// ItemsOf implements notifications.PostStore.
func (p *Post) ItemsOf(_ context.Context, noticeKey string) ([]notifications.PostItem, error) {
	return p.sorted(func(item notifications.PostItem) bool { return item.NoticeKey == noticeKey }), nil
}

// Open implements notifications.PostStore.
func (p *Post) Open(_ context.Context, queue string, limit int) ([]notifications.PostItem, error) {
	found := p.sorted(func(item notifications.PostItem) bool { return item.Queue == queue && item.How == "" })
	return found[:min(limit, len(found))], nil
}

// CountOpen implements notifications.PostStore.
func (p *Post) CountOpen(ctx context.Context, queue string) (int, error) {
	found, err := p.Open(ctx, queue, len(p.items))
	return len(found), err
}

// Climbing implements notifications.PostStore.
func (p *Post) Climbing(_ context.Context, now time.Time, limit int) ([]notifications.PostItem, error) {
	found := p.sorted(func(item notifications.PostItem) bool {
		return item.How == "" && !item.NextAt.IsZero() && !item.NextAt.After(now)
	})
	slices.SortStableFunc(found, func(a, b notifications.PostItem) int { return a.NextAt.Compare(b.NextAt) })
	return found[:min(limit, len(found))], nil
}

// Raise implements notifications.PostStore.
func (p *Post) Raise(_ context.Context, id string, to notifications.Level, next time.Time) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if at := p.find(id); at >= 0 && p.items[at].How == "" {
		p.items[at].Level, p.items[at].NextAt = to, next
	}
	return nil
}

// SettleItem implements notifications.PostStore.
func (p *Post) SettleItem(_ context.Context, id, how, on string, at time.Time) (bool, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	found := p.find(id)
	if found < 0 || p.items[found].How != "" && (p.items[found].How != notifications.HowNoticed || how == notifications.HowNoticed) {
		return false, nil
	}
	p.items[found].How, p.items[found].On, p.items[found].SettledAt = how, on, at
	return true, nil
}

// Watched implements notifications.PostStore.
func (p *Post) Watched(context.Context) (time.Time, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.watched, nil
}

// SetWatched implements notifications.PostStore.
func (p *Post) SetWatched(_ context.Context, until time.Time) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.watched = until
	return nil
}

func (p *Post) sorted(want func(notifications.PostItem) bool) []notifications.PostItem {
	p.mu.Lock()
	defer p.mu.Unlock()
	var found []notifications.PostItem
	for _, item := range p.items {
		if want(item) {
			found = append(found, item)
		}
	}
	slices.SortFunc(found, func(a, b notifications.PostItem) int {
		return cmp.Or(a.DueAt.Compare(b.DueAt), cmp.Compare(a.ID, b.ID))
	})
	return found
}

func (p *Post) find(id string) int {
	return slices.IndexFunc(p.items, func(item notifications.PostItem) bool { return item.ID == id })
}
