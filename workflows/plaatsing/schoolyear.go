package plaatsing

import (
	"time"

	"go.temporal.io/sdk/workflow"

	"traject.nl/workflows/casework"
	"traject.nl/workflows/terms"
)

// keepSchoolYears lets days come that nobody has to do anything for: the first of August, on which the last school year of a TLV can begin
// or a TLV be over, and the day after a stay in an institution would end. At every first of August the case then goes on in a new
// run.
func (p *process) keepSchoolYears(ctx workflow.Context) {
	turn := firstOfAugustAfter(casework.Today(ctx))
	workflow.GoNamed(ctx, "school-years", func(ctx workflow.Context) {
		for ctx.Err() == nil {
			// At once too: a run may be taken up long after the one before it ended.
			if err := p.InTurn(ctx, func() { p.dayCame(ctx) }); err != nil {
				return // the run was cancelled
			}
			if !casework.Today(ctx).Before(turn) {
				p.LeaveRun()
				return
			}
			if err := p.awaitDay(ctx, turn); err != nil {
				return
			}
		}
	})
}

// awaitDay waits for the next day on which something happens; when another becomes the next it is time to look again.
func (p *process) awaitDay(ctx workflow.Context, turn terms.Date) error {
	next := p.nextDay(ctx, turn)
	return casework.WaitAtMost(ctx, beginOf(next).Sub(workflow.Now(ctx)), func() bool { return p.nextDay(ctx, turn) != next })
}

// nextDay is the first day on which the calendar asks for something.
func (p *process) nextDay(ctx workflow.Context, turn terms.Date) terms.Date {
	if end, known := p.expectedEnd(); known && !end.Before(casework.Today(ctx)) && end.Before(turn) {
		return end.AddDays(1)
	}
	return turn
}

// dayCame does what the calendar asks for as things stand today. Asked twice it does it once.
func (p *process) dayCame(ctx workflow.Context) {
	p.openLastYear(ctx)
	p.noticeRunOut(ctx)
	p.noticeExpectedEnd(ctx)
}

func beginOf(day terms.Date) time.Time { return day.AddDays(-1).EndOfDay() }

func firstOfAugustAfter(day terms.Date) terms.Date {
	first := terms.On(day.Year(), time.August, 1)
	if !first.After(day) {
		first = terms.On(day.Year()+1, time.August, 1)
	}
	return first
}
