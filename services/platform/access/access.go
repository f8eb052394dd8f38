// Package access is the one table of who may read what of a case and its dossier, and who may act in it. It is pure: the
// services give it the facts and ask.
//
// Access follows from being party to the case. Who is not, is told that there is no such case.
package access

import (
	"slices"

	"traject.nl/proto/contract/bezwaar"
	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/plaatsing"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
)

// Case is what access follows from.
type Case struct {
	// Procedure is the name of its process: tlv.Workflow, which it also is when empty, bezwaar.Workflow, buitenkans.Workflow or
	// plaatsing.Workflow.
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

	// Origin is the school that the pupil comes from; of a buitenkans and a plaatsing.
	Origin party.Party
	// Consented: the parents agree with the stay at the Buitenkans. Until then the Buitenkans is a third party (WPO 18a.13).
	Consented bool

	// The following of a plaatsing.

	// Host is the school where the pupil is; empty while the pupil is at none, or in an institution.
	Host party.Party
	// Target is the school that the pupil goes back to, from the plan for the return on.
	Target party.Party
	// Awaited is the school that has a TLV for the pupil and has yet to say that the pupil is there.
	Awaited party.Party
	// Institution: the pupil is in an institution, so that the school of origin is the one that follows.
	Institution bool

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
	// Host has the pupil, Target takes the pupil back, and Awaited has yet to say that the pupil is there.
	Host    Standing = "host"
	Target  Standing = "target"
	Awaited Standing = "awaited"
	// Following is the school of origin of a pupil in an institution, Origin that of any other.
	Following Standing = "following"
	Origin    Standing = "origin"
	// Provision is the Buitenkans.
	Provision Standing = "provision"
	SOT       Standing = "sot"
	Expert    Standing = "expert"
	Director  Standing = "director"
	Office    Standing = "office"
	Parent    Standing = "parent"
	// None: no party to the case, or a role that has no part in this procedure.
	None Standing = ""
)

// Standing of a party in the case: the first one, when a school has several.
func (c Case) Standing(who party.Party) Standing {
	if all := c.standings(who); len(all) > 0 {
		return all[0]
	}
	return None
}

// standings of a party in the case; none when it has no part.
func (c Case) standings(who party.Party) []Standing {
	switch {
	case !slices.Contains(c.Parties, who):
		return nil
	case c.Procedure == plaatsing.Workflow:
		return c.inPlaatsing(who)
	}
	var one Standing
	switch c.Procedure {
	case bezwaar.Workflow:
		one = c.inBezwaar(who)
	case buitenkans.Workflow:
		one = c.inBuitenkans(who)
	default:
		one = c.inTLV(who)
	}
	if one == None {
		return nil
	}
	return []Standing{one}
}

func (c Case) inTLV(who party.Party) Standing {
	switch who.Role() {
	case party.School:
		if who == c.Applicant {
			return Applicant
		}
		return Receiving
	case party.Expert:
		return Expert
	default:
		return ofZOUTOrParent(who)
	}
}

func (c Case) inBezwaar(who party.Party) Standing {
	if who == c.Objector {
		return Objector
	}
	switch who.Role() {
	case party.School, party.Board, party.Parent:
		return Interested
	default:
		return ofZOUTOrParent(who)
	}
}

func (c Case) inBuitenkans(who party.Party) Standing {
	switch {
	case who.Role() == party.Provision:
		return Provision
	case who.Role() == party.School && who == c.Origin:
		return Origin
	default:
		return ofZOUTOrParent(who)
	}
}

// inPlaatsing: a school can have several parts, such as the school of origin that the pupil goes back to.
func (c Case) inPlaatsing(who party.Party) []Standing {
	if who.Role() != party.School {
		if one := ofZOUTOrParent(who); one != None {
			return []Standing{one}
		}
		return nil
	}
	var all []Standing
	for _, part := range []struct {
		school party.Party
		as     Standing
	}{{c.Host, Host}, {c.Target, Target}, {c.Awaited, Awaited}, {c.Origin, c.asOrigin()}} {
		if part.school == who {
			all = append(all, part.as)
		}
	}
	return all
}

func (c Case) asOrigin() Standing {
	if c.Institution {
		return Following
	}
	return Origin
}

// ofZOUTOrParent is the standing of a role that is the same in every procedure.
func ofZOUTOrParent(who party.Party) Standing {
	switch who.Role() {
	case party.SOT:
		return SOT
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

// CanHavePart says whether this party can be party to a case of any procedure.
func CanHavePart(who party.Party) bool {
	in := Case{Parties: []party.Party{who}}
	return in.inTLV(who) != None || in.inBezwaar(who) != None || in.inBuitenkans(who) != None
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
	return slices.ContainsFunc(v.as, func(who party.Party) bool { return v.in.may(who, what, "") })
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
		return piece.Attached && v.in.may(who, Piece(piece.Kind), piece.Addressee)
	})
}

// MayLine says whether the viewer may read this line of the timeline: an audience narrows it to those roles.
func (v Viewer) MayLine(line *caseworkv1.TimelineEntry) bool {
	return slices.ContainsFunc(v.as, func(who party.Party) bool {
		if !v.in.may(who, Timeline, "") {
			return false
		}
		return len(line.GetAudience()) == 0 || slices.Contains(line.GetAudience(), string(who.Role()))
	})
}

// MayTask says whether the viewer may see this task: the own ones always.
func (v Viewer) MayTask(task *caseworkv1.Task) bool {
	return slices.Contains(v.as, party.Party(task.GetParty())) || v.May(Tasks)
}

// may says whether the party may read this, in any of its parts.
func (c Case) may(who party.Party, what Read, addressee party.Party) bool {
	return slices.ContainsFunc(c.standings(who), func(as Standing) bool { return c.holds(c.when(as, what), who, addressee) })
}

// when looks up the table of the procedure.
func (c Case) when(as Standing, what Read) When {
	switch c.Procedure {
	case bezwaar.Workflow:
		return lookUp(BezwaarTable, as, what)
	case buitenkans.Workflow:
		return lookUp(BuitenkansTable, as, what)
	case plaatsing.Workflow:
		return lookUp(PlaatsingTable, as, what)
	default:
		return lookUp(TLVTable, as, what)
	}
}

// rule is a row of a table.
type rule interface {
	read() Read
	when(as Standing) When
}

func lookUp[R rule](table []R, as Standing, what Read) When {
	for _, row := range table {
		if row.read() == what {
			return row.when(as)
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
	case Consented:
		return c.Consented
	case Addressed:
		return addressee != "" && who == addressee
	default:
		return false
	}
}
