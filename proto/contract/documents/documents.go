// Package documents is the contract of the documents service with the processes: its task queue, activities and the
// kinds of pieces a dossier holds.
package documents

// TaskQueue on which the documents service hosts its activities.
const TaskQueue = "documents"

// The activities. Requests and responses are the messages of traject.documents.v1 with the same name.
const (
	AdmitDossier    = "documents.AdmitDossier"
	Share           = "documents.Share"
	Attach          = "documents.Attach"
	ComposeLetters  = "documents.ComposeLetters"
	SealedAddresses = "documents.SealedAddresses"
)

// Kind of a piece in the dossier; who may read it follows from it (services/platform/access).
type Kind string

// Files that are uploaded.
const (
	Groeidocument Kind = "groeidocument"
	Onderzoek     Kind = "onderzoek"
	OPP           Kind = "opp"
	Bijlage       Kind = "bijlage"
)

// Texts that are written in the portal.
const (
	// CompletionRequest says what the office asks to complete.
	CompletionRequest Kind = "aanvullingsverzoek"
	// Completion is the school's answer to it.
	Completion Kind = "aanvulling"
	Zienswijze Kind = "zienswijze"
	// TalkReport is the report of the zienswijze talk.
	TalkReport Kind = "gespreksverslag"
	Advice     Kind = "advies"
	// ZienswijzeWeighed is what an advice did with the zienswijze.
	ZienswijzeWeighed Kind = "zienswijze-weging"
	ReturnAgreements  Kind = "terugplaatsingsafspraken"
	Reasons           Kind = "motivering"
	Withdrawal        Kind = "intrekking"
)

// Letter is made by Traject.
const Letter Kind = "brief"

// FileKinds can be uploaded, TextKinds can be written.
var (
	FileKinds = []Kind{Groeidocument, Onderzoek, OPP, Bijlage, Zienswijze, TalkReport}
	TextKinds = []Kind{CompletionRequest, Completion, Zienswijze, TalkReport, Advice, ZienswijzeWeighed, ReturnAgreements, Reasons, Withdrawal}
)
