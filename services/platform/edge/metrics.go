package edge

import (
	"context"
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
)

// serveMetrics serves the figures of this process to who comes to it directly, as Prometheus does. They are on the port that browsers and
// municipalities reach too, and how many terms were missed is no business of everybody: what came through an ingress, gateway or other proxy
// finds nothing.
func serveMetrics() gin.HandlerFunc {
	figures := promhttp.Handler()
	return func(c *gin.Context) {
		if proxied(c.Request) {
			Abort(c, NotFound("Deze pagina of dit gegeven is niet gevonden."))
			return
		}
		figures.ServeHTTP(c.Writer, c.Request)
	}
}

// proxied says whether somebody passed the request on: each of these is added on the way, and a caller who adds one only harms himself.
func proxied(r *http.Request) bool {
	for _, header := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Via"} {
		if r.Header.Get(header) != "" {
			return true
		}
	}
	return false
}

// partReady tells what each look at the parts found.
type partReady struct{ gauge metric.Int64Gauge }

// newPartReady begins telling. An instrument is made even when its name is refused, which only its author can cause.
func newPartReady() partReady {
	gauge, err := otel.Meter("traject.nl/services/platform/edge").Int64Gauge("traject.part.ready",
		metric.WithDescription("1 when a part that this process needs answered at the last look, which every probe is, and 0 when it did not."))
	if err != nil {
		otel.Handle(err)
	}
	return partReady{gauge}
}

// found tells how a look ended, unless who asked for it went away: that says nothing of the part.
func (p partReady) found(ctx context.Context, part string, failure error) {
	if errors.Is(ctx.Err(), context.Canceled) {
		return
	}
	ready := int64(1)
	if failure != nil {
		ready = 0
	}
	p.gauge.Record(ctx, ready, metric.WithAttributes(attribute.String("part", part)))
}
