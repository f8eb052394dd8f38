package notifications

import (
	"context"
	"time"
)

// Stop is the stop button of the office: as long as it stands, nothing of its kind leaves the house.
type Stop struct {
	ID string `bson:"_id"`
	// Kind of notices that it stops; empty for all.
	Kind   string    `bson:"kind"`
	Reason string    `bson:"reason"`
	At     time.Time `bson:"at"`
	// By is the party that pressed it.
	By string `bson:"by"`
	// EndedAt is zero while it stands.
	EndedAt time.Time `bson:"endedAt"`
}

// stops says whether it stops a kind now.
func (s Stop) stops(kind string) bool { return s.EndedAt.IsZero() && (s.Kind == "" || s.Kind == kind) }

// StopStore keeps the stops.
type StopStore interface {
	// AddStop keeps a stop; the same id again gives the one that is there.
	AddStop(ctx context.Context, stop Stop) (Stop, error)
	// EndStop ends one; ErrNotFound when there is none. One that ended stays as it is.
	EndStop(ctx context.Context, id string, at time.Time) error
	// Stops gives all, the latest first.
	Stops(ctx context.Context) ([]Stop, error)
	// Standing gives those that stand.
	Standing(ctx context.Context) ([]Stop, error)
}

// pressed answers the dispatcher from the store.
type pressed struct{ store StopStore }

// Stopped implements Holds.
func (p pressed) Stopped(ctx context.Context, kind string) (stopID string, stopped bool, err error) {
	standing, err := p.store.Standing(ctx)
	if err != nil {
		return "", false, err
	}
	for _, stop := range standing {
		if stop.stops(kind) {
			return stop.ID, true, nil
		}
	}
	return "", false, nil
}
