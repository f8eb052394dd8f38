// Package demanded works out, from the record of a case alone, which notices policy and law demand: no more, no less, and to nobody else. What
// a case really sent is held against it.
package demanded

import (
	"fmt"
	"slices"
	"strings"

	contractbuitenkans "traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/party"
	contracttlv "traject.nl/proto/contract/tlv"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
)

// Notice is something that one party must be told: the same twice is two of them.
type Notice struct {
	Kind  notificationsv1.NoticeKind
	Party string
	// About is the task, the firing or the letter.
	About string
}

// String for who reads what is missing.
func (n Notice) String() string { return fmt.Sprintf("%s %s (%s)", n.Kind, n.Party, n.About) }

// Letter that was made, by the id of the document. Who gets several at once is told of one.
type Letter interface {
	GetParty() string
	GetDocumentId() string
}

// Of a case as it went.
func Of[L Letter](view *casesv1.View, letters []L) []Notice {
	all := slices.Concat(ofTasks(view), ofClock(view))
	for _, letter := range letters {
		if Reachable(letter.GetParty()) {
			all = append(all, Notice{notificationsv1.NoticeKind_NOTICE_KIND_LETTER, letter.GetParty(), letter.GetDocumentId()})
		}
	}
	for _, notice := range view.GetDefaults() {
		for _, to := range []party.Party{party.TheOffice, party.TheDirector} {
			all = append(all, Notice{notificationsv1.NoticeKind_NOTICE_KIND_DEFAULT, string(to), notice.GetId()})
		}
	}
	for _, to := range receivers(view) {
		all = append(all, Notice{notificationsv1.NoticeKind_NOTICE_KIND_RECEIVED, to, "ontvangen"})
	}
	return all
}

// ofTasks: who has a task is told when it opens. One that was handed over was opened for somebody else.
func ofTasks(view *casesv1.View) (all []Notice) {
	for _, task := range view.GetTasks() {
		opened := task.GetParty()
		if task.GetHandedOverFrom() != "" {
			opened = task.GetHandedOverFrom()
		}
		all = append(all, Notice{notificationsv1.NoticeKind_NOTICE_KIND_TASK, opened, task.GetId()})
	}
	return all
}

func ofClock(view *casesv1.View) (all []Notice) {
	for _, firing := range view.GetFired() {
		for _, to := range firing.GetTold() {
			all = append(all, Notice{kindOf(firing), to, firing.GetKey()})
		}
	}
	return all
}

// kindOf what the clock did: a reminder, a word to who should have done it, or one to somebody further away.
func kindOf(firing *caseworkv1.Firing) notificationsv1.NoticeKind {
	switch {
	case firing.GetKind() == caseworkv1.FiringKind_FIRING_KIND_REMINDER:
		return notificationsv1.NoticeKind_NOTICE_KIND_REMINDER
	case strings.HasSuffix(firing.GetKey(), "/holder"):
		return notificationsv1.NoticeKind_NOTICE_KIND_OVERDUE
	default:
		return notificationsv1.NoticeKind_NOTICE_KIND_ESCALATION
	}
}

// Reachable leaves out who has no account: another interested party gets paper only.
func Reachable(to string) bool { return to != "" && party.Party(to).Role() != party.Interested }

// receivers are told that an application came in (Awb 2:17): who applied, and the parents of a TLV.
func receivers(view *casesv1.View) []string {
	if view.GetReceivedAt() == nil {
		return nil
	}
	var all []string
	for _, who := range view.GetParties() {
		switch {
		case who == string(party.Of(party.School, view.GetApplicantSchoolId())):
			if view.GetProcedure() == contracttlv.Workflow || view.GetProcedure() == contractbuitenkans.Workflow {
				all = append(all, who)
			}
		case party.Party(who).Role() == party.Parent && view.GetProcedure() == contracttlv.Workflow:
			all = append(all, who)
		}
	}
	return all
}

// Derived are the kinds of which the record says exactly who must be told. The others are news of a procedure.
var Derived = []notificationsv1.NoticeKind{
	notificationsv1.NoticeKind_NOTICE_KIND_TASK, notificationsv1.NoticeKind_NOTICE_KIND_REMINDER, notificationsv1.NoticeKind_NOTICE_KIND_OVERDUE,
	notificationsv1.NoticeKind_NOTICE_KIND_ESCALATION, notificationsv1.NoticeKind_NOTICE_KIND_LETTER, notificationsv1.NoticeKind_NOTICE_KIND_DEFAULT,
	notificationsv1.NoticeKind_NOTICE_KIND_RECEIVED,
}
