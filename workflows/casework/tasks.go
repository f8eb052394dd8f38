package casework

import (
	"fmt"

	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/types/known/timestamppb"

	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/workflows/terms"
)

// Request is a task to be opened.
type Request struct {
	Kind   string
	Party  party.Party
	Title  string
	Reason string
	Basis  string
	Due    terms.Date
}

// OpenTask opens a task and sends its party a notice. A party has at most one open task of a kind: a second request
// leaves the first as it is.
func (c *Case) OpenTask(ctx workflow.Context, request Request) {
	if c.openTask(request.Kind, string(request.Party)) != nil {
		return
	}
	task := &caseworkv1.Task{
		Id:       c.taskID(request),
		Kind:     request.Kind,
		Party:    string(request.Party),
		Title:    request.Title,
		Reason:   request.Reason,
		Basis:    request.Basis,
		DueOn:    request.Due.String(),
		OpenedAt: timestamppb.New(workflow.Now(ctx)),
	}
	c.Tasks = append(c.Tasks, task)
	c.Notify(notificationsv1.NoticeKind_NOTICE_KIND_TASK, task.Id, task.Party)
}

// taskID is the kind and the party, and from the second time on a counter: "advies/expert:gz-1/2".
func (c *Case) taskID(request Request) string {
	earlier := 0
	for _, task := range c.Tasks {
		if task.Kind == request.Kind && task.Party == string(request.Party) {
			earlier++
		}
	}
	id := request.Kind + "/" + string(request.Party)
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

// CloseAllTasks closes whatever is open.
func (c *Case) CloseAllTasks(ctx workflow.Context, outcome string) {
	c.closeTasks(ctx, outcome, func(*caseworkv1.Task) bool { return true })
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

func (l *Ledger) openTask(kind, party string) *caseworkv1.Task {
	for _, task := range l.OpenTasks() {
		if task.Kind == kind && task.Party == party {
			return task
		}
	}
	return nil
}
