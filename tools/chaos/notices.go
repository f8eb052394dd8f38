package chaos

import (
	"fmt"
	"slices"
	"strings"

	"traject.nl/proto/contract/party"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/services/notifications"
	"traject.nl/services/platform/evidence"
	"traject.nl/tools/demanded"
)

// kinds of notices as the service names them. Letters are judged by judgeLetters.
var kinds = map[notificationsv1.NoticeKind]string{
	notificationsv1.NoticeKind_NOTICE_KIND_TASK:       notifications.KindTask,
	notificationsv1.NoticeKind_NOTICE_KIND_RECEIVED:   notifications.KindReceived,
	notificationsv1.NoticeKind_NOTICE_KIND_REMINDER:   notifications.KindReminder,
	notificationsv1.NoticeKind_NOTICE_KIND_OVERDUE:    notifications.KindOverdue,
	notificationsv1.NoticeKind_NOTICE_KIND_ESCALATION: notifications.KindEscalation,
	notificationsv1.NoticeKind_NOTICE_KIND_DEFAULT:    notifications.KindDefault,
}

// judgeNotices: what policy and law demand of the case as it went was told, each once; and nobody is told who has no part in it.
func judgeNotices(f *finding) (wrong []string) {
	name := func(kind, to, about string) string { return kind + " to " + to + " (" + about + ")" }
	want := map[string]int{}
	for _, one := range demanded.Of[letter](f.record.View, nil) {
		want[name(kinds[one.Kind], one.Party, one.About)]++
	}
	got := map[string]int{}
	for _, notice := range f.notices {
		if isOfPostRoom(notice) {
			continue
		}
		if why := misdirected(f, notice); why != "" {
			wrong = append(wrong, why)
		}
		if isDerived(notice.Kind) {
			got[name(notice.Kind, notice.Party, notice.About)]++
		}
	}
	for one, times := range want {
		if got[one] != times {
			wrong = append(wrong, fmt.Sprintf("%s must be told %d times, was %d", one, times, got[one]))
		}
	}
	for one := range got {
		if want[one] == 0 {
			wrong = append(wrong, one+" was told, and nothing demands it")
		}
	}
	return wrong
}

func isDerived(kind string) bool {
	for _, known := range kinds {
		if known == kind {
			return true
		}
	}
	return false
}

// isOfPostRoom says whether a notice is of the service itself: it tells the office that something did not arrive.
func isOfPostRoom(notice notifications.Notice) bool {
	return notice.About == "" || strings.HasPrefix(notice.About, "post/")
}

// misdirected says what is wrong with whom a notice goes to. Outsiders are told what the ladder tells.
func misdirected(f *finding, notice notifications.Notice) string {
	if slices.Contains(f.parties(), notice.Party) {
		return ""
	}
	role := party.Party(notice.Party).Role()
	if (role == party.Municipality || role == party.Board) && notice.Kind == notifications.KindEscalation {
		return ""
	}
	return fmt.Sprintf("%s was told %s, and has no part in the case", notice.Party, notice.Kind)
}

// parties are all who have a part in the case, or had: who did something in it.
func (f *finding) parties() []string {
	all := slices.Clone(f.record.View.GetParties())
	for _, receipt := range f.receipts {
		all = append(all, receipt.Party)
	}
	for _, task := range f.record.View.GetTasks() {
		all = append(all, task.GetParty(), task.GetHandedOverFrom())
	}
	return all
}

// judgeDeliveries: nothing waits, and what did not go was not needed any more.
func judgeDeliveries(f *finding) (wrong []string) {
	ways := map[string]int{}
	for _, sent := range f.deliveries {
		ways[sent.NoticeKey]++
		if sent.State != notifications.Accepted && sent.State != notifications.Superseded {
			wrong = append(wrong, fmt.Sprintf("%s to %s by %s is %s: %s", sent.Kind, sent.Party, sent.Channel, sent.State, sent.Reply))
		}
	}
	for _, notice := range f.notices {
		if ways[notice.Key] == 0 && len(notice.Sealed) > 0 {
			wrong = append(wrong, fmt.Sprintf("no way is planned for %s to %s", notice.Kind, notice.Party))
		}
	}
	return wrong
}

// judgeLetters: who has an account and is written to is told of a letter, once for those that were made at once, and never of one that is not
// there.
func judgeLetters(f *finding) (wrong []string) {
	letters, pieces, notices := map[string]int{}, map[string]bool{}, map[string]int{}
	for _, one := range f.letters {
		pieces[one.id] = true
		if demanded.Reachable(one.party) {
			letters[one.party]++
		}
	}
	about := map[string]bool{}
	for _, notice := range f.notices {
		if notice.Kind != notifications.KindLetter {
			continue
		}
		notices[notice.Party]++
		if !pieces[notice.PieceID] || about[notice.PieceID] {
			wrong = append(wrong, fmt.Sprintf("%s is told of letter %s, which is not there, or twice", notice.Party, notice.PieceID))
		}
		about[notice.PieceID] = true
	}
	for who, number := range letters {
		if notices[who] < 1 || notices[who] > number {
			wrong = append(wrong, fmt.Sprintf("%s has %d letters and is told of %d", who, number, notices[who]))
		}
	}
	return wrong
}

// judgeProof: of every notice it is proven once that it was made and could be read, and of every act that it came in.
func judgeProof(f *finding) (wrong []string) {
	times := map[string]int{}
	for _, chain := range f.chains {
		for _, entry := range chain.Entries {
			times[fmt.Sprint(entry.Kind, " ", entry.Facts[evidence.FactMessage])]++
		}
	}
	want := func(kind evidence.Kind, id string) {
		if got := times[fmt.Sprint(kind, " ", id)]; got != 1 {
			wrong = append(wrong, fmt.Sprintf("that %s is %s is proven %d times", id, kind, got))
		}
	}
	for _, notice := range f.notices {
		want(evidence.Composed, notice.ID())
		want(evidence.Accessible, notice.ID())
	}
	for _, receipt := range f.receipts {
		want(evidence.Received, receipt.ID)
	}
	return wrong
}
