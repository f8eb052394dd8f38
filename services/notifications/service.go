package notifications

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"golang.org/x/sync/errgroup"

	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/services/notifications/bounces"
	"traject.nl/services/notifications/subscriptions"
	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/live"
)

// Parts are what the service keeps its things in, and what is around it.
type Parts struct {
	Store         Store
	Preferences   PreferenceStore
	Stops         StopStore
	Post          PostStore
	Subscriptions subscriptions.Store
	Evidence      evidence.Log
	// Processes say what still holds.
	Processes Processes
	// Live tells every replica that an inbox changed, and Hub who looks at one here.
	Live announcements
	Hub  *live.Hub
	Now  clock.Clock
}

// Service is the work of this service, without its doors: Run opens those.
type Service struct {
	*core
	desk     *desk
	partners *partners // nil: no partner is told by webhook
	store    Store
	log      evidence.Log
}

// New puts the service together, and refuses settings with which something could not be written or sent.
func New(config Config, with Parts) (*Service, error) {
	s := &Service{store: with.Store, log: with.Evidence}
	s.desk = newDesk(deskParts{
		store: with.Store, preferences: with.Preferences, stops: with.Stops, post: with.Post, log: with.Evidence, live: with.Live, hub: with.Hub,
		delivery: config.Delivery, now: with.Now, hour: config.NoticeHour,
	})
	var channels []Channel
	if config.Partners.KvK != "" {
		made, err := newPartners(config.Partners, partnerParts{
			store: with.Store, subscriptions: with.Subscriptions, log: with.Evidence, delivery: config.Delivery, now: with.Now,
			wake: func(deliveries ...Delivery) { s.dispatchers.Wake(deliveries...) },
		})
		if err != nil {
			return nil, err
		}
		s.partners, channels = made, append(channels, made.channel())
	}
	made, err := assemble(config, parts{
		store: with.Store, log: with.Evidence, holds: pressed{with.Stops}, preferences: chosen{with.Preferences}, processes: with.Processes,
		followers: []Follower{s.desk}, channels: channels, now: with.Now,
	})
	if err != nil {
		return nil, err
	}
	s.core = made
	s.desk.connect(made.acts, made.mail.lane)
	return s, nil
}

// Activities are what processes ask of this service, by the names of the contract.
func (s *Service) Activities() map[string]any { return s.acts.named() }

// Notify takes over a notice, as the activity does.
func (s *Service) Notify(ctx context.Context, request *notificationsv1.NotifyRequest) error {
	_, err := s.acts.Notify(ctx, request)
	return err
}

// Register adds what people and partners ask of this service to its API.
func (s *Service) Register(api huma.API) {
	register(api, s.store)
	s.desk.register(api)
	if s.partners != nil {
		s.partners.register(api)
	}
	evidence.Register(api, s.log)
}

// Run delivers and does the chores until the context ends.
func (s *Service) Run(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return s.dispatchers.Run(ctx) })
	for _, chore := range s.chores() {
		group.Go(func() error { return chore.run(ctx) })
	}
	return group.Wait()
}

// DeliverDue delivers all that is due at this moment, by every channel. It says when the next is due; zero when nothing waits.
func (s *Service) DeliverDue(ctx context.Context) (next time.Time, err error) {
	if err := s.dispatchers.Round(ctx); err != nil {
		return time.Time{}, err
	}
	const ever = 100 * 365 * 24 * time.Hour
	waiting, err := s.store.Backlog(ctx, s.acts.now.Now().Add(ever))
	return waiting.Oldest, err
}

// DoChores does each of the chores once.
func (s *Service) DoChores(ctx context.Context) error {
	var problems []error
	for _, chore := range s.chores() {
		problems = append(problems, chore.Do(ctx))
	}
	return errors.Join(problems...)
}

func (s *Service) chores() []Chore {
	chores := s.desk.chores()
	if s.partners != nil {
		chores = append(chores, s.partners.chores()...)
	}
	return chores
}

// parts are what the core is put together from.
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

// core takes notices over and delivers them.
type core struct {
	acts        *activities
	mail        *mailer
	dispatchers Dispatchers
}

func assemble(config Config, with parts) (*core, error) {
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
	return &core{acts: acts, mail: mail, dispatchers: dispatchers}, nil
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
