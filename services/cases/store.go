package cases

import (
	"context"
	"errors"
	"time"

	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
)

// ErrNoCase tells that there is no such case.
var ErrNoCase = errors.New("no such case")

// ErrOtherRequest tells that an idempotency key was used before with another request.
var ErrOtherRequest = errors.New("idempotency key was used with another request")

// Record is a case as it is kept: the view of it and its whole timeline, oldest line first.
type Record struct {
	View     *casesv1.View
	Timeline []*caseworkv1.TimelineEntry
}

// Change tells that a case reached a version.
type Change struct {
	CaseID  string
	Version int64
	Phase   string
	// Parties who may know.
	Parties []string
	// At is when the record was written, by the clock of who wrote it.
	At time.Time
}

// Position is a place in the list of cases, which is ordered by next date and then by id.
type Position struct {
	NextOn string
	CaseID string
}

// CaseQuery selects cases. Parties is always required; the zero value of everything else selects all.
type CaseQuery struct {
	// Parties: only cases to which one of these is party.
	Parties []string
	// OpenFor: only cases with an open task of one of these parties.
	OpenFor []string
	// AnyOpen: only cases with an open task of anyone.
	AnyOpen bool
	Phase   string
	Closed  *bool
	// School: only cases in which this school applies or receives; Applicant and Receiver for one of the two.
	School    string
	Applicant []string
	Receiver  []string
	// After: only cases behind this position.
	After *Position
	// Limit on the number of cases; 0 means all.
	Limit int
}

// Records keeps the cases.
type Records interface {
	// Project writes a view and the entries that lead to it. What is already there stays as it is, so that writing twice
	// is writing once; entries that leave a gap are refused.
	Project(ctx context.Context, view *casesv1.View, entries []*caseworkv1.TimelineEntry, at time.Time) error
	// Case reads one case whole; ErrNoCase when there is none.
	Case(ctx context.Context, id string) (Record, error)
	// Cases lists views in the order of their next date.
	Cases(ctx context.Context, q CaseQuery) ([]*casesv1.View, error)
	// Changes lists the cases that were written at or after a moment, oldest first.
	Changes(ctx context.Context, since time.Time) ([]Change, error)
	// Mark is another one after every change, and the same as long as there was none; empty before the first. It is
	// cheap to ask, so that who watches need not ask for the changes each time.
	Mark(ctx context.Context) (string, error)
}

// Registration is one line of the TLV register.
type Registration struct {
	Number            string
	CaseID            string
	ApplicantSchoolID string
	ReceivingSchoolID string
	// Destination, Category and Extent in the words of the API.
	Destination, Category, Extent string
	// ISO 8601 dates.
	ValidFrom, ValidUntil, DecidedOn string
}

// RegisterQuery selects lines of the TLV register; zero values select all.
type RegisterQuery struct {
	// Year of the decision, such as "2026".
	Year string
	// School that applied or receives.
	School string
}

// TLVRegister keeps the TLV numbers that were given.
type TLVRegister interface {
	// Assign gives a case its number, made by the pattern from the next count. The same case gets the same number for
	// ever; no number is given twice, also not after a crash half-way.
	Assign(ctx context.Context, line Registration, pattern string) (number string, err error)
	// Registrations lists the register, newest number first.
	Registrations(ctx context.Context, q RegisterQuery) ([]Registration, error)
}

// Answer is what was answered to a request with an idempotency key.
type Answer struct {
	CaseID  string
	Version int64
	At      time.Time
}

// Answers keeps what was answered, by subject and idempotency key.
type Answers interface {
	// Begin claims the key for the request with this hash. It returns the answer when the request was done before, nil
	// when it is new or still under way, and ErrOtherRequest when the key belongs to another request.
	Begin(ctx context.Context, id, hash string, at time.Time) (*Answer, error)
	// Finish keeps the answer.
	Finish(ctx context.Context, id, hash string, answer Answer) error
	// Release gives up a claim that ended in a refusal, so that the key may be used for a corrected request.
	// An answered request keeps its key.
	Release(ctx context.Context, id, hash string) error
}

// Store is all that the service keeps.
type Store interface {
	Records
	TLVRegister
	Answers
}
