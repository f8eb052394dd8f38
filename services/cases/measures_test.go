package cases_test

import (
	"maps"
	"net/http"
	"testing"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"go.temporal.io/api/serviceerror"

	"traject.nl/proto/contract/failure"
)

func TestAnActIsMeasuredByNameAndOutcomeAndNothingElse(t *testing.T) {
	reader, before := metric.NewManualReader(), otel.GetMeterProvider()
	otel.SetMeterProvider(metric.NewMeterProvider(metric.WithReader(reader)))
	t.Cleanup(func() { otel.SetMeterProvider(before) })
	h := officeHarness(t)
	h.post("office", actPath("parents-answer"), "key-00001", agree).want(http.StatusOK)
	// Sent again, it is answered from the record: no process is asked.
	h.post("office", actPath("parents-answer"), "key-00001", agree).want(http.StatusOK)
	h.process.refusal = failure.Refuse(failure.NotNow, failure.Problem{Detail: "De zaak is al verder."})
	h.post("office", actPath("parents-answer"), "key-00002", agree).want(http.StatusConflict)
	h.process.refusal = serviceerror.NewUnavailable("no worker")
	h.post("office", actPath("parents-answer"), "key-00003", agree).want(http.StatusServiceUnavailable)

	var all metricdata.ResourceMetrics
	if err := reader.Collect(t.Context(), &all); err != nil {
		t.Fatal(err)
	}
	got := map[string]uint64{}
	for _, scope := range all.ScopeMetrics {
		for _, one := range scope.Metrics {
			if one.Name != "traject.act.duration" {
				continue
			}
			for _, point := range one.Data.(metricdata.Histogram[float64]).DataPoints {
				got[point.Attributes.Encoded(attribute.DefaultEncoder())] = point.Count
			}
		}
	}
	want := map[string]uint64{
		"act=AnswerAsParents,outcome=accepted": 1,
		"act=AnswerAsParents,outcome=refused":  1,
		"act=AnswerAsParents,outcome=failed":   1,
	}
	if !maps.Equal(got, want) {
		t.Errorf("measured %v, want %v", got, want)
	}
}
