package live_test

import (
	"fmt"
	"testing"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"

	"traject.nl/services/platform/live"
	"traject.nl/services/platform/live/livetest"
)

// measured lets hubs that are made from now on measure, and gives what they measured, by name.
func measured(t *testing.T) func() map[string]metricdata.Aggregation {
	t.Helper()
	reader, before := metric.NewManualReader(), otel.GetMeterProvider()
	otel.SetMeterProvider(metric.NewMeterProvider(metric.WithReader(reader)))
	t.Cleanup(func() { otel.SetMeterProvider(before) })
	return func() map[string]metricdata.Aggregation {
		t.Helper()
		var all metricdata.ResourceMetrics
		if err := reader.Collect(t.Context(), &all); err != nil {
			t.Fatal(err)
		}
		found := map[string]metricdata.Aggregation{}
		for _, scope := range all.ScopeMetrics {
			for _, one := range scope.Metrics {
				found[one.Name] = one.Data
			}
		}
		return found
	}
}

func sum(t *testing.T, data metricdata.Aggregation) int64 {
	t.Helper()
	found, ok := data.(metricdata.Sum[int64])
	if !ok || len(found.DataPoints) != 1 || found.DataPoints[0].Attributes.Len() != 0 {
		t.Fatalf("want one figure without labels, got %+v", data)
	}
	return found.DataPoints[0].Value
}

func TestAHubTellsHowManyLookAndHowLateAChangeIsHeardOf(t *testing.T) {
	measures := measured(t)
	store := livetest.NewMemory()
	change(t, store, "older", 1)
	hub, beat := replica(t, store)
	listener := join(t, hub, "a", "", school)
	join(t, hub, "b", "", director)
	// It was written 20 seconds before anybody looked: that says nothing of this hub.
	if err := store.Announce(t.Context(), live.Change{ID: "before", Version: 1, Parties: []string{school}, At: now().Add(-20 * time.Second)}); err != nil {
		t.Fatal(err)
	}
	beat.Polled(t)

	found := measures()
	if open := sum(t, found["traject.live.streams"]); open != 2 {
		t.Errorf("%d streams are open, want 2", open)
	}
	lag := found["traject.live.lag"].(metricdata.Histogram[float64]).DataPoints[0]
	if lag.Count != 1 || lag.Sum != 0 || lag.Attributes.Len() != 0 {
		t.Errorf("lag of %d changes, %v s together; want that of the one that was written since", lag.Count, lag.Sum)
	}
	listener.Leave()
	if open := sum(t, measures()["traject.live.streams"]); open != 1 {
		t.Errorf("%d streams are open after one ended, want 1", open)
	}
}

func TestAStreamThatDoesNotKeepUpIsCountedAsDropped(t *testing.T) {
	measures := measured(t)
	store := livetest.NewMemory()
	hub, beat := replica(t, store)
	join(t, hub, "slow", "", school)
	if dropped := sum(t, measures()["traject.live.dropped"]); dropped != 0 {
		t.Errorf("%d dropped before anything happened", dropped)
	}
	for number := range 600 { // more than may wait
		change(t, store, fmt.Sprint(number), 1)
	}
	beat.Polled(t)
	found := measures()
	if dropped, open := sum(t, found["traject.live.dropped"]), sum(t, found["traject.live.streams"]); dropped != 1 || open != 0 {
		t.Errorf("%d dropped and %d open, want the one that did not keep up gone", dropped, open)
	}
}
