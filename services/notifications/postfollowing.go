package notifications

import (
	"context"
	"slices"
	"strings"
	"time"

	"traject.nl/proto/contract/party"
	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/evidence"
)

// postRoom sees to what cannot be delivered electronically: the office reaches its party in another way (Awb 2:11), in time (Awb 2:10).
type postRoom struct {
	// changed is told when the office did something about the post.
	changed     func()
	store       Store
	post        PostStore
	preferences PreferenceStore
	proof       proof
	now         clock.Clock
	// hour is how long an hour of a term is; shorter in demonstrations.
	hour time.Duration
	// place gives a notice of our own to a party.
	place func(ctx context.Context, notice Notice) error
}

// placed puts a letter to a parent who did not agree to electronic traffic in the print queue.
func (p *postRoom) placed(ctx context.Context, notice Notice) error {
	if notice.Kind != KindLetter {
		return nil
	}
	paper, err := needsPaper(ctx, p.preferences, notice.Party)
	if err != nil || !paper {
		return err
	}
	return p.print(ctx, notice, ReasonNoConsent)
}

// settled closes what was undelivered when a server took a mail, and puts a mail that did not reach its receiver before the office; but not
// when it told of something undelivered itself.
func (p *postRoom) settled(ctx context.Context, notice Notice, delivery Delivery) error {
	if delivery.State == Accepted && delivery.Channel != ChannelWebhook {
		return p.noticed(ctx, notice)
	}
	failed := delivery.State == Refused || delivery.State == Bounced
	if !failed || delivery.Channel == ChannelWebhook || strings.HasPrefix(notice.About, ownAbout) {
		return nil
	}
	reached, err := p.reached(ctx, notice, delivery.ID, time.Time{})
	if err != nil || reached {
		return err
	}
	// A refusal leaves what is left of the term of the notice; what came back later begins a new one, since it counted as sent.
	reason, since, begins := ReasonRefused, delivery.SettledAt, notice.AccessibleAt
	switch {
	case delivery.State == Bounced:
		reason, begins = ReasonBounced, since
	case len(delivery.Sealed) == 0:
		reason = ReasonNoAddress
	}
	return p.undelivered(ctx, notice, delivery.ID, reason, since, begins)
}

// noticed closes what was undelivered of a notice that reached its party after all.
func (p *postRoom) noticed(ctx context.Context, notice Notice) error {
	items, err := p.post.ItemsOf(ctx, notice.Key)
	if err != nil {
		return err
	}
	for _, item := range items {
		if item.Queue == QueueUndelivered && item.How == "" {
			if _, err := p.post.SettleItem(ctx, item.ID, HowNoticed, p.now.Today(), p.now.Now()); err != nil {
				return err
			}
		}
	}
	return nil
}

// undelivered puts a notice in the queue, once at a time, and on paper as well when that is the other way.
func (p *postRoom) undelivered(ctx context.Context, notice Notice, id, reason string, since, begins time.Time) error {
	before, err := p.post.ItemsOf(ctx, notice.Key)
	if err != nil {
		return err
	}
	item := postItemOf(QueueUndelivered, id, notice, reason, since, begins.Add(termHours*p.hour))
	item.NextAt = p.rungAt(item, 0)
	waiting := func(one PostItem) bool { return one.Queue == QueueUndelivered && one.How == "" && one.ID != item.ID }
	if slices.ContainsFunc(before, waiting) {
		return nil
	}
	if _, err := p.post.Put(ctx, item); err != nil {
		return err
	}
	err = p.proof.append(ctx, notice, item.ID, evidence.Undeliverable, since, map[string]string{evidence.FactReason: reason})
	if err != nil || reason == ReasonNotNoticed {
		return err
	}
	if notice.Kind == KindLetter || party.Party(notice.Party).Role() == party.Parent {
		return p.print(ctx, notice, reason)
	}
	return nil
}

func (p *postRoom) print(ctx context.Context, notice Notice, reason string) error {
	due := notice.AccessibleAt.Add(termHours * p.hour)
	_, err := p.post.Put(ctx, postItemOf(QueuePrint, notice.Key, notice, reason, p.now.Now(), due))
	return err
}

// reached says whether somebody of the party opened a notice, or a server has taken a mail about it and kept it, after a moment. One
// delivery is left out: the one that is being settled.
func (p *postRoom) reached(ctx context.Context, notice Notice, but string, after time.Time) (bool, error) {
	if slices.ContainsFunc(notice.Opened, func(opening Opening) bool { return opening.At.After(after) }) {
		return true, nil
	}
	deliveries, err := p.mailsAbout(ctx, notice)
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(deliveries, func(one Delivery) bool {
		return one.ID != but && one.State == Accepted && one.SettledAt.After(after)
	}), nil
}

// mailsAbout a notice: by itself, or in the digest.
func (p *postRoom) mailsAbout(ctx context.Context, notice Notice) ([]Delivery, error) {
	deliveries, err := p.store.DeliveriesOf(ctx, notice.CaseID)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(deliveries, func(one Delivery) bool { return one.NoticeKey != notice.Key || one.Channel == ChannelWebhook }), nil
}
