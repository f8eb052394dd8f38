// Package casework is the contract of what every procedure shares: the acts on tasks, terms, notices of default and the policy.
package casework

import (
	"crypto/sha256"
	"encoding/hex"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/party"
)

// The acts that are the same in every procedure. The argument of each is the message of traject.casework.v1 with the same name.
const (
	ClaimTask     act.Act = "ClaimTask"
	PutBackTask   act.Act = "PutBackTask"
	HandOverTask  act.Act = "HandOverTask"
	CommentTask   act.Act = "CommentTask"
	ExtendTerm    act.Act = "ExtendTerm"
	AgreeDelay    act.Act = "AgreeDelay"
	SuspendTerm   act.Act = "SuspendTerm"
	ResumeTerm    act.Act = "ResumeTerm"
	NotifyDefault act.Act = "NotifyDefault"
	JudgeDefault  act.Act = "JudgeDefault"
	DecidePenalty act.Act = "DecidePenalty"
	MovePolicy    act.Act = "MovePolicy"
	// RecordDeparture is told to every open case of the pupil.
	RecordDeparture act.Act = "RecordDeparture"
	// AnswerEscalation is of who was told that something is overdue without being party to the case.
	AnswerEscalation act.Act = "AnswerEscalation"
)

// DepartureSignal tells a case that the pupil left, as another case of the pupil got to know; it carries a
// traject.casework.v1.Departure.
const DepartureSignal = "departure"

// Acts are all of them. They can be done as long as the case is open; whether there is something to do them on is for the process.
var Acts = []act.Act{
	ClaimTask, PutBackTask, HandOverTask, CommentTask, ExtendTerm, AgreeDelay, SuspendTerm, ResumeTerm,
	NotifyDefault, JudgeDefault, DecidePenalty, MovePolicy, RecordDeparture,
}

// Actors are the roles that may do an act, provided they are party to the case and the process agrees: a task is claimed by the
// party that has it, and a notice of default comes from who waits for the decision.
var Actors = act.Actors{
	ClaimTask:       {party.School, party.Board, party.SOT, party.Expert, party.Director, party.Office, party.Provision},
	PutBackTask:     {party.School, party.Board, party.SOT, party.Expert, party.Director, party.Office, party.Provision},
	HandOverTask:    {party.SOT, party.Director, party.Office},
	CommentTask:     {party.School, party.SOT, party.Expert, party.Director, party.Office, party.Provision},
	ExtendTerm:      {party.Office, party.Director},
	AgreeDelay:      {party.Office},
	SuspendTerm:     {party.Office},
	ResumeTerm:      {party.Office},
	NotifyDefault:   {party.School, party.Board, party.Parent, party.Office},
	JudgeDefault:    {party.Office, party.Director},
	DecidePenalty:   {party.Director},
	MovePolicy:      {party.Office, party.Director},
	RecordDeparture: {party.School, party.SOT, party.Office, party.Provision},
}

// Answerers are the roles that may answer an escalation of which they were told. It is no act of a party, so it is not among Acts.
var Answerers = act.Actors{AnswerEscalation: {party.Municipality, party.Board}}

// EscalationID names, outside the house, the time that the ladder of a case told somebody: opaque, and the same for ever.
func EscalationID(caseID, firingKey string) string {
	sum := sha256.Sum256([]byte(caseID + "/" + firingKey))
	return hex.EncodeToString(sum[:16])
}

// The kinds of tasks that any case can have.
const (
	// DefaultTask: judge a notice of default, today.
	DefaultTask = "ingebrekestelling"
	// PenaltyTask: decide on the dwangsom (Awb 4:18).
	PenaltyTask = "dwangsombesluit"
)

// Holder in a ladder is who should have done what is overdue.
const Holder = "holder"
