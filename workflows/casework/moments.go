package casework

import (
	"cmp"
	"fmt"
	"time"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// moment is something that the clock must do, and when.
type moment struct {
	// key is unique for what it is about, the date it is for, and the rule: a date that moves has moments of its own.
	key  string
	kind caseworkv1.FiringKind
	at   time.Time
	// about is the task or the term, title what it is called, and rule what the policy calls it.
	about, title, rule string
	what               notificationsv1.MatterKind
	// dueOn is the date it is about (ISO 8601), dueAt the moment at which that date is over.
	dueOn string
	dueAt time.Time
	// days before the date (negative) or after it.
	days int
	// tell is a role, or casework.Holder for the party that must act; also are the roles that hear it too.
	tell   string
	also   []string
	holder string
	// own: who is told must do it itself, as the holder of the task or the owner of the term.
	own bool
	// asks, desk and answerDays are what a rung asks of an outsider: which desk, and how soon.
	asks, desk string
	answerDays int
	// opens is the planned task that opens at this moment; nothing else happens then.
	opens *caseworkv1.PlannedTask
	// said replaces the sentence of the clock; then is what follows besides telling. Both may be absent.
	said string
	then func(workflow.Context)
}

// officeHour is the hour in Amsterdam at which reminders and rungs go out: when people start their day.
const officeHour = 8

// atOffice is that hour on a day, also on the day on which the clocks change.
func atOffice(day terms.Date) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), officeHour, 0, 0, 0, terms.Amsterdam)
}

// moments are all that follow from the tasks and terms as they stand now, and that did not happen yet. After a death there are none, whatever
// ZOUT still owes: nobody is told of it by a clock.
func (c *Case) moments(now time.Time) []moment {
	if c.hushed() {
		return nil
	}
	var all []moment
	for _, task := range c.Tasks {
		if task.ClosedAt == nil {
			all = append(all, c.momentsOfTask(task, now)...)
		}
	}
	for _, term := range c.Terms {
		if Runs(term) && term.PlannedOn != "" {
			all = append(all, c.momentsOfTerm(term, now)...)
		}
	}
	for _, notice := range c.Defaults {
		if notice.FirstDay != "" && notice.StoppedOn == "" {
			all = append(all, c.momentsOfPenalty(notice, now)...)
		}
	}
	opening := c.momentsOfPlanned()
	done := make(map[string]bool, len(c.Fired))
	for _, firing := range c.Fired {
		done[firing.Key] = true
	}
	var left []moment
	for _, m := range all {
		if !done[m.key] {
			left = append(left, m)
		}
	}
	return append(left, opening...)
}

func (c *Case) momentsOfTask(task *caseworkv1.Task, now time.Time) []moment {
	rule := policy.Task(c.Policy, task.Kind)
	if rule == nil {
		return nil
	}
	due := terms.MustParse(task.DueOn)
	when := dating{due: due, dueAt: due.EndOfDay(), since: task.OpenedAt.AsTime(), now: now}
	if task.DueAt != nil && !task.DueAt.AsTime().Equal(when.dueAt) {
		// Only the norm of a demonstration ends in the middle of a day. A date that somebody set is a date there too.
		when.dueAt, when.pace = task.DueAt.AsTime(), c.pace()
	}
	about := moment{about: task.Id, title: task.Title, rule: task.Kind, what: notificationsv1.MatterKind_MATTER_KIND_TASK, holder: task.Party}
	return append(c.reminders("task", about, when, rule.Reminders, casework.Holder), c.rungs("task", about, when, rule.Ladder)...)
}

// momentsOfTerm: the earlier answer rules where the law leaves two, because the extra day is not certain.
func (c *Case) momentsOfTerm(term *caseworkv1.Term, now time.Time) []moment {
	due := terms.MustParse(term.PlannedOn)
	when := dating{due: due, dueAt: due.EndOfDay(), since: term.CountedAt.AsTime(), now: now}
	about := moment{about: term.Id, title: term.Title, rule: term.Id, what: notificationsv1.MatterKind_MATTER_KIND_TERM}
	all := []moment{}
	if rule := policy.Term(c.Policy, term.Id); rule != nil {
		reminded := about
		reminded.also = rule.Tells
		all = append(c.reminders("term", reminded, when, rule.Reminders, c.owner(term)), c.rungs("term", about, when, rule.Ladder)...)
		for i := range all {
			if all[i].tell == casework.Holder {
				all[i].tell, all[i].own = c.owner(term), true
			}
		}
	}
	if term.MissedOn == "" && !term.Backward && c.mustBeMet(term) {
		about.key, about.kind = "term/"+term.Id+"/"+due.String()+"/over", caseworkv1.FiringKind_FIRING_KIND_OVERRUN
		about.at, about.dueOn, about.dueAt = when.dueAt, due.String(), when.dueAt
		all = append(all, about)
	}
	return all
}

// penaltyReminders are the days before the first day of a dwangsom on which the director is reminded that a decision can still
// prevent it.
var penaltyReminders = []int32{7, 3, 1}

