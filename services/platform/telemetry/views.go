package telemetry

import "go.opentelemetry.io/otel/sdk/metric"

// seconds are the limits of what is measured in seconds: from a quick command of the store to a task that waits for minutes. The usual limits
// are meant for milliseconds, so that everything of the Temporal SDK would be "under 5".
var seconds = []float64{0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300}

// views decide what of the instruments is served: times in seconds with limits that tell something, and no sizes of bodies, which nobody asks
// for and which would be a third of all figures.
func views() []metric.View {
	dropped := metric.Stream{Aggregation: metric.AggregationDrop{}}
	return []metric.View{
		metric.NewView(metric.Instrument{Kind: metric.InstrumentKindHistogram, Unit: "s", Name: "*"},
			metric.Stream{Aggregation: metric.AggregationExplicitBucketHistogram{Boundaries: seconds}}),
		metric.NewView(metric.Instrument{Name: "http.*.body.size"}, dropped),
	}
}
