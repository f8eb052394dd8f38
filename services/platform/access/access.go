// Package access is the one table of who may read what of a case and its dossier, and who may act in it. It is pure: the
// services give it the facts and ask.
//
// Access follows from being party to the case. Who is not, is told that there is no such case.
package access

import (
	"slices"

	"traject.nl/proto/contract/bezwaar"
	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
)

// Case is what access follows from.
type Case struct {
	// Procedure is the name of its process: bezwaar.Workflow, or tlv.Workflow, which it also is when empty.
	Procedure string
	// Parties to the case. An expert is party from being assigned.
	Parties []party.Party

	// The following of a TLV.

	// Applicant is the school that applies, "school:…". Any other school that is party is a receiving school.
	Applicant party.Party
	// AdvicesFinal: all advices are given.
	AdvicesFinal bool
	// Granted: the decision grants a TLV.
	Granted bool

	// The following of a bezwaar.

	// Objector is the party that objects. Any other school, board or parent that is party is interested in the decision.
	Objector party.Party
	// PapersOpen: the papers lie open to the parties (Awb 7:4 lid 2).
	PapersOpen bool

	// Announced: the decision was sent.
	Announced bool
}

// Standing is the part that someone has in a case.
type Standing string

// The standings. A role and a standing differ for schools, for who objects, and for who has no part.
const (
	Applicant Standing = "applicant"
	Receiving Standing = "receiving"
	// Objector made the bezwaar; Interested is another whose interest is at stake (Awb 1:2).
	Objector   Standing = "objector"
	Interested Standing = "interested"
	SOT        Standing = "sot"
	Expert     Standing = "expert"
	Director   Standing = "director"
	Office     Standing = "office"
	Parent     Standing = "parent"
	// None: no party to the case, or a role that has no part in this procedure.
	None Standing = ""
)

// Standing of a party in the case.
func (c Case) Standing(who party.Party) Standing {
	switch {
	case !slices.Contains(c.Parties, who):
		return None
	case c.isBezwaar():
		return c.inBezwaar(who)
	default:
		return c.inTLV(who)
	}
}

func (c Case) isBezwaar() bool { return c.Procedure == bezwaar.Workflow }

func (c Case) inTLV(who party.Party) Standing {
	switch who.Role() {
	case party.School:
		if who == c.Applicant {
			return Applicant
		}
		return Receiving
	case party.SOT:
		return SOT
	case party.Expert:
		return Expert
	case party.Director:
		return Director
	case party.Office:
		return Office
	case party.Parent:
		return Parent
	default:
		return None
	}
}

func (c Case) inBezwaar(who party.Party) Standing {
	if who == c.Objector {
		return Objector
	}
	switch who.Role() {
	case party.School, party.Board, party.Parent:
		return Interested
	case party.SOT:
		return SOT
	case party.Director:
		return Director
	case party.Office:
		return Office
	default:
		return None
	}
}

// CanHavePart says whether this party can be party to a case of any procedure.
func CanHavePart(who party.Party) bool {
	in := Case{Parties: []party.Party{who}}
	return in.inTLV(who) != None || in.inBezwaar(who) != None
}

// Viewer is a person who looks at a case, with all the parties that person may act as.
type Viewer struct {
	in Case
	as []party.Party
}

// For makes the viewer of a person: give all the parties of that person.
func (c Case) For(parties ...party.Party) Viewer {
	viewer := Viewer{in: c}
	for _, who := range parties {
		if c.Standing(who) != None {
			viewer.as = append(viewer.as, who)
		}
	}
	return viewer
}

// Parties of the viewer that have a part in the case.
func (v Viewer) Parties() []party.Party { return v.as }

// IsParty says whether the viewer has a part in the case; who has none must be told that there is no such case.
func (v Viewer) IsParty() bool { return len(v.as) > 0 }

// May says whether the viewer may read this of the case, other than a piece.
func (v Viewer) May(what Read) bool {
	return slices.ContainsFunc(v.as, func(who party.Party) bool { return v.in.holds(v.in.when(who, what), who, "") })
}

// PieceFacts are what access to one file or text follows from.
type PieceFacts struct {
	Kind documents.Kind
	// Author is the party that wrote or uploaded it; empty for what Traject made.
	Author party.Party
	// Attached: an act refers to it. Until then it is a draft.
	Attached bool
	// Addressee of a letter.
	Addressee party.Party
}

// MayPiece says whether the viewer may read this file or text. A draft is only for the party that wrote it, and everyone
// may read what the own party wrote.
func (v Viewer) MayPiece(piece PieceFacts) bool {
	return slices.ContainsFunc(v.as, func(who party.Party) bool {
		if piece.Author != "" && who == piece.Author {
			return true
		}
		return piece.Attached && v.in.holds(v.in.when(who, Piece(piece.Kind)), who, piece.Addressee)
	})
}

// MayLine says whether the viewer may read this line of the timeline: an audience narrows it to those roles.
func (v Viewer) MayLine(line *caseworkv1.TimelineEntry) bool {
	return slices.ContainsFunc(v.as, func(who party.Party) bool {
		if !v.in.holds(v.in.when(who, Timeline), who, "") {
			return false
		}
		return len(line.GetAudience()) == 0 || slices.Contains(line.GetAudience(), string(who.Role()))
	})
}

// MayTask says whether the viewer may see this task: the own ones always.
func (v Viewer) MayTask(task *caseworkv1.Task) bool {
	return slices.Contains(v.as, party.Party(task.GetParty())) || v.May(Tasks)
}

// when looks up the table of the procedure.
func (c Case) when(who party.Party, what Read) When {
	standing := c.Standing(who)
	if c.isBezwaar() {
		for _, row := range BezwaarTable {
			if row.Read == what {
				return row.when(standing)
			}
		}
		return Never
	}
	for _, row := range TLVTable {
		if row.Read == what {
			return row.when(standing)
		}
	}
	return Never
}

// holds says whether the condition is met now.
func (c Case) holds(when When, who, addressee party.Party) bool {
	switch when {
	case Always:
		return true
	case Final:
		return c.AdvicesFinal
	case Announced:
		return c.Announced
	case Granted:
		return c.Announced && c.Granted
	case PapersOpen:
		return c.PapersOpen
	case Addressed:
		return addressee != "" && who == addressee
	default:
		return false
	}
}
