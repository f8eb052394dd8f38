package subscriptions

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"time"

	"traject.nl/proto/contract/party"
	"traject.nl/services/notifications/partner"
	"traject.nl/services/platform/access"
	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/identity"
)

// Service is what can be done with subscriptions.
type Service struct {
	Store  Store
	Keys   Keys
	Sender partner.Sender
	Client *partner.Client
	Proof  evidence.Log
	// Municipalities of the region, by their ids.
	Municipalities []string
	Now            clock.Clock
	// Schedule of what is to be sent.
	Schedule Schedule
}

// Schedule is what a subscription has to do with what is to be sent to it.
type Schedule interface {
	// Counts what waits for a subscription, and what was tried in vain.
	Counts(ctx context.Context, id string) (waiting, dead int, err error)
	// Activated lets what waited for a subscription go.
	Activated(ctx context.Context, id string) error
	// Ended drops what waits for a subscription that is no more.
	Ended(ctx context.Context, id string) error
}

// Attempt sends a message to a subscription once, signed. An error is that no answer came.
func (s *Service) Attempt(ctx context.Context, to Subscription, message partner.Message) (partner.Answer, error) {
	now := s.Now.Now()
	secrets, err := s.Keys.Secrets(to, now)
	if err != nil {
		return partner.Answer{}, &OwnFault{err}
	}
	authorization, err := s.Keys.Authorization(to)
	if err != nil {
		return partner.Answer{}, &OwnFault{err}
	}
	headers := partner.Sign(message, now, secrets...)
	if authorization != "" {
		headers.Set("Authorization", authorization)
	}
	answer, failed := s.Client.Send(ctx, to.URL, message, headers)
	last := Last{At: now, Status: answer.Status, Accepted: failed == nil && answer.Taken()}
	// How it went counts, and is kept with the delivery; this is only what the list shows.
	_ = s.Store.Attempted(context.WithoutCancel(ctx), to.ID, last)
	return answer, failed
}

// OwnFault is that an attempt could not be made, for a reason on our own side.
type OwnFault struct{ Err error }

// Error implements error.
func (f *OwnFault) Error() string { return "webhook not sent: " + f.Err.Error() }

// Unwrap gives the cause.
func (f *OwnFault) Unwrap() error { return f.Err }

var notThere = "Deze koppeling is niet gevonden."

// Mine is a subscription that the caller may see, or with edit change. One of another is not found.
func (s *Service) Mine(ctx context.Context, id string, edit bool) (Subscription, error) {
	found, err := s.Store.Find(ctx, id)
	if errors.Is(err, ErrNotFound) {
		return Subscription{}, edge.NotFound(notThere)
	}
	if err != nil {
		return Subscription{}, err
	}
	of, mine := party.Party(found.Party), identity.From(ctx).Parties
	switch {
	case !access.MaySubscriptions(false, of, mine...):
		return Subscription{}, edge.NotFound(notThere)
	case edit && !access.MaySubscriptions(true, of, mine...):
		return Subscription{}, edge.Forbidden("U mag koppelingen bekijken, maar niet veranderen.")
	}
	return found, nil
}

// visible are all that the caller may see.
func (s *Service) visible(ctx context.Context) ([]Subscription, error) {
	who := identity.From(ctx)
	if !access.MayOverview(access.Subscriptions, who.Parties...) {
		return nil, edge.Forbidden("Koppelingen zijn er voor gemeenten en voor het kantoor.")
	}
	if who.Has(party.Office) || who.Has(party.Director) {
		return s.Store.Of(ctx, "")
	}
	var all []Subscription
	for _, mine := range who.Parties {
		if mine.Role() != party.Municipality {
			continue
		}
		found, err := s.Store.Of(ctx, string(mine))
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// Matching are the active and the paused subscriptions of a party that want this event.
func (s *Service) Matching(ctx context.Context, who, kind string) ([]Subscription, error) {
	all, err := s.Store.Of(ctx, who)
	return slices.DeleteFunc(all, func(one Subscription) bool { return !one.Wants(kind) }), err
}

// idOf makes the id of a subscription from who asked for it by which key, so that asking twice makes one.
func idOf(subject, key string) string {
	sum := sha256.Sum256([]byte(subject + "\n" + key))
	return hex.EncodeToString(sum[:10])
}

// pinged is how a receiver answered an event about nothing.
type pinged struct {
	id     string
	answer partner.Answer
	failed error
	took   time.Duration
}

// ping tests a subscription, paused or not.
func (s *Service) ping(ctx context.Context, to Subscription) (pinged, error) {
	random := make([]byte, 16)
	rand.Read(random) // never fails (crypto/rand)
	began := s.Now.Now()
	how := pinged{id: hex.EncodeToString(random)}
	message, err := s.Sender.Ping(how.id, to.Format, began)
	if err != nil {
		return pinged{}, err
	}
	how.answer, how.failed = s.Attempt(ctx, to, message)
	how.took = s.Now.Now().Sub(began)
	var ours *OwnFault
	if errors.As(how.failed, &ours) {
		return pinged{}, ours
	}
	return how, s.prove(ctx, to, how, began)
}

// ChainOfPings is the chain of the evidence in which pings are: they are about no case.
const ChainOfPings = "webhooks"

func (s *Service) prove(ctx context.Context, to Subscription, how pinged, at time.Time) error {
	entry := evidence.Entry{
		CaseID: ChainOfPings, Key: "ping/" + how.id, At: at, Kind: evidence.WebhookAttempted, Party: to.Party,
		Facts: map[string]string{
			"subscription": to.ID, evidence.FactMessage: how.id, evidence.FactServer: HostOf(to.URL), evidence.FactReply: Said(how.answer, how.failed),
		},
	}
	if how.failed == nil && how.answer.Taken() {
		entry.Kind = evidence.WebhookAccepted
	}
	_, err := s.Proof.Append(context.WithoutCancel(ctx), entry)
	return err
}
