package mongo

import (
	"context"
	"errors"
	"sync"

	"go.mongodb.org/mongo-driver/v2/event"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
)

// traced makes a span of every command: its name and collection, never a value of it.
func traced(database string) *event.CommandMonitor {
	tracer := otel.Tracer("traject.nl/services/platform/mongo")
	var running sync.Map // request id -> trace.Span
	return &event.CommandMonitor{
		Started: func(ctx context.Context, e *event.CommandStartedEvent) {
			collection, _ := e.Command.Lookup(e.CommandName).StringValueOK()
			_, span := tracer.Start(ctx, e.CommandName+" "+collection, trace.WithSpanKind(trace.SpanKindClient),
				trace.WithAttributes(
					attribute.String("db.system.name", "mongodb"),
					attribute.String("db.namespace", database),
					attribute.String("db.operation.name", e.CommandName),
					attribute.String("db.collection.name", collection),
				))
			running.Store(e.RequestID, span)
		},
		Succeeded: func(_ context.Context, e *event.CommandSucceededEvent) { end(&running, e.RequestID, nil) },
		Failed: func(_ context.Context, e *event.CommandFailedEvent) {
			// The server's message can quote values, so that a span only says that it failed.
			end(&running, e.RequestID, errors.New("command failed"))
		},
	}
}

func end(running *sync.Map, request int64, failed error) {
	found, ok := running.LoadAndDelete(request)
	if !ok {
		return
	}
	span := found.(trace.Span)
	if failed != nil {
		span.SetStatus(codes.Error, failed.Error())
	}
	span.End()
}
