package evidence

import (
	"context"
	"errors"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
)

// measures are what a log tells of its work, never of which case.
type measures struct {
	entries, failures metric.Int64Counter
	log               metric.MeasurementOption
}

// newMeasures begins measuring. An instrument is made even when its name is refused, which only its author can cause.
func newMeasures(log string) measures {
	meter := otel.Meter("traject.nl/services/platform/evidence")
	entries, err := meter.Int64Counter("traject.evidence.entries", metric.WithDescription("Entries that were appended to the chains, by log."))
	failures, failuresErr := meter.Int64Counter("traject.evidence.failures",
		metric.WithDescription("Entries that could not be appended, by log; what was to be proven is tried again, or was refused."))
	if err := errors.Join(err, failuresErr); err != nil {
		otel.Handle(err)
	}
	m := measures{entries, failures, metric.WithAttributes(attribute.String("log", log))}
	// So that it is there, as 0, before anything goes wrong.
	failures.Add(context.Background(), 0, m.log)
	return m
}

func (m measures) appended(ctx context.Context) { m.entries.Add(ctx, 1, m.log) }

func (m measures) failed(ctx context.Context) { m.failures.Add(ctx, 1, m.log) }
