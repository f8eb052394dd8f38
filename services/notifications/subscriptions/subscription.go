// Package subscriptions is to whom the events of partners go: a municipality names an address of a system of its own, the events it wants
// and how they are written, and gets a secret to know our messages by.
package subscriptions

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"traject.nl/proto/keyring"
	"traject.nl/services/notifications/partner"
)

// Overlap is how long a secret that was replaced signs along with the new one.
const Overlap = 24 * time.Hour

// Subscription is an address of a partner to which its events are sent.
type Subscription struct {
	ID string `bson:"_id"`
	// Version rises with each change: who changes an older one gets ErrChanged.
	Version int `bson:"version"`
	// Party such as "municipality:zeist"; it never changes.
	Party  string         `bson:"party"`
	URL    string         `bson:"url"`
	Format partner.Format `bson:"format"`
	// Types are beginnings of types of events, up to a dot; empty for all.
	Types []string `bson:"types"`
	// Active: events go. Otherwise they wait until it is.
	Active    bool      `bson:"active"`
	CreatedAt time.Time `bson:"createdAt"`
	// Secrets, the current one first.
	Secrets []Sealed `bson:"secrets"`
	// Authorization is the value of a header that the receiver asks for, sealed; empty when it asks for none.
	Authorization []byte `bson:"authorization"`
}

// Sealed is a secret as it is kept.
type Sealed struct {
	Secret []byte `bson:"secret"`
	// Key of the request that asked for it: the same request again gives the same secret.
	Key string `bson:"key"`
	// Until it signs; zero for the current one.
	Until time.Time `bson:"until"`
}

// Wants says whether an event of this type goes to it.
func (s Subscription) Wants(kind string) bool {
	return len(s.Types) == 0 || slices.ContainsFunc(s.Types, func(begin string) bool { return beginsWith(kind, begin) })
}

// beginsWith: "a.b" begins "a.b" and "a.b.c", but not "a.bc".
func beginsWith(kind, begin string) bool { return kind == begin || strings.HasPrefix(kind, begin+".") }

// knownType says whether there is an event that begins so.
func knownType(begin string) bool {
	return slices.ContainsFunc(partner.Types(), func(kind string) bool { return beginsWith(kind, begin) })
}

// previousUntil is until when a secret of before signs along; zero when none does.
func (s Subscription) previousUntil(now time.Time) time.Time {
	var last time.Time
	for _, sealed := range s.Secrets {
		if sealed.Until.After(now) && sealed.Until.After(last) {
			last = sealed.Until
		}
	}
	return last
}

// Keys opens what a subscription keeps sealed. Every seal is bound to its subscription.
type Keys struct{ Ring *keyring.Ring }

func sealedFor(id string) []byte { return []byte("webhook/" + id) }

// Secrets that sign for it now, the current one first.
func (k Keys) Secrets(s Subscription, now time.Time) ([]partner.Secret, error) {
	var all []partner.Secret
	for _, sealed := range s.Secrets {
		if !sealed.Until.IsZero() && !sealed.Until.After(now) {
			continue
		}
		secret, err := k.secret(s.ID, sealed)
		if err != nil {
			return nil, err
		}
		all = append(all, secret)
	}
	return all, nil
}

func (k Keys) secret(id string, sealed Sealed) (partner.Secret, error) {
	plain, err := k.Ring.Open(sealed.Secret, sealedFor(id))
	if err != nil {
		return partner.Secret{}, err
	}
	return partner.ParseSecret(string(plain))
}

// Authorization is the value of the header that the receiver asks for; empty when it asks for none.
func (k Keys) Authorization(s Subscription) (string, error) {
	if len(s.Authorization) == 0 {
		return "", nil
	}
	plain, err := k.Ring.Open(s.Authorization, sealedFor(s.ID))
	return string(plain), err
}

// rotated gives the subscription a new secret; the ones of before sign for a while.
func (k Keys) rotated(s Subscription, secret partner.Secret, key string, now time.Time) (Subscription, error) {
	sealed, err := k.Ring.Seal([]byte(secret.Reveal()), sealedFor(s.ID))
	if err != nil {
		return Subscription{}, err
	}
	kept := []Sealed{{Secret: sealed, Key: key}}
	for _, before := range s.Secrets {
		if before.Until.IsZero() {
			before.Until = now.Add(Overlap)
		}
		if before.Until.After(now) {
			kept = append(kept, before)
		}
	}
	s.Secrets = kept
	return s, nil
}

// Last is how a receiver answered the last attempt.
type Last struct {
	At time.Time `bson:"at"`
	// Status of the answer; 0 when there was none.
	Status   int  `bson:"status"`
	Accepted bool `bson:"accepted"`
}

// The errors of a store.
var (
	ErrNotFound = errors.New("there is no such subscription")
	ErrChanged  = errors.New("the subscription was changed in the meantime")
	ErrExists   = errors.New("there is a subscription by that id")
)

// Store keeps subscriptions.
type Store interface {
	// Insert keeps a new one; ErrExists.
	Insert(ctx context.Context, subscription Subscription) error
	// Find one; ErrNotFound.
	Find(ctx context.Context, id string) (Subscription, error)
	// Of a party, the oldest first; party "" gives those of everybody.
	Of(ctx context.Context, party string) ([]Subscription, error)
	// Replace keeps a change of the version that it names, which rises by one; ErrChanged when there is another version, or none.
	Replace(ctx context.Context, subscription Subscription) error
	// Delete takes one away. Doing it again changes nothing.
	Delete(ctx context.Context, id string) error
	// Attempted keeps how the last attempt went.
	Attempted(ctx context.Context, id string, last Last) error
	// Last attempt; zero when there was none.
	Last(ctx context.Context, id string) (Last, error)
}
