package notifications

import (
	"context"

	"traject.nl/services/platform/clock"
)

// countedTo is how far deliveries of a subscription are counted; more is not needed to see that there are many.
const countedTo = 1000

// webhookSchedule is what subscriptions have to do with the schedule.
type webhookSchedule struct {
	store Store
	proof proof
	wake  func(...Delivery)
	now   clock.Clock
}

// Counts implements subscriptions.Schedule.
func (s webhookSchedule) Counts(ctx context.Context, id string) (waiting, dead int, err error) {
	lane := LaneOf(ChannelWebhook, id)
	for state, count := range map[State]*int{Waiting: &waiting, Dead: &dead} {
		found, err := s.store.DeliveriesIn(ctx, lane, state, countedTo)
		if err != nil {
			return 0, 0, err
		}
		*count = len(found)
	}
	held, err := s.paused(ctx, id)
	return waiting + len(held), dead, err
}

// paused are the deliveries that wait until a subscription is active again.
func (s webhookSchedule) paused(ctx context.Context, id string) ([]Delivery, error) {
	held, err := s.store.DeliveriesIn(ctx, LaneOf(ChannelWebhook, id), Held, countedTo)
	if err != nil {
		return nil, err
	}
	var waiting []Delivery
	for _, delivery := range held {
		if paused(delivery) {
			waiting = append(waiting, delivery)
		}
	}
	return waiting, nil
}

// Activated implements subscriptions.Schedule: what waited goes, however much it is.
func (s webhookSchedule) Activated(ctx context.Context, id string) error {
	for {
		held, err := s.paused(ctx, id)
		if err != nil {
			return err
		}
		for _, delivery := range held {
			if err := s.again(ctx, delivery, Held); err != nil {
				return err
			}
		}
		if len(held) < countedTo {
			return nil
		}
	}
}

// again makes a delivery due now.
func (s webhookSchedule) again(ctx context.Context, delivery Delivery, from ...State) error {
	now := s.now.Now()
	resumed, err := s.store.Resume(ctx, delivery.ID, now, from...)
	if err != nil || !resumed {
		return err
	}
	s.wake(delivery.resumed(now))
	return nil
}

// Ended implements subscriptions.Schedule: what waited is due now, finds no subscription any more, and is dropped.
func (s webhookSchedule) Ended(ctx context.Context, id string) error { return s.Activated(ctx, id) }
