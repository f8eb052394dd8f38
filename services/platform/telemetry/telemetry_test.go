package telemetry_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"

	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/telemetry"
)

func TestAnErrorInTheLogCarriesItsTrace(t *testing.T) {
	var logs bytes.Buffer
	log := slog.New(telemetry.NewHandler(&logs, "cases"))
	span := trace.NewSpanContext(trace.SpanContextConfig{TraceID: trace.TraceID{1, 2}, SpanID: trace.SpanID{3}})
	ctx := trace.ContextWithSpanContext(t.Context(), span)

	log.With("part", "store").ErrorContext(ctx, "cannot write", "error", os.ErrClosed)
	line := map[string]any{}
	if err := json.Unmarshal(logs.Bytes(), &line); err != nil {
		t.Fatalf("not JSON: %v: %s", err, &logs)
	}
	for key, want := range map[string]string{
		"level": "ERROR", "service": "cases", "part": "store", "error": os.ErrClosed.Error(),
		"trace_id": span.TraceID().String(), "span_id": span.SpanID().String(),
	} {
		if line[key] != want {
			t.Errorf("%s = %v, want %s", key, line[key], want)
		}
	}
	logs.Reset()
	log.Error("outside any request")
	if strings.Contains(logs.String(), "trace_id") {
		t.Errorf("a line without a trace has one: %s", &logs)
	}
}

// One process, one Start: this test holds all that is global.
func TestARequestIsTracedAndCountedAfterStart(t *testing.T) {
	before := slog.Default()
	t.Cleanup(func() { slog.SetDefault(before) })
	stop, err := telemetry.Start(t.Context(), "test")
	if err != nil {
		t.Fatal(err)
	}
	engine := edge.New("test", "1.0.0")
	counter, err := otel.Meter("test").Int64Counter("letters.sent")
	if err != nil {
		t.Fatal(err)
	}
	counter.Add(t.Context(), 3)
	ask := func(path string) string {
		got := httptest.NewRecorder()
		request := httptest.NewRequest(http.MethodGet, path, nil)
		request.Header.Set("traceparent", "00-0102030405060708090a0b0c0d0e0f10-0102030405060708-01")
		engine.ServeHTTP(got, request)
		return got.Body.String()
	}
	var logs bytes.Buffer
	slog.SetDefault(slog.New(telemetry.NewHandler(&logs, "test")))
	ask("/v1/nothing")
	if !strings.Contains(logs.String(), `"trace_id":"0102030405060708090a0b0c0d0e0f10"`) {
		t.Errorf("the request does not go on with the caller's trace: %s", &logs)
	}
	metrics := ask("/metrics")
	for _, want := range []string{`letters_sent_total`, "http_server_request_duration_seconds"} {
		if !strings.Contains(metrics, want) {
			t.Errorf("%s is not among the metrics", want)
		}
	}
	if err := stop(context.WithoutCancel(t.Context())); err != nil {
		t.Errorf("stop: %v", err)
	}
}
