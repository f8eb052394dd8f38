package year

import (
	"time"

	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/workflows/terms"
)

// holds says, from the record alone, whether a notice had a reason at a moment: what it asks for was not done yet.
func holds(view *casesv1.View, reason *notificationsv1.Reason, at time.Time) bool {
	switch reason.GetKind() {
	case notificationsv1.NoticeKind_NOTICE_KIND_TASK, notificationsv1.NoticeKind_NOTICE_KIND_HANDED_OVER:
		return taskIsOpen(view, reason.GetAbout(), at)
	case notificationsv1.NoticeKind_NOTICE_KIND_REMINDER, notificationsv1.NoticeKind_NOTICE_KIND_OVERDUE, notificationsv1.NoticeKind_NOTICE_KIND_ESCALATION:
		for _, firing := range view.GetFired() {
			if firing.GetKey() == reason.GetAbout() {
				return taskIsOpen(view, firing.GetAbout(), at) && termIsOpen(view, firing.GetAbout(), at)
			}
		}
	}
	return true
}

func taskIsOpen(view *casesv1.View, id string, at time.Time) bool {
	for _, task := range view.GetTasks() {
		if task.GetId() == id {
			return task.GetClosedAt() == nil || task.GetClosedAt().AsTime().After(at)
		}
	}
	return true
}

func termIsOpen(view *casesv1.View, id string, at time.Time) bool {
	for _, term := range view.GetTerms() {
		if term.GetId() == id && term.GetMetOn() != "" {
			return terms.DateOf(at).Before(terms.MustParse(term.GetMetOn()))
		}
	}
	return true
}
