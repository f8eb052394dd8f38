package mongo

import (
	"errors"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/event"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
)

func TestACommandIsMeasuredByNameAndHowItEndedWithoutAnyValue(t *testing.T) {
	reader, before := metric.NewManualReader(), otel.GetMeterProvider()
	otel.SetMeterProvider(metric.NewMeterProvider(metric.WithReader(reader)))
	t.Cleanup(func() { otel.SetMeterProvider(before) })
	measures, err := measured("documents")
	if err != nil {
		t.Fatal(err)
	}
	monitor := both(traced("documents"), measures)

	find := event.CommandFinishedEvent{CommandName: "find", Duration: 2 * time.Second}
	monitor.Succeeded(t.Context(), &event.CommandSucceededEvent{CommandFinishedEvent: find})
	monitor.Failed(t.Context(), &event.CommandFailedEvent{CommandFinishedEvent: find, Failure: errors.New("duplicate key: Sanne")})

	var all metricdata.ResourceMetrics
	if err := reader.Collect(t.Context(), &all); err != nil {
		t.Fatal(err)
	}
	points := all.ScopeMetrics[0].Metrics[0].Data.(metricdata.Histogram[float64]).DataPoints
	seconds := map[string]float64{}
	for _, point := range points {
		seconds[point.Attributes.Encoded(attribute.DefaultEncoder())] = point.Sum
	}
	for _, outcome := range []string{"done", "failed"} {
		name := "db.namespace=documents,db.operation.name=find,outcome=" + outcome
		if seconds[name] != 2 {
			t.Errorf("%s took %v s, want 2 (have %v)", name, seconds[name], seconds)
		}
		delete(seconds, name)
	}
	for name := range seconds {
		t.Errorf("also measured: %s", name)
		if strings.Contains(name, "Sanne") {
			t.Error("a value is among the figures")
		}
	}
}
