package notifications

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"golang.org/x/sync/errgroup"

	"traject.nl/services/notifications/partner"
	"traject.nl/services/notifications/subscriptions"
)

// webhooks brings what the ladder tells a municipality to its own systems: one lane for each subscription, so that a receiver that hangs
// keeps nobody waiting but itself.
type webhooks struct{ subscriptions *subscriptions.Service }

const (
	// webhookLanes is how many receivers are spoken to at the same time.
	webhookLanes = 32
	// perReceiver is how many events one receiver is handed at the same time.
	perReceiver = 4
)

// webhookWaits is how long to wait after each attempt, 25 s × 4ⁿ and at most 52,000 s, as the reference of the VNG does: about a day in all.
var webhookWaits = []time.Duration{
	25 * time.Second, 100 * time.Second, 400 * time.Second, 1_600 * time.Second, 6_400 * time.Second, 25_600 * time.Second, longestWait,
}

// longestWait is also the most that a receiver can ask for.
const longestWait = 52_000 * time.Second

// Why an event was not sent, for the office and the partner.
const (
	pausedReply   = "de koppeling staat op pauze"
	endedReply    = "de koppeling is beëindigd"
	unwantedReply = "de koppeling vraagt deze gebeurtenissen niet meer"
)

// paused says whether a delivery waits because its subscription is paused, and not by the stop button of the office.
func paused(delivery Delivery) bool {
	return delivery.Channel == ChannelWebhook && delivery.State == Held && delivery.Reply == pausedReply
}

// Name implements Channel.
func (w webhooks) Name() string { return ChannelWebhook }

// AtOnce implements Channel.
func (w webhooks) AtOnce() int { return webhookLanes }

// Gather implements Channel.
func (w webhooks) Gather() time.Duration { return 0 }

// Backoff implements Channel.
func (w webhooks) Backoff(attempts int) (time.Duration, bool) {
	if attempts < 1 || attempts > len(webhookWaits) {
		return 0, false
	}
	return webhookWaits[attempts-1], true
}

// Route implements Channel: an escalation goes to every subscription of its party that asks for such events. A paused one gets it later.
func (w webhooks) Route(ctx context.Context, notice Notice) ([]Delivery, error) {
	told, err := partner.From(notice.Request())
	if errors.Is(err, partner.ErrNotForPartners) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("event of notice %s: %w", notice.Key, err)
	}
	matching, err := w.subscriptions.Matching(ctx, notice.Party, told.Type())
	if err != nil {
		return nil, fmt.Errorf("event of notice %s: %w", notice.Key, err)
	}
	var deliveries []Delivery
	for _, to := range matching {
		deliveries = append(deliveries, NewDelivery(notice, ChannelWebhook, to.ID, LaneOf(ChannelWebhook, to.ID), notice.AccessibleAt))
	}
	return deliveries, nil
}

// Deliver implements Channel.
func (w webhooks) Deliver(ctx context.Context, _ string, outgoing []Outgoing) []Result {
	to, err := w.subscriptions.Store.Find(ctx, outgoing[0].To)
	switch {
	case errors.Is(err, subscriptions.ErrNotFound):
		return each(outgoing, Result{State: Dropped, Reply: endedReply})
	case err != nil:
		return each(outgoing, Result{State: Waiting, Wait: laterTime, Untried: true})
	case !to.Active:
		return each(outgoing, Result{State: Held, Reply: pausedReply})
	}
	results := make([]Result, len(outgoing))
	var group errgroup.Group
	group.SetLimit(perReceiver)
	begun := 0
	for ; begun < len(outgoing) && ctx.Err() == nil; begun++ {
		at := begun
		group.Go(func() error {
			results[at] = w.send(ctx, to, outgoing[at])
			return nil
		})
	}
	_ = group.Wait() // no attempt gives an error: how it went is its result
	return results[:begun]
}

// each gives the same result for every delivery.
func each(outgoing []Outgoing, how Result) []Result {
	results := make([]Result, len(outgoing))
	for i, one := range outgoing {
		results[i] = how
		results[i].ID = one.ID
	}
	return results
}

// send makes one attempt.
func (w webhooks) send(ctx context.Context, to subscriptions.Subscription, one Outgoing) Result {
	told, err := partner.From(one.Notice.Request())
	if err == nil && !to.Wants(told.Type()) {
		return Result{ID: one.ID, State: Dropped, Reply: unwantedReply}
	}
	var message partner.Message
	if err == nil {
		message, err = w.subscriptions.Sender.Compose(told, to.Format, one.Notice.AccessibleAt)
	}
	if err != nil {
		return Result{ID: one.ID, State: Dropped, Reply: "het bericht kon niet worden gemaakt"}
	}
	answer, failed := w.subscriptions.Attempt(ctx, to, message)
	var ours *subscriptions.OwnFault
	if errors.As(failed, &ours) {
		slog.ErrorContext(ctx, "an event of a partner cannot be signed", "subscription", to.ID, "error", ours)
		return Result{ID: one.ID, State: Waiting, Wait: laterTime, Untried: true}
	}
	result := Result{ID: one.ID, State: Waiting, Reply: subscriptions.Said(answer, failed), Server: subscriptions.HostOf(to.URL)}
	if failed == nil {
		result.Status = strconv.Itoa(answer.Status)
	}
	return w.judged(result, answer, one.Attempts)
}

// judged says what an answer means. A receiver that is gone for good says so; one that asks for time gets it, unless it was the last attempt.
func (w webhooks) judged(result Result, answer partner.Answer, attempts int) Result {
	wait, again := w.Backoff(attempts)
	switch {
	case answer.Taken():
		result.State = Accepted
	case answer.Status == http.StatusGone:
		result.State = Dead
	case again && answer.RetryAfter > wait:
		result.Wait = min(answer.RetryAfter, longestWait)
	}
	return result
}
