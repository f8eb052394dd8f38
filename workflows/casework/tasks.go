package casework

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/types/known/timestamppb"

	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// Question is a task to be opened.
type Question struct {
	Kind   string
	Party  party.Party
	Title  string
	Reason string
	// From is the day from which the norm of the policy counts; zero is today.
	From terms.Date
	// AtMost is the term that the task must not outlast: where its day to plan on comes first, the task has that date and
	// the basis of the law. Empty for none.
	AtMost string
}

// Ask opens a task that is due by the norm of the policy, on a day on which people work.
func (c *Case) Ask(ctx workflow.Context, q Question) {
	rule := policy.Task(c.Policy, q.Kind)
	if rule == nil {
		panic(fmt.Sprintf("case %s: policy %s has no norm for task %s", c.CaseID, c.Policy.GetVersion(), q.Kind))
	}
	if pace := c.pace(); pace > 0 {
		at := workflow.Now(ctx).Add(time.Duration(rule.Days) * pace)
		c.openIn(ctx, q, dueBy{terms.DateOf(at), at, rule.Basis}, at.Add(-time.Duration(rule.Lead)*pace), rule.Lead)
		return
	}
	from := q.From
	if from.IsZero() {
		from = Today(ctx)
	}
	due, basis := terms.WorkingDayFrom(from.AddDays(int(rule.Days))), rule.Basis
	if term := c.Term(q.AtMost); Runs(term) && term.PlannedOn != "" {
		if planned := terms.MustParse(term.PlannedOn); planned.Before(due) {
			due, basis = planned, term.Basis
		}
		if due.Before(Today(ctx)) {
			due = Today(ctx) // the term is over already: nobody is late with what was asked today
		}
	}
	c.AskOn(ctx, q, due, basis, int(rule.Lead))
}

// Acting says for each kind of open task who is at work on what; parties with a task of the same kind make one sentence.
func (c *Case) Acting(sentenceOf func(kind string) string) string {
	var sentences []string
	for _, task := range c.OpenTasks() {
		if sentence := sentenceOf(task.Kind); !slices.Contains(sentences, sentence) {
			sentences = append(sentences, sentence)
		}
	}
	return strings.Join(sentences, " ")
}

// AskBy opens a task whose date somebody, or a term, set.
func (c *Case) AskBy(ctx workflow.Context, q Question, due terms.Date, basis string) {
	c.openTask(ctx, q, dueBy{due, due.EndOfDay(), basis})
}

// dueBy is when a task must be done, to the moment, and by which rule.
type dueBy struct {
	on    terms.Date
	at    time.Time
	basis string
}

// pace is how long a day of a task lasts in a demonstration; 0 for a calendar day.
func (l *Ledger) pace() time.Duration {
	return time.Duration(l.Policy.GetTaskDaySeconds()) * time.Second
}

// openTask opens a task and sends its party a notice. A party has at most one open task of a kind: a second question leaves
// the first as it is.
func (c *Case) openTask(ctx workflow.Context, q Question, due dueBy) {
	if c.taskOf(q.Kind, string(q.Party)) != nil {
		return
	}
	task := &caseworkv1.Task{
		Id:       c.taskID(q),
		Kind:     q.Kind,
		Party:    string(q.Party),
		Title:    q.Title,
		Reason:   q.Reason,
		Basis:    due.basis,
		DueOn:    due.on.String(),
		DueAt:    timestamppb.New(due.at),
		OpenedAt: timestamppb.New(workflow.Now(ctx)),
		Assignee: c.Assignees[string(q.Party)],
	}
	c.Tasks = append(c.Tasks, task)
	c.Notify(notificationsv1.NoticeKind_NOTICE_KIND_TASK, task.Id, task.Party)
}

// taskID is the kind and the party, and from the second time on a counter: "advies/expert:gz-1/2".
func (c *Case) taskID(q Question) string {
	earlier := 0
	for _, task := range c.Tasks {
		if task.Kind == q.Kind && task.Party == string(q.Party) {
			earlier++
		}
	}
	id := q.Kind + "/" + string(q.Party)
	if earlier > 0 {
		id = fmt.Sprintf("%s/%d", id, earlier+1)
	}
	return id
}

// CloseTasks closes every open task of a kind, whoever has it.
func (c *Case) CloseTasks(ctx workflow.Context, kind, outcome string) {
	c.closeTasks(ctx, outcome, func(task *caseworkv1.Task) bool { return task.Kind == kind })
}

// CloseTaskOf closes the open task of a kind that this party has.
func (c *Case) CloseTaskOf(ctx workflow.Context, kind, party, outcome string) {
	c.closeTasks(ctx, outcome, func(task *caseworkv1.Task) bool { return task.Kind == kind && task.Party == party })
}

// CloseAllTasks closes whatever is open or planned, but for the answers that ZOUT owes to a notice of default.
func (c *Case) CloseAllTasks(ctx workflow.Context, outcome string) {
	c.Planned = nil
	c.closeTasks(ctx, outcome, func(task *caseworkv1.Task) bool { return !isOwed(task) })
}

func (c *Case) closeTasks(ctx workflow.Context, outcome string, which func(*caseworkv1.Task) bool) {
	for _, task := range c.Tasks {
		if task.ClosedAt == nil && which(task) {
			task.ClosedAt = timestamppb.New(workflow.Now(ctx))
			task.Outcome = outcome
		}
	}
}

// OpenTasks are the tasks that wait for somebody, in order of opening.
func (l *Ledger) OpenTasks() []*caseworkv1.Task {
	var open []*caseworkv1.Task
	for _, task := range l.Tasks {
		if task.ClosedAt == nil {
			open = append(open, task)
		}
	}
	return open
}

// LastTask is the most recent task of a kind, open or closed; nil when there was none.
func (l *Ledger) LastTask(kind string) *caseworkv1.Task {
	for i := len(l.Tasks) - 1; i >= 0; i-- {
		if l.Tasks[i].Kind == kind {
			return l.Tasks[i]
		}
	}
	return nil
}

// taskOf is the open task of a kind that a party has; nil when it has none.
func (l *Ledger) taskOf(kind, party string) *caseworkv1.Task {
	for _, task := range l.OpenTasks() {
		if task.Kind == kind && task.Party == party {
			return task
		}
	}
	return nil
}
