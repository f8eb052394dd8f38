package notifications

import (
	"context"
	"errors"
	"time"

	"traject.nl/proto/contract/party"
)

// Mandatory are the kinds of which the law asks a notice by mail at once (Awb 2:10), unless its receiver expressly wants none.
var Mandatory = []string{KindLetter, KindDefault}

// Hows are the ways in which somebody can want to be told.
var Hows = []How{Direct, Weekly, None}

// Preference is how one receiver of a party wants to be told by mail: its mailbox, or one of its persons at an own address.
type Preference struct {
	// ID is the party and the receiver.
	ID    string `bson:"_id"`
	Party string `bson:"party"`
	// To is Mailbox, or the subject of a person.
	To string `bson:"to"`
	// Sealed is the own address of a person, sealed with the delivery ring; empty when that person wants no mail there.
	Sealed []byte `bson:"sealed"`
	// Kinds that are not told directly.
	Kinds map[string]How `bson:"kinds"`
	// OptedOutAt is when the receiver expressly wanted no notices of Awb 2:10; zero when it does.
	OptedOutAt time.Time `bson:"optedOutAt"`
	// Version rises by one at each change; zero is what nobody chose yet.
	Version int64 `bson:"version"`
}

// How this receiver wants to be told of a kind.
func (p Preference) How(kind string) How {
	if p.To != Mailbox && len(p.Sealed) == 0 {
		return None
	}
	if how, ok := p.Kinds[kind]; ok {
		return how
	}
	return Direct
}

// Consent is whether a party may be told electronically what otherwise comes on paper (Awb 2:8).
type Consent struct {
	Party string    `bson:"_id"`
	Given bool      `bson:"given"`
	At    time.Time `bson:"at"`
	// Subject of the person who said so.
	Subject string `bson:"subject"`
}

// ErrChanged says that somebody else changed it in the meantime.
var ErrChanged = errors.New("changed in the meantime")

// PreferenceStore keeps what receivers want.
type PreferenceStore interface {
	// PreferencesOf a party: of its mailbox and of its persons, as far as they chose.
	PreferencesOf(ctx context.Context, party string) ([]Preference, error)
	// SavePreference keeps the next version of what was read; ErrChanged when it is not the next one.
	SavePreference(ctx context.Context, preference Preference) error
	// ConsentOf a party; false when it never said anything.
	ConsentOf(ctx context.Context, party string) (Consent, bool, error)
	// SaveConsent keeps what the party said last.
	SaveConsent(ctx context.Context, consent Consent) error
}

// preferenceID names the preference of a receiver.
func preferenceID(party, to string) string { return party + "#" + to }

// preferenceOf gives what this receiver chose, or the beginning when it did not.
func preferenceOf(all []Preference, party, to string) Preference {
	for _, one := range all {
		if one.To == to {
			return one
		}
	}
	return Preference{ID: preferenceID(party, to), Party: party, To: to}
}

// chosen answers the dispatcher from the store.
type chosen struct{ store PreferenceStore }

// Recipients implements Preferences: the mailbox first, and then the persons who want mail at their own address.
func (c chosen) Recipients(ctx context.Context, party, kind string) ([]Recipient, error) {
	all, err := c.store.PreferencesOf(ctx, party)
	if err != nil {
		return nil, err
	}
	mailbox := preferenceOf(all, party, Mailbox)
	recipients := []Recipient{{To: Mailbox, How: mailbox.How(kind)}}
	for _, one := range all {
		if one.To != Mailbox && len(one.Sealed) > 0 {
			recipients = append(recipients, Recipient{To: one.To, How: one.How(kind), Sealed: one.Sealed})
		}
	}
	return recipients, nil
}

// needsPaper says whether a letter to this party must go on paper too: to a parent who did not say to be reachable electronically, and to an
// interested party without an account. Parties of organisations count as reachable: they are members of ZOUT, or work with it.
func needsPaper(ctx context.Context, store PreferenceStore, to string) (bool, error) {
	switch party.Party(to).Role() {
	case party.Interested:
		return true, nil
	case party.Parent:
		consent, _, err := store.ConsentOf(ctx, to)
		return !consent.Given, err
	default:
		return false, nil
	}
}
