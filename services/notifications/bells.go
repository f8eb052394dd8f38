package notifications

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"traject.nl/services/platform/live"
)

// announcements tell every replica that something changed for a party, in the order in which it did.
type announcements interface {
	live.Changes
	Announce(ctx context.Context, change live.Change) error
}

// bells know in memory what is in which inbox and who opened it: every page asks how many are unread, and every open page again when one comes. The store is asked
// only whether something was announced, and then for those notices by their key.
type bells struct {
	store    Notices
	follower *live.Follower

	mu sync.RWMutex
	// kept are all notices by key, of those of a party and of a case.
	kept      map[string]bell
	of, about map[string]map[string]bell
}

// bell is a notice as far as it matters whether it was opened.
type bell struct {
	key, caseID, party, pieceID string
	accessibleAt                time.Time
	openedBy                    []string
}

func newBells(store Notices, changes live.Changes) *bells {
	b := &bells{store: store, kept: map[string]bell{}, of: map[string]map[string]bell{}, about: map[string]map[string]bell{}}
	b.follower = live.NewFollower(changes, b.fill, b.apply)
	return b
}

// unread counts what a person of these parties did not open.
func (b *bells) unread(ctx context.Context, parties []string, subject string) (int, error) {
	if err := b.follower.CatchUp(ctx); err != nil {
		return 0, err
	}
	b.mu.RLock()
	defer b.mu.RUnlock()
	count := 0
	for _, who := range slices.Compact(slices.Sorted(slices.Values(parties))) {
		for _, one := range b.of[who] {
			if !slices.Contains(one.openedBy, subject) {
				count++
			}
		}
	}
	return count, nil
}

// inbox gives the keys of a page of the inbox, the latest first.
func (b *bells) inbox(ctx context.Context, page InboxPage) ([]string, error) {
	if err := b.follower.CatchUp(ctx); err != nil {
		return nil, err
	}
	b.mu.RLock()
	var found []bell
	for _, who := range slices.Compact(slices.Sorted(slices.Values(page.Parties))) {
		for _, one := range b.of[who] {
			if one.isOn(page) {
				found = append(found, one)
			}
		}
	}
	b.mu.RUnlock()
	slices.SortFunc(found, bell.latestFirst)
	keys := make([]string, min(len(found), page.Limit))
	for i := range keys {
		keys[i] = found[i].key
	}
	return keys, nil
}

// isOn says whether a notice is on a page or behind it.
func (b bell) isOn(page InboxPage) bool {
	if page.NotOpenedBy != "" && slices.Contains(b.openedBy, page.NotOpenedBy) {
		return false
	}
	return page.Before.IsZero() || b.latestFirst(bell{accessibleAt: page.Before, key: page.BeforeKey}) > 0
}

// latestFirst compares for the order of an inbox.
func (b bell) latestFirst(other bell) int {
	return cmp.Or(other.accessibleAt.Compare(b.accessibleAt), cmp.Compare(other.key, b.key))
}

// unopened are the keys of what these parties were told of a case, with this letter or with none, and the person did not open.
func (b *bells) unopened(ctx context.Context, caseID, pieceID string, parties []string, subject string) ([]string, error) {
	if err := b.follower.CatchUp(ctx); err != nil {
		return nil, err
	}
	b.mu.RLock()
	defer b.mu.RUnlock()
	var keys []string
	for key, one := range b.about[caseID] {
		if one.pieceID == pieceID && slices.Contains(parties, one.party) && !slices.Contains(one.openedBy, subject) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys, nil
}

func (b *bells) fill(ctx context.Context) error {
	all, err := b.store.Openings(ctx)
	if err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, notice := range all {
		b.put(notice)
	}
	return nil
}

// apply reads the notices that are told to have changed. A release of before tells of parties only: then all are read.
func (b *bells) apply(ctx context.Context, changes []live.Change) error {
	if len(changes) > live.FarBehind {
		return b.fill(ctx)
	}
	for _, change := range changes {
		notice, err := b.store.Notice(ctx, change.ID)
		if errors.Is(err, ErrNotFound) {
			return b.fill(ctx)
		}
		if err != nil {
			return err
		}
		b.mu.Lock()
		b.put(notice)
		b.mu.Unlock()
	}
	return nil
}

// put keeps a notice as it is now. Openings are only added, so the one with the most is the latest. The caller holds the lock.
func (b *bells) put(notice Notice) {
	if before, is := b.kept[notice.Key]; is && len(before.openedBy) >= len(notice.Opened) {
		return
	}
	fresh := bell{key: notice.Key, caseID: notice.CaseID, party: notice.Party, pieceID: notice.PieceID, accessibleAt: notice.AccessibleAt}
	for _, opening := range notice.Opened {
		fresh.openedBy = append(fresh.openedBy, opening.Subject)
	}
	b.kept[notice.Key] = fresh
	file(b.of, notice.Party, fresh)
	file(b.about, notice.CaseID, fresh)
}

func file(under map[string]map[string]bell, name string, one bell) {
	if under[name] == nil {
		under[name] = map[string]bell{}
	}
	under[name][one.key] = one
}
