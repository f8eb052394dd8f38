package upstream

import (
	"context"
	"net/http"
	"time"
)

// How a kind of message reaches somebody besides the inbox.
const (
	MailDirect = "direct"
	MailWeekly = "weekly"
	MailNone   = "none"
)

// Preferences are how the person and the person's parties want to be told.
type Preferences struct {
	Parties []PartyPreferences `json:"parties"`
	// Version goes back with a change, so that nobody overwrites what somebody else of the party chose.
	Version string `json:"-"`
}

// PartyPreferences are those of one party.
type PartyPreferences struct {
	Party string `json:"party"`
	// Mailbox is the address that all of the party share; Own is the person's.
	Mailbox Ways    `json:"mailbox"`
	Own     OwnWays `json:"own"`
	// Electronic is the consent to digital post; nil when no choice was made.
	Electronic *Consent `json:"electronic"`
	// Mandatory are the kinds of which there is always a mail, unless somebody opted out.
	Mandatory []string `json:"mandatory"`
}

// Ways are direct, weekly or none for each kind of message.
type Ways struct {
	Kinds map[string]string `json:"kinds"`
	// OptedOutAt is since when there must expressly be no mail about letters either (Awb 2:10); nil when there must.
	OptedOutAt *time.Time `json:"optedOutAt"`
}

// OwnWays are the same for the person's own address; nothing goes there when Address is false.
type OwnWays struct {
	Address bool `json:"address"`
	// Possible says that the person signs in with an address that was verified.
	Possible bool              `json:"possible"`
	Kinds    map[string]string `json:"kinds"`
}

// Consent to digital post, or the refusal of it.
type Consent struct {
	Given bool      `json:"given"`
	At    time.Time `json:"at"`
}

// PartyChange is what changes for one party; what is nil stays as it is.
type PartyChange struct {
	Party      string         `json:"party"`
	Mailbox    *MailboxChange `json:"mailbox,omitempty"`
	Own        *OwnChange     `json:"own,omitempty"`
	Electronic *ConsentChange `json:"electronic,omitempty"`
}

// MailboxChange is how the shared address hears of each kind, and whether it expressly must not hear of letters.
type MailboxChange struct {
	Kinds  map[string]string `json:"kinds"`
	OptOut bool              `json:"optOut"`
}

// OwnChange is how the person's own address hears of each kind, if at all.
type OwnChange struct {
	Address bool              `json:"address"`
	Kinds   map[string]string `json:"kinds"`
}

// ConsentChange gives or withholds the consent to digital post.
type ConsentChange struct {
	Given bool `json:"given"`
}

// Preferences returns how the person wants to be told.
func (n *Notifications) Preferences(ctx context.Context, token string) (*Preferences, error) {
	var answer Preferences
	header, err := n.json(ctx, call{method: http.MethodGet, path: "/v1/preferences", token: token}, &answer)
	if err != nil {
		return nil, err
	}
	answer.Version = header.Get("ETag")
	return &answer, nil
}

// ChangePreferences changes those of the named parties, as long as the version is still the latest one (412 when not).
func (n *Notifications) ChangePreferences(ctx context.Context, token, version string, changes []PartyChange) error {
	_, err := n.json(ctx, call{
		method: http.MethodPut, path: "/v1/preferences", token: token, headers: map[string]string{"If-Match": version},
		body: map[string]any{"parties": changes},
	}, nil)
	return err
}
