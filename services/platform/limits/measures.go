package limits

import (
	"context"
	"sync"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
)

// refused counts, never whom.
type refused struct {
	once    sync.Once
	counter metric.Int64Counter
}

var refusals refused

// count adds one. The instrument is made at the first refusal, after telemetry began.
func (r *refused) count(ctx context.Context, kind Kind) {
	r.once.Do(func() {
		counter, err := otel.Meter("traject.nl/services/platform/limits").Int64Counter("traject.limit.refused",
			metric.WithDescription("Requests and connections that were refused because one person, address or connection took too much."))
		if err != nil {
			otel.Handle(err)
		}
		r.counter = counter
	})
	r.counter.Add(ctx, 1, metric.WithAttributes(attribute.String("kind", string(kind))))
}
