package notifications

import (
	"context"
	"errors"
	"time"
)

// ErrNotFound says that there is no notice or delivery by that key.
var ErrNotFound = errors.New("no such notice or delivery")

// Store keeps notices, and how each leaves.
type Store interface {
	Notices
	Schedule
	Deliveries
	Reminders
}

// Reminders counts how often somebody was mailed about one thing, without looking through all that was sent.
type Reminders interface {
	// Reminded counts a delivery, once.
	Reminded(ctx context.Context, about, deliveryID string) error
	// Reminders counts them, up to a number.
	Reminders(ctx context.Context, about string, upTo int) (int, error)
}

// Notices keeps what parties are told.
type Notices interface {
	// Place keeps a notice unless its key is there; the answer is the one that is there, and whether it is new.
	Place(ctx context.Context, notice Notice) (placed Notice, isNew bool, err error)
	// Notice by its key; ErrNotFound.
	Notice(ctx context.Context, key string) (Notice, error)
	// NoticesOf a case, the oldest first.
	NoticesOf(ctx context.Context, caseID string) ([]Notice, error)
	// Inbox of parties, the latest first.
	Inbox(ctx context.Context, page InboxPage) ([]Notice, error)
	// Openings gives of every notice its key, case, party, letter, when it could be read and who opened it, and nothing else that matters.
	Openings(ctx context.Context) ([]Notice, error)
	// Open keeps that a person opened a notice, the first time only, and that it is noticed. First says whether it was the first time.
	Open(ctx context.Context, key string, opening Opening) (first bool, err error)
	// Noticed keeps the first time that a notice was noticed.
	Noticed(ctx context.Context, key string, at time.Time) error
	// Unnoticed gives notices that became accessible in [from, before) and are not noticed, the oldest first, at most limit.
	Unnoticed(ctx context.Context, from, before time.Time, limit int) ([]Notice, error)
}

// InboxPage is a page of the inbox of parties.
type InboxPage struct {
	Parties []string
	// Before gives what became accessible before this notice: its moment and key, both zero for the first page.
	Before    time.Time
	BeforeKey string
	// NotOpenedBy leaves out what this person opened; empty leaves out nothing.
	NotOpenedBy string
	Limit       int
}

// Schedule keeps the deliveries that wait, over every crash and for every replica.
//
// A lane is taken by one dispatcher at a time, by inserting a lease under its name, which every store does for one only. A dispatcher that
// dies keeps the lane until the lease ends; then the deliveries go again. So towards a receiver it is at least once, with the same id.
type Schedule interface {
	// Plan adds deliveries that are waiting; one that is there already, waiting or settled, stays as it is.
	Plan(ctx context.Context, deliveries ...Delivery) error
	// Due gives the work of a channel: lanes that have something due now and that are not busy here, the longest waiting first, at most limit, and
	// in each what is due up to a moment (at least now). Less does not mean that there is no more, nothing does.
	Due(ctx context.Context, channel string, now, upTo time.Time, busy []string, limit int) ([]Work, error)
	// Take takes the lane of what was found until a moment, and begins an attempt of each that is still as it was found. Nothing when another
	// dispatcher has the lane, or nothing of it is due now any more.
	Take(ctx context.Context, found Work, now, until time.Time) ([]Delivery, error)
	// Release gives back a lane that was taken until a moment. Who comes too late gives back nothing: another dispatcher has it by then.
	Release(ctx context.Context, lane string, until time.Time) error
	// Postpone makes a delivery due again at a moment, with what was said, as long as it is the attempt that was taken.
	Postpone(ctx context.Context, taken Delivery, due time.Time, reply string) error
	// Untried does that as if it was not taken: the attempt does not count.
	Untried(ctx context.Context, taken Delivery, due time.Time) error
	// Settle takes a delivery out of the schedule. Doing it again changes nothing.
	Settle(ctx context.Context, id string, settlement Settlement) error
	// Resume puts a delivery that is in one of these settled states in the schedule again, due at a moment, as if it was never tried; false
	// when it is in none of them. Of several at once one does it.
	Resume(ctx context.Context, id string, due time.Time, from ...State) (bool, error)
	// Backlog counts what is waiting and due.
	Backlog(ctx context.Context, now time.Time) (Backlog, error)
}

// Work is what a lane has due, the longest waiting first.
type Work struct {
	Lane string
	Due  []Due
}

// Due is a delivery, and since when it is due.
type Due struct {
	Delivery string
	At       time.Time
}

// first gives so much of the work, and what is left of it.
func (w Work) first(limit int) (now, left Work) {
	limit = min(limit, len(w.Due))
	return Work{w.Lane, w.Due[:limit]}, Work{w.Lane, w.Due[limit:]}
}

// Settlement is how a delivery ended, or that it is held.
type Settlement struct {
	State  State
	Reply  string
	MailID string
	At     time.Time
}

// Backlog is what is due and did not leave yet.
type Backlog struct {
	Waiting int
	// Oldest is since when the longest waiting one is due; zero when nothing is.
	Oldest time.Time
}

// Deliveries tells what became of them, waiting ones included.
type Deliveries interface {
	// Delivery by its id; ErrNotFound.
	Delivery(ctx context.Context, id string) (Delivery, error)
	// DeliveriesOf a case, by when they were due.
	DeliveriesOf(ctx context.Context, caseID string) ([]Delivery, error)
	// DeliveriesIn a lane, by when they were due, the latest first, at most limit; state "" for every state.
	DeliveriesIn(ctx context.Context, lane string, state State, limit int) ([]Delivery, error)
	// DeliveriesInMail that a mail took along.
	DeliveriesInMail(ctx context.Context, mailID string) ([]Delivery, error)
	// Settled gives deliveries of a settled state, the longest settled first, at most limit.
	Settled(ctx context.Context, state State, limit int) ([]Delivery, error)
	// Change gives a settled delivery another settled state, when it has the first one still; false when it does not.
	Change(ctx context.Context, id string, from State, to Settlement) (bool, error)
}
