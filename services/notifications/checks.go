package notifications

import (
	"context"
	"fmt"
	"log/slog"
)

// check is one question before every send.
type check interface {
	// sift gives what may go on, and how what may not ends. An error leaves everything for later.
	sift(ctx context.Context, outgoing []Outgoing) (may []Outgoing, stopped []Result, err error)
}

// sift asks the checks, in order, what may go.
func (d *Dispatcher) sift(ctx context.Context, outgoing []Outgoing) (may []Outgoing, stopped []Result) {
	may = outgoing
	for _, one := range d.checks {
		through, results, err := one.sift(ctx, may)
		if err != nil {
			slog.WarnContext(ctx, "what is due waits: it cannot be checked whether it may go", "error", err)
			for _, waiting := range may {
				stopped = append(stopped, Result{ID: waiting.ID, State: Waiting, Wait: laterTime, Untried: true})
			}
			return nil, stopped
		}
		may, stopped = through, append(stopped, results...)
	}
	return may, stopped
}

// Holds is the stop button of the office.
type Holds interface {
	// Stopped says whether the office stopped notices of this kind for now, and by which stop.
	Stopped(ctx context.Context, kind string) (stopID string, stopped bool, err error)
}

// stopButton holds what the office stopped.
type stopButton struct{ holds Holds }

func (s stopButton) sift(ctx context.Context, outgoing []Outgoing) (may []Outgoing, stopped []Result, err error) {
	for _, one := range outgoing {
		if one.NoticeKey == "" {
			may = append(may, one)
			continue
		}
		stopID, held, err := s.holds.Stopped(ctx, one.Kind)
		if err != nil {
			return nil, nil, fmt.Errorf("ask for a stop of %s: %w", one.Kind, err)
		}
		if held {
			stopped = append(stopped, Result{ID: one.ID, State: Held, Reply: stopID})
			continue
		}
		may = append(may, one)
	}
	return may, stopped, nil
}

// reminderMaximum ends that somebody is reminded of one thing again and again by mail; the inbox keeps telling.
type reminderMaximum struct {
	store   Reminders
	maximum int
}

func (m reminderMaximum) sift(ctx context.Context, outgoing []Outgoing) (may []Outgoing, stopped []Result, err error) {
	sending := map[string]int{}
	for _, one := range outgoing {
		if !one.reminds() {
			may = append(may, one)
			continue
		}
		sent, err := m.store.Reminders(ctx, one.remindsOf(), m.maximum)
		if err != nil {
			return nil, nil, err
		}
		if sent+sending[one.remindsOf()] >= m.maximum {
			stopped = append(stopped, Result{ID: one.ID, State: Dropped, Reply: "het maximum aan herinneringen is bereikt"})
			continue
		}
		sending[one.remindsOf()]++
		may = append(may, one)
	}
	return may, stopped, nil
}

// reminds says whether a delivery counts as a reminder.
func (d Delivery) reminds() bool { return reminding[d.Kind] && d.Channel != ChannelWebhook }

// remindsOf names what a receiver of the party is reminded of.
func (d Delivery) remindsOf() string { return d.CaseID + "/" + d.Party + "/" + d.To + "/" + d.Topic }
