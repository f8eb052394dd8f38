package access

import "traject.nl/proto/contract/documents"

// Read is something of a case, or of its dossier, that can be read.
type Read string

// What can be read of a case, besides the pieces of its dossier.
const (
	// Status is where the case stands, who is to act, and which schools it is about.
	Status Read = "status"
	// Terms with their dates and how they came about.
	Terms Read = "terms"
	// Timeline lines, as far as their audience allows.
	Timeline Read = "timeline"
	// Tasks of all parties; everyone always sees the own ones.
	Tasks Read = "tasks"
	// Application is what the school asks, and which gates it says are met.
	Application Read = "application"
	// Hearing is how the parents answered, and the facts of the zienswijze.
	Hearing Read = "hearing"
	// AdviceOutcome is what the experts advise, without their words.
	AdviceOutcome Read = "advice-outcome"
	// Decision as taken.
	Decision Read = "decision"
	// Person is the pupil and the parents: names, birth date, addresses.
	Person Read = "person"
	// AccessLog is who read what of the dossier.
	AccessLog Read = "access-log"
)

// Piece is the read of an attached file or text of this kind.
func Piece(kind documents.Kind) Read { return Read("piece/" + string(kind)) }

// When something may be read.
type When string

// The conditions.
const (
	Never  When = "never"
	Always When = "always"
	// Final: from the moment that all advices are given (WPO 18a.14: the parents get a copy of each).
	Final When = "advices-final"
	// Announced: from the day the decision was sent to the applicant and the parents (Awb 3:41).
	Announced When = "announced"
	// Granted: from that day, if the TLV was granted.
	Granted When = "announced-and-granted"
	// Addressed: only who it is addressed to.
	Addressed When = "addressed"
)

// rule is one row of the table: when each standing may read it.
type rule struct {
	Read                                                        Read
	Applicant, Receiving, SOT, Expert, Director, Office, Parent When
}

// Table says who may read what. What is not in it, nobody may read; who has no column reads nothing: a board, an engineer,
// and in a TLV a municipality.
//
//   - The applicant school, SOT, experts, director and office work with the whole dossier (WPO 18a.13).
//   - The applicant school and the parents read the advices when all are given, and the decision when it is announced.
//   - The parents read all else in the dossier of their child.
//   - The receiving school follows the status and the terms. When a TLV is granted it gets to know the pupil and what was
//     agreed on return, but never the advices, the zienswijze or the reasons.
//   - A letter is read by who it is addressed to, and by those who work with the whole dossier on ZOUT's side.
var Table = []rule{
	//              applicant  receiving  sot     expert  director office  parent
	{Status, Always, Always, Always, Always, Always, Always, Always},
	{Terms, Always, Always, Always, Always, Always, Always, Always},
	{Timeline, Always, Never, Always, Always, Always, Always, Always},
	{Tasks, Always, Never, Always, Always, Always, Always, Always},
	{Application, Always, Granted, Always, Always, Always, Always, Always},
	{Hearing, Always, Never, Always, Always, Always, Always, Always},
	{AdviceOutcome, Final, Never, Always, Always, Always, Always, Final},
	{Decision, Announced, Granted, Always, Always, Always, Always, Announced},
	{Person, Always, Granted, Always, Always, Always, Always, Always},
	{AccessLog, Never, Never, Never, Never, Always, Always, Never},

	{Piece(documents.Groeidocument), Always, Never, Always, Always, Always, Always, Always},
	{Piece(documents.Onderzoek), Always, Never, Always, Always, Always, Always, Always},
	{Piece(documents.OPP), Always, Never, Always, Always, Always, Always, Always},
	{Piece(documents.Bijlage), Always, Never, Always, Always, Always, Always, Always},
	{Piece(documents.CompletionRequest), Always, Never, Always, Always, Always, Always, Always},
	{Piece(documents.Completion), Always, Never, Always, Always, Always, Always, Always},
	{Piece(documents.Zienswijze), Always, Never, Always, Always, Always, Always, Always},
	{Piece(documents.TalkReport), Always, Never, Always, Always, Always, Always, Always},
	{Piece(documents.Advice), Final, Never, Always, Always, Always, Always, Final},
	{Piece(documents.ZienswijzeWeighed), Final, Never, Always, Always, Always, Always, Final},
	{Piece(documents.ReturnAgreements), Announced, Granted, Always, Always, Always, Always, Announced},
	{Piece(documents.Reasons), Announced, Never, Always, Always, Always, Always, Announced},
	{Piece(documents.Withdrawal), Always, Never, Always, Always, Always, Always, Always},
	{Piece(documents.Letter), Addressed, Addressed, Always, Always, Always, Always, Addressed},
}
