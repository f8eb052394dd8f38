package casework

import (
	"slices"
	"time"

	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/types/known/timestamppb"

	"traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/workflows/terms"
)

// KeepTime starts the clock of the case: from now on reminders, rungs of ladders and overruns happen by themselves, each once
// and at its moment, for as long as the case runs.
//
// Nothing of what is to come is stored. The clock looks at the tasks and the terms as they stand, waits for the first moment
// that follows from them and from the policy, and looks again: what was completed, suspended or extended meanwhile
// thereby never fires, or fires on its new date. What it did is kept under a key, so that it never does it twice.
func (c *Case) KeepTime(ctx workflow.Context) {
	workflow.GoNamed(ctx, "clock", func(ctx workflow.Context) {
		for ctx.Err() == nil {
			if err := c.awaitMoment(ctx); err != nil {
				return // the run was cancelled
			}
			if err := c.InTurn(ctx, func() { c.fireDue(ctx) }); err != nil {
				return
			}
		}
	})
}

// awaitMoment waits until something is to happen. A change of the case that moves the first moment starts the wait anew.
func (c *Case) awaitMoment(ctx workflow.Context) error {
	first, found := c.firstMoment(workflow.Now(ctx))
	seen := c.Version
	moved := func() bool {
		if c.Version == seen {
			return false
		}
		seen = c.Version
		at, is := c.firstMoment(workflow.Now(ctx))
		return is != found || !at.Equal(first)
	}
	if !found {
		return workflow.Await(ctx, moved)
	}
	return WaitAtMost(ctx, first.Sub(workflow.Now(ctx)), moved)
}

func (c *Case) firstMoment(now time.Time) (first time.Time, found bool) {
	for _, m := range c.moments(now) {
		if !found || m.at.Before(first) {
			first, found = m.at, true
		}
	}
	return first, found
}

// fireDue does everything whose moment has come, the earliest first. Each is looked up anew, because one may change another.
func (c *Case) fireDue(ctx workflow.Context) {
	for {
		now := workflow.Now(ctx)
		var due *moment
		for _, m := range c.moments(now) {
			if !m.at.After(now) && (due == nil || m.at.Before(due.at)) {
				due = &m
			}
		}
		if due == nil {
			return
		}
		c.fire(ctx, *due)
	}
}

// lateAfter is how long after its moment something is said to be late: nothing ran at the moment itself. A demonstration
// that counts days in seconds has no patience for it either.
const lateAfter = time.Hour

// fire does one thing, keeps that it did, and tells the story of it.
func (c *Case) fire(ctx workflow.Context, m moment) {
	if m.opens != nil {
		c.openPlanned(ctx, m.opens)
		return
	}
	now := workflow.Now(ctx)
	firing := &caseworkv1.Firing{
		Key:       m.key,
		Kind:      m.kind,
		About:     m.about,
		Title:     m.title,
		DueOn:     m.dueOn,
		Days:      int32(m.days),
		At:        timestamppb.New(now),
		PlannedAt: timestamppb.New(m.at),
		Late:      now.Sub(m.at) > lateAfter,
	}
	if m.kind == caseworkv1.FiringKind_FIRING_KIND_OVERRUN {
		c.Term(m.about).MissedOn = dateOrNone(m.dueOn).AddDays(1).String()
	} else {
		firing.Told = c.told(m)
		if len(firing.Told) > 0 {
			firing.Asks, firing.Subject = m.asks, m.desk
			if m.answerDays > 0 {
				firing.AnswerOn = terms.WorkingDayFrom(Today(ctx).AddDays(m.answerDays)).String()
			}
		}
		for _, to := range firing.Told {
			c.post(notice{kind: noticeOf(m), about: m.key, party: to, matter: m.matter(firing), desk: firing.Subject})
		}
	}
	if m.then != nil {
		m.then(ctx)
	}
	c.Fired = append(c.Fired, firing)
	c.Record(ctx, Line{Kind: lineKind[m.kind], Text: c.firingText(m, firing), Audience: audienceOf(m)})
}

// told are the parties that this reaches: who should have done it, or those with a role; each once.
func (c *Case) told(m moment) []string {
	if m.tell == casework.Holder {
		return []string{m.holder}
	}
	told := c.procedure.Told(party.Role(m.tell))
	for _, role := range m.also {
		for _, other := range c.procedure.Told(party.Role(role)) {
			if !slices.Contains(told, other) {
				told = append(told, other)
			}
		}
	}
	return told
}

func noticeOf(m moment) notificationsv1.NoticeKind {
	switch {
	case m.kind == caseworkv1.FiringKind_FIRING_KIND_REMINDER:
		return notificationsv1.NoticeKind_NOTICE_KIND_REMINDER
	case m.own || m.tell == casework.Holder:
		return notificationsv1.NoticeKind_NOTICE_KIND_OVERDUE
	default:
		return notificationsv1.NoticeKind_NOTICE_KIND_ESCALATION
	}
}

// audienceOf: that a term passed is for everybody; reminders and rungs are for those who see to it, and who was reminded reads so.
func audienceOf(m moment) []party.Role {
	if m.kind == caseworkv1.FiringKind_FIRING_KIND_OVERRUN {
		return nil
	}
	audience := []party.Role{party.Office, party.Director, party.SOT}
	for _, role := range append([]party.Role{party.Party(m.holder).Role()}, m.reminded()...) {
		if role != "" && !slices.Contains(audience, role) {
			audience = append(audience, role)
		}
	}
	return audience
}
