package notifications

import (
	"context"
	"time"

	"traject.nl/services/platform/clock"
)

// The weekly digest goes on Monday at eight in the morning, Dutch time.
const (
	digestDay  = time.Monday
	digestHour = 8
)

// digestChannel sends one mail a week to who chose that, with how many there are of each kind that still hold. Without any there is none.
type digestChannel struct{ *mailer }

// Name implements Channel.
func (digestChannel) Name() string { return ChannelDigest }

// AtOnce implements Channel.
func (digestChannel) AtOnce() int { return mailsAtOnce }

// Gather implements Channel: what is for next week stays.
func (digestChannel) Gather() time.Duration { return 0 }

// Route implements Channel.
func (d digestChannel) Route(ctx context.Context, notice Notice) ([]Delivery, error) {
	return d.route(ctx, notice, ChannelDigest, nextDigest(notice.AccessibleAt), func(how How) bool { return how == Weekly })
}

// Deliver implements Channel.
func (d digestChannel) Deliver(ctx context.Context, _ string, outgoing []Outgoing) []Result {
	return d.send(ctx, outgoing, func(items []mailItem) composed { return d.texts.digest(d.portalURL, items) })
}

// weekly is a mail as it goes in the digest instead.
func (m *mailer) weekly(mail Delivery) Delivery {
	digest := mail
	digest.ID = DeliveryID(mail.NoticeKey, ChannelDigest, mail.To)
	digest.Channel, digest.Lane = ChannelDigest, LaneOf(ChannelDigest, receiverIn(mail.Lane))
	digest.DueAt, digest.Attempts, digest.LeasedUntil, digest.Reply = nextDigest(m.now.Now()), 0, time.Time{}, ""
	return digest
}

// nextDigest is the first moment after this one at which digests go.
func nextDigest(after time.Time) time.Time {
	local := after.In(clock.Amsterdam())
	days := (int(digestDay) - int(local.Weekday()) + 7) % 7
	next := time.Date(local.Year(), local.Month(), local.Day()+days, digestHour, 0, 0, 0, clock.Amsterdam())
	if !next.After(after) {
		next = time.Date(local.Year(), local.Month(), local.Day()+days+7, digestHour, 0, 0, 0, clock.Amsterdam())
	}
	return next.UTC()
}
