package notificationstest

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"traject.nl/services/notifications"
)

// Plan implements notifications.Schedule.
func (m *Memory) Plan(_ context.Context, deliveries ...notifications.Delivery) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, delivery := range deliveries {
		if delivery.State != notifications.Waiting {
			return fmt.Errorf("plan delivery %s: it is %s", delivery.ID, delivery.State)
		}
		if _, ok := m.deliveries[delivery.ID]; !ok {
			m.put(delivery)
		}
	}
	return nil
}

// Due implements notifications.Schedule.
func (m *Memory) Due(_ context.Context, channel string, now, upTo time.Time, busy []string, limit int) ([]notifications.Work, error) {
	var work []notifications.Work
	for _, one := range m.waiting(func(d notifications.Delivery) bool {
		return d.Channel == channel && !d.DueAt.After(upTo) && !d.LeasedUntil.After(now) && !slices.Contains(busy, d.Lane)
	}) {
		at := slices.IndexFunc(work, func(w notifications.Work) bool { return w.Lane == one.Lane })
		if at < 0 {
			if one.DueAt.After(now) || len(work) == limit {
				continue
			}
			at, work = len(work), append(work, notifications.Work{Lane: one.Lane})
		}
		work[at].Due = append(work[at].Due, notifications.Due{Delivery: one.ID, At: one.DueAt})
	}
	return work, nil
}

// put keeps a delivery as it is now. Those that wait have a place of their own, so that what is settled slows nothing down.
func (m *Memory) put(delivery notifications.Delivery) {
	if m.deliveries == nil {
		m.deliveries, m.schedule = map[string]notifications.Delivery{}, map[string]bool{}
	}
	m.deliveries[delivery.ID] = delivery
	if delivery.State == notifications.Waiting {
		m.schedule[delivery.ID] = true
	} else {
		delete(m.schedule, delivery.ID)
	}
}

// waiting gives deliveries that are not settled, by when they are due.
func (m *Memory) waiting(want func(notifications.Delivery) bool) []notifications.Delivery {
	m.mu.Lock()
	defer m.mu.Unlock()
	var found []notifications.Delivery
	for id := range m.schedule {
		if want(m.deliveries[id]) {
			found = append(found, m.deliveries[id])
		}
	}
	return byDue(found)
}

// sorted gives deliveries by when they are due, settled ones included.
func (m *Memory) sorted(want func(notifications.Delivery) bool) []notifications.Delivery {
	m.mu.Lock()
	defer m.mu.Unlock()
	var found []notifications.Delivery
	for _, delivery := range m.deliveries {
		if want(delivery) {
			found = append(found, delivery)
		}
	}
	return byDue(found)
}

func byDue(found []notifications.Delivery) []notifications.Delivery {
	slices.SortFunc(found, func(a, b notifications.Delivery) int {
		return cmp.Or(a.DueAt.Compare(b.DueAt), cmp.Compare(a.ID, b.ID))
	})
	return found
}

// Take implements notifications.Schedule.
func (m *Memory) Take(ctx context.Context, found notifications.Work, now, until time.Time) ([]notifications.Delivery, error) {
	if !m.lease(found.Lane, now, until) {
		return nil, nil
	}
	if taken := m.begin(found.Due, now, until); len(taken) > 0 {
		return taken, nil
	}
	return nil, m.Release(ctx, found.Lane, until)
}

func (m *Memory) begin(found []notifications.Due, now, until time.Time) (taken []notifications.Delivery) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, due := range found {
		one := m.deliveries[due.Delivery]
		if !m.schedule[due.Delivery] || !one.DueAt.Equal(due.At) || one.LeasedUntil.After(now) || len(taken) == 0 && due.At.After(now) {
			continue
		}
		one.Attempts++
		one.LeasedUntil = until
		m.put(one)
		taken = append(taken, one)
	}
	return taken
}

func (m *Memory) lease(lane string, now, until time.Time) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.lanes == nil {
		m.lanes = map[string]time.Time{}
	}
	if taken, ok := m.lanes[lane]; ok && taken.After(now) {
		return false
	}
	m.lanes[lane] = until
	return true
}

// Release implements notifications.Schedule.
func (m *Memory) Release(_ context.Context, lane string, until time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.lanes[lane].Equal(until) {
		delete(m.lanes, lane)
	}
	return nil
}

// Postpone implements notifications.Schedule.
func (m *Memory) Postpone(_ context.Context, taken notifications.Delivery, due time.Time, reply string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if delivery, ok := m.attempt(taken); ok {
		delivery.DueAt, delivery.LeasedUntil, delivery.Reply = due, time.Time{}, reply
		m.put(delivery)
	}
	return nil
}

// Untried implements notifications.Schedule.
func (m *Memory) Untried(_ context.Context, taken notifications.Delivery, due time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if delivery, ok := m.attempt(taken); ok {
		delivery.DueAt, delivery.LeasedUntil = due, time.Time{}
		delivery.Attempts--
		m.put(delivery)
	}
	return nil
}

