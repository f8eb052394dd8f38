package mongo

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/event"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/codes"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
)

func TestACommandIsTracedByNameAndCollectionWithoutAnyValue(t *testing.T) {
	spans := tracetest.NewSpanRecorder()
	before := otel.GetTracerProvider()
	otel.SetTracerProvider(sdktrace.NewTracerProvider(sdktrace.WithSpanProcessor(spans)))
	t.Cleanup(func() { otel.SetTracerProvider(before) })
	monitor := traced("documents")
	command, err := bson.Marshal(bson.D{{Key: "find", Value: "dossiers"}, {Key: "filter", Value: bson.M{"name": "Sanne"}}})
	if err != nil {
		t.Fatal(err)
	}

	monitor.Started(t.Context(), &event.CommandStartedEvent{Command: command, CommandName: "find", RequestID: 7})
	monitor.Succeeded(t.Context(), &event.CommandSucceededEvent{CommandFinishedEvent: event.CommandFinishedEvent{RequestID: 7}})
	monitor.Started(t.Context(), &event.CommandStartedEvent{Command: command, CommandName: "find", RequestID: 8})
	monitor.Failed(t.Context(), &event.CommandFailedEvent{
		CommandFinishedEvent: event.CommandFinishedEvent{RequestID: 8}, Failure: fmt.Errorf("duplicate key: Sanne"),
	})

	ended := spans.Ended()
	if len(ended) != 2 || ended[0].Name() != "find dossiers" || ended[0].Status().Code == codes.Error || ended[1].Status().Code != codes.Error {
		t.Fatalf("spans: %v", ended)
	}
	for _, span := range ended {
		for _, shown := range []any{span.Attributes(), span.Status(), span.Events()} {
			if text := fmt.Sprint(shown); strings.Contains(text, "Sanne") {
				t.Errorf("a value is in the trace: %s", text)
			}
		}
	}
}

func TestAServerThatIsAwayIsNotReadyAndDoesNotStopTheStart(t *testing.T) {
	db, err := Connect(t.Context(), "mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=100", "test")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close(t.Context())
	ctx, cancel := context.WithTimeout(t.Context(), selectionTime)
	defer cancel()
	if err := db.Ready().Check(ctx); err == nil {
		t.Error("a server that is away is ready")
	}
}

func TestAConnectionNeedsAnAddressAndADatabase(t *testing.T) {
	for _, test := range [][2]string{{"", "x"}, {"mongodb://127.0.0.1", ""}, {"http://127.0.0.1", "x"}} {
		if _, err := Connect(t.Context(), test[0], test[1]); err == nil {
			t.Errorf("accepted %v", test)
		}
	}
}
