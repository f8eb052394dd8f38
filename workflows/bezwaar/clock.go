package bezwaar

import (
	"time"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/party"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// longestVerdaging in weeks (Awb 7:10 lid 3).
const longestVerdaging = 6

func isVerdaging(e *caseworkv1.Extension) bool { return e.Ground == terms.GroundVerdaging }

// openFirstTerms: two weeks to ask the LBT for advice count from receipt (LBT-reglement art. 2). The twelve weeks to decide do not:
// they begin when the term to object has ended, however early the objection came (Awb 7:10 lid 1).
func (p *process) openFirstTerms(ctx workflow.Context) {
	p.OpenTerm(p.CountTerm(ctx, policy.LBTVerzoek, termWording[policy.LBTVerzoek], terms.MustParse(p.facts.ReceivedOn)))
	event, words := p.startOfDecisionTerm()
	p.OpenTerm(p.CountTerm(ctx, policy.BeslisBezwaar, words, event))
}

// startOfDecisionTerm is the day after which the term to decide runs: the last day to object, of several decisions the latest, and by the
// earlier answer where the law leaves two. When the objection came late and after that day, it is the day on which it came.
func (p *process) startOfDecisionTerm() (terms.Date, casework.TermWords) {
	words := termWording[policy.BeslisBezwaar]
	var end terms.Date
	for _, d := range p.facts.Decisions {
		if last := terms.MustParse(d.ObjectionPlannedOn); last.After(end) {
			end = last
		}
	}
	if received := terms.MustParse(p.facts.ReceivedOn); p.facts.Late && received.After(end) {
		words.Event = "Ontvangst van het bezwaar, na de bezwaartermijn"
		return received, words
	}
	return end, words
}

// lastToObject is the latest day to object to any of the decisions.
func (p *process) lastToObject() terms.Date {
	var last terms.Date
	for _, d := range p.facts.Decisions {
		if on := terms.MustParse(d.ObjectionLastOn); on.After(last) {
			last = on
		}
	}
	return last
}

// ask opens a task for a party, due by the norm of the policy and never after the day to decide.
func (p *process) ask(ctx workflow.Context, kind string, of party.Party, reason string) {
	p.askWithin(ctx, policy.BeslisBezwaar, kind, of, reason)
}

// askWithin is ask with another term that comes first.
func (p *process) askWithin(ctx workflow.Context, term, kind string, of party.Party, reason string) {
	p.Ask(ctx, casework.Question{Kind: kind, Party: of, Title: taskWording[kind].title, Reason: reason, AtMost: term})
}

// askAfter is ask with a norm that counts from a day in the future.
func (p *process) askAfter(ctx workflow.Context, from terms.Date, kind string, of party.Party, reason string) {
	p.Ask(ctx, casework.Question{
		Kind: kind, Party: of, Title: taskWording[kind].title, Reason: reason, From: from, AtMost: policy.BeslisBezwaar,
	})
}

// askBy opens a task whose date somebody, or the law, set.
func (p *process) askBy(ctx workflow.Context, kind string, of party.Party, reason string, due terms.Date, basis string) {
	p.AskBy(ctx, casework.Question{Kind: kind, Party: of, Title: taskWording[kind].title, Reason: reason}, due, basis)
}

// given is a time that somebody got to hand something in. When it passes the procedure goes on without it.
type given struct {
	until time.Time
	// request is what was asked to be repaired; nil when the time is for the reason of being late.
	request *bezwaarv1.RepairRequest
}

// keepGivenTime lets the times pass that people were given, beside whatever phase the case is in.
func (p *process) keepGivenTime(ctx workflow.Context) {
	workflow.GoNamed(ctx, "given-time", func(ctx workflow.Context) {
		for ctx.Err() == nil {
			if err := p.awaitGivenTime(ctx); err != nil {
				return // the run was cancelled
			}
			if err := p.InTurn(ctx, func() { p.letPass(ctx) }); err != nil {
				return
			}
		}
	})
}

// awaitGivenTime waits until the first of the given times is over; when another becomes the first it is time to look again.
func (p *process) awaitGivenTime(ctx workflow.Context) error {
	if err := workflow.Await(ctx, func() bool { return p.firstGiven() != nil }); err != nil {
		return err
	}
	first := p.firstGiven().until
	return casework.WaitAtMost(ctx, first.Sub(workflow.Now(ctx)), func() bool {
		now := p.firstGiven()
		return now == nil || !now.until.Equal(first)
	})
}

func (p *process) letPass(ctx workflow.Context) {
	passed := p.firstGiven()
	switch {
	case passed == nil || passed.until.After(workflow.Now(ctx)):
	case passed.request != nil:
		p.repairLapsed(ctx, passed.request)
	default:
		p.latenessUnexplained(ctx)
	}
}

// firstGiven is the given time that is over first; nil when nobody has any left.
func (p *process) firstGiven() *given {
	if !p.undecided() {
		return nil
	}
	var first *given
	if request := p.openRepair(); request != nil {
		first = &given{until: terms.MustParse(request.RepairBy).EndOfDay(), request: request}
	}
	for _, task := range p.OpenTasks() {
		if task.Kind != policy.RedenTeLaat {
			continue
		}
		if until := task.DueAt.AsTime(); first == nil || until.Before(first.until) {
			first = &given{until: until}
		}
	}
	return first
}
