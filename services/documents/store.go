package documents

import (
	"context"
	"errors"
	"io"
	"time"

	"traject.nl/proto/contract/party"
)

// What a store can answer besides a result.
var (
	// ErrNotFound: there is no such dossier or piece.
	ErrNotFound = errors.New("not found")
	// ErrExists: there is one with this id already.
	ErrExists = errors.New("exists already")
	// ErrChanged: somebody else saved the form in the meantime.
	ErrChanged = errors.New("changed in the meantime")
	// ErrNotDraft: the dossier was submitted, so that its form stands.
	ErrNotDraft = errors.New("no draft any more")
	// ErrOtherCase: the dossier belongs to another case.
	ErrOtherCase = errors.New("belongs to another case")
	// ErrAttached: an act refers to the piece, so that it stands.
	ErrAttached = errors.New("attached to the case")
)

// Store keeps dossiers, sealed. RunStoreSuite in package documentstest says what every store must do.
type Store interface {
	// CreateDossier adds a draft with an empty form. ErrExists when the id is taken.
	CreateDossier(ctx context.Context, d Dossier) error
	Dossier(ctx context.Context, id string) (Dossier, error)
	// Drafts of a school, last changed first.
	Drafts(ctx context.Context, school party.Party) ([]Dossier, error)
	// SaveForm replaces the form of a draft if its etag still is ifMatch, and answers the new etag. ErrChanged, ErrNotDraft.
	SaveForm(ctx context.Context, id string, form []byte, ifMatch string, by Who, at time.Time) (etag string, err error)
	// Submit binds a draft to its own case, if its etag still is ifMatch. Doing so twice for the same case is no error. ErrOtherCase, ErrChanged.
	Submit(ctx context.Context, id, ifMatch string, admission Admission, parties []party.Party) error
	// Admit adds a case beside the dossier's own one. When there is an application with its id, that must still have this etag
	// (ErrChanged), and is submitted. Doing so twice for the same case is no error. ErrOtherCase for a draft.
	Admit(ctx context.Context, id, ifMatch string, admission Admission, parties []party.Party) error
	// Share sets the parties and flags of a case, unless it knows those of a later version. A case that can come beside the
	// dossier's own one by itself is added when it is not there yet; any other case, or a draft, gives ErrOtherCase.
	Share(ctx context.Context, id string, sharing Sharing) error
	// RecordDecision keeps for which receiving school the TLV of a case is granted; empty when it is refused.
	RecordDecision(ctx context.Context, id, caseID string, grantedTo party.Party) error
	// DestroyDraft erases a draft and all its pieces physically, its key first. ErrNotDraft.
	DestroyDraft(ctx context.Context, id string) error

	FurtherStore
	PupilStore

	// AddText adds a text; a piece with this id that is there already stays as it is.
	AddText(ctx context.Context, p Piece) error
	// AddFile streams a file in and answers the piece with its size. When the content cannot be read to its end, nothing of
	// it stays. A piece with this id that is there already stays as it is.
	AddFile(ctx context.Context, p Piece, content io.Reader) (Piece, error)
	// Pieces of a dossier, oldest first, without their texts.
	Pieces(ctx context.Context, dossierID string) ([]Piece, error)
	// Piece with its text.
	Piece(ctx context.Context, dossierID, id string) (Piece, error)
	// Content streams a file out. What was changed or cut off gives an error before its last byte.
	Content(ctx context.Context, p Piece) (io.ReadCloser, error)
	// Attach fixes a piece for good, as one of this case.
	Attach(ctx context.Context, dossierID, id, caseID string) error
	// DeletePiece erases a piece physically. ErrAttached.
	DeletePiece(ctx context.Context, dossierID, id string) error
	// Supersede erases a piece physically of which another takes the place, also when it is attached.
	Supersede(ctx context.Context, dossierID, id string) error
	// Sweep erases what interruptions left: uploads that began before this moment and never finished, half destroyed drafts.
	Sweep(ctx context.Context, before time.Time) error

	// Record writes lines of the access log.
	Record(ctx context.Context, lines ...Access) error
	// AccessLog of a dossier, oldest first.
	AccessLog(ctx context.Context, dossierID string) ([]Access, error)

	// Claim reserves an id for a request, or answers the claim that was there first.
	Claim(ctx context.Context, c Claim) (Claim, error)
	// Fulfil marks a claim as done.
	Fulfil(ctx context.Context, key string) error
}

// FurtherStore keeps applications for a next TLV, sealed in the dossier of the pupil.
type FurtherStore interface {
	// AddFurther adds a draft with its form. ErrExists when the school has one in this dossier, or the id is taken.
	AddFurther(ctx context.Context, dossierID string, f Further) error
	// SaveFurther replaces the form of a draft if its etag still is ifMatch, and answers the new etag. ErrChanged, ErrNotDraft.
	SaveFurther(ctx context.Context, dossierID, caseID string, form []byte, ifMatch string, by Who, at time.Time) (etag string, err error)
	// DropFurther erases a draft. ErrNotDraft.
	DropFurther(ctx context.Context, dossierID, caseID string) error
	// Drafting are the dossiers in which the school has a draft, last changed first.
	Drafting(ctx context.Context, school party.Party) ([]Dossier, error)
	// DossierOfCase is the dossier that a case of a person began in, or came beside another one. ErrNotFound.
	DossierOfCase(ctx context.Context, caseID string) (Dossier, error)
}

// PupilStore knows which dossiers are of one pupil.
type PupilStore interface {
	// KnowPupil adds a keyed hash of the pupil to a submitted dossier.
	KnowPupil(ctx context.Context, dossierID, pupil string) error
	// Nameless are submitted dossiers without any hash: those of before hashes were kept.
	Nameless(ctx context.Context) ([]Dossier, error)
	// DossiersOf are the submitted dossiers with any of these hashes, oldest first.
	DossiersOf(ctx context.Context, pupils ...string) ([]Dossier, error)
	// AddMerge keeps a merge; one with this id that is there already stays as it is.
	AddMerge(ctx context.Context, m Merge) error
	// UndoMerge ends a merge. ErrNotFound when there is none with this id that holds.
	UndoMerge(ctx context.Context, id string, by Who, at time.Time) error
	// Merges that hold, with any of these dossiers, oldest first.
	Merges(ctx context.Context, dossierIDs ...string) ([]Merge, error)
	// Hold reserves a place for a case, or answers who holds it.
	Hold(ctx context.Context, h Holding) (Holding, error)
	// LetGo frees a place that this case holds.
	LetGo(ctx context.Context, place, caseID string) error
}

// Claim is the promise that a request with an idempotency key makes one thing, once.
type Claim struct {
	// Key is a keyed hash of the person and the idempotency key.
	Key string
	// Fingerprint is a keyed hash of the request.
	Fingerprint string
	// ID of what the request makes.
	ID string
	// Done: it was made, and may have been deleted again since.
	Done bool
	At   time.Time
}
