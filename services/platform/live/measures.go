package live

import (
	"context"
	"errors"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/metric"
)

// measures are what a hub tells of its work, never about whom.
type measures struct {
	streams  metric.Int64UpDownCounter
	lag      metric.Float64Histogram
	failures metric.Int64Counter
	dropped  metric.Int64Counter
}

// newMeasures begins measuring. An instrument is made even when its name is refused, which only its author can cause.
func newMeasures() measures {
	meter := otel.Meter("traject.nl/services/platform/live")
	streams, err := meter.Int64UpDownCounter("traject.live.streams", metric.WithDescription("Streams that are open now."))
	lag, lagErr := meter.Float64Histogram("traject.live.lag", metric.WithUnit("s"),
		metric.WithDescription("How long after a change was written this replica heard of it, while somebody looked."))
	failures, failuresErr := meter.Int64Counter("traject.live.failures",
		metric.WithDescription("Questions to the store for changes that failed; several a second while live status stands still."))
	dropped, droppedErr := meter.Int64Counter("traject.live.dropped",
		metric.WithDescription("Streams that were ended because they did not keep up; browsers connect again."))
	if err := errors.Join(err, lagErr, failuresErr, droppedErr); err != nil {
		otel.Handle(err)
	}
	// So that these are there, as 0, before anything goes wrong.
	streams.Add(context.Background(), 0)
	failures.Add(context.Background(), 0)
	dropped.Add(context.Background(), 0)
	return measures{streams, lag, failures, dropped}
}

// heard measures how late a change was heard of, unless it was written before anybody looked.
func (m measures) heard(change Change, since, now time.Time) {
	if !change.At.Before(since) {
		m.lag.Record(context.Background(), max(0, now.Sub(change.At)).Seconds())
	}
}
