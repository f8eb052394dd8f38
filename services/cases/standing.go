package cases

import (
	"context"
	"fmt"
	"sync"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	"traject.nl/services/platform/clock"
)

const (
	// standingEvery is how old the figures of where cases stand may be: the store is asked at most this often by a replica, however
	// often its metrics are read.
	standingEvery = time.Minute
	// standingTime is how long that question may take.
	standingTime = 5 * time.Second
)

// phaseOf is where open cases stand, and riskOf what can become of open terms: all that the figures are told apart by.
type (
	phaseOf struct{ procedure, phase string }
	riskOf  struct{ procedure, kind, risk string }
)

// standing counts the open cases and their terms.
type standing struct {
	store Records
	clock clock.Clock

	mu    sync.Mutex
	asked time.Time
	err   error
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
	counted := &standing{store: store, clock: now}
	registration, err := meter.RegisterCallback(func(ctx context.Context, observer metric.Observer) error {
		counted.mu.Lock()
		defer counted.mu.Unlock()
		if err := counted.renew(ctx); err != nil {
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

// renew asks the store when the figures are too old; also after a failure not sooner. The caller holds the lock.
func (s *standing) renew(ctx context.Context) error {
	now := s.clock.Now()
	if !s.asked.IsZero() && now.Sub(s.asked) < standingEvery {
		return s.err
	}
	s.asked = now
	ctx, cancel := context.WithTimeout(ctx, standingTime)
	defer cancel()
	closed := false
	views, err := s.store.Cases(ctx, CaseQuery{Everyone: true, Closed: &closed})
	if s.err = err; err != nil {
		s.err = fmt.Errorf("count the open cases for the metrics: %w", err)
		return s.err
	}
	s.count(views, s.clock.Today())
	return nil
}

// count begins with none of everything that terms can be, so that what ended is told as 0 and an alert on it ends too.
func (s *standing) count(views []*casesv1.View, today string) {
	s.cases, s.terms = map[phaseOf]int64{}, map[riskOf]int64{}
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
}
