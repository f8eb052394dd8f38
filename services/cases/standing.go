package cases

import (
	"context"
	"fmt"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/telemetry"
)

// phaseOf is where open cases stand, and riskOf what can become of open terms: all that the figures are told apart by.
type (
	phaseOf struct{ procedure, phase string }
	riskOf  struct{ procedure, kind, risk string }
)

// standing is how many open cases and terms there are of each.
type standing struct {
	cases map[phaseOf]int64
	terms map[riskOf]int64
}

// tellStanding lets whoever reads the metrics know how many cases are open by procedure and phase, and how many terms by kind and risk.
// Every replica counts the whole record: take the maximum, not the sum. Stop ends it.
func tellStanding(meter metric.Meter, store Records, now clock.Clock) (stop func(), err error) {
	open, err := meter.Int64ObservableGauge("traject.cases.open", metric.WithDescription("Open cases, by procedure and phase."))
	if err != nil {
		return nil, err
	}
	terms, err := meter.Int64ObservableGauge("traject.terms.open",
		metric.WithDescription("Open terms, by procedure, kind and risk; missed: past their date and not met; this-week: due within 7 days."))
	if err != nil {
		return nil, err
	}
	figures := telemetry.Renewed[standing]{Clock: now, Ask: func(ctx context.Context) (standing, error) { return stand(ctx, store, now) }}
	registration, err := meter.RegisterCallback(func(ctx context.Context, observer metric.Observer) error {
		counted, err := figures.Get(ctx)
		if err != nil {
			return err
		}
		for of, number := range counted.cases {
			observer.ObserveInt64(open, number, metric.WithAttributes(
				attribute.String("procedure", of.procedure), attribute.String("phase", of.phase)))
		}
		for of, number := range counted.terms {
			observer.ObserveInt64(terms, number, metric.WithAttributes(
				attribute.String("procedure", of.procedure), attribute.String("kind", of.kind), attribute.String("risk", of.risk)))
		}
		return nil
	}, open, terms)
	if err != nil {
		return nil, err
	}
	return func() { _ = registration.Unregister() }, nil
}

// stand asks the store for the open cases, and counts.
func stand(ctx context.Context, store Records, now clock.Clock) (standing, error) {
	closed := false
	views, err := store.Cases(ctx, CaseQuery{Everyone: true, Closed: &closed})
	if err != nil {
		return standing{}, fmt.Errorf("count the open cases for the metrics: %w", err)
	}
	return count(views, now.Today()), nil
}

// count begins with none of everything that terms can be, so that what ended is told as 0 and an alert on it ends too.
func count(views []*casesv1.View, today string) standing {
	s := standing{cases: map[phaseOf]int64{}, terms: map[riskOf]int64{}}
	for procedure := range paths {
		if procedure == everyProcedure {
			continue
		}
		for _, kind := range termKinds {
			for _, risk := range risks {
				s.terms[riskOf{procedure, kind, risk}] = 0
			}
		}
	}
	for _, view := range views {
		s.cases[phaseOf{view.GetProcedure(), view.GetPhase()}]++
		for _, term := range view.GetTerms() {
			if isRunning(term) {
				s.terms[riskOf{view.GetProcedure(), termKinds.word(term.GetKind()), risk(term, today)}]++
			}
		}
	}
	return s
}
