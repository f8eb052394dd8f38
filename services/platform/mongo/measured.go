package mongo

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/event"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
)

// measured measures how long commands take and how they end, by the name of the command only: which collection is slow stands in the traces.
func measured(database string) (*event.CommandMonitor, error) {
	durations, err := otel.Meter("traject.nl/services/platform/mongo").Float64Histogram("db.client.operation.duration",
		metric.WithUnit("s"), metric.WithDescription("How long commands to the store took."))
	if err != nil {
		return nil, err
	}
	record := func(ctx context.Context, command, outcome string, took time.Duration) {
		durations.Record(ctx, took.Seconds(), metric.WithAttributes(
			attribute.String("db.namespace", database),
			attribute.String("db.operation.name", command),
			attribute.String("outcome", outcome),
		))
	}
	return &event.CommandMonitor{
		Succeeded: func(ctx context.Context, e *event.CommandSucceededEvent) {
			record(ctx, e.CommandName, "done", e.Duration)
		},
		Failed: func(ctx context.Context, e *event.CommandFailedEvent) {
			record(ctx, e.CommandName, "failed", e.Duration)
		},
	}, nil
}

// both passes what happens on to two monitors, of which the second asks for no starts.
func both(first, second *event.CommandMonitor) *event.CommandMonitor {
	return &event.CommandMonitor{
		Started: first.Started,
		Succeeded: func(ctx context.Context, e *event.CommandSucceededEvent) {
			first.Succeeded(ctx, e)
			second.Succeeded(ctx, e)
		},
		Failed: func(ctx context.Context, e *event.CommandFailedEvent) {
			first.Failed(ctx, e)
			second.Failed(ctx, e)
		},
	}
}
