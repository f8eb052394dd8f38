package casework

import (
	"slices"

	"google.golang.org/protobuf/proto"

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
	// Policy that the case goes by: the one of its start, until somebody moves it.
	Policy *caseworkv1.Policy
	// Fired is what the clock did, in order.
	Fired []*caseworkv1.Firing
	// Defaults are the notices of default, in order of receipt.
	Defaults []*caseworkv1.DefaultNotice
	// Moves are the times that the case went to another policy.
	Moves []*caseworkv1.PolicyMove
	// Assignees do the tasks of a party by default, such as the fixed SOT-medewerker of the subregion.
	Assignees map[string]string
	// Planned are the tasks that open later, in order of opening.
	Planned []*caseworkv1.PlannedTask
	// Departure of the pupil; nil as long as the pupil is with us.
	Departure *caseworkv1.Departure
	// Continued counts the runs before this one.
	Continued int32
}

// Carried is what the state of every procedure carries to its next run, besides its own facts.
type Carried interface {
	GetParties() []string
	GetTasks() []*caseworkv1.Task
	GetTerms() []*caseworkv1.Term
	GetVersion() int64
	GetUnwritten() []*caseworkv1.TimelineEntry
	GetAnswered() map[string]*caseworkv1.Accepted
	GetContinued() int32
	GetKeeping() *caseworkv1.Keeping
}

// LedgerOf takes up the ledger that an earlier run handed on. Of a new case there is only the id.
func LedgerOf(caseID string, state Carried) Ledger {
	l := Ledger{
		CaseID:    caseID,
		Parties:   state.GetParties(),
		Tasks:     state.GetTasks(),
		Terms:     state.GetTerms(),
		Version:   state.GetVersion(),
		Unwritten: state.GetUnwritten(),
		Answered:  state.GetAnswered(),
		Continued: state.GetContinued(),
	}
	l.Keep(state.GetKeeping())
	return l
}

// Keeping is the part of the ledger that every procedure carries over as it is.
func (l *Ledger) Keeping() *caseworkv1.Keeping {
	return &caseworkv1.Keeping{
		Policy: l.Policy, Fired: l.Fired, Defaults: l.Defaults, Moves: l.Moves, Assignees: l.Assignees,
		Planned: l.Planned, Departure: l.Departure,
	}
}

// Keep is the other way round.
func (l *Ledger) Keep(kept *caseworkv1.Keeping) {
	kept = proto.CloneOf(kept)
	l.Policy, l.Fired, l.Defaults, l.Moves = kept.GetPolicy(), kept.GetFired(), kept.GetDefaults(), kept.GetMoves()
	l.Assignees, l.Planned, l.Departure = kept.GetAssignees(), kept.GetPlanned(), kept.GetDeparture()
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

// Assign names who does the tasks of a party by default; an empty subject names nobody.
func (l *Ledger) Assign(party, subject string) {
	if subject == "" {
		return
	}
	if l.Assignees == nil {
		l.Assignees = map[string]string{}
	}
	l.Assignees[party] = subject
}
