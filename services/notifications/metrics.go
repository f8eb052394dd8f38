package notifications

import (
	"context"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/trace"

	"traject.nl/services/platform/clock"
)

const scope = "traject.nl/services/notifications"

// counts are what this service tells of its work: how much, by channel and how it went. Never about whom.
type counts struct {
	deliveries metric.Int64Counter
	tracer     trace.Tracer
}

// newCounts begins counting; what waits is asked of the store when the metrics are read.
func newCounts(store Schedule, now clock.Clock) (*counts, error) {
	meter := otel.Meter(scope)
	deliveries, err := meter.Int64Counter("traject.notices.deliveries",
		metric.WithDescription("Attempts to deliver a notice, by channel and how they went."))
	if err != nil {
		return nil, err
	}
	waiting, err := meter.Int64ObservableGauge("traject.notices.due",
		metric.WithDescription("Deliveries that are due and did not leave yet."))
	if err != nil {
		return nil, err
	}
	oldest, err := meter.Float64ObservableGauge("traject.notices.oldest.due", metric.WithUnit("s"),
		metric.WithDescription("Since when the longest waiting delivery is due."))
	if err != nil {
		return nil, err
	}
	_, err = meter.RegisterCallback(func(ctx context.Context, observer metric.Observer) error {
		backlog, err := store.Backlog(ctx, now.Now())
		if err != nil {
			return err
		}
		var age time.Duration
		if !backlog.Oldest.IsZero() {
			age = now.Now().Sub(backlog.Oldest)
		}
		observer.ObserveInt64(waiting, int64(backlog.Waiting))
		observer.ObserveFloat64(oldest, age.Seconds())
		return nil
	}, waiting, oldest)
	made := &counts{deliveries, otel.Tracer(scope)}
	made.begins()
	return made, err
}

// begins tells 0 of everything that somebody must hear of the first time that it happens: what was never told before did not grow.
func (c *counts) begins() {
	for _, channel := range []string{ChannelMail, ChannelDigest, ChannelWebhook} {
		for _, state := range []State{Accepted, Waiting, Refused, Dead} {
			c.deliveries.Add(context.Background(), 0, how(channel, state))
		}
	}
}

// begin begins the span of one call to a channel.
func (c *counts) begin(ctx context.Context, channel string, deliveries int) (context.Context, trace.Span) {
	return c.tracer.Start(ctx, "deliver "+channel, trace.WithAttributes(attribute.Int("traject.deliveries", deliveries)))
}

// result counts how an attempt went.
func (c *counts) result(ctx context.Context, channel string, result Result) {
	c.deliveries.Add(ctx, 1, how(channel, result.State))
}

func how(channel string, state State) metric.MeasurementOption {
	return metric.WithAttributes(attribute.String("channel", channel), attribute.String("state", string(state)))
}
