package cases

import (
	"context"
	"errors"
	"time"

	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/services/platform/live"
)

// ErrNoCase tells that there is no such case.
var ErrNoCase = errors.New("no such case")

// ErrNoNumber tells that this TLV number was never given.
var ErrNoNumber = errors.New("no such TLV number")

// ErrNoLink tells that there is no such calendar link, or not any more.
var ErrNoLink = errors.New("no such calendar link")

// ErrOtherRequest tells that an idempotency key was used before with another request.
var ErrOtherRequest = errors.New("idempotency key was used with another request")

// Record is a case as it is kept: the view of it and its whole timeline, oldest line first.
type Record struct {
	View     *casesv1.View
	Timeline []*caseworkv1.TimelineEntry
}

// Position is a place in the list of cases, which is ordered by next date and then by id.
type Position struct {
	NextOn string
	CaseID string
}

// CaseQuery selects cases. Parties, Told or Everyone is required; the zero value of everything else selects all.
type CaseQuery struct {
	// Everyone: cases whoever is party to them; for counting only.
	Everyone bool
	// Parties: only cases to which one of these is party.
	Parties []string
	// Told: only cases in which the ladder told one of these, who need not be party to it.
	Told []string
	// Escalation: only the case with the escalation of this id (casework.EscalationID).
	Escalation string
	// IDs: only these cases.
	IDs []string
	// About: only cases about one of these: the objections to their decisions.
	About []string
	// Dossiers: only cases in one of these dossiers.
	Dossiers []string
	// Either: IDs, About and Dossiers are ways to be selected: one of those given is enough.
	Either    bool
	Procedure string
	// Due: only cases in which a task or a term has a date.
	Due bool
	// Running: only cases in which a term runs.
	Running bool
	// Defaulted: only cases with a notice of default for which a dwangsom can be due.
	Defaulted bool
	// OpenFor: only cases with an open task of one of these parties.
	OpenFor []string
	// AnyOpen: only cases with an open task of anyone.
	AnyOpen bool
	Phase   string
	Closed  *bool
	// School: only cases in which this school has a part as a school: where the pupil comes from, is, or goes to; Applicant and
	// Receiver for one of these.
	School string
	// Municipality: only cases of this municipality.
	Municipality string
	Applicant    []string
	Receiver     []string
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
	// Cases lists views in the order of their next date. They may be shared: do not change them.
	Cases(ctx context.Context, q CaseQuery) ([]*casesv1.View, error)
	// Count says how many cases a query selects in all, whatever its place and limit.
	Count(ctx context.Context, q CaseQuery) (int, error)
	// NewestPolicy is the version of the policy with which the case of this procedure that was received last works; empty
	// when there is none.
	NewestPolicy(ctx context.Context, procedure string) (string, error)
	// Beside gives, in one question, the cases of a query and the newest policy of a procedure: what the page of a case shows besides it.
	Beside(ctx context.Context, q CaseQuery, procedure string) (Beside, error)
	// Changes tell which cases reached a version.
	live.Changes
}

// Beside is what the page of a case shows of others.
type Beside struct {
	Cases []*casesv1.View
	// NewestPolicy is as Records.NewestPolicy gives it.
	NewestPolicy string
}

// Registration is one line of the TLV register.
type Registration struct {
	Number string
	CaseID string
	// Replaces is the number of the TLV that this one takes the place of, after a bezwaar; empty for a first decision.
	Replaces string
	// EndedOn is the day on which a decision on a bezwaar took this TLV away (ISO 8601), and ReplacedBy the number that
	// came in its place; empty when none did.
	EndedOn, ReplacedBy string
	// The schools, by id.
	ApplicantSchoolID, ReceivingSchoolID string
	// Destination, Category and Extent in the words of the API.
	Destination, Category, Extent string
	// ISO 8601 dates.
	ValidFrom, ValidUntil, DecidedOn string
}

// key of a line: one decision, one number.
func (r Registration) key() string {
	if r.Replaces == "" {
		return r.CaseID
	}
	return r.CaseID + "/" + r.Replaces
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
	// ever, and another only for a decision that replaces it; no number is given twice, also not after a crash half-way.
	// ErrNoNumber when the number that is to be replaced was never given.
	Assign(ctx context.Context, line Registration, pattern string) (number string, err error)
	// End marks a number as taken away on a day, and by which it was replaced. What is marked stays as it is.
	End(ctx context.Context, number, replacedBy, on string) error
	// Registrations lists the register, newest number first.
	Registrations(ctx context.Context, q RegisterQuery) ([]Registration, error)
}

