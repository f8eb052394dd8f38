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
	// Application is what the school asks, and which gates it says are met; in a buitenkans also what the SOT and the parents said,
	// and the admission.
	Application Read = "application"
	// Hearing is how the parents answered, and the facts of the zienswijze; in a bezwaar, the hearing as planned and held.
	Hearing Read = "hearing"
	// AdviceOutcome is what the experts advise, in a bezwaar the LBT, in a buitenkans the Buitenkans, without their words.
	AdviceOutcome Read = "advice-outcome"
	// Objection is what is objected to and by whom, and how that came in: channel, dates, repair, lateness.
	Objection Read = "objection"
	// Talk is the informal talk beside a bezwaar.
	Talk Read = "talk"
	// Bundle is the file for the LBT: its inventory, and what it lacks.
	Bundle Read = "bundle"
	// Firings are what the clock did: reminders, escalations, overruns.
	Firings Read = "firings"
	// Defaults are all notices of default with the dwangsom; who gave one always sees the own ones.
	Defaults Read = "defaults"
	// Decision as taken.
	Decision Read = "decision"
	// Placement is where the pupil is and until when: group, place on the list, interruptions; the schools and TLVs of a plaatsing.
	Placement Read = "placement"
	// Evaluations are when there were any, and how it goes, in one word.
	Evaluations Read = "evaluations"
	// Continuation is what follows on the last school year of a TLV, and what was applied for.
	Continuation Read = "continuation"
	// Return is the plan for the way back: the school, the days, the answer of that school.
	Return Read = "return"
	// FollowUp is when was talked after the return, and how it goes, in one word.
	FollowUp Read = "follow-up"
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
	// PapersOpen: from the moment that the papers lie open before the hearing (Awb 7:4 lid 2).
	PapersOpen When = "papers-open"
	// Consented: from the moment that the parents agree (WPO 18a.13).
	Consented When = "consented"
	// Addressed: only who it is addressed to.
	Addressed When = "addressed"
)
