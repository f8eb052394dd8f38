package casework

import (
	"slices"

	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
)

// Ledger is what is kept of every case, whatever its procedure. A procedure carries it over continue-as-new.
type Ledger struct {
	CaseID string
	// DossierID is the sealed dossier of the case; empty until it is admitted.
	DossierID string
	Parties   []string
	Tasks     []*caseworkv1.Task
	Terms     []*caseworkv1.Term
	// Version of the last line in the story.
	Version int64
	// Unwritten lines, not yet in the record.
	Unwritten []*caseworkv1.TimelineEntry
	// Answered acts by idempotency key.
	Answered map[string]*caseworkv1.Accepted
}

// HasParty says whether the party has a part in the case.
func (l *Ledger) HasParty(p string) bool { return slices.Contains(l.Parties, p) }

// AddParty gives a party a part in the case; twice is once.
func (l *Ledger) AddParty(parties ...string) {
	for _, p := range parties {
		if p != "" && !l.HasParty(p) {
			l.Parties = append(l.Parties, p)
		}
	}
}

// RemoveParty takes a part away: from the next version on this party sees nothing of the case.
func (l *Ledger) RemoveParty(p string) {
	l.Parties = slices.DeleteFunc(l.Parties, func(have string) bool { return have == p })
}
