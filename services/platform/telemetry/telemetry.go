// Package telemetry starts what a process tells about itself: logs, metrics and traces. Call Start once in a process.
//
// Where traces and metrics go is decided by the standard OTEL_* environment; without it traces go nowhere. Metrics are
// always served in the Prometheus format by the edge.
package telemetry

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"

	"go.opentelemetry.io/contrib/exporters/autoexport"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/prometheus"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
)

// Start begins telemetry for this process under the name of the service. Stop sends what is left.
func Start(ctx context.Context, service string) (stop func(context.Context) error, err error) {
	slog.SetDefault(slog.New(NewHandler(os.Stderr, service)))
	about, err := resource.New(ctx, resource.WithFromEnv(), resource.WithTelemetrySDK(),
		resource.WithAttributes(attribute.String("service.name", service)))
	if err != nil {
		return nil, fmt.Errorf("telemetry: resource: %w", err)
	}
	traces, err := tracing(ctx, about)
	if err != nil {
		return nil, err
	}
	metrics, err := metering(ctx, about)
	if err != nil {
		return nil, errors.Join(err, traces.Shutdown(ctx))
	}
	otel.SetTracerProvider(traces)
	otel.SetMeterProvider(metrics)
	otel.SetTextMapPropagator(propagation.TraceContext{})
	if err := tellCertificates(metrics.Meter("traject.nl/services/platform/telemetry"), certificateFiles()); err != nil {
		return nil, errors.Join(fmt.Errorf("telemetry: certificates: %w", err), traces.Shutdown(ctx), metrics.Shutdown(ctx))
	}
	otel.SetErrorHandler(otel.ErrorHandlerFunc(func(err error) { slog.Warn("telemetry", "error", err) }))
	return func(ctx context.Context) error {
		return errors.Join(traces.Shutdown(ctx), metrics.Shutdown(ctx))
	}, nil
}

func tracing(ctx context.Context, about *resource.Resource) (*sdktrace.TracerProvider, error) {
	settings := []sdktrace.TracerProviderOption{sdktrace.WithResource(about)}
	if exports("OTEL_TRACES_EXPORTER", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") {
		exporter, err := autoexport.NewSpanExporter(ctx)
		if err != nil {
			return nil, fmt.Errorf("telemetry: traces: %w", err)
		}
		settings = append(settings, sdktrace.WithBatcher(exporter))
	}
	return sdktrace.NewTracerProvider(settings...), nil
}

func metering(ctx context.Context, about *resource.Resource) (*metric.MeterProvider, error) {
	// The names of the libraries that measure would stand in every line, and tell nobody anything.
	served, err := prometheus.New(prometheus.WithoutScopeInfo())
	if err != nil {
		return nil, fmt.Errorf("telemetry: metrics: %w", err)
	}
	settings := []metric.Option{metric.WithResource(about), metric.WithReader(served), metric.WithView(views()...)}
	if exports("OTEL_METRICS_EXPORTER", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT") {
		reader, err := autoexport.NewMetricReader(ctx)
		if err != nil {
			return nil, fmt.Errorf("telemetry: metrics: %w", err)
		}
		settings = append(settings, metric.WithReader(reader))
	}
	return metric.NewMeterProvider(settings...), nil
}

// exports says whether the environment asks to send this signal somewhere.
func exports(exporter, endpoint string) bool {
	return os.Getenv(exporter) != "" || os.Getenv(endpoint) != "" || os.Getenv("OTEL_EXPORTER_OTLP_ENDPOINT") != ""
}

// NewHandler writes logs as JSON lines, each with the trace and span it belongs to.
func NewHandler(to io.Writer, service string) slog.Handler {
	return traceIDs{slog.NewJSONHandler(to, nil).WithAttrs([]slog.Attr{slog.String("service", service)})}
}