// momentsOfPenalty: reminders while a decision can still prevent a dwangsom, word when it begins, and the question to decide on
// it when it has run to its maximum.
func (c *Case) momentsOfPenalty(notice *caseworkv1.DefaultNotice, now time.Time) []moment {
	first, last := terms.MustParse(notice.FirstDay), terms.MustParse(notice.LastDay)
	about := moment{
		about: notice.Id, title: "Beslissen om een dwangsom te voorkomen", rule: casework.DefaultTask,
		what: notificationsv1.MatterKind_MATTER_KIND_DEFAULT,
	}
	before := dating{due: first.AddDays(-1), dueAt: first.AddDays(-1).EndOfDay(), since: notice.RecordedAt.AsTime(), now: now}
	all := c.reminders("default", about, before, penaltyReminders, string(party.Director))

	begins := about
	begins.kind, begins.tell = caseworkv1.FiringKind_FIRING_KIND_ESCALATION, string(party.Director)
	begins.key, begins.at = "default/"+notice.Id+"/"+first.String()+"/begin", before.moment(1)
	begins.dueOn, begins.dueAt = first.String(), first.EndOfDay()
	begins.said = "Er is nog geen besluit. Vanaf vandaag loopt er een dwangsom. De directeur van ZOUT kreeg daarvan bericht."

	ends := begins
	ends.key, ends.at = "default/"+notice.Id+"/"+last.String()+"/einde", atOffice(last.AddDays(1))
	ends.dueOn, ends.dueAt = last.String(), last.EndOfDay()
	ends.said = "De dwangsom heeft het hoogste bedrag bereikt. ZOUT moet nu over de dwangsom beslissen, en ook nog over de zaak zelf."
	ends.then = func(ctx workflow.Context) { c.askPenaltyDecision(ctx, last) }
	return append(all, begins, ends)
}

// owner of a term. One that was counted before terms had owners has the owner that the policy names.
func (c *Case) owner(term *caseworkv1.Term) string {
	return cmp.Or(term.Owner, policy.Term(c.Policy, term.Id).GetOwner())
}

// mustBeMet tells a term in which somebody must do something from one that they may let pass, such as the time for bezwaar.
func (c *Case) mustBeMet(term *caseworkv1.Term) bool {
	switch party.Role(c.owner(term)) {
	case party.Office, party.Director, party.School, party.Provision:
		return true
	default:
		return false
	}
}

// dating is how the moments of one task or term lie around its date.
type dating struct {
	due   terms.Date
	dueAt time.Time
	// pace is how long a day lasts; 0 for a calendar day.
	pace time.Duration
	// since is when the date was set: what lies before it has no sense any more.
	since time.Time
	now   time.Time
}

// moment so many days after the date, or before it when negative.
func (d dating) moment(days int) time.Time {
	if d.pace > 0 {
		return d.dueAt.Add(time.Duration(days) * d.pace)
	}
	return atOffice(d.due.AddDays(days))
}

// reminders before the date, from the earliest on. One that lies before the date was set has no sense; of those that were
// slept through only the last has, and none once the date is over.
func (c *Case) reminders(of string, about moment, when dating, before []int32, tell string) []moment {
	var all []moment
	for i, days := range before {
		m := about
		m.at = when.moment(-int(days))
		over := when.dueAt
		if i+1 < len(before) {
			over = when.moment(-int(before[i+1]))
		}
		if m.at.Before(when.since) || !over.After(when.now) {
			continue
		}
		m.kind, m.days, m.tell = caseworkv1.FiringKind_FIRING_KIND_REMINDER, -int(days), tell
		m.dueOn, m.dueAt = when.due.String(), when.dueAt
		m.key = fmt.Sprintf("%s/%s/%s/-%d", of, about.about, m.dueOn, days)
		all = append(all, m)
	}
	return all
}

// rungs of the ladder, after the date.
func (c *Case) rungs(of string, about moment, when dating, ladder string) []moment {
	var all []moment
	for _, rung := range policy.Ladder(c.Policy, ladder).GetRungs() {
		m := about
		m.at = when.moment(int(rung.AfterDays))
		m.kind, m.days, m.tell = caseworkv1.FiringKind_FIRING_KIND_ESCALATION, int(rung.AfterDays), rung.Tell
		m.dueOn, m.dueAt = when.due.String(), when.dueAt
		m.asks, m.desk, m.answerDays = rung.Asks, rung.Subject, int(rung.AnswerDays)
		m.key = fmt.Sprintf("%s/%s/%s/+%d/%s", of, about.about, m.dueOn, rung.AfterDays, rung.Tell)
		all = append(all, m)
	}
	return all
}

// matter is what this is about, for who carries the notice on.
func (m moment) matter(firing *caseworkv1.Firing) *notificationsv1.Matter {
	return &notificationsv1.Matter{Kind: m.what, Rule: m.rule, DueOn: m.dueOn, Days: int32(m.days), AnswerOn: firing.AnswerOn}
}

// reminded are the roles that a reminder goes to; none when it goes to the holder of a task, or when it is no reminder.
func (m moment) reminded() []party.Role {
	if m.kind != caseworkv1.FiringKind_FIRING_KIND_REMINDER || m.tell == casework.Holder {
		return nil
	}
	roles := []party.Role{party.Role(m.tell)}
	for _, role := range m.also {
		roles = append(roles, party.Role(role))
	}
	return roles
}
