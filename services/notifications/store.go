package notifications

import (
	"context"
	"time"
)

// Record is the evidence of one notice. It names the party, never the address.
type Record struct {
	// Key from the process: one key, one record.
	Key    string `bson:"_id"`
	CaseID string `bson:"caseId"`
	Party  string `bson:"party"`
	// Kind of notice, such as "task" or "letter".
	Kind       string    `bson:"kind"`
	ComposedAt time.Time `bson:"composedAt"`
	// Attempts to send: above one, the party may have got it more than once.
	Attempts int `bson:"attempts"`
	// Outcome: "" while it is not settled.
	Outcome Outcome `bson:"outcome"`
	// SettledAt is when the mail server accepted or refused it; zero when not settled.
	SettledAt time.Time `bson:"settledAt"`
	// ServerReply is what the mail server said, without addresses.
	ServerReply string `bson:"serverReply"`
}

// Outcome of a notice.
type Outcome string

// The outcomes. Each is final.
const (
	// Accepted: the mail server took it.
	Accepted Outcome = "accepted"
	// Refused: the mail server will never take it for this address; the office must reach the party in another way.
	Refused Outcome = "refused"
	// NoAddress: the party has none.
	NoAddress Outcome = "no-address"
)

// Store keeps the records.
type Store interface {
	// Claim writes the record as the first attempt. When the key is there already and not settled, it counts one more
	// attempt instead. The answer is the record as it is now.
	Claim(ctx context.Context, record Record) (Record, error)
	// Settle writes how it ended; a record that is settled stays as it is.
	Settle(ctx context.Context, key string, outcome Outcome, at time.Time, reply string) error
	// OfCase gives the records of a case in order of composition.
	OfCase(ctx context.Context, caseID string) ([]Record, error)
}
