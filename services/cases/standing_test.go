package cases_test

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"

	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	"traject.nl/services/cases"
	"traject.nl/services/cases/casestest"
)

// askedRecords counts the questions, and fails when told to.
type askedRecords struct {
	*casestest.Memory
	asked int
	fail  error
}

func (r *askedRecords) Cases(ctx context.Context, q cases.CaseQuery) ([]*casesv1.View, error) {
	if r.asked++; r.fail != nil {
		return nil, r.fail
	}
	return r.Memory.Cases(ctx, q)
}

// standingOf lets the records tell how they stand, at a moment that the test can move.
func standingOf(t *testing.T, records cases.Records, now *time.Time) func() (map[string]int64, error) {
	t.Helper()
	reader := metric.NewManualReader()
	meter := metric.NewMeterProvider(metric.WithReader(reader)).Meter("test")
	stop, err := cases.TellStanding(meter, records, func() time.Time { return *now })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	return func() (map[string]int64, error) {
		var all metricdata.ResourceMetrics
		err := reader.Collect(context.WithoutCancel(t.Context()), &all)
		told := map[string]int64{}
		for _, scope := range all.ScopeMetrics {
			for _, one := range scope.Metrics {
				for _, point := range one.Data.(metricdata.Gauge[int64]).DataPoints {
					told[one.Name+" "+point.Attributes.Encoded(attribute.DefaultEncoder())] = point.Value
				}
			}
		}
		return told, err
	}
}

func TestOpenCasesAreToldByPhaseAndOpenTermsByRiskAndNothingElse(t *testing.T) {
	records := &askedRecords{Memory: casestest.NewMemory()}
	h := &harness{T: t, store: records.Memory}
	for _, view := range []*casesv1.View{
		due("overdue", "2026-11-20", "2026-11-21"), due("week", "2026-12-01", ""), due("today", "2026-11-24", ""), due("still", "", ""),
	} {
		h.put(view)
	}
	closed, met := due("closed", "2026-11-20", "2026-11-21"), due("met", "2026-11-20", "")
	closed.Closed, met.Terms[0].MetOn = true, "2026-11-19"
	h.put(closed)
	h.put(met)
	now := today()
	told, err := standingOf(t, records, &now)()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int64{
		"traject.cases.open phase=volledigheid,procedure=tlv":               5,
		"traject.terms.open kind=statutory,procedure=tlv,risk=missed":       1,
		"traject.terms.open kind=statutory,procedure=tlv,risk=this-week":    2,
		"traject.terms.open kind=statutory,procedure=tlv,risk=suspended":    1,
		"traject.terms.open kind=statutory,procedure=bezwaar,risk=missed":   0,
		"traject.terms.open kind=internal,procedure=buitenkans,risk=missed": 0,
	}
	for name, number := range want {
		if got, is := told[name]; !is || got != number {
			t.Errorf("%s is %d (told: %v), want %d", name, got, is, number)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(told)) {
		if told[name] != want[name] {
			t.Errorf("%s is %d, which nobody expects", name, told[name])
		}
		for _, person := range []string{"overdue", "regenboog", "parent", "sot:"} {
			if strings.Contains(name, person) {
				t.Errorf("a figure is told of %s: %s", person, name)
			}
		}
	}
}

func TestTheRecordIsAskedHowItStandsOnceAMinute(t *testing.T) {
	records := &askedRecords{Memory: casestest.NewMemory(), fail: errors.New("the store is away")}
	now := today()
	tell := standingOf(t, records, &now)
	for range 2 {
		if told, err := tell(); err == nil || len(told) > 0 {
			t.Errorf("a store that is away told %v", told)
		}
	}
	if records.asked != 1 {
		t.Errorf("asked %d times at one moment, want once, also after a failure", records.asked)
	}
	records.fail = nil
	now = now.Add(time.Minute)
	for range 3 {
		if told, err := tell(); err != nil || len(told) == 0 {
			t.Errorf("a minute later: told %v, %v", told, err)
		}
	}
	if records.asked != 2 {
		t.Errorf("asked %d times, want once more", records.asked)
	}
}
