package notifications

import (
	"context"
	"fmt"
	"time"

	"traject.nl/services/notifications/bounces"
	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/evidence"
)

// bounced keeps what a mail server says of a mail that it accepted before.
type bounced struct {
	store Store
	proof proof
	now   clock.Clock
	// settled is told that a delivery came back.
	settled func(ctx context.Context, notice Notice, delivery Delivery) error
}

// take keeps a notification for every delivery that went in the mail. The same one again changes nothing.
func (b *bounced) take(ctx context.Context, report bounces.Report) error {
	deliveries, err := b.store.DeliveriesInMail(ctx, report.MailID)
	if err != nil {
		return err
	}
	if len(deliveries) == 0 {
		// The address proves that the mail is ours: a quick server answers before it is written down that the mail was accepted.
		return fmt.Errorf("mail %s is not known yet", report.MailID)
	}
	for _, delivery := range deliveries {
		if err := b.takeOne(ctx, report, delivery); err != nil {
			return err
		}
	}
	return nil
}

func (b *bounced) takeOne(ctx context.Context, report bounces.Report, delivery Delivery) error {
	notice, err := b.store.Notice(ctx, delivery.NoticeKey)
	if err != nil {
		return err
	}
	now := b.now.Now()
	switch report.Action {
	case bounces.Delayed:
		return b.prove(ctx, notice, delivery, evidence.Deferred, report, now)
	case bounces.Failed:
	default:
		return nil // it arrived, or went on to a server that says nothing
	}
	if delivery.State != Accepted && delivery.State != Bounced {
		return nil
	}
	// What came back is proven and seen to before it is written down, so that a failure in between is made good by the next offer.
	if delivery.State == Accepted {
		delivery = delivery.settled(Settlement{State: Bounced, Reply: report.Reply(), At: now})
	}
	if err := b.prove(ctx, notice, delivery, evidence.Bounced, report, now); err != nil {
		return err
	}
	if err := b.settled(ctx, notice, delivery); err != nil {
		return err
	}
	_, err = b.store.Change(ctx, delivery.ID, Accepted, Settlement{State: Bounced, Reply: report.Reply(), At: delivery.SettledAt})
	return err
}

func (b *bounced) prove(ctx context.Context, notice Notice, delivery Delivery, what evidence.Kind, report bounces.Report, at time.Time) error {
	key := fmt.Sprintf("%s/%s/%s/%s", delivery.ID, what, report.MailID, report.Status)
	facts := map[string]string{
		evidence.FactChannel: delivery.Channel, evidence.FactStatus: report.Status, evidence.FactReply: report.Reply(), "mail": report.MailID,
	}
	return b.proof.append(ctx, notice, key, what, at, facts)
}
