// Package temporal connects a process to Temporal: everything encrypted, traced and counted.
package temporal

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"time"

	"go.opentelemetry.io/otel"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/contrib/opentelemetry"
	"go.temporal.io/sdk/interceptor"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/worker"

	tracecontract "traject.nl/proto/contract/tracing"
	"traject.nl/proto/keyring"
	"traject.nl/proto/payload"
	"traject.nl/services/platform/edge"
)

// Config of the connection.
type Config struct {
	// Address of the frontend, "host:port".
	Address string
	// Namespace; empty means "default".
	Namespace string
	// Keys encrypt every payload and failure.
	Keys *keyring.Ring
	// Identity is how this process shows in histories, such as "cases"; never a host or person.
	Identity string
	// Connection, Credentials and Headers are how the server is reached and told who we are: TLS, mTLS, an API key. The zero
	// values are a plain connection, as on one machine; settings.Env.Temporal reads them.
	Connection  client.ConnectionOptions
	Credentials client.Credentials
	Headers     Headers
}

// Headers are sent along with every call.
type Headers interface {
	GetHeaders(context.Context) (map[string]string, error)
}

// Dial makes a client. It does not wait for the server: Ready tells when it is there. Close it at the end.
func Dial(_ context.Context, config Config) (client.Client, error) {
	if config.Address == "" || config.Keys == nil {
		return nil, fmt.Errorf("temporal: address %q and keys must both be set", config.Address)
	}
	tracing, err := opentelemetry.NewTracingInterceptor(opentelemetry.TracerOptions{
		TextMapPropagator: otel.GetTextMapPropagator(),
		// A history outlives the way spans are written.
		AllowInvalidParentSpans: true,
		SpanContextKey:          tracecontract.SpanKey{},
	})
	if err != nil {
		return nil, fmt.Errorf("temporal: tracing: %w", err)
	}
	made, err := client.NewLazyClient(client.Options{
		HostPort:          config.Address,
		Namespace:         config.Namespace,
		Identity:          config.Identity,
		ConnectionOptions: config.Connection,
		Credentials:       config.Credentials,
		HeadersProvider:   config.Headers,
		DataConverter:     payload.DataConverter(config.Keys),
		FailureConverter:  payload.FailureConverter(config.Keys),
		Interceptors:      []interceptor.ClientInterceptor{tracing},
		MetricsHandler: opentelemetry.NewMetricsHandler(opentelemetry.MetricsHandlerOptions{
			Meter:   otel.Meter("temporal-sdk-go"),
			OnError: func(err error) { otel.Handle(err) },
		}),
		Logger: log.NewStructuredLogger(slog.Default()),
	})
	if err != nil {
		return nil, fmt.Errorf("temporal at %s: %w", config.Address, err)
	}
	return made, nil
}

// checkTime is how long the server may take to say that it is there.
const checkTime = 3 * time.Second

// Ready says whether the server answers and has this namespace ("" for "default") for us.
func Ready(c client.Client, namespace string) edge.Ready {
	return edge.Ready{Name: "temporal", Check: func(ctx context.Context) error {
		ctx, cancel := context.WithTimeout(ctx, checkTime)
		defer cancel()
		namespace := cmp.Or(namespace, client.DefaultNamespace)
		_, err := c.WorkflowService().DescribeNamespace(ctx, &workflowservice.DescribeNamespaceRequest{Namespace: namespace})
		if err != nil {
			return fmt.Errorf("namespace %q: %w", namespace, err)
		}
		return nil
	}}
}

// stopTime is how long running activities get to finish when a worker stops.
const stopTime = 10 * time.Second

// Worker makes a worker for the activities of a service on its own task queue, each under the name of its contract.
// Start it with Run or with worker.Run; it lets running activities finish.
func Worker(c client.Client, queue string, activities map[string]any) worker.Worker {
	made := worker.New(c, queue, worker.Options{
		WorkerStopTimeout:           stopTime,
		DisableWorkflowWorker:       true,
		DisableRegistrationAliasing: true,
		// As many polls as it takes: a task queue is kept in several parts, and with the usual two polls a part can wait for seconds
		// while many cases have something to do at once (docs/benchmarks.md).
		ActivityTaskPollerBehavior: worker.NewPollerBehaviorAutoscaling(worker.PollerBehaviorAutoscalingOptions{}),
	})
	Register(made, activities)
	return made
}

// Registry takes activities: a worker, or a test environment.
type Registry interface {
	RegisterActivityWithOptions(function any, options activity.RegisterOptions)
}

// Register gives each activity the name of its contract.
func Register(registry Registry, activities map[string]any) {
	for name, function := range activities {
		registry.RegisterActivityWithOptions(function, activity.RegisterOptions{Name: name})
	}
}
