package edge

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
)

// openAPIPath is where every service publishes its API, open to all (ADR publish-openapi).
const openAPIPath = "/v1/openapi"

// headers puts on every answer what ADR asks: the version, and what keeps browsers from caching, framing or guessing.
func headers(version string) gin.HandlerFunc {
	return func(c *gin.Context) {
		set := c.Writer.Header()
		set.Set("API-Version", version)
		set.Set("Cache-Control", "no-store")
		set.Set("Content-Security-Policy", "frame-ancestors 'none'")
		set.Set("Strict-Transport-Security", "max-age=31536000")
		set.Set("X-Content-Type-Options", "nosniff")
		set.Set("X-Frame-Options", "DENY")
		set.Set("Referrer-Policy", "no-referrer")
		if c.FullPath() == openAPIPath+".json" || c.FullPath() == openAPIPath+".yaml" {
			set.Set("Access-Control-Allow-Origin", "*")
		}
		c.Next()
	}
}

// logged writes one line a request, with the route and never the path: a path can hold an id.
func logged() gin.HandlerFunc {
	return func(c *gin.Context) {
		if !observed(c.Request) {
			c.Next()
			return
		}
		start := time.Now()
		c.Next()
		slog.InfoContext(c.Request.Context(), "request", "method", c.Request.Method, "route", c.FullPath(),
			"status", c.Writer.Status(), "ms", time.Since(start).Milliseconds())
	}
}

// recovered turns a panic into a problem; the client learns nothing of it.
func recovered() gin.HandlerFunc {
	return gin.CustomRecoveryWithWriter(nil, func(c *gin.Context, cause any) {
		if err, ok := cause.(error); ok && errors.Is(err, http.ErrAbortHandler) {
			panic(cause) // the way to break off a connection on purpose
		}
		Abort(c, fmt.Errorf("panic: %v", cause))
	})
}
