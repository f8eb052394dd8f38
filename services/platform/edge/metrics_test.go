package edge_test

import (
	"context"
	"maps"
	"net/http"
	"net/http/httptest"
	"testing"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"

	"traject.nl/services/platform/edge"
)

func TestMetricsAreNotForWhoComesThroughAProxy(t *testing.T) {
	router := service(t, fine)
	for _, header := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Via"} {
		request := httptest.NewRequest(http.MethodGet, "/metrics", nil)
		request.Header.Set(header, "192.0.2.1")
		mustBeProblem(t, ask(router, request), http.StatusNotFound)
	}
	request := httptest.NewRequest(http.MethodGet, "/healthz", nil)
	request.Header.Set("X-Forwarded-For", "192.0.2.1")
	if got := ask(router, request); got.Code != http.StatusOK {
		t.Errorf("whether it lives is told with status %d", got.Code)
	}
}

func TestEveryLookAtAPartIsTold(t *testing.T) {
	reader, before := metric.NewManualReader(), otel.GetMeterProvider()
	otel.SetMeterProvider(metric.NewMeterProvider(metric.WithReader(reader)))
	t.Cleanup(func() { otel.SetMeterProvider(before) })
	var store, engine supply
	router := edge.New("test", "1.0.0", store.ready("mongo", true), engine.ready("temporal", false))
	told := func() map[string]int64 {
		t.Helper()
		var all metricdata.ResourceMetrics
		if err := reader.Collect(t.Context(), &all); err != nil {
			t.Fatal(err)
		}
		parts := map[string]int64{}
		for _, scope := range all.ScopeMetrics {
			for _, one := range scope.Metrics {
				if one.Name != "traject.part.ready" {
					continue
				}
				for _, point := range one.Data.(metricdata.Gauge[int64]).DataPoints {
					parts[point.Attributes.Encoded(attribute.DefaultEncoder())] = point.Value
				}
			}
		}
		return parts
	}
	want := func(mongo, temporal int64) {
		t.Helper()
		if got := told(); !maps.Equal(got, map[string]int64{"part=mongo": mongo, "part=temporal": temporal}) {
			t.Errorf("told %v, want mongo %d and temporal %d", got, mongo, temporal)
		}
	}
	engine.away.Store(true)
	ask(router, httptest.NewRequest(http.MethodGet, "/readyz", nil))
	want(1, 0)
	engine.away.Store(false)
	gone, leave := context.WithCancel(t.Context())
	leave()
	ask(router, httptest.NewRequestWithContext(gone, http.MethodGet, "/readyz", nil))
	want(1, 0)
	ask(router, httptest.NewRequest(http.MethodGet, "/readyz", nil))
	want(1, 1)
}
