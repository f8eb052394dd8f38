package notifications

import (
	"context"
	"time"
)

// Channel is one way out of the house. A channel decides how something is said and sent; what has to go, when, and whether it may still go
// is decided by the dispatcher.
type Channel interface {
	// Name is one of the channel names; deliveries with it are handed to this channel.
	Name() string
	// AtOnce is how many lanes are handed over at the same time.
	AtOnce() int
	// Route gives the deliveries by which a new notice leaves through this channel, each waiting; none when it does not concern it. The same
	// notice gives deliveries with the same ids.
	Route(ctx context.Context, notice Notice) ([]Delivery, error)
	// Gather is how far ahead deliveries of a lane go along with one that is due; zero for only what is due.
	Gather() time.Duration
	// Deliver sends what a lane has, in order, and says of each how it went. It is called for one lane once at a time and for different lanes
	// at the same time; it must end when the context ends.
	Deliver(ctx context.Context, lane string, outgoing []Outgoing) []Result
	// Backoff is how long to wait after so many attempts (from 1); false when that was the last.
	Backoff(attempts int) (time.Duration, bool)
}

// Outgoing is a delivery that may go, with its notice; a delivery that is about none has an empty notice.
type Outgoing struct {
	Delivery
	Notice Notice
}

// Result is how a delivery went.
type Result struct {
	ID string
	// State: Waiting to try again later, or how it ended.
	State State
	// Reply of the receiver, without addresses.
	Reply  string
	MailID string
	// Wait before the next attempt; zero leaves it to Backoff. An attempt that never ends the trying has a Wait.
	Wait time.Duration
	// Untried: it waits, and this was no attempt.
	Untried bool
	// Server that was spoken to, for the evidence; empty when none was.
	Server string
	// Status is the code that it answered (SMTP or HTTP); may be empty.
	Status string
}

// Follower is told what happens to notices: it keeps the inbox live, the print queue filled, the office informed. It is told at least once,
// so it must be idempotent; an error makes that it is told again.
type Follower interface {
	// Placed is told a new notice, when it is in the portal and before anything leaves.
	Placed(ctx context.Context, notice Notice) error
	// Settled is told that a delivery of a notice got another state than waiting.
	Settled(ctx context.Context, notice Notice, delivery Delivery) error
}
