package reconciliation

import (
	"context"
	"fmt"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/telemetry"
)

// Tell lets whoever reads the metrics know when the last reconciliation ended, and how many cases differ by kind. Every
// replica tells the same: take the maximum, not the sum. Before the first one there is nothing to tell. Stop ends it.
func Tell(meter metric.Meter, store Store, now clock.Clock) (stop func(), err error) {
	differences, err := meter.Int64ObservableGauge("traject.reconciliation.differences",
		metric.WithDescription("Cases of which the record and the process differ, by kind, in the last reconciliation."))
	if err != nil {
		return nil, err
	}
	finished, err := meter.Int64ObservableGauge("traject.reconciliation.finished",
		metric.WithDescription("When the last reconciliation ended, in seconds since 1970."))
	if err != nil {
		return nil, err
	}
	figures := telemetry.Renewed[*Run]{Clock: now, Ask: func(ctx context.Context) (*Run, error) { return last(ctx, store) }}
	registration, err := meter.RegisterCallback(func(ctx context.Context, observer metric.Observer) error {
		last, err := figures.Get(ctx)
		if err != nil || last == nil {
			return err
		}
		for _, kind := range Kinds {
			observer.ObserveInt64(differences, int64(last.Count[kind]), metric.WithAttributes(attribute.String("kind", string(kind))))
		}
		observer.ObserveInt64(finished, last.EndedAt.Unix())
		return nil
	}, differences, finished)
	if err != nil {
		return nil, err
	}
	return func() { _ = registration.Unregister() }, nil
}

// last is what came of the last reconciliation; nil before the first.
func last(ctx context.Context, store Store) (*Run, error) {
	runs, err := store.Latest(ctx, 1)
	if err != nil {
		return nil, fmt.Errorf("look at the last reconciliation for the metrics: %w", err)
	}
	if len(runs) == 0 {
		return nil, nil
	}
	return &runs[0], nil
}
