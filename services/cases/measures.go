package cases

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"traject.nl/proto/contract/act"
	"traject.nl/services/platform/edge"
)

const scope = "traject.nl/services/cases"

// measures are what this service tells of its work: which acts, how long and how they ended. Never in which case, or of whom.
type measures struct {
	acts metric.Float64Histogram
}

// newMeasures begins measuring. An instrument is made even when its name is refused, which only its author can cause.
func newMeasures() measures {
	acts, err := otel.Meter(scope).Float64Histogram("traject.act.duration", metric.WithUnit("s"),
		metric.WithDescription("How long a process took to answer an act, by act and outcome: accepted, refused or failed."))
	if err != nil {
		otel.Handle(err)
	}
	return measures{acts}
}

// answered measures an act that a process answered, or did not. A refusal is an answer: the act could not be done, and the person heard why.
func (m measures) answered(ctx context.Context, what act.Act, err error, took time.Duration) {
	outcome := "accepted"
	if err != nil {
		outcome = "failed"
		if isRefusal(edge.Problem(err)) {
			outcome = "refused"
		}
	}
	m.acts.Record(ctx, took.Seconds(), metric.WithAttributes(
		attribute.String("act", string(what)), attribute.String("outcome", outcome),
	))
}

// isRefusal says whether the problem is one that the caller can do something about.
func isRefusal(problem error) bool {
	var status huma.StatusError
	return errors.As(problem, &status) && status.GetStatus() < http.StatusInternalServerError
}
