package year

import (
	"slices"
	"time"

	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/tools/demanded"
)

// asked is what a case asked to be sent, of the kinds that follow from the record.
func asked(p *played) []demanded.Notice {
	var all []demanded.Notice
	for _, n := range p.told {
		if !slices.Contains(demanded.Derived, n.GetKind()) {
			continue
		}
		about := n.GetAbout()
		if n.GetPieceId() != "" {
			about = n.GetPieceId()
		}
		all = append(all, demanded.Notice{Kind: n.GetKind(), Party: n.GetParty(), About: about})
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
	if slices.Contains(demanded.Derived, n.GetKind()) || slices.ContainsFunc(p.lines, comes) {
		return ""
	}
	return "nothing happened at that moment"
}
