package notifications

import (
	"fmt"
	"strings"

	"traject.nl/services/notifications/bounces"
	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/evidence"
)

// parts are what the service is put together from: what the real one has in its database and a test in memory.
type parts struct {
	store       Store
	log         evidence.Log
	holds       Holds
	preferences Preferences
	processes   Processes
	// followers in the order in which they are told.
	followers []Follower
	// channels beside those of mail.
	channels []Channel
	now      clock.Clock
}

// service is the work of this service without its doors.
type service struct {
	acts        *activities
	dispatchers Dispatchers
	texts       *Texts
	returns     *bounces.Addresses
}

// assemble puts the service together, and refuses settings with which some mail could not be written or sent.
func assemble(config Config, with parts) (*service, error) {
	mail, err := newMailer(config, with)
	if err != nil {
		return nil, err
	}
	count, err := newCounts(with.store, with.now)
	if err != nil {
		return nil, fmt.Errorf("metrics of notices: %w", err)
	}
	shared := dispatching{
		store: with.store, followers: with.followers, proof: proof{with.log}, count: count, now: with.now,
		checks: []check{
			stopButton{with.holds},
			preferred{with.preferences, with.store, mail},
			stillHolds{with.processes},
			reminderMaximum{with.store, config.maxReminders()},
		},
	}
	channels := append([]Channel{mailChannel{mail}, digestChannel{mail}}, with.channels...)
	dispatchers := newDispatchers(shared, channels)
	acts := &activities{
		store: with.store, channels: channels, followers: with.followers, proof: shared.proof, wake: dispatchers.Wake, now: with.now,
	}
	return &service{acts: acts, dispatchers: dispatchers, texts: mail.texts, returns: mail.returns}, nil
}

func newMailer(config Config, with parts) (*mailer, error) {
	relay, err := newRelay(config.SMTP)
	if err != nil {
		return nil, err
	}
	texts, err := LoadTexts(config.Texts)
	if err != nil {
		return nil, err
	}
	var returns *bounces.Addresses
	if config.Bounce.Address != "" {
		if returns, err = bounces.NewAddresses(config.Delivery, config.Bounce.Address); err != nil {
			return nil, err
		}
	}
	return &mailer{
		relay: relay, returns: returns, delivery: config.Delivery, texts: texts, preferences: with.preferences,
		portalURL: strings.TrimSuffix(config.PortalURL, "/"), bundle: config.Bundle, now: with.now,
	}, nil
}
