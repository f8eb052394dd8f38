package casework

import (
	"fmt"

	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	"traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/failure"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// TermWords say in Dutch what a term is for, and from what it is counted.
type TermWords struct{ Title, Event string }

// CountTerm counts a term of the policy from the day of its event and freezes the answer in the history, without putting it
// in the ledger.
func (c *Case) CountTerm(ctx workflow.Context, id string, words TermWords, event terms.Date) *caseworkv1.Term {
	rule := policy.Term(c.Policy, id)
	if rule == nil {
		panic(fmt.Sprintf("case %s: policy %s has no term %s", c.CaseID, c.Policy.GetVersion(), id))
	}
	return c.mustFreeze(ctx, &caseworkv1.Term{
		Id:          id,
		Kind:        rule.Kind,
		Basis:       rule.Basis,
		Title:       words.Title,
		Event:       words.Event,
		EventOn:     event.String(),
		Weeks:       rule.Weeks,
		Days:        rule.Days,
		Months:      rule.Months,
		Backward:    rule.Backward,
		Owner:       rule.Owner,
		SchoolWeeks: rule.SchoolWeeks,
		StartCounts: rule.StartCounts,
	})
}

// CountTermUntil is CountTerm for a term whose last day a law or a decision names, such as the last day of a TLV. The event says
// where that day comes from.
func (c *Case) CountTermUntil(ctx workflow.Context, id string, words TermWords, event, last terms.Date) *caseworkv1.Term {
	rule := policy.Term(c.Policy, id)
	if rule == nil || !rule.Dated {
		panic(fmt.Sprintf("case %s: policy %s has no term %s with a last day of its own", c.CaseID, c.Policy.GetVersion(), id))
	}
	return c.mustFreeze(ctx, &caseworkv1.Term{
		Id: id, Kind: rule.Kind, Basis: rule.Basis, Title: words.Title, Event: words.Event, EventOn: event.String(), FixedOn: last.String(),
		Owner: rule.Owner,
	})
}

// mustFreeze counts what was checked before: a wrong date here is a fault in the code, and stops the case until it is repaired.
func (c *Case) mustFreeze(ctx workflow.Context, term *caseworkv1.Term) *caseworkv1.Term {
	frozen, problem := freeze(ctx, term)
	if problem != "" {
		panic(fmt.Sprintf("case %s: count term %s from %s: %s", c.CaseID, term.Id, term.EventOn, problem))
	}
	return frozen
}

// OpenTerm puts a counted term in the ledger: from now on it runs. It takes the place of an earlier one with its id.
func (c *Case) OpenTerm(term *caseworkv1.Term) {
	for i, have := range c.Terms {
		if have.Id == term.Id {
			c.Terms[i] = term
			return
		}
	}
	c.Terms = append(c.Terms, term)
}

// Term finds a term; nil when there is none with this id.
func (l *Ledger) Term(id string) *caseworkv1.Term {
	for _, term := range l.Terms {
		if term.Id == id {
			return term
		}
	}
	return nil
}

// Runs says whether a term still waits to be met.
func Runs(term *caseworkv1.Term) bool { return term != nil && term.MetOn == "" && !term.Ended }

// StandsStill says whether a term is suspended with no end known.
func StandsStill(term *caseworkv1.Term) bool { return Runs(term) && term.PlannedOn == "" }

// Suspend makes a term stand still: from the day after an invitation to complete (Awb 4:15 lid 1, 7:10 lid 2), or over a delay that
// was agreed or had a cause (4:15 lid 2, 7:10 lid 4).
func (c *Case) Suspend(ctx workflow.Context, id string, suspension *caseworkv1.Suspension) {
	c.mustRecount(ctx, id, adding(suspension))
}

// Resume makes a suspended term run again because the completion came.
func (c *Case) Resume(ctx workflow.Context, id string, completed terms.Date) {
	c.mustRecount(ctx, id, func(term *caseworkv1.Term) { lastSuspension(term).CompletedOn = completed.String() })
}

// Lapse makes a suspended term run again because the time that was given passed unused.
func (c *Case) Lapse(ctx workflow.Context, id string) {
	c.mustRecount(ctx, id, func(term *caseworkv1.Term) { lastSuspension(term).Lapsed = true })
}

func adding(suspension *caseworkv1.Suspension) func(*caseworkv1.Term) {
	return func(term *caseworkv1.Term) { term.Suspensions = append(term.Suspensions, suspension) }
}

// lastSuspension is the last time that completion was asked.
func lastSuspension(term *caseworkv1.Term) *caseworkv1.Suspension {
	for i := len(term.Suspensions) - 1; i >= 0; i-- {
		if term.Suspensions[i].InvitedOn != "" {
			return term.Suspensions[i]
		}
	}
	panic("term " + term.Id + " was never suspended for completion")
}

// MeetTerm records that what the term was for is done, and ends a dwangsom that ran because it was not.
func (c *Case) MeetTerm(ctx workflow.Context, id string, on terms.Date) {
	c.Term(id).MetOn = on.String()
	c.stopPenalties(ctx, id, on)
}

// EndTerm records that the term no longer matters, and ends a dwangsom that ran because of it. The term to decide on a dwangsom is
// owed whatever becomes of the case, and is not ended.
func (c *Case) EndTerm(ctx workflow.Context, id string) {
	if id == casework.PenaltyTask {
		return
	}
	c.Term(id).Ended = true
	c.stopPenalties(ctx, id, Today(ctx))
}

// mustRecount is recount for a change that was checked before.
func (c *Case) mustRecount(ctx workflow.Context, id string, change func(*caseworkv1.Term)) {
	term, err := c.recount(ctx, id, change)
	if err != nil {
		panic(fmt.Errorf("case %s: recount term %s: %w", c.CaseID, id, err))
	}
	c.OpenTerm(term)
}

// recount counts a changed term and freezes the answer, without putting it in the ledger. A change that cannot be is refused.
func (c *Case) recount(ctx workflow.Context, id string, change func(*caseworkv1.Term)) (*caseworkv1.Term, error) {
	changed := proto.CloneOf(c.Term(id))
	change(changed)
	term, problem := freeze(ctx, changed)
	if problem != "" {
		return nil, failure.Refuse(failure.BadInput, failure.Problem{Detail: sentence(problem)})
	}
	return term, nil
}

// freeze counts inside a side effect: the history keeps the answer, and a replay reads it instead of counting again. The
// problem is a Dutch sentence; empty when the term could be counted.
func freeze(ctx workflow.Context, term *caseworkv1.Term) (frozen *caseworkv1.Term, problem string) {
	counted := workflow.SideEffect(ctx, func(ctx workflow.Context) any {
		answer, err := count(term)
		if err != nil {
			return &caseworkv1.Term{Id: term.Id, Warnings: []string{err.Error()}}
		}
		return answer
	})
	frozen = new(caseworkv1.Term)
	if err := counted.Get(frozen); err != nil {
		panic(fmt.Errorf("read frozen term %s: %w", term.Id, err))
	}
	if frozen.EventOn == "" {
		return nil, frozen.Warnings[0]
	}
	frozen.CountedAt = timestamppb.New(workflow.Now(ctx))
	return frozen, ""
}

func count(term *caseworkv1.Term) (*caseworkv1.Term, error) {
	rule := terms.Rule{
		Months:    int(term.Months),
		Weeks:     int(term.Weeks),
		Days:      int(term.Days),
		Statutory: term.Kind == caseworkv1.TermKind_TERM_KIND_STATUTORY,
		Basis:     term.Basis,
		Event:     term.Event,
	}
	result, err := compute(term, rule)
	if err != nil {
		return nil, err
	}
	counted := proto.CloneOf(term)
	counted.PlannedOn, counted.LastOn = result.Planned.String(), result.Last.String()
	counted.Steps, counted.Warnings = result.Steps, result.Warnings
	counted.BeyondHorizon = result.BeyondHorizon
	counted.DaysLeft, counted.SuspendedDays = int32(result.DaysLeft), int32(result.SuspendedDays)
	counted.Segments = nil
	for _, s := range result.Segments {
		counted.Segments = append(counted.Segments, &caseworkv1.Segment{
			Kind: string(s.Kind), FromOn: s.From.String(), UntilOn: s.Until.String(), Days: int32(s.Days),
		})
	}
	return counted, nil
}

// compute asks the engine in the way that fits the term.
func compute(term *caseworkv1.Term, rule terms.Rule) (terms.Result, error) {
	event := terms.MustParse(term.EventOn)
	switch {
	case term.Backward:
		return terms.CountBack(event, rule)
	case term.FixedOn != "":
		return terms.Fixed(event, terms.MustParse(term.FixedOn), rule)
	case term.StartCounts:
		return terms.Placement(event, rule, term.SchoolWeeks)
	default:
		return terms.Compute(event, rule, suspensions(term), extensions(term)...)
	}
}

func suspensions(term *caseworkv1.Term) []terms.Suspension {
	counted := make([]terms.Suspension, len(term.Suspensions))
	for i, s := range term.Suspensions {
		counted[i] = terms.Suspension{
			Ground:    s.Ground,
			Invited:   dateOrNone(s.InvitedOn),
			Due:       dateOrNone(s.DueOn),
			Completed: dateOrNone(s.CompletedOn),
			Lapsed:    s.Lapsed,
			From:      dateOrNone(s.FromOn),
			Until:     dateOrNone(s.UntilOn),
		}
	}
	return counted
}

func extensions(term *caseworkv1.Term) []terms.Extension {
	counted := make([]terms.Extension, len(term.Extensions))
	for i, e := range term.Extensions {
		counted[i] = terms.Extension{
			Weeks:      int(e.Weeks),
			Days:       int(e.Days),
			Until:      dateOrNone(e.UntilOn),
			NotifiedOn: terms.MustParse(e.NotifiedOn),
			Ground:     e.Ground,
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
