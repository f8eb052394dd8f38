package documents

import (
	"slices"

	"traject.nl/proto/contract/bezwaar"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/tlv"
	"traject.nl/services/platform/access"
)

// Sharing is who is party to a case with papers in a dossier, at a version of that case.
type Sharing struct {
	CaseID string
	// Procedure is tlv.Workflow, which it also is when empty, or bezwaar.Workflow.
	Procedure    string
	Parties      []party.Party
	Version      int64
	AdvicesFinal bool
	Announced    bool
	Closed       bool
	// Objector and PapersOpen are of a bezwaar.
	Objector   party.Party
	PapersOpen bool
}

// ComesBeside says whether the case can have its papers in the dossier of another: a bezwaar in that of the decision.
func (s Sharing) ComesBeside() bool { return s.Procedure == bezwaar.Workflow }

// Own is the sharing of the case that the dossier is of. While it is a draft there is none, and only its school has a part.
func (d Dossier) Own() Sharing {
	own := Sharing{
		CaseID: d.CaseID, Procedure: tlv.Workflow, Parties: d.Parties, Version: d.Version,
		AdvicesFinal: d.AdvicesFinal, Announced: d.Announced, Closed: d.State == Closed,
	}
	if d.State == Draft {
		own.Parties = []party.Party{d.School}
	}
	return own
}

// Cases that have papers in the dossier, its own first.
func (d Dossier) Cases() []Sharing { return append([]Sharing{d.Own()}, d.Beside...) }

// Case with this id; false when the dossier has none.
func (d Dossier) Case(id string) (Sharing, bool) {
	cases := d.Cases()
	at := slices.IndexFunc(cases, func(s Sharing) bool { return s.CaseID == id })
	if at < 0 {
		return Sharing{}, false
	}
	return cases[at], true
}

// caseOf is the case that a piece belongs to.
func (d Dossier) caseOf(p Piece) string {
	if p.CaseID == "" && p.Attached {
		return d.CaseID
	}
	return p.CaseID
}

// rights are what access to the papers of a case follows from, for a person with these parties.
func (d Dossier) rights(in Sharing, parties []party.Party) access.Case {
	if in.ComesBeside() {
		return access.Case{
			Procedure: in.Procedure, Parties: in.Parties, Objector: in.Objector, Announced: in.Announced, PapersOpen: in.PapersOpen,
		}
	}
	return access.Case{
		Procedure: in.Procedure, Parties: in.Parties, Applicant: d.School, AdvicesFinal: in.AdvicesFinal, Announced: in.Announced,
		// A school that was asked for, but not granted, gets to know no more than when it is refused.
		Granted: d.GrantedTo != "" && slices.Contains(parties, d.GrantedTo),
	}
}
