package evidence_test

import (
	"testing"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"

	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/mongo"
)

func TestAnEntryThatCannotBeAppendedIsCountedByItsLogAndNothingElse(t *testing.T) {
	reader, before := metric.NewManualReader(), otel.GetMeterProvider()
	otel.SetMeterProvider(metric.NewMeterProvider(metric.WithReader(reader)))
	t.Cleanup(func() { otel.SetMeterProvider(before) })
	db, err := mongo.Connect(t.Context(), "mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=100", "test")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close(t.Context())

	if _, err := evidence.ReadMongoLog(db.Database, "documents").Append(t.Context(), entry("c1", "a")); err == nil {
		t.Fatal("appended to a store that is away")
	}
	var all metricdata.ResourceMetrics
	if err := reader.Collect(t.Context(), &all); err != nil {
		t.Fatal(err)
	}
	for _, scope := range all.ScopeMetrics {
		for _, one := range scope.Metrics {
			if one.Name != "traject.evidence.failures" {
				continue
			}
			point := one.Data.(metricdata.Sum[int64]).DataPoints[0]
			if point.Value != 1 || point.Attributes.Encoded(attribute.DefaultEncoder()) != "log=documents" {
				t.Errorf("want one failure of the log documents, got %+v", point)
			}
			return
		}
	}
	t.Error("no failures are counted")
}
