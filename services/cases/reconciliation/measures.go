package reconciliation

import (
	"context"
	"fmt"
	"sync"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"traject.nl/services/platform/clock"
)

const (
	// toldEvery is how old the figures may be, however often the metrics are read.
	toldEvery = time.Minute
	// toldTime is how long the question for them may take.
	toldTime = 5 * time.Second
)

// told is what came of the last reconciliation.
type told struct {
	store Store
	clock clock.Clock

	mu    sync.Mutex
	asked time.Time
	err   error
	last  *Run
}

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
	figures := &told{store: store, clock: now}
	registration, err := meter.RegisterCallback(func(ctx context.Context, observer metric.Observer) error {
		figures.mu.Lock()
		defer figures.mu.Unlock()
		if err := figures.renew(ctx); err != nil || figures.last == nil {
			return err
		}
		for _, kind := range Kinds {
			observer.ObserveInt64(differences, int64(figures.last.Count[kind]), metric.WithAttributes(attribute.String("kind", string(kind))))
		}
		observer.ObserveInt64(finished, figures.last.EndedAt.Unix())
		return nil
	}, differences, finished)
	if err != nil {
		return nil, err
	}
	return func() { _ = registration.Unregister() }, nil
}

// renew asks the store when the figures are too old; also after a failure not sooner. The caller holds the lock.
func (t *told) renew(ctx context.Context) error {
	now := t.clock.Now()
	if !t.asked.IsZero() && now.Sub(t.asked) < toldEvery {
		return t.err
	}
	t.asked = now
	ctx, cancel := context.WithTimeout(ctx, toldTime)
	defer cancel()
	runs, err := t.store.Latest(ctx, 1)
	if t.err = err; err != nil {
		t.err = fmt.Errorf("look at the last reconciliation for the metrics: %w", err)
		return t.err
	}
	if len(runs) > 0 {
		t.last = &runs[0]
	}
	return nil
}
