package year

import (
	"strings"
	"testing"

	"traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/party"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/services/notifications"
	"traject.nl/services/platform/evidence"
)

// TestAWholeYearArrives brings the year to the service: everything is in the inbox of whom it is for, leaves once and to nobody else, what
// cannot leave is before the office, and the evidence of all of it verifies.
func TestAWholeYearArrives(t *testing.T) {
	all := theYear(t)
	h := newHouse(t, all)
	h.live(inOrder(all))
	for _, p := range all {
		h.checkInboxes(p)
		h.checkDeliveries(p)
		h.checkEvidence(p)
	}
	h.checkMail(all)
	h.checkEvents(all)
	h.checkTable(all)
}

// checkInboxes: one notice in one inbox for each that the case asked for.
func (h *house) checkInboxes(p *played) {
	h.Helper()
	want := map[string]int{}
	for _, n := range p.told {
		want[n.GetKey()]++
	}
	for _, notice := range h.notices(p) {
		if ownOf(notice) {
			continue
		}
		if want[notice.Key]--; want[notice.Key] < 0 {
			h.Errorf("%s: %s is in the inbox of %s, and nobody asked for it", p.caseID, notice.Key, notice.Party)
		}
	}
	for key, missing := range want {
		if missing > 0 {
			h.Errorf("%s: %s is in no inbox", p.caseID, key)
		}
	}
}

func (h *house) notices(p *played) []notifications.Notice {
	h.Helper()
	notices, err := h.store.NoticesOf(h.Context(), p.caseID)
	if err != nil {
		h.Fatal(err)
	}
	return notices
}

// ownOf says whether a notice is of the service itself: it tells the office that something did not arrive.
func ownOf(notice notifications.Notice) bool {
	return notice.About == "" || strings.HasPrefix(notice.About, "post/")
}

// checkDeliveries: nothing is left waiting. What did not go had a reason, and who cannot be reached by mail is before the office.
func (h *house) checkDeliveries(p *played) {
	h.Helper()
	deliveries, err := h.store.DeliveriesOf(h.Context(), p.caseID)
	if err != nil {
		h.Fatal(err)
	}
	for _, d := range deliveries {
		cannot := d.Party == refusedParty || d.Party == unreachable
		switch {
		case d.State == notifications.Waiting || d.State == notifications.Held || d.State == notifications.Dead:
			h.Errorf("%s is %s after the year", d.ID, d.State)
		case cannot && d.Channel == notifications.ChannelMail && d.State == notifications.Accepted:
			h.Errorf("%s was accepted for who cannot be reached", d.ID)
		case !cannot && d.State == notifications.Refused:
			h.Errorf("%s was refused: %s", d.ID, d.Reply)
		}
		if d.State == notifications.Refused {
			if items, err := h.post.ItemsOf(h.Context(), d.NoticeKey); err != nil || len(items) == 0 {
				h.Errorf("%s did not arrive, and the office does not know (%v)", d.ID, err)
			}
		}
	}
}

// checkEvidence: the chain of the case is whole, and tells of each notice that it was made and could be read.
func (h *house) checkEvidence(p *played) {
	h.Helper()
	chain, err := h.log.OfCase(h.Context(), p.caseID)
	if err != nil {
		h.Fatal(err)
	}
	if err := evidence.Verify(chain); err != nil {
		h.Errorf("%s: %v", p.caseID, err)
	}
	times := map[evidence.Kind]int{}
	for _, entry := range chain {
		times[entry.Kind]++
	}
	for _, kind := range []evidence.Kind{evidence.Composed, evidence.Accessible} {
		if got, want := times[kind], len(h.notices(p)); got != want {
			h.Errorf("%s: %d notices, and %d times %s in the evidence", p.caseID, want, got, kind)
		}
	}
}

// checkMail: a mail goes to an address that was given, holds a link, and says nothing else: no party, no case of a municipality.
func (h *house) checkMail(all []*played) {
	h.Helper()
	known := map[string]bool{}
	for _, p := range all {
		for _, notice := range h.notices(p) {
			known[addressOf(notice.Party)] = true
		}
	}
	for _, m := range h.mail.all() {
		if !known[m.to] {
			h.Errorf("a mail went to %s", m.to)
		}
		if !strings.Contains(m.text, "https://traject.example/") {
			h.Errorf("a mail to %s has no link", m.to)
		}
		if strings.Contains(m.text, "parent:") || strings.Contains(m.text, "school:") {
			h.Errorf("a mail to %s names a party", m.to)
		}
	}
}

// checkEvents: the system of each municipality got each escalation that its municipality was told of, once, and no other.
func (h *house) checkEvents(all []*played) {
	h.Helper()
	want := map[string]map[string]int{}
	for _, municipality := range municipalities {
		want[municipality] = map[string]int{}
	}
	for _, p := range all {
		for _, n := range p.told {
			if to := party.Party(n.GetParty()); to.Role() == party.Municipality && n.GetKind() == notificationsv1.NoticeKind_NOTICE_KIND_ESCALATION {
				if holds(p.view, &notificationsv1.Reason{Kind: n.GetKind(), About: n.GetAbout(), Party: n.GetParty()}, n.at) {
					want[to.ID()][casework.EscalationID(p.caseID, n.GetAbout())]++
				}
			}
		}
	}
	for municipality, system := range h.systems {
		if len(want[municipality]) == 0 {
			h.Errorf("nothing happened in %s all year; that proves nothing", municipality)
		}
		for id, times := range want[municipality] {
			if system.events[id] != times {
				h.Errorf("%s must get %s %d times, got it %d times", municipality, id, times, system.events[id])
			}
		}
		for id := range system.events {
			if want[municipality][id] == 0 {
				h.Errorf("%s got %s, which is not for it", municipality, id)
			}
		}
	}
}
