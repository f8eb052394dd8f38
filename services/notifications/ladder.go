package notifications

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"traject.nl/proto/contract/party"
	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/evidence"
)

// termHours is within how many hours after something is in the portal its addressee is told so (Awb 2:10 lid 1).
const termHours = 48

// rung is what happens when so many hours of the term have passed.
type rung struct {
	hours int
	level Level
	tells []party.Party
}

// ladder of the term, from low to high.
var ladder = []rung{
	{24, Reminded, []party.Party{party.TheOffice}},
	{40, Escalated, []party.Party{party.TheOffice, party.TheDirector}},
	{termHours, Missed, nil},
}

// looksEach is how many notices or items are taken at once.
const looksEach = 200

// ownAbout begins what a notice of the post room itself is about. No ladder runs for those.
const ownAbout = "post/"

// ruleUndelivered is the rule that such a notice is about.
const ruleUndelivered = "bericht-niet-aangekomen"

// zoutRoles are of ZOUT itself: the term is for addressees outside.
var zoutRoles = []party.Role{party.SOT, party.Director, party.Office, party.Provision}

// watch looks for notices that nobody noticed, and brings what is undelivered up the ladder.
func (p *postRoom) watch(ctx context.Context) error {
	return errors.Join(p.findUnnoticed(ctx), p.climb(ctx))
}

// findUnnoticed goes through the notices that reached the first rung since the last time.
func (p *postRoom) findUnnoticed(ctx context.Context) error {
	until := p.now.Now().Add(-time.Duration(ladder[0].hours) * p.hour)
	from, err := p.post.Watched(ctx)
	if err != nil {
		return err
	}
	for from.Before(until) {
		notices, err := p.store.Unnoticed(ctx, from, until, looksEach)
		if err != nil {
			return err
		}
		for _, notice := range notices {
			if err := p.unnoticed(ctx, notice); err != nil {
				return err
			}
		}
		if from = until; len(notices) == looksEach {
			// The last moment may have more than was given; if it has nothing else, it is passed.
			last := notices[len(notices)-1].AccessibleAt
			if from = last; notices[0].AccessibleAt.Equal(last) {
				from = last.Add(time.Millisecond)
			}
		}
		if err := p.post.SetWatched(ctx, from); err != nil {
			return err
		}
	}
	return nil
}

// unnoticed puts a notice before the office when a mail about it should have gone and did not.
func (p *postRoom) unnoticed(ctx context.Context, notice Notice) error {
	if strings.HasPrefix(notice.About, ownAbout) || slices.Contains(zoutRoles, party.Party(notice.Party).Role()) {
		return nil
	}
	before, err := p.post.ItemsOf(ctx, notice.Key)
	if err != nil || slices.ContainsFunc(before, func(item PostItem) bool { return item.Queue == QueueUndelivered }) {
		return err
	}
	mails, err := p.mailsAbout(ctx, notice)
	if err != nil {
		return err
	}
	// What was not needed any more, or not wanted so soon, is not owed.
	owed := func(one Delivery) bool {
		return one.Channel == ChannelMail && (one.State == Waiting || one.State == Held || one.State == Dead)
	}
	if !slices.ContainsFunc(mails, owed) {
		return nil
	}
	return p.undelivered(ctx, notice, notice.Key, ReasonNotNoticed, p.now.Now(), notice.AccessibleAt)
}

// climb brings each item of which the next rung is due to the rung where it belongs.
func (p *postRoom) climb(ctx context.Context) error {
	for more := true; more; {
		items, err := p.post.Climbing(ctx, p.now.Now(), looksEach)
		if err != nil {
			return err
		}
		for _, item := range items {
			if err := p.climbOne(ctx, item); err != nil {
				return err
			}
		}
		more = len(items) == looksEach
	}
	return nil
}

// climbOne asks once more whether it did not reach its party: that it did is told at the moment itself, but a process can die just then.
func (p *postRoom) climbOne(ctx context.Context, item PostItem) error {
	notice, err := p.store.Notice(ctx, item.NoticeKey)
	if err != nil {
		return err
	}
	after := item.Since
	if item.Reason == ReasonNotNoticed {
		after = time.Time{}
	}
	reached, err := p.reached(ctx, notice, "", after)
	if err != nil {
		return err
	}
	if reached {
		return p.noticed(ctx, notice)
	}
	return p.raise(ctx, item, notice)
}

// raise brings an item to the highest rung of which the hour has come. When nothing ran for a while it passes more rungs at once: then only
// the last that tells somebody is told.
func (p *postRoom) raise(ctx context.Context, item PostItem, notice Notice) error {
	now := p.now.Now()
	var tell *rung
	next := slices.IndexFunc(ladder, func(one rung) bool { return one.level == item.Level }) + 1
	for ; next < len(ladder) && !now.Before(p.rungAt(item, next)); next++ {
		if len(ladder[next].tells) > 0 {
			tell = &ladder[next]
		}
	}
	if tell != nil {
		for _, who := range tell.tells {
			if err := p.tell(ctx, item, tell.level, string(who)); err != nil {
				return err
			}
		}
	}
	reached := item.Level
	if next > 0 { // it is not when the hour of the term was made longer
		reached = ladder[next-1].level
	}
	if reached == Missed {
		facts := map[string]string{evidence.FactReason: item.Reason}
		if err := p.proof.append(ctx, notice, "late/"+item.ID, evidence.Late, item.DueAt, facts); err != nil {
			return err
		}
	}
	return p.post.Raise(ctx, item.ID, reached, p.rungAt(item, next))
}

// rungAt is when an item reaches a rung; zero above the last.
func (p *postRoom) rungAt(item PostItem, n int) time.Time {
	if n >= len(ladder) {
		return time.Time{}
	}
	return item.DueAt.Add(-time.Duration(termHours-ladder[n].hours) * p.hour)
}

// tell gives a party of ZOUT a notice about something undelivered. Its mailbox is the one that it was told at last.
func (p *postRoom) tell(ctx context.Context, item PostItem, level Level, who string) error {
	sealed, err := p.mailboxOf(ctx, who)
	if err != nil {
		return err
	}
	about := ownAbout + string(level) + "/" + item.ID
	return p.place(ctx, Notice{
		Key: item.CaseID + "/" + about + "/" + who, CaseID: item.CaseID, DossierID: item.DossierID, Party: who, Kind: KindReminder, About: about,
		AccessibleAt: p.now.Now(), Sealed: sealed,
		Matter: &Matter{Kind: "task", Rule: ruleUndelivered, DueOn: item.DueAt.In(clock.Amsterdam()).Format(time.DateOnly)},
	})
}

// mailboxOf a party, sealed, from the last notice that had one; empty when there was none.
func (p *postRoom) mailboxOf(ctx context.Context, who string) ([]byte, error) {
	last, err := p.store.Inbox(ctx, InboxPage{Parties: []string{who}, Limit: looksEach})
	if err != nil {
		return nil, err
	}
	for _, notice := range last {
		if len(notice.Sealed) > 0 {
			return notice.Sealed, nil
		}
	}
	return nil, nil
}
