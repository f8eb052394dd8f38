package documents

import (
	"crypto/rand"
	"time"

	contract "traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
)

// State of a dossier.
type State string

// A dossier is a draft until it is submitted, and closed when its case is.
const (
	Draft     State = "draft"
	Submitted State = "submitted"
	Closed    State = "closed"
)

// Who did something: an opaque subject, on behalf of a party.
type Who struct {
	Subject string
	Party   party.Party
}

// Dossier of one child. It begins with one case, its own: an application for a TLV, a request for the Buitenkans, or the placement of
// a pupil in an institution. Other cases of the child come beside it (cases.go).
type Dossier struct {
	ID string
	// School that began it: "school:<id>".
	School party.Party
	// CaseID of its own case; empty while it is a draft.
	CaseID string
	// Procedure of its own case; empty while it is a draft, and then it is of none.
	Procedure string
	// State follows its own case.
	State State
	// Parties of its own case; empty while it is a draft.
	Parties []party.Party
	// Version of its own case to which Parties and the flags below belong.
	Version int64
	// AdvicesFinal: all advices are in, so that parents and school may read them.
	AdvicesFinal bool
	// Announced: the decision went out, so that letters and reasons may be read.
	Announced bool
	// GrantedTo is the receiving school of the TLV that its own case granted, known from the moment that the letters are made.
	GrantedTo party.Party
	// Granted are the receiving schools of TLVs that other cases granted, by case id.
	Granted map[string]party.Party
	// Origin, Host, Target and Consented are of its own case, when that is a stay at the Buitenkans or a placement.
	Origin, Host, Target party.Party
	Consented            bool
	// SubmittedAt is when its own case was admitted; zero for dossiers of before this was kept.
	SubmittedAt time.Time
	// Beside are the other cases that have their papers here, in the order in which they came.
	Beside []Sharing
	// Admitted are those of them that a school or the office started, by case id.
	Admitted map[string]Admission
	// Further are applications for a next TLV, by case id: drafts, and those that were submitted.
	Further map[string]Further
	// Pupil are keyed hashes of the name and the birth date, as they were submitted.
	Pupil []string
	// Form is the application as JSON, opened.
	Form []byte
	// ETag changes whenever the form does.
	ETag      string
	CreatedAt time.Time
	CreatedBy Who
	// UpdatedAt and UpdatedBy tell of the form.
	UpdatedAt time.Time
	UpdatedBy Who
}

// Shape of a piece: what it is made of.
type Shape string

// The shapes of a piece.
const (
	File   Shape = "file"
	Text   Shape = "text"
	Letter Shape = "letter"
)

// Piece of a dossier.
type Piece struct {
	ID        string
	DossierID string
	Kind      contract.Kind
	Shape     Shape
	Author    Who
	// Addressee of a letter; empty otherwise.
	Addressee party.Party
	// Name of the file as its author called it. It may name a child, so it is sealed.
	Name string
	// Text as written; only with shape Text. Sealed.
	Text      string
	MediaType string
	// Size in bytes.
	Size int64
	// Attached: an act refers to it, so that it cannot change any more.
	Attached bool
	// CaseID of the case that refers to it, or for which it is meant; empty for the dossier's own case, and for a draft that
	// is not meant for one case.
	CaseID    string
	CreatedAt time.Time

	// upload tells the chunks of this piece from those of an upload of it that did not finish.
	upload string
}

// Access is one line of the access log: who did what with which piece, and when.
type Access struct {
	At        time.Time
	Who       Who
	DossierID string
	CaseID    string
	// What was read: the id of a piece, or one of the constants below.
	What   string
	Action Action
}

// What can be read besides a piece.
const (
	// ThePerson is the pupil and the parents.
	ThePerson = "person"
	// TheLabel is the name of the pupil, in a list.
	TheLabel = "label"
	// TheForm is the whole application.
	TheForm = "application"
	// TheList is the list of pieces with their names.
	TheList = "list"
	// ThePaperNotice is a notice on paper, with the name and the address of a parent.
	ThePaperNotice = "paper-notice"
	// TheAccessLog is the access log itself.
	TheAccessLog = "access-log"
)

// Action that the access log knows.
type Action string

// The actions.
const (
	Read     Action = "read"
	Download Action = "download"
	Destroy  Action = "destroy"
	// Merged and Unmerged: the office said that two dossiers are of one pupil, or that they are not after all.
	Merged   Action = "merge"
	Unmerged Action = "unmerge"
)

// idAlphabet is Crockford's base32 in lower case: no i, l, o or u, so that an id can be read aloud.
const idAlphabet = "0123456789abcdefghjkmnpqrstvwxyz"

// newID is a random, opaque id: 12 characters hold 60 bits, 16 hold 80.
func newID(length int) string {
	random := make([]byte, length)
	rand.Read(random) // never fails (crypto/rand)
	return encodeID(random)
}

func encodeID(random []byte) string {
	id := make([]byte, len(random))
	for i, b := range random {
		id[i] = idAlphabet[b%32]
	}
	return string(id)
}

const (
	dossierIDLength = 12
	pieceIDLength   = 16
)
