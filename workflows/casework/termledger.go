package casework

import (
	"fmt"

	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"

	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/workflows/terms"
)

// Clock is what a term is counted by. Its numbers come from the policy that the case froze at its start.
type Clock struct {
	// ID within the case, such as "beslistermijn".
	ID   string
	Kind caseworkv1.TermKind
	// Basis is the article, or "ZOUT-instelling".
	Basis string
	// Title says in Dutch what must be done in time.
	Title string
	// Event says in Dutch what the term is counted from.
	Event string
	Weeks int
	Days  int
}

// Count counts a term from the day of its event and freezes the answer in the history, without keeping it in the ledger.
func Count(ctx workflow.Context, clock Clock, event terms.Date) *caseworkv1.Term {
	return freeze(ctx, clock, &caseworkv1.Term{
		Id:      clock.ID,
		Kind:    clock.Kind,
		Basis:   clock.Basis,
		Title:   clock.Title,
		EventOn: event.String(),
		Weeks:   int32(clock.Weeks),
		Days:    int32(clock.Days),
	})
}

// OpenTerm puts a counted term in the ledger: from now on it runs.
func (c *Case) OpenTerm(term *caseworkv1.Term) { c.Terms = append(c.Terms, term) }

// Term finds a term; nil when there is none with this id.
func (l *Ledger) Term(id string) *caseworkv1.Term {
	for _, term := range l.Terms {
		if term.Id == id {
			return term
		}
	}
	return nil
}

// Suspend makes a term stand still from the day after the invitation (Awb 4:15 lid 1 onder a).
func (c *Case) Suspend(ctx workflow.Context, clock Clock, ground string, invited, due terms.Date) {
	c.recount(ctx, clock, func(term *caseworkv1.Term) {
		term.Suspensions = append(term.Suspensions, &caseworkv1.Suspension{
			Ground:    ground,
			InvitedOn: invited.String(),
			DueOn:     due.String(),
		})
	})
}

// Resume makes a suspended term run again because the completion came.
func (c *Case) Resume(ctx workflow.Context, clock Clock, completed terms.Date) {
	c.recount(ctx, clock, func(term *caseworkv1.Term) {
		term.Suspensions[len(term.Suspensions)-1].CompletedOn = completed.String()
	})
}

// Lapse makes a suspended term run again because the time that was given passed unused.
func (c *Case) Lapse(ctx workflow.Context, clock Clock) {
	c.recount(ctx, clock, func(term *caseworkv1.Term) {
		term.Suspensions[len(term.Suspensions)-1].Lapsed = true
	})
}

// MeetTerm records that what the term was for is done.
func (c *Case) MeetTerm(id string, on terms.Date) { c.Term(id).MetOn = on.String() }

// EndTerm records that the term no longer matters.
func (c *Case) EndTerm(id string) { c.Term(id).Ended = true }

func (c *Case) recount(ctx workflow.Context, clock Clock, change func(*caseworkv1.Term)) {
	for i, term := range c.Terms {
		if term.Id == clock.ID {
			changed := proto.Clone(term).(*caseworkv1.Term)
			change(changed)
			c.Terms[i] = freeze(ctx, clock, changed)
		}
	}
}

// freeze counts inside a side effect: the history keeps the answer, and a replay reads it instead of counting again.
func freeze(ctx workflow.Context, clock Clock, term *caseworkv1.Term) *caseworkv1.Term {
	answer := workflow.SideEffect(ctx, func(workflow.Context) any { return count(clock, term) })
	frozen := new(caseworkv1.Term)
	if err := answer.Get(frozen); err != nil {
		panic(fmt.Errorf("read frozen term %s: %w", clock.ID, err))
	}
	return frozen
}

func count(clock Clock, term *caseworkv1.Term) *caseworkv1.Term {
	rule := terms.Rule{
		Weeks:     int(term.Weeks),
		Days:      int(term.Days),
		Statutory: term.Kind == caseworkv1.TermKind_TERM_KIND_STATUTORY,
		Basis:     term.Basis,
		Event:     clock.Event,
	}
	result, err := terms.Compute(terms.MustParse(term.EventOn), rule, segments(term.Suspensions))
	if err != nil {
		// What goes in was checked before: a wrong date here is a fault in the code, and stops the case until it is repaired.
		panic(fmt.Errorf("count term %s from %s: %w", term.Id, term.EventOn, err))
	}
	counted := proto.Clone(term).(*caseworkv1.Term)
	counted.PlannedOn = result.Planned.String()
	counted.LastOn = result.Last.String()
	counted.Steps = append(append([]string(nil), result.Steps...), result.Warnings...)
	return counted
}

func segments(suspensions []*caseworkv1.Suspension) []terms.Suspension {
	counted := make([]terms.Suspension, len(suspensions))
	for i, s := range suspensions {
		counted[i] = terms.Suspension{
			Ground:    s.Ground,
			Invited:   terms.MustParse(s.InvitedOn),
			Due:       dateOrNone(s.DueOn),
			Completed: dateOrNone(s.CompletedOn),
			Lapsed:    s.Lapsed,
		}
	}
	return counted
}

func dateOrNone(iso string) terms.Date {
	if iso == "" {
		return terms.Date{}
	}
	return terms.MustParse(iso)
}
