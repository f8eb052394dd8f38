package notifications

import (
	"context"
	"time"
)

// The queues of the post room.
const (
	// QueueUndelivered is what reached its party in no electronic way: somebody has to see to it.
	QueueUndelivered = "undelivered"
	// QueuePrint is what goes on paper.
	QueuePrint = "print"
)

// Reasons why something is in the post room.
const (
	ReasonNoAddress  = "no-address"
	ReasonRefused    = "refused"
	ReasonBounced    = "bounced"
	ReasonNotNoticed = "not-noticed"
	// ReasonNoConsent: the parent did not say to be reachable electronically (Awb 2:8).
	ReasonNoConsent = "no-consent"
)

// Level is how far the ladder of the 48 hours is with something undelivered.
type Level string

// The levels, from low to high.
const (
	Unraised  Level = ""
	Reminded  Level = "reminded"
	Escalated Level = "escalated"
	Missed    Level = "missed"
)

// PostItem is one thing that the office does by hand.
type PostItem struct {
	ID        string `bson:"_id"`
	Queue     string `bson:"queue"`
	NoticeKey string `bson:"noticeKey"`
	CaseID    string `bson:"caseId"`
	DossierID string `bson:"dossierId"`
	Party     string `bson:"party"`
	Kind      string `bson:"kind"`
	PieceID   string `bson:"pieceId"`
	Reason    string `bson:"reason"`
	// Since is when it came in.
	Since time.Time `bson:"since"`
	// DueAt is the end of its 48 hours (Awb 2:10, 2:11).
	DueAt time.Time `bson:"dueAt"`
	Level Level     `bson:"level"`
	// NextAt is when the ladder has its next rung for it; zero when it has none.
	NextAt time.Time `bson:"nextAt"`
	// How it was settled: one of the ways below; empty while it is open.
	How string `bson:"how"`
	// On is the date of that (ISO 8601).
	On        string    `bson:"on"`
	SettledAt time.Time `bson:"settledAt"`
}

// The ways in which the office settles something.
const (
	HowPosted    = "posted"
	HowPhoned    = "phoned"
	HowResent    = "resent"
	HowNotNeeded = "not-needed"
	// HowNoticed is no act of the office: the notice reached its party after all.
	HowNoticed = "noticed"
)

// PostStore keeps what the post room has to do, and did.
type PostStore interface {
	// Put keeps an item unless its id is there; isNew says whether it was not.
	Put(ctx context.Context, item PostItem) (isNew bool, err error)
	// Item by its id; ErrNotFound.
	Item(ctx context.Context, id string) (PostItem, error)
	// ItemsOf a notice, settled ones included.
	ItemsOf(ctx context.Context, noticeKey string) ([]PostItem, error)
	// Open items of a queue, what is due first first, at most limit.
	Open(ctx context.Context, queue string, limit int) ([]PostItem, error)
	// CountOpen counts them all.
	CountOpen(ctx context.Context, queue string) (int, error)
	// Climbing gives open items of which the next rung is due, at most limit.
	Climbing(ctx context.Context, now time.Time, limit int) ([]PostItem, error)
	// Raise brings an open item to a level, and says when the next rung is; zero when there is none.
	Raise(ctx context.Context, id string, to Level, next time.Time) error
	// SettleItem keeps how an item ended; false when it had ended. What the office says replaces HowNoticed.
	SettleItem(ctx context.Context, id, how, on string, at time.Time) (bool, error)
	// Watched is until when notices were looked through for those that nobody noticed; zero at first. SetWatched keeps it.
	Watched(ctx context.Context) (time.Time, error)
	SetWatched(ctx context.Context, until time.Time) error
}

// postItemOf begins an item about a notice.
func postItemOf(queue, id string, notice Notice, reason string, since, due time.Time) PostItem {
	return PostItem{
		ID: queue + "/" + id, Queue: queue, NoticeKey: notice.Key, CaseID: notice.CaseID, DossierID: notice.DossierID, Party: notice.Party,
		Kind: notice.Kind, PieceID: notice.PieceID, Reason: reason, Since: since, DueAt: due,
	}
}
