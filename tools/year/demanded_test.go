package year

import (
	"fmt"
	"slices"
	"strings"
	"time"

	contractbuitenkans "traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/party"
	contracttlv "traject.nl/proto/contract/tlv"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
)

// one is something that one party must be told: the same twice is two of them.
type one struct {
	kind  notificationsv1.NoticeKind
	party string
	// about is the task, the firing or the letter.
	about string
}

// demanded is what policy and law demand of a case as it went, worked out from the record alone.
func demanded(p *played) []one {
	var all []one
	for _, task := range p.view.GetTasks() {
		// Who has a task is told when it opens. One that was handed over was opened for somebody else.
		opened := task.GetParty()
		if task.GetHandedOverFrom() != "" {
			opened = task.GetHandedOverFrom()
		}
		all = append(all, one{notificationsv1.NoticeKind_NOTICE_KIND_TASK, opened, task.GetId()})
	}
	for _, firing := range p.view.GetFired() {
		for _, to := range firing.GetTold() {
			all = append(all, one{kindOf(firing), to, firing.GetKey()})
		}
	}
	for _, letter := range p.letters {
		if reachable(letter.GetParty()) {
			all = append(all, one{notificationsv1.NoticeKind_NOTICE_KIND_LETTER, letter.GetParty(), letter.GetDocumentId()})
		}
	}
	for _, notice := range p.view.GetDefaults() {
		for _, to := range []party.Party{party.TheOffice, party.TheDirector} {
			all = append(all, one{notificationsv1.NoticeKind_NOTICE_KIND_DEFAULT, string(to), notice.GetId()})
		}
	}
	for _, to := range receivers(p.view) {
		all = append(all, one{notificationsv1.NoticeKind_NOTICE_KIND_RECEIVED, to, "ontvangen"})
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

// reachable leaves out who has no account: another interested party gets paper only.
func reachable(to string) bool { return to != "" && party.Party(to).Role() != party.Interested }

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

// derived are the kinds of which the record says exactly who must be told. The others are news of a procedure.
var derived = []notificationsv1.NoticeKind{
	notificationsv1.NoticeKind_NOTICE_KIND_TASK, notificationsv1.NoticeKind_NOTICE_KIND_REMINDER, notificationsv1.NoticeKind_NOTICE_KIND_OVERDUE,
	notificationsv1.NoticeKind_NOTICE_KIND_ESCALATION, notificationsv1.NoticeKind_NOTICE_KIND_LETTER, notificationsv1.NoticeKind_NOTICE_KIND_DEFAULT,
	notificationsv1.NoticeKind_NOTICE_KIND_RECEIVED,
}

// asked is what a case asked to be sent, of the kinds that follow from the record.
func asked(p *played) []one {
	var all []one
	for _, n := range p.told {
		if !slices.Contains(derived, n.GetKind()) {
			continue
		}
		about := n.GetAbout()
		if n.GetPieceId() != "" {
			about = n.GetPieceId()
		}
		all = append(all, one{n.GetKind(), n.GetParty(), about})
	}
	return all
}

// misdirected says what is wrong with whom a notice goes to. A municipality hears what the ladder tells about its own schools, and nothing else.
func misdirected(p *played, n told) string {
	switch party.Party(n.GetParty()).Role() {
	case party.Municipality:
		if n.GetParty() != string(party.Of(party.Municipality, p.municipality)) {
			return "it goes to another municipality"
		}
		if n.GetKind() != notificationsv1.NoticeKind_NOTICE_KIND_ESCALATION {
			return "a municipality is told only what the ladder tells"
		}
	case party.Board:
		if n.GetKind() != notificationsv1.NoticeKind_NOTICE_KIND_ESCALATION && !p.parties[n.GetParty()] {
			return "a board without a part in the case is told only what the ladder tells"
		}
	default:
		if !p.parties[n.GetParty()] {
			return "it goes to somebody who has no part in the case"
		}
	}
	return ""
}

// unexplained says what is wrong with a notice that is news of a procedure: it comes with a line of the story.
func unexplained(p *played, n told) string {
	comes := func(line *caseworkv1.TimelineEntry) bool { return n.at.Sub(line.GetAt().AsTime()).Abs() < time.Second }
	if slices.Contains(derived, n.GetKind()) || slices.ContainsFunc(p.lines, comes) {
		return ""
	}
	return "nothing happened at that moment"
}

// String for a failing test.
func (o one) String() string { return fmt.Sprintf("%s %s (%s)", o.kind, o.party, o.about) }
