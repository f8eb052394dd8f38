package buitenkans

import (
	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/party"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// ask opens a task for a party, due by the norm of the policy.
func (p *process) ask(ctx workflow.Context, kind string, of party.Party, reason string) {
	p.Ask(ctx, question(kind, of, reason))
}

func question(kind string, of party.Party, reason string) casework.Question {
	return casework.Question{Kind: kind, Party: of, Title: taskWording[kind].title, Reason: reason}
}

// timeToPlan is how many days the school has at least to plan the return, when the advice came late.
const timeToPlan = 5

// askInStay asks what belongs to the stay: by the norm, counted from the first day, at least so many days from now, and never after the last
// day of the stay, which may be earlier than the norm. Asked again it takes the new date, unless it is late already: that stays so.
func (p *process) askInStay(ctx workflow.Context, kind string, of party.Party, reason string, atLeast int) {
	rule, q := policy.Task(p.Policy, kind), question(kind, of, reason)
	if p.Policy.TaskDaySeconds > 0 {
		// A demonstration counts from now; what was asked already stays as it is.
		if p.PlannedTask(kind) == nil {
			p.Ask(ctx, q)
		}
		return
	}
	today := casework.Today(ctx)
	due := terms.WorkingDayFrom(terms.MustParse(p.facts.StartedOn).AddDays(int(rule.Days)))
	if soonest := today.AddDays(atLeast); due.Before(soonest) {
		due = soonest
	}
	if until := terms.MustParse(p.facts.Place.UntilOn); due.After(until) {
		due = until
	}
	if due.Before(today) {
		due = today
	}
	if open := p.LastTask(kind); open != nil && open.ClosedAt == nil && open.DueOn < today.String() {
		return
	}
	p.dropOther(ctx, kind, due)
	p.AskOn(ctx, q, due, rule.Basis, int(rule.Lead))
}

// askOnDay asks the Buitenkans something on a day itself, to be answered by the norm from then on. Asked again it takes the new date.
func (p *process) askOnDay(ctx workflow.Context, kind, reason string, day terms.Date) {
	rule := policy.Task(p.Policy, kind)
	due := terms.WorkingDayFrom(day.AddDays(int(rule.Days)))
	p.dropOther(ctx, kind, due)
	p.AskOn(ctx, question(kind, party.TheBuitenkans, reason), due, rule.Basis, due.DaysSince(day))
}

// dropOther ends an open task of the kind that has another date.
func (p *process) dropOther(ctx workflow.Context, kind string, due terms.Date) {
	if open := p.LastTask(kind); open != nil && open.ClosedAt == nil && open.DueOn != due.String() {
		p.CloseTasks(ctx, kind, "andere datum")
	}
}
