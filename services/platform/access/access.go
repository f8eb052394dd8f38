// Package access is the one table of who may read what of a case and its dossier, and who may act in it. It is pure: the
// services give it the facts and ask.
//
// Access follows from being party to the case. Who is not, is told that there is no such case.
package access

import (
	"slices"

	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/tlv"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
)

// Case is what access follows from.
type Case struct {
	// Parties to the case. An expert is party from being assigned.
	Parties []party.Party
	// Applicant is the school that applies, "school:…". Any other school that is party is a receiving school.
	Applicant party.Party
	// AdvicesFinal: all advices are given.
	AdvicesFinal bool
	// Announced: the decision was sent.
	Announced bool
	// Granted: that decision grants a TLV.
	Granted bool
}

// Standing is the part that someone has in a case.
type Standing string

// The standings. A role and a standing differ for schools, and for who has no part.
const (
	Applicant Standing = "applicant"
	Receiving Standing = "receiving"
	SOT       Standing = "sot"
	Expert    Standing = "expert"
	Director  Standing = "director"
	Office    Standing = "office"
	Parent    Standing = "parent"
	// None: no party to the case, or a role that has no part in a TLV.
	None Standing = ""
)

// Standing of a party in the case.
func (c Case) Standing(who party.Party) Standing {
	if !slices.Contains(c.Parties, who) {
		return None
	}
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
	// Author is the party that wrote or uploaded it; empty for a letter.
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

// Acting gives the party as which the viewer may do the act; false when the viewer may not. Whether it is the moment for
// it is the process's to say. A receiving school never acts.
func (v Viewer) Acting(act tlv.Act) (party.Party, bool) {
	for _, who := range v.as {
		if tlv.MayAct(who.Role(), act) && v.in.Standing(who) != Receiving {
			return who, true
		}
	}
	return "", false
}

// when looks up the table.
func (c Case) when(who party.Party, what Read) When {
	at := slices.IndexFunc(Table, func(row rule) bool { return row.Read == what })
	if at < 0 {
		return Never
	}
	row := Table[at]
	switch c.Standing(who) {
	case Applicant:
		return row.Applicant
	case Receiving:
		return row.Receiving
	case SOT:
		return row.SOT
	case Expert:
		return row.Expert
	case Director:
		return row.Director
	case Office:
		return row.Office
	case Parent:
		return row.Parent
	default:
		return Never
	}
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
	case Addressed:
		return addressee != "" && who == addressee
	default:
		return false
	}
}
