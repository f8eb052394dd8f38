package e2e

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"go.opentelemetry.io/otel"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"traject.nl/tools/journey"
)

// spansOf collects the spans of this process, in which everything runs, while the test lasts.
func spansOf(t *testing.T) *tracetest.InMemoryExporter {
	t.Helper()
	provider, ok := otel.GetTracerProvider().(*sdktrace.TracerProvider)
	if !ok {
		t.Fatalf("the tracer provider is %T", otel.GetTracerProvider())
	}
	spans := tracetest.NewInMemoryExporter()
	processor := sdktrace.NewSimpleSpanProcessor(spans)
	provider.RegisterSpanProcessor(processor)
	t.Cleanup(func() { provider.UnregisterSpanProcessor(processor) })
	return spans
}

func TestOneTraceRunsFromTheCallToTheActivityThatWritesTheRecord(t *testing.T) {
	s := told(t, journey.Draft, journey.HandIn)
	spans := spansOf(t)
	const traceID = "0af7651916cd43dd8448eb211c80319c"
	var accepted journey.Accepted
	_, err := traject.As("kantoor").Do(t.Context(), journey.Request{
		Method: http.MethodPost, URL: traject.Cases + "/v1/cases/" + s.CaseID + "/competence", Key: "trace-of-competence",
		Header: map[string]string{"traceparent": "00-" + traceID + "-b7ad6b7169203331-01"},
		Body:   map[string]any{"competent": true},
	}, &accepted)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, span := range spans.GetSpans() {
		if span.SpanContext.TraceID().String() == traceID {
			names = append(names, span.Name)
		}
	}
	for _, part := range []string{"/v1/cases/", "UpdateWorkflow:JudgeCompetence", "HandleUpdate:JudgeCompetence", "RunActivity:cases.Project"} {
		if !slices.ContainsFunc(names, func(name string) bool { return strings.Contains(name, part) }) {
			t.Errorf("no span with %q in the trace: %q", part, names)
		}
	}
}
