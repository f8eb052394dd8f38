package casework

import (
	"slices"
	"strings"

	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/notifications"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
)

// answerWhatHolds lets the notifications service ask, just before something leaves, whether there is still a reason for it. A mail can wait for a
// quarter of an hour, for a mail server, or for a person who stopped all mail: by then the task may be done.
func (c *Case) answerWhatHolds(ctx workflow.Context) error {
	return workflow.SetQueryHandler(ctx, notifications.HoldsQuery, func(asked *notificationsv1.HoldsRequest) (*notificationsv1.HoldsResponse, error) {
		answer := &notificationsv1.HoldsResponse{}
		for _, reason := range asked.Reasons {
			answer.Holds = append(answer.Holds, !c.hushed() && c.holds(reason))
		}
		return answer, nil
	})
}

// holds says whether a notice still has a reason. News, such as a letter, keeps its reason for ever.
func (c *Case) holds(reason *notificationsv1.Reason) bool {
	switch reason.Kind {
	case notificationsv1.NoticeKind_NOTICE_KIND_TASK:
		return c.hasTask(reason.About, reason.Party)
	case notificationsv1.NoticeKind_NOTICE_KIND_HANDED_OVER:
		return slices.ContainsFunc(c.OpenTasks(), func(task *caseworkv1.Task) bool {
			return task.Party == reason.Party && strings.HasPrefix(reason.About, handedOver(task)+"/")
		})
	case notificationsv1.NoticeKind_NOTICE_KIND_REMINDER, notificationsv1.NoticeKind_NOTICE_KIND_OVERDUE, notificationsv1.NoticeKind_NOTICE_KIND_ESCALATION:
		firing := c.firing(reason.About)
		return firing == nil || c.stillDue(firing, reason)
	default:
		return true
	}
}

// hasTask says whether a party has this task open.
func (c *Case) hasTask(id, party string) bool {
	return slices.ContainsFunc(c.OpenTasks(), func(task *caseworkv1.Task) bool { return task.Id == id && task.Party == party })
}

// firing is what the clock did under a key; nil when it did not.
func (c *Case) firing(key string) *caseworkv1.Firing {
	for _, firing := range c.Fired {
		if firing.Key == key {
			return firing
		}
	}
	return nil
}

// stillDue says whether what the clock spoke of is still to be done, on the same date; and for who had to do a task, that it is still theirs.
func (c *Case) stillDue(firing *caseworkv1.Firing, reason *notificationsv1.Reason) bool {
	for _, task := range c.OpenTasks() {
		if task.Id == firing.About && task.DueOn == firing.DueOn {
			return reason.Kind == notificationsv1.NoticeKind_NOTICE_KIND_ESCALATION || task.Party == reason.Party
		}
	}
	for _, term := range c.Terms {
		if term.Id == firing.About && Runs(term) && term.PlannedOn == firing.DueOn {
			return true
		}
	}
	for _, notice := range c.Defaults {
		if notice.Id == firing.About {
			return notice.StoppedOn == ""
		}
	}
	return false
}
