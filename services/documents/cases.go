package documents

import (
	"cmp"
	"slices"
	"time"

	"traject.nl/proto/contract/bezwaar"
	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/plaatsing"
	"traject.nl/proto/contract/tlv"
	"traject.nl/services/platform/access"
)

// Sharing is who is party to a case with papers in a dossier, at a version of that case.
type Sharing struct {
	CaseID string
	// Procedure is the name of its process; empty is tlv.Workflow.
	Procedure string
	Parties   []party.Party
	Version   int64
	Closed    bool
	// AdvicesFinal is of a TLV, Announced of a TLV and a bezwaar.
	AdvicesFinal bool
	Announced    bool
	// Objector and PapersOpen are of a bezwaar.
	Objector   party.Party
	PapersOpen bool
	// Origin and Consented are of a stay at the Buitenkans, Origin, Host and Target of a placement.
	Origin, Host, Target party.Party
	Consented            bool
	// Since is when the case came beside the dossier's own one; a store keeps the first it was told.
	Since time.Time
	// Draft: no case yet, but an application that a school writes.
	Draft bool
}

// Admission is what is kept of a case that a person started.
type Admission struct {
	CaseID    string
	Procedure string
	// Applicant is the school that it is of.
	Applicant party.Party
	// FromCaseID is the case of the pupil that it was started from; empty for none.
	FromCaseID string
	// Along are the pieces of earlier cases that its parties may read, as far as its own table says.
	Along []string
	At    time.Time
	// Pupil is the keyed hash of the pupil as submitted. It is kept with the dossier, not with the case.
	Pupil string
}

// ComesByItself says whether the case comes beside the case of a dossier without anybody starting it there: a bezwaar against its
// decision, and the placement that follows on it.
func (s Sharing) ComesByItself() bool {
	return s.Procedure == bezwaar.Workflow || s.Procedure == plaatsing.Workflow
}

// IsBezwaar says whether the case is about a decision.
func (s Sharing) IsBezwaar() bool { return s.Procedure == bezwaar.Workflow }

// Own is the sharing of the case that the dossier began with. While it is a draft there is none, and only its school has a part.
func (d Dossier) Own() Sharing {
	own := Sharing{
		CaseID: d.CaseID, Procedure: cmp.Or(d.Procedure, tlv.Workflow), Parties: d.Parties, Version: d.Version,
		AdvicesFinal: d.AdvicesFinal, Announced: d.Announced, Closed: d.State == Closed,
		Origin: d.Origin, Host: d.Host, Target: d.Target, Consented: d.Consented, Since: d.SubmittedAt,
	}
	if d.State == Draft {
		own.Parties, own.Draft = []party.Party{d.School}, true
	}
	return own
}

// Cases that have papers in the dossier, its own first, the others in the order in which they came.
func (d Dossier) Cases() []Sharing { return append([]Sharing{d.Own()}, d.Beside...) }

// Case with this id; false when the dossier has none.
func (d Dossier) Case(id string) (Sharing, bool) {
	cases := d.Cases()
	at := slices.IndexFunc(cases, func(s Sharing) bool { return s.CaseID == id && !s.Draft })
	if at < 0 {
		return Sharing{}, false
	}
	return cases[at], true
}

// InOrder sorts cases beside the own one: in the order in which they came.
func InOrder(beside []Sharing) {
	slices.SortFunc(beside, func(a, b Sharing) int { return cmp.Or(a.Since.Compare(b.Since), cmp.Compare(a.CaseID, b.CaseID)) })
}

// caseOf is the case that a piece belongs to.
func (d Dossier) caseOf(p Piece) string {
	if p.CaseID == "" && p.Attached {
		return d.CaseID
	}
	return p.CaseID
}

// goesAlong says whether a piece of an earlier case goes along to this one.
func (d Dossier) goesAlong(to string, p Piece) bool {
	return slices.Contains(d.Admitted[to].Along, p.ID)
}

// applicant of a case, or of the draft of one: the school that started it.
func (d Dossier) applicant(of Sharing) party.Party {
	switch {
	case of.CaseID == d.CaseID:
		return d.School
	case of.Draft:
		return d.Further[of.CaseID].School
	default:
		return d.Admitted[of.CaseID].Applicant
	}
}

// rights are what access to the papers of a case follows from, for a person with these parties.
func (d Dossier) rights(in Sharing, parties []party.Party) access.Case {
	switch in.Procedure {
	case bezwaar.Workflow:
		return access.Case{
			Procedure: in.Procedure, Parties: in.Parties, Objector: in.Objector, Announced: in.Announced, PapersOpen: in.PapersOpen,
		}
	case buitenkans.Workflow:
		return access.Case{
			Procedure: in.Procedure, Parties: in.Parties, Origin: cmp.Or(in.Origin, d.applicant(in)), Consented: in.Consented,
		}
	case plaatsing.Workflow:
		return d.rightsInPlacement(in, parties)
	}
	granted := d.Granted[in.CaseID]
	if in.CaseID == d.CaseID {
		granted = d.GrantedTo
	}
	return access.Case{
		Procedure: in.Procedure, Parties: in.Parties, Applicant: d.applicant(in), AdvicesFinal: in.AdvicesFinal, Announced: in.Announced,
		// A school that was asked for, but not granted, gets to know no more than when it is refused.
		Granted: granted != "" && slices.Contains(parties, granted),
	}
}

// rightsInPlacement: a placement that was not begun by a TLV is that of a pupil in an institution, until a school has the pupil or another
// than the school of origin is to take the pupil back. In any other, a school with no other part, or the school of origin when it is the
// only one, has yet to say that the pupil is there.
func (d Dossier) rightsInPlacement(in Sharing, parties []party.Party) access.Case {
	rights := access.Case{
		Procedure: in.Procedure, Parties: in.Parties, Origin: cmp.Or(in.Origin, d.applicant(in)), Host: in.Host, Target: in.Target,
	}
	rights.Institution = in.Host == "" && (in.Target == "" || in.Target == rights.Origin) && !d.begunByTLV(in)
	alone := true
	for _, who := range in.Parties {
		if who.Role() != party.School || who == rights.Origin || who == in.Host || who == in.Target {
			continue
		}
		alone = false
		if slices.Contains(parties, who) {
			rights.Awaited = who
		}
	}
	if alone && in.Host == "" && in.Target == "" && !rights.Institution {
		rights.Awaited = rights.Origin
	}
	return rights
}

// begunByTLV says of a placement whether a TLV began it: nobody else starts one from another case.
func (d Dossier) begunByTLV(in Sharing) bool {
	a, admitted := d.Admitted[in.CaseID]
	return in.CaseID != d.CaseID && (!admitted || a.FromCaseID != "")
}

// procedure is the name of its process.
func (s Sharing) procedure() string { return cmp.Or(s.Procedure, tlv.Workflow) }