// Answer is what was answered to a request with an idempotency key.
type Answer struct {
	CaseID  string
	Version int64
	At      time.Time
	// ReceiptID of what was entered; empty of an act of before there were receipts.
	ReceiptID string
}

// Claim is a request that was sent before with the same key.
type Claim struct {
	// Answer to it; nil when it was never answered.
	Answer *Answer
	// Party in whose name it was sent; empty when there was no such request.
	Party string
}

// Answers keeps what was answered, by subject and idempotency key.
type Answers interface {
	// Begin claims the key for the request with this hash, in the name of a party. It returns the answer when the request was done before, nil
	// when it is new or still under way, and ErrOtherRequest when the key belongs to another request.
	Begin(ctx context.Context, id, hash, party string, at time.Time) (*Answer, error)
	// Claimed gives what became of the request with this hash; the zero value when the key was never claimed for it.
	Claimed(ctx context.Context, id, hash string) (Claim, error)
	// Finish keeps the answer.
	Finish(ctx context.Context, id, hash string, answer Answer) error
	// Release gives up a claim that ended in a refusal, so that the key may be used for a corrected request.
	// An answered request keeps its key.
	Release(ctx context.Context, id, hash string) error
}

// CalendarLink is a secret link to the deadlines of some parties. The secret itself is not kept.
type CalendarLink struct {
	// ID names the link to who made it; it is not the secret.
	ID string
	// TokenHash is the hash of the secret.
	TokenHash string
	// Subject is who made it (opaque), and Parties whose deadlines it shows.
	Subject string
	Parties []string
	// From when until when it works.
	CreatedAt, ExpiresAt time.Time
}

// CalendarLinks keeps the links until they are revoked.
type CalendarLinks interface {
	// PutLink keeps a link, in the place of the one with the same id.
	PutLink(ctx context.Context, link CalendarLink) error
	// LinksOf gives the links of a person, the oldest first.
	LinksOf(ctx context.Context, subject string) ([]CalendarLink, error)
	// LinkByToken finds a link by the hash of its secret; ErrNoLink when there is none.
	LinkByToken(ctx context.Context, tokenHash string) (CalendarLink, error)
	// RemoveLink revokes a link of this person; ErrNoLink when the person has no such link.
	RemoveLink(ctx context.Context, subject, id string) error
}

// PlaceBooks keeps the books of places as the processes wrote them, one of each provision.
type PlaceBooks interface {
	// PutPlaces keeps a book, unless the kept one is as new or newer.
	PutPlaces(ctx context.Context, places *buitenkansv1.Places) error
	// Places reads the book of a provision; one without a version when nothing was written yet.
	Places(ctx context.Context, provisionID string) (*buitenkansv1.Places, error)
}

// Receipt says that an act came in, with what was entered (Awb 2:17). It is written once and never changed.
type Receipt struct {
	ID     string
	CaseID string
	Act    string
	// Party in whose name it was done, and the person (opaque).
	Party, Subject string
	// Version that the case reached by it.
	Version int64
	// At is when it was in.
	At time.Time
	// Entered is what was sent, as compact JSON: ids, dates and choices; words are in the dossier. SHA256 (hexadecimal) is of it.
	Entered []byte
	SHA256  string
}

// ErrNoReceipt tells that there is no such receipt.
var ErrNoReceipt = errors.New("no such receipt")

// Receipts keeps what was entered.
type Receipts interface {
	// PutReceipt keeps a receipt; one that is there stays as it is.
	PutReceipt(ctx context.Context, receipt Receipt) error
	// Receipt reads one of a case; ErrNoReceipt when there is none.
	Receipt(ctx context.Context, caseID, id string) (Receipt, error)
	// Receipts lists those of a case, the newest first: of these parties, or with nil of all.
	Receipts(ctx context.Context, caseID string, parties []string) ([]Receipt, error)
}

// Store is all that the service keeps.
type Store interface {
	Records
	TLVRegister
	PlaceBooks
	Answers
	Receipts
	CalendarLinks
}
