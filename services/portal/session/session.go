// Package session keeps who is signed in: server-side, sealed, with an idle and an absolute end.
package session

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"traject.nl/proto/keyring"
)

// ErrNone says that there is no such session, or that it has ended.
var ErrNone = errors.New("no such session")

// Record is a session as stored: under a hash of its id, with sealed content, so that the store alone opens no door.
type Record struct {
	// Hash of the session id, in hex.
	Hash   string
	Sealed []byte
	// SeenAt is the last use, by the minute.
	SeenAt time.Time
	// EndsAt is the absolute end.
	EndsAt time.Time
	// Version counts the writes of Sealed.
	Version int64
	// RenewingUntil is until when somebody may be busy renewing the tokens.
	RenewingUntil time.Time
	// Of is a hash of whose session it is; empty when that is not known.
	Of string
}

// Store keeps records.
type Store interface {
	// Put stores a new record.
	Put(ctx context.Context, record Record) error
	// Get returns ErrNone when there is no such record.
	Get(ctx context.Context, hash string) (Record, error)
	// Claim keeps that somebody renews the content of this version until a moment, unless somebody does already, and says whether it did.
	Claim(ctx context.Context, hash string, version int64, now, until time.Time) (bool, error)
	// Unclaim takes that back.
	Unclaim(ctx context.Context, hash string, version int64) error
	// Reseal replaces the content if the stored version is still the given one, and says whether it did. It ends every claim.
	Reseal(ctx context.Context, hash string, version int64, sealed []byte) (bool, error)
	// Touch sets the last use.
	Touch(ctx context.Context, hash string, at time.Time) error
	// Delete removes a record; one that is not there is fine.
	Delete(ctx context.Context, hash string) error
	// Keep leaves a person this many records, those that end last, and removes the others.
	Keep(ctx context.Context, of string, most int) error
	// Sweep removes records that were last seen, or ended, before the given moments.
	Sweep(ctx context.Context, seenBefore, endedBefore time.Time) (int64, error)
}

// Tokens are what the identity provider gave.
type Tokens struct {
	Access  string    `json:"access"`
	Refresh string    `json:"refresh,omitempty"`
	ID      string    `json:"id,omitempty"`
	Expires time.Time `json:"expires"`
	// Subject is whose they are, when they were just given.
	Subject string `json:"-"`
}

// sessionsEach is how many sessions one person may have: browsers, and those of which the cookie was thrown away. Who signs in by program cannot
// fill the store.
const sessionsEach = 100

// Session is an open session.
type Session struct {
	Tokens Tokens `json:"tokens"`
	// CSRF is the secret that every form of this session carries.
	CSRF string `json:"csrf"`

	hash    string
	version int64
}

// Keeper opens, finds and ends sessions.
type Keeper struct {
	Store Store
	Keys  *keyring.Ring
	// Idle is how long a session lives without being used, Max how long at most.
	Idle, Max time.Duration
	Clock     func() time.Time
}

// Open starts a session and returns the id that goes into the cookie; only its hash is kept. Who has too many loses the oldest.
func (k *Keeper) Open(ctx context.Context, tokens Tokens) (id string, err error) {
	id = rand.Text() + rand.Text()
	hash := hashOf(id)
	sealed, err := k.seal(hash, &Session{Tokens: tokens, CSRF: rand.Text()})
	if err != nil {
		return "", err
	}
	now := k.Clock()
	record := Record{Hash: hash, Sealed: sealed, SeenAt: now, EndsAt: now.Add(k.Max), Version: 1}
	if tokens.Subject == "" {
		return id, k.Store.Put(ctx, record)
	}
	record.Of = hashOf("person/" + tokens.Subject)
	if err := k.Store.Put(ctx, record); err != nil {
		return "", err
	}
	return id, k.Store.Keep(ctx, record.Of, sessionsEach)
}

// Find returns the session with this id, or ErrNone when it does not exist, was idle too long or has ended.
func (k *Keeper) Find(ctx context.Context, id string) (*Session, error) {
	if id == "" {
		return nil, ErrNone
	}
	record, err := k.Store.Get(ctx, hashOf(id))
	if err != nil {
		return nil, err
	}
	now := k.Clock()
	if now.After(record.EndsAt) || now.Sub(record.SeenAt) > k.Idle {
		return nil, errors.Join(ErrNone, k.Store.Delete(ctx, record.Hash))
	}
	if now.Sub(record.SeenAt) > time.Minute {
		if err := k.Store.Touch(ctx, record.Hash, now); err != nil {
			return nil, err
		}
	}
	return k.unseal(record)
}

// Claim says whether the caller is the one who renews the tokens, for at most this long: a refresh token works once, and a provider that sees
// it twice ends the whole session. Latest is the session as it is stored now; when it is newer, somebody renewed already.
func (k *Keeper) Claim(ctx context.Context, s *Session, within time.Duration) (latest *Session, mine bool, err error) {
	latest, err = k.Reread(ctx, s)
	if err != nil || latest.NewerThan(s) {
		return latest, false, err
	}
	now := k.Clock()
	mine, err = k.Store.Claim(ctx, s.hash, s.version, now, now.Add(within))
	return latest, mine, err
}

// Unclaim lets others renew at once.
func (k *Keeper) Unclaim(ctx context.Context, s *Session) error {
	return k.Store.Unclaim(ctx, s.hash, s.version)
}

// Renew replaces the tokens. When another request renewed first, it returns what that one stored.
func (k *Keeper) Renew(ctx context.Context, s *Session, tokens Tokens) (*Session, error) {
	next := &Session{Tokens: tokens, CSRF: s.CSRF, hash: s.hash, version: s.version + 1}
	sealed, err := k.seal(s.hash, next)
	if err != nil {
		return nil, err
	}
	won, err := k.Store.Reseal(ctx, s.hash, s.version, sealed)
	if err != nil {
		return nil, err
	}
	if won {
		return next, nil
	}
	return k.Reread(ctx, s)
}

// Reread returns the session as it is stored now.
func (k *Keeper) Reread(ctx context.Context, s *Session) (*Session, error) {
	record, err := k.Store.Get(ctx, s.hash)
	if err != nil {
		return nil, err
	}
	return k.unseal(record)
}

// Close ends the session.
func (k *Keeper) Close(ctx context.Context, s *Session) error { return k.Store.Delete(ctx, s.hash) }

// Sweep removes what has ended.
func (k *Keeper) Sweep(ctx context.Context) (int64, error) {
	now := k.Clock()
	return k.Store.Sweep(ctx, now.Add(-k.Idle), now)
}

// Key tells sessions apart without revealing their id.
func (s *Session) Key() string { return s.hash }

// NewerThan says whether this is a later state of the same session.
func (s *Session) NewerThan(other *Session) bool { return s.version > other.version }

func (k *Keeper) seal(hash string, s *Session) ([]byte, error) {
	plain, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("encode session: %w", err)
	}
	return k.Keys.Seal(plain, sealContext(hash))
}

func (k *Keeper) unseal(record Record) (*Session, error) {
	plain, err := k.Keys.Open(record.Sealed, sealContext(record.Hash))
	if err != nil {
		return nil, fmt.Errorf("open sealed session: %w", err)
	}
	s := &Session{hash: record.Hash, version: record.Version}
	if err := json.Unmarshal(plain, s); err != nil {
		return nil, fmt.Errorf("decode session: %w", err)
	}
	return s, nil
}

func sealContext(hash string) []byte { return []byte("session/" + hash) }

func hashOf(id string) string {
	sum := sha256.Sum256([]byte(id))
	return hex.EncodeToString(sum[:])
}