// attempt gives a delivery that was taken, unless it was taken again since. The caller holds the lock.
func (m *Memory) attempt(taken notifications.Delivery) (notifications.Delivery, bool) {
	delivery, ok := m.deliveries[taken.ID]
	return delivery, ok && delivery.State == notifications.Waiting && delivery.LeasedUntil.Equal(taken.LeasedUntil)
}

// Settle implements notifications.Schedule.
func (m *Memory) Settle(_ context.Context, id string, settlement notifications.Settlement) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.FailSettle; err != nil {
		m.FailSettle = nil
		return err
	}
	delivery, ok := m.deliveries[id]
	if !ok {
		return fmt.Errorf("delivery %s: %w", id, notifications.ErrNotFound)
	}
	if delivery.State == notifications.Waiting {
		m.put(changed(delivery, settlement))
	}
	return nil
}

func changed(delivery notifications.Delivery, to notifications.Settlement) notifications.Delivery {
	delivery.State, delivery.Reply, delivery.SettledAt, delivery.LeasedUntil = to.State, to.Reply, to.At, time.Time{}
	delivery.MailID = cmp.Or(to.MailID, delivery.MailID)
	return delivery
}

// Resume implements notifications.Schedule.
func (m *Memory) Resume(_ context.Context, id string, due time.Time, from ...notifications.State) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delivery, ok := m.deliveries[id]
	if !ok {
		return false, fmt.Errorf("delivery %s: %w", id, notifications.ErrNotFound)
	}
	if delivery.State == notifications.Waiting || !slices.Contains(from, delivery.State) {
		return false, nil
	}
	delivery.State, delivery.DueAt, delivery.SettledAt, delivery.Attempts = notifications.Waiting, due, time.Time{}, 0
	m.put(delivery)
	return true, nil
}

// Backlog implements notifications.Schedule.
func (m *Memory) Backlog(_ context.Context, now time.Time) (notifications.Backlog, error) {
	due := m.waiting(func(d notifications.Delivery) bool { return !d.DueAt.After(now) })
	if len(due) == 0 {
		return notifications.Backlog{}, nil
	}
	return notifications.Backlog{Waiting: len(due), Oldest: due[0].DueAt}, nil
}

// Delivery implements notifications.Deliveries.
func (m *Memory) Delivery(_ context.Context, id string) (notifications.Delivery, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delivery, ok := m.deliveries[id]
	if !ok {
		return delivery, fmt.Errorf("delivery %s: %w", id, notifications.ErrNotFound)
	}
	return delivery, nil
}

// DeliveriesOf implements notifications.Deliveries.
func (m *Memory) DeliveriesOf(_ context.Context, caseID string) ([]notifications.Delivery, error) {
	return m.sorted(func(d notifications.Delivery) bool { return d.CaseID == caseID }), nil
}

// DeliveriesIn implements notifications.Deliveries.
func (m *Memory) DeliveriesIn(_ context.Context, lane string, state notifications.State, limit int) ([]notifications.Delivery, error) {
	found := m.sorted(func(d notifications.Delivery) bool { return d.Lane == lane && (state == "" || d.State == state) })
	slices.Reverse(found)
	return found[:min(limit, len(found))], nil
}

// DeliveriesInMail implements notifications.Deliveries.
func (m *Memory) DeliveriesInMail(_ context.Context, mailID string) ([]notifications.Delivery, error) {
	return m.sorted(func(d notifications.Delivery) bool { return d.MailID == mailID }), nil
}

// Settled implements notifications.Deliveries.
func (m *Memory) Settled(_ context.Context, state notifications.State, limit int) ([]notifications.Delivery, error) {
	found := m.sorted(func(d notifications.Delivery) bool { return d.State == state })
	slices.SortStableFunc(found, func(a, b notifications.Delivery) int { return a.SettledAt.Compare(b.SettledAt) })
	return found[:min(limit, len(found))], nil
}

// Change implements notifications.Deliveries.
func (m *Memory) Change(_ context.Context, id string, from notifications.State, to notifications.Settlement) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delivery, ok := m.deliveries[id]
	if !ok {
		return false, fmt.Errorf("delivery %s: %w", id, notifications.ErrNotFound)
	}
	if delivery.State != from {
		return false, nil
	}
	m.put(changed(delivery, to))
	return true, nil
}

// Reminded implements notifications.Reminders.
func (m *Memory) Reminded(_ context.Context, about, deliveryID string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.reminders == nil {
		m.reminders = map[string][]string{}
	}
	if !slices.Contains(m.reminders[about], deliveryID) {
		m.reminders[about] = append(m.reminders[about], deliveryID)
	}
	return nil
}

// Reminders implements notifications.Reminders.
func (m *Memory) Reminders(_ context.Context, about string, upTo int) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return min(len(m.reminders[about]), upTo), nil
}
