package plaatsing

import (
	"time"

	"go.temporal.io/sdk/workflow"

	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
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

// awaitDay waits for the next moment at which something happens; when another becomes the next it is time to look again.
func (p *process) awaitDay(ctx workflow.Context, turn terms.Date) error {
	next := p.nextMoment(ctx, turn)
	return casework.WaitAtMost(ctx, next.Sub(workflow.Now(ctx)), func() bool { return !p.nextMoment(ctx, turn).Equal(next) })
}

// nextMoment is the first one at which the calendar asks for something.
func (p *process) nextMoment(ctx workflow.Context, turn terms.Date) time.Time {
	next := beginOf(turn)
	if end, known := p.expectedEnd(); known && !end.Before(casework.Today(ctx)) && end.Before(turn) {
		next = beginOf(end.AddDays(1))
	}
	if soon, is := p.demonstratedYear(); is && soon.After(workflow.Now(ctx)) && soon.Before(next) {
		next = soon
	}
	return next
}

// demonstratedDays is after how many task days a demonstration lets the last school year of a first TLV begin. It never comes by itself
// in one: a TLV is for a whole school year at least.
const demonstratedDays = 4

// demonstratedYear is the moment, counted from when the school said that the pupil is there; there is none but in a demonstration.
func (p *process) demonstratedYear() (begins time.Time, is bool) {
	pace := time.Duration(p.Policy.GetTaskDaySeconds()) * time.Second
	confirmed := p.LastTask(policy.PlaatsingBevestigen).GetClosedAt()
	if pace == 0 || !p.In(placed, returning) || len(p.present().GetTlvs()) != 1 || confirmed == nil {
		return time.Time{}, false
	}
	return confirmed.AsTime().Add(demonstratedDays * pace), true
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
